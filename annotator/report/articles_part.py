"""What a report says of articles: from where and when, in which language, how long."""

from collections.abc import Iterator, Sequence

from annotator.report.corpus_findings import CorpusFindings
from annotator.report.count_pictures import Count
from annotator.report.count_tables import columns_with_table, counts_with_table, spread_counts
from annotator.report.markup import Html, element
from annotator.report.words import counted

_ROWS = 10
"""At most: those that there are most of."""


def articles_part(corpus: CorpusFindings) -> Iterator[Html]:
    """Yield sources, languages, dates and lengths, each where there is more than one."""
    yield from _bars("Sources", "Articles by source", corpus.sources, "no source")
    yield from _bars("Languages", "Articles by language", corpus.languages, "not known")
    dated = [Count(day, times) for day, times in corpus.dates if day]
    if len(dated) > 1:
        yield element("h3", "Dates of publication")
        yield columns_with_table("Articles by date", dated, ("published", "articles"))
        if undated := sum(times for day, times in corpus.dates if not day):
            words = f"Without {counted(undated, 'article')} of no date."
            yield element("p", words, class_="quiet")
    if len(corpus.lengths.bars) > 1:
        yield element("h3", "Lengths of articles")
        title = "Articles by how many characters they have"
        yield columns_with_table(title, spread_counts(corpus.lengths), ("characters", "articles"))


def _bars(
    heading: str, title: str, counts: Sequence[tuple[str, int]], unknown: str
) -> Iterator[Html]:
    if len(counts) > 1:
        yield element("h3", heading)
        ranked = [Count(name or unknown, times) for name, times in counts[:_ROWS]]
        yield counts_with_table(title, ranked, ("", "articles"))

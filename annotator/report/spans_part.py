"""What a report says of spans: where they stand, what they cover, how many and how long."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from annotator.messages.quoting import show_text
from annotator.report.count_pictures import draw_curve
from annotator.report.count_tables import columns_with_table, some_of, spread_counts
from annotator.report.findings import Findings
from annotator.report.markup import Html, element, table
from annotator.report.pictures import draw_matrix
from annotator.report.words import counted, label_name

if TYPE_CHECKING:
    from annotator.project.overview.spread import Spread
    from annotator.project.overview.texts import Growth, TextCount

_LABELS = 12
"""Rows of matrices and tables at most: those that there are most of."""
_LONGEST = 40


def spans_part(findings: Findings) -> Iterator[Html]:
    """Yield tenths, frequent words, spreads and the growth of names."""
    corpus = findings.corpus
    yield from _tenths(findings)
    yield from _texts(findings)
    yield from _spread(
        corpus.per_set,
        "Spans per article",
        "Annotation sets by how many spans they have",
        ("spans", "sets"),
    )
    yield from _spread(
        corpus.rates,
        "Spans per 1,000 words",
        "Annotation sets by how many spans they have for 1,000 words",
        ("spans per 1,000 words", "sets"),
    )
    yield from _spread(
        corpus.span_lengths,
        "Characters in a span",
        "Spans by how many characters they cover",
        ("characters", "spans"),
    )
    yield from _growth(corpus.growth)


def _tenths(findings: Findings) -> Iterator[Html]:
    tenths = findings.corpus.tenths
    ranked = _most_used(findings)
    if not ranked:
        return
    yield element("h3", "In which tenth of the article")
    yield draw_matrix(
        "Spans by label and by the tenth of the article in which they begin",
        [label_name(findings, id) for id in ranked],
        [str(tenth + 1) for tenth in range(10)],
        [tenths[id] for id in ranked],
    )


def _texts(findings: Findings) -> Iterator[Html]:
    texts = findings.corpus.texts
    rows = [
        (
            label_name(findings, id),
            element("span", *_in_a_row(texts[id])),
        )
        for id in _most_used(findings)
        if texts.get(id)
    ]
    if rows:
        yield element("h3", "Most frequent words of each label")
        yield table(("", "and how often they stand there"), rows)


def _in_a_row(texts: "Sequence[TextCount]") -> Iterator[object]:
    for at, one in enumerate(texts):
        yield "; " if at else ""
        yield element("bdi", show_text(one.text, _LONGEST))
        yield f" {one.times:,}"


def _most_used(findings: Findings) -> list[str]:
    tenths = findings.corpus.tenths
    ranked = sorted((id for id in tenths if sum(tenths[id])), key=lambda id: -sum(tenths[id]))
    return ranked[:_LABELS]


def _spread(spread: "Spread", heading: str, title: str, head: tuple[str, str]) -> Iterator[Html]:
    if len(spread.bars) < 2:
        return
    yield element("h3", heading)
    yield columns_with_table(title, spread_counts(spread), head)


def _growth(growth: "Growth") -> Iterator[Html]:
    if len(growth.articles) < 2:
        return
    yield element("h3", "Distinct names, article by article")
    last = counted(growth.articles[-1], "article")
    points = list(zip(growth.articles, growth.names, strict=True))
    yield draw_curve("Distinct names", points, "first article", last)
    rows = list(zip(growth.articles, growth.spans, growth.names, strict=True))
    yield table(("after articles", "spans", "names"), some_of(rows))

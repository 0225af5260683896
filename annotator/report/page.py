"""The whole report as one HTML page that needs nothing beside it and runs nothing."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from annotator import __version__
from annotator.messages.agreement_words import show_number
from annotator.report.agreement_part import (
    chance_part,
    compared_part,
    figures_part,
    mixed_up_part,
    oneself_part,
)
from annotator.report.corpus_part import corpus_part
from annotator.report.findings import Findings
from annotator.report.markup import Html, element, joined
from annotator.report.news_part import news_part
from annotator.report.over_time_part import (
    agreement_over_time_part,
    has_agreement_over_time,
    pace_part,
)
from annotator.report.progress_part import progress_part
from annotator.report.review_part import (
    curated_part,
    decisions_part,
    differences_part,
    flags_part,
    samples_part,
)
from annotator.report.words import counted, named, range_words, share_words


class Part(NamedTuple):
    """A part of the report under its heading."""

    id: str
    heading: str
    make: Callable[[Findings], Iterator[Html]]
    is_in: Callable[[Findings], bool] = lambda _: True
    """Whether there is anything to say; else it is left out."""


def make_page(findings: Findings) -> str:
    """Return the report as HTML."""
    parts = [part for part in _PARTS if part.is_in(findings)]
    title = f"Agreement and review: {findings.project}"
    head = element(
        "head",
        Html('<meta charset="utf-8">'),
        # Nothing is fetched and nothing runs, whatever the articles say.
        Html(
            '<meta http-equiv="Content-Security-Policy"'
            " content=\"default-src 'none'; style-src 'unsafe-inline'\">"
        ),
        Html('<meta name="viewport" content="width=device-width, initial-scale=1">'),
        element("title", title),
        element("style", Html(_STYLE)),
    )
    body = element(
        "body",
        element("h1", title),
        element("p", _made(findings), class_="quiet"),
        element("nav", *(joined([_link(one), " "]) for one in parts)),
        *(_section(part, findings) for part in parts),
    )
    page = element("html", head, body, lang="en")
    return f"<!DOCTYPE html>\n{page}\n"


def _link(part: Part) -> Html:
    return element("a", part.heading, href=f"#{part.id}")


def _section(part: Part, findings: Findings) -> Html:
    inside = part.make(findings)
    return element("section", element("h2", part.heading), *inside, id=part.id)


def _made(findings: Findings) -> str:
    day, time = findings.made[:10], findings.made[11:16]
    labels = findings.label_set
    return (
        f"Made on {day} at {time} UTC with annotator {__version__}."
        f" Label set “{labels.name}”: {counted(len(labels.span_labels), 'label')} for spans,"
        f" {counted(len(labels.relation_labels), 'label')} for relations."
    )


def _short_part(findings: Findings) -> Iterator[Html]:
    """Yield what one would say of it in a minute."""
    yield element("ul", *(element("li", line) for line in _short_lines(findings)))


def _short_lines(findings: Findings) -> Iterator[str]:
    agreement = findings.agreement
    names = [named(findings, one) for one in agreement.annotators]
    done = "begun" if findings.is_unfinished_counted else "finished"
    articles = counted(agreement.documents, "article")
    if len(names) < 2:
        yield "There are no two people to compare yet."
    elif len(names) == 2:
        yield f"{' and '.join(names)} have both {done} {articles}."
    else:
        yield f"Of {', '.join(names)} two or more have {done} {articles}."
    score = agreement.whole.span_f1
    if score.value is not None:
        within = range_words(score)
        interval = f" (95 % interval {within})" if within else ""
        yield f"Same words, same label: F1 {show_number(score.value)}{interval}."
    breakdown = agreement.whole.breakdown
    if whole := sum(breakdown):
        yield (
            f"Of {counted(whole, 'span')} {share_words(breakdown.agree, whole)} agree,"
            f" {share_words(breakdown.label, whole)} differ in the label alone,"
            f" {share_words(breakdown.boundary, whole)} in the words alone."
        )
    found = sum(pair.differences.total() for pair in findings.pairs)
    if found:
        left = sum(pair.open.total() for pair in findings.pairs)
        yield f"{counted(found, 'difference')}: {found - left:,} decided, {left:,} open."
    if flagged := findings.decisions.flagged:
        yield f"{counted(flagged, 'decision')} said that the guideline needs work."


def _about_part(_findings: Findings) -> Iterator[Html]:
    yield element("dl", *_terms())


def _terms() -> Iterator[Html]:
    for term, words in _TERMS:
        yield element("dt", term)
        yield element("dd", words)


_TERMS = (
    (
        "F1",
        "How much of what either has the other has too: twice the spans both have, divided by all"
        " spans of both. 1 is perfect. It says how alike two training corpora would be.",
    ),
    (
        "interval",
        "Where the figure would lie, 95 times in 100, had other articles of the same kind been"
        " labelled: articles are drawn anew 2,000 times (bootstrap). Under ten articles there is"
        " none.",
    ),
    (
        "answer each other",
        "Two spans are paired one to one: first those with the same words and label, then the same"
        " words, then the same label on overlapping words, then what overlaps at all.",
    ),
    (
        "kappa, alpha",
        "Agreement beyond what chance gives: 1 is perfect, 0 is chance. Kappa (Cohen) compares two"
        " people word by word; alpha (Krippendorff) any number of them; u-alpha counts stretches of"
        " the text, so that longer disagreement weighs more.",
    ),
    (
        "–",
        "There is no figure, and why is said beside it. That is not the same as 0.",
    ),
)

_PARTS = (
    Part("short", "In short", _short_part),
    Part("compared", "What was compared", compared_part),
    Part("agreement", "Agreement", figures_part),
    Part("mixed-up", "Labels that are mixed up", mixed_up_part),
    Part("chance", "Corrected for chance", chance_part),
    Part("over-time", "Agreement over time", agreement_over_time_part, has_agreement_over_time),
    Part("oneself", "Agreement with oneself", oneself_part, lambda told: bool(told.with_oneself)),
    Part("differences", "Differences", differences_part),
    Part("decisions", "Decisions", decisions_part),
    Part("guideline", "The guideline", flags_part),
    Part("curated", "The curated set", curated_part),
    Part("progress", "Progress", progress_part),
    Part("corpus", "What is in the project", corpus_part),
    Part("news", "The graph of the news", news_part, lambda told: bool(told.corpus.news.ties)),
    Part("pace", "Pace", pace_part, lambda told: bool(told.over_time.paces)),
    Part("samples", "Differences in their text", samples_part),
    Part("about", "What the figures mean", _about_part),
)

_STYLE = """
:root { color-scheme: light; }
body { font: 15px/1.5 system-ui, sans-serif; color: #1d2430; background: #fff;
  max-width: 46rem; margin: 2.5rem auto 5rem; padding: 0 1.25rem; }
h1 { font-size: 1.7rem; line-height: 1.2; margin: 0 0 .4rem; overflow-wrap: anywhere; }
h2 { font-size: 1.25rem; margin: 2.6rem 0 .6rem; padding-top: .8rem;
  border-top: 1px solid #d9dde3; }
h3 { font-size: 1rem; margin: 1.6rem 0 .5rem; }
p { margin: .5rem 0; }
nav { margin: 1rem 0; line-height: 1.9; }
nav a { color: #2456a6; margin-inline-end: 1rem; text-decoration: none; white-space: nowrap; }
nav a:hover { text-decoration: underline; }
.quiet { color: #5b6472; }
svg { display: block; max-width: 100%; height: auto; margin: .8rem 0; }
table { border-collapse: collapse; margin: .8rem 0; font-variant-numeric: tabular-nums; }
th, td { padding: .22rem .9rem .22rem 0; text-align: start; vertical-align: top;
  border-bottom: 1px solid #eceef1; }
thead th { color: #5b6472; font-weight: 500; font-size: .87rem; }
tbody th { font-weight: 400; overflow-wrap: anywhere; }
td.n, thead th.n { text-align: end; }
td.w { color: #5b6472; }
.sample { border-inline-start: 3px solid #d9dde3; padding-inline-start: .9rem; margin: 1rem 0; }
.sample p { margin: .15rem 0; overflow-wrap: anywhere; }
mark { background: #ffe9a8; color: inherit; padding: 0 .1em; border-radius: 2px; }
dt { font-weight: 600; margin-top: .7rem; }
dd { margin: 0; }
@media print {
  body { margin: 0 auto; font-size: 11pt; max-width: none; }
  nav { display: none; }
  .sample, svg, tr { break-inside: avoid; }
  h2, h3 { break-after: avoid; }
}
"""

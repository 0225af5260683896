"""The part of a report about what is in the project: the pictures of the Overview, on paper."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from annotator.messages.case_words import value_words
from annotator.model.attribute import AttributeValue
from annotator.report.articles_part import articles_part
from annotator.report.count_pictures import Count, draw_counts
from annotator.report.count_tables import counts_with_table
from annotator.report.findings import Findings
from annotator.report.markup import Html, element, table
from annotator.report.pictures import draw_matrix
from annotator.report.spans_part import spans_part
from annotator.report.words import attribute_name, counted, label_colour, label_name

if TYPE_CHECKING:
    from annotator.project.overview.labels import LabelCount

_LABELS, _VALUES, _TIES = 16, 8, 20
"""Rows of pictures and tables at most: those that there are most of."""
_MATRIX = 12


def corpus_part(findings: Findings) -> Iterator[Html]:
    """Yield labels, relations, attributes, spans and articles."""
    corpus = findings.corpus
    yield from _labels(findings, "Spans by label", corpus.spans)
    yield from _labels(findings, "Relations by label", corpus.relations)
    yield from _ties(findings)
    yield from _values(findings)
    yield from spans_part(findings)
    yield from articles_part(corpus)
    if corpus.closed:
        yield element(
            "p",
            f"Without what is given blind on {counted(corpus.closed, 'article')} and may not be"
            " seen yet.",
            class_="quiet",
        )


def _labels(findings: Findings, heading: str, counts: "Sequence[LabelCount]") -> Iterator[Html]:
    ranked = sorted((one for one in counts if one.times), key=lambda one: -one.times)[:_LABELS]
    if not ranked:
        return
    yield element("h3", heading)
    yield draw_counts(heading, [_count(findings, one) for one in ranked])
    rows = [(label_name(findings, one.label), one.times, one.articles) for one in ranked]
    yield table(("", "times", "articles"), rows)


def _ties(findings: Findings) -> Iterator[Html]:
    ties = findings.corpus.ties
    if not ties:
        return
    heads, tails, between = Counter[str](), Counter[str](), Counter[tuple[str, str]]()
    for one in ties:
        heads[one.head] += one.times
        tails[one.tail] += one.times
        between[one.head, one.tail] += one.times
    rows = [id for id, _ in heads.most_common(_MATRIX)]
    columns = [id for id, _ in tails.most_common(_MATRIX)]
    yield element("h3", "What relations tie")
    yield draw_matrix(
        "Relations from the labels at the left to those above",
        [label_name(findings, id) for id in rows],
        [label_name(findings, id) for id in columns],
        [[between[row, column] for column in columns] for row in rows],
    )
    told = [
        (
            f"{label_name(findings, one.head)} — {label_name(findings, one.label)}"
            f" → {label_name(findings, one.tail)}",
            one.times,
            one.articles,
        )
        for one in ties[:_TIES]
    ]
    yield table(("", "times", "articles"), told)


def _values(findings: Findings) -> Iterator[Html]:
    by_attribute: dict[str, Counter[tuple[bool, AttributeValue]]] = {}
    for one in findings.corpus.values:
        times = by_attribute.setdefault(one.attribute, Counter())
        times[isinstance(one.value, bool), one.value] += one.times  # True is no 1 here
    for id, times in by_attribute.items():
        name = f"Attribute: {attribute_name(findings, id)}"
        yield element("h3", name)
        ranked = [Count(value_words(value), n) for (_, value), n in times.most_common(_VALUES)]
        yield counts_with_table(name, ranked, ("", "times"))


# ---- pieces -------------------------------------------------------------------------------------


def _count(findings: Findings, one: "LabelCount") -> Count:
    name = label_name(findings, one.label)
    return Count(name, one.times, label_colour(findings, one.label))

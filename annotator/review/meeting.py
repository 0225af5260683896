"""What two annotators have in common on one document, as counts that add up over documents."""

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from annotator.model.annotation_set import AnnotationSet
from annotator.model.difference import Difference
from annotator.model.labels import LabelSet
from annotator.model.relation import Relation
from annotator.model.span import Span
from annotator.review.agreement import CaseKind, RelationBreakdown
from annotator.review.compare import Breakdown, Comparison, compare
from annotator.review.f1 import Counts, shared
from annotator.review.outline import Outline
from annotator.review.overlap import count_overlapping

Cases: TypeAlias = Counter[tuple[CaseKind, str]]
"""(Kind, id of a label or attribute, or "" for all of the kind) -> how many."""


@dataclass(slots=True)
class RelationMeeting:
    """The relations of two sets on one document. Counters are by relation label id."""

    exact: Counter[str] = field(default_factory=Counter)
    first: Counter[str] = field(default_factory=Counter)
    second: Counter[str] = field(default_factory=Counter)
    given_spans: Counts = field(default_factory=Counts)
    overlap: Counts = field(default_factory=Counts)
    given_overlap: Counts = field(default_factory=Counts)
    breakdown: RelationBreakdown = field(default_factory=RelationBreakdown)


@dataclass(slots=True)
class Meeting:
    """Two sets on one document. Counters are by span label id."""

    exact: Counter[str]
    boundary: int
    overlap: dict[str, int]
    first: Counter[str]
    second: Counter[str]
    breakdown: Breakdown
    cases: Cases
    confusions: Counter[tuple[str, str]]
    relations: RelationMeeting
    assisted: tuple[int, int]
    """How many spans of either were suggested, and how many of these the other has too."""


def meet(first: Outline, second: Outline, label_set: LabelSet) -> Meeting:
    """Return what two sets on one document have in common."""
    sets = first.annotation_set, second.annotation_set
    comparison = compare(*sets, label_set)
    relations = RelationMeeting()
    if first.relations or second.relations:
        relations = _meet_relations(first, second, comparison, label_set)
    return Meeting(
        count_exact(first, second),
        sum(shared(first.places, second.places).values()),
        count_overlapping(sets[0].spans.values(), sets[1].spans.values()),
        first.labels,
        second.labels,
        comparison.breakdown,
        _count_cases(comparison),
        _count_confusions(comparison),
        relations,
        _count_assisted(comparison, *sets),
    )


def _count_assisted(comparison: Comparison, *sets: AnnotationSet) -> tuple[int, int]:
    count = sum(span.is_assisted for one in sets for span in one.spans.values())
    same = sum(span.is_assisted for match in comparison.matches for span in match)
    return count, same


def count_exact(first: Outline, second: Outline) -> Counter[str]:
    """Return label id -> how many spans both have, with the same fragments."""
    exact: Counter[str] = Counter()
    for (_, label), count in shared(first.spans, second.spans).items():
        exact[label] += count
    return exact


def _count_cases(comparison: Comparison) -> Cases:
    cases: Cases = Counter()
    for one, _ in comparison.matches:
        cases["agree", ""] += 1
        cases["agree", one.label] += 1
    for difference in comparison.differences:
        for about in _about(difference):
            cases[difference.kind, about] += 1
    return cases


def _about(difference: Difference) -> set[str]:
    """Return the ids under which a difference is counted, and "" for all of its kind."""
    if difference.attribute:
        return {"", difference.attribute}
    if difference.document_label:
        return {"", difference.document_label}
    return {"", *(one.label for one in (difference.first, difference.second) if one)}


def _count_confusions(comparison: Comparison) -> Counter[tuple[str, str]]:
    pairs = Counter((one.label, other.label) for one, other in comparison.matches)
    for difference in comparison.differences:
        one, other = difference.first, difference.second
        if difference.kind != "attribute" and isinstance(one, Span) and isinstance(other, Span):
            pairs[one.label, other.label] += 1
    return pairs


# ---- relations --------------------------------------------------------------------------------


def _meet_relations(
    first: Outline, second: Outline, comparison: Comparison, label_set: LabelSet
) -> RelationMeeting:
    same = shared(first.relations, second.relations)
    found = RelationMeeting()
    for (label, _, _), count in same.items():
        found.exact[label] += count
    for outline, labels in ((first, found.first), (second, found.second)):
        for (label, _, _), count in outline.relations.items():
            labels[label] += count
    found.given_spans = Counts(
        sum(same.values()), _count_given(first, second), _count_given(second, first)
    )
    found.given_overlap = _meet_by_overlap(first, second, comparison, label_set)
    found.overlap = Counts(
        found.given_overlap.matched, first.relations.total(), second.relations.total()
    )
    faults = Counter(one.fault for one in comparison.differences if one.kind == "relation")
    found.breakdown = RelationBreakdown(
        len(comparison.relation_matches),
        faults["type"],
        faults["direction"],
        faults["ends"],
        faults["missing"],
        faults["extra"],
    )
    return found


def _count_given(outline: Outline, other: Outline) -> int:
    """Return how many relations have both their ends in the other set too."""
    return sum(
        count
        for (_, head, tail), count in outline.relations.items()
        if head in other.spans and tail in other.spans
    )


def _meet_by_overlap(
    first: Outline, second: Outline, comparison: Comparison, label_set: LabelSet
) -> Counts:
    """Compare the relations whose ends are spans of one label that answer each other."""
    symmetric = {one.id for one in label_set.relation_labels if one.is_symmetric}
    answers = {one.id: other.id for one, other in comparison.matches}
    for one in comparison.differences:
        if one.kind == "boundary" and one.first and one.second:
            answers[one.first.id] = one.second.id
    answered = {id: id for id in answers.values()}
    left = _between(first.annotation_set.relations.values(), answers, symmetric)
    right = _between(second.annotation_set.relations.values(), answered, symmetric)
    return Counts(sum(shared(left, right).values()), left.total(), right.total())


def _between(
    relations: Iterable[Relation], answers: Mapping[str, str], symmetric: set[str]
) -> Counter[Hashable]:
    """Return the relations both ends of which have an answer, told apart by label and answers."""
    counted: Counter[Hashable] = Counter()
    for one in relations:
        head, tail = answers.get(one.head), answers.get(one.tail)
        if head and tail:
            ends = frozenset((head, tail)) if one.label in symmetric else (head, tail)
            counted[one.label, ends] += 1
    return counted

"""Which relation of one annotator answers which of another, and in what the two differ."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable
from typing import NamedTuple, TypeAlias

from annotator.model.annotation_set import AnnotationSet
from annotator.model.difference import RelationFault
from annotator.model.labels import LabelSet
from annotator.model.relation import Relation
from annotator.review.matching import Pair

_Key: TypeAlias = Callable[[Relation], Hashable]


class RelationPair(NamedTuple):
    """Two relations that answer each other; `fault` is None where they agree."""

    first: Relation
    second: Relation
    fault: RelationFault | None


def pair_relations(
    first: AnnotationSet, second: AnnotationSet, spans: Iterable[Pair], label_set: LabelSet
) -> list[RelationPair]:
    """Return the pairs, one to one, given which spans answer each other.

    Greedy, in this order: same label and same ends (either way round where the label is
    symmetric); same ends, another type; the other way round; same label and one end the same.
    """
    symmetric = {one.id for one in label_set.relation_labels if one.is_symmetric}
    answer = {pair.first.id: pair.second.id for pair in spans}
    left = sorted(first.relations.values(), key=lambda one: one.id)
    right = sorted(second.relations.values(), key=lambda one: one.id)

    def ends_here(one: Relation) -> tuple[str | None, str | None]:
        """The ends in the words of the second set; None: nothing there answers that end."""
        return (answer.get(one.head), answer.get(one.tail))

    def ends_there(one: Relation) -> tuple[str | None, str | None]:
        return (one.head, one.tail)

    def ordered(ends: tuple[str | None, str | None], label: str) -> Hashable:
        return frozenset(ends) if label in symmetric else ends

    passes: tuple[tuple[RelationFault | None, _Key, _Key], ...] = (
        (
            None,
            lambda one: (one.label, ordered(ends_here(one), one.label)),
            lambda one: (one.label, ordered(ends_there(one), one.label)),
        ),
        ("type", ends_here, ends_there),
        (
            "direction",
            lambda one: (one.label, ends_here(one)),
            lambda one: (one.label, ends_there(one)[::-1]),
        ),
        (
            "ends",
            lambda one: (one.label, "head", ends_here(one)[0]),
            lambda one: (one.label, "head", one.head),
        ),
        (
            "ends",
            lambda one: (one.label, "tail", ends_here(one)[1]),
            lambda one: (one.label, "tail", one.tail),
        ),
    )
    pairs: list[RelationPair] = []
    for fault, here, there in passes:
        left, right = _take(pairs, fault, (left, here), (right, there))
    return pairs


def _take(
    pairs: list[RelationPair],
    fault: RelationFault | None,
    first: tuple[list[Relation], _Key],
    second: tuple[list[Relation], _Key],
) -> tuple[list[Relation], list[Relation]]:
    """Make pairs of what has the same key; return what is left on either side."""
    waiting: dict[Hashable, list[Relation]] = defaultdict(list)
    for one in reversed(second[0]):
        waiting[second[1](one)].append(one)
    left: list[Relation] = []
    taken: set[str] = set()
    for one in first[0]:
        answers = waiting.get(first[1](one))
        if answers:
            other = answers.pop()
            taken.add(other.id)
            pairs.append(RelationPair(one, other, fault))
        else:
            left.append(one)
    return left, [one for one in second[0] if one.id not in taken]

"""Three and more annotators on one document: who says what of each thing, told as a tally.

A place is one thing that somebody says something of: a span, a relation, an attribute of one, or
a label or attribute of the document. Everybody has one voice in a place at most. Which spans are
of one place is found as for two annotators (`annotator.review.matching`), and comes to the same
where there are two; it depends neither on who is named first nor on ids, but for equal spans.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import NamedTuple, TypeAlias

from annotator.model.annotation_set import AnnotationSet
from annotator.model.attribute import AttributeTarget, AttributeValue
from annotator.model.difference import Difference, DifferenceKind, Ends, RelationFault
from annotator.model.labels import LabelSet
from annotator.model.relation import Relation
from annotator.model.span import Span
from annotator.review.grouping import Group, group_relations, group_spans

Facet: TypeAlias = Hashable
"""What is said, apart from by whom and under which id."""


@dataclass(frozen=True, slots=True)
class Vote:
    """One thing that is said in a place, and by whom."""

    annotators: tuple[str, ...]
    """Ids, in the order of the sets."""
    annotations: tuple[Span | Relation, ...] = ()
    """Each one's; what carries the attribute; none where the document does."""
    all_ends: tuple[Ends, ...] = ()
    """Of their relations."""
    value: AttributeValue | None = None
    """Of an attribute; True for a document label."""

    @property
    def annotation(self) -> Span | Relation | None:
        """What the first of them has."""
        return self.annotations[0] if self.annotations else None


@dataclass(frozen=True, slots=True)
class Place:
    """One thing, what is said of it (most voices first), and who says nothing."""

    document: str
    votes: tuple[Vote, ...]
    silent: tuple[str, ...]
    """Those who have not marked it at all; nobody, where only those who have are asked."""
    ids: frozenset[str] = frozenset()
    """Of everybody's annotations in it."""
    said: frozenset[Facet] = frozenset()
    """All that is said, as verdicts have it: ends by what they cover."""
    attribute: str | None = None
    document_label: str | None = None

    @property
    def is_agreed(self) -> bool:
        """Whether all say the same."""
        return len(self.votes) == 1 and not self.silent

    @property
    def voices(self) -> int:
        """How many are asked."""
        return len(self.silent) + sum(len(one.annotators) for one in self.votes)

    @property
    def is_of_value(self) -> bool:
        """Whether values differ and not annotations."""
        return self.attribute is not None or self.document_label is not None

    @property
    def asked(self) -> tuple[str, ...]:
        """Everybody: those with most voices first, the silent last."""
        return (*(who for vote in self.votes for who in vote.annotators), *self.silent)

    @property
    def difference(self) -> Difference:
        """How the first vote differs from the second, or from silence, or that all agree."""
        return self.between(*self.pair)

    @property
    def pair(self) -> tuple[str, str | None]:
        """Those (ids) between whom that difference is; None: nobody else is asked."""
        first = self.votes[0].annotators
        if len(self.votes) > 1:
            return first[0], self.votes[1].annotators[0]
        return first[0], next(iter((*self.silent, *first[1:])), None)

    def between(self, first: str, second: str | None) -> Difference:
        """Return how two of those who are asked (ids) differ, or that they do not."""
        one, other = self._side_of(first), self._side_of(second)
        if any({first, second} <= set(vote.annotators) for vote in self.votes):
            kind, fault = self._kind_of_thing("agree"), None
        else:
            kind, fault = self._kind(one.annotation, other.annotation)
        return Difference(
            kind,
            one.annotation,
            other.annotation,
            one.ends,
            other.ends,
            fault,
            self.attribute,
            self.document_label,
            one.value,
            other.value,
        )

    def _side_of(self, annotator: str | None) -> "_Side":
        for vote in self.votes:
            if annotator in vote.annotators:
                return _side(vote, vote.annotators.index(annotator))
        return _NOTHING

    def _kind(
        self, one: Span | Relation | None, other: Span | Relation | None
    ) -> tuple[DifferenceKind, RelationFault | None]:
        if self.is_of_value:
            return self._kind_of_thing("attribute"), None
        if isinstance(one, Span):
            return _span_kind(one, other), None
        if one is None or other is None:
            return "relation", "missing" if other is None else "extra"
        return "relation", "type" if one.label != other.label else "direction"

    def _kind_of_thing(self, usual: DifferenceKind) -> DifferenceKind:
        """What differs in values is told apart by what they are of."""
        if not self.is_of_value:
            return usual
        return "attribute" if self.attribute else "document_label"


class _Side(NamedTuple):
    annotation: Span | Relation | None
    ends: Ends | None
    value: AttributeValue | None


_NOTHING = _Side(None, None, None)


def _side(vote: Vote, nth: int) -> _Side:
    """Return what the nth of those who say so has."""
    return _Side(
        vote.annotations[nth] if nth < len(vote.annotations) else None,
        vote.all_ends[nth] if nth < len(vote.all_ends) else None,
        vote.value,
    )


def _span_kind(one: Span, other: Span | Relation | None) -> DifferenceKind:
    if not isinstance(other, Span):
        return "missing"
    if one.fragments == other.fragments:
        return "label"
    return "boundary" if one.label == other.label else "label_and_boundary"


def count_votes(sets: Sequence[AnnotationSet], label_set: LabelSet) -> list[Place]:
    """Return every place in the sets of annotators on one document, in reading order.

    ValueError where the sets are on several documents.
    """
    if len({one.document for one in sets}) > 1:
        raise ValueError("sets on several documents")
    if not sets:
        return []
    spans = group_spans(sets)
    relations = group_relations(sets, spans, label_set)
    places = [
        *_document_places(sets),
        *(_place(group, sets) for group in (*spans, *relations)),
        *_attribute_places(spans, "span", sets, label_set),
        *_attribute_places(relations, "relation", sets, label_set),
    ]
    return sorted(places, key=_reading_order)


def _reading_order(place: Place) -> tuple[object, ...]:
    return (
        *place.difference.place,
        place.attribute or "",
        place.document_label or "",
        sorted(place.ids),
    )


def _place(group: Group, sets: Sequence[AnnotationSet]) -> Place:
    order = {one.annotator or "": at for at, one in enumerate(sets)}
    by_facet: dict[Facet, list[str]] = defaultdict(list)
    for annotator in sorted(group.members, key=order.__getitem__):
        by_facet[group.facets[annotator]].append(annotator)
    votes = [
        Vote(
            tuple(whose),
            tuple(group.members[who] for who in whose),
            tuple(group.ends[who] for who in whose if who in group.ends),
        )
        for whose in by_facet.values()
    ]
    silent = tuple(one for one in order if one not in group.members)
    said = frozenset(_facet(one, group.ends.get(who)) for who, one in group.members.items())
    return Place(sets[0].document, _most_first(votes), silent, _ids(group.members.values()), said)


def _facet(annotation: Span | Relation, ends: Ends | None) -> Facet:
    if isinstance(annotation, Span):
        return (annotation.fragments, annotation.label)
    assert ends is not None
    return (annotation.label, ends[0].fragments, ends[1].fragments)


def _most_first(votes: Iterable[Vote]) -> tuple[Vote, ...]:
    return tuple(sorted(votes, key=lambda one: -len(one.annotators)))


def _ids(annotations: Iterable[Span | Relation]) -> frozenset[str]:
    return frozenset(one.id for one in annotations)


# ---- values -------------------------------------------------------------------------------------


def _attribute_places(
    groups: Sequence[Group],
    target: AttributeTarget,
    sets: Sequence[AnnotationSet],
    label_set: LabelSet,
) -> Iterator[Place]:
    """Yield a place for each attribute that two or more are asked for and somebody gives."""
    order = {one.annotator or "": at for at, one in enumerate(sets)}
    for group in groups:
        if not any(one.attributes for one in group.members.values()):
            continue
        asked: dict[str, dict[str, Span | Relation]] = defaultdict(dict)
        for annotator in sorted(group.members, key=order.__getitem__):
            member = group.members[annotator]
            for attribute in label_set.attributes_of(target, member.label):
                asked[attribute.id][annotator] = member
        for attribute_id, members in asked.items():
            said = {who: one.attributes.get(attribute_id) for who, one in members.items()}
            if len(members) > 1 and any(value is not None for value in said.values()):
                votes = _value_votes(said, members, group.ends)
                values = frozenset(said.values())
                yield Place(
                    sets[0].document, votes, (), _ids(members.values()), values, attribute_id
                )


def _document_places(sets: Sequence[AnnotationSet]) -> Iterator[Place]:
    for label in sorted(frozenset().union(*(one.labels for one in sets))):
        said = {one.annotator or "": True if label in one.labels else None for one in sets}
        votes = _value_votes(said)
        yield Place(
            sets[0].document, votes, (), said=frozenset(said.values()), document_label=label
        )
    for attribute in sorted({id for one in sets for id in one.attributes}):
        values = {one.annotator or "": one.attributes.get(attribute) for one in sets}
        votes = _value_votes(values)
        yield Place(
            sets[0].document, votes, (), said=frozenset(values.values()), attribute=attribute
        )


def _value_votes(
    said: Mapping[str, AttributeValue | None],
    members: Mapping[str, Span | Relation] = MappingProxyType({}),
    ends: Mapping[str, Ends] = MappingProxyType({}),
) -> tuple[Vote, ...]:
    by_value: dict[AttributeValue | None, list[str]] = defaultdict(list)
    for annotator, value in said.items():
        by_value[value].append(annotator)
    return _most_first(
        Vote(
            tuple(whose),
            tuple(members[who] for who in whose if who in members),
            tuple(ends[who] for who in whose if who in ends),
            value,
        )
        for value, whose in by_value.items()
    )

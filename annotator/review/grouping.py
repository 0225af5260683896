"""Which spans and relations of several annotators are about the same thing."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from annotator.model.annotation_set import AnnotationSet
from annotator.model.difference import Ends
from annotator.model.labels import LabelSet
from annotator.model.relation import Relation
from annotator.model.span import Span
from annotator.review.matching import count_shared

_Key: TypeAlias = tuple[str, int, int]
"""A relation's label, and the numbers of the groups that its head and tail are in."""


@dataclass(eq=False, slots=True)
class Group:
    """At most one annotation of each annotator (id)."""

    members: dict[str, Span | Relation] = field(default_factory=dict)
    facets: dict[str, Hashable] = field(default_factory=dict)
    """What each of them says: alike where they agree."""
    ends: dict[str, Ends] = field(default_factory=dict)
    """Of the relations among them."""

    def can_take(self, other: "Group") -> bool:
        """Tell whether nobody is in both."""
        return self.members.keys().isdisjoint(other.members)

    def take(self, other: "Group") -> None:
        """Let the members of another in."""
        self.members.update(other.members)
        self.facets.update(other.facets)
        self.ends.update(other.ends)
        other.members.clear()


def group_spans(sets: Iterable[AnnotationSet]) -> list[Group]:
    """Return the groups, each span in one.

    Greedy, as `pair_spans` is: what is the same first, then the same fragments, then spans that
    overlap and have a label in common, then whatever overlaps; of those, those that share most.
    """
    groups = _alike(sets)
    _join_alike(groups, lambda group: _first_span(group).fragments)
    groups = [one for one in groups if one.members]
    for is_same_label in (True, False):
        _join_overlapping(groups, is_same_label=is_same_label)
        groups = [one for one in groups if one.members]
    return groups


def _alike(sets: Iterable[AnnotationSet]) -> list[Group]:
    """Return groups of what is the same; the second such span of somebody begins another."""
    found: dict[Hashable, Group] = {}
    for one in sets:
        times: dict[Hashable, int] = defaultdict(int)
        for span in sorted(one.spans.values(), key=_place):
            likeness = (span.fragments, span.label)
            key = (likeness, times[likeness])
            times[likeness] += 1
            group = found.setdefault(key, Group())
            group.members[one.annotator or ""] = span
            group.facets[one.annotator or ""] = likeness
    return sorted(found.values(), key=_order)


def _first_span(group: Group) -> Span:
    spans = [one for one in group.members.values() if isinstance(one, Span)]
    return min(spans, key=_place)


def _place(span: Span) -> tuple[int, int, str, str]:
    return (span.start, -span.end, span.label, span.id)


def _order(group: Group) -> tuple[int, int, int, str, str]:
    """Where most agree comes first, then what is read first."""
    return (-len(group.members), *_place(_first_span(group)))


def _join_alike(groups: Sequence[Group], likeness: Callable[[Group], Hashable]) -> None:
    """Join groups that are alike and of which nobody is in both, the larger first."""
    kept: dict[Hashable, list[Group]] = defaultdict(list)
    for group in groups:
        waiting = kept[likeness(group)]
        host = next((one for one in waiting if one.can_take(group)), None)
        if host is None:
            waiting.append(group)
        else:
            host.take(group)


def _join_overlapping(groups: Sequence[Group], *, is_same_label: bool) -> None:
    found: list[tuple[int, list[tuple[int, int, str, str]], Group, Group]] = []
    in_order = sorted(groups, key=lambda one: _place(_first_span(one)))
    near: list[tuple[Group, int]] = []
    for group in in_order:
        spans = [one for one in group.members.values() if isinstance(one, Span)]
        start, end = min(one.start for one in spans), max(one.end for one in spans)
        near = [(one, reach) for one, reach in near if reach > start]
        for other, _ in near:
            if other.can_take(group) and (shared := _shared(other, group, is_same_label)):
                places = sorted((_place(_first_span(other)), _place(_first_span(group))))
                found.append((-shared, places, other, group))
        near.append((group, end))
    for _, _, one, other in sorted(found, key=lambda pair: pair[:2]):
        if one.members and other.members and one.can_take(other):
            one.take(other)


def _shared(one: Group, other: Group, is_same_label: bool) -> int:
    """Return the most characters that a span of one shares with one of the other."""
    return max(
        (
            count_shared(here.fragments, there.fragments)
            for here in one.members.values()
            for there in other.members.values()
            if isinstance(here, Span)
            and isinstance(there, Span)
            and (here.label == there.label) is is_same_label
        ),
        default=0,
    )


# ---- relations ----------------------------------------------------------------------------------


def group_relations(
    sets: Iterable[AnnotationSet], spans: Iterable[Group], label_set: LabelSet
) -> list[Group]:
    """Return the groups, given those of the spans: what is the same first, then another type
    between the same two, then the other way round."""
    symmetric = {one.id for one in label_set.relation_labels if one.is_symmetric}
    thing = {
        (annotator, member.id): number
        for number, group in enumerate(spans)
        for annotator, member in group.members.items()
    }
    found: dict[tuple[_Key, int], Group] = {}
    for one in sets:
        who = one.annotator or ""
        times: dict[_Key, int] = defaultdict(int)
        for relation in sorted(one.relations.values(), key=lambda each: each.id):
            head, tail = thing[who, relation.head], thing[who, relation.tail]
            if relation.label in symmetric:
                head, tail = min(head, tail), max(head, tail)
            key = (relation.label, head, tail)
            group = found.setdefault((key, times[key]), Group())
            times[key] += 1
            group.members[who] = relation
            group.facets[who] = key
            group.ends[who] = (one.spans[relation.head], one.spans[relation.tail])
    keys = {id(group): key for (key, _), group in found.items()}
    groups = sorted(found.values(), key=lambda one: (-len(one.members), keys[id(one)]))
    _join_alike(groups, lambda group: keys[id(group)][1:])
    groups = [one for one in groups if one.members]
    _join_alike(groups, lambda group: _whichever_way(keys[id(group)]))
    return [one for one in groups if one.members]


def _whichever_way(key: _Key) -> Hashable:
    label, head, tail = key
    return (label, min(head, tail), max(head, tail))

"""Annotations of one article carried over to another text: an update of it, or a copy.

What lies in a passage that is the same in both goes there, with its relations. What was only found
again by its words is marked as doubtful, to be looked at; the rest stays behind.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from annotator.model.annotation_set import AnnotationSet
from annotator.model.ids import new_id
from annotator.model.labels import LabelSet
from annotator.model.relation import Relation
from annotator.model.span import Fragment, Span, tidy_fragments
from annotator.text.alignment import Alignment, Place

_ACT = "carry over: "
_ENOUGH_AROUND = 12
"""Characters beside a span that are the same too: one or two words. With fewer, a name that stands
in two texts may be somebody else's."""


@dataclass(frozen=True, slots=True)
class Carried:
    """What came over, under new ids, and what stayed behind."""

    spans: tuple[Span, ...] = ()
    relations: tuple[Relation, ...] = ()
    lost: tuple[Span, ...] = ()
    """Spans of the other text, as they stand there."""
    lost_relations: int = 0

    @property
    def doubtful(self) -> int:
        """How many of the spans are to be looked at."""
        return sum(one.is_doubtful for one in self.spans)


def carry_over(
    annotation_set: AnnotationSet, alignment: Alignment, present: AnnotationSet | None = None
) -> Carried:
    """Return what of a set can stand in the newer text of an alignment.

    `present` is what stands there already: its spans and relations are not made again, and
    relations that come over may lead to its spans.
    """
    here = present.spans.values() if present else ()
    there = {(one.label, one.fragments): one.id for one in here}
    ids: dict[str, str] = {}
    spans: list[Span] = []
    lost: list[Span] = []
    for span in sorted(annotation_set.spans.values(), key=lambda one: (one.start, -one.end)):
        carried = _carry_span(span, alignment)
        if carried is None:
            lost.append(span)
            continue
        same = there.get((carried.label, carried.fragments))
        ids[span.id] = same or carried.id
        if same is None:
            spans.append(carried)
    followed = [
        one._replace(id=new_id(), head=ids[one.head], tail=ids[one.tail], origin="propagated")
        for one in annotation_set.relations.values()
        if one.head in ids and one.tail in ids
    ]
    left = len(annotation_set.relations) - len(followed)
    known = {_ends(one) for one in present.relations.values()} if present else set()
    relations = tuple(one for one in followed if _ends(one) not in known)
    return Carried(tuple(spans), relations, tuple(lost), left)


def _ends(relation: Relation) -> tuple[str, frozenset[str]]:
    """What tells one relation from another, whichever way round it was drawn."""
    return relation.label, frozenset((relation.head, relation.tail))


def carried_act(source: str) -> str:
    """Return what the act is called in which annotations came over from an article (id)."""
    return _ACT + source


def carried_from(act: str) -> str | None:
    """Return the article (id) from which an act of this name carried over; None for any other."""
    return act.removeprefix(_ACT) if act.startswith(_ACT) else None


def without_doubtful(carried: Carried) -> Carried:
    """Return only what lies in passages that are the same in both texts."""
    return _only(carried, lambda span: not span.is_doubtful, lambda relation: True)


def as_allowed(carried: Carried, label_set: LabelSet, present: Mapping[str, Span]) -> Carried:
    """Return only what the label set lets one make today; `present` is id -> span of what stands
    there already."""
    usable = {one.id for one in label_set.usable_span_labels()}
    labels = {one.id: one.label for one in (*present.values(), *carried.spans)}

    def may_relate(relation: Relation) -> bool:
        label = label_set.relation_label(relation.label)
        ends = (labels[relation.head], labels[relation.tail])
        return label is not None and not label.is_retired and label.allows(*ends)

    return _only(carried, lambda span: span.label in usable, may_relate)


def _only(
    carried: Carried,
    keeps_span: Callable[[Span], bool],
    keeps_relation: Callable[[Relation], bool],
) -> Carried:
    """Relations go with the spans on which they stand."""
    gone = {one.id for one in carried.spans if not keeps_span(one)}
    relations = tuple(
        one
        for one in carried.relations
        if one.head not in gone and one.tail not in gone and keeps_relation(one)
    )
    return replace(
        carried,
        spans=tuple(one for one in carried.spans if one.id not in gone),
        relations=relations,
        lost_relations=carried.lost_relations + len(carried.relations) - len(relations),
    )


def _carry_span(span: Span, alignment: Alignment) -> Span | None:
    places = [alignment.find(start, end) for start, end in span.fragments]
    found = [one for one in places if one is not None]
    fragments = [(one.start, one.end) for one in found]
    if len(found) < len(places) or not _in_order(fragments):
        return None
    return span._replace(
        id=new_id(),
        fragments=tidy_fragments(fragments),
        origin="propagated",
        suggested=None,
        is_doubtful=span.is_doubtful or not all(map(_is_certain, found)),
    )


def _is_certain(place: Place) -> bool:
    return place.is_followed and place.around >= _ENOUGH_AROUND


def _in_order(fragments: Sequence[Fragment]) -> bool:
    """Fragments of which one has passed the other are not one span any more."""
    return all(one[1] <= other[0] for one, other in pairwise(fragments))

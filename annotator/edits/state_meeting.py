"""Two copies of an annotation set meet in what they say of the document as a whole."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from annotator.edits.side import Conflict, Here, Said, choose
from annotator.edits.touched import STATUS, Aspect, differing
from annotator.model.annotation_set import SetState, Status
from annotator.model.attribute import NO_ATTRIBUTES, Attributes, AttributeValue, with_attribute

_PROGRESS: tuple[Status, ...] = ("curated", "new", "in_progress", "finished")


class StateMet(NamedTuple):
    """What both say of the document, and what only the other copy says."""

    state: SetState
    others: Mapping[str, AttributeValue]
    """Other values of attributes (by id)."""
    conflicts: tuple[Conflict, ...]


def meet_states(ours: Here, theirs: Here) -> StateMet:
    """Return what both sides together say. A label stays that one has given; where both have said
    how far the work is, it is as far as the one that is less far."""
    mine, yours = ours.side.annotation_set.state, theirs.side.annotation_set.state
    attributes, others, conflicts = _attributes(ours, theirs, mine.attributes, yours.attributes)
    status = _status(ours, theirs, mine.status, yours.status)
    labels = frozenset(_labels(ours, theirs, mine.labels, yours.labels))
    return StateMet(SetState(status, labels, attributes), others, conflicts)


def _status(ours: Here, theirs: Here, mine: Status, yours: Status) -> Status:
    if mine == yours:
        return mine
    here, there = ours.when(STATUS), theirs.when(STATUS)
    if (here is None) != (there is None):
        return yours if here is None else mine
    return min(mine, yours, key=_PROGRESS.index)


def _labels(ours: Here, theirs: Here, mine: frozenset[str], yours: frozenset[str]) -> Iterator[str]:
    yield from mine & yours
    for label in mine ^ yours:
        aspect: Aspect = ("label", label)
        has, lacks = (ours, theirs) if label in mine else (theirs, ours)
        if has.when(aspect) or not lacks.when(aspect):
            yield label


def _attributes(
    ours: Here, theirs: Here, mine: Attributes, yours: Attributes
) -> tuple[Attributes, dict[str, AttributeValue], tuple[Conflict, ...]]:
    met: Attributes = {**mine, **yours} or NO_ATTRIBUTES
    others: dict[str, AttributeValue] = {}
    conflicts: list[Conflict] = []
    for attribute in differing(mine, yours):
        aspect: Aspect = ("attribute", attribute)
        one = Said(ours.when(aspect), mine.get(attribute))
        other = Said(theirs.when(aspect), yours.get(attribute))
        is_mine, is_conflict = choose(one, other)
        kept, lost = (mine, yours) if is_mine else (yours, mine)
        met = with_attribute(met, attribute, kept.get(attribute))
        if is_conflict:
            others[attribute] = lost[attribute]
            values = (kept[attribute], lost[attribute])
            conflicts.append(Conflict("document attribute", None, None, attribute, *values))
    return met, others, tuple(conflicts)

"""Spans as other tools tell them, on their way into the text: placed, judged, given an id."""

from collections.abc import Hashable, Sequence
from typing import NamedTuple

from annotator.formats.fields import Wrong
from annotator.formats.line_reading import LineReading
from annotator.formats.units import Claim, Placed, place_claims
from annotator.model.attribute import NO_ATTRIBUTES, Attributes
from annotator.model.errors import OffsetUnitFound, SpanDoubtful
from annotator.model.ids import new_id
from annotator.model.relation import Relation
from annotator.model.span import Fragment, Origin, Span, tidy_fragments
from annotator.text.offsets import Unit


class FoundSpan(NamedTuple):
    """A span as it stands in a file, its types checked, its offsets not yet understood."""

    path: str
    """How reports name it, as in `spans[3]`."""
    label: str
    claim: Claim
    key: Hashable = None
    """What relations of the file call it."""
    attributes: Attributes = NO_ATTRIBUTES
    note: str | None = None
    origin: Origin = "imported"


class FoundRelation(NamedTuple):
    """A relation as it stands in a file, between the keys of spans."""

    path: str
    label: str
    head: Hashable
    tail: Hashable
    attributes: Attributes = NO_ATTRIBUTES
    note: str | None = None
    origin: Origin = "imported"


def place_found(
    text: str, found: Sequence[FoundSpan], said: Unit, reading: LineReading, *, is_certain: bool
) -> tuple[list[Span], dict[Hashable, str]]:
    """Return the spans in their places, and the id of each key; what cannot be is refused.

    The covered texts that the file tells may show another unit than the one `said`; that is
    remarked. Of several with one key the first has it.
    """
    claims = [one.claim for one in found]
    unit, placed = place_claims(text, claims, said, is_certain=is_certain)
    if unit != said:
        reading.remark(OffsetUnitFound(unit, said))
    return finish_found(text, found, placed, reading)


def finish_found(
    text: str, found: Sequence[FoundSpan], placed: Sequence[Placed], reading: LineReading
) -> tuple[list[Span], dict[Hashable, str]]:
    """Return spans whose places are known, as `place_found` does."""
    spans: list[Span] = []
    ids: dict[Hashable, str] = {}
    for one, place in zip(found, placed, strict=True):
        try:
            fragments = _fitting(one.path, place, text)
        except Wrong as wrong:
            reading.refuse(wrong)
            continue
        span = Span(
            new_id(),
            one.label,
            fragments,
            one.attributes,
            one.note,
            one.origin,
            place.is_doubtful,
        )
        if place.is_doubtful:
            reading.remark(SpanDoubtful(span.id, one.claim.text or "", span.covered_text(text)))
        spans.append(span)
        if one.key is not None:
            ids.setdefault(one.key, span.id)
    return spans, ids


def _fitting(path: str, place: Placed, text: str) -> tuple[Fragment, ...]:
    if place.fragments is None:
        raise Wrong(path, "not at the border of a character, or outside the text")
    for start, end in place.fragments:
        if start >= end:
            raise Wrong(path, "no characters")
        if start < 0 or end > len(text):
            raise Wrong(path, "outside the text")
    return place.fragments if len(place.fragments) == 1 else tidy_fragments(place.fragments)


def finish_relations(
    found: Sequence[FoundRelation], ids: dict[Hashable, str], reading: LineReading
) -> list[Relation]:
    """Return the relations whose ends came in; the others are refused."""
    relations: list[Relation] = []
    for one in found:
        head, tail = ids.get(one.head), ids.get(one.tail)
        try:
            if head is None or tail is None:
                raise Wrong(f"{one.path}.{'tail' if head else 'head'}", "no such span")
            if head == tail:
                raise Wrong(one.path, "head and tail are one span")
        except Wrong as wrong:
            reading.refuse(wrong)
            continue
        relations.append(
            Relation(new_id(), one.label, head, tail, one.attributes, one.note, one.origin)
        )
    return relations

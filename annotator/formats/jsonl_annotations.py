"""Spans, relations, negatives and attributes of a line of format `jsonl`, read strictly."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from annotator.formats.fields import (
    Wrong,
    a_list,
    a_name,
    a_provenance,
    a_suggestion,
    an_id,
    an_integer,
    an_object,
    an_origin,
    attribute_value,
    text_or_none,
)
from annotator.formats.line_reading import LineReading
from annotator.formats.units import Claim, Placed
from annotator.model.attribute import NO_ATTRIBUTES, Attributes, AttributeValue
from annotator.model.curated import Negative, Provenance
from annotator.model.errors import SpanDoubtful
from annotator.model.relation import Relation
from annotator.model.span import Fragment, Span, tidy_fragments

_ANNOTATION_KEYS = {"id", "label", "attributes", "note", "origin", "provenance"}
_SPAN_KEYS = _ANNOTATION_KEYS | {
    "start", "end", "fragments", "text", "doubtful", "entity", "suggested"
}  # fmt: skip
_RELATION_KEYS = _ANNOTATION_KEYS | {"head", "tail"}
_NEGATIVE_KEYS = {"label", "start", "end", "fragments", "text"}


# ---- spans ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class RawSpan:
    """A span as it stands in the line, its types checked, its offsets not yet understood."""

    path: str
    id: str
    """Empty for a negative."""
    label: str
    claim: Claim
    body: dict[str, Any]


def read_raw_span(part: Any, path: str) -> RawSpan:
    """Return one of a line's `spans`. Wrong."""
    part = an_object(part, path)
    claim = _read_claim(part, path)
    id = an_id(part.get("id"), f"{path}.id")
    return RawSpan(path, id, a_name(part.get("label"), f"{path}.label"), claim, part)


def read_raw_negative(part: Any, path: str) -> RawSpan:
    """Return one of a line's `negatives`. Wrong."""
    part = an_object(part, path)
    claim = _read_claim(part, path)
    return RawSpan(path, "", a_name(part.get("label"), f"{path}.label"), claim, part)


def _read_claim(part: dict[str, Any], path: str) -> Claim:
    start = an_integer(part.get("start"), f"{path}.start")
    end = an_integer(part.get("end"), f"{path}.end")
    fragments: tuple[Fragment, ...] = ((start, end),)
    if "fragments" in part:
        fragments = tuple(
            _read_fragment(pair, f"{path}.fragments[{at}]")
            for at, pair in enumerate(a_list(part["fragments"], f"{path}.fragments"))
        )
        outermost = (min(s for s, _ in fragments), max(e for _, e in fragments)) if fragments else 0
        if outermost != (start, end):
            raise Wrong(f"{path}.fragments", "do not begin at start and end at end")
    return Claim(fragments, text_or_none(part.get("text"), f"{path}.text"))


def _read_fragment(pair: Any, path: str) -> Fragment:
    pair = a_list(pair, path)
    if len(pair) != 2:
        raise Wrong(path, "not a start and an end")
    return (an_integer(pair[0], path), an_integer(pair[1], path))


def finish_spans(
    raw_spans: list[RawSpan],
    placed: list[Placed],
    text: str,
    reading: LineReading,
    entities: Collection[str] = (),
) -> dict[str, Span]:
    """Return the spans by id, in their places; what is wrong with one keeps it out, but for a link
    to what is not among the entities (ids) of the line, which stays out alone."""
    spans: dict[str, Span] = {}
    for raw, place in zip(raw_spans, placed, strict=True):
        try:
            if raw.id in spans:
                raise Wrong(f"{raw.path}.id", "twice in this line")
            spans[raw.id] = _finish_span(raw, place, text, reading, entities)
        except Wrong as wrong:
            reading.refuse(wrong)
    return spans


def _finish_span(
    raw: RawSpan, place: Placed, text: str, reading: LineReading, entities: Collection[str]
) -> Span:
    fragments = _fitting_fragments(raw, place, text)
    body = raw.body
    was_doubtful = body.get("doubtful", False)
    if not isinstance(was_doubtful, bool):
        raise Wrong(f"{raw.path}.doubtful", "neither true nor false")
    attributes = body.get("attributes")
    span = Span(
        raw.id,
        raw.label,
        fragments,
        read_attributes(attributes, f"{raw.path}.attributes", reading)
        if attributes
        else NO_ATTRIBUTES,
        text_or_none(body.get("note"), f"{raw.path}.note"),
        an_origin(body.get("origin", "manual"), f"{raw.path}.origin"),
        place.is_doubtful or was_doubtful,
        _linked_to(raw, entities, reading),
        a_suggestion(body["suggested"], f"{raw.path}.suggested") if "suggested" in body else None,
    )
    reading.keep_unknown(body, _SPAN_KEYS, "spans", raw.id)
    if place.is_doubtful:
        reading.remark(SpanDoubtful(span.id, raw.claim.text or "", span.covered_text(text)))
    return span


def _linked_to(raw: RawSpan, entities: Collection[str], reading: LineReading) -> str | None:
    entity = raw.body.get("entity")
    if entity is None or (isinstance(entity, str) and entity in entities):
        return entity
    reading.refuse(Wrong(f"{raw.path}.entity", "not among the entities of the line"))
    return None


def _fitting_fragments(raw: RawSpan, place: Placed, text: str) -> tuple[Fragment, ...]:
    if place.fragments is None:
        raise Wrong(raw.path, "not at the border of a character")
    for start, end in place.fragments:
        if start >= end:
            raise Wrong(raw.path, "no characters")
        if start < 0 or end > len(text):
            raise Wrong(raw.path, "outside the text")
    return place.fragments if len(place.fragments) == 1 else tidy_fragments(place.fragments)


# ---- what was judged ------------------------------------------------------------------------


def finish_negatives(
    raw_spans: list[RawSpan], placed: list[Placed], text: str, reading: LineReading
) -> tuple[Negative, ...]:
    """Return the negatives in their places.

    One whose text is not what it covers stays out: a doubtful span is at least something, a
    doubtful nothing teaches what is wrong.
    """
    found: dict[Negative, None] = {}
    for raw, place in zip(raw_spans, placed, strict=True):
        try:
            negative = Negative(raw.label, _fitting_fragments(raw, place, text))
            if place.is_doubtful:
                raise Wrong(f"{raw.path}.text", "not what its offsets cover")
            if negative in found:
                raise Wrong(raw.path, "twice in this line")
            reading.keep_unknown(raw.body, _NEGATIVE_KEYS, "negatives", str(len(found)))
            found[negative] = None
        except Wrong as wrong:
            reading.refuse(wrong)
    return tuple(found)


def read_provenance(
    bodies: list[Any], name: str, ids: set[str], reading: LineReading
) -> dict[str, Provenance]:
    """Return where annotations (those with these ids) come from, as far as the line says it."""
    found: dict[str, Provenance] = {}
    for at, body in enumerate(bodies):
        if not isinstance(body, dict) or "provenance" not in body:
            continue
        id = body.get("id")
        if not isinstance(id, str) or id not in ids or id in found:
            continue
        try:
            found[id] = a_provenance(body["provenance"], f"{name}[{at}].provenance")
        except Wrong as wrong:
            reading.refuse(wrong)
    return found


# ---- relations and attributes -----------------------------------------------------------------


def read_relations(
    body: dict[str, Any], spans: dict[str, Span], reading: LineReading
) -> list[Relation]:
    """Return the relations of a line whose ends are among these spans."""
    seen: set[str] = set(spans)

    def read(part: Any, path: str) -> Relation:
        part = an_object(part, path)
        relation = Relation(
            an_id(part.get("id"), f"{path}.id"),
            a_name(part.get("label"), f"{path}.label"),
            an_id(part.get("head"), f"{path}.head"),
            an_id(part.get("tail"), f"{path}.tail"),
            read_attributes(part.get("attributes", {}), f"{path}.attributes", reading),
            text_or_none(part.get("note"), f"{path}.note"),
            an_origin(part.get("origin", "manual"), f"{path}.origin"),
        )
        if relation.id in seen:
            raise Wrong(f"{path}.id", "twice in this line")
        for end, span in (("head", relation.head), ("tail", relation.tail)):
            if span not in spans:
                raise Wrong(f"{path}.{end}", "no such span")
        if relation.head == relation.tail:
            raise Wrong(path, "head and tail are one span")
        reading.keep_unknown(part, _RELATION_KEYS, "relations", relation.id)
        seen.add(relation.id)
        return relation

    return list(reading.each(body.get("relations", []), "relations", read))


def read_attributes(body: Any, path: str, reading: LineReading) -> Attributes:
    """Return attributes by name; values that cannot be taken stay out."""
    if not body and isinstance(body, dict):
        return NO_ATTRIBUTES
    found: dict[str, AttributeValue] = {}
    for name, value in sorted(an_object(body, path).items()):
        try:
            found[a_name(name, path)] = attribute_value(value, f"{path}.{name}")
        except Wrong as wrong:
            reading.refuse(wrong)
    return found

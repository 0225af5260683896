"""One line of format `jsonl` read strictly: what is right comes in, each fault is named."""

import datetime
from collections.abc import Collection, Iterator
from typing import Any, cast

from annotator.formats.characters import replace_unfit, replace_unfit_within
from annotator.formats.corpus import CorpusLine, Problem
from annotator.formats.fields import (
    Wrong,
    a_name,
    a_text,
    an_id,
    an_integer,
    an_object,
    text_or_none,
)
from annotator.formats.format import ReadOptions
from annotator.formats.jsonl_annotations import (
    finish_negatives,
    finish_spans,
    read_attributes,
    read_provenance,
    read_raw_negative,
    read_raw_span,
    read_relations,
)
from annotator.formats.jsonl_entities import read_entities
from annotator.formats.jsonl_quick import quick_relations, quick_spans
from annotator.formats.line_reading import LineReading
from annotator.formats.sections import sort_sections
from annotator.formats.source import Source
from annotator.formats.strict_json import (
    JsonWrong,
    check_value,
    has_unfit_characters,
    parse_strict,
)
from annotator.formats.units import place_claims
from annotator.model.annotation_set import STATUSES, Status
from annotator.model.curated import Negative, Provenance
from annotator.model.document import SECTION_KINDS, Document, Meta, Section
from annotator.model.entity import Entity
from annotator.model.errors import CharactersReplaced, KeysUnknown, OffsetUnitFound
from annotator.model.relation import Relation
from annotator.model.span import Span
from annotator.text.offsets import Unit, unit_positions

_META_KEYS = {"title", "source", "published", "url", "authors", "language"}
_DOCUMENT_KEYS = {"version", "offsets", "id", "text", "meta", "sections"}
_SET_KEYS = {"annotator", "status", "labels", "attributes", "spans", "relations", "negatives"}
_LINE_KEYS = _DOCUMENT_KEYS | _SET_KEYS | {"entities"}
_LINE_UNITS: tuple[Unit, ...] = ("codepoint", "utf16", "utf8")


def read_line(
    raw: bytes, source: Source, number: int, options: ReadOptions
) -> Iterator[CorpusLine | Problem]:
    """Yield the problems of a line (bytes of UTF-8), then the line itself if it can be taken."""
    reading = LineReading(source, number)
    line: CorpusLine | None = None
    try:
        line = _read(raw, reading, options)
    except JsonWrong as error:
        reading.refuse(Wrong("", str(error)), is_whole=True)
    except Wrong as wrong:
        reading.refuse(wrong, is_whole=True)
    yield from reading.problems
    if line:
        yield line


def _read(raw: bytes, reading: LineReading, options: ReadOptions) -> CorpusLine:
    body = an_object(parse_strict(raw), "line")
    if body.get("text", "") is None and "sha256" in body:
        raise Wrong("text", "left out; “annotator fill-in” puts it back")
    counted = a_text(body.get("text"), "text")
    if has_unfit_characters(raw):
        body, count = replace_unfit_within(body)
        if count:
            reading.remark(CharactersReplaced(count, replace_unfit(counted)[2]))
    _check_version(body)
    id = an_id(body.get("id"), "id")
    text: str = body["text"]
    if not text:
        raise Wrong("text", "empty")
    said = _unit_said(body, options)
    entities = read_entities(body, reading) if "entities" in body else {}
    unit, spans, negatives = _read_spans(body, text, counted, said, entities, options, reading)
    relations = quick_relations(body.get("relations", []), spans)
    if relations is None:
        relations = read_relations(body, spans, reading)
    sections = _read_sections(body, counted, unit, reading)
    reading.keep_unknown(body, _LINE_KEYS)
    status, annotator = _status_and_annotator(body, bool(spans))
    provenance = _read_provenance(body, spans, relations, reading) if b'"provenance"' in raw else {}
    if status != "curated" and (provenance or negatives):
        reading.refuse(Wrong("negatives" if negatives else "provenance", "only of a curated set"))
        provenance, negatives = {}, ()
    return CorpusLine(
        document=Document(id, text, _read_meta(body, reading), sections),
        annotator=annotator,
        status=status,
        labels=tuple(dict.fromkeys(reading.each(body.get("labels", []), "labels", a_name))),
        attributes=read_attributes(body.get("attributes", {}), "attributes", reading) or None,
        spans=tuple(spans.values()),
        relations=tuple(relations),
        provenance=provenance or None,
        negatives=negatives,
        entities=_linked(entities, spans),
        number=reading.number,
    )


def _linked(entities: dict[str, Entity], spans: dict[str, Span]) -> tuple[Entity, ...]:
    """Those to which nothing is linked say nothing of this article."""
    linked = {span.entity for span in spans.values()} if entities else set()
    return tuple(one for id, one in entities.items() if id in linked)


def _read_spans(
    body: dict[str, Any],
    text: str,
    counted: str,
    said: Unit,
    entities: Collection[str],
    options: ReadOptions,
    reading: LineReading,
) -> tuple[Unit, dict[str, Span], tuple[Negative, ...]]:
    """Return the unit that explains the spans, the spans by id, and the negatives."""
    if said == "codepoint" and "negatives" not in body:
        quick = quick_spans(body.get("spans", []), text, entities)
        if quick is not None:
            return said, quick, ()
    raw_spans = list(reading.each(body.get("spans", []), "spans", read_raw_span))
    raw_negatives = list(reading.each(body.get("negatives", []), "negatives", read_raw_negative))
    unit, placed = place_claims(
        text,
        [one.claim for one in (*raw_spans, *raw_negatives)],
        said,
        is_certain=options.offset_unit is not None,
        counted=counted,
    )
    if unit != said:
        reading.remark(OffsetUnitFound(unit, said))
    spans = finish_spans(raw_spans, placed[: len(raw_spans)], text, reading, entities)
    return unit, spans, finish_negatives(raw_negatives, placed[len(raw_spans) :], text, reading)


# ---- the line as a whole ----------------------------------------------------------------------


def _check_version(body: dict[str, Any]) -> None:
    if "version" not in body:
        raise Wrong("version", "missing")
    version = an_integer(body["version"], "version")
    if version != 1:
        raise Wrong("version", "not known")


def _unit_said(body: dict[str, Any], options: ReadOptions) -> Unit:
    if options.offset_unit is not None:
        return options.offset_unit
    said = body.get("offsets", "codepoint")
    if said not in _LINE_UNITS:
        raise Wrong("offsets", "not a unit")
    return cast(Unit, said)


def _status_and_annotator(body: dict[str, Any], has_spans: bool) -> tuple[Status, str | None]:
    annotator = text_or_none(body.get("annotator"), "annotator")
    status = body.get("status", "in_progress" if has_spans or annotator else "new")
    if status not in STATUSES:
        raise Wrong("status", "not a status")
    if status == "curated" and annotator is not None:
        raise Wrong("status", "curated, and by an annotator")
    return cast(Status, status), annotator


def _read_provenance(
    body: dict[str, Any], spans: Collection[str], relations: list[Relation], reading: LineReading
) -> dict[str, Provenance]:
    """Return where spans and relations come from, by id."""
    ids = {one.id for one in relations}
    return {
        **read_provenance(body.get("spans", []), "spans", set(spans), reading),
        **read_provenance(body.get("relations", []), "relations", ids, reading),
    }


def _read_meta(body: dict[str, Any], reading: LineReading) -> Meta:
    meta = an_object(body.get("meta", {}), "meta")
    parts: dict[str, Any] = {}
    for name in ("title", "source", "published", "url", "language"):
        try:
            parts[name] = text_or_none(meta.get(name), f"meta.{name}")
            if name == "published":
                _check_date(parts[name])
        except Wrong as wrong:
            parts[name] = None
            reading.refuse(wrong)
    authors = tuple(reading.each(meta.get("authors", []), "meta.authors", a_text))
    extra = {key: meta[key] for key in sorted(meta.keys() - _META_KEYS)}
    for key, value in extra.items():
        try:
            check_value(value)
        except JsonWrong as error:
            raise Wrong(f"meta.{key}", str(error)) from error
    if reading.unknown:
        held = extra.get("extra", {})
        extra["extra"] = (held if isinstance(held, dict) else {"extra": held}) | reading.unknown
        reading.remark(KeysUnknown(tuple(sorted(reading.unknown_names))))
    return Meta(**parts, authors=authors, extra=extra)


def _check_date(published: str | None) -> None:
    try:
        if published is not None:
            datetime.date.fromisoformat(published)
    except ValueError as error:
        raise Wrong("meta.published", "not a date") from error


def _read_sections(
    body: dict[str, Any], counted: str, unit: Unit, reading: LineReading
) -> tuple[Section, ...]:
    # Inside a grapheme offsets share a position: its start is meant, which is written last.
    positions = unit_positions(counted, unit) if unit != "codepoint" else ()
    at = {place: offset for offset, place in reversed(list(enumerate(positions)))}

    def offset_of(value: Any, path: str) -> int | None:
        position = an_integer(value, path)
        if unit != "codepoint":
            return at.get(position)
        return position if 0 <= position <= len(counted) else None

    def read(part: Any, path: str) -> Section:
        part = an_object(part, path)
        if part.get("kind") not in SECTION_KINDS:
            raise Wrong(f"{path}.kind", "not a kind of section")
        start = offset_of(part.get("start"), f"{path}.start")
        end = offset_of(part.get("end"), f"{path}.end")
        if start is None or end is None:
            raise Wrong(path, "outside the text")
        if start >= end:
            raise Wrong(path, "no characters")
        return Section(part["kind"], start, end)

    placed, misplaced = sort_sections(reading.each(body.get("sections", []), "sections", read))
    for section in misplaced:
        where = f"sections at {section.start}"
        reading.refuse(Wrong(where, f"{section.kind} overlaps another or lies outside its place"))
    return placed

"""One line of format `jsonl` read strictly: what is right comes in, each fault is named."""

import datetime
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, TypeVar, cast

from annotator.formats.characters import replace_unfit, replace_unfit_within
from annotator.formats.corpus import CorpusLine, Problem
from annotator.formats.fields import (
    Wrong,
    a_list,
    a_name,
    a_text,
    an_id,
    an_integer,
    an_object,
    an_origin,
    attribute_value,
    text_or_none,
)
from annotator.formats.format import Item, ReadOptions
from annotator.formats.sections import sort_sections
from annotator.formats.source import Source
from annotator.formats.strict_json import (
    JsonWrong,
    check_value,
    has_unfit_characters,
    parse_strict,
)
from annotator.formats.units import Claim, Placed, place_claims
from annotator.model.annotation_set import STATUSES, Status
from annotator.model.attribute import NO_ATTRIBUTES, Attributes, AttributeValue
from annotator.model.document import SECTION_KINDS, Document, Meta, Section
from annotator.model.errors import (
    AnnotatorError,
    CharactersReplaced,
    KeysUnknown,
    LineWrong,
    OffsetUnitFound,
    SpanDoubtful,
)
from annotator.model.relation import Relation
from annotator.model.span import Fragment, Span, tidy_fragments
from annotator.text.offsets import Unit, unit_positions

_META_KEYS = {"title", "source", "published", "url", "authors", "language"}
_DOCUMENT_KEYS = {"version", "offsets", "id", "text", "meta", "sections"}
_SET_KEYS = {"annotator", "status", "labels", "attributes", "spans", "relations"}
_LINE_KEYS = _DOCUMENT_KEYS | _SET_KEYS
_ANNOTATION_KEYS = {"id", "label", "attributes", "note", "origin"}
_SPAN_KEYS = _ANNOTATION_KEYS | {"start", "end", "fragments", "text", "doubtful"}
_RELATION_KEYS = _ANNOTATION_KEYS | {"head", "tail"}
_LINE_UNITS: tuple[Unit, ...] = ("codepoint", "utf16", "utf8")

T = TypeVar("T")


@dataclass(slots=True)
class _Reading:
    """A line on its way in: its problems, and what it has that nobody here knows."""

    source: Source
    number: int
    problems: list[Problem] = field(default_factory=list)
    unknown: dict[str, Any] = field(default_factory=dict)
    unknown_names: set[str] = field(default_factory=set)

    def refuse(self, wrong: Wrong, *, is_whole: bool = False) -> None:
        """Note a part that stays out, or the whole line."""
        error = LineWrong(self.source.path, self.number, wrong.reason, wrong.field)
        self.problems.append(Problem(self.source.name, self.number, error, is_whole=is_whole))

    def remark(self, error: AnnotatorError) -> None:
        """Note a thing that came in, but not as it stood."""
        self.problems.append(Problem(self.source.name, self.number, error, is_skipped=False))

    def each(self, body: Any, name: str, read: Callable[[Any, str], T]) -> Iterator[T]:
        """Yield what `read` makes of each part of a list; the parts it refuses are noted."""
        for index, part in enumerate(a_list(body, name)):
            try:
                yield read(part, f"{name}[{index}]")
            except Wrong as wrong:
                self.refuse(wrong)

    def keep_unknown(self, body: dict[str, Any], known: set[str], *path: str) -> None:
        """Keep the keys that the format does not know, under the path where they stood."""
        if body.keys() <= known:
            return
        kept = self.unknown
        for step in path:
            kept = kept.setdefault(step, {})
        for key in body.keys() - known:
            try:
                check_value(body[key])
            except JsonWrong as error:
                raise Wrong(key, str(error)) from error
            kept[key] = body[key]
            self.unknown_names.add(".".join((*path[:1], key)))


def read_line(raw: bytes, source: Source, number: int, options: ReadOptions) -> Iterator[Item]:
    """Yield the problems of a line (bytes of UTF-8), then the line itself if it can be taken."""
    reading = _Reading(source, number)
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


def _read(raw: bytes, reading: _Reading, options: ReadOptions) -> CorpusLine:
    body = an_object(parse_strict(raw), "line")
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
    raw_spans = list(reading.each(body.get("spans", []), "spans", _read_raw_span))
    unit, placed = place_claims(
        text,
        [one.claim for one in raw_spans],
        said,
        is_certain=options.offset_unit is not None,
        counted=counted,
    )
    if unit != said:
        reading.remark(OffsetUnitFound(unit, said))
    spans = _finish_spans(raw_spans, placed, text, reading)
    relations = _read_relations(body, spans, reading)
    sections = _read_sections(body, counted, unit, reading)
    reading.keep_unknown(body, _LINE_KEYS)
    status, annotator = _status_and_annotator(body, bool(spans))
    return CorpusLine(
        document=Document(id, text, _read_meta(body, reading), sections),
        annotator=annotator,
        status=status,
        labels=tuple(dict.fromkeys(reading.each(body.get("labels", []), "labels", a_name))),
        attributes=_read_attributes(body.get("attributes", {}), "attributes", reading) or None,
        spans=tuple(spans.values()),
        relations=tuple(relations),
        number=reading.number,
    )


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


def _read_meta(body: dict[str, Any], reading: _Reading) -> Meta:
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
    body: dict[str, Any], counted: str, unit: Unit, reading: _Reading
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


# ---- spans ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _RawSpan:
    """A span as it stands in the line, its types checked, its offsets not yet understood."""

    path: str
    id: str
    label: str
    claim: Claim
    body: dict[str, Any]


def _read_raw_span(part: Any, path: str) -> _RawSpan:
    part = an_object(part, path)
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
    claim = Claim(fragments, text_or_none(part.get("text"), f"{path}.text"))
    id = an_id(part.get("id"), f"{path}.id")
    return _RawSpan(path, id, a_name(part.get("label"), f"{path}.label"), claim, part)


def _read_fragment(pair: Any, path: str) -> Fragment:
    pair = a_list(pair, path)
    if len(pair) != 2:
        raise Wrong(path, "not a start and an end")
    return (an_integer(pair[0], path), an_integer(pair[1], path))


def _finish_spans(
    raw_spans: list[_RawSpan], placed: list[Placed], text: str, reading: _Reading
) -> dict[str, Span]:
    spans: dict[str, Span] = {}
    for raw, place in zip(raw_spans, placed, strict=True):
        try:
            if raw.id in spans:
                raise Wrong(f"{raw.path}.id", "twice in this line")
            spans[raw.id] = _finish_span(raw, place, text, reading)
        except Wrong as wrong:
            reading.refuse(wrong)
    return spans


def _finish_span(raw: _RawSpan, place: Placed, text: str, reading: _Reading) -> Span:
    if place.fragments is None:
        raise Wrong(raw.path, "not at the border of a character")
    for start, end in place.fragments:
        if start >= end:
            raise Wrong(raw.path, "no characters")
        if start < 0 or end > len(text):
            raise Wrong(raw.path, "outside the text")
    body = raw.body
    was_doubtful = body.get("doubtful", False)
    if not isinstance(was_doubtful, bool):
        raise Wrong(f"{raw.path}.doubtful", "neither true nor false")
    attributes = body.get("attributes")
    span = Span(
        raw.id,
        raw.label,
        place.fragments if len(place.fragments) == 1 else tidy_fragments(place.fragments),
        _read_attributes(attributes, f"{raw.path}.attributes", reading)
        if attributes
        else NO_ATTRIBUTES,
        text_or_none(body.get("note"), f"{raw.path}.note"),
        an_origin(body.get("origin", "manual"), f"{raw.path}.origin"),
        place.is_doubtful or was_doubtful,
    )
    reading.keep_unknown(body, _SPAN_KEYS, "spans", raw.id)
    if place.is_doubtful:
        reading.remark(SpanDoubtful(span.id, raw.claim.text or "", span.covered_text(text)))
    return span


# ---- relations and attributes -----------------------------------------------------------------


def _read_relations(
    body: dict[str, Any], spans: dict[str, Span], reading: _Reading
) -> list[Relation]:
    seen: set[str] = set(spans)

    def read(part: Any, path: str) -> Relation:
        part = an_object(part, path)
        relation = Relation(
            an_id(part.get("id"), f"{path}.id"),
            a_name(part.get("label"), f"{path}.label"),
            an_id(part.get("head"), f"{path}.head"),
            an_id(part.get("tail"), f"{path}.tail"),
            _read_attributes(part.get("attributes", {}), f"{path}.attributes", reading),
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


def _read_attributes(body: Any, path: str, reading: _Reading) -> Attributes:
    if not body and isinstance(body, dict):
        return NO_ATTRIBUTES
    found: dict[str, AttributeValue] = {}
    for name, value in sorted(an_object(body, path).items()):
        try:
            found[a_name(name, path)] = attribute_value(value, f"{path}.{name}")
        except Wrong as wrong:
            reading.refuse(wrong)
    return found

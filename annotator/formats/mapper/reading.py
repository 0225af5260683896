"""Records whose keys are known, as corpus lines."""

import csv
import io
from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from itertools import chain, islice
from typing import Any, NamedTuple

from annotator.formats.articles.structure import recognise_article
from annotator.formats.articles.written_dates import KEY, WrittenDate, date_from
from annotator.formats.characters import replace_unfit
from annotator.formats.corpus import CorpusLine, Problem
from annotator.formats.fields import NAME_LIMIT, Wrong, a_list, a_name, an_object, attribute_value
from annotator.formats.format import ReadOptions
from annotator.formats.found_spans import FoundSpan, finish_found
from annotator.formats.json_reading import an_article, document_id, kept
from annotator.formats.json_records import Record, json_records
from annotator.formats.line_reading import LineReading
from annotator.formats.linking import identified, link
from annotator.formats.mapper.mapping import KeyMapping, chosen_mapping, propose_mapping
from annotator.formats.mapper.paths import value_at
from annotator.formats.source import Source
from annotator.formats.strict_json import JsonWrong, parse_strict
from annotator.formats.unit_finding import UnitFinder
from annotator.formats.units import Claim
from annotator.model.article_errors import DateAmbiguous
from annotator.model.attribute import AttributeValue
from annotator.model.document import Document, Meta, Section
from annotator.model.errors import CharactersReplaced, FileUnreadable, OffsetUnitFound
from annotator.model.format_errors import FileNoted, FileWrong

NAME = "mapper"
SAMPLE = 20
"""How many records are looked at to propose a mapping."""
CSV_ENDINGS = (".csv", ".tsv", ".tab")
_CELL_LIMIT = 20 << 20


@dataclass(slots=True)
class _Found:
    """A record of which everything is understood but its offsets."""

    document: Document
    is_raw: bool
    reading: LineReading
    annotator: str | None
    labels: tuple[str, ...]
    spans: list[FoundSpan]
    outside_ids: dict[Hashable, str]
    """By the key of a span, what its entity is called elsewhere."""


def sample_records(source: Source, records: str = "", count: int = SAMPLE) -> list[dict[str, Any]]:
    """Return the first records of a file, for a proposal and to show what is in it.

    `records` is the path of their list where a file is one object.
    """
    found = (one for one in _records(source, ReadOptions(), records) if isinstance(one, Record))
    return [one.value for one in islice(found, count) if isinstance(one.value, dict)]


class MappedReading:
    """Reads one file by the mapping that was chosen, or found in its first records."""

    def __init__(self, source: Source, options: ReadOptions) -> None:
        self._source = source
        self._options = options
        self._finder = UnitFinder(source, options, "codepoint", "this program")

    def items(self) -> Iterator[CorpusLine | Problem]:
        """Yield the lines and the problems of the file in order."""
        chosen = self._options.settings
        records = _records(self._source, self._options, chosen.get("records", ""))
        first = list(islice(records, SAMPLE))
        values = [one.value for one in first if isinstance(one, Record)]
        bodies = [one for one in values if isinstance(one, dict)]
        spans = chosen.get("spans", "")
        proposed = propose_mapping(bodies, spans="" if spans == "-" else spans)
        mapping = chosen_mapping(chosen, proposed)
        if bodies and not mapping.text:
            error = FileWrong(self._source.path, "none of its keys seems to hold a text; name it")
            yield Problem(self._source.name, None, error, is_whole=True)
            return
        if bodies and mapping.settings.items() - dict(chosen).items():
            what = f"its keys were read so: {mapping.words}"
            yield Problem(
                self._source.name, None, FileNoted(self._source.path, what), is_skipped=False
            )
        yield from self._lines(chain(first, records), mapping)

    def _lines(
        self, records: Iterable[Record | Problem], mapping: KeyMapping
    ) -> Iterator[CorpusLine | Problem]:
        found = (part for one in records for part in self._understood(one, mapping))
        for one in self._finder.each(found, _claims):
            if isinstance(one, Problem):
                yield one
                continue
            text = one.document.text
            unit, placed = self._finder.place(text, [span.claim for span in one.spans])
            if unit != self._finder.unit:
                one.reading.remark(OffsetUnitFound(unit, self._finder.unit))
            spans, ids = finish_found(text, one.spans, placed, one.reading)
            said = {ids[key]: id for key, id in one.outside_ids.items() if key in ids}
            linked, entities = link(text, spans, {key: identified(id) for key, id in said.items()})
            yield from one.reading.problems
            has_content = bool(spans or one.labels or one.annotator)
            yield CorpusLine(
                one.document,
                one.annotator,
                "in_progress" if has_content else "new",
                one.labels,
                spans=linked,
                entities=entities,
                is_raw=one.is_raw,
                has_raw_entities=True,
                number=one.reading.number,
            )

    def _understood(
        self, record: Record | Problem, mapping: KeyMapping
    ) -> Iterator["_Found | Problem"]:
        if isinstance(record, Problem):
            yield record
            return
        reading = LineReading(self._source, record.number)
        try:
            found = self._found(an_object(record.value, "record"), mapping, reading)
        except Wrong as wrong:
            reading.refuse(wrong, is_whole=True)
            yield from reading.problems
            return
        if record.replaced:
            reading.remark(CharactersReplaced(record.replaced, 0))
        yield found

    def _found(self, body: dict[str, Any], mapping: KeyMapping, reading: LineReading) -> _Found:
        text = an_article(value_at(body, mapping.text), mapping.text)
        if not text.strip():
            raise Wrong(mapping.text, "only white space")
        id, is_raw = self._id(body, mapping, reading)
        meta, sections = self._meta(body, mapping, text, reading)
        annotator = _word(value_at(body, mapping.annotator)) if mapping.annotator else None
        labels: list[str] = []
        if mapping.labels:
            said = value_at(body, mapping.labels)
            listed = [said] if isinstance(said, str) else said
            if listed is not None:
                labels += reading.each(listed, mapping.labels, a_name)
        spans: list[FoundSpan] = []
        outside_ids: dict[Hashable, str] = {}
        if mapping.spans and (listed := _listed(value_at(body, mapping.spans), mapping.spans)):
            for made in reading.each(
                listed, mapping.spans, lambda one, path: _spans_of(one, mapping, path, reading)
            ):
                spans += made.spans
                if made.outside_id:
                    outside_ids |= dict.fromkeys((one.key for one in made.spans), made.outside_id)
        document = Document(id, text, meta, sections)
        said = tuple(dict.fromkeys(labels))
        return _Found(document, is_raw, reading, annotator, said, spans, outside_ids)

    def _id(
        self, body: Mapping[str, Any], mapping: KeyMapping, reading: LineReading
    ) -> tuple[str, bool]:
        """Return the id of the document; one that was only found, not named, is a wish."""
        said = _word(value_at(body, mapping.id)) if mapping.id else None
        if said is None or len(said) > NAME_LIMIT:
            return document_id(None, self._source, reading.number)
        return said, self._options.settings.get("id", "") != mapping.id

    def _meta(
        self, body: dict[str, Any], mapping: KeyMapping, text: str, reading: LineReading
    ) -> tuple[Meta, tuple[Section, ...]]:
        found = recognise_article(text)
        said = {
            name: _word(value_at(body, path)) if (path := getattr(mapping, name)) else None
            for name in ("title", "source", "url", "language")
        }
        date = date_from((_word(value_at(body, mapping.date)),)) if mapping.date else WrittenDate()
        if date.is_ambiguous:
            reading.remark(DateAmbiguous(date.as_written or ""))
        authors = _names(value_at(body, mapping.authors)) if mapping.authors else ()
        used = {getattr(mapping, one.name) for one in fields(mapping)}
        extra: dict[str, Any] = {}
        if beside := kept(body, used):
            extra[NAME] = beside
        if date.as_written:
            extra[KEY] = date.as_written
        return (
            Meta(
                title=said["title"] or found.title,
                source=said["source"],
                published=date.published or (None if mapping.date else found.published),
                url=said["url"],
                authors=authors or found.authors,
                language=said["language"] or found.language,
                extra=extra,
            ),
            found.sections,
        )


def _claims(found: _Found | Problem) -> tuple[str, list[Claim]] | None:
    if isinstance(found, Problem):
        return None
    return found.document.text, [one.claim for one in found.spans]


class _Part(NamedTuple):
    """The spans of a part of the list, one for each of its labels."""

    spans: list[FoundSpan]
    outside_id: str


def _spans_of(part: Any, mapping: KeyMapping, path: str, reading: LineReading) -> _Part:
    start = _number(value_at(part, mapping.start), f"{path}.{mapping.start}")
    end = _number(value_at(part, mapping.end), f"{path}.{mapping.end}")
    if mapping.end_is == "last":
        end += 1
    elif mapping.end_is == "length":
        end += start
    said = value_at(part, mapping.label) if mapping.label else "span"
    covered = value_at(part, mapping.covered) if mapping.covered else None
    claim = Claim(((start, end),), covered if isinstance(covered, str) else None)
    where = f"{path}.{mapping.label}"
    names = [a_name(one, where) for one in (said if isinstance(said, list) else [said])]
    attributes = _attributes(part, mapping, path, reading)
    spans = [FoundSpan(path, name, claim, (path, name), attributes) for name in names]
    return _Part(spans, _word(value_at(part, mapping.entity)) or "" if mapping.entity else "")


def _attributes(
    part: Any, mapping: KeyMapping, path: str, reading: LineReading
) -> dict[str, AttributeValue]:
    """Return attributes by their keys; one that is no attribute stays out alone."""
    found: dict[str, AttributeValue] = {}
    for key in filter(None, (one.strip() for one in mapping.attributes.split(","))):
        value = value_at(part, key)
        if value is None:
            continue
        try:
            found[a_name(key, path)] = attribute_value(value, f"{path}.{key}")
        except Wrong as wrong:
            reading.refuse(wrong)
    return found


def _number(value: Any, path: str) -> int:
    """Return an offset; in tables and from some programs it is a text of digits."""
    if isinstance(value, str) and value.strip().isdecimal() and len(value) < 16:
        return int(value)
    if value is None:
        raise Wrong(path, "missing")
    if type(value) is not int:
        raise Wrong(path, "not an integer")
    return value


def _listed(value: Any, path: str) -> list[Any]:
    """Return a list; in a table it is JSON in a cell."""
    if isinstance(value, str):
        if not value.strip():
            return []
        try:
            value = parse_strict(value.encode("utf-8", "replace"))
        except JsonWrong as error:
            raise Wrong(path, str(error)) from error
    return [] if value is None else a_list(value, path)


def _word(value: Any) -> str | None:
    """Return a text, or a number as one; nothing for all else."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    return str(value).strip() or None


def _names(value: Any) -> tuple[str, ...]:
    """Return names: a text, a list of texts, or of objects that have a name."""
    listed = value if isinstance(value, list) else [value]
    found = [_word(one.get("name") if isinstance(one, dict) else one) for one in listed]
    return tuple(one for one in found if one)


# ---- records ----------------------------------------------------------------------------------


def _records(source: Source, options: ReadOptions, path: str) -> Iterator[Record | Problem]:
    """Yield the records of a JSON file, those of a list in each, or the rows of a table."""
    if source.plain_path.suffix.lower() in CSV_ENDINGS:
        yield from _rows(source)
        return
    for record in json_records(source, options.report_bytes):
        if not path or path == "-" or isinstance(record, Problem):
            yield record
            continue
        listed = value_at(record.value, path)
        for number, one in enumerate(listed if isinstance(listed, list) else [], start=1):
            yield Record(number, one, record.replaced if number == 1 else 0)
        if not isinstance(listed, list):
            error = FileWrong(source.path, f"it has no list under “{path[:40]}”")
            yield Problem(source.name, None, error, is_whole=True)


def _rows(source: Source) -> Iterator[Record | Problem]:
    """Yield the rows of a table as records: by the names in its first row, in UTF-8."""
    csv.field_size_limit(max(csv.field_size_limit(), _CELL_LIMIT))
    try:
        with source.open() as stream:
            text = io.TextIOWrapper(stream, "utf-8-sig", "surrogateescape", newline="")
            try:
                yield from _rows_of(text, source)
            finally:
                text.detach()
    except csv.Error:
        error = FileWrong(source.path, "a quote is opened and not closed")
        yield Problem(source.name, None, error)
    except FileUnreadable as failed:
        yield Problem(source.name, None, failed, is_whole=True)


def _rows_of(text: io.TextIOWrapper, source: Source) -> Iterator[Record]:
    head = text.readline(_CELL_LIMIT)
    delimiter = max("\t,;|", key=head.count)
    names = next(csv.reader([head], delimiter=delimiter), [])
    reader = csv.reader(text, delimiter=delimiter)
    line = 2
    for cells in reader:
        replaced = 0
        body: dict[str, str] = {}
        for name, cell in zip(names, cells, strict=False):
            body[replace_unfit(name.strip())[0]], count, _ = replace_unfit(cell)
            replaced += count
        if any(cell.strip() for cell in cells):
            yield Record(line, body, replaced)
        line = reader.line_num + 2

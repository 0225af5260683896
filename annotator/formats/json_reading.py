"""Records of other tools' JSON as corpus lines: what all such readers have in common.

Names: a record is what the file has, a line what comes of it; a record may give several.
"""

import datetime
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from typing import Any, TypeAlias

from annotator.formats.characters import replace_unfit
from annotator.formats.corpus import CorpusLine, Problem
from annotator.formats.fields import NAME_LIMIT, Wrong, a_text, an_object
from annotator.formats.format import ReadOptions
from annotator.formats.json_records import Record, json_records
from annotator.formats.jsonl_annotations import read_attributes
from annotator.formats.line_reading import LineReading
from annotator.formats.source import Source
from annotator.formats.strict_json import JsonWrong, check_value
from annotator.model.attribute import NO_ATTRIBUTES, Attributes
from annotator.model.document import Meta
from annotator.model.errors import CharactersReplaced
from annotator.model.format_errors import FileNoted, LineNoted

ReadRecord: TypeAlias = Callable[[dict[str, Any], LineReading], Iterable[CorpusLine]]
"""Makes lines of a record; raises Wrong where nothing comes of it, and notes all else."""

DOCUMENT_KEY = "annotator_document"
"""The key under which we write the id of a document where a format has no word for it."""
_TEXT_KEYS = ("title", "source", "published", "url", "language")
META_KEYS = frozenset((*_TEXT_KEYS, "authors"))


def read_records(source: Source, options: ReadOptions, read: ReadRecord) -> Iterator[Any]:
    """Yield the lines that `read` makes of a file's records, after the problems of each.

    A record that is no object is a problem, as is one that `read` refuses.
    """
    for record in json_records(source, options.report_bytes):
        if isinstance(record, Problem):
            yield record
            continue
        yield from read_one(record, source, read)


def read_one(record: Record, source: Source, read: ReadRecord) -> Iterator[CorpusLine | Problem]:
    """Yield the problems of one record, then its lines."""
    reading = LineReading(source, record.number)
    lines: list[CorpusLine] = []
    try:
        lines = list(read(an_object(record.value, "record"), reading))
    except Wrong as wrong:
        reading.refuse(wrong, is_whole=True)
    except RecursionError:
        reading.refuse(Wrong("", "nested too deep"), is_whole=True)
    if record.replaced and lines:
        reading.remark(CharactersReplaced(record.replaced, 0))
    yield from reading.problems
    yield from lines


def note_line(reading: LineReading, what: str) -> None:
    """Remark that a record came in, but not as it stood; `what` is a short clause."""
    reading.remark(LineNoted(reading.source.path, reading.number, what))


def file_noted(source: Source, what: str, *, is_skipped: bool = False) -> Problem:
    """Return a remark about a whole file; `what` is a short clause."""
    return Problem(source.name, None, FileNoted(source.path, what), is_skipped=is_skipped)


def an_article(value: Any, path: str) -> str:
    """Return the text of an article, which has characters. Wrong."""
    text = a_text(value, path)
    if not text:
        raise Wrong(path, "empty")
    return text


def document_id(said: Any, source: Source, number: int) -> tuple[str, bool]:
    """Return the id of a record's document, and whether it is made up here (`is_raw`).

    `said` is what stands under `DOCUMENT_KEY`; without it the file's name and the record's number.
    """
    if isinstance(said, str) and said and len(said) <= NAME_LIMIT:
        return said, False
    return f"{replace_unfit(source.plain_path.stem)[0]}-{number}", True


def attributes_said(body: Mapping[str, Any], path: str, reading: LineReading) -> Attributes:
    """Return what stands under `attributes`, where we have written it ourselves."""
    said = body.get("attributes")
    return read_attributes(said, f"{path}.attributes", reading) if said else NO_ATTRIBUTES


def kept(body: Mapping[str, Any], known: Collection[str] = ()) -> dict[str, Any]:
    """Return what a format does not know of an object, to be kept with the article. Wrong."""
    found = {key: body[key] for key in body if key not in known}
    for key, value in found.items():
        try:
            check_value(value)
        except JsonWrong as error:
            raise Wrong(key, str(error)) from error
    return found


def read_meta(body: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return what is known about an article, as `Meta` names it, and the keys that say else.

    A key counts by its name and what stands there: a `title` that is a list is no title.
    """
    known: dict[str, Any] = {}
    other: dict[str, Any] = {}
    for key, value in body.items():
        if key in _TEXT_KEYS and isinstance(value, str) and (key != "published" or _is_date(value)):
            known[key] = value
        elif key == "authors" and _is_texts(value):
            known[key] = tuple(value)
        elif key in META_KEYS and value is None:
            continue
        else:
            other[key] = value
    return known, other


def meta_keys(meta: Meta) -> dict[str, Any]:
    """Return what is known about an article, but for `extra`, as `read_meta` reads it again."""
    known: dict[str, Any] = {key: getattr(meta, key) for key in _TEXT_KEYS}
    known["authors"] = list(meta.authors)
    return {key: value for key, value in known.items() if value not in (None, [])}


def extra_of(meta: Meta, format: str) -> dict[str, Any]:
    """Return what was kept for a format when the article came in from it, or nothing."""
    held = meta.extra.get(format)
    return held if isinstance(held, dict) else {}


def _is_date(value: str) -> bool:
    try:
        datetime.date.fromisoformat(value)
    except ValueError:
        return False
    return True


def _is_texts(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(one, str) for one in value)

"""Articles as rows with an id and a text, as engines have them: tables of Parquet, JSON lines. Only
these two columns have to be there; ids are kept as they are."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import orjson

from annotator.formats.characters import replace_unfit
from annotator.formats.corpus import Problem
from annotator.formats.json_head import json_head
from annotator.formats.lines import bounded_lines
from annotator.formats.source import Source
from annotator.model.document import SECTION_KINDS, Document, Meta, Section
from annotator.model.errors import FileUnreadable, LineWrong
from annotator.model.format_errors import FileWrong

_HEAD = 1 << 16
_ROWS = 500
"""That are in memory at once, beside what pyarrow reads ahead."""
_WORDS = ("title", "source", "published", "url", "language")
_COLUMNS = ("id", "text", *_WORDS, "authors", "extra", "sections")


def read_parquet_articles(path: Path) -> Iterator[Document | Problem]:
    """Yield the articles of a file, or of the file `documents.parquet` of a folder, streamed; a row
    that is none is a problem. FileUnreadable, FileWrong."""
    from pyarrow import ArrowException, parquet

    place = path / "documents.parquet" if path.is_dir() else path
    try:
        with parquet.ParquetFile(place, memory_map=False, pre_buffer=False) as file:
            there = set(file.schema_arrow.names)
            if not {"id", "text"} <= there:
                raise FileWrong(place, "it has no columns id and text")
            wanted = [one for one in _COLUMNS if one in there]
            number = 0
            for batch in file.iter_batches(batch_size=_ROWS, columns=wanted):
                for row in batch.to_pylist():
                    number += 1
                    try:
                        yield _document(row)
                    except (ValueError, TypeError, KeyError):
                        yield Problem(place.name, number, FileWrong(place, "a row is no article"))
    except ArrowException as error:
        raise FileWrong(place, str(error).splitlines()[0][:100]) from error
    except OSError as error:
        raise FileUnreadable(place, error.strerror or "damaged") from error


def has_rows(source: Source) -> bool:
    """Tell whether a file has JSON lines with an id and a text; not those of our own format, which
    say more. FileUnreadable."""
    first, _, _ = source.head(_HEAD).partition(b"\n")
    if source.plain_path.suffix.lower() not in (".jsonl", ".ndjson"):
        return False
    head = json_head(first)
    return head.has("id") and head.has("text") and not head.has("version")


def read_line_articles(source: Source) -> Iterator[Document | Problem]:
    """Yield the articles of JSON lines, streamed; what is known of an article stands beside its
    text or in `meta`. A line that is none is a problem. FileUnreadable."""
    with source.open() as stream:
        for number, raw in bounded_lines(stream):
            try:
                row = orjson.loads(raw or b"")
                yield _document({**row, **row.get("meta", {})})
            except (ValueError, TypeError, KeyError, AttributeError):
                wrong = LineWrong(source.path, number, "no article with an id and a text")
                yield Problem(source.name, number, wrong)


def _document(row: Mapping[str, Any]) -> Document:
    id, text = row["id"], row["text"]
    if isinstance(id, int):
        id = str(id)
    if not (isinstance(id, str) and id and isinstance(text, str) and text):
        raise ValueError("no id or no text")
    text = replace_unfit(text)[0]
    words = {name: _word(row.get(name)) for name in _WORDS}
    said = row.get("authors") or ()
    authors = tuple(one for one in ([said] if isinstance(said, str) else said) if one)
    extra = row.get("extra") or {}
    extra = orjson.loads(extra) if isinstance(extra, str) else extra
    sections = tuple(
        Section(one["kind"], one["start"], one["end"])
        for one in row.get("sections") or ()
        if one["kind"] in SECTION_KINDS and 0 <= one["start"] < one["end"] <= len(text)
    )
    if not isinstance(extra, dict):
        raise TypeError("extra is no object")
    return Document(
        replace_unfit(id)[0], text, Meta(**words, authors=authors, extra=extra), sections
    )


def _word(value: object) -> str | None:
    return None if value is None else replace_unfit(str(value))[0]

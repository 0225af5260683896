"""Files of other tools' JSON in memory: read, written, and made of generated lines."""

from collections.abc import Mapping
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import orjson

from annotator.formats.corpus import CorpusLine, LabelsFound, Problem
from annotator.formats.fitting import Fitting
from annotator.formats.format import Format, Item, ReadOptions, WriteOptions
from annotator.formats.source import Source
from annotator.messages.sentences import problem_words
from annotator.text.offsets import Unit

REAL = Path(__file__).parents[3] / "shared" / "data" / "formats"
"""Real files, beside the checkout; of whoever has them not, the tests are skipped."""
NO_REAL = "the real article is not beside this checkout"
DAMAGED = [
    b"",
    b"\n \n",
    b"\xef\xbb\xbf",
    b"null",
    b"[]",
    b"[1, null, true, [], {}]",
    b"{}",
    b"[[[[",
    b"{" * 5000,
    b"[" * 100_000,
    b'{"a":' * 3000 + b"1" + b"}" * 3000,
    b"\xff\xfe{\x00",
    b'{"text": "\xff"}',
    b'{"text": NaN}',
    b'{"text": "a", "text": "b"}',
    b'{"text": ' + b"9" * 5000 + b"}",
    b'{"text": "abc',
    b'[{"text": "abc"',
    b'{"text": "\\ud800\\u0000"}',
]
"""What is no file of any tool: nothing of it may raise."""


def items(
    format: Format,
    *bodies: Any,
    name: str = "in.jsonl",
    unit: Unit | None = None,
    settings: Mapping[str, str] | None = None,
) -> list[Item]:
    """Everything a format yields for a file of these records, or for these bytes."""
    raw = b"\n".join(one if isinstance(one, bytes) else orjson.dumps(one) for one in bodies)
    source = Source(Path(name), name, BytesIO(raw))
    return list(format.read(source, ReadOptions(unit, settings=settings or {})))


def read(format: Format, *bodies: Any, **more: Any) -> tuple[list[CorpusLine], list[str]]:
    """The lines, and what is told of all else in the words of a report."""
    found = items(format, *bodies, **more)
    told = [problem_words(one.file, one.line, one.error) for one in found if is_problem(one)]  # type: ignore[union-attr]
    return [one for one in found if isinstance(one, CorpusLine)], told


def labels_found(format: Format, *bodies: Any, **more: Any) -> list[LabelsFound]:
    return [one for one in items(format, *bodies, **more) if isinstance(one, LabelsFound)]


def is_problem(item: Item) -> bool:
    return isinstance(item, Problem)


def spans_of(line: CorpusLine) -> list[tuple[str, str]]:
    """Covered text and label of each span, in its order."""
    return [(one.covered_text(line.document.text), one.label) for one in line.spans]


def relations_of(line: CorpusLine) -> list[tuple[str, str, str]]:
    """Head, label and tail of each relation, as covered texts."""
    covered = {one.id: one.covered_text(line.document.text) for one in line.spans}
    return [(covered[one.head], one.label, covered[one.tail]) for one in line.relations]


def written(format: Format, *lines: CorpusLine, options: WriteOptions | None = None) -> bytes:
    stream = BytesIO()
    format.write(lines, stream, options or WriteOptions())
    return stream.getvalue()


def fitted(format: Format, lines: list[CorpusLine]) -> list[CorpusLine]:
    """Lines as an export hands them to the format's writer."""
    return list(Fitting(format, "flatten").lines(lines))


def content(line: CorpusLine) -> tuple[Any, ...]:
    """What a line says, whatever its ids: to compare what went out with what came back."""
    held = {
        one.id: (one.fragments, one.label, sorted(one.attributes.items()), one.note)
        for one in line.spans
    }
    relations = [
        (one.label, held[one.head], held[one.tail], sorted(one.attributes.items()), one.note)
        for one in line.relations
    ]
    return (
        line.document.text,
        line.annotator,
        sorted(line.labels),
        sorted(held.values(), key=repr),
        sorted(relations, key=repr),
    )


def plain_attributes(line: CorpusLine) -> CorpusLine:
    """A line without attributes and notes, for formats that have no room for them."""
    return replace(
        line,
        spans=tuple(one._replace(attributes={}, note=None) for one in line.spans),
        relations=tuple(one._replace(attributes={}, note=None) for one in line.relations),
    )

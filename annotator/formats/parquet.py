"""Parquet: three tables for engines that read corpora too large for one machine.

`documents.parquet` has a row an article, with its text, what is known of it, and the sets that
people have on it; `spans.parquet` and `relations.parquet` a row an annotation. They are joined by
`document`, `annotator` and, for the ends of relations, the span's `id`. Offsets are code points,
half open. Attributes differ from corpus to corpus and are JSON. Needs the extra `parquet`.

Rows are gathered into row groups and written when one is full, so that memory stays flat.
"""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import ExitStack
from io import RawIOBase
from itertools import groupby
from typing import Any, BinaryIO

import orjson
import regex

from annotator.formats.corpus import CorpusLine
from annotator.formats.format import (
    Carries,
    Format,
    OutFolder,
    Setting,
    WriteOptions,
    all_settings,
)
from annotator.model.document import Document
from annotator.model.format_errors import SettingWrong
from annotator.model.relation import Relation
from annotator.model.span import Fragment, Span
from annotator.model.suggested import plain_of

_GROUP_BYTES = 32 << 20
"""A row group is written when its texts are so long, however few rows it has."""
_MOST_ROWS = 10_000_000
_PACKED_ROWS = 1000


class Parquet(Format):
    """A folder of three tables."""

    name = "parquet"
    title = "Parquet tables"
    endings = (".parquet",)
    carries = Carries(
        spans=True,
        overlap=True,
        discontinuous=True,
        relations=True,
        far_relations=True,
        attributes=True,
        notes=True,
        document_labels=True,
        sections=True,
        meta=True,
        annotators=True,
        statuses=True,
        negatives=True,
        entities=True,
    )
    extra = "parquet"
    modules = ("pyarrow",)
    write_settings = (
        Setting("rows", "Rows in a group", "50000", (), "fewer take less memory, more read faster"),
    )

    def write_folder(
        self, lines: Iterable[CorpusLine], folder: OutFolder, options: WriteOptions
    ) -> None:
        """Write the three tables side by side. SettingWrong."""
        limit = _group_rows(all_settings(options.settings, self.write_settings)["rows"])
        with ExitStack() as stack:
            documents, spans, relations = (
                stack.enter_context(_Table(name, schema, folder, limit))
                for name, schema in _schemas().items()
            )
            for _, group in groupby(lines, key=lambda one: one.document.id):
                of_one = list(group)
                documents.add(_document_row(of_one), len(of_one[0].document.text))
                for line in of_one:
                    for span in line.spans:
                        spans.add(_span_row(line, span))
                    by_id = {span.id: span for span in line.spans}
                    for relation in line.relations:
                        relations.add(_relation_row(line, relation, by_id))


def _group_rows(asked: str) -> int:
    rows = int(asked) if regex.fullmatch(r"\d{1,9}", asked) else 0
    if not 1 <= rows <= _MOST_ROWS:
        raise SettingWrong("rows", asked, (f"a number from 1 to {_MOST_ROWS}",))
    return rows


class _Table:
    """A table on its way out, some rows of it in memory."""

    def __init__(self, name: str, schema: Any, folder: OutFolder, limit: int) -> None:
        self._name = name
        self._schema = schema
        self._folder = folder
        self._limit = limit
        self._rows: list[dict[str, Any]] = []
        self._packed: list[Any] = []
        """Rows of the group as pyarrow holds them, a tenth as large."""
        self._count = 0
        self._size = 0

    def __enter__(self) -> "_Table":
        from pyarrow import parquet

        self._stack = ExitStack()
        stream = self._stack.enter_context(self._folder.open(f"{self._name}.parquet"))
        self._writer = parquet.ParquetWriter(
            _Counted(stream), self._schema, compression="zstd", write_page_index=True
        )
        return self

    def __exit__(self, kind: type[BaseException] | None, *error: Any) -> None:
        with self._stack:
            if kind is None:
                self._flush()
            self._writer.close()

    def add(self, row: dict[str, Any], size: int = 0) -> None:
        """Take a row; `size` is how much its texts weigh, in characters."""
        self._rows.append(row)
        self._count += 1
        self._size += size
        if self._count >= self._limit or self._size >= _GROUP_BYTES:
            self._flush()
        elif len(self._rows) >= _PACKED_ROWS:
            self._pack()

    def _pack(self) -> None:
        import pyarrow

        self._packed.append(pyarrow.RecordBatch.from_pylist(self._rows, self._schema))
        self._rows = []

    def _flush(self) -> None:
        import pyarrow

        if self._count:
            self._pack()
            table = pyarrow.Table.from_batches(self._packed, self._schema)
            self._writer.write_table(table, row_group_size=self._count)
        self._packed, self._count, self._size = [], 0, 0


class _Counted(RawIOBase):
    """A stream that knows where it is, as pyarrow asks, over one that need not."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._at = 0

    def writable(self) -> bool:
        """It is for writing."""
        return True

    def tell(self) -> int:
        """Return how many bytes went through."""
        return self._at

    def write(self, content: Any, /) -> int:
        """Write bytes; return how many."""
        raw = bytes(content)
        self._stream.write(raw)
        self._at += len(raw)
        return len(raw)


# ---- rows -------------------------------------------------------------------------------------


def _document_row(lines: Sequence[CorpusLine]) -> dict[str, Any]:
    document: Document = lines[0].document
    meta = document.meta
    return {
        "id": document.id,
        "text": document.text,
        "sha256": document.sha256,
        "title": meta.title,
        "source": meta.source,
        "published": meta.published,
        "url": meta.url,
        "authors": list(meta.authors),
        "language": meta.language,
        "extra": _json(meta.extra),
        "sections": [
            {"kind": kind, "start": start, "end": end} for kind, start, end in document.sections
        ],
        "sets": [
            {
                "annotator": line.annotator,
                "status": line.status,
                "labels": sorted(line.labels),
                "attributes": _json(line.attributes or {}),
                "negatives": [
                    {"label": one.label, "pieces": _pieces(one.fragments)}
                    for one in sorted(line.negatives, key=lambda one: one.place)
                ],
            }
            for line in lines
        ],
    }


def _span_row(line: CorpusLine, span: Span) -> dict[str, Any]:
    return {
        "document": line.document.id,
        "annotator": line.annotator,
        "status": line.status,
        "id": span.id,
        "label": span.label,
        "start": span.start,
        "end": span.end,
        "text": span.covered_text(line.document.text),
        "pieces": _pieces(span.fragments),
        "attributes": _json(span.attributes),
        "note": span.note,
        "origin": span.origin,
        "is_doubtful": span.is_doubtful,
        "suggested": None if span.suggested is None else _json(plain_of(span.suggested)),
        "provenance": (line.provenance or {}).get(span.id),
        **_entity_cells(line, span.entity),
    }


def _entity_cells(line: CorpusLine, entity: str | None) -> dict[str, str | None]:
    """Return the columns that say what a span is a mention of: all empty where nothing is said."""
    found = next((one for one in line.entities if entity is not None and one.id == entity), None)
    if found is None:
        return dict.fromkeys(_ENTITY_COLUMNS)
    said = (found.id, found.name, found.kind, found.identifier or None, found.note or None)
    return dict(zip(_ENTITY_COLUMNS, said, strict=True))


def _relation_row(
    line: CorpusLine, relation: Relation, spans: Mapping[str, Span]
) -> dict[str, Any]:
    head, tail = spans[relation.head], spans[relation.tail]
    return {
        "document": line.document.id,
        "annotator": line.annotator,
        "status": line.status,
        "id": relation.id,
        "label": relation.label,
        "head": head.id,
        "head_label": head.label,
        "head_text": head.covered_text(line.document.text),
        "tail": tail.id,
        "tail_label": tail.label,
        "tail_text": tail.covered_text(line.document.text),
        "attributes": _json(relation.attributes),
        "note": relation.note,
        "origin": relation.origin,
        "provenance": (line.provenance or {}).get(relation.id),
    }


def _pieces(fragments: Iterable[Fragment]) -> list[dict[str, int]]:
    return [{"start": start, "end": end} for start, end in fragments]


def _json(value: Mapping[str, Any]) -> str:
    return orjson.dumps(dict(value), option=orjson.OPT_SORT_KEYS).decode()


def _schemas() -> Mapping[str, Any]:
    """Return the columns of each table, as pyarrow knows them."""
    import pyarrow as pa

    text, whole = pa.string(), pa.int64()
    place = [("start", whole), ("end", whole)]
    pieces = pa.list_(pa.struct(place))
    negative = pa.struct([("label", text), ("pieces", pieces)])
    of_set = pa.struct(
        [
            ("annotator", text),
            ("status", text),
            ("labels", pa.list_(text)),
            ("attributes", text),
            ("negatives", pa.list_(negative)),
        ]
    )
    whose = [("document", text), ("annotator", text), ("status", text)]
    known = [(name, text) for name in ("title", "source", "published", "url")]
    said = [("attributes", text), ("note", text), ("origin", text)]
    columns: dict[str, list[tuple[str, Any]]] = {
        "documents": [
            ("id", text),
            ("text", pa.large_string()),
            ("sha256", text),
            *known,
            ("authors", pa.list_(text)),
            ("language", text),
            ("extra", text),
            ("sections", pa.list_(pa.struct([("kind", text), *place]))),
            ("sets", pa.list_(of_set)),
        ],
        "spans": [
            *whose,
            ("id", text),
            ("label", text),
            *place,
            ("text", text),
            ("pieces", pieces),
            *said,
            ("is_doubtful", pa.bool_()),
            ("suggested", text),
            ("provenance", text),
            *((name, text) for name in _ENTITY_COLUMNS),
        ],
        "relations": [
            *whose,
            ("id", text),
            ("label", text),
            *((f"{end}{part}", text) for end in ("head", "tail") for part in _END_PARTS),
            *said,
            ("provenance", text),
        ],
    }
    return {
        name: pa.schema(fields, metadata={"offsets": "code points, half open"})
        for name, fields in columns.items()
    }


_END_PARTS = ("", "_label", "_text")
_ENTITY_COLUMNS = ("entity", "entity_name", "entity_kind", "entity_identifier", "entity_note")

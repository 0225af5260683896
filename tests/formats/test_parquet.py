"""pyarrow reads the tables that we wrote, and they hold all that the lines did."""

import tracemalloc
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import orjson
import pytest
from hypothesis import given, settings
from pyarrow import parquet

from annotator.formats.corpus import CorpusLine
from annotator.formats.format import WriteOptions
from annotator.formats.parquet import Parquet
from annotator.model.document import Document
from annotator.model.entity import Entity
from annotator.model.format_errors import SettingWrong
from annotator.model.span import Span
from annotator.model.suggested import Suggested
from tests.formats.out_folders import write_folder
from tests.formats.strategies import corpora


def tables(files: dict[str, bytes]) -> dict[str, list[dict[str, Any]]]:
    return {
        name.removesuffix(".parquet"): parquet.read_table(BytesIO(raw)).to_pylist()
        for name, raw in files.items()
    }


def pairs(pieces: list[dict[str, int]]) -> tuple[tuple[int, int], ...]:
    return tuple((one["start"], one["end"]) for one in pieces)


def plain(value: Any) -> Any:
    return orjson.loads(orjson.dumps(dict(value or {})))


@settings(max_examples=30)
@given(corpora())
def test_everything_comes_back(lines: list[CorpusLine]) -> None:
    files = write_folder(Parquet(), lines)
    assert files == write_folder(Parquet(), lines)
    found = tables(files)
    assert list(found) == ["documents", "spans", "relations"]
    documents = {line.document.id: line.document for line in lines}
    assert [one["id"] for one in found["documents"]] == list(documents)
    for row in found["documents"]:
        document = documents[row["id"]]
        assert (row["text"], row["sha256"]) == (document.text, document.sha256)
        assert row["title"] == document.meta.title
        assert row["authors"] == list(document.meta.authors)
        assert orjson.loads(row["extra"]) == plain(document.meta.extra)
        assert [tuple(one.values()) for one in row["sections"]] == list(document.sections)
        mine = [one for one in lines if one.document.id == row["id"]]
        for of_set, line in zip(row["sets"], mine, strict=True):
            assert (of_set["annotator"], of_set["status"]) == (line.annotator, line.status)
            assert of_set["labels"] == sorted(line.labels)
            assert orjson.loads(of_set["attributes"]) == plain(line.attributes)
            assert {(one["label"], pairs(one["pieces"])) for one in of_set["negatives"]} == set(
                line.negatives
            )
    assert [
        (
            row["document"],
            row["annotator"],
            row["id"],
            row["label"],
            pairs(row["pieces"]),
            orjson.loads(row["attributes"]),
            row["note"],
            row["origin"],
            row["is_doubtful"],
            row["entity"],
            row["suggested"] and Suggested(**orjson.loads(row["suggested"])),
        )
        for row in found["spans"]
    ] == [
        (line.document.id, line.annotator, id, label, fragments, plain(said), note, *rest)
        for line in lines
        for id, label, fragments, said, note, *rest in line.spans
    ]
    for row in found["spans"]:
        text = documents[row["document"]].text
        assert row["text"] == " ".join(text[start:end] for start, end in pairs(row["pieces"]))
    assert [(row["id"], row["label"], row["head"], row["tail"]) for row in found["relations"]] == [
        (one.id, one.label, one.head, one.tail) for line in lines for one in line.relations
    ]


def test_rows_are_written_in_groups() -> None:
    lines = [
        CorpusLine(Document(f"d{at}", "Norrow"), spans=(Span(f"s{at}", "ORG", ((0, 6),)),))
        for at in range(25)
    ]
    files = write_folder(Parquet(), lines, WriteOptions(settings={"rows": "10"}))
    for name in ("documents", "spans"):
        file = parquet.ParquetFile(BytesIO(files[f"{name}.parquet"]))
        groups = [file.metadata.row_group(at).num_rows for at in range(file.num_row_groups)]
        assert groups == [10, 10, 5]
        assert file.schema_arrow.metadata == {b"offsets": b"code points, half open"}
    assert parquet.read_table(BytesIO(files["relations.parquet"])).num_rows == 0


def test_a_group_may_have_more_rows_than_are_packed_at_once() -> None:
    lines = [CorpusLine(Document(f"d{at}", f"Norrow {at}")) for at in range(2500)]
    raw = write_folder(Parquet(), lines)["documents.parquet"]
    assert parquet.ParquetFile(BytesIO(raw)).num_row_groups == 1
    assert [one["id"] for one in parquet.read_table(BytesIO(raw)).to_pylist()] == [
        one.document.id for one in lines
    ]


def test_a_corpus_of_nothing_is_three_empty_tables() -> None:
    assert tables(write_folder(Parquet(), [])) == {"documents": [], "spans": [], "relations": []}


def test_a_writer_that_fails_leaves_the_error_as_it_is() -> None:
    def lines() -> Iterator[CorpusLine]:
        yield CorpusLine(Document("a", "b"))
        raise RuntimeError("stopped")

    with pytest.raises(RuntimeError, match="stopped"):
        write_folder(Parquet(), lines())


@pytest.mark.parametrize("rows", ["0", "many", "-1", "99999999"])
def test_a_group_has_some_rows(rows: str) -> None:
    with pytest.raises(SettingWrong):
        write_folder(Parquet(), [], WriteOptions(settings={"rows": rows}))


class Counting(BytesIO):
    """Keeps nothing but how much came."""

    size = 0

    def write(self, content: Any, /) -> int:
        self.size += len(content)
        return len(content)


def test_rows_leave_while_lines_still_come() -> None:
    streams: dict[str, Counting] = {}
    halfway: dict[str, int] = {}

    class Folder:
        def open(self, name: str) -> Counting:
            return streams.setdefault(name, Counting())

    def lines(count: int) -> Iterator[CorpusLine]:
        for at in range(count):
            if at == count // 2:
                halfway.update({name: one.size for name, one in streams.items()})
            yield CorpusLine(
                Document(f"d{at}", f"Norrow {at * 7919 % 10007} " * 20),
                spans=tuple(Span(f"s{at}-{n}", "ORG", ((n, n + 6),)) for n in range(20)),
            )

    tracemalloc.start()
    Parquet().write_folder(lines(800), Folder(), WriteOptions(settings={"rows": "100"}))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    for name in ("documents.parquet", "spans.parquet"):
        assert halfway[name] > 0.1 * streams[name].size, name  # much is the footer
    assert peak < 4 << 20


def test_what_a_span_is_a_mention_of_stands_in_its_row() -> None:
    text = "Ilse Varga and she."
    varga = Entity("e1", "Ilse Varga", "PERSON", "Q1", "the harbour master")
    spans = (
        Span("a", "PERSON", ((0, 10),), entity="e1"),
        Span("b", "PERSON", ((15, 18),), entity="e1"),
        Span("c", "PERSON", ((0, 4),)),
    )
    line = CorpusLine(Document("d", text), "ilse", "finished", spans=spans, entities=(varga,))
    rows = {row["id"]: row for row in tables(write_folder(Parquet(), [line]))["spans"]}
    said = ("e1", "Ilse Varga", "PERSON", "Q1", "the harbour master")
    columns = ("entity", "entity_name", "entity_kind", "entity_identifier", "entity_note")
    assert tuple(rows["a"][one] for one in columns) == said
    assert tuple(rows["b"][one] for one in columns) == said
    assert {rows["c"][one] for one in columns} == {None}

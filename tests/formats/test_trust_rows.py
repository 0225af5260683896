"""Rows 21 to 34 of the table of faults, for every reader there is: told, and nobody let in."""

import json
import tempfile
import unicodedata
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.formats.corpus import CorpusLine, LabelsFound, Problem
from annotator.formats.folders import find_sources
from annotator.formats.format import Format, Item, ReadOptions, WriteOptions
from annotator.formats.lines import LINE_LIMIT
from annotator.formats.registry import (
    all_formats,
    format_of,
    recognise_format,
    without_companions,
)
from annotator.formats.source import Source, file_source
from annotator.messages import sentence
from annotator.model.document import Document, Meta
from annotator.model.labels import LabelSet, RelationLabel, SpanLabel
from annotator.model.relation import Relation
from annotator.model.span import Span
from tests.formats.out_folders import write_folder
from tests.hostile_sources import (
    ENTITIES,
    MARKUP,
    OUTSIDE,
    ZIPS,
    bodies,
    brat_folder,
    by_row,
    packed,
)
from tests.watching import nothing_outside

READERS = [one for one in all_formats() if one.can_read]
BODIES = bodies()
every_reader = pytest.mark.parametrize("format", READERS, ids=lambda one: one.name)


@pytest.fixture(autouse=True)
def spare(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The only place where a reader may put something, and only for as long as it reads."""
    folder = tmp_path / "spare"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


def check(item: Item) -> None:
    """What every reader keeps to, whatever is in the file."""
    if isinstance(item, Problem):
        said = sentence(item.error)
        assert said.endswith(".")
        assert "fault of annotator" not in said
        assert not any(unicodedata.category(one) in ("Cc", "Cs") for one in said)
        return
    if isinstance(item, LabelsFound):
        names = [one.name for one in (*item.label_set.span_labels, *item.label_set.relation_labels)]
        assert all(names)
        return
    assert isinstance(item, CorpusLine)
    text = item.document.text
    assert text and item.document.id
    assert "\x00" not in text
    text.encode()  # no half of a pair
    for span in item.spans:
        assert span.label and not span.label.isspace()
        assert all(0 <= start < end <= len(text) for start, end in span.fragments)
    ids = {one.id for one in item.spans}
    assert len(ids) == len(item.spans)
    assert all(one.head in ids and one.tail in ids for one in item.relations)
    assert "root:" not in text, "something of the machine came in"


def read(format: Format, path: Path) -> list[Item]:
    with nothing_outside():
        items = list(format.read(file_source(path), ReadOptions()))
    for item in items:
        check(item)
    return items


def lines_of(items: list[Item]) -> list[CorpusLine]:
    return [one for one in items if isinstance(one, CorpusLine)]


# ---- rows 21 to 28: contents ------------------------------------------------------------------


@every_reader
@pytest.mark.parametrize("name", by_row(BODIES))
def test_no_content_makes_a_reader_fail(
    format: Format, name: str, tmp_path: Path, spare: Path
) -> None:
    path = tmp_path / f"in{format.endings[0]}"
    path.write_bytes(BODIES[name])
    items = read(format, path)
    assert items, "nothing was said"
    assert list(spare.iterdir()) == []


@pytest.mark.parametrize("name", by_row(BODIES))
def test_recognising_a_content_never_fails(name: str) -> None:
    for ending in {ending for one in READERS for ending in one.endings}:
        recognise_format(Path(f"in{ending}"), BODIES[name][: 1 << 16])


LINE_READERS = [one for one in READERS if ".jsonl" in one.endings]


@pytest.mark.parametrize("format", LINE_READERS, ids=lambda one: one.name)
def test_row_22_a_line_that_never_ends_is_not_kept(format: Format, tmp_path: Path) -> None:
    path = tmp_path / "in.jsonl"
    with path.open("wb") as stream:
        stream.write(b'{"text": "')
        for _ in range(40):
            stream.write(b"a" * (1 << 20))
    items = read(format, path)
    assert lines_of(items) == []
    [problem] = [one for one in items if isinstance(one, Problem)]
    assert LINE_LIMIT == 16 << 20
    assert "16 MB" in sentence(problem.error)


@every_reader
@pytest.mark.parametrize("raw", [ENTITIES, OUTSIDE], ids=["many", "outside"])
def test_row_31_xml_has_no_entities(format: Format, raw: bytes, tmp_path: Path) -> None:
    path = tmp_path / f"in{format.endings[-1]}"
    path.write_bytes(raw)
    assert all("lollol" not in one.document.text for one in lines_of(read(format, path))) or (
        not format.is_annotated and "<!ENTITY" in raw.decode()
    ), "entities are read by no reader but as the plain text they stand in"


@every_reader
def test_row_31_nothing_that_markup_names_is_fetched(format: Format, tmp_path: Path) -> None:
    path = tmp_path / f"in{format.endings[0]}"
    path.write_bytes(MARKUP)
    read(format, path)


# ---- row 34: archives within formats ----------------------------------------------------------

PACKED_READERS = [
    one for one in READERS if {".docx", ".odt", ".xlsx", ".epub"}.intersection(one.endings)
]


@pytest.mark.parametrize("format", PACKED_READERS, ids=lambda one: one.name)
@pytest.mark.parametrize("name", ZIPS)
def test_row_34_documents_that_are_archives_have_limits(
    format: Format, name: str, tmp_path: Path, spare: Path
) -> None:
    path = tmp_path / "deep" / "er" / f"in{format.endings[0]}"
    path.parent.mkdir(parents=True)
    path.write_bytes(ZIPS[name]())
    items = read(format, path)
    assert any(isinstance(one, Problem) for one in items)
    assert lines_of(items) == []
    assert list(spare.iterdir()) == []
    assert not list(tmp_path.rglob("up.txt"))


@pytest.mark.parametrize("format", PACKED_READERS, ids=lambda one: one.name)
@pytest.mark.parametrize("raw", [ENTITIES, OUTSIDE, b"", b"\xff\xfe<a/>"])
def test_row_34_xml_within_them_has_no_entities(format: Format, raw: bytes, tmp_path: Path) -> None:
    names = (
        "[Content_Types].xml", "_rels/.rels", "word/document.xml", "content.xml", "meta.xml",
        "xl/workbook.xml", "META-INF/container.xml", "mimetype",
    )  # fmt: skip
    path = tmp_path / f"in{format.endings[0]}"
    path.write_bytes(packed(*((name, raw) for name in names)))
    assert lines_of(read(format, path)) == []


# ---- what we write ourselves, damaged ---------------------------------------------------------

TEXT = "Ilse Varga leads 😀 Norrow Lines in Wend. She agreed to pay, Zoé Palm said."
LABEL_SET = LabelSet(
    span_labels=(SpanLabel("p", "PERSON", "#112233"), SpanLabel("o", "ORGANISATION", "#445566")),
    relation_labels=(RelationLabel("l", "leads", "#778899"),),
)
SAMPLE = CorpusLine(
    Document("talks", TEXT, Meta(title="Talks")),
    "Maria",
    "finished",
    spans=(Span("s1", "PERSON", ((0, 10),)), Span("s2", "ORGANISATION", ((19, 31),))),
    relations=(Relation("r1", "leads", "s1", "s2"),),
)
WRITERS = [one for one in READERS if one.can_write]


@cache
def written(format: Format) -> dict[str, bytes]:
    """The files that a format writes of the sample."""
    options = WriteOptions(label_set=LABEL_SET, misfit="drop")
    if format.is_folder:
        return write_folder(format, [SAMPLE], options)
    with tempfile.TemporaryFile() as stream:
        format.write([SAMPLE], stream, options)
        stream.seek(0)
        return {f"in{format.endings[0]}": stream.read()}


def main_file(format: Format, files: dict[str, bytes]) -> str:
    endings = format.endings
    return next(name for name in files if name.lower().endswith(endings))


def put(folder: Path, files: dict[str, bytes]) -> None:
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)


@pytest.mark.parametrize("format", WRITERS, ids=lambda one: one.name)
def test_what_a_format_writes_it_reads(format: Format, tmp_path: Path) -> None:
    files = written(format)
    put(tmp_path, files)
    lines = lines_of(read(format, tmp_path / main_file(format, files)))
    assert sum(len(one.spans) for one in lines) == 2


@pytest.fixture(scope="module")
def field(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("field")


@pytest.mark.parametrize("format", WRITERS, ids=lambda one: one.name)
@settings(max_examples=40)
@given(data=st.data())
def test_damage_at_any_place_is_told_or_does_no_harm(
    format: Format, field: Path, data: st.DataObject
) -> None:
    files = written(format)
    name = data.draw(st.sampled_from(sorted(files)))
    raw = files[name]
    start = data.draw(st.integers(0, len(raw)))
    end = data.draw(st.integers(start, min(len(raw), start + 40)))
    odd = st.sampled_from(
        [b"", b"\x00", b"\xff", b'"', b"null", b"-1", b"99999999999999999999", b"[]", b"{}", b"\n",
         b"\t", b"true", b"1.5", b"\\ud800", b"\xf0\x9f\x98\x80", b"<", b"&x;", b"/../"]
    )  # fmt: skip
    damaged = raw[:start] + data.draw(odd) + raw[end:]
    folder = field / format.name
    put(folder, {**files, name: damaged})
    items = list(format.read(file_source(folder / main_file(format, files)), ReadOptions()))
    for item in items:
        check(item)


OTHER_KINDS: tuple[object, ...] = ([], {}, [{}], None, True, -1, 1.5, "", "x")


@pytest.mark.parametrize("format", WRITERS, ids=lambda one: one.name)
def test_row_23_a_value_of_any_other_kind_at_any_place_is_told_or_does_no_harm(
    format: Format, field: Path
) -> None:
    """In the files beside the corpus too, such as those of label types."""
    files = written(format)
    folder = field / f"{format.name} kinds"
    for name, raw in files.items():
        for damaged in other_kinds(name, raw):
            put(folder, {**files, name: damaged})
            items = format.read(file_source(folder / main_file(format, files)), ReadOptions())
            for item in items:
                check(item)


def other_kinds(name: str, raw: bytes) -> Iterator[bytes]:
    """Yield a JSON file, or one of JSON lines, with each value in turn of every other kind."""
    if not name.endswith((".json", ".jsonl")):
        return
    lines = [raw] if name.endswith(".json") else raw.splitlines()
    for number, line in enumerate(lines):
        for changed in changed_values(json.loads(line)):
            yield b"\n".join([*lines[:number], json.dumps(changed).encode(), *lines[number + 1 :]])


def changed_values(value: object) -> Iterator[object]:
    """Yield a JSON value with each that is in it, and itself, of every other kind."""
    yield from (one for one in OTHER_KINDS if one != value)
    if isinstance(value, list):
        for number, held in enumerate(value):
            for changed in changed_values(held):
                yield [*value[:number], changed, *value[number + 1 :]]
    elif isinstance(value, dict):
        for key, held in value.items():
            for changed in changed_values(held):
                yield {**value, key: changed}


# ---- row 33: folders --------------------------------------------------------------------------


def test_row_33_a_folder_of_brat_is_read_within_itself(tmp_path: Path) -> None:
    folder = tmp_path / "chosen"
    brat_folder(folder)
    with nothing_outside():
        found = list(find_sources([folder]))
        sources = [one for one in found if isinstance(one, Source)]
        items = [
            item
            for source in without_companions(sources)
            for item in format_of(source).read(source, ReadOptions())
        ]
    for item in items:
        check(item)
    assert all(Path(one.path).resolve().is_relative_to(folder) for one in sources)
    links = {Path(one.file).name for one in found if isinstance(one, Problem)}
    assert links == {"circle", "etc", "passwd.txt", "gone.txt"}
    assert "Ilse Varga spoke." in [one.document.text for one in lines_of(items)]
    said = " ".join(sentence(one.error) for one in items if isinstance(one, Problem))
    assert "alone" in said, "an .ann without its .txt is named"
    assert "up.ann" in said

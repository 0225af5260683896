"""Verify finds what is not right with an export, and names the line."""

import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.formats.corpus import CorpusLine
from annotator.formats.jsonl import encode_line
from annotator.formats.manifest import (
    ListedFile,
    Tally,
    encode_manifest,
    make_manifest,
    manifest_path,
    read_manifest,
)
from annotator.formats.verify import verify
from annotator.model.curated import Negative
from annotator.model.document import Document, Section
from annotator.model.errors import (
    AnnotatorError,
    LineWrong,
    ManifestDiffers,
    ManifestUnreadable,
    SourceMissing,
    SpanDoubtful,
)
from annotator.model.relation import Relation
from annotator.model.span import Span
from tests.builders import LABEL_SET

TEXT = "Ilse Varga leads 😀 Norrow Lines.\nShe agreed."
DOCUMENT = Document("talks", TEXT, sections=(Section("paragraph", 0, 32),))
LINES = [
    CorpusLine(
        DOCUMENT,
        "maria",
        "finished",
        spans=(
            Span("s1", "PERSON", ((0, 10),)),
            Span("s2", "ORGANISATION", ((19, 31),)),
            Span("s3", "C", ((0, 4), (33, 36))),
        ),
        relations=(Relation("r1", "leads", "s1", "s2"),),
    ),
    CorpusLine(Document("quiet", "Nothing.")),
]


def put(path: Path, raw: bytes, lines: list[CorpusLine] = LINES) -> Path:
    """Write an export whose manifest knows these bytes, so that only the lines can be wrong."""
    tally = Tally()
    for line in lines:
        tally.add(line)
    listed = ListedFile(path.name, hashlib.sha256(raw).hexdigest(), len(raw), len(lines))
    manifest = make_manifest(
        format={"name": "jsonl", "version": 1}, created="2017-01-24T00:00:00+00:00", filters={}, tally=tally,
        label_set=LABEL_SET, files=[listed], split=None,
    )  # fmt: skip
    path.write_bytes(raw)
    manifest_path(path).write_bytes(encode_manifest(manifest))
    return path


def good() -> bytes:
    return b"".join(map(encode_line, LINES))


def changed(change: Callable[[dict[str, Any]], object]) -> bytes:
    """The export with its first line changed."""
    first, *rest = good().splitlines(keepends=True)
    body = orjson.loads(first)
    change(body)
    return orjson.dumps(body) + b"\n" + b"".join(rest)


def faults(raw: bytes, folder: Path) -> list[AnnotatorError]:
    return [one.error for one in verify(put(folder / "out.jsonl", raw)).faults]


def test_a_right_export_is_right_and_counted(tmp_path: Path) -> None:
    verdict = verify(put(tmp_path / "out.jsonl", good()))
    assert verdict.is_right
    assert (verdict.lines, verdict.spans, verdict.relations) == (2, 3, 1)
    assert verdict.plain(repr) == {
        "right": True,
        "lines": 2,
        "spans": 3,
        "relations": 1,
        "files": 1,
        "read": True,
        "faults": [],
    }


@pytest.mark.parametrize("shift", [(1, 1), (-1, -1), (0, 1), (1, 0)])
@pytest.mark.parametrize("which", [1, 2])
def test_a_shifted_offset_is_found_and_named(
    tmp_path: Path, shift: tuple[int, int], which: int
) -> None:
    def shifted(body: dict[str, Any]) -> None:
        body["spans"][which]["start"] += shift[0]
        body["spans"][which]["end"] += shift[1]

    path = put(tmp_path / "out.jsonl", changed(shifted))
    verdict = verify(path)
    assert not verdict.is_right
    if which == 2:
        assert isinstance(verdict.faults[0].error, SpanDoubtful)
    assert (verdict.faults[0].file, verdict.faults[0].line) == ("out.jsonl", 1)


@settings(max_examples=30)
@given(st.data())
def test_any_shift_of_a_span_of_words_is_found(data: st.DataObject) -> None:
    words = [f"word{number}" for number in range(10)]
    text = " ".join(words)
    at = data.draw(st.integers(0, 9))
    start = text.index(words[at])
    span = Span("s", "L", ((start, start + 5),))
    body = orjson.loads(encode_line(CorpusLine(Document("d", text), "m", spans=(span,))))
    shift = data.draw(st.integers(-start, len(text) - start - 5).filter(bool))
    body["spans"][0]["start"] += shift
    body["spans"][0]["end"] += shift
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "out.jsonl"
        path.write_bytes(orjson.dumps(body) + b"\n")
        assert any(isinstance(one.error, SpanDoubtful) for one in verify(path).faults)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        (lambda body: body.pop("labels"), ""),
        (lambda body: body.update(version=2), "version"),
        (lambda body: body.update(status="done"), "status"),
        (lambda body: body["meta"].pop("title"), "meta"),
        (lambda body: body["meta"].update(published="soon"), "meta.published"),
        (lambda body: body["spans"][0].update(start=1.5), "spans[0].start"),
        (lambda body: body["spans"][0].update(start=True), "spans[0].start"),
        (lambda body: body["spans"][0].pop("note"), "spans[0]"),
        (lambda body: body["spans"][0].update(end=99), "spans[0].fragments"),
        (lambda body: body["spans"][1].update(end=99, text="x"), "spans[1]"),
        (lambda body: body["relations"][0].update(tail="s9"), "relations[0].tail"),
        (lambda body: body["spans"].reverse(), ""),
        (lambda body: body["spans"][2].update(id="s1"), "spans[2].id"),
        (lambda body: body["sections"][0].update(end=99), "sections[0]"),
        (lambda body: body.update(meta=body.pop("meta")), ""),
        (
            lambda body: body["sections"].append({"kind": "title", "start": 8, "end": 12}),
            "sections at 8",
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_wrong_in_a_line_is_named_by_its_field(
    tmp_path: Path, change: Any, field: str
) -> None:
    first = faults(changed(change), tmp_path)[0]
    assert isinstance(first, LineWrong)
    assert (first.line, first.field) == (1, field)


# ---- curated sets -----------------------------------------------------------------------------

CURATED = CorpusLine(
    DOCUMENT,
    None,
    "curated",
    spans=LINES[0].spans,
    provenance={"s1": "unanimous", "s2": "adjudicated", "s3": "added"},
    negatives=(Negative("ROLE", ((0, 4),)), Negative("ROLE", ((37, 43),))),
)


def test_a_curated_set_is_right(tmp_path: Path) -> None:
    assert verify(put(tmp_path / "out.jsonl", encode_line(CURATED), [CURATED])).faults == []


@pytest.mark.parametrize(
    ("change", "field"),
    [
        (lambda body: body["negatives"][0].update(start=1), "negatives[0].text"),
        (lambda body: body["negatives"][1].update(text="agree"), "negatives[1].text"),
        (lambda body: body["negatives"][1].update(end=99), "negatives[1]"),
        (lambda body: body["negatives"][0].pop("text"), "negatives[0]"),
        (lambda body: body["negatives"].reverse(), ""),
        (lambda body: body["negatives"].append(body["negatives"][1]), "negatives[2]"),
        (lambda body: body.update(negatives=[]), "negatives"),
        (lambda body: body["spans"][0].update(provenance="guessed"), "spans[0].provenance"),
        (lambda body: body.update(annotator="maria", status="finished"), "negatives"),
    ],
)
def test_what_is_wrong_in_a_curated_set(tmp_path: Path, change: Any, field: str) -> None:
    body = orjson.loads(encode_line(CURATED))
    change(body)
    first = faults(orjson.dumps(body) + b"\n", tmp_path)[0]
    assert isinstance(first, LineWrong)
    assert (first.line, first.field) == (1, field)


def test_provenance_and_negatives_are_counted(tmp_path: Path) -> None:
    path = put(tmp_path / "out.jsonl", encode_line(CURATED), [CURATED])
    manifest = json.loads(manifest_path(path).read_bytes())
    counts = manifest["counts"]["curated"]
    assert counts["provenance"]["spans"] == {"added": 1, "adjudicated": 1, "unanimous": 1}
    assert (counts["negatives"], counts["negative_labels"]) == (2, {"ROLE": 2})
    counts["negatives"] = 7
    manifest_path(path).write_text(json.dumps(manifest))
    [fault] = verify(path).faults
    assert isinstance(fault.error, ManifestDiffers)
    assert (fault.error.what, fault.error.said, fault.error.found) == ("negatives", 7, 2)


def test_a_manifest_from_before_there_was_provenance_is_right(tmp_path: Path) -> None:
    path = put(tmp_path / "out.jsonl", good())
    manifest = json.loads(manifest_path(path).read_bytes())
    for name in ("provenance", "negatives", "negative_labels"):
        del manifest["counts"]["curated"][name]
    manifest_path(path).write_text(json.dumps(manifest))
    assert verify(path).is_right


def test_a_line_that_is_not_strict_json(tmp_path: Path) -> None:
    first = faults(b"{nonsense\n" + good(), tmp_path)[0]
    assert isinstance(first, LineWrong)
    assert first.line == 1


def test_an_id_used_in_two_lines_and_a_set_that_comes_twice(tmp_path: Path) -> None:
    found = [one.field for one in faults(good() + good(), tmp_path) if isinstance(one, LineWrong)]
    assert found[:5] == ["annotator", "id", "id", "id", "id"]


def test_one_id_may_not_have_two_texts(tmp_path: Path) -> None:
    other = CorpusLine(Document("talks", "Another text."), "zoe")
    found = faults(good() + encode_line(other), tmp_path)
    assert isinstance(found[0], LineWrong)
    assert (found[0].field, found[0].reason) == ("text", "another text under the same id")


# ---- the manifest ----------------------------------------------------------------------------


def test_a_file_that_changed_is_told_by_its_hash_and_counts(tmp_path: Path) -> None:
    path = put(tmp_path / "out.jsonl", good())
    path.write_bytes(good().splitlines(keepends=True)[0])
    what = [one.error.what for one in verify(path).faults if isinstance(one.error, ManifestDiffers)]
    assert what == ["sha256", "lines", "documents", "lines"]


def test_an_export_without_a_manifest_is_not_right_but_is_read(tmp_path: Path) -> None:
    path = put(tmp_path / "out.jsonl", good())
    manifest_path(path).unlink()
    verdict = verify(path)
    [fault] = verdict.faults
    assert isinstance(fault.error, ManifestUnreadable)
    assert (fault.error.reason, verdict.lines) == ("missing", 2)


@pytest.mark.parametrize(
    "content", [b"", b"{", b"[]", b'{"manifest": 2}', b'{"manifest": 1, "files": [3]}', b"[" * 9999]
)
def test_a_manifest_that_is_none(tmp_path: Path, content: bytes) -> None:
    path = put(tmp_path / "out.jsonl", good())
    manifest_path(path).write_bytes(content)
    with pytest.raises(ManifestUnreadable):
        read_manifest(path)
    assert not verify(path).is_right


def test_a_manifest_may_name_no_file_elsewhere(tmp_path: Path) -> None:
    path = put(tmp_path / "out.jsonl", good())
    manifest = json.loads(manifest_path(path).read_bytes())
    manifest["files"][0]["name"] = "../../etc/passwd"
    manifest_path(path).write_text(json.dumps(manifest))
    [first, *_] = verify(path).faults
    assert isinstance(first.error, SourceMissing)
    assert first.error.path == tmp_path / "passwd"


def test_what_is_not_there_cannot_be_verified(tmp_path: Path) -> None:
    with pytest.raises(SourceMissing):
        verify(tmp_path / "missing.jsonl")


def test_a_file_wrong_from_end_to_end_is_told_of_by_its_first_faults(tmp_path: Path) -> None:
    path = tmp_path / "out.jsonl"
    path.write_bytes(b"x\n" * 1500)
    verdict = verify(path)
    assert len(verdict.faults) == 1000
    assert verdict.faults_left_out == 501

"""Texts out of a corpus and back: the bytes of the export that had them, from a project or files."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import orjson
import pytest

from annotator.formats.verify import verify
from annotator.model.document import Meta
from annotator.model.errors import Cancelled, LineWrong, SourceMissing
from annotator.model.format_errors import FileWrong, TextsMissing
from annotator.project.filling_in import fill_in, texts_of_files
from annotator.project.project import Project
from annotator.project.rows import ExportChoice, Progress
from tests.project.rich_project import make_rich_project


@pytest.fixture
def rich(tmp_path: Path) -> Iterator[Project]:
    with make_rich_project(tmp_path / "rich.annotator") as project:
        yield project


def both(
    project: Project, folder: Path, name: str = "out.jsonl", **choice: Any
) -> tuple[Path, Path]:
    """The corpus as it is, and the same without its texts."""
    whole, hidden = folder / f"whole-{name}", folder / f"hidden-{name}"
    project.export(whole, ExportChoice(**choice))
    project.export(hidden, ExportChoice(has_text=False, **choice))
    return whole, hidden


@pytest.mark.parametrize("unit", ["codepoint", "utf16", "utf8"])
@pytest.mark.parametrize("ending", ["jsonl", "jsonl.gz", "jsonl.zst"])
def test_filled_in_it_is_the_export_with_texts(
    rich: Project, tmp_path: Path, unit: str, ending: str
) -> None:
    whole, hidden = both(rich, tmp_path, f"out.{ending}", offsets=unit)
    assert verify(hidden).faults == []
    filled = tmp_path / f"filled.{ending}"
    told: list[Progress] = []
    report = rich.fill_in(hidden, filled, progress=told.append)
    assert (report.lines, report.filled, report.missing) == (4, 4, 0)
    assert filled.read_bytes() == whole.read_bytes()
    assert verify(filled).faults == []
    assert told[-1].done == told[-1].total > 0


def test_parts_of_a_split_are_filled_in_together(rich: Project, tmp_path: Path) -> None:
    whole, hidden = both(rich, tmp_path, split=(50, 50), seed=1)
    rich.fill_in(hidden, tmp_path / "filled.jsonl")
    for part in ("train", "test"):
        expected = whole.with_name(f"whole-out.{part}.jsonl").read_bytes()
        assert (tmp_path / f"filled.{part}.jsonl").read_bytes() == expected
    assert verify(tmp_path / "filled.jsonl").faults == []


def test_texts_come_from_files_and_folders(rich: Project, tmp_path: Path) -> None:
    whole, hidden = both(rich, tmp_path)
    texts = {orjson.loads(one)["text"] for one in whole.read_bytes().splitlines()}
    folder = tmp_path / "articles"
    folder.mkdir()
    for number, text in enumerate(sorted(texts)):
        (folder / f"{number}.txt").write_text(text, encoding="utf-8", newline="")
    (folder / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n\0\0")
    with texts_of_files([folder]) as find_text:
        report = fill_in(hidden, tmp_path / "filled.jsonl", find_text)
    assert report.filled == 4
    assert (tmp_path / "filled.jsonl").read_bytes() == whole.read_bytes()
    with texts_of_files([whole]) as find_text:
        fill_in(hidden, tmp_path / "again.jsonl", find_text)
    assert (tmp_path / "again.jsonl").read_bytes() == whole.read_bytes()


def test_what_is_missing_refuses_or_stays(rich: Project, tmp_path: Path) -> None:
    _, hidden = both(rich, tmp_path)
    target = tmp_path / "filled.jsonl"
    target.write_text("old")
    with Project.create(tmp_path / "other.annotator") as other:
        other.add_article(rich.document("vote").text, Meta(), name="elsewhere")
        with pytest.raises(TextsMissing) as refused:
            other.fill_in(hidden, target)
        assert (refused.value.count, refused.value.document) == (3, "ferry talks / 1")
        assert target.read_text() == "old"
        report = other.fill_in(hidden, target, is_partial=True)
    assert (report.filled, report.missing) == (1, 3)
    bodies = [orjson.loads(one) for one in target.read_bytes().splitlines()]
    assert [one["text"] is None for one in bodies] == [True, True, True, False] or [
        one["id"] for one in bodies if one["text"] is not None
    ] == ["vote"]
    assert verify(target).faults == []
    with rich_again(rich) as project:
        project.fill_in(target, tmp_path / "rest.jsonl")
    assert (tmp_path / "rest.jsonl").read_bytes() == (tmp_path / "whole-out.jsonl").read_bytes()


def rich_again(project: Project) -> Project:
    return Project.open(project.path, is_read_only=True)


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (b"nonsense\n", "JSON"),
        (b'{"version": 1}\n', "no line of ours"),
        (b'{"version": 1, "text": null, "sha256": "x"}\n', "no line of ours"),
    ],
)
def test_what_is_no_corpus_is_refused(
    rich: Project, tmp_path: Path, raw: bytes, reason: str
) -> None:
    path = tmp_path / "in.jsonl"
    path.write_bytes(raw)
    with pytest.raises(LineWrong, match=reason) as refused:
        rich.fill_in(path, tmp_path / "filled.jsonl")
    assert refused.value.line == 1
    assert not (tmp_path / "filled.jsonl").exists()


def test_lengths_and_offsets_are_held_against_the_text(rich: Project, tmp_path: Path) -> None:
    _, hidden = both(rich, tmp_path)
    raw = hidden.read_bytes().splitlines()
    body = orjson.loads(raw[0])
    body["spans"][0]["end"] = 100_000
    (tmp_path / "in.jsonl").write_bytes(orjson.dumps(body) + b"\n")
    with pytest.raises(LineWrong, match="no such place"):
        rich.fill_in(tmp_path / "in.jsonl", tmp_path / "filled.jsonl")
    with pytest.raises(SourceMissing):
        rich.fill_in(tmp_path / "none.jsonl", tmp_path / "filled.jsonl")
    with pytest.raises(Cancelled):
        rich.fill_in(hidden, tmp_path / "filled.jsonl", is_cancelled=lambda: True)


def test_an_archive_is_to_be_unpacked_first(rich: Project, tmp_path: Path) -> None:
    rich.export(tmp_path / "hidden.zip", ExportChoice(has_text=False))
    with pytest.raises(FileWrong, match="unpack"):
        rich.fill_in(tmp_path / "hidden.zip", tmp_path / "filled.jsonl")

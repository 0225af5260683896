"""Taking out: which lines, into which files, with which manifest, and what a failure leaves."""

import hashlib
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import orjson
import pytest

from annotator.edits.edit import AddSpan, SetStatus
from annotator.formats.compression import compression_ending
from annotator.formats.registry import format_named
from annotator.formats.verify import verify
from annotator.model.document import Meta
from annotator.model.errors import (
    AnnotatorUnknown,
    Cancelled,
    FormatUnknown,
    LabelUnknown,
    SplitWrong,
    TargetUnwritable,
)
from annotator.project.project import Project
from annotator.project.rows import ExportChoice, Progress
from annotator.project.splitting import part_path
from tests.builders import TEXT, make_span
from tests.project.talks import make_talks


@pytest.fixture
def talks(tmp_path: Path) -> Iterator[Project]:
    with make_talks(tmp_path / "talks.annotator") as project:
        yield project


@pytest.fixture
def shared(talks: Project) -> Project:
    """Zoé has finished the same article, and there is a curated line."""
    talks.sign_in("Zoé")
    talks.apply(AddSpan(make_span(TEXT, "Monday", "r", "z1")), "talks")
    talks.apply(SetStatus("finished"), "talks")
    return talks


def export(project: Project, **choice: Any) -> list[dict[str, Any]]:
    stream = BytesIO()
    project.export(stream, ExportChoice(**choice))
    return [orjson.loads(line) for line in stream.getvalue().splitlines()]


def said(lines: list[dict[str, Any]]) -> list[tuple[str, str | None, str]]:
    return [(one["id"], one["annotator"], one["status"]) for one in lines]


def test_a_bare_export_is_the_whole_corpus(shared: Project) -> None:
    lines = export(shared)
    assert said(lines) == [
        ("talks", "Maria", "in_progress"),
        ("talks", "Zoé", "finished"),
        ("quiet", None, "new"),
    ]
    assert [one["text"] for one in lines[0]["spans"]] == [
        "Ilse Varga",
        "Norrow Lines",
        "We agreed in June",
    ]
    assert lines[0]["relations"][0] | {"head": "s1", "tail": "s2"} == lines[0]["relations"][0]
    assert lines[0]["meta"]["source"] == "Sound Wire"


def test_filters_choose(shared: Project) -> None:
    assert said(export(shared, annotators=("Zoé",))) == [("talks", "Zoé", "finished")]
    assert said(export(shared, statuses=("finished",))) == [("talks", "Zoé", "finished")]
    assert said(export(shared, statuses=("new",))) == [("quiet", None, "new")]
    assert said(export(shared, is_curated_only=True)) == []
    kept = export(shared, labels=("PERSON", "ROLE"))
    assert [[span["label"] for span in one["spans"]] for one in kept] == [["PERSON"], ["ROLE"], []]
    assert kept[0]["relations"] == []


def test_what_is_unknown_is_refused(talks: Project, tmp_path: Path) -> None:
    for choice, error in (
        (ExportChoice(annotators=("Nobody",)), AnnotatorUnknown),
        (ExportChoice(labels=("NONE",)), LabelUnknown),
        (ExportChoice(format="text"), FormatUnknown),
        (ExportChoice(split=(50, 40)), SplitWrong),
        (ExportChoice(split=(100,)), SplitWrong),
        (ExportChoice(split=(120, -20)), SplitWrong),
    ):
        with pytest.raises(error):
            talks.export(tmp_path / "out.jsonl", choice)
    with pytest.raises(SplitWrong):
        talks.export(BytesIO(), ExportChoice(split=(80, 10, 10)))
    assert not (tmp_path / "out.jsonl").exists()


def test_the_manifest_tells_what_was_written(shared: Project, tmp_path: Path) -> None:
    target = tmp_path / "out.jsonl"
    manifest = shared.export(target, ExportChoice(labels=("PERSON", "ROLE")))
    assert manifest == orjson.loads((tmp_path / "out.jsonl.manifest.json").read_bytes())
    [file] = manifest["files"]
    assert file["sha256"] == hashlib.sha256(target.read_bytes()).hexdigest()
    assert (file["name"], file["bytes"], file["lines"]) == ("out.jsonl", target.stat().st_size, 3)
    counts = manifest["counts"]
    assert (counts["documents"], counts["lines"], counts["spans"], counts["relations"]) == (
        2,
        3,
        2,
        0,
    )
    assert counts["labels"] == {"PERSON": 1, "ROLE": 1}
    assert counts["annotators"]["Zoé"] == {
        "lines": 1,
        "spans": 1,
        "relations": 0,
        "labels": {"ROLE": 1},
    }
    assert manifest["filters"]["labels"] == ["PERSON", "ROLE"]
    assert manifest["label_set"]["name"] == "Test"
    assert manifest["created"].endswith("+00:00")


def test_the_same_project_gives_the_same_bytes(talks: Project, tmp_path: Path) -> None:
    manifests = [talks.export(tmp_path / f"{number}.jsonl") for number in range(2)]
    assert (tmp_path / "0.jsonl").read_bytes() == (tmp_path / "1.jsonl").read_bytes()
    assert manifests[0]["counts"] == manifests[1]["counts"]


@pytest.mark.parametrize("ending", ["", ".gz", ".zst"])
def test_a_split_is_made_by_the_id_alone_and_can_be_verified(
    talks: Project, tmp_path: Path, ending: str
) -> None:
    for number in range(40):
        talks.add_article(f"Article number {number}.", Meta(), name=f"n{number}")
    target = tmp_path / f"out.jsonl{ending}"
    manifest = talks.export(target, ExportChoice(split=(60, 20, 20)))
    names = [f"out.{part}.jsonl{ending}" for part in ("train", "dev", "test")]
    assert [one["name"] for one in manifest["files"]] == names
    assert not target.exists()
    assert sum(one["lines"] for one in manifest["files"]) == 42
    assert all(one["lines"] for one in manifest["files"])
    assert manifest["split"]["shares"] == {"train": 60, "dev": 20, "test": 20}
    assert "SHA-256" in manifest["split"]["rule"]
    verdict = verify(target)
    assert (verdict.is_right, verdict.lines) == (True, 42)
    for one in manifest["files"]:
        part = verify(tmp_path / one["name"])
        assert (part.is_right, part.lines) == (True, one["lines"])
    (tmp_path / names[0]).write_bytes((tmp_path / names[1]).read_bytes())
    assert not verify(tmp_path / names[0]).is_right
    assert verify(tmp_path / names[1]).is_right


@pytest.mark.parametrize(
    ("target", "part"),
    [
        ("a.jsonl", "a.dev.jsonl"),
        ("a.b.jsonl.gz", "a.b.dev.jsonl.gz"),
        ("a", "a.dev.jsonl"),
        ("a.v1", "a.v1.dev.jsonl"),
    ],
)
def test_parts_have_names_that_keep_the_ending(target: str, part: str) -> None:
    assert part_path(Path(target), format_named("jsonl"), "dev") == Path(part)
    assert compression_ending(Path(target)) in part


def test_a_stream_gets_the_lines_and_no_file_is_made(talks: Project, tmp_path: Path) -> None:
    before = set(tmp_path.iterdir())
    stream = BytesIO()
    manifest = talks.export(stream)
    assert set(tmp_path.iterdir()) == before
    assert manifest["files"][0]["sha256"] == hashlib.sha256(stream.getvalue()).hexdigest()


def test_a_device_is_written_into_and_never_replaced(talks: Project) -> None:
    import os

    device = Path(os.devnull)
    talks.export(device)
    assert not device.is_file()


def test_cancelling_and_failing_leave_the_old_files(talks: Project, tmp_path: Path) -> None:
    target = tmp_path / "out.jsonl"
    talks.export(target)
    before = {path: path.read_bytes() for path in tmp_path.glob("out*")}
    told: list[Progress] = []
    with pytest.raises(Cancelled):
        talks.export(target, progress=told.append, is_cancelled=lambda: True)
    with pytest.raises(TargetUnwritable):
        talks.export(tmp_path / "missing" / "out.jsonl")
    assert {path: path.read_bytes() for path in tmp_path.glob("out*")} == before
    assert list(tmp_path.glob("*.partial")) == []


def test_progress_ends_at_the_whole(talks: Project) -> None:
    told: list[Progress] = []
    talks.export(BytesIO(), progress=told.append)
    assert told[-1] == Progress(2, 2)


def test_an_edit_that_is_not_saved_yet_goes_out_too(talks: Project) -> None:
    talks.apply(AddSpan(make_span(TEXT, "June", "c", "late")), "talks")
    assert "late" in [span["id"] for span in export(talks)[0]["spans"]]


def test_the_preview_is_the_beginning_of_the_export(shared: Project) -> None:
    stream = BytesIO()
    shared.export(stream)
    preview = shared.preview_export(ExportChoice(), 2)
    assert preview[1:4] == (3, 2, 2)
    assert shared.preview_export(ExportChoice(statuses=("new",)))[1:4] == (1, 1, 2)
    assert preview.first == stream.getvalue().decode().split("\n")[:2]


def test_offsets_in_another_unit_are_named_and_come_back(tmp_path: Path) -> None:
    with Project.create(tmp_path / "a.annotator", annotator="Maria") as project:
        project.add_article("😀 Ilse", Meta(), name="a")
        label = project.label_set.span_labels[0].id
        project.apply(AddSpan(make_span("😀 Ilse", "Ilse", label)), "a")
        project.export(tmp_path / "out.jsonl", ExportChoice(offsets="utf16"))
    [body] = map(orjson.loads, (tmp_path / "out.jsonl").read_bytes().splitlines())
    assert (body["offsets"], body["spans"][0]["start"]) == ("utf16", 3)
    with Project.create(tmp_path / "b.annotator") as project:
        project.import_sources([tmp_path / "out.jsonl"])
        [one] = project.annotation_sets("a")
    assert next(iter(one.spans.values())).fragments == ((2, 6),)


def test_a_shifted_offset_in_an_export_is_found(talks: Project, tmp_path: Path) -> None:
    target = tmp_path / "out.jsonl"
    talks.export(target)
    lines = target.read_bytes().splitlines(keepends=True)
    body = orjson.loads(lines[0])
    body["spans"][0]["start"] += 1
    body["spans"][0]["end"] += 1
    target.write_bytes(orjson.dumps(body) + b"\n" + b"".join(lines[1:]))
    assert not verify(target).is_right

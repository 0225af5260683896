"""Exports into files, folders and ZIPs: what does not fit, what is damaged, what stays."""

import hashlib
import sqlite3
import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import orjson
import pytest

from annotator.edits.edit import AddSpan, SetStatus
from annotator.formats.format import Format
from annotator.formats.registry import format_named
from annotator.formats.targets import files_in
from annotator.model.document import Meta
from annotator.model.errors import DocumentUnknown, SplitWrong
from annotator.model.format_errors import (
    AnnotationDamaged,
    DoesNotFit,
    FolderNeeded,
    FolderNotOurs,
    OffsetsFixed,
    SettingUnknown,
    SettingWrong,
    TextNeeded,
)
from annotator.project.project import Project
from annotator.project.rows import ExportChoice
from tests.builders import TEXT, make_span
from tests.project.narrow_formats import Boxes, Cards, Rows
from tests.project.talks import make_talks


@pytest.fixture(autouse=True)
def narrow_formats(monkeypatch: pytest.MonkeyPatch) -> None:
    ours = {"rows": Rows(), "cards": Cards(), "boxes": Boxes()}

    def found(name: str, *, to_write: bool = False) -> Format:
        return ours.get(name) or format_named(name, to_write=to_write)

    monkeypatch.setattr("annotator.project.exporter.format_named", found)


@pytest.fixture
def talks(tmp_path: Path) -> Iterator[Project]:
    """Maria: Ilse Varga, Norrow Lines, a claim in two pieces, a note, a relation; Zoé: Monday."""
    with make_talks(tmp_path / "talks.annotator") as project:
        project.sign_in("Zoé")
        project.apply(AddSpan(make_span(TEXT, "Monday", "r", "z1")), "talks")
        project.apply(SetStatus("finished"), "talks")
        yield project


def left_in(folder: Path) -> list[str]:
    """The files there, but for SQLite's journal."""
    return sorted(one.name for one in folder.iterdir() if not one.name.endswith("-journal"))


def rows(project: Project, **choice: Any) -> tuple[list[list[str]], dict[str, Any]]:
    stream = BytesIO()
    manifest = project.export(stream, ExportChoice(format="rows", **choice))
    return [one.split("\t") for one in stream.getvalue().decode().splitlines()], manifest


# ---- what does not fit --------------------------------------------------------------------------


def test_what_does_not_fit_is_flattened_or_dropped_and_in_the_manifest(talks: Project) -> None:
    flat, manifest = rows(talks)
    assert [one[2:] for one in flat] == [
        ["PERSON", "'Ilse Varga'"],
        ["ORGANISATION", "'Norrow Lines'"],
        ["CLAIM", "'We agreed,” she said, “in June'"],
        ["ROLE", "'Monday'"],
    ]
    assert manifest["losses"] == {
        "misfit": "flatten",
        "kinds": {
            "discontinuous": {"bent": 1, "left_out": 0, "names": {"CLAIM": 1}},
            "relation": {"bent": 0, "left_out": 1, "names": {"works for": 1}},
            "note": {"bent": 0, "left_out": 1, "names": {"PERSON": 1}},
        },
    }
    dropped, manifest = rows(talks, misfit="drop")
    assert [one[2] for one in dropped] == ["PERSON", "ORGANISATION", "ROLE"]
    assert manifest["losses"]["kinds"]["discontinuous"]["left_out"] == 1
    assert manifest["counts"]["spans"] == 3


def test_strict_refuses_before_anything_is_written(talks: Project, tmp_path: Path) -> None:
    stream, target = BytesIO(), tmp_path / "out.tsv"
    target.write_text("old")
    for place in (stream, target):
        with pytest.raises(DoesNotFit) as refused:
            talks.export(place, ExportChoice(format="rows", misfit="strict"))
        assert (refused.value.kind, refused.value.annotation) == ("discontinuous", "s3")
    assert stream.getvalue() == b""
    assert target.read_text() == "old"
    assert left_in(tmp_path) == ["out.tsv", "talks.annotator"]
    talks.export(target, ExportChoice(format="rows", misfit="strict", annotators=("Zoé",)))
    assert "Monday" in target.read_text()


def test_what_only_the_writer_knows_is_counted_under_its_label(
    talks: Project, tmp_path: Path
) -> None:
    found, manifest = rows(talks, settings={"least": "8", "case": "upper"})
    assert [one[2] for one in found] == ["PERSON", "ORGANISATION", "CLAIM"]
    other = manifest["losses"]["kinds"]["other"]
    assert other == {"bent": 0, "left_out": 1, "names": {"ROLE": 1}}
    assert manifest["format"]["settings"] == {"least": "8", "case": "upper"}
    stream = BytesIO()
    strict = ExportChoice(
        format="rows", misfit="strict", annotators=("Zoé",), settings={"least": "8"}
    )
    with pytest.raises(DoesNotFit):
        talks.export(stream, strict)
    assert stream.getvalue() == b""


def test_losses_are_known_before(talks: Project) -> None:
    preview = talks.preview_export(ExportChoice(format="rows", settings={"least": "8"}))
    assert preview.losses.plain() == rows(talks, settings={"least": "8"})[1]["losses"]["kinds"]
    strict = talks.preview_export(ExportChoice(format="rows", misfit="strict"))
    assert strict.losses.plain() == rows(talks)[1]["losses"]["kinds"]
    assert not talks.preview_export(ExportChoice()).losses


@pytest.mark.parametrize(
    ("choice", "error"),
    [
        (ExportChoice(format="rows", settings={"least": "1", "most": "2"}), SettingUnknown),
        (ExportChoice(format="rows", settings={"case": "lower"}), SettingWrong),
        (ExportChoice(format="rows", has_text=False), TextNeeded),
        (ExportChoice(format="rows", offsets="utf16"), OffsetsFixed),
        (ExportChoice(format="cards"), FolderNeeded),
        (ExportChoice(split_at=("2017-01-01",)), SplitWrong),
        (ExportChoice(documents=("talks", "missing")), DocumentUnknown),
    ],
)
def test_what_cannot_be_is_refused(
    talks: Project, choice: ExportChoice, error: type[Exception]
) -> None:
    with pytest.raises(error):
        talks.export(BytesIO(), choice)


# ---- which articles ------------------------------------------------------------------------------


def test_articles_are_chosen_by_id_and_by_words(talks: Project) -> None:
    def ids(**choice: Any) -> list[str]:
        stream = BytesIO()
        talks.export(stream, ExportChoice(**choice))
        return [orjson.loads(one)["id"] for one in stream.getvalue().splitlines()]

    assert ids(documents=("quiet",)) == ["quiet"]
    assert ids(documents=("quiet", "talks"), annotators=("Zoé",)) == ["talks"]
    assert ids(words="MAYOR nothing") == ["quiet"]
    assert ids(words="ferry", documents=("quiet",)) == []
    assert ids(documents=("quiet", "talks"), words="said") == ["talks", "talks", "quiet"]


# ---- folders and archives -----------------------------------------------------------------------


def test_a_folder_is_written_with_its_manifest_beside(talks: Project, tmp_path: Path) -> None:
    out = tmp_path / "out"
    manifest = talks.export(out, ExportChoice(format="cards"))
    found = dict(files_in(out))
    assert sorted(found) == ["cards/0.tsv", "cards/1.tsv", "cards/2.tsv", "labels.txt"]
    assert {one["name"]: one["sha256"] for one in manifest["files"]} == {
        name: hashlib.sha256(path.read_bytes()).hexdigest() for name, path in found.items()
    }
    assert all("lines" not in one for one in manifest["files"])
    assert manifest == orjson.loads((tmp_path / "out.manifest.json").read_bytes())
    talks.export(out, ExportChoice(format="cards", annotators=("Zoé",)))
    assert sorted(dict(files_in(out))) == ["cards/0.tsv", "labels.txt"]
    (out / "labels.txt").write_text("mine")
    with pytest.raises(FolderNotOurs):
        talks.export(out, ExportChoice(format="cards"))
    assert (out / "labels.txt").read_text() == "mine"


@pytest.mark.parametrize("format", ["cards", "rows", "jsonl"])
def test_a_split_goes_into_folders_and_archives_too(
    talks: Project, tmp_path: Path, format: str
) -> None:
    for number in range(20):
        talks.add_article(f"Article number {number}.", Meta(), name=f"n{number}")
    choice = ExportChoice(format=format, split=(60, 40))
    manifests = [talks.export(tmp_path / f"{name}.zip", choice) for name in ("one", "other")]
    raw = [(tmp_path / f"{name}.zip").read_bytes() for name in ("one", "other")]
    with zipfile.ZipFile(BytesIO(raw[0])) as archive:
        names = archive.namelist()
        for file in manifests[0]["files"]:
            assert hashlib.sha256(archive.read(file["name"])).hexdigest() == file["sha256"]
    if format == "cards":
        assert raw[0] == raw[1]
        assert {one.split("/")[0] for one in names} == {"train", "test"}
    else:
        ending = "tsv" if format == "rows" else "jsonl"
        assert names == [f"one.{part}.{ending}" for part in ("train", "test")] or names == [
            f"one.{part}.{ending}" for part in ("test", "train")
        ]
    archive_said = manifests[0]["archive"]
    assert archive_said == {
        "name": "one.zip",
        "sha256": hashlib.sha256(raw[0]).hexdigest(),
        "bytes": len(raw[0]),
    }
    parts = manifests[0]["split"]["parts"]
    assert sum(one["documents"] for one in parts.values()) == 22
    assert sum(one["lines"] for one in parts.values()) == 23


def test_a_format_may_put_all_parts_of_a_split_into_one_folder(
    talks: Project, tmp_path: Path
) -> None:
    for number in range(20):
        talks.add_article(f"Article number {number}.", Meta(), name=f"n{number}")
    manifest = talks.export(tmp_path / "out", ExportChoice(format="boxes", split=(60, 40)))
    assert [(one["name"], one.get("part", "")) for one in manifest["files"]] == [
        ("boxes/train.tsv", "train"),
        ("boxes/test.tsv", "test"),
        ("count.txt", ""),
    ]
    parts = manifest["split"]["parts"]
    assert (tmp_path / "out" / "count.txt").read_text() == "23"
    assert sum(one["lines"] for one in parts.values()) == 23


# ---- pseudonyms ----------------------------------------------------------------------------------


def test_nobodys_name_goes_out_where_pseudonyms_do(talks: Project, tmp_path: Path) -> None:
    out, key = tmp_path / "out.jsonl", tmp_path / "key.json"
    choice = ExportChoice(has_pseudonyms=True, annotators=("Zoé", "Maria"))
    manifest = talks.export(out, choice, key=key)
    assert [orjson.loads(one)["annotator"] for one in out.read_bytes().splitlines()] == ["A1", "A2"]
    assert manifest["filters"]["annotators"] == ["A2", "A1"]
    assert list(manifest["counts"]["annotators"]) == ["A1", "A2"]
    assert orjson.loads(key.read_bytes()) == {"A1": "Maria", "A2": "Zoé"}
    for path in (out, tmp_path / "out.jsonl.manifest.json"):
        assert "Maria" not in path.read_text() and "Zoé" not in path.read_text()
    preview = talks.preview_export(choice, is_for_me=True)
    assert "Maria" not in "".join(preview.first)
    assert len(preview.first) == 2


# ---- damage --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("damage", "annotation"),
    [
        ("UPDATE spans SET \"end\" = 9999 WHERE id = 's2'", "s2"),
        ("UPDATE spans SET start = -3 WHERE id = 's1'", "s1"),
        ("UPDATE spans SET start = 20, \"end\" = 20 WHERE id = 'z1'", "z1"),
        ("UPDATE spans SET fragments = '[[95,98],[96,100]]' WHERE id = 's3'", "s3"),
        ("UPDATE relations SET tail = 's9' WHERE id = 'r1'", "r1"),
        ("UPDATE relations SET id = 's1' WHERE id = 'r1'", "s1"),
        ("UPDATE documents SET text = substr(text, 1, 60) WHERE id = 'talks'", ""),
        ("UPDATE documents SET text = upper(text) WHERE id = 'talks'", ""),
        ("UPDATE documents SET sections = '[[\"title\",0,900]]' WHERE id = 'talks'", ""),
    ],
)
@pytest.mark.parametrize("format", ["jsonl", "rows", "cards"])
def test_a_damaged_row_refuses_the_export_and_is_named(
    talks: Project, tmp_path: Path, format: str, damage: str, annotation: str
) -> None:
    talks.flush()
    with sqlite3.connect(talks.path) as connection:
        connection.execute("PRAGMA ignore_check_constraints = ON")
        assert connection.execute(damage).rowcount == 1
    connection.close()
    choice = ExportChoice(format=format, misfit="drop")
    out = tmp_path / ("out" if format == "cards" else "out.jsonl")
    if format != "cards":
        out.write_text("old")
    with pytest.raises(AnnotationDamaged) as refused:
        talks.export(out, choice)
    assert (refused.value.document, refused.value.annotation) == ("talks", annotation)
    written = [] if format == "cards" else ["out.jsonl"]
    assert left_in(tmp_path) == [*written, "talks.annotator"]
    assert format == "cards" or out.read_text() == "old"

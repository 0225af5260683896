"""Whatever can be written: verified, told apart when it changes, the same bytes every time."""

import json
import shutil
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from annotator.formats.format import Format
from annotator.formats.manifest import manifest_path
from annotator.formats.registry import all_formats
from annotator.formats.targets import files_in
from annotator.formats.verify import verify
from annotator.project.label_changes.change import Merge, Rename
from annotator.project.project import Project
from annotator.project.rows import ExportChoice
from tests.project.rich_project import make_rich_project

WRITERS = [one for one in all_formats() if one.can_write and one.is_installed]


@pytest.fixture(scope="module")
def rich_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("rich") / "rich.annotator"
    make_rich_project(path).close()
    return path


@pytest.fixture
def rich(rich_file: Path) -> Iterator[Project]:
    with Project.open(rich_file, is_read_only=True) as project:
        yield project


@pytest.fixture(autouse=True)
def quiet() -> Iterator[None]:
    """What a library of somebody else's warns of is tested where its format is."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


def target_for(format: Format, folder: Path, name: str = "out") -> Path:
    return folder / (name if format.is_folder else f"{name}{format.endings[0]}")


def export(project: Project, target: Path, format: Format, **choice: Any) -> dict[str, Any]:
    return project.export(target, ExportChoice(format=format.name, **choice))


def bytes_of(target: Path) -> dict[str, bytes]:
    if target.is_dir():
        return {name: path.read_bytes() for name, path in files_in(target)}
    return {"": target.read_bytes()}


@pytest.mark.parametrize("misfit", ["flatten", "drop"])
@pytest.mark.parametrize("format", WRITERS, ids=lambda one: one.name)
def test_what_is_written_is_right(
    rich: Project, tmp_path: Path, format: Format, misfit: str
) -> None:
    target = target_for(format, tmp_path)
    manifest = export(rich, target, format, misfit=misfit)
    verdict = verify(target)
    assert verdict.faults == []
    assert verdict.files == len(manifest["files"])
    assert verdict.is_read == format.can_read


@pytest.mark.parametrize("format", WRITERS, ids=lambda one: one.name)
def test_the_same_project_gives_the_same_bytes(
    rich: Project, tmp_path: Path, format: Format
) -> None:
    targets = [target_for(format, tmp_path / name) for name in ("one", "other")]
    manifests = []
    for target in targets:
        target.parent.mkdir()
        manifests.append(export(rich, target, format) | {"created": ""})
    assert bytes_of(targets[0]) == bytes_of(targets[1])
    assert manifests[0] == manifests[1]
    # Over itself: the old one is replaced, and is what it was.
    before = bytes_of(targets[0])
    export(rich, targets[0], format)
    assert bytes_of(targets[0]) == before


@pytest.mark.parametrize("format", WRITERS, ids=lambda one: one.name)
def test_a_split_in_an_archive_is_right_and_the_same(
    rich: Project, tmp_path: Path, format: Format
) -> None:
    raw = []
    for name in ("one", "other"):
        (tmp_path / name).mkdir()
        target = tmp_path / name / "out.zip"
        export(rich, target, format, split=(50, 50), seed=1)
        verdict = verify(target)
        assert verdict.faults == []
        raw.append(target.read_bytes())
    assert raw[0] == raw[1]


@pytest.mark.parametrize("format", WRITERS, ids=lambda one: one.name)
def test_a_byte_that_changed_is_found(rich: Project, tmp_path: Path, format: Format) -> None:
    target = target_for(format, tmp_path)
    export(rich, target, format)
    path = next(path for _, path in files_in(target)) if target.is_dir() else target
    raw = bytearray(path.read_bytes())
    raw[len(raw) // 2] ^= 1
    path.write_bytes(raw)
    assert not verify(target).is_right


READ_BACK = [one for one in WRITERS if one.can_read and one.name != "jsonl"]


@pytest.mark.parametrize("format", READ_BACK, ids=lambda one: one.name)
def test_what_the_reader_finds_is_held_against_the_manifest(
    rich: Project, tmp_path: Path, format: Format
) -> None:
    """The hashes agree: only what is read can tell."""
    target = target_for(format, tmp_path)
    export(rich, target, format)
    path = manifest_path(target)
    manifest = json.loads(path.read_bytes())
    manifest["counts"]["labels"]["PERSON"] += 1
    path.write_text(json.dumps(manifest))
    assert [one.error.what for one in verify(target).faults] == ["labels"]  # type: ignore[attr-defined]
    manifest["counts"]["labels"]["PERSON"] -= 1
    if manifest["written"]["covered"] is not None:
        manifest["written"]["covered"] = "0" * 16
        path.write_text(json.dumps(manifest))
        assert [one.error.what for one in verify(target).faults] == ["covered"]  # type: ignore[attr-defined]


@pytest.fixture(scope="module")
def always_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("always") / "rich.annotator"
    make_rich_project(path, person="HUMAN").close()
    return path


@pytest.fixture
def changing(rich_file: Path, tmp_path: Path) -> Iterator[Project]:
    """The rich project, to be changed."""
    path = tmp_path / "changing.annotator"
    shutil.copy(rich_file, path)
    with Project.open(path) as project:
        yield project


@pytest.mark.parametrize("format", WRITERS, ids=lambda one: one.name)
def test_a_renamed_label_is_written_as_if_it_had_always_been_called_so(
    changing: Project, always_file: Path, tmp_path: Path, format: Format
) -> None:
    for name in ("renamed", "always"):
        (tmp_path / name).mkdir()
    renamed, always = (target_for(format, tmp_path / name) for name in ("renamed", "always"))
    changing.labels.change(Rename("p", "HUMAN"))
    export(changing, renamed, format)
    with Project.open(always_file, is_read_only=True) as project:
        export(project, always, format)
    assert bytes_of(renamed) == bytes_of(always)
    assert b"PERSON" not in b"".join(bytes_of(renamed).values())


@pytest.mark.parametrize("format", WRITERS, ids=lambda one: one.name)
def test_a_merge_that_was_taken_back_leaves_no_byte_changed(
    changing: Project, tmp_path: Path, format: Format
) -> None:
    targets = []
    for name in ("before", "merged", "after"):
        (tmp_path / name).mkdir()
        targets.append(target_for(format, tmp_path / name))
    export(changing, targets[0], format)
    changing.labels.change(Merge(("p", "r"), "o"))
    export(changing, targets[1], format)
    changing.undo()
    export(changing, targets[2], format)
    before, merged, after = map(bytes_of, targets)
    assert before == after != merged

"""Files side by side, folders and ZIPs: there whole or not at all, and only over what is ours."""

import hashlib
import io
import os
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from annotator.formats.manifest import encode_manifest, manifest_path
from annotator.formats.targets import (
    FilesBeside,
    StagedFolder,
    Target,
    Within,
    ZipTarget,
    files_in,
    parts_of,
)
from annotator.formats.writing import StagedFiles
from annotator.model.errors import TargetUnwritable
from annotator.model.format_errors import FolderNotOurs


def put(target: Target | Within, **files: str) -> None:
    for name, content in files.items():
        with target.open(name.replace("__", "/").replace("_", ".")) as stream:
            stream.write(content.encode())


def list_as_ours(folder: Path, *written: str) -> None:
    """A manifest beside that lists these files as they are."""
    files = [
        {"name": name, "sha256": hashlib.sha256((folder / name).read_bytes()).hexdigest()}
        for name in written
    ]
    body = {"manifest": 1, "files": files, "counts": {}}
    manifest_path(folder).write_bytes(encode_manifest(body))


def contents(folder: Path) -> dict[str, str]:
    return {name: path.read_text() for name, path in files_in(folder)}


# ---- a folder -----------------------------------------------------------------------------------


def test_a_folder_is_there_whole_with_what_was_written(tmp_path: Path) -> None:
    with StagedFolder(tmp_path / "out") as folder:
        put(folder, a_txt="one", train__b_txt="two")
        assert not (tmp_path / "out").exists()
    assert contents(tmp_path / "out") == {"a.txt": "one", "train/b.txt": "two"}
    assert [(one.name, one.size) for one in folder.written] == [("a.txt", 3), ("train/b.txt", 3)]
    assert folder.written[0].sha256 == hashlib.sha256(b"one").hexdigest()
    assert [one.name for one in tmp_path.iterdir()] == ["out"]


def test_several_files_may_be_open_and_a_name_is_used_once(tmp_path: Path) -> None:
    with StagedFolder(tmp_path / "out") as folder:
        with folder.open("a") as one, folder.open("b") as other:
            other.write(b"2")
            one.write(b"1")
        with pytest.raises(TargetUnwritable), folder.open("a"):
            pass
    assert contents(tmp_path / "out") == {"a": "1", "b": "2"}


def test_an_error_leaves_nothing_new_and_the_old_folder(tmp_path: Path) -> None:
    out = tmp_path / "out"
    with StagedFolder(out) as folder:
        put(folder, a_txt="one")
    list_as_ours(out, "a.txt")

    def fail() -> None:
        with StagedFolder(out) as folder:
            put(folder, b_txt="two")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert contents(out) == {"a.txt": "one"}
    assert sorted(one.name for one in tmp_path.iterdir()) == ["out", "out.manifest.json"]


def test_an_earlier_export_is_replaced_as_a_whole(tmp_path: Path) -> None:
    out = tmp_path / "out"
    with StagedFolder(out) as folder:
        put(folder, a_txt="one", train__b_txt="two")
    list_as_ours(out, "a.txt", "train/b.txt")
    with StagedFolder(out) as folder:
        put(folder, c_txt="three")
    assert contents(out) == {"c.txt": "three"}
    assert sorted(one.name for one in tmp_path.iterdir()) == ["out", "out.manifest.json"]


def edited(out: Path) -> None:
    (out / "a.txt").write_text("corrected by hand")


def added(out: Path) -> None:
    (out / "train").mkdir()
    (out / "train" / "mine.txt").write_text("mine")


def linked(out: Path) -> None:
    (out / "a.txt").rename(out.parent / "elsewhere.txt")
    (out / "a.txt").symlink_to(out.parent / "elsewhere.txt")


def without_manifest(out: Path) -> None:
    manifest_path(out).unlink()


def another_manifest(out: Path) -> None:
    manifest_path(out).write_text("{}")


@pytest.mark.parametrize(
    ("change", "other"),
    [
        (edited, "a.txt"),
        (added, "train/mine.txt"),
        pytest.param(
            linked, "a.txt",
            marks=pytest.mark.skipif(os.name == "nt", reason="links and modes are other things on Windows"),
        ),
        (without_manifest, "a.txt"),
        (another_manifest, "a.txt"),
    ],
)  # fmt: skip
def test_what_is_not_ours_is_never_replaced(
    tmp_path: Path, change: Callable[[Path], None], other: str
) -> None:
    out = tmp_path / "out"
    with StagedFolder(out) as folder:
        put(folder, a_txt="one")
    list_as_ours(out, "a.txt")
    change(out)
    before = contents(out)
    with pytest.raises(FolderNotOurs) as refused, StagedFolder(out):
        pytest.fail("it was opened")
    assert refused.value.other == other
    assert contents(out) == before


def test_what_comes_into_the_folder_meanwhile_stays(tmp_path: Path) -> None:
    out = tmp_path / "out"

    def write_while_somebody_else_does() -> None:
        with StagedFolder(out) as folder:
            put(folder, a_txt="one")
            out.mkdir()
            (out / "mine.txt").write_text("mine")

    with pytest.raises(FolderNotOurs):
        write_while_somebody_else_does()
    assert contents(out) == {"mine.txt": "mine"}
    assert [one.name for one in tmp_path.iterdir()] == ["out"]


def test_an_empty_folder_is_anybodys_and_a_file_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    with StagedFolder(tmp_path / "empty") as folder:
        put(folder, a_txt="one")
    assert contents(tmp_path / "empty") == {"a.txt": "one"}
    (tmp_path / "file").write_text("x")
    with pytest.raises(TargetUnwritable), StagedFolder(tmp_path / "file"):
        pytest.fail("it was opened")


@pytest.mark.parametrize("name", ["../a", "/a", "a/../../b", "", "a\\b", "."])
def test_no_name_leads_elsewhere(tmp_path: Path, name: str) -> None:
    with pytest.raises(ValueError, match="is no name"):
        parts_of(name)
    with (
        pytest.raises(ValueError, match="is no name"),
        StagedFolder(tmp_path / "out") as folder,
        folder.open(name),
    ):
        pass
    assert list(tmp_path.iterdir()) == []


# ---- a ZIP --------------------------------------------------------------------------------------


def zipped() -> tuple[bytes, ZipTarget]:
    stream = io.BytesIO()
    with ZipTarget(stream) as archive:
        with archive.open("train/a.txt") as one, archive.open("b.txt") as other:
            other.write(b"zwei" * 400_000)
            one.write(b"one")
        put(Within(archive, "test"), c_txt="three")
    return stream.getvalue(), archive


def test_a_zip_is_the_same_bytes_every_time_and_others_read_it() -> None:
    raw, archive = zipped()
    assert raw == zipped()[0]
    with zipfile.ZipFile(io.BytesIO(raw)) as opened:
        assert opened.testzip() is None
        assert opened.namelist() == ["b.txt", "train/a.txt", "test/c.txt"]
        assert opened.read("test/c.txt") == b"three"
        assert {one.date_time for one in opened.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        for one in archive.written:
            assert hashlib.sha256(opened.read(one.name)).hexdigest() == one.sha256
            assert len(opened.read(one.name)) == one.size


def test_a_name_is_used_once_in_a_zip_too() -> None:
    with ZipTarget(io.BytesIO()) as archive:
        put(archive, a_txt="one")
        with pytest.raises(FileExistsError), archive.open("a.txt"):
            pass
        with pytest.raises(ValueError, match="is no name"), archive.open("../a"):
            pass


# ---- files side by side -------------------------------------------------------------------------


def test_files_side_by_side_are_compressed_by_their_ending(tmp_path: Path) -> None:
    with StagedFiles() as staged:
        target = FilesBeside(staged, tmp_path)
        put(target, a_txt="one", b_txt_gz="two")
        assert list(tmp_path.glob("[!.]*")) == []
    assert (tmp_path / "a.txt").read_text() == "one"
    assert (tmp_path / "b.txt.gz").read_bytes()[:2] == b"\x1f\x8b"
    written = {one.name: one.sha256 for one in target.written}
    for name, sha256 in written.items():
        assert hashlib.sha256((tmp_path / name).read_bytes()).hexdigest() == sha256

"""ZIP archives among the sources: folders for as long as an import lasts."""

import tempfile
import zipfile
from pathlib import Path

import pytest

from annotator.formats.corpus import Problem
from annotator.formats.source import Source
from annotator.formats.zipped import ZippedSources
from annotator.messages import problem_words
from annotator.model.errors import Cancelled, FileEmpty, LineWrong, TargetUnwritable
from annotator.model.format_errors import EntryLeftOut, FileWrong


@pytest.fixture(autouse=True)
def spare(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder for temporary files: empty before and, in every test, after."""
    folder = tmp_path / "spare"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


def pack(path: Path, **files: bytes) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in files.items():
            archive.writestr(name.replace("__", "/").replace("_", "."), content)
    return path


def test_an_archive_is_a_folder_and_nothing_of_it_stays(tmp_path: Path, spare: Path) -> None:
    pack(
        tmp_path / "in.ZIP",
        b_txt=b"b",
        sub__a_txt=b"a",
        _hidden=b"x",
        corpus_jsonl_manifest_json=b"{}",
    )
    with ZippedSources() as zipped:
        found = list(zipped.find([tmp_path / "in.ZIP"]))
        assert all(isinstance(one, Source) for one in found)
        sources = [one for one in found if isinstance(one, Source)]
        assert [one.name for one in sources] == [
            f"{tmp_path / 'in.ZIP'}/b.txt",
            f"{tmp_path / 'in.ZIP'}/sub/a.txt",
        ]
        assert [one.path.read_bytes() for one in sources] == [b"b", b"a"]
        assert sources[0].beside("nothing.txt") is None
        assert (next(spare.iterdir()).stat().st_mode & 0o777) == 0o700
    assert list(spare.iterdir()) == []


def test_other_files_are_as_they_are_and_no_folder_is_made(tmp_path: Path, spare: Path) -> None:
    (tmp_path / "a.txt").write_text("a")
    with ZippedSources() as zipped:
        [found] = zipped.find([tmp_path / "a.txt"])
        assert found.path == tmp_path / "a.txt"  # type: ignore[union-attr]
        problem = Problem("a.txt", None, FileEmpty(tmp_path / "a.txt"))
        assert zipped.retold(problem) is problem
        assert list(spare.iterdir()) == []


def test_a_problem_names_the_archive_and_the_member(tmp_path: Path) -> None:
    pack(tmp_path / "in.zip", sub__a_jsonl=b"{")
    with ZippedSources() as zipped:
        [source] = zipped.find([tmp_path / "in.zip"])
        assert isinstance(source, Source)
        for file in (source.name, str(source.path)):
            problem = Problem(file, 3, LineWrong(source.path, 3, "not JSON"), is_whole=True)
            told = zipped.retold(problem)
            assert told.file == source.name
            assert (told.line, told.is_whole) == (3, True)
            words = problem_words(told.file, told.line, told.error)
            assert "in.zip/sub/a.jsonl:3" in words
            assert "spare" not in words


def test_what_stays_out_of_an_archive_is_told_and_the_rest_is_read(
    tmp_path: Path, spare: Path
) -> None:
    pack(tmp_path / "in.zip", a_txt=b"a")
    with zipfile.ZipFile(tmp_path / "in.zip", "a") as archive:
        archive.writestr("../../escaped.txt", b"x")
        archive.writestr("/etc/escaped.txt", b"x")
    with ZippedSources() as zipped:
        *problems, source = zipped.find([tmp_path / "in.zip"])
        assert isinstance(source, Source)
        assert source.name.endswith("in.zip/a.txt")
        assert [type(one.error) for one in problems if isinstance(one, Problem)] == [
            EntryLeftOut,
            EntryLeftOut,
        ]
    assert not list(tmp_path.rglob("escaped*"))
    assert list(spare.iterdir()) == []


def test_what_is_no_archive_is_one_problem(tmp_path: Path, spare: Path) -> None:
    (tmp_path / "in.zip").write_bytes(b"PK\x03\x04 and then nothing")
    with ZippedSources() as zipped:
        [problem] = zipped.find([tmp_path / "in.zip"])
        assert isinstance(problem, Problem)
        assert (type(problem.error), problem.is_whole) == (FileWrong, True)
    assert list(spare.iterdir()) == []


def test_unpacking_can_be_stopped(tmp_path: Path, spare: Path) -> None:
    pack(tmp_path / "in.zip", a_txt=b"a" * 600_000)

    def stop(count: int) -> None:
        raise Cancelled

    with pytest.raises(Cancelled), ZippedSources(stop) as zipped:
        list(zipped.find([tmp_path / "in.zip"]))
    assert list(spare.iterdir()) == []


def test_a_full_disk_is_said_of_the_disk(tmp_path: Path) -> None:
    pack(tmp_path / "in.zip", a_txt=b"a")
    with ZippedSources() as zipped:
        [source] = zipped.find([tmp_path / "in.zip"])
        problem = Problem("in.zip", None, TargetUnwritable(source.path, "no space"))  # type: ignore[union-attr]
        assert zipped.retold(problem) is problem
        assert problem.error.path == source.path  # type: ignore[attr-defined, union-attr]

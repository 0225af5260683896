"""Row 10: a file that was copied, also while it was open, opens; and every copy is one of its own,
so that two never count their acts as one."""

import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from annotator.edits.edit import AddSpan
from annotator.model.backup import THE_END
from annotator.model.document import Document
from annotator.model.span import Span
from annotator.project.backups import find_backup, restore
from annotator.project.project import Project
from annotator.storage.intake import Intake
from tests.project.building import make_documents, make_project


def add(project: Project, id: str) -> None:
    start = ord(id) - ord("a")
    project.apply(AddSpan(Span(id, "p", ((start, start + 5),))), "talks")


def stream_after(path: Path, id: str, root: Path | None = None) -> str:
    """Return the stream in which an act in a file goes."""
    with Project.open(path, annotator="ilse", backups=root) as project:
        add(project, id)
        project.flush()
        assert project.check() == []
        return project.stream


def copy_apart(*paths: Path, into: Path) -> None:
    """Copy in another process: closing a file in this one would let go of SQLite's locks."""
    script = "import shutil, sys\nfor one in sys.argv[2:]: shutil.copy(one, sys.argv[1])"
    subprocess.run([sys.executable, "-c", script, into, *paths], check=True, timeout=60)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    with make_project(tmp_path) as project:
        add(project, "a")
    return project.path


def test_row_10_a_file_copied_while_it_is_open(path: Path, tmp_path: Path) -> None:
    (tmp_path / "copy").mkdir()
    with Project.open(path, annotator="ilse") as project:
        add(project, "b")
        project.flush()
        copy_apart(path, into=tmp_path / "copy")
        add(project, "c")
    with Project.open(tmp_path / "copy" / path.name, annotator="ilse") as copy:
        assert set(copy.annotation_set("talks").spans) == {"a", "b"}
        assert copy.check() == []


def test_row_10_a_file_copied_in_the_middle_of_a_commit(path: Path, tmp_path: Path) -> None:
    """What is half written stands in the file already, and the journal that takes it back beside
    it: both are copied."""
    (tmp_path / "copy").mkdir()
    journal = path.with_name(f"{path.name}-journal")

    def job(intake: Intake) -> None:
        intake._connection.execute("PRAGMA cache_size = 5").fetchall()
        for document in make_documents(300):
            intake.add_document(Document(document.id, document.text * 20, document.meta))
        copy_apart(path, journal, into=tmp_path / "copy")

    with Project.open(path, annotator="ilse") as project:
        size = path.stat().st_size
        project.bring_in(job, import_id="second", sources=("news.txt",))
    copy = tmp_path / "copy" / path.name
    assert copy.stat().st_size > size, "it was half written"
    assert copy.with_name(journal.name).stat().st_size > 4096
    with Project.open(copy, annotator="ilse") as opened:
        assert opened.document_counts()["all"] == 1
        assert opened.check() == []
    assert [one.name for one in (tmp_path / "copy").iterdir()] == [path.name]


def test_row_10_each_copy_is_one_of_its_own(path: Path, tmp_path: Path) -> None:
    first = stream_after(path, "b")
    copy = tmp_path / "copy.annotator"
    shutil.copy(path, copy)
    with Project.open(copy, annotator="ilse", is_read_only=True) as project:
        assert project.stream == first, "who only looks says nothing new"
    assert stream_after(copy, "c") != first
    assert stream_after(copy, "d") == stream_after(copy, "e"), "once"
    assert stream_after(path, "c") == first


def test_row_10_a_file_that_was_moved_is_the_same(path: Path, tmp_path: Path) -> None:
    first = stream_after(path, "b")
    (tmp_path / "moved").mkdir()
    moved = path.rename(tmp_path / "moved" / "other.annotator")
    assert stream_after(moved, "c") == first


def test_row_10_everybody_has_their_own(path: Path) -> None:
    first = stream_after(path, "b")
    with Project.open(path, annotator="jonas") as project:
        assert project.stream not in ("", first)
    with Project.open(path) as project:
        assert project.stream == ""


def test_row_10_a_restored_project_is_another(path: Path, tmp_path: Path) -> None:
    root = tmp_path / "backups"
    with Project.open(path, annotator="ilse", backups=root) as project:
        project.backups.make()
    first = stream_after(path, "b", root)
    restore(path, find_backup(path, root=root), THE_END)
    with closing(sqlite3.connect(path)) as connection:
        said = dict(connection.execute("SELECT name, value FROM meta"))
    assert "copy" not in said
    assert stream_after(path, "c", root) not in ("", first)


def test_row_10_an_older_state_put_in_its_place_is_another(path: Path, tmp_path: Path) -> None:
    """By hand, byte by byte into the same file: neither place nor number of the file tell it."""
    root = tmp_path / "backups"
    with Project.open(path, annotator="ilse", backups=root) as project:
        project.backups.make()
    first = stream_after(path, "b", root)
    older = path.read_bytes()
    assert stream_after(path, "c", root) == first
    with path.open("rb+") as file:
        file.write(older)
        file.truncate()
    assert stream_after(path, "d", root) not in ("", first)


def test_row_10_the_acts_of_two_copies_meet(path: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.annotator"
    shutil.copy(path, copy)
    streams = {stream_after(path, "b"), stream_after(copy, "c")}
    assert len(streams) == 2
    with Project.open(path, annotator="ilse") as project:
        project.merge(copy)
        assert set(project.annotation_set("talks").spans) == {"a", "b", "c"}
        assert project.check() == []

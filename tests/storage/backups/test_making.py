"""Backups of a project that is being worked in: whole, with all that was saved, or none."""

import os
import signal
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from annotator.edits.edit import AddSpan
from annotator.model.backup_errors import BackupFailed, BackupUnsound
from annotator.model.errors import Cancelled, ProjectReadOnly
from annotator.model.span import Span
from annotator.project.backups import folder_of_backups
from annotator.project.project import Project
from annotator.project.rows import Progress
from annotator.storage import writer as writers
from annotator.storage.backups.making import unpack_backup, verify
from tests.builders import TEXT, make_document
from tests.project.building import make_documents, make_project

ROOT = Path(__file__).parents[3]


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    (tmp_path / "work").mkdir()
    documents = [make_document("x" * 500, "talks"), *make_documents(40, TEXT * 20)]
    with make_project(tmp_path / "work", documents) as made:
        yield made


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return tmp_path / "backups"


def add(project: Project, number: int) -> None:
    project.apply(AddSpan(Span(f"s{number}", "p", ((number, number + 1),))), "talks")


def files_in(folder: Path) -> set[str]:
    """Return the names of what is in a folder of backups, without the journal."""
    return {one.name for one in folder.iterdir() if " journal." not in one.name}


def spans_in(backup: Path, tmp_path: Path) -> int:
    file = tmp_path / f"{backup.name}.unpacked"
    unpack_backup(backup, file)
    assert list(verify(file)) == []
    with closing(sqlite3.connect(file)) as connection:
        return int(connection.execute("SELECT count(*) FROM spans").fetchone()[0])


def test_it_holds_what_was_done(project: Project, root: Path, tmp_path: Path) -> None:
    add(project, 1)
    made = project.backups.make(root=root)
    add(project, 2)
    assert spans_in(made.path, tmp_path) == 1
    assert project.backups.list(root) == [made]
    again = project.backups.make(root=root)
    assert project.backups.list(root) == [again, made]
    assert spans_in(again.path, tmp_path) == 2
    journal = {"000001 journal.jsonl.zst", "000002 journal.jsonl"}
    there = {one.name for one in made.path.parent.iterdir()}
    assert there == {made.path.name, again.path.name} | journal
    assert made.path.parent.stat().st_mode & 0o077 == 0, "nobody else may read it"


def test_edits_are_saved_while_it_is_made_and_are_in_it(
    project: Project, root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writers, "_PAGES_AT_ONCE", 5)
    steps: list[int] = []

    def follow(progress: Progress) -> None:
        steps.append(progress.done)
        if len(steps) <= 10:
            add(project, len(steps))

    saved: list[int] = []

    class Ear:
        def changed(self, changes: object, origin: object) -> None:
            pass

        def saved(self, unsaved: int) -> None:
            saved.append(len(steps))

        def saving_failed(self, error: object, unsaved: int) -> None:
            raise AssertionError(error)

    project.subscribe(Ear())
    made = project.backups.make(root=root, progress=follow)
    assert len(steps) > 12
    assert saved and max(saved) < len(steps), "all were saved between the steps"
    assert spans_in(made.path, tmp_path) == 10


def test_row_11_of_a_damaged_project_none_is_made_and_the_old_stay(
    project: Project, root: Path
) -> None:
    good = project.backups.make(root=root)
    project.flush()
    with closing(sqlite3.connect(project.path)) as connection:
        connection.execute("UPDATE documents SET text = 'y' || substr(text, 2) WHERE id = 'talks'")
        connection.commit()
    with pytest.raises(BackupUnsound) as caught:
        project.backups.make(root=root)
    assert (caught.value.what, caught.value.where) == ("text", "talks")
    assert project.backups.list(root) == [good]
    assert files_in(good.path.parent) == {good.path.name}


def test_cancelled_leaves_nothing(
    project: Project, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writers, "_PAGES_AT_ONCE", 5)
    asked = iter([False, False, True])
    with pytest.raises(Cancelled):
        project.backups.make(root=root, is_cancelled=lambda: next(asked))
    assert list(folder_of_backups(project.path, root).iterdir()) == []
    add(project, 1)
    project.flush()


def test_cancelled_after_it_was_copied_leaves_nothing(project: Project, root: Path) -> None:
    copied: list[int] = []

    def follow(progress: Progress) -> None:
        if progress.done == progress.total:
            copied.append(progress.done)

    with pytest.raises(Cancelled):
        project.backups.make(root=root, progress=follow, is_cancelled=lambda: len(copied) > 1)
    assert list(folder_of_backups(project.path, root).iterdir()) == []


def test_closing_does_not_wait_for_it(
    project: Project, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writers, "_PAGES_AT_ONCE", 1)
    begun = threading.Event()
    errors: list[BaseException] = []

    def make() -> None:
        try:
            project.backups.make(root=root, progress=lambda _: begun.set())
        except BaseException as error:  # noqa: BLE001  told below
            errors.append(error)

    thread = threading.Thread(target=make)
    thread.start()
    assert begun.wait(30)
    project.store.abandon()
    thread.join(30)
    assert not thread.is_alive()
    assert len(errors) <= 1


def test_a_commit_that_fails_meanwhile_keeps_the_edit_and_ends_the_copy(
    project: Project, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A real failure of SQLite: the row of history breaks a rule of its table."""
    monkeypatch.setattr(writers, "_PAGES_AT_ONCE", 5)
    project.flush()
    steps: list[int] = []
    with closing(sqlite3.connect(project.path)) as connection:
        connection.execute(
            "CREATE TRIGGER refuse BEFORE INSERT ON spans BEGIN SELECT RAISE(ABORT, 'no'); END"
        )

    def follow(progress: Progress) -> None:
        steps.append(progress.done)
        if len(steps) == 1:
            add(project, 1)

    with pytest.raises(BackupFailed):
        project.backups.make(root=root, progress=follow)
    assert project.store.writer is not None
    assert project.store.writer.unsaved == 1
    with closing(sqlite3.connect(project.path)) as connection:
        connection.execute("DROP TRIGGER refuse")
    project.flush()
    assert project.check() == []
    assert len(project.annotation_set("talks").spans) == 1


def test_a_project_that_can_only_be_read_has_none_made(project: Project, root: Path) -> None:
    with (
        Project.open(project.path, is_read_only=True) as reading,
        pytest.raises(ProjectReadOnly),
    ):
        reading.backups.make(root=root)


KILLED = """
import sys
from pathlib import Path
from annotator.project.project import Project
with Project.open(sys.argv[1]) as project:
    print("open", flush=True)
    while True:
        print(project.backups.make(root=Path(sys.argv[2])).number, flush=True)
"""


@pytest.mark.parametrize("wait", [0, 1, 2, 3, 5, 8])
def test_row_3_killed_while_it_is_made_there_is_always_a_good_one(
    project: Project, root: Path, tmp_path: Path, wait: int
) -> None:
    first = project.backups.make(root=root)
    project.close()
    with subprocess.Popen(
        [sys.executable, "-c", KILLED, str(project.path), str(root)],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        text=True,
    ) as child:
        assert child.stdout is not None
        said = [child.stdout.readline().strip() for _ in range(1 + wait // 4)]
        threading.Event().wait(wait / 100)
        child.send_signal(signal.SIGKILL)
        said += child.stdout.read().split()
    with Project.open(project.path) as again:
        there = again.backups.list(root)
        assert there
        for one in there:
            spans_in(one.path, tmp_path)
        numbers = {one.number for one in there}
        made_before = [first.number, *map(int, said[1:])]
        assert set(made_before[-9:]) <= numbers  # ten are kept, one of which it may not have told
        made = again.backups.make(root=root)
        assert files_in(made.path.parent) == {one.path.name for one in again.backups.list(root)}


FULL = """
import resource, sys
from pathlib import Path
from annotator.model.backup_errors import BackupFailed
from annotator.project.project import Project
with Project.open(sys.argv[1]) as project:
    size = Path(sys.argv[1]).stat().st_size
    resource.setrlimit(resource.RLIMIT_FSIZE, (size // 2, resource.RLIM_INFINITY))
    import signal
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    try:
        project.backups.make(root=Path(sys.argv[2]))
    except BackupFailed as error:
        print("failed", flush=True)
    resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    print(project.backups.make(root=Path(sys.argv[2])).number, flush=True)
"""


def test_where_the_disk_takes_no_more_the_old_stay(project: Project, root: Path) -> None:
    project.backups.make(root=root)
    project.close()
    done = subprocess.run(
        [sys.executable, "-c", FULL, str(project.path), str(root)],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.stdout.split() == ["failed", "2"], done.stderr

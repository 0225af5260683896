"""What was said to be saved is there: after a kill, with a full disk, with a file that is taken."""

import os
import random
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from annotator.edits.edit import AddSpan
from annotator.model.errors import AnnotatorError, SavingFailed
from annotator.model.span import Span
from annotator.project.project import Project
from annotator.storage import database, writer
from tests.builders import make_document
from tests.project.building import Ear, bring, make_project

ROOT = Path(__file__).parents[2]


def start_child(name: str, path: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", f"tests.project.{name}", str(path)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def kill_after(child: subprocess.Popen[str], reports: int) -> int:
    """Read so many reports, kill, and return how many spans were said to be saved."""
    assert child.stdout is not None
    assert child.stderr is not None
    with child:
        lines = [child.stdout.readline() for _ in range(reports)]
        child.kill()
        lines += child.stdout.readlines()
        errors = child.stderr.read()
    saved = [int(line.split()[1]) for line in lines if line.startswith("saved")]
    assert saved, errors
    return saved[-1]


def test_row_2_what_was_said_to_be_saved_survives_kills(
    tmp_path: Path, tally: Callable[..., None], trials: Callable[..., int]
) -> None:
    make_project(tmp_path).close()
    path = tmp_path / "news.annotator"
    chance = random.Random(1)
    kills, saved = trials(everyday=12, full=60), 0
    for _ in range(kills):
        saved = kill_after(start_child("annotate_and_report", path), chance.randint(1, 6))
        with Project.open(path, annotator="ilse") as project:
            there = set(project.annotation_set("talks").spans)
            lost = {f"s{number}" for number in range(saved)} - there
            tally(kills=1, losses=len(lost))
            assert not lost
            assert not project.is_read_only
            assert project.check() == []
    assert saved > kills
    assert [one.name for one in tmp_path.iterdir()] == [path.name]


@pytest.mark.skipif(sys.platform == "win32", reason="no limit on file sizes on Windows")
def test_row_4_edits_wait_while_the_system_refuses_to_write(tmp_path: Path) -> None:
    make_project(tmp_path).close()
    child = start_child("fill_the_disk", tmp_path / "news.annotator")
    out, err = child.communicate(timeout=120)
    assert child.returncode == 0, err
    assert out.splitlines()[0].startswith("failed")
    with Project.open(tmp_path / "news.annotator", annotator="ilse") as project:
        spans = project.annotation_set("talks").spans
        assert f"saved {len(spans)}" == out.splitlines()[-1]
        assert "last" in spans
        assert project.check() == []


class FullDisk:
    """A disk on which the project's file cannot grow while `is_full`."""

    def __init__(self, project: Project) -> None:
        self.is_full = False
        self._project = project

    def connect(self, path: Path) -> sqlite3.Connection:
        connection = database.connect_writer(path)
        if self.is_full:
            connection.execute("PRAGMA max_page_count = 1").fetchall()
        return connection

    def fill(self) -> None:
        """From the next commit on there is no room."""
        self.is_full = True
        assert self._project.store.writer is not None
        self._project.store.writer._disconnect()


@pytest.fixture
def disk(project: Project, monkeypatch: pytest.MonkeyPatch) -> Iterator[FullDisk]:
    made = FullDisk(project)
    monkeypatch.setattr(writer, "connect_writer", made.connect)
    monkeypatch.setattr(writer, "FIRST_PAUSE", 60.0)
    yield made
    made.is_full = False


def add(project: Project, id: str) -> None:
    project.apply(AddSpan(Span(id, "p", ((0, 5),), note="x" * 20_000)), "talks")


def test_row_4_a_full_disk_is_called_by_its_name_and_loses_nothing(
    project: Project, disk: FullDisk
) -> None:
    ear = Ear()
    project.subscribe(ear)
    disk.fill()
    for id in "abc":
        add(project, id)
    with pytest.raises(SavingFailed) as caught:
        project.flush()
    assert caught.value.is_disk_full
    assert project.saving_error == caught.value
    assert project.unsaved == 3
    assert ear.failures
    assert ear.saves == []
    assert set(project.annotation_set("talks").spans) == {"a", "b", "c"}
    project.undo()
    assert set(project.annotation_set("talks").spans) == {"a", "b"}
    with pytest.raises(SavingFailed):
        project.close()
    disk.is_full = False
    add(project, "d")
    project.retry()
    project.flush()
    assert (project.unsaved, project.saving_error) == (0, None)
    assert ear.saves[-1] == 0
    with closing(sqlite3.connect(project.path)) as file:
        assert [row[0] for row in file.execute("SELECT id FROM spans ORDER BY id")] == [
            "a",
            "b",
            "d",
        ]
    assert project.check() == []


def test_row_4_a_failed_commit_is_tried_again_by_itself(
    project: Project, disk: FullDisk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writer, "FIRST_PAUSE", 0.01)
    third, saved = threading.Event(), threading.Event()

    class Counting(Ear):
        def saving_failed(self, error: AnnotatorError, unsaved: int) -> None:
            super().saving_failed(error, unsaved)
            if len(self.failures) == 3:
                third.set()

        def saved(self, unsaved: int) -> None:
            saved.set()

    project.subscribe(Counting())
    disk.fill()
    add(project, "a")
    assert third.wait(60)
    assert not saved.is_set()
    disk.is_full = False
    assert saved.wait(60)
    project.flush()
    assert project.unsaved == 0


def test_row_4_an_import_meets_the_full_disk_and_leaves_the_queue_alone(
    project: Project, disk: FullDisk
) -> None:
    disk.fill()
    with pytest.raises(SavingFailed) as caught:
        bring(project, [make_document("x" * 100_000, "large")], import_id="i2")
    assert caught.value.is_disk_full
    assert project.unsaved == 0
    assert project.document_counts()["all"] == 1
    disk.is_full = False
    bring(project, [make_document("x" * 100_000, "large")], import_id="i2")
    assert project.check() == []


def test_an_import_does_not_wait_behind_a_queue_that_stands_still(
    project: Project, disk: FullDisk
) -> None:
    disk.fill()
    add(project, "a")
    with pytest.raises(SavingFailed):
        project.flush()
    with pytest.raises(SavingFailed):
        bring(project, [make_document("x", "small")], import_id="i2")
    assert project.unsaved == 1
    disk.is_full = False
    project.flush()
    assert project.check() == []


def test_row_7_another_program_that_holds_the_file_delays_but_loses_nothing(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "BUSY_TIMEOUT", 0.05)
    assert project.store.writer is not None
    project.store.writer._disconnect()
    with closing(sqlite3.connect(project.path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        add(project, "a")
        with pytest.raises(SavingFailed) as caught:
            project.flush()
        assert "locked" in caught.value.reason
        other.execute("ROLLBACK")
    project.flush()
    assert project.check() == []


def test_a_file_that_was_taken_away_is_not_called_saved(project: Project) -> None:
    if os.name == "nt":
        return  # Windows does not let it happen.
    away = project.path.with_name("elsewhere.annotator")
    project.path.rename(away)
    add(project, "a")
    with pytest.raises(SavingFailed) as caught:
        project.flush()
    assert caught.value.reason == "file moved or replaced"
    away.rename(project.path)
    project.flush()
    assert project.check() == []


def test_what_another_program_wrote_is_not_written_over(project: Project) -> None:
    with closing(sqlite3.connect(project.path)) as other:
        other.execute(
            "INSERT INTO history SELECT seq + 1, at, annotator, document, annotation_set, step, of,"
            " edit, inverse, sha256, 'theirs' FROM history"
        )
        other.commit()
    add(project, "a")
    with pytest.raises(SavingFailed) as caught:
        project.flush()
    assert caught.value.reason == "changed by another program"
    assert "a" in project.annotation_set("talks").spans
    with closing(sqlite3.connect(project.path)) as other:
        other.execute("DELETE FROM history WHERE sha256 = 'theirs'")
        other.commit()
    project.flush()


def test_a_script_that_forgets_to_close_loses_nothing(tmp_path: Path) -> None:
    make_project(tmp_path).close()
    script = (
        "import sys; from annotator import Project; from annotator.edits.edit import AddSpan\n"
        "from annotator.model.span import Span\n"
        "project = Project.open(sys.argv[1], annotator='ilse')\n"
        "project.apply(AddSpan(Span('a', 'p', ((0, 5),))), 'talks')\n"
    )
    path = tmp_path / "news.annotator"
    subprocess.run([sys.executable, "-c", script, str(path)], cwd=ROOT, check=True, timeout=60)
    with Project.open(path, annotator="ilse") as project:
        assert "a" in project.annotation_set("talks").spans

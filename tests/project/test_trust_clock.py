"""Row 39: the clock is set back a year, the time zone changes; what came last stays last."""

import itertools
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from annotator.model.ids import new_id
from annotator.project import road
from annotator.project.project import Project
from annotator.storage.backups.restoring import unpacked
from tests.builders import TEXT, make_span
from tests.project.building import make_project
from tests.project.differing import say

ROOT = Path(__file__).resolve().parents[2]
YEAR = 365 * 24 * 3600
AUCKLAND, ANGELES = "Pacific/Auckland", "America/Los_Angeles"
Session = Callable[..., datetime]


@pytest.fixture(scope="module")
def shim(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library that sets the clock of a child back, beneath Python and SQLite."""
    compiler = shutil.which("cc") or shutil.which("gcc")
    if compiler is None or sys.platform != "linux":
        pytest.skip("setting the clock back needs Linux and a C compiler")
    made = tmp_path_factory.mktemp("clock") / "clock.so"
    source = Path(__file__).with_name("clock.c")
    subprocess.run([compiler, "-shared", "-fPIC", "-o", made, source, "-ldl"], check=True)
    return made


@pytest.fixture
def session(shim: Path, tmp_path: Path, tally: Callable[..., None]) -> Iterator[Session]:
    """Somebody works for a while, with a clock so many seconds off, in some time zone."""
    with make_project(tmp_path, annotator=None):
        pass

    def work(*acts: str, off: int = 0, zone: str = "UTC", name: str = "ilse") -> datetime:
        done = subprocess.run(
            [
                sys.executable,
                "-m",
                "tests.project.clock_session",
                tmp_path / "news.annotator",
                name,
                *acts,
            ],
            cwd=ROOT,
            env=os.environ | {"LD_PRELOAD": str(shim), "CLOCK_OFFSET": str(off), "TZ": zone},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        tally(sessions=1)
        return datetime.fromisoformat(json.loads(done.stdout))

    return work


def spans(project: Project) -> set[str]:
    return set(project.annotation_set("talks").spans)


def test_row_39_undo_and_history_go_by_what_came_after_what(
    session: Session, tmp_path: Path
) -> None:
    session("+Ilse", "+Varga", zone=AUCKLAND)
    then = session("+Norrow", "+Lines", "undo", off=-YEAR, zone=ANGELES)
    assert (datetime.now(UTC) - then).days >= 364, "the clock was not set back"
    session("+Monday", off=-2 * YEAR)
    session("undo", "undo", zone=AUCKLAND)  # Monday, then Norrow
    with Project.open(tmp_path / "news.annotator", annotator="ilse") as project:
        assert spans(project) == {"Ilse", "Varga"}
        acts = list(project.history())
        assert [act.seq for act in acts] == sorted(act.seq for act in acts)
        assert [act.at for act in acts] != sorted(act.at for act in acts)
        [newest] = project.history(newest=1)
        assert newest.seq == acts[-1].seq
        project.redo()
        assert spans(project) == {"Ilse", "Varga", "Norrow"}
        project.undo()
        project.undo()
        assert spans(project) == {"Ilse"}
        assert project.check() == []


def test_row_39_articles_keep_the_order_in_which_they_came(
    session: Session, tmp_path: Path
) -> None:
    for off in (0, -YEAR, YEAR, -2 * YEAR):
        session("import", off=off, zone=ANGELES if off else AUCKLAND)
    with Project.open(tmp_path / "news.annotator") as project:
        first = [one.text.partition("\n")[0] for one in project.documents()]
        assert first[1:] == ["Article 1", "Article 2", "Article 3", "Article 4"]
        assert project.check() == []


def test_row_39_the_newest_backup_is_the_one_made_last(session: Session, tmp_path: Path) -> None:
    for off in (0, -YEAR, -3 * YEAR):
        session("+Ilse" if off == 0 else "+Varga" if off == -YEAR else "+Norrow", "backup", off=off)
    with Project.open(tmp_path / "news.annotator") as project:
        backups = project.backups.list()
        assert [one.number for one in backups] == [3, 2, 1]
        assert [one.at for one in backups] == sorted(one.at for one in backups)
    with unpacked(backups[0].path, tmp_path) as file, Project.open(file, annotator="ilse") as back:
        assert spans(back) == {"Ilse", "Varga", "Norrow"}


def test_row_39_a_copy_made_in_the_past_is_merged_by_its_history(
    session: Session, tmp_path: Path
) -> None:
    """My newer labels are on the copy whose clock is a year behind."""
    session("+Ilse", "+Varga")
    shutil.copy(tmp_path / "news.annotator", tmp_path / "copy.annotator")
    session("undo", "+Norrow", off=-YEAR, zone=ANGELES)
    with Project.open(tmp_path / "copy.annotator", annotator="ilse") as older:
        assert spans(older) == {"Ilse", "Varga"}
        older.merge(tmp_path / "news.annotator")
        assert spans(older) == {"Ilse", "Norrow"}
        older.merge(tmp_path / "news.annotator")
        assert spans(older) == {"Ilse", "Norrow"}
        assert older.check() == []


def test_row_39_ids_do_not_tell_time(tmp_path: Path) -> None:
    """They are random, so nothing can be sorted by them."""
    ids = [new_id() for _ in range(1_000)]
    assert len(set(ids)) == 1_000
    assert 300 < sum(one < other for one, other in itertools.pairwise(ids)) < 700


@pytest.mark.trust(39, simulated="in one test the clock is of our making; elsewhere a child's is")
def test_row_39_undo_under_a_clock_of_our_making(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also where no clock can be set back for real."""

    class Back(datetime):
        at = datetime(2026, 5, 1, tzinfo=UTC)

        @classmethod
        def now(cls, tz=None):  # type: ignore[no-untyped-def, override]
            cls.at = cls.at.replace(year=cls.at.year - 1)
            return cls.at

    monkeypatch.setattr(road, "datetime", Back)
    with make_project(tmp_path, annotator="ilse") as project:
        say(project, "ilse", make_span(TEXT, "Ilse"), make_span(TEXT, "Varga"), is_finished=False)
        project.undo()
        assert {one.partition("-")[0] for one in spans(project)} == {"Ilse"}
        assert project.check() == []

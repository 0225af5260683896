"""What was on screen is kept for each annotator, outside every act."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from annotator.edits.edit import BringIn
from annotator.project.project import Project
from annotator.project.rows import PacketChoice
from annotator.project.seen import join_ranges
from tests.project.building import make_documents, make_project


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Two articles, of which ilse has had parts of the first on screen."""
    with make_project(tmp_path, make_documents(2)) as project:
        assert project.me is not None
        project.seen.keep("d0", project.me.id, [(0, 10)])
        project.seen.keep("d0", project.me.id, [(8, 20), (30, 40)], is_waited_for=True)
    return tmp_path / "news.annotator"


def test_it_adds_up_and_is_there_the_next_time(path: Path) -> None:
    with Project.open(path, annotator="ilse") as project:
        assert project.seen.of("d0") == [(0, 20), (30, 40)]
        assert project.seen.of("d1") == []


def test_it_is_nobody_elses(path: Path) -> None:
    with Project.open(path, annotator="jon") as project:
        assert project.seen.of("d0") == []
        project.seen.keep("d0", project.me.id, [(50, 60)], is_waited_for=True)  # type: ignore[union-attr]
        assert project.seen.of("d0") == [(50, 60)]
        project.sign_in("ilse")
        assert project.seen.of("d0") == [(0, 20), (30, 40)]
    with Project.open(path) as nobody:
        assert nobody.seen.of("d0") == []


def test_it_is_no_act_and_no_work_that_waits(path: Path) -> None:
    with Project.open(path, annotator="ilse") as project:
        assert isinstance(project.next_undo().edit, BringIn)  # type: ignore[union-attr]
        assert project.unsaved == 0
    with closing(sqlite3.connect(path)) as file:
        assert file.execute("SELECT count(*) FROM history").fetchone() == (1,)


def test_a_project_that_is_only_read_keeps_nothing(path: Path) -> None:
    before = path.read_bytes()
    with Project.open(path, is_read_only=True) as project:
        project.seen.keep("d0", "ilse", [(0, 5)], is_waited_for=True)
        assert project.seen.of("d0") == []
    assert path.read_bytes() == before


def test_a_packet_for_a_colleague_is_silent_about_it(path: Path, tmp_path: Path) -> None:
    with Project.open(path, annotator="ilse") as project:
        project.write_packet(tmp_path / "packet.annotator", PacketChoice())
    with closing(sqlite3.connect(tmp_path / "packet.annotator")) as packet:
        assert packet.execute("SELECT count(*) FROM documents").fetchone() == (2,)
        assert packet.execute("SELECT count(*) FROM seen_texts").fetchone() == (0,)


def test_ranges_that_touch_are_one() -> None:
    assert join_ranges([(5, 7), (0, 5), (9, 9), (12, 14), (10, 13)]) == [(0, 7), (10, 14)]

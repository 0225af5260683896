"""Row 9 from the command line: `annotator check` says where a project lies."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from annotator.project.project import Project
from tests.cli.conftest import ARTICLE, Command


@pytest.mark.trust(9, simulated="the services' folders are of our making")
def test_check_says_where_it_lies(command: Command, tmp_path: Path) -> None:
    (tmp_path / "Dropbox").mkdir()
    news = tmp_path / "Dropbox" / "news.annotator"
    (tmp_path / "talks.txt").write_text(ARTICLE, encoding="utf-8")
    command("new", news)
    copy = news.with_name("news (conflicted copy 2026-01-24).annotator")
    shutil.copy(news, copy)
    assert command("import", copy, "talks.txt").status == 0
    told = command("check", news)
    assert told.status == 0
    assert "is whole" in told.out
    assert "Dropbox synchronises" in told.out
    assert copy.name in told.out
    place = command("check", news, "--json").json["place"]
    assert (place["network"], place["service"], place["copies"]) == ("", "Dropbox", [str(copy)])
    assert command("merge", news, copy).status == 0
    assert command("stats", news, "--json").json["documents"] == 1


def test_row_9_nothing_is_said_of_an_ordinary_place(command: Command, tmp_path: Path) -> None:
    command("new", "news.annotator")
    assert command("check", "news.annotator").out == "news.annotator is whole.\n"


def test_row_9_the_journal_mode_is_never_wal(command: Command, tmp_path: Path) -> None:
    command("new", "news.annotator")
    path = tmp_path / "news.annotator"
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA journal_mode = WAL").fetchone() == ("wal",)
    with Project.open(path, annotator="ilse"):
        names = {one.name for one in tmp_path.iterdir()}
    assert not names & {"news.annotator-wal", "news.annotator-shm"}
    assert path.read_bytes()[18:20] == b"\x01\x01", "the header says: no WAL"

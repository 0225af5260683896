"""The chain of hashes holds over rows that a purge has emptied, and over no others."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import orjson
import pytest

from annotator.edits.edit import AddSpan, Purge, Purged
from annotator.edits.encoding import decode_edit, encode_edit
from annotator.model.errors import HistoryBroken
from annotator.model.span import Span
from annotator.project.project import Project
from annotator.storage.checks import check_history
from annotator.storage.emptied import EMPTY, empty
from annotator.storage.history import HistoryRow
from tests.builders import make_document
from tests.project.building import make_project

Tamper = Callable[[sqlite3.Connection], object]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A project in which an article has been erased; two acts stand, four are empty."""
    documents = [make_document(), make_document("Another one.", "other")]
    with make_project(tmp_path, documents) as project:
        for number in range(3):
            project.apply(AddSpan(Span(f"s{number}", "p", ((number, number + 1),))), "talks")
        project.apply(AddSpan(Span("kept", "p", ((0, 7),))), "other")
        project.purging.purge_articles(["talks"], "asked", root=tmp_path / "backups")
        assert project.purging.count_emptied() == 3
        return project.path


@pytest.fixture
def file(path: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        yield connection


def broken(file: sqlite3.Connection) -> list[str]:
    return [one.where for one in check_history(file)]


def test_it_holds(file: sqlite3.Connection) -> None:
    assert broken(file) == []


def test_what_stands_in_an_empty_row_is_what_an_erased_edit_is_written_as() -> None:
    assert orjson.dumps(encode_edit(Purged())).decode() == EMPTY
    assert decode_edit(orjson.loads(EMPTY)) == Purged()


def test_the_act_is_written_as_any_edit_is(file: sqlite3.Connection) -> None:
    (body,) = file.execute("SELECT edit FROM history ORDER BY seq DESC LIMIT 1").fetchone()
    edit = decode_edit(orjson.loads(body))
    assert isinstance(edit, Purge)
    assert orjson.dumps(encode_edit(edit)).decode() == body


@pytest.mark.parametrize(
    ("statement", "where"),
    [
        # What is left of an empty row is proved too: who acted, when, and what it took back.
        ("UPDATE history SET at = '2020-01-01' WHERE seq = 3", ["3"]),
        ("UPDATE history SET annotator = NULL WHERE seq = 3", ["3"]),
        ("UPDATE history SET document = 'talks' WHERE seq = 3", ["3"]),
        # Nothing can be put into one.
        ("UPDATE history SET edit = '{\"edit\":\"RemoveSpan\",\"span\":\"kept\"}' WHERE seq = 3", ["3"]),
        # A row that no purge names cannot be empty.
        (
            f"UPDATE history SET edit = '{EMPTY}', inverse = '{EMPTY}', document = NULL,"
            " annotation_set = NULL WHERE seq = 5",
            ["5"],
        ),
        # The act that names them proves nothing when it is changed itself.
        ("UPDATE history SET edit = replace(edit, 'documents', 'Documents') WHERE seq = 6",
         ["2", "3", "4", "6"]),
        ("UPDATE history SET edit = replace(edit, '\"Purge\"', '\"Purged\"') WHERE seq = 6",
         ["2", "3", "4", "6"]),
    ],
)  # fmt: skip
def test_nobody_forges_with_it(file: sqlite3.Connection, statement: str, where: list[str]) -> None:
    file.execute("PRAGMA foreign_keys = OFF")
    file.execute(statement)
    assert broken(file) == where


def test_one_cut_off_with_the_act_breaks_the_chain(file: sqlite3.Connection) -> None:
    file.execute("DELETE FROM history WHERE seq = 6")
    assert broken(file) == ["2", "3", "4"]


def test_a_purge_empties_nothing_that_comes_after_it(file: sqlite3.Connection) -> None:
    """Else somebody could empty the future beforehand."""
    purge, previous = file.execute(
        "SELECT edit, sha256 FROM history ORDER BY seq DESC LIMIT 1"
    ).fetchone()
    later = HistoryRow(7, "2026-01-01", None, "other", None, "do", None, '{"edit":"X"}', "{}")
    sha256 = later.sha256(previous)
    forged = orjson.loads(purge)
    forged["emptied"].append([sha256, empty(later).sha256(previous)])
    file.execute("UPDATE history SET edit = ? WHERE seq = 6", (orjson.dumps(forged).decode(),))
    file.execute(
        "INSERT INTO history VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (*empty(later), previous, sha256),
    )
    assert "7" in broken(file)


def test_a_tombstone_that_was_taken_away_is_missed(path: Path, file: sqlite3.Connection) -> None:
    file.execute("DELETE FROM purged_documents")
    file.execute("DELETE FROM purges")
    with Project.open(path) as project:
        assert [one.what for one in project.check()] == [
            "purge of which nothing is left but the act"
        ]


def test_a_colleagues_file_may_have_such_rows(path: Path, tmp_path: Path) -> None:
    (tmp_path / "ours").mkdir()
    with make_project(tmp_path / "ours") as project:
        report = project.merge(path)
        assert report.documents_new == 1
        assert project.annotation_set("other", next(iter(
            one.annotator for one in project.annotation_sets("other")
        ))).spans.keys() == {"kept"}  # fmt: skip
        assert project.check() == []
        assert not any(isinstance(one.edit, Purge | Purged) for one in project.history())


def test_a_forged_one_is_refused_whole(
    path: Path, tmp_path: Path, file: sqlite3.Connection
) -> None:
    file.execute(
        f"UPDATE history SET edit = '{EMPTY}', inverse = '{EMPTY}', document = NULL,"
        " annotation_set = NULL WHERE seq = 5"
    )
    file.close()
    (tmp_path / "ours").mkdir()
    with make_project(tmp_path / "ours") as project, pytest.raises(HistoryBroken):
        project.merge(path)


def test_what_is_salvaged_keeps_them(path: Path, tmp_path: Path) -> None:
    from annotator.project.salvaging import salvage

    saved = tmp_path / "saved.annotator"
    done = salvage(path, saved)
    assert done.lost_acts == 0
    with Project.open(saved) as project:
        assert project.check() == []
        assert project.purging.count_emptied() == 3
        assert len(project.purging.tombstones()) == 1

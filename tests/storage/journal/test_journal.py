"""Appending: at once with the system, never in the way of a save, dropped with the backups."""

import os
import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from annotator.model.backup_errors import JournalStopped
from annotator.storage.backups.folder import next_name
from annotator.storage.backups.making import drop_superfluous
from annotator.storage.journal import journal as journals
from annotator.storage.journal.journal import Journal
from annotator.storage.journal.line import Line
from annotator.storage.journal.pieces import (
    list_pieces,
    newest_seq,
    pack_pieces,
    piece_path,
    read_pieces,
)

NOON = datetime(2026, 1, 24, 12, tzinfo=UTC)


def line(seq: int, after: str = "") -> bytes:
    return Line(after, NOON.isoformat(), 6, seq, 1, {"spans": [[seq]]}, {}, {}).dump()[0]


def seqs(folder: Path) -> list[int]:
    return [one.seq for one in read_pieces(list_pieces(folder))]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / next_name([], NOON)).write_bytes(b"backup")
    return tmp_path


@pytest.fixture
def journal(folder: Path) -> Iterator[Journal]:
    made = Journal(folder)
    yield made
    made.close()


def test_what_was_appended_is_with_the_system(journal: Journal, folder: Path) -> None:
    for seq in range(1, 50):
        journal.append([line(seq)])
        assert newest_seq(folder) == seq
    assert seqs(folder) == [*range(1, 50)]
    assert journal.has_gone_further(48)
    assert not journal.has_gone_further(49)


def test_without_a_backup_nothing_is_kept(tmp_path: Path) -> None:
    journal = Journal(tmp_path / "none")
    journal.append([line(1)])
    journal.close()
    assert list(tmp_path.iterdir()) == []


def test_a_disk_that_does_not_answer_holds_up_one_save_for_a_moment(
    journal: Journal, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A pipe that nobody reads from blocks as a dead disk does."""
    os.mkfifo(piece_path(folder, 1))
    start = time.monotonic()
    for seq in range(1, 100):
        journal.append([line(seq)])
    assert time.monotonic() - start < 20 * journals._PATIENCE
    read = os.open(piece_path(folder, 1), os.O_RDONLY | os.O_NONBLOCK)
    journal.close()
    os.close(read)


def test_what_waits_for_such_a_disk_is_limited(
    journal: Journal, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(journals, "_MOST_WAITING", 1_000)
    monkeypatch.setattr(journals, "_PATIENCE", 0.01)
    let_go = threading.Event()
    monkeypatch.setattr(journals, "_check_room", lambda folder: let_go.wait(30))
    told: list[JournalStopped] = []
    journal.on_stopped = told.append
    for seq in range(1, 50):
        journal.append([line(seq)])
    assert len(told) == 1
    let_go.set()
    journal.close()
    assert 1 <= len(seqs(folder)) < 20


def test_row_4_what_fails_is_told_once_until_it_goes_on(
    journal: Journal, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(journals, "_REST", 0.02)
    told: list[JournalStopped] = []
    journal.on_stopped = told.append
    piece_path(folder, 1).mkdir()  # where the piece was to be
    for seq in range(1, 12):
        journal.append([line(seq)])
        time.sleep(0.01)
    assert len(told) == 1
    piece_path(folder, 1).rmdir()
    time.sleep(0.03)
    journal.append([line(20)])
    assert seqs(folder) == [20]


def test_a_torn_line_is_ended_before_the_next(journal: Journal, folder: Path) -> None:
    piece_path(folder, 1).write_bytes(line(1) + line(2)[:-9])
    journal.append([line(3)])
    assert seqs(folder) == [1, 3]


def test_done_pieces_are_packed_and_go_with_their_backups(journal: Journal, folder: Path) -> None:
    for number in range(2, 40):
        journal.append([line(number)])
        journal.turn_over(folder, number)
        name = f"{number:06} 2026-01-24T12-00-00Z.annotator.zst"
        (folder / name).write_bytes(b"backup")
    journal.append([line(40)])
    assert seqs(folder) == [*range(2, 41)]
    pack_pieces(folder, 39)
    assert [one.is_packed for one in list_pieces(folder)] == [True] * 38 + [False]
    assert seqs(folder) == [*range(2, 41)]
    drop_superfluous(folder)
    assert [one.number for one in list_pieces(folder)] == [*range(29, 40)]


def test_it_counts_in_the_limit(journal: Journal, folder: Path) -> None:
    for number in range(2, 6):
        journal.turn_over(folder, number)
        journal.append([line(number) * 100])
        name = f"{number:06} 2026-01-24T12-00-00Z.annotator.zst"
        (folder / name).write_bytes(b"backup")
    size = list_pieces(folder)[0].size
    drop_superfluous(folder, 2 * size + 50)
    assert [one.number for one in list_pieces(folder)] == [3, 4, 5]
    drop_superfluous(folder, 0)
    assert [one.number for one in list_pieces(folder)] == [4, 5], "the newest stays"

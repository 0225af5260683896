"""Connections: what is turned on in them, and what SQLite's errors mean."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from annotator.model.errors import NotAProject, ProjectLocked, SavingFailed
from annotator.storage.database import (
    connect_reader,
    connect_writer,
    reading_error,
    saving_error,
    transaction,
)
from annotator.storage.store import create_file
from tests.builders import LABEL_SET


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "a.annotator"
    create_file(path, LABEL_SET, made_by="0", at="2026-01-24T00:00:00Z")
    return path


def setting(connection: sqlite3.Connection, name: str) -> object:
    return connection.execute(f"PRAGMA {name}").fetchone()[0]


def test_the_writer_keeps_what_it_says_is_saved(path: Path) -> None:
    with closing(connect_writer(path)) as connection:
        assert setting(connection, "journal_mode") == "truncate"
        assert setting(connection, "synchronous") == 2, "FULL"


def test_every_connection_is_wary(path: Path) -> None:
    for connect in (connect_writer, lambda path: connect_reader(path, is_read_only=False)):
        with closing(connect(path)) as connection:
            assert setting(connection, "foreign_keys") == 1
            assert setting(connection, "trusted_schema") == 0
            assert setting(connection, "cell_size_check") == 1


@pytest.mark.parametrize("is_read_only", [True, False])
def test_a_reader_changes_nothing(path: Path, is_read_only: bool) -> None:
    with (
        closing(connect_reader(path, is_read_only=is_read_only)) as connection,
        pytest.raises(sqlite3.OperationalError),
    ):
        connection.execute("DELETE FROM meta")


def test_a_transaction_is_whole_or_nothing(path: Path) -> None:
    def fail_halfway(connection: sqlite3.Connection) -> None:
        with transaction(connection, is_write=True):
            connection.execute("DELETE FROM meta")
            raise KeyError

    with closing(connect_writer(path)) as connection:
        with pytest.raises(KeyError):
            fail_halfway(connection)
        assert not connection.in_transaction
        assert connection.execute("SELECT count(*) FROM meta").fetchone()[0] > 0


def error_with(code: int, text: str) -> sqlite3.OperationalError:
    error = sqlite3.OperationalError(text)
    error.sqlite_errorcode = code
    return error


def test_what_errors_mean(path: Path) -> None:
    assert isinstance(reading_error(error_with(sqlite3.SQLITE_BUSY, "locked"), path), ProjectLocked)
    torn = reading_error(error_with(sqlite3.SQLITE_CORRUPT, "malformed"), path)
    assert isinstance(torn, NotAProject)
    assert torn.reason == "malformed"
    assert saving_error(error_with(sqlite3.SQLITE_FULL, "full"), path).is_disk_full
    assert not saving_error(error_with(sqlite3.SQLITE_IOERR, "I/O"), path).is_disk_full
    assert saving_error(KeyError(), path).reason == "KeyError"
    told = SavingFailed(path, "told")
    assert saving_error(told, path) is told

"""Connections to a project file, with the settings that keep it whole, and SQLite's errors read."""

import contextlib
import json
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from annotator.model.errors import (
    AnnotatorError,
    NotAProject,
    ProjectLocked,
    SavingFailed,
)

BUSY_TIMEOUT = 5.0
"""Seconds that a statement waits for another process before the file counts as locked."""
_CACHE = -65_536
"""KiB: an import that fits in keeps readers out only while it commits; one that does not is to
need no more memory than that, and what it remembers."""
_ASKED_BY_LISTS = (
    (3, "taken_history (annotator, here, at)"),
    (5, "hidden_documents (document_key INTEGER PRIMARY KEY, at, by, is_removed)"),
    (5, "joined_annotators (annotator, into_annotator)"),
)
"""Tables that every list asks, each with the version of the file that first had it."""
_FULL_DISK = 1 << 20
"""Fewer free bytes than this mean that the disk is full, whatever the system called it."""

DAMAGE = (sqlite3.Error, UnicodeDecodeError, json.JSONDecodeError)
"""What asking a damaged file raises: what SQLite says of it may quote bytes that are no text, and
what a column holds may be no JSON any more."""
MALFORMED = "database disk image is malformed"
"""What SQLite says of a file in which something is not where it should be."""


def connect_writer(path: Path) -> sqlite3.Connection:
    """Return the connection that writes. Transactions are begun and ended by hand."""
    connection = _connect(path, "rw")
    for pragma in ("journal_mode = TRUNCATE", "synchronous = FULL", f"cache_size = {_CACHE}"):
        connection.execute(f"PRAGMA {pragma}").fetchall()
    return connection


def put_journal_away(connection: sqlite3.Connection) -> None:
    """Leave one file behind: the journal that is kept empty between commits goes."""
    with contextlib.suppress(sqlite3.Error):
        connection.execute("PRAGMA journal_mode = DELETE").fetchall()


def connect_reader(path: Path, *, is_read_only: bool) -> sqlite3.Connection:
    """Return a connection that changes nothing; it may be handed from thread to thread.

    Where the file may be written it still rolls back what a crash has left half done.
    """
    connection = _connect(path, "ro" if is_read_only else "rw")
    if is_read_only:
        _make_up_for_tables(connection)
    connection.execute("PRAGMA query_only = ON")
    return connection


def _make_up_for_tables(connection: sqlite3.Connection) -> None:
    """Give a file of an older version the empty tables that lists ask, of the connection's own:
    it stays as it is."""
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    for since, table in _ASKED_BY_LISTS:
        if version < since:
            connection.execute(f"CREATE TEMP TABLE {table}")


def _connect(path: Path, mode: str) -> sqlite3.Connection:
    connection = sqlite3.connect(
        f"{path.absolute().as_uri()}?mode={mode}",
        uri=True,
        timeout=BUSY_TIMEOUT,
        isolation_level=None,
        check_same_thread=False,
    )
    protect(connection)
    return connection


def protect(connection: sqlite3.Connection) -> None:
    """Turn on what SQLite leaves off: foreign keys, and distrust of what the file itself says."""
    for pragma in ("foreign_keys = ON", "trusted_schema = OFF", "cell_size_check = ON"):
        connection.execute(f"PRAGMA {pragma}")
    connection.execute("PRAGMA mmap_size = 0").fetchall()
    connection.text_factory = _decoded


def _decoded(raw: bytes) -> str:
    """Return text that a disk may have damaged. Where it is no UTF-8 any more it is read like any
    other that is not what its hash says: one article, or one act, and not the whole file."""
    return raw.decode("utf-8", "replace")


def wipe(connection: sqlite3.Connection) -> None:
    """Write the whole file anew: what was deleted at any time, and lies in gaps and free pages, is
    not in it any more. Not within a transaction."""
    connection.execute("PRAGMA secure_delete = ON").fetchall()
    connection.execute("VACUUM")


@contextmanager
def transaction(connection: sqlite3.Connection, *, is_write: bool) -> Iterator[sqlite3.Connection]:
    """Hold everything inside together: all of it, or after an error nothing."""
    connection.execute("BEGIN IMMEDIATE" if is_write else "BEGIN")
    try:
        yield connection
        connection.execute("COMMIT")
    except BaseException:
        # A full disk may have rolled the transaction back already.
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def reading_error(error: Exception, path: Path) -> AnnotatorError:
    """Return what an error of a file (`DAMAGE`) means for someone who reads."""
    if isinstance(error, UnicodeDecodeError | json.JSONDecodeError):
        return NotAProject(path, MALFORMED)
    if _is_locked(error):
        return ProjectLocked(path)
    return NotAProject(path, str(error))


def saving_error(error: Exception, path: Path) -> SavingFailed:
    """Return what an error met while saving means for the user."""
    if isinstance(error, SavingFailed):
        return error
    return SavingFailed(path, str(error) or type(error).__name__, _is_disk_full(error, path))


def is_fault_of_ours(error: Exception) -> bool:
    """Tell whether saving failed because of what we did, not of the disk or of other programs."""
    if isinstance(
        error, sqlite3.ProgrammingError | sqlite3.InterfaceError | sqlite3.IntegrityError
    ):
        return True
    return not isinstance(error, SavingFailed | sqlite3.Error | OSError)


def file_identity(path: Path) -> tuple[int, int]:
    """Return what tells this file from another put in its place; (0, 0) where it is gone."""
    try:
        status = path.stat()
    except OSError:
        return (0, 0)
    return (status.st_dev, status.st_ino)


def _is_locked(error: Exception) -> bool:
    return (getattr(error, "sqlite_errorcode", 0) & 0xFF) in {
        sqlite3.SQLITE_BUSY,
        sqlite3.SQLITE_LOCKED,
    }


def _is_disk_full(error: Exception, path: Path) -> bool:
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code == sqlite3.SQLITE_FULL:
        return True
    try:
        return code == sqlite3.SQLITE_IOERR and shutil.disk_usage(path.parent).free < _FULL_DISK
    except OSError:
        return False

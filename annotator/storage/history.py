"""Rows of the history, each holding the hash of itself and of the one before: a chain."""

import hashlib
import sqlite3
from collections.abc import Iterator
from typing import NamedTuple

import orjson


class HistoryRow(NamedTuple):
    """One act as it stands in the file; edits are JSON (`annotator.edits.encoding`)."""

    seq: int
    at: str
    annotator: str | None
    document: str | None
    annotation_set: str | None
    step: str
    of: int | None
    edit: str
    inverse: str

    def sha256(self, previous: str) -> str:
        """Return the hash of this row as it follows on a row with the hash `previous`."""
        return hashlib.sha256(orjson.dumps([previous, *self])).hexdigest()


NO_ROW = (0, "")
"""Number and hash before the first row."""

ROW = "seq, at, annotator, document, annotation_set, step, of, edit, inverse"
"""The columns of a row, without its hashes."""


def last_row(connection: sqlite3.Connection) -> tuple[int, str]:
    """Return number and hash of the last row."""
    row = connection.execute("SELECT seq, sha256 FROM history ORDER BY seq DESC LIMIT 1").fetchone()
    return row or NO_ROW


def append_row(connection: sqlite3.Connection, row: HistoryRow, previous: str) -> str:
    """Add a row behind the one with the hash `previous`; return its own."""
    sha256 = row.sha256(previous)
    connection.execute(
        "INSERT INTO history VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", (*row, previous, sha256)
    )
    return sha256


def read_row(connection: sqlite3.Connection, seq: int) -> HistoryRow | None:
    """Return the row with this number."""
    row = connection.execute(f"SELECT {ROW} FROM history WHERE seq = ?", (seq,)).fetchone()
    return HistoryRow(*row) if row else None


def read_latest_of(connection: sqlite3.Connection, seq: int) -> HistoryRow | None:
    """Return the row that last did, took back or did again the act with this number."""
    row = connection.execute(
        f"SELECT {ROW} FROM history WHERE of = ? ORDER BY seq DESC LIMIT 1", (seq,)
    ).fetchone()
    return HistoryRow(*row) if row else read_row(connection, seq)


def read_steps(
    connection: sqlite3.Connection, annotator: str | None
) -> Iterator[tuple[int, str, int | None]]:
    """Yield (seq, step, of) of an annotator's rows (id) in order."""
    return connection.execute(
        "SELECT seq, step, of FROM history WHERE annotator IS ? ORDER BY seq", (annotator,)
    )


def read_rows(
    connection: sqlite3.Connection, document: str | None, after: int, count: int
) -> list[HistoryRow]:
    """Return the next rows (of one document) after a number, in order."""
    condition = "AND document = :document" if document is not None else ""
    return _rows(
        connection,
        f"SELECT {ROW} FROM history WHERE seq > :after {condition} ORDER BY seq LIMIT :count",
        {"document": document, "after": after, "count": count},
    )


def read_newest_rows(
    connection: sqlite3.Connection, document: str | None, count: int
) -> list[HistoryRow]:
    """Return the last rows (of one document), newest first."""
    condition = "WHERE document = :document" if document is not None else ""
    return _rows(
        connection,
        f"SELECT {ROW} FROM history {condition} ORDER BY seq DESC LIMIT :count",
        {"document": document, "count": count},
    )


def _rows(
    connection: sqlite3.Connection, statement: str, parameters: dict[str, object]
) -> list[HistoryRow]:
    return [HistoryRow(*row) for row in connection.execute(statement, parameters)]


def read_sha256(connection: sqlite3.Connection, seq: int) -> str | None:
    """Return the hash of the row with this number; None where there is none."""
    row = connection.execute("SELECT sha256 FROM history WHERE seq = ?", (seq,)).fetchone()
    return row[0] if row else None

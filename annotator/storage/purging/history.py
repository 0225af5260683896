"""Rows of the history emptied, and the row of the purge that says so; rows of other files' go."""

import sqlite3
from collections.abc import Callable, Iterable, Iterator

from annotator.model.purge import Mentioned
from annotator.storage.columns import dump
from annotator.storage.emptied import EMPTY, empty
from annotator.storage.history import ROW, HistoryRow

Told = Callable[[str], Mentioned]
"""Returns what an edit is about that is given as JSON."""
IsAbout = Callable[[str], bool]
"""Tells whether an edit, given as JSON, is about what is erased."""

_ANYWHERE = 'edit LIKE \'%"act":"%\' OR inverse LIKE \'%"act":"%\''
"""An act on one document that may name another."""


def find_acts(
    connection: sqlite3.Connection,
    documents: Iterable[str],
    is_about: IsAbout,
    *,
    is_everywhere: bool = False,
) -> list[int]:
    """Return the numbers of the rows about documents (ids), and of others that are about what is
    erased; with `is_everywhere` any row may be, else those that name several documents."""
    gone = set(documents)
    asked = "1" if is_everywhere else f"document IS NULL OR {_ANYWHERE}"
    sure = {
        seq
        for (seq,) in connection.execute(
            "SELECT seq FROM history WHERE document IN (SELECT value FROM json_each(?))",
            (dump(sorted(gone)),),
        )
    }
    rows = connection.execute(
        f"SELECT seq, edit, inverse FROM history WHERE edit <> ? AND ({asked})", (EMPTY,)
    )
    said = {seq for seq, *bodies in rows if seq not in sure and any(map(is_about, bodies))}
    return sorted(sure | said)


def empty_acts(connection: sqlite3.Connection, acts: Iterable[int]) -> list[tuple[str, str]]:
    """Empty rows (numbers); return the hash of each, and the hash of what is left of it."""
    emptied = []
    for seq in acts:
        *cells, previous, sha256 = connection.execute(
            f"SELECT {ROW}, previous_sha256, sha256 FROM history WHERE seq = ?", (seq,)
        ).fetchone()
        left = empty(HistoryRow(*cells))
        connection.execute(
            "UPDATE history SET document = NULL, annotation_set = NULL, edit = ?, inverse = ?"
            " WHERE seq = ?",
            (EMPTY, EMPTY, seq),
        )
        emptied.append((sha256, left.sha256(previous)))
    return emptied


def drop_taken_rows(
    connection: sqlite3.Connection, documents: Iterable[str], is_about: IsAbout
) -> int:
    """Take rows of other files' histories away that are about documents (ids), or about what is
    erased; return how many. Each stands by itself: no chain breaks."""
    gone = (dump(sorted(documents)),)
    keys = {
        key
        for (key,) in connection.execute(
            "SELECT key FROM taken_history WHERE here IN (SELECT value FROM json_each(?))", gone
        )
    }
    keys |= _about(connection, "taken_history", is_about)
    _delete(connection, "taken_history", keys)
    return len(keys)


def drop_taken_edits(
    connection: sqlite3.Connection,
    documents: Iterable[str],
    sets: Iterable[str],
    is_about: IsAbout,
) -> int:
    """Take edits of takings in away that are about documents or sets (ids), or about what is
    erased; return how many."""
    rows = connection.execute(
        "SELECT key FROM taken_edits WHERE document IN (SELECT value FROM json_each(?))"
        " OR annotation_set IN (SELECT value FROM json_each(?))",
        (dump(sorted(documents)), dump(sorted(sets))),
    )
    keys = {key for (key,) in rows} | _about(connection, "taken_edits", is_about)
    _delete(connection, "taken_edits", keys)
    return len(keys)


def _about(connection: sqlite3.Connection, table: str, is_about: IsAbout) -> set[int]:
    rows: Iterator[tuple[int, str, str]] = connection.execute(
        f"SELECT key, edit, inverse FROM {table}"
    )
    return {key for key, *bodies in rows if any(map(is_about, bodies))}


def _delete(connection: sqlite3.Connection, table: str, keys: Iterable[int]) -> None:
    connection.executemany(f"DELETE FROM {table} WHERE key = ?", [(key,) for key in keys])

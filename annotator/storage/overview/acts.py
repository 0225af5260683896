"""Rows of the history as progress and pace need them: who did what kind of thing where and when."""

import sqlite3
from typing import NamedTuple

from annotator.storage.taken import has_taken

PAGE = 5_000
"""Rows that are read in one go: some tens of milliseconds."""


class ActRow(NamedTuple):
    """A row of the history, without what it did unless that may say how far a set is."""

    number: int
    """Its place among the rows that are read."""
    at: int | None
    """Seconds since 1970, UTC; None where that is not a time."""
    annotator: str | None
    document: str | None
    annotation_set: str | None
    spans: int
    """How many spans it made."""
    edit: str | None
    """JSON, where it may give a set a status."""


# How many spans an edit of several made is found in its words, several times faster than by taking
# it apart. Notes and names cannot look like that: in JSON their quotes are escaped.
_COLUMNS = """
    CAST(strftime('%s', at) AS INTEGER), annotator, {document}, {set},
    (length(edit) - length(replace(edit, '"edit":"AddSpan"', ''))) / 16,
    CASE WHEN instr(edit, '"status":"') > 0 THEN edit END
"""


def read_acts(connection: sqlite3.Connection, after: int) -> list[ActRow]:
    """Return the next rows of the history after a number, at most `PAGE`."""
    columns = _COLUMNS.format(document="document", set="annotation_set")
    rows = connection.execute(
        f"SELECT seq, {columns} FROM history WHERE seq > ? ORDER BY seq LIMIT {PAGE}", (after,)
    )
    return [ActRow(*row) for row in rows]


def read_taken_acts(connection: sqlite3.Connection, after: int) -> list[ActRow]:
    """Return the next rows that came with colleagues' files, as `read_acts` does: documents and
    sets are named as they are here."""
    if not has_taken(connection):
        return []
    columns = _COLUMNS.format(
        document="here",
        set="coalesce((SELECT taken_sets.annotation_set FROM taken_sets"
        " WHERE taken_sets.import_id = taken_history.import_id"
        " AND other = taken_history.annotation_set), annotation_set)",
    )
    rows = connection.execute(
        f"SELECT key, {columns} FROM taken_history WHERE key > ?"
        " AND import_id IN (SELECT id FROM imports WHERE is_retired = 0)"
        f" ORDER BY key LIMIT {PAGE}",
        (after,),
    )
    return [ActRow(*row) for row in rows]


def count_acts(connection: sqlite3.Connection) -> int:
    """Return how many rows there may be to read, roughly: for telling how far one is."""
    own = connection.execute("SELECT coalesce(max(seq), 0) FROM history").fetchone()[0]
    if not has_taken(connection):
        return int(own)
    taken = connection.execute("SELECT coalesce(max(key), 0) FROM taken_history").fetchone()[0]
    return int(own + taken)

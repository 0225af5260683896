"""Rows of articles that were set aside or removed: lists, searches, counts and exports leave them
out, and everything that stands on them is kept.

`SHOWN` is the condition of a statement on `documents` that shall leave them out; one that finds a
document by its id, or looks after the file as a whole, asks for `is_retired = 0` alone. A file of
an older version that can only be read is given an empty table of its connection's own
(`annotator.storage.database.connect_reader`).
"""

import sqlite3
from collections.abc import Collection, Iterable
from typing import NamedTuple

from annotator.model.hidden import Hidden, HiddenChange
from annotator.storage.columns import dump

SHOWN = (
    "documents.is_retired = 0 AND documents.key NOT IN (SELECT document_key FROM hidden_documents)"
)


def read_hidden(
    connection: sqlite3.Connection, documents: Collection[str] | None = None
) -> list[Hidden]:
    """Return what is hidden (of some documents, by id), in project order."""
    condition, parameters = "", []
    if documents is not None:
        condition = " AND documents.id IN (SELECT value FROM json_each(?))"
        parameters.append(dump(list(documents)))
    rows = connection.execute(
        "SELECT documents.id, at, by, is_removed FROM hidden_documents"
        " JOIN documents ON documents.key = document_key"
        f" WHERE documents.is_retired = 0{condition} ORDER BY position, documents.key",
        parameters,
    )
    return [Hidden(id, at, by, bool(is_removed)) for id, at, by, is_removed in rows]


def count_hidden(connection: sqlite3.Connection) -> int:
    """Return how many documents are hidden."""
    row = connection.execute(
        "SELECT count(*) FROM hidden_documents JOIN documents ON documents.key = document_key"
        " WHERE documents.is_retired = 0"
    ).fetchone()
    return int(row[0])


def read_hidden_keys(connection: sqlite3.Connection) -> list[int]:
    """Return the keys of the documents that are hidden, in project order."""
    rows = connection.execute(
        "SELECT key FROM hidden_documents JOIN documents ON documents.key = document_key"
        " WHERE documents.is_retired = 0 ORDER BY position, key"
    )
    return [key for (key,) in rows]


def write_hidden(connection: sqlite3.Connection, changes: Iterable[HiddenChange]) -> None:
    """Write what was hidden (after) and what is shown again (no after)."""
    pairs = list(changes)
    connection.executemany(
        f"DELETE FROM hidden_documents WHERE document_key = {_KEY}",
        [(before.document,) for before, after in pairs if before and not after],
    )
    connection.executemany(
        f"REPLACE INTO hidden_documents VALUES ({_KEY}, ?, ?, ?)",
        [after for _, after in pairs if after],
    )


_KEY = "(SELECT key FROM documents WHERE id = ? AND is_retired = 0)"


# ---- what stands on them ------------------------------------------------------------------------


class Standing(NamedTuple):
    """What stands on some documents, in numbers."""

    sets: list[tuple[str | None, int, int, int, int]]
    """Annotator's name (None: the curated sets), sets, finished ones, spans, relations; sets
    without anything said are not counted."""
    verdicts: int
    remarks: int
    assignments: int


def count_standing_on(connection: sqlite3.Connection, keys: Iterable[int]) -> Standing:
    """Return what stands on documents (keys), from the summaries: nothing is counted span by
    span."""
    asked = (dump(list(keys)),)
    among = "document_key IN (SELECT value FROM json_each(?))"
    sets = connection.execute(
        "SELECT annotators.name, count(*), sum(status = 'finished'), sum(spans), sum(relations)"
        " FROM annotation_sets LEFT JOIN annotators ON annotators.key = annotator_key"
        f" WHERE {among} AND is_retired = 0"
        " AND (status <> 'new' OR spans > 0 OR labels <> '[]' OR attributes IS NOT NULL)"
        " GROUP BY annotator_key ORDER BY annotators.name IS NULL, annotators.name",
        asked,
    ).fetchall()
    counts = (
        connection.execute(f"SELECT count(*) FROM {table} WHERE {among}", asked).fetchone()[0]
        for table in ("verdicts", "remarks", "assignments")
    )
    return Standing(sets, *counts)

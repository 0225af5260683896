"""What was taken in from other files: rows of their history, the ids of their sets, and the edits
that changed what was here. And the same questions asked of both: who knows which row."""

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from annotator.storage.columns import dump
from annotator.storage.history import ROW, HistoryRow

_LIVE = "import_id IN (SELECT id FROM imports WHERE is_retired = 0)"


TOUCHED_SETS = """
    SELECT id FROM annotation_sets WHERE import_id = :import_id
    UNION SELECT annotation_set FROM taken_edits WHERE import_id = :import_id
"""
"""Ids of the sets that a taking in has brought or changed."""


class TakenRow(NamedTuple):
    """A row of somebody's history, with the two hashes that prove it."""

    row: HistoryRow
    previous: str
    sha256: str


class TakenEdit(NamedTuple):
    """An edit that a taking in has made: on a set, on a document, or on the project; as JSON."""

    document: str | None
    annotator: str | None
    annotation_set: str | None
    edit: str
    inverse: str


# ---- asking -------------------------------------------------------------------------------------


def has_taken(connection: sqlite3.Connection) -> bool:
    """Tell whether the file has a place for it: one of an older version that can only be read has
    none."""
    row = connection.execute(
        "SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name = 'taken_sets'"
    ).fetchone()
    return bool(row[0])


def read_known(connection: sqlite3.Connection, hashes: Sequence[str]) -> set[str]:
    """Return those of some hashes whose rows are known in the file."""
    asked = dump(list(hashes))
    found = connection.execute(
        "SELECT sha256 FROM history WHERE sha256 IN (SELECT value FROM json_each(?))", (asked,)
    ).fetchall()
    if has_taken(connection):
        found += connection.execute(
            f"SELECT sha256 FROM taken_history WHERE {_LIVE}"
            " AND sha256 IN (SELECT value FROM json_each(?))",
            (asked,),
        ).fetchall()
    return {sha256 for (sha256,) in found}


def read_known_rows(connection: sqlite3.Connection, document: str | None) -> list[TakenRow]:
    """Return all rows about a document (id), or about none in particular, that the file knows."""
    columns = f"{ROW}, previous_sha256, sha256"
    rows = connection.execute(
        f"SELECT {columns} FROM history WHERE document IS ?", (document,)
    ).fetchall()
    if has_taken(connection):
        rows += connection.execute(
            f"SELECT {columns} FROM taken_history WHERE here IS ? AND {_LIVE}", (document,)
        ).fetchall()
    found = {row[-1]: TakenRow(HistoryRow(*row[:-2]), row[-2], row[-1]) for row in rows}
    return list(found.values())


def read_taken_bodies(
    connection: sqlite3.Connection, after: int, count: int, *, table: str
) -> list[tuple[int, str, str]]:
    """Return the next (key, edit, inverse) behind a key of `taken_history` or `taken_edits`."""
    if not has_taken(connection):
        return []
    return connection.execute(
        f"SELECT key, edit, inverse FROM {table} WHERE key > ? ORDER BY key LIMIT ?",
        (after, count),
    ).fetchall()


def read_row_places(connection: sqlite3.Connection) -> list[tuple[str, str | None]]:
    """Return (hash, document id in this file or None) of every row that the file knows."""
    rows = connection.execute("SELECT sha256, document FROM history").fetchall()
    if has_taken(connection):
        rows += connection.execute(
            f"SELECT sha256, here FROM taken_history WHERE {_LIVE}"
        ).fetchall()
    return rows


def read_origins(connection: sqlite3.Connection) -> dict[str, set[str]]:
    """Return set id -> the ids under which the set goes in files that were taken in."""
    origins: dict[str, set[str]] = defaultdict(set)
    if has_taken(connection):
        for here, other in connection.execute(
            f"SELECT annotation_set, other FROM taken_sets WHERE {_LIVE}"
        ):
            origins[here].add(other)
    return origins


def read_set_places(connection: sqlite3.Connection) -> dict[str, str]:
    """Return set id -> document id of all sets."""
    return dict(
        connection.execute(
            "SELECT annotation_sets.id, documents.id FROM annotation_sets"
            " JOIN documents ON documents.key = document_key"
            " WHERE annotation_sets.is_retired = 0 AND documents.is_retired = 0"
        ).fetchall()
    )


def read_annotation_places(
    connection: sqlite3.Connection, ids: Sequence[str]
) -> list[tuple[str, str]]:
    """Return (annotation id, set id) for those of some ids that stand anywhere."""
    asked = dump(list(ids))
    return [
        row
        for table in ("spans", "relations")
        for row in connection.execute(
            f"SELECT {table}.id, annotation_sets.id FROM {table}"
            " JOIN annotation_sets ON annotation_sets.key = set_key"
            f" WHERE is_retired = 0 AND {table}.id IN (SELECT value FROM json_each(?))",
            (asked,),
        )
    ]


# ---- writing ------------------------------------------------------------------------------------


def add_taken_rows(
    connection: sqlite3.Connection, import_id: str, here: str | None, rows: Iterable[TakenRow]
) -> None:
    """Keep rows of another file's history, about the document that has this id here."""
    connection.executemany(
        f"INSERT OR IGNORE INTO taken_history (import_id, here, {ROW}, previous_sha256, sha256)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [(import_id, here, *one.row, one.previous, one.sha256) for one in rows],
    )


def add_taken_set(
    connection: sqlite3.Connection, import_id: str, annotation_set: str, others: Iterable[str]
) -> None:
    """Keep under which ids a set of ours goes elsewhere."""
    connection.executemany(
        "INSERT OR IGNORE INTO taken_sets (import_id, other, annotation_set) VALUES (?, ?, ?)",
        [(import_id, other, annotation_set) for other in sorted(others)],
    )


def add_taken_edit(connection: sqlite3.Connection, import_id: str, edit: TakenEdit) -> None:
    """Keep an edit of a taking in, behind those that it has made before."""
    connection.execute(
        "INSERT INTO taken_edits (import_id, document, annotator, annotation_set, edit, inverse)"
        " VALUES (?, ?, ?, ?, ?, ?)",
        (import_id, *edit),
    )


def read_taken_edits(connection: sqlite3.Connection, import_id: str) -> list[TakenEdit]:
    """Return the edits of a taking in, in order."""
    return [
        TakenEdit(*row)
        for row in connection.execute(
            "SELECT document, annotator, annotation_set, edit, inverse FROM taken_edits"
            " WHERE import_id = ? ORDER BY key",
            (import_id,),
        )
    ]


_LATER = """
    import_id IN (SELECT id FROM imports WHERE is_retired = 0) AND (
        import_id IN (
            SELECT json_extract(edit, '$.import_id') FROM history
            WHERE seq > :after AND edit LIKE '{"edit":"TakeIn"%'
        )
        OR import_id NOT IN (
            SELECT json_extract(edit, '$.import_id') FROM history
            WHERE edit LIKE '{"edit":"TakeIn"%'
        )
    )
"""
"""Of what was taken in, live, by a row of the history after a number; or by one that was emptied,
so that nobody can tell any more when."""


def read_edits_taken_after(
    connection: sqlite3.Connection, annotation_set: str, after: int
) -> list[TakenEdit]:
    """Return the edits of a set (id) that were taken in after a row of the history and stand."""
    rows = connection.execute(
        "SELECT document, annotator, annotation_set, edit, inverse FROM taken_edits"
        f" WHERE annotation_set = :annotation_set AND {_LATER} ORDER BY key",
        {"annotation_set": annotation_set, "after": after},
    )
    return [TakenEdit(*row) for row in rows]


def count_edits_taken_after(connection: sqlite3.Connection, import_id: str, after: int) -> int:
    """Return how many edits that were taken in after a row of the history stand on sets that an
    earlier taking in has brought or changed."""
    row = connection.execute(
        f"SELECT count(*) FROM taken_edits WHERE import_id <> :import_id AND {_LATER}"
        f" AND annotation_set IN ({TOUCHED_SETS})",
        {"import_id": import_id, "after": after},
    ).fetchone()
    return int(row[0])

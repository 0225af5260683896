"""Rows of assignments, and of the annotators that stand for somebody's second time."""

import sqlite3
from collections.abc import Collection, Iterable

from annotator.model.assignment import Assignment, SecondTime
from annotator.model.changes import AssignmentChange
from annotator.model.ids import derived_id
from annotator.storage.columns import dump


def has_assignments(connection: sqlite3.Connection) -> bool:
    """Tell whether there is any assignment, or was one of a second time. A file of an older version
    that can only be read has no place for them."""
    has_place = connection.execute(
        "SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name = 'second_times'"
    ).fetchone()[0]
    return bool(has_place and connection.execute(_ANY).fetchone()[0])


_ANY = "SELECT EXISTS (SELECT 1 FROM assignments) OR EXISTS (SELECT 1 FROM second_times)"


def has_blind_assignments(connection: sqlite3.Connection) -> bool:
    """Tell whether any document is given blind."""
    found = connection.execute("SELECT EXISTS (SELECT 1 FROM assignments WHERE is_blind = 1)")
    return bool(found.fetchone()[0])


def read_assignments(
    connection: sqlite3.Connection,
    *,
    documents: Collection[str] | None = None,
    annotators: Collection[str] | None = None,
) -> list[Assignment]:
    """Return all assignments (on some documents, of some annotators, by id), documents in project
    order."""
    condition, parameters = "", []
    for column, ids in (("documents.id", documents), ("annotator", annotators)):
        if ids is not None:
            condition += f" AND {column} IN (SELECT value FROM json_each(?))"
            parameters.append(dump(list(ids)))
    rows = connection.execute(
        "SELECT documents.id, annotator, at, by, is_blind FROM assignments"
        " JOIN documents ON documents.key = document_key"
        f" WHERE documents.is_retired = 0 {condition}"
        " ORDER BY documents.position, documents.key, assignments.key",
        parameters,
    )
    return [
        Assignment(document, annotator, at, by, bool(is_blind))
        for document, annotator, at, by, is_blind in rows
    ]


def read_second_times(connection: sqlite3.Connection) -> list[SecondTime]:
    """Return all second times, by round."""
    rows = connection.execute(
        "SELECT annotator, of, round FROM second_times ORDER BY round, annotator"
    )
    return [SecondTime(*row) for row in rows]


def read_last_touched(connection: sqlite3.Connection, annotator: str) -> list[tuple[str, str]]:
    """Return (document id, when) of an annotator's (id) sets in project order: when each was last
    touched, in this file or in one that was taken in; where no history says so, when it came in
    (ISO 8601)."""
    return connection.execute(_LAST_TOUCHED, {"annotator": annotator}).fetchall()


_LAST_TOUCHED = """
    SELECT documents.id, coalesce(
        (
            SELECT max(at) FROM (
                SELECT at FROM history WHERE document = documents.id
                    AND annotation_set = annotation_sets.id
                UNION ALL
                SELECT at FROM taken_history WHERE here = documents.id
                    AND annotation_set IN (
                        SELECT annotation_sets.id UNION SELECT other FROM taken_sets
                        WHERE taken_sets.annotation_set = annotation_sets.id
                    )
            )
        ),
        (SELECT at FROM imports WHERE imports.id = annotation_sets.import_id)
    ) AS touched
    FROM annotation_sets JOIN documents ON documents.key = document_key
    WHERE annotator_key = (SELECT key FROM annotators WHERE id = :annotator)
        AND documents.is_retired = 0 AND annotation_sets.is_retired = 0 AND touched IS NOT NULL
    ORDER BY documents.position, documents.key
"""


def write_assignments(connection: sqlite3.Connection, changes: Iterable[AssignmentChange]) -> None:
    """Write assignments made (after), changed or withdrawn (no after)."""
    pairs = list(changes)
    gone = [(before.document, before.annotator) for before, after in pairs if before and not after]
    connection.executemany(
        f"DELETE FROM assignments WHERE document_key = {_KEY} AND annotator = ?", gone
    )
    _put(
        connection,
        (after for _, after in pairs if after),
        "at = excluded.at, by = excluded.by, is_blind = excluded.is_blind",
    )


def put_assignments(connection: sqlite3.Connection, assignments: Iterable[Assignment]) -> None:
    """Take assignments in that came from another file: of those for the same document and
    annotator ours stays, blind where either is. Documents and annotators must be there."""
    _put(connection, assignments, "is_blind = max(is_blind, excluded.is_blind)")


_KEY = "(SELECT key FROM documents WHERE id = ? AND is_retired = 0)"


def _put(connection: sqlite3.Connection, rows: Iterable[Assignment], otherwise: str) -> None:
    connection.executemany(
        "INSERT INTO assignments (document_key, annotator, at, by, is_blind)"
        f" VALUES ({_KEY}, ?, ?, ?, ?)"
        f" ON CONFLICT (document_key, annotator) DO UPDATE SET {otherwise}",
        rows,
    )


def put_second_times(connection: sqlite3.Connection, times: Iterable[SecondTime]) -> None:
    """Take second times in that came from another file; those that are here stay."""
    connection.executemany("INSERT OR IGNORE INTO second_times VALUES (?, ?, ?)", times)


def make_second_time(
    connection: sqlite3.Connection, of: str, round: int, names: Iterable[str]
) -> SecondTime:
    """Make the annotator that stands for somebody's (id) round, under the first free name; where
    there is one, return it. Its id is the same in every copy of the project."""
    made = SecondTime(derived_id("second time", of, str(round)), of, round)
    if made not in read_second_times(connection):
        taken = {name for (name,) in connection.execute("SELECT name FROM annotators")}
        name = next(name for name in names if name not in taken)
        connection.execute(
            "INSERT INTO annotators (id, name) VALUES (?, ?)", (made.annotator, name)
        )
        put_second_times(connection, [made])
    return made

"""Annotators that are one person: whose work went over to whom. A file of an older version that can
only be read has an empty table of the connection's own."""

import sqlite3
from collections.abc import Collection, Iterable
from typing import NamedTuple

from annotator.model.annotator import Annotator
from annotator.storage.columns import dump


class SetOver(NamedTuple):
    """A set (id) that would go over, its document (id), and what it holds."""

    id: str
    document: str
    status: str
    spans: int
    relations: int


def read_joined(connection: sqlite3.Connection) -> dict[str, str]:
    """Return annotator -> the one (ids) that they are now, through all that were joined."""
    pairs = dict(connection.execute("SELECT annotator, into_annotator FROM joined_annotators"))
    found: dict[str, str] = {}
    for one, first in pairs.items():
        into = first
        while into in pairs:
            into = pairs[into]
        found[one] = into
    return found


def put_joined(connection: sqlite3.Connection, annotator: str, into: str) -> None:
    """Say that an annotator is another (ids) from now on."""
    connection.execute("REPLACE INTO joined_annotators VALUES (?, ?)", (annotator, into))


def drop_joined(connection: sqlite3.Connection, annotator: str) -> None:
    """Say that an annotator (id) is nobody else any more."""
    connection.execute("DELETE FROM joined_annotators WHERE annotator = ?", (annotator,))


def read_sets_of(connection: sqlite3.Connection, annotator: str) -> list[SetOver]:
    """Return the sets of an annotator (id), documents in project order, hidden ones too."""
    rows = connection.execute(
        "SELECT annotation_sets.id, documents.id, status, spans, relations FROM annotation_sets"
        " JOIN documents ON documents.key = document_key"
        " WHERE annotator_key = (SELECT key FROM annotators WHERE id = ?)"
        " AND annotation_sets.is_retired = 0 AND documents.is_retired = 0"
        " ORDER BY position, documents.key",
        (annotator,),
    )
    return [SetOver(*row) for row in rows]


def read_with_sets(connection: sqlite3.Connection, annotators: Collection[str]) -> set[str]:
    """Return those of some annotators (ids) who have a set."""
    rows = connection.execute(
        "SELECT annotators.id FROM annotators WHERE id IN (SELECT value FROM json_each(?))"
        " AND key IN (SELECT annotator_key FROM annotation_sets WHERE is_retired = 0)",
        (dump(list(annotators)),),
    )
    return {id for (id,) in rows}


def move_sets(connection: sqlite3.Connection, sets: Collection[str], annotator: str) -> None:
    """Let sets (ids) be those of an annotator (id)."""
    connection.execute(
        "UPDATE annotation_sets SET annotator_key = (SELECT key FROM annotators WHERE id = ?)"
        " WHERE id IN (SELECT value FROM json_each(?))",
        (annotator, dump(list(sets))),
    )


def count_moved(connection: sqlite3.Connection, import_id: str) -> int:
    """Return how many of the sets that a taking in has changed are somebody else's by now."""
    row = connection.execute(
        "SELECT count(DISTINCT annotation_sets.key) FROM taken_edits"
        " JOIN annotation_sets ON annotation_sets.id = taken_edits.annotation_set"
        " JOIN annotators ON annotators.key = annotation_sets.annotator_key"
        " WHERE taken_edits.import_id = ? AND annotation_sets.is_retired = 0"
        " AND taken_edits.annotator <> annotators.id",
        (import_id,),
    ).fetchone()
    return int(row[0])


def count_not_of(connection: sqlite3.Connection, sets: Collection[str], annotator: str) -> int:
    """Return how many of these sets (ids) are not there, or not an annotator's (id)."""
    row = connection.execute(
        "SELECT count(*) FROM annotation_sets JOIN annotators ON annotators.key = annotator_key"
        " WHERE annotation_sets.id IN (SELECT value FROM json_each(?)) AND annotators.id = ?"
        " AND is_retired = 0",
        (dump(list(sets)), annotator),
    ).fetchone()
    return len(sets) - int(row[0])


def read_steps_on(
    connection: sqlite3.Connection, sets: Collection[str], after: int
) -> list[tuple[str | None, int, str, int | None]]:
    """Return (annotator, seq, step, of) of the acts on sets (ids) after a row of the history."""
    return connection.execute(
        "SELECT annotator, seq, step, of FROM history WHERE seq > ?"
        " AND annotation_set IN (SELECT value FROM json_each(?)) ORDER BY seq",
        (after, dump(list(sets))),
    ).fetchall()


def read_verdicts_naming(connection: sqlite3.Connection, annotator: str) -> list[str]:
    """Return the verdicts, as JSON, in which an annotator (id) has any part."""
    rows = connection.execute(
        "SELECT verdict FROM verdicts WHERE reviewer = :who OR first = :who OR second = :who"
        " OR instr(verdict, :who) ORDER BY key",
        {"who": annotator},
    )
    return [verdict for (verdict,) in rows]


def read_remarks_by(connection: sqlite3.Connection, annotator: str) -> list[str]:
    """Return the ids of the remarks of an annotator (id)."""
    rows = connection.execute(
        "SELECT id FROM remarks WHERE annotator = ? ORDER BY key", (annotator,)
    )
    return [id for (id,) in rows]


def move_remarks(connection: sqlite3.Connection, remarks: Collection[str], annotator: str) -> None:
    """Let remarks (ids) be those of an annotator (id)."""
    connection.execute(
        "UPDATE remarks SET annotator = ? WHERE id IN (SELECT value FROM json_each(?))",
        (annotator, dump(list(remarks))),
    )


def rename_annotators(connection: sqlite3.Connection, people: Iterable[Annotator]) -> None:
    """Let annotators (by id) have these names, which are free."""
    connection.executemany(
        "UPDATE annotators SET name = ? WHERE id = ?", [(one.name, one.id) for one in people]
    )

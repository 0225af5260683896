"""What an import brought in, as one thing that can be retired and brought back."""

import sqlite3
from collections.abc import Sequence

from annotator.storage.columns import dump
from annotator.storage.taken import TOUCHED_SETS


def begin_import(
    connection: sqlite3.Connection, import_id: str, at: str, sources: Sequence[str]
) -> None:
    """Add the row that everything of an import refers to."""
    connection.execute(
        "INSERT INTO imports (id, at, sources) VALUES (?, ?, ?)",
        (import_id, at, dump(list(sources))),
    )


def import_time(connection: sqlite3.Connection, import_id: str) -> str:
    """Return when an import was done, ISO in UTC; "" where there is none of this id."""
    row = connection.execute("SELECT at FROM imports WHERE id = ?", (import_id,)).fetchone()
    return row[0] if row else ""


def drop_import(connection: sqlite3.Connection, import_id: str) -> None:
    """Take the row of an import away in which nothing came in."""
    connection.execute("DELETE FROM imports WHERE id = ?", (import_id,))


def put_retired(connection: sqlite3.Connection, import_id: str, *, is_retired: bool) -> None:
    """Hide what an import brought in, or show it again; nothing is deleted."""
    for table, column in (("documents", "import_id"), ("annotation_sets", "import_id")):
        connection.execute(
            f"UPDATE {table} SET is_retired = ? WHERE {column} = ?", (int(is_retired), import_id)
        )
    connection.execute(
        "UPDATE imports SET is_retired = ? WHERE id = ?", (int(is_retired), import_id)
    )


def read_retired(connection: sqlite3.Connection, imports: Sequence[str]) -> set[str]:
    """Return those of some imports (ids) that do not count."""
    rows = connection.execute(
        "SELECT id FROM imports WHERE is_retired = 1 AND id IN (SELECT value FROM json_each(?))",
        (dump(list(imports)),),
    )
    return {id for (id,) in rows}


def read_documents_of(
    connection: sqlite3.Connection, import_id: str, annotators: Sequence[str]
) -> set[str]:
    """Return the documents (ids) on which an import has brought or changed sets of annotators."""
    rows = connection.execute(
        "SELECT documents.id FROM annotation_sets JOIN documents ON documents.key = document_key"
        " JOIN annotators ON annotators.key = annotator_key"
        " WHERE annotators.id IN (SELECT value FROM json_each(:annotators))"
        f" AND annotation_sets.id IN ({TOUCHED_SETS})",
        {"import_id": import_id, "annotators": dump(list(annotators))},
    )
    return {id for (id,) in rows}


_DOCUMENTS = "SELECT id FROM documents WHERE import_id = :import_id"


def read_later_steps(
    connection: sqlite3.Connection, import_id: str, after: int
) -> list[tuple[str | None, int, str, int | None]]:
    """Return (annotator, seq, step, of) of the rows of history after a number that concern
    documents or sets of an import, or sets that it has changed."""
    return connection.execute(
        "SELECT annotator, seq, step, of FROM history WHERE seq > :after"
        f" AND (document IN ({_DOCUMENTS}) OR annotation_set IN ({TOUCHED_SETS})) ORDER BY seq",
        {"import_id": import_id, "after": after},
    ).fetchall()


def count_other_sets(connection: sqlite3.Connection, import_id: str) -> int:
    """Return how many sets that other imports brought stand on documents of this one."""
    row = connection.execute(
        "SELECT count(*) FROM annotation_sets WHERE is_retired = 0"
        " AND document_key IN (SELECT key FROM documents WHERE import_id = :import_id)"
        " AND import_id <> :import_id",
        {"import_id": import_id},
    ).fetchone()
    return int(row[0])


def count_taken_places(connection: sqlite3.Connection, import_id: str) -> int:
    """Return how many rows of a retired import cannot come back: their places are taken."""
    row = connection.execute(
        """
        SELECT (
            SELECT count(*) FROM documents AS gone JOIN documents AS here
            ON here.id = gone.id AND here.is_retired = 0 WHERE gone.import_id = :import_id
        ) + (
            SELECT count(*) FROM annotation_sets AS gone JOIN annotation_sets AS here
            ON here.document_key = gone.document_key AND here.is_retired = 0
            AND coalesce(here.annotator_key, 0) = coalesce(gone.annotator_key, 0)
            WHERE gone.import_id = :import_id
        ) + (
            SELECT count(*) FROM spans AS gone
            JOIN annotation_sets AS theirs ON theirs.key = gone.set_key
            JOIN spans AS here ON here.id = gone.id AND here.set_key <> gone.set_key
            JOIN annotation_sets AS ours ON ours.key = here.set_key AND ours.is_retired = 0
            WHERE theirs.import_id = :import_id
        )
        """,
        {"import_id": import_id},
    ).fetchone()
    return int(row[0])

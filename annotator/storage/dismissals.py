"""Rows of what somebody has said is right as it is, though it looks like a slip."""

import sqlite3
from collections.abc import Iterable

from annotator.model.oddity import Dismissal, DismissalChange

_ALL = (
    "SELECT documents.id, kind, name FROM dismissals JOIN documents ON documents.key = document_key"
)


def read_dismissals(connection: sqlite3.Connection) -> set[Dismissal]:
    """Return all dismissals; none of a file of an older version that can only be read."""
    table = connection.execute("SELECT 1 FROM sqlite_schema WHERE name = 'dismissals'").fetchone()
    return {Dismissal(*row) for row in connection.execute(_ALL)} if table else set()


def read_dismissals_on(connection: sqlite3.Connection, document: str) -> set[Dismissal]:
    """Return the dismissals on a document (id)."""
    rows = connection.execute(f"{_ALL} WHERE documents.id = ?", (document,))
    return {Dismissal(*row) for row in rows}


def write_dismissals(connection: sqlite3.Connection, changes: Iterable[DismissalChange]) -> None:
    """Write what was dismissed (after), and what is told again (no after)."""
    changed = list(changes)
    connection.executemany(
        "DELETE FROM dismissals WHERE kind = :kind AND name = :name"
        " AND document_key = (SELECT key FROM documents WHERE id = :document)",
        [before._asdict() for before, _ in changed if before],
    )
    connection.executemany(
        "INSERT OR IGNORE INTO dismissals (document_key, kind, name)"
        " SELECT key, :kind, :name FROM documents WHERE id = :document",
        [after._asdict() for _, after in changed if after],
    )

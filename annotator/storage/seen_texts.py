"""Rows of what somebody has had on screen of a text: ranges in code points, half open, in order."""

import sqlite3
from collections.abc import Sequence

import orjson

from annotator.storage.columns import dump

_WHOSE = (
    "document_key = (SELECT key FROM documents WHERE id = ?)"
    " AND annotator_key = (SELECT key FROM annotators WHERE id = ?)"
)


def read_seen(
    connection: sqlite3.Connection, document: str, annotator: str
) -> list[tuple[int, int]]:
    """Return what an annotator has had on screen of a document (ids)."""
    row = connection.execute(
        f"SELECT ranges FROM seen_texts WHERE {_WHOSE}", (document, annotator)
    ).fetchone()
    return [] if row is None else [(start, end) for start, end in orjson.loads(row[0])]


def write_seen(
    connection: sqlite3.Connection,
    document: str,
    annotator: str,
    ranges: Sequence[tuple[int, int]],
) -> None:
    """Write what an annotator has had on screen of a document (ids), in place of what was known."""
    connection.execute(
        "INSERT OR REPLACE INTO seen_texts (document_key, annotator_key, ranges)"
        " SELECT documents.key, annotators.key, ? FROM documents, annotators"
        " WHERE documents.id = ? AND annotators.id = ?",
        (dump([list(one) for one in ranges]), document, annotator),
    )

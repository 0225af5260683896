"""Rows of fingerprints, which tell what articles are nearly the same, and of newer texts."""

import sqlite3
from collections.abc import Iterable
from itertools import chain
from typing import NamedTuple

from annotator.storage.hidden import SHOWN

DOCUMENTS_AT_ONCE = 100
_CHARACTERS_AT_ONCE = 1_000_000
"""Texts that are read in one go: some tens of milliseconds, and little memory."""


class Printed(NamedTuple):
    """A document (id) and its fingerprint."""

    document: str
    fingerprint: bytes


def has_fingerprints(connection: sqlite3.Connection) -> bool:
    """Tell whether the file has a place for them: one of an older version that can only be read
    has none."""
    return bool(
        connection.execute(
            "SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name = 'fingerprints'"
        ).fetchone()[0]
    )


def read_unprinted(connection: sqlite3.Connection, after: int) -> list[tuple[int, str]]:
    """Return key and text of the next documents, by key, that have no fingerprint yet."""
    rows = connection.execute(
        "SELECT key, characters FROM documents WHERE is_retired = 0 AND key > ?"
        " AND key NOT IN (SELECT document_key FROM fingerprints) ORDER BY key LIMIT ?",
        (after, DOCUMENTS_AT_ONCE),
    ).fetchall()
    chosen: list[int] = []
    characters = 0
    for key, count in rows:
        if chosen and characters + count > _CHARACTERS_AT_ONCE:
            break
        chosen.append(key)
        characters += count
    return connection.execute(
        f"SELECT key, text FROM documents WHERE key IN ({','.join('?' * len(chosen))})"
        " ORDER BY key",
        chosen,
    ).fetchall()


def count_unprinted(connection: sqlite3.Connection) -> int:
    """Return how many documents have no fingerprint yet."""
    return int(
        connection.execute(
            "SELECT count(*) FROM documents WHERE is_retired = 0"
            " AND key NOT IN (SELECT document_key FROM fingerprints)"
        ).fetchone()[0]
    )


def put_fingerprints(
    connection: sqlite3.Connection, fingerprints: Iterable[tuple[int, bytes | None]]
) -> None:
    """Keep the fingerprints of documents (keys); None where the text has no word."""
    connection.executemany("REPLACE INTO fingerprints VALUES (?, ?)", fingerprints)


def read_fingerprints(connection: sqlite3.Connection) -> list[Printed]:
    """Return the fingerprints of all documents that are not hidden, in project order."""
    rows = connection.execute(
        "SELECT id, fingerprint FROM documents JOIN fingerprints ON document_key = key"
        f" WHERE {SHOWN} AND fingerprint IS NOT NULL ORDER BY position, key"
    )
    return [Printed(*row) for row in rows]


def read_newer_texts(connection: sqlite3.Connection) -> dict[str, str]:
    """Return document -> the one (ids) of which it is a newer text, where both are there."""
    return dict(
        connection.execute(
            "SELECT newer.id, older.id FROM newer_texts"
            " JOIN documents AS newer ON newer.key = document_key"
            " JOIN documents AS older ON older.key = older_key"
            " WHERE newer.is_retired = 0 AND older.is_retired = 0"
        ).fetchall()
    )


def put_newer_text(connection: sqlite3.Connection, newer: str, older: str) -> None:
    """Say that a document is a newer text of another (ids); both must be there."""
    keys = chain.from_iterable(
        connection.execute("SELECT key FROM documents WHERE id = ? AND is_retired = 0", (id,))
        for id in (newer, older)
    )
    connection.execute("REPLACE INTO newer_texts VALUES (?, ?)", [key for (key,) in keys])

"""Rows of tombstones: what was erased, by hashes."""

import hashlib
import sqlite3
from collections.abc import Collection

from annotator.model.annotator import Annotator
from annotator.model.purge import HashedDocument, Tombstone
from annotator.storage.columns import dump


def has_purges(connection: sqlite3.Connection) -> bool:
    """Tell whether the file has a place for them: one of an older version that can only be read
    has none."""
    found = connection.execute("SELECT 1 FROM sqlite_schema WHERE name = 'purges'")
    return found.fetchone() is not None


def id_sha256(document: str) -> str:
    """Return the hash by which the id of an erased document is known again."""
    return hashlib.sha256(document.encode("utf-8", "surrogatepass")).hexdigest()


def read_tombstones(connection: sqlite3.Connection) -> list[Tombstone]:
    """Return the tombstones, the oldest first."""
    if not has_purges(connection):
        return []
    documents: dict[str, list[HashedDocument]] = {}
    for purge, *hashes in connection.execute(
        "SELECT purge, id_sha256, text_sha256 FROM purged_documents ORDER BY purge, id_sha256"
    ):
        documents.setdefault(purge, []).append(HashedDocument(*hashes))
    rows = connection.execute(
        "SELECT id, at, by, reason, annotator, are_words_replaced, is_finished FROM purges"
        " ORDER BY at, id"
    )
    return [
        Tombstone(
            id,
            at,
            by,
            reason,
            tuple(documents.get(id, ())),
            annotator,
            bool(are_words_replaced),
            bool(is_finished),
        )
        for id, at, by, reason, annotator, are_words_replaced, is_finished in rows
    ]


def put_tombstone(connection: sqlite3.Connection, one: Tombstone, by: Annotator | None) -> None:
    """Add a tombstone; `by` is somebody in this file, or nobody."""
    connection.execute(
        "INSERT INTO purges (id, at, by, reason, annotator, are_words_replaced, is_finished)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        (
            one.id,
            one.at,
            by.id if by else None,
            one.reason,
            one.annotator,
            int(one.are_words_replaced),
            int(one.is_finished),
        ),
    )
    connection.executemany(
        "INSERT INTO purged_documents (purge, id_sha256, text_sha256) VALUES (?, ?, ?)",
        [(one.id, *hashes) for hashes in one.documents],
    )


def has_tombstone(connection: sqlite3.Connection, purge: str) -> bool:
    """Tell whether a file has this purge behind it."""
    if not has_purges(connection):
        return False
    return connection.execute("SELECT 1 FROM purges WHERE id = ?", (purge,)).fetchone() is not None


def read_texts_with(connection: sqlite3.Connection, hashes: Collection[str]) -> set[str]:
    """Return the ids of the documents that have a text with one of these hashes."""
    rows = connection.execute(
        "SELECT id FROM documents WHERE is_retired = 0"
        " AND sha256 IN (SELECT value FROM json_each(?))",
        (dump(list(hashes)),),
    )
    return {id for (id,) in rows}


def read_annotator_name(connection: sqlite3.Connection, annotator: str) -> str:
    """Return what somebody (an id) is called; "" where there is nobody."""
    row = connection.execute("SELECT name FROM annotators WHERE id = ?", (annotator,)).fetchone()
    return row[0] if row else ""


def put_finished(connection: sqlite3.Connection, purge: str) -> None:
    """Say that all copies are without what was erased."""
    connection.execute("UPDATE purges SET is_finished = 1 WHERE id = ?", (purge,))


def read_purged_texts(connection: sqlite3.Connection, hashes: Collection[str]) -> set[str]:
    """Return those of some hashes of texts that were erased here."""
    if not has_purges(connection):
        return set()
    rows = connection.execute(
        "SELECT text_sha256 FROM purged_documents"
        " WHERE text_sha256 IN (SELECT value FROM json_each(?))",
        (dump(list(hashes)),),
    )
    return {sha256 for (sha256,) in rows}

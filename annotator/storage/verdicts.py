"""Rows of the review: verdicts, remarks, and the reasons that verdicts are given for."""

import sqlite3
from collections.abc import Collection, Iterable
from typing import NamedTuple

from annotator.model.verdict import Remark
from annotator.storage.columns import dump
from annotator.storage.documents import document_key
from annotator.storage.hidden import SHOWN


class VerdictRow(NamedTuple):
    """A verdict as it stands in the file: whole as JSON (`annotator.edits.encoding`), and beside
    it what people ask the table for."""

    id: str
    document: str
    reviewer: str
    at: str
    choice: str
    kind: str | None
    first: str | None
    second: str | None
    reason: str | None
    comment: str
    needs_guideline: bool
    verdict: str


class ReviewRows(NamedTuple):
    """What an edit of the review writes; ids say what goes."""

    verdicts: tuple[VerdictRow, ...] = ()
    verdicts_gone: tuple[str, ...] = ()
    remarks: tuple[Remark, ...] = ()
    remarks_gone: tuple[str, ...] = ()
    reasons: tuple[str, ...] | None = None


def read_verdicts(connection: sqlite3.Connection, document: str | None = None) -> list[str]:
    """Return verdicts (on one document, by id) as JSON, in the order in which they were given."""
    condition = "AND documents.id = ?" if document is not None else ""
    rows = connection.execute(
        "SELECT verdict FROM verdicts JOIN documents ON documents.key = document_key"
        f" WHERE documents.is_retired = 0 {condition} ORDER BY verdicts.key",
        () if document is None else (document,),
    )
    return [verdict for (verdict,) in rows]


def read_verdict_rows(
    connection: sqlite3.Connection, after: int, count: int
) -> list[tuple[int, int, VerdictRow]]:
    """Return the next rows behind a key, those on retired documents too, each with its key and how
    many characters its document has."""
    if not has_reviews(connection):
        return []
    rows = connection.execute(
        "SELECT verdicts.key, characters, verdicts.id, documents.id, reviewer, at, choice, kind,"
        " first, second, reason, comment, needs_guideline, verdict"
        " FROM verdicts JOIN documents ON documents.key = document_key"
        " WHERE verdicts.key > ? ORDER BY verdicts.key LIMIT ?",
        (after, count),
    )
    return [(key, characters, VerdictRow(*row)) for key, characters, *row in rows]


def read_verdicts_on_each(
    connection: sqlite3.Connection, documents: Collection[str]
) -> dict[str, list[str]]:
    """Return document id -> verdicts on it as JSON, in the order in which they were given."""
    found: dict[str, list[str]] = {id: [] for id in documents}
    rows = connection.execute(
        "SELECT documents.id, verdict FROM verdicts"
        " JOIN documents ON documents.key = document_key"
        " WHERE documents.is_retired = 0 AND documents.id IN (SELECT value FROM json_each(?))"
        " ORDER BY verdicts.key",
        (dump(list(documents)),),
    )
    for document, verdict in rows:
        found[document].append(verdict)
    return found


def read_judged(connection: sqlite3.Connection) -> list[str]:
    """Return the ids of the documents on which there are verdicts, in no order."""
    rows = connection.execute(
        "SELECT id FROM documents WHERE is_retired = 0"
        " AND key IN (SELECT document_key FROM verdicts)"
    )
    return [id for (id,) in rows]


def read_remarks(connection: sqlite3.Connection, document: str) -> list[Remark]:
    """Return the remarks on a document (id), in the order in which they were made."""
    rows = connection.execute(
        "SELECT remarks.id, documents.id, about, annotator, at, remarks.text, is_closing"
        " FROM remarks JOIN documents ON documents.key = document_key"
        " WHERE documents.is_retired = 0 AND documents.id = ? ORDER BY remarks.key",
        (document,),
    )
    return [
        Remark(id, document, about, annotator, at, text, bool(is_closing))
        for id, document, about, annotator, at, text, is_closing in rows
    ]


def read_concerned(
    connection: sqlite3.Connection, annotator: str, also: Collection[str] = ()
) -> list[int]:
    """Return the keys of the documents that may concern an annotator (id), in project order: their
    set was judged, something was added or said there; and of those named in `also` (ids)."""
    rows = connection.execute(
        f"""
        SELECT key FROM documents WHERE {SHOWN} AND (
            key IN (
                SELECT document_key FROM verdicts
                WHERE first = :annotator OR second = :annotator OR choice = 'added'
            )
            OR key IN (SELECT document_key FROM remarks)
            OR id IN (SELECT value FROM json_each(:also))
        )
        ORDER BY position, key
        """,
        {"annotator": annotator, "also": dump(list(also))},
    )
    return [key for (key,) in rows]


def read_verdict_document(connection: sqlite3.Connection, verdict: str) -> str | None:
    """Return the id of the document that a verdict (id) is on."""
    return _document_of(connection, "verdicts", verdict)


def read_remark_document(connection: sqlite3.Connection, remark: str) -> str | None:
    """Return the id of the document that a remark (id) is on."""
    return _document_of(connection, "remarks", remark)


def _document_of(connection: sqlite3.Connection, table: str, id: str) -> str | None:
    row = connection.execute(
        f"SELECT documents.id FROM {table} JOIN documents ON documents.key = document_key"
        f" WHERE {table}.id = ?",
        (id,),
    ).fetchone()
    return row[0] if row else None


def read_reasons(connection: sqlite3.Connection) -> tuple[str, ...]:
    """Return the reasons in the order of the list; nothing where nobody has said which."""
    rows = connection.execute("SELECT reason FROM reasons ORDER BY position")
    return tuple(reason for (reason,) in rows)


def has_reviews(connection: sqlite3.Connection) -> bool:
    """Tell whether the file has a place for verdicts: one of version 1 that can only be read has
    none."""
    row = connection.execute(
        "SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name = 'verdicts'"
    ).fetchone()
    return bool(row[0])


def write_review(connection: sqlite3.Connection, rows: ReviewRows) -> None:
    """Write what an edit of the review changed."""
    _delete(connection, "verdicts", rows.verdicts_gone)
    _delete(connection, "remarks", rows.remarks_gone)
    for one in rows.verdicts:
        # A verdict that is changed keeps its place in the order.
        connection.execute(
            "INSERT INTO verdicts (id, document_key, reviewer, at, choice, kind, first, second,"
            " reason, comment, needs_guideline, verdict)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
            " ON CONFLICT (id) DO UPDATE SET reviewer = excluded.reviewer, at = excluded.at,"
            " choice = excluded.choice, kind = excluded.kind, first = excluded.first,"
            " second = excluded.second, reason = excluded.reason, comment = excluded.comment,"
            " needs_guideline = excluded.needs_guideline, verdict = excluded.verdict",
            (one.id, document_key(connection, one.document), *one[2:]),
        )
    for remark in rows.remarks:
        connection.execute(
            "INSERT INTO remarks (id, document_key, about, annotator, at, text, is_closing)"
            " VALUES (?, ?, ?, ?, ?, ?, ?)",
            (
                remark.id,
                document_key(connection, remark.document),
                remark.about,
                remark.annotator,
                remark.at,
                remark.text,
                remark.is_closing,
            ),
        )
    if rows.reasons is not None:
        connection.execute("DELETE FROM reasons")
        connection.executemany("INSERT INTO reasons VALUES (?, ?)", enumerate(rows.reasons))


def _delete(connection: sqlite3.Connection, table: str, ids: Iterable[str]) -> None:
    connection.executemany(f"DELETE FROM {table} WHERE id = ?", [(id,) for id in ids])

"""Versions of the label set, and which annotation was made under which.

A version is what labels mean: names, descriptions, guidelines, ends, attributes. Colours, keys and
the order do not make a new one, and a label set that is taken back is the version that it was.
Every copy of a project knows a version by its hash; the number is this file's own.
"""

import hashlib
import sqlite3
from collections.abc import Collection, Iterable, Mapping
from typing import TypeAlias

import orjson

from annotator.model.labels import LabelSet, LabelSetVersion
from annotator.model.relation import Relation
from annotator.model.span import Span
from annotator.storage.columns import dump
from annotator.storage.label_rows import LABEL_TABLES, Row, label_set_of, rows_of

AnnotationPair: TypeAlias = tuple[Span | Relation | None, Span | Relation | None]
"""Before, after."""
VersionRow: TypeAlias = tuple[str, str, str]
"""Hash, time, body: a version as one file hands it to another."""
_LOOKS = ("colour", "shortcut")
_ANNOTATIONS = ("spans", "relations")


def has_versions(connection: sqlite3.Connection) -> bool:
    """Tell whether the file keeps them: one of an older version that can only be read does not."""
    found = connection.execute("SELECT 1 FROM sqlite_schema WHERE name = 'label_set_versions'")
    return found.fetchone() is not None


def version_sha256(rows: Mapping[str, Iterable[Row]]) -> str:
    """Return the hash of what labels mean that have these rows, table by table."""
    meaning = {
        table: sorted(
            (
                {name: cell for name, cell in row.items() if name not in _LOOKS}
                for row in rows[table]
            ),
            key=lambda row: str(row["id"]),
        )
        for table in LABEL_TABLES
    }
    return hashlib.sha256(dump(meaning).encode()).hexdigest()


def put_version(connection: sqlite3.Connection, label_set: LabelSet, at: str) -> None:
    """Say that a label set is the one in force since `at`; a new version where it is none yet."""
    rows = rows_of(label_set)
    sha256 = version_sha256(rows)
    if _sha256_in_force(connection) == sha256:
        return
    body = {"name": label_set.name, "description": label_set.description, **rows}
    add_version(connection, sha256, at, dump(body))
    connection.execute(
        "INSERT INTO meta (name, value) SELECT 'version_in_force', CAST(number AS TEXT)"
        " FROM label_set_versions WHERE sha256 = ?"
        " ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        (sha256,),
    )


def add_version(connection: sqlite3.Connection, sha256: str, at: str, body: str) -> None:
    """Add a version that may be there already; it is not in force by that."""
    connection.execute(
        "INSERT INTO label_set_versions (sha256, at, label_set) VALUES (?, ?, ?)"
        " ON CONFLICT (sha256) DO NOTHING",
        (sha256, at, body),
    )


def version_in_force(connection: sqlite3.Connection) -> int | None:
    """Return the number of the version under which annotations are made now."""
    row = connection.execute("SELECT value FROM meta WHERE name = 'version_in_force'").fetchone()
    return int(row[0]) if row else None


def _sha256_in_force(connection: sqlite3.Connection) -> str | None:
    row = connection.execute(
        "SELECT sha256 FROM label_set_versions WHERE number = ?", (version_in_force(connection),)
    ).fetchone()
    return row[0] if row else None


def read_versions(connection: sqlite3.Connection) -> list[LabelSetVersion]:
    """Return the versions in the order of their numbers."""
    rows = connection.execute(
        "SELECT number, sha256, at, label_set FROM label_set_versions ORDER BY number"
    )
    return [_version(*row) for row in rows]


def _version(number: int, sha256: str, at: str, body: str) -> LabelSetVersion:
    said = orjson.loads(body)
    return LabelSetVersion(
        number, sha256, at, label_set_of(said["name"], said["description"], said)
    )


def read_version_rows(connection: sqlite3.Connection) -> list[VersionRow]:
    """Return all versions in order, for `add_version` in another file; none of an older file."""
    if not has_versions(connection):
        return []
    return connection.execute(
        "SELECT sha256, at, label_set FROM label_set_versions ORDER BY number"
    ).fetchall()


def read_version_numbers(connection: sqlite3.Connection) -> dict[str, int]:
    """Return hash -> number."""
    return dict(connection.execute("SELECT sha256, number FROM label_set_versions"))


# ---- annotations --------------------------------------------------------------------------------


def read_made_under(connection: sqlite3.Connection, document: str) -> dict[str, str]:
    """Return annotation id -> hash of the version under which it was made, of all that stand on a
    document (id) and of which it is known."""
    found: dict[str, str] = {}
    for table in _ANNOTATIONS:
        found |= dict(
            connection.execute(
                # Crossed, from the document on: SQLite would go through all annotations instead.
                f"SELECT {table}.id, label_set_versions.sha256 FROM documents"
                " CROSS JOIN annotation_sets ON document_key = documents.key"
                f" CROSS JOIN {table} ON set_key = annotation_sets.key"
                " CROSS JOIN label_set_versions ON number = made_under"
                " WHERE documents.id = ? AND documents.is_retired = 0"
                " AND annotation_sets.is_retired = 0",
                (document,),
            )
        )
    return found


def read_version_of(connection: sqlite3.Connection, annotation: str) -> int | None:
    """Return the number of the version under which a span or relation (id) was made."""
    for table in _ANNOTATIONS:
        row = connection.execute(
            f"SELECT made_under FROM {table} JOIN annotation_sets ON annotation_sets.key = set_key"
            f" WHERE {table}.id = ? AND is_retired = 0",
            (annotation,),
        ).fetchone()
        if row:
            return int(row[0]) if row[0] is not None else None
    return None


def count_by_version(connection: sqlite3.Connection) -> dict[int | None, tuple[int, int]]:
    """Return number -> spans and relations that were made under it; None: nobody knows."""
    counts: dict[int | None, tuple[int, int]] = {}
    for at, table in enumerate(_ANNOTATIONS):
        rows = connection.execute(
            f"SELECT made_under, count(*) FROM {table}"
            " JOIN annotation_sets ON annotation_sets.key = set_key"
            " JOIN documents ON documents.key = document_key"
            " WHERE annotation_sets.is_retired = 0 AND documents.is_retired = 0"
            " GROUP BY made_under"
        )
        for number, count in rows:
            spans, relations = counts.get(number, (0, 0))
            counts[number] = (spans, count) if at else (count, relations)
    return counts


def put_made_under(
    connection: sqlite3.Connection, annotation_set: str, numbers: Mapping[str, int | None]
) -> None:
    """Say under which versions (numbers) annotations (ids) of a set (id) were made."""
    row = connection.execute("SELECT key FROM annotation_sets WHERE id = ?", (annotation_set,))
    if not (found := row.fetchone()):
        return
    for table in _ANNOTATIONS:
        connection.executemany(
            f"UPDATE {table} SET made_under = ? WHERE set_key = ? AND id = ?",
            [(number, found[0], id) for id, number in numbers.items()],
        )


def put_aside(
    connection: sqlite3.Connection, table: str, set_key: int, ids: Collection[str]
) -> None:
    """Keep the versions of spans or relations that are about to be deleted."""
    connection.execute(
        f"REPLACE INTO deleted_annotations SELECT id, made_under FROM {table}"
        " WHERE set_key = ? AND id IN (SELECT value FROM json_each(?))",
        (set_key, dump(list(ids))),
    )


def versions_after(
    connection: sqlite3.Connection,
    table: str,
    set_key: int,
    pairs: Iterable[AnnotationPair],
    *,
    is_decision: bool,
) -> dict[str, int | None]:
    """Return id -> version for the spans or relations that are about to be written.

    What somebody decides (`is_decision`) they decide under the version in force. What merely comes
    back, or is carried along by a change of labels, has the version that it had.
    """
    made, kept = [], []
    versions: dict[str, int | None] = {}
    in_force = version_in_force(connection) if is_decision else None
    for before, after in pairs:
        if after is None:
            continue
        versions[after.id] = in_force
        if before is None:
            made.append(after.id)
        elif not is_decision or _says_the_same(before, after):
            kept.append(after.id)
    if kept:
        versions |= dict(
            connection.execute(
                f"SELECT id, made_under FROM {table}"
                " WHERE set_key = ? AND id IN (SELECT value FROM json_each(?))",
                (set_key, dump(kept)),
            )
        )
    if made:
        ids = (dump(made),)
        where = "WHERE id IN (SELECT value FROM json_each(?))"
        versions |= dict(
            connection.execute(f"SELECT id, made_under FROM deleted_annotations {where}", ids)
        )
        connection.execute(f"DELETE FROM deleted_annotations {where}", ids)
    return versions


def _says_the_same(before: Span | Relation, after: Span | Relation) -> bool:
    """Whether nothing but a remark on it, or the entity behind it, is another."""
    if isinstance(before, Span) and isinstance(after, Span):
        return before._replace(note=after.note, entity=after.entity) == after
    return before._replace(note=after.note) == after

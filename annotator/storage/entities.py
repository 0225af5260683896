"""Rows of entities, and what is linked to them."""

import sqlite3
from collections import Counter
from collections.abc import Callable, Collection, Iterable
from itertools import groupby
from operator import itemgetter
from typing import Any, NamedTuple

from annotator.model.entity import Entity
from annotator.storage.columns import dump
from annotator.storage.hidden import SHOWN


def has_entities(connection: sqlite3.Connection) -> bool:
    """Tell whether the file has a place for them: one of an older version that can only be read
    has none."""
    return bool(
        connection.execute(
            "SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name = 'entities'"
        ).fetchone()[0]
    )


_COLUMNS = "id, name, kind, identifier, note, is_retired"
# What an import brought counts as long as that does, or as long as anything is linked to it.
_THERE = """
    is_withdrawn = 0 AND (
        import_id IS NULL
        OR import_id IN (SELECT id FROM imports WHERE is_retired = 0)
        OR EXISTS (
            SELECT 1 FROM spans JOIN annotation_sets ON annotation_sets.key = set_key
            WHERE entity_key = entities.key AND annotation_sets.is_retired = 0
        )
    )
"""


def read_entities(connection: sqlite3.Connection) -> list[Entity]:
    """Return all entities of the project, in the order in which they were made."""
    if not has_entities(connection):
        return []
    rows = connection.execute(f"SELECT {_COLUMNS} FROM entities WHERE {_THERE} ORDER BY key")
    return [_entity(row) for row in rows]


def read_entities_named(connection: sqlite3.Connection, ids: Collection[str]) -> list[Entity]:
    """Return the entities of the project with these ids, in order of their ids."""
    rows = connection.execute(
        f"SELECT {_COLUMNS} FROM entities WHERE id IN (SELECT value FROM json_each(?))"
        f" AND {_THERE} ORDER BY id",
        (dump(list(ids)),),
    )
    return [_entity(row) for row in rows]


def _entity(row: tuple[Any, ...]) -> Entity:
    id, name, kind, identifier, note, is_retired = row
    return Entity(id, name, kind, identifier, note, bool(is_retired))


def put_entities(
    connection: sqlite3.Connection,
    entities: Iterable[Entity],
    withdrawn: Iterable[str] = (),
    import_id: str | None = None,
) -> None:
    """Make entities so, each put in the place of the one with its id, and take others (ids) back:
    their rows stay, so that links in old history can be put back."""
    connection.executemany(
        f"INSERT INTO entities ({_COLUMNS}, import_id) VALUES (?, ?, ?, ?, ?, ?, ?)"
        " ON CONFLICT (id) DO UPDATE SET name = excluded.name, kind = excluded.kind,"
        " identifier = excluded.identifier, note = excluded.note,"
        " is_retired = excluded.is_retired, is_withdrawn = 0",
        [
            (one.id, one.name, one.kind, one.identifier, one.note, int(one.is_retired), import_id)
            for one in entities
        ],
    )
    connection.executemany(
        "UPDATE entities SET is_withdrawn = 1 WHERE id = ?", [(id,) for id in withdrawn]
    )


def entity_keys(connection: sqlite3.Connection, ids: Collection[str]) -> dict[str, int]:
    """Return id -> key of the entities with these ids, those that were taken back included."""
    return dict(
        connection.execute(
            "SELECT id, key FROM entities WHERE id IN (SELECT value FROM json_each(?))",
            (dump(list(ids)),),
        ).fetchall()
    )


# ---- what is linked -----------------------------------------------------------------------------

_LINKED = """
    FROM spans
    JOIN entities ON entities.key = entity_key
    JOIN annotation_sets ON annotation_sets.key = set_key
    JOIN documents ON documents.key = document_key
    WHERE entity_key IS NOT NULL AND annotation_sets.is_retired = 0 AND documents.is_retired = 0
"""


class Linked(NamedTuple):
    """How much is linked to an entity."""

    spans: int = 0
    documents: int = 0


def count_linked(connection: sqlite3.Connection, annotator: str | None = None) -> dict[str, Linked]:
    """Return entity id -> how many spans, on how many documents, are linked to it (in the sets of
    an annotator, by id; None: in all); those with none are left out."""
    if not has_entities(connection):
        return {}
    condition = (
        "" if annotator is None else "AND annotator_key = (SELECT key FROM annotators WHERE id = ?)"
    )
    rows = connection.execute(
        "SELECT entities.id, count(*), count(DISTINCT document_key)"
        f" {_LINKED} AND {SHOWN} {condition} GROUP BY entity_key",
        () if annotator is None else (annotator,),
    )
    return {id: Linked(spans, documents) for id, spans, documents in rows}


def count_links_of(connection: sqlite3.Connection, entities: Collection[str]) -> int:
    """Return how many spans are linked to any of these entities (ids)."""
    row = connection.execute(
        f"SELECT count(*) {_LINKED} AND entities.id IN (SELECT value FROM json_each(?))",
        (dump(list(entities)),),
    ).fetchone()
    return int(row[0])


def read_documents_linked(
    connection: sqlite3.Connection, entities: Collection[str], *, is_shown: bool = False
) -> list[str]:
    """Return the ids of the documents on which anything is linked to these entities (ids), in
    project order; `is_shown`: only of those that lists show."""
    if not has_entities(connection):
        return []
    condition = f"AND {SHOWN}" if is_shown else ""
    rows = connection.execute(
        f"SELECT documents.id {_LINKED} AND entities.id IN (SELECT value FROM json_each(?))"
        f" {condition} GROUP BY documents.key ORDER BY documents.position, documents.key",
        (dump(list(entities)),),
    )
    return [id for (id,) in rows]


def read_documents_covering(
    connection: sqlite3.Connection, is_wanted: Callable[[str], bool]
) -> list[str]:
    """Return the ids of the documents on which anybody's span covers words that are wanted, in
    project order; those with spans that have gaps are all among them."""
    rows = connection.execute(
        "SELECT document_key, spans.start, spans.end, fragments IS NOT NULL FROM spans"
        " JOIN annotation_sets ON annotation_sets.key = set_key"
        " WHERE annotation_sets.is_retired = 0 ORDER BY document_key"
    )
    found: list[tuple[int, int, str]] = []
    known: dict[str, bool] = {}
    for key, spans in groupby(rows, itemgetter(0)):
        document = connection.execute(
            "SELECT position, id, text FROM documents WHERE key = ? AND is_retired = 0", (key,)
        ).fetchone()
        if document is None:
            continue
        position, id, text = document
        for _, start, end, has_gaps in spans:
            words = text[start:end]
            if words not in known:
                known[words] = is_wanted(words)
            if has_gaps or known[words]:
                found.append((position, key, id))
                break
    return [id for _, _, id in sorted(found)]


def read_linked_words(connection: sqlite3.Connection) -> list[tuple[str, str, int]]:
    """Return (entity id, covered text, number of spans) of everything that is linked; spans with
    gaps are left out."""
    if not has_entities(connection):
        return []
    # Cut out here: SQLite would read an article anew for each of its spans.
    rows = connection.execute(
        "SELECT document_key, entities.id, spans.start, spans.end"
        f" {_LINKED} AND fragments IS NULL ORDER BY document_key"
    )
    counts: Counter[tuple[str, str]] = Counter()
    for document, links in groupby(rows, itemgetter(0)):
        (text,) = connection.execute(
            "SELECT text FROM documents WHERE key = ?", (document,)
        ).fetchone()
        counts.update((entity, text[start:end]) for _, entity, start, end in links)
    return [(entity, words, count) for (entity, words), count in counts.items()]

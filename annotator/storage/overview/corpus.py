"""Spans and relations as they are counted one by one, the articles of a page in one go."""

import sqlite3
from collections.abc import Collection
from itertools import groupby
from operator import itemgetter
from typing import Any, NamedTuple

from annotator.storage.columns import dump
from annotator.storage.documents import read_texts_by_key
from annotator.storage.entities import has_entities
from annotator.storage.taken import has_taken


class SetParts(NamedTuple):
    """A set by key with what is in it, as rows."""

    key: int
    document: int
    """Key."""
    attributes: str | None
    """Of the document, JSON."""
    spans: list[tuple[Any, ...]]
    """Id, label key, start, end, fragments (JSON or None), attributes (JSON or None), entity key or
    0; by id."""
    relations: list[tuple[Any, ...]]
    """Label key, head, tail (ids), attributes (JSON or None), id; by id."""


def read_parts(
    connection: sqlite3.Connection, documents: Collection[int]
) -> tuple[dict[int, str], list[SetParts]]:
    """Return key -> text of documents (keys), and the sets on them by key."""
    asked = (dump(list(documents)),)
    among = "IN (SELECT value FROM json_each(?))"
    texts = read_texts_by_key(connection, documents)
    heads = connection.execute(
        "SELECT key, document_key, attributes FROM annotation_sets"
        f" WHERE is_retired = 0 AND document_key {among} ORDER BY key",
        asked,
    ).fetchall()
    keys = (dump([head[0] for head in heads]),)
    entity = "coalesce(entity_key, 0)" if has_entities(connection) else "0"
    spans = connection.execute(
        f"SELECT set_key, id, label_key, start, end, fragments, attributes, {entity}"
        f" FROM spans WHERE set_key {among} ORDER BY set_key, id",
        keys,
    )
    spans_of = _by_set(spans)
    relations = connection.execute(
        "SELECT set_key, label_key, head, tail, attributes, id FROM relations"
        f" WHERE set_key {among} ORDER BY set_key, id",
        keys,
    )
    relations_of = _by_set(relations)
    return texts, [
        SetParts(key, document, said, spans_of.get(key, []), relations_of.get(key, []))
        for key, document, said in heads
    ]


def _by_set(rows: sqlite3.Cursor) -> dict[int, list[tuple[Any, ...]]]:
    return {key: [row[1:] for row in held] for key, held in groupby(rows, itemgetter(0))}


def read_entity_keys(connection: sqlite3.Connection) -> dict[int, tuple[str, str]]:
    """Return key -> id and name of all entities."""
    if not has_entities(connection):
        return {}
    rows = connection.execute("SELECT key, id, name FROM entities")
    return {key: (id, name) for key, id, name in rows}


def read_relabelled(connection: sqlite3.Connection, after: int) -> set[str] | None:
    """Return the documents (ids) on which spans or relations of sets may have changed after a row
    of the history; sets that came or went are not among them. None: nobody knows."""
    rows = connection.execute(
        "SELECT document, json_extract(edit, '$.edit'), json_extract(edit, '$.import_id')"
        " FROM history WHERE seq > ?",
        (after,),
    ).fetchall()
    found: set[str] = set()
    for document, name, import_id in rows:
        if document is not None:
            found.add(document)
        elif name in _CHANGING_SETS and has_taken(connection):
            found |= _changed_by(connection, import_id)
        elif name not in _LEAVING_SETS:
            return None
    return found


_CHANGING_SETS = {"TakeIn", "GiveBack"}
_LEAVING_SETS = {
    "BringIn",
    "Retire",
    "ReplaceLabelSet",
    "SetReasons",
    "ReviewTogether",
    "Settle",
    "Assign",
    "Hide",
    "Dismiss",
    "PutEntities",
    "RenameAnnotators",
}


def _changed_by(connection: sqlite3.Connection, import_id: str) -> set[str]:
    """Return the documents (ids) of the sets that a change of many has changed."""
    rows = connection.execute(
        "SELECT DISTINCT documents.id FROM taken_edits"
        " JOIN annotation_sets ON annotation_sets.id = annotation_set"
        " JOIN documents ON documents.key = document_key WHERE taken_edits.import_id = ?",
        (import_id,),
    )
    return {id for (id,) in rows}

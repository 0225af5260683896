"""Rows of annotation sets, spans and relations: read whole sets, write what an edit changed."""

import sqlite3
from collections.abc import Iterable, Sequence
from typing import Any

from annotator.model.annotation_set import AnnotationSet
from annotator.model.changes import Changes
from annotator.model.relation import Relation
from annotator.model.span import Span
from annotator.storage.annotators import annotator_key
from annotator.storage.columns import (
    dump_attributes,
    dump_fragments,
    dump_ids,
    load_attributes,
    load_fragments,
    load_ids,
)
from annotator.storage.documents import document_key
from annotator.storage.labels import label_keys
from annotator.storage.summaries import add_to_counts

# ---- reading ------------------------------------------------------------------------------------

_SETS = """
    SELECT annotation_sets.key, annotation_sets.id, documents.id, annotators.id,
        annotation_sets.status, annotation_sets.labels, annotation_sets.attributes
    FROM annotation_sets
    JOIN documents ON documents.key = annotation_sets.document_key
    LEFT JOIN annotators ON annotators.key = annotation_sets.annotator_key
    WHERE annotation_sets.is_retired = 0 AND documents.is_retired = 0
"""
_IN_ORDER = """
    ORDER BY documents.position, documents.key, annotators.name IS NULL, annotators.name
"""


def read_set(
    connection: sqlite3.Connection, document: str, annotator: str | None
) -> AnnotationSet | None:
    """Return the set of an annotator (id; None: the curated) on a document (id), whole."""
    found = read_sets(
        connection, "AND documents.id = ? AND annotators.id IS ?", (document, annotator)
    )
    return found[0] if found else None


def read_sets_on(connection: sqlite3.Connection, document: str) -> list[AnnotationSet]:
    """Return the sets on a document (id), annotators by name, the curated set last."""
    return read_sets(connection, "AND documents.id = ?", (document,))


def read_sets(
    connection: sqlite3.Connection, condition: str, parameters: Sequence[Any]
) -> list[AnnotationSet]:
    """Return the sets that meet a condition, in document order, annotators by name.

    Three statements, however many sets. Spans stand in the order of the text.
    """
    heads = connection.execute(_SETS + condition + _IN_ORDER, parameters).fetchall()
    spans: dict[int, dict[str, Span]] = {head[0]: {} for head in heads}
    relations: dict[int, dict[str, Relation]] = {head[0]: {} for head in heads}
    keys = "[" + ",".join(map(str, spans)) + "]"
    for set_key, span in _read_spans(connection, keys):
        spans[set_key][span.id] = span
    for set_key, relation in _read_relations(connection, keys):
        relations[set_key][relation.id] = relation
    return [
        AnnotationSet(
            id,
            document,
            annotator,
            status,
            load_ids(labels),
            load_attributes(attributes),
            spans[key],
            relations[key],
        )
        for key, id, document, annotator, status, labels, attributes in heads
    ]


def _read_spans(connection: sqlite3.Connection, set_keys: str) -> Iterable[tuple[int, Span]]:
    rows = connection.execute(
        "SELECT set_key, spans.id, span_labels.id, start, spans.end, fragments, attributes, note,"
        " origin, is_doubtful FROM spans JOIN span_labels ON span_labels.key = label_key"
        " WHERE set_key IN (SELECT value FROM json_each(?))"
        " ORDER BY set_key, start, spans.end DESC, spans.id",
        (set_keys,),
    )
    for set_key, id, label, start, end, fragments, attributes, note, origin, is_doubtful in rows:
        yield (
            set_key,
            Span(
                id,
                label,
                load_fragments(fragments, start, end),
                load_attributes(attributes),
                note,
                origin,
                is_doubtful == 1,
            ),
        )


def _read_relations(
    connection: sqlite3.Connection, set_keys: str
) -> Iterable[tuple[int, Relation]]:
    rows = connection.execute(
        "SELECT set_key, relations.id, relation_labels.id, head, tail, attributes, note, origin"
        " FROM relations JOIN relation_labels ON relation_labels.key = label_key"
        " WHERE set_key IN (SELECT value FROM json_each(?)) ORDER BY set_key, relations.id",
        (set_keys,),
    )
    for set_key, id, label, head, tail, attributes, note, origin in rows:
        yield (
            set_key,
            Relation(id, label, head, tail, load_attributes(attributes), note, origin),
        )


# ---- writing ------------------------------------------------------------------------------------


def insert_set(
    connection: sqlite3.Connection, annotation_set: AnnotationSet, import_id: str | None = None
) -> int:
    """Add the row of a set, without its spans and relations; return its key."""
    key = connection.execute(
        "INSERT INTO annotation_sets"
        " (id, document_key, annotator_key, status, labels, attributes, import_id)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        (
            annotation_set.id,
            document_key(connection, annotation_set.document),
            annotator_key(connection, annotation_set.annotator),
            annotation_set.status,
            dump_ids(annotation_set.labels),
            dump_attributes(annotation_set.attributes),
            import_id,
        ),
    ).lastrowid
    assert key is not None
    return key


def span_rows(
    set_key: int, spans: Iterable[Span], labels: dict[str, int]
) -> Iterable[tuple[Any, ...]]:
    """Return rows for `INSERT_SPAN`; `labels` is label id -> key."""
    for span in spans:
        yield (
            set_key,
            span.id,
            labels[span.label],
            span.start,
            span.end,
            dump_fragments(span.fragments),
            dump_attributes(span.attributes),
            span.note,
            span.origin,
            int(span.is_doubtful),
        )


def relation_rows(
    set_key: int, relations: Iterable[Relation], labels: dict[str, int]
) -> Iterable[tuple[Any, ...]]:
    """Return rows for `INSERT_RELATION`; `labels` is label id -> key."""
    for relation in relations:
        yield (
            set_key,
            relation.id,
            labels[relation.label],
            relation.head,
            relation.tail,
            dump_attributes(relation.attributes),
            relation.note,
            relation.origin,
        )


INSERT_SPAN = "INSERT INTO spans VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
INSERT_RELATION = "INSERT INTO relations VALUES (?, ?, ?, ?, ?, ?, ?, ?)"


def write_set_changes(connection: sqlite3.Connection, changes: Changes) -> None:
    """Write what an edit changed in a set, the summaries with it."""
    after = changes.annotation_set
    assert after is not None
    key = _key_of(connection, after)
    _write_spans(connection, key, changes)
    _write_relations(connection, key, changes)
    add_to_counts(connection, key, changes)
    connection.execute(
        "UPDATE annotation_sets SET status = ?, labels = ?, attributes = ?, spans = ?,"
        " relations = ? WHERE key = ?",
        (
            after.status,
            dump_ids(after.labels),
            dump_attributes(after.attributes),
            len(after.spans),
            len(after.relations),
            key,
        ),
    )
    if after.is_untouched:
        # Whoever took back all of it has said nothing.
        connection.execute("DELETE FROM annotation_sets WHERE key = ?", (key,))


def _key_of(connection: sqlite3.Connection, annotation_set: AnnotationSet) -> int:
    row = connection.execute(
        "SELECT key FROM annotation_sets WHERE id = ?", (annotation_set.id,)
    ).fetchone()
    return row[0] if row else insert_set(connection, annotation_set)


def _write_spans(connection: sqlite3.Connection, set_key: int, changes: Changes) -> None:
    gone = [(set_key, before.id) for before, after in changes.spans if before and not after]
    there = [after for _, after in changes.spans if after]
    if gone:
        connection.executemany("DELETE FROM spans WHERE set_key = ? AND id = ?", gone)
    if there:
        rows = span_rows(set_key, there, label_keys(connection, "span_labels"))
        connection.executemany(INSERT_SPAN.replace("INSERT", "REPLACE"), rows)


def _write_relations(connection: sqlite3.Connection, set_key: int, changes: Changes) -> None:
    gone = [(set_key, before.id) for before, after in changes.relations if before and not after]
    there = [after for _, after in changes.relations if after]
    if gone:
        connection.executemany("DELETE FROM relations WHERE set_key = ? AND id = ?", gone)
    if there:
        rows = relation_rows(set_key, there, label_keys(connection, "relation_labels"))
        connection.executemany(INSERT_RELATION.replace("INSERT", "REPLACE"), rows)

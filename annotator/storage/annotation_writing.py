"""Rows of annotation sets, spans and relations, written: new sets, and what an edit changed."""

import sqlite3
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any

from annotator.model.annotation_set import AnnotationSet
from annotator.model.changes import Changes
from annotator.model.relation import Relation
from annotator.model.span import Span
from annotator.model.suggested import plain_of
from annotator.storage.annotators import annotator_key
from annotator.storage.columns import dump, dump_attributes, dump_fragments, dump_ids
from annotator.storage.documents import document_key
from annotator.storage.entities import entity_keys
from annotator.storage.label_set_versions import put_aside, versions_after
from annotator.storage.labels import label_keys
from annotator.storage.summaries import add_to_counts

NOBODY_KNOWS: Mapping[str, int | None] = MappingProxyType({})
"""Of none of some annotations it is known under which version of the label set it was made."""


def insert_set(
    connection: sqlite3.Connection,
    annotation_set: AnnotationSet,
    document: int,
    annotator: int | None,
    import_id: str | None = None,
) -> int:
    """Add the row of a set, its numbers with it, without its spans and relations; return its
    key. Its document and annotator are given by key."""
    key = connection.execute(
        "INSERT INTO annotation_sets (id, document_key, annotator_key, status, labels,"
        " attributes, spans, relations, import_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            annotation_set.id,
            document,
            annotator,
            annotation_set.status,
            dump_ids(annotation_set.labels),
            dump_attributes(annotation_set.attributes),
            len(annotation_set.spans),
            len(annotation_set.relations),
            import_id,
        ),
    ).lastrowid
    assert key is not None
    return key


def span_rows(
    set_key: int,
    spans: Iterable[Span],
    labels: dict[str, int],
    entities: Mapping[str, int],
    versions: Mapping[str, int | None] = NOBODY_KNOWS,
) -> Iterable[tuple[Any, ...]]:
    """Return rows for `INSERT_SPAN`; `labels` is label id -> key, `entities` the same of those that
    are linked, `versions` span id -> the version of the label set under which it was made."""
    return [
        (
            set_key,
            id,
            labels[label],
            fragments[0][0],
            fragments[-1][1],
            dump_fragments(fragments) if len(fragments) > 1 else None,
            dump_attributes(attributes) if attributes else None,
            note,
            origin,
            int(doubt),
            None if entity is None else entities[entity],
            versions.get(id),
            None if offer is None else dump(plain_of(offer)),
        )
        for id, label, fragments, attributes, note, origin, doubt, entity, offer in spans
    ]


def relation_rows(
    set_key: int,
    relations: Iterable[Relation],
    labels: dict[str, int],
    versions: Mapping[str, int | None] = NOBODY_KNOWS,
) -> Iterable[tuple[Any, ...]]:
    """Return rows for `INSERT_RELATION`; the parameters are those of `span_rows`."""
    return [
        (
            set_key,
            id,
            labels[label],
            head,
            tail,
            dump_attributes(attributes) if attributes else None,
            note,
            origin,
            versions.get(id),
        )
        for id, label, head, tail, attributes, note, origin in relations
    ]


INSERT_SPAN = "INSERT INTO spans VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
INSERT_RELATION = "INSERT INTO relations VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"


def write_set_changes(
    connection: sqlite3.Connection, changes: Changes, *, is_decision: bool = False
) -> None:
    """Write what an edit changed in a set, the summaries with it. `is_decision`: somebody says so
    now, under the label set as it is (`versions_after`)."""
    after = changes.annotation_set
    assert after is not None
    key = _key_of(connection, after)
    _write_spans(connection, key, changes, is_decision=is_decision)
    _write_relations(connection, key, changes, is_decision=is_decision)
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
    if row:
        return int(row[0])
    document = document_key(connection, annotation_set.document)
    assert document is not None
    annotator = annotator_key(connection, annotation_set.annotator)
    return insert_set(connection, annotation_set, document, annotator)


def _write_spans(
    connection: sqlite3.Connection, set_key: int, changes: Changes, *, is_decision: bool
) -> None:
    gone = [(set_key, before.id) for before, after in changes.spans if before and not after]
    there = [after for _, after in changes.spans if after]
    if gone:
        put_aside(connection, "spans", set_key, [id for _, id in gone])
        connection.executemany("DELETE FROM spans WHERE set_key = ? AND id = ?", gone)
    if there:
        linked = {span.entity for span in there if span.entity}
        entities = entity_keys(connection, linked) if linked else {}
        labels = label_keys(connection, "span_labels")
        versions = versions_after(
            connection, "spans", set_key, changes.spans, is_decision=is_decision
        )
        rows = span_rows(set_key, there, labels, entities, versions)
        connection.executemany(INSERT_SPAN.replace("INSERT", "REPLACE"), rows)


def _write_relations(
    connection: sqlite3.Connection, set_key: int, changes: Changes, *, is_decision: bool
) -> None:
    gone = [(set_key, before.id) for before, after in changes.relations if before and not after]
    there = [after for _, after in changes.relations if after]
    if gone:
        put_aside(connection, "relations", set_key, [id for _, id in gone])
        connection.executemany("DELETE FROM relations WHERE set_key = ? AND id = ?", gone)
    if there:
        labels = label_keys(connection, "relation_labels")
        versions = versions_after(
            connection, "relations", set_key, changes.relations, is_decision=is_decision
        )
        rows = relation_rows(set_key, there, labels, versions)
        connection.executemany(INSERT_RELATION.replace("INSERT", "REPLACE"), rows)

"""Summary rows: how often each label stands in each set, so that no list counts."""

import sqlite3
from collections import Counter
from collections.abc import Collection, Iterable, Mapping

from annotator.model.changes import Changes, RelationChange, SpanChange
from annotator.model.relation import Relation
from annotator.model.span import Span
from annotator.storage.columns import dump
from annotator.storage.hidden import SHOWN


def add_to_counts(connection: sqlite3.Connection, set_key: int, changes: Changes) -> None:
    """Carry an edit's changes into the counts of its set."""
    _add(connection, "span", set_key, _differences(changes.spans))
    _add(connection, "relation", set_key, _differences(changes.relations))


def count_rows(
    set_key: int, annotations: Iterable[Span | Relation], labels: Mapping[str, int]
) -> list[tuple[int, int, int]]:
    """Return the counts of a set that is new and whole, as rows for `INSERT_SPAN_COUNT` or
    `INSERT_RELATION_COUNT`; `labels` is label id -> key."""
    counts = Counter(annotation[1] for annotation in annotations)
    return [(set_key, labels[label], count) for label, count in counts.items()]


INSERT_SPAN_COUNT = "INSERT INTO span_counts (set_key, label_key, spans) VALUES (?, ?, ?)"
INSERT_RELATION_COUNT = (
    "INSERT INTO relation_counts (set_key, label_key, relations) VALUES (?, ?, ?)"
)


def _differences(pairs: Iterable[SpanChange | RelationChange]) -> Counter[str]:
    differences: Counter[str] = Counter()
    for before, after in pairs:
        if before:
            differences[before.label] -= 1
        if after:
            differences[after.label] += 1
    return differences


def _add(
    connection: sqlite3.Connection, kind: str, set_key: int, differences: Counter[str]
) -> None:
    """Add to the counts of one set; a count that falls to nothing goes."""
    table, column, labels = f"{kind}_counts", f"{kind}s", f"{kind}_labels"
    rows = [(set_key, label, count) for label, count in differences.items() if count]
    if not rows:
        return
    # A row is there before it is added to: a difference below zero would fail the CHECK of a row
    # that is only proposed.
    connection.executemany(
        f"INSERT INTO {table} (set_key, label_key, {column})"
        f" SELECT ?, key, 0 FROM {labels} WHERE id = ? ON CONFLICT DO NOTHING",
        [row[:2] for row in rows],
    )
    connection.executemany(
        f"UPDATE {table} SET {column} = {column} + ?"
        f" WHERE set_key = ? AND label_key = (SELECT key FROM {labels} WHERE id = ?)",
        [(count, set_key, label) for set_key, label, count in rows],
    )
    if any(count < 0 for _, _, count in rows):
        connection.execute(f"DELETE FROM {table} WHERE set_key = ? AND {column} = 0", (set_key,))


# ---- reading ------------------------------------------------------------------------------------

_LIVE = f"""
    annotation_sets.is_retired = 0
    AND annotation_sets.document_key IN (SELECT key FROM documents WHERE {SHOWN})
"""


def count_by_label(
    connection: sqlite3.Connection, kind: str, besides: Collection[str] = ()
) -> dict[str, int]:
    """Return label id -> how many spans (kind "span") or relations (kind "relation") wear it, not
    counting the sets of some annotators (ids)."""
    rows = connection.execute(
        f"SELECT {kind}_labels.id, sum({kind}_counts.{kind}s) FROM {kind}_counts"
        f" JOIN {kind}_labels ON {kind}_labels.key = label_key"
        f" JOIN annotation_sets ON annotation_sets.key = set_key WHERE {_LIVE}"
        " AND coalesce(annotator_key, 0) NOT IN (SELECT key FROM annotators"
        " WHERE id IN (SELECT value FROM json_each(?))) GROUP BY label_key",
        (dump(list(besides)),),
    )
    return dict(rows.fetchall())


def count_wearers(
    connection: sqlite3.Connection, kind: str, label: str
) -> list[tuple[str | None, int, int]]:
    """Return (annotator id, None for the curated set; articles; annotations) of those who have
    spans (kind "span") or relations (kind "relation") with a label (id)."""
    return connection.execute(
        f"SELECT annotators.id, count(*), sum({kind}_counts.{kind}s) FROM {kind}_counts"
        " JOIN annotation_sets ON annotation_sets.key = set_key"
        " LEFT JOIN annotators ON annotators.key = annotator_key"
        f" WHERE label_key = (SELECT key FROM {kind}_labels WHERE id = ?) AND {_LIVE}"
        " GROUP BY annotator_key",
        (label,),
    ).fetchall()


def count_by_annotator(
    connection: sqlite3.Connection,
) -> list[tuple[str | None, str, int, int, int]]:
    """Return (annotator's name or None, status, sets, spans, relations), annotators by name."""
    return connection.execute(
        "SELECT annotators.name, status, count(*), sum(spans), sum(relations)"
        " FROM annotation_sets LEFT JOIN annotators ON annotators.key = annotator_key"
        f" WHERE {_LIVE} GROUP BY annotator_key, status ORDER BY annotators.name IS NULL,"
        " annotators.name, status"
    ).fetchall()

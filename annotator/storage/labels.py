"""Rows of the label set: each label is one row, so that renaming it touches one row."""

import sqlite3
from typing import Any

from annotator.model.attribute import Attribute
from annotator.model.labels import DocumentLabel, LabelSet, RelationLabel, SpanLabel
from annotator.storage.columns import dump, dump_ids, load, load_ids

_Row = dict[str, Any]


def read_label_set(connection: sqlite3.Connection) -> LabelSet:
    """Return the label set as the project has it now."""
    about = dict(connection.execute("SELECT name, value FROM meta WHERE name LIKE 'label_set%'"))
    return LabelSet(
        name=about.get("label_set_name", ""),
        description=about.get("label_set_description", ""),
        span_labels=tuple(_span_label(row) for row in _rows(connection, "span_labels")),
        relation_labels=tuple(_relation_label(row) for row in _rows(connection, "relation_labels")),
        attributes=tuple(_attribute(row) for row in _rows(connection, "attributes")),
        document_labels=tuple(_document_label(row) for row in _rows(connection, "document_labels")),
    )


def put_label_set(connection: sqlite3.Connection, label_set: LabelSet) -> None:
    """Make the label set so; only rows that differ are written.

    A label that is not in it any more keeps its row, out of the set: nothing cascades.
    """
    wanted = _rows_of(label_set)
    for table, rows in wanted.items():
        _put_rows(connection, table, rows)
    connection.executemany(
        "INSERT INTO meta (name, value) VALUES (?, ?)"
        " ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        [
            ("label_set_name", label_set.name),
            ("label_set_description", label_set.description),
        ],
    )


def label_keys(connection: sqlite3.Connection, table: str) -> dict[str, int]:
    """Return id -> key of a table of labels, those out of the label set included."""
    return dict(connection.execute(f"SELECT id, key FROM {table}"))


def count_label_use(connection: sqlite3.Connection, label: str) -> int:
    """Return how many annotations and sets that are not retired wear a label or attribute (id)."""
    quoted = dump(label)
    named = {"label": label, "quoted": quoted, "keyed": f"{quoted}:"}
    return int(connection.execute(_USE, named).fetchone()[0])


_USE = """
    WITH live AS (
        SELECT annotation_sets.key, annotation_sets.labels, annotation_sets.attributes
        FROM annotation_sets JOIN documents ON documents.key = annotation_sets.document_key
        WHERE annotation_sets.is_retired = 0 AND documents.is_retired = 0
    )
    SELECT
        (SELECT coalesce(sum(spans), 0) FROM span_counts
         WHERE label_key = (SELECT key FROM span_labels WHERE id = :label)
         AND set_key IN (SELECT key FROM live))
      + (SELECT coalesce(sum(relations), 0) FROM relation_counts
         WHERE label_key = (SELECT key FROM relation_labels WHERE id = :label)
         AND set_key IN (SELECT key FROM live))
      + (SELECT count(*) FROM live WHERE instr(labels, :quoted))
      + (SELECT count(*) FROM negatives
         WHERE label_key = (SELECT key FROM span_labels WHERE id = :label)
         AND set_key IN (SELECT key FROM live))
      + CASE WHEN EXISTS (SELECT 1 FROM attributes WHERE id = :label) THEN
            (SELECT count(*) FROM spans
             WHERE instr(attributes, :keyed) AND set_key IN (SELECT key FROM live))
          + (SELECT count(*) FROM relations
             WHERE instr(attributes, :keyed) AND set_key IN (SELECT key FROM live))
          + (SELECT count(*) FROM live WHERE instr(attributes, :keyed))
        ELSE 0 END
"""


def _rows(connection: sqlite3.Connection, table: str) -> list[_Row]:
    cursor = connection.execute(
        f"SELECT * FROM {table} WHERE position IS NOT NULL ORDER BY position, key"
    )
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor]


def _put_rows(connection: sqlite3.Connection, table: str, rows: list[_Row]) -> None:
    present = {row.pop("id"): row for row in _rows(connection, table)}
    for row in present.values():
        del row["key"]
    wanted = {row.pop("id"): {**row, "position": place} for place, row in enumerate(rows)}
    differing = [id for id in {**present, **wanted} if present.get(id) != wanted.get(id)]
    # First out of the set, so that two labels may swap their names.
    connection.executemany(
        f"UPDATE {table} SET position = NULL WHERE id = ?",
        [(id,) for id in differing if id in present],
    )
    if not wanted:
        return
    columns = list(next(iter(wanted.values())))
    settings = ", ".join(f"{column} = excluded.{column}" for column in columns)
    connection.executemany(
        f"INSERT INTO {table} (id, {', '.join(columns)})"
        f" VALUES (:id, {', '.join(f':{column}' for column in columns)})"
        f" ON CONFLICT (id) DO UPDATE SET {settings}",
        [{"id": id, **wanted[id]} for id in differing if id in wanted],
    )


def _rows_of(label_set: LabelSet) -> dict[str, list[_Row]]:
    """Return table -> rows without key and position, in order."""
    return {
        "span_labels": [_span_label_row(one) for one in label_set.span_labels],
        "relation_labels": [
            {
                **_span_label_row(one),
                "heads": dump_ids(one.heads),
                "tails": dump_ids(one.tails),
                "is_symmetric": int(one.is_symmetric),
                "is_transitive": int(one.is_transitive),
            }
            for one in label_set.relation_labels
        ],
        "attributes": [
            {
                "id": one.id,
                "name": one.name,
                "kind": one.kind,
                "applies_to": one.applies_to,
                "choices": dump(list(one.values)),
                "labels": dump_ids(one.labels),
                "is_required": int(one.is_required),
                "description": one.description,
                "is_retired": int(one.is_retired),
            }
            for one in label_set.attributes
        ],
        "document_labels": [
            {
                "id": one.id,
                "name": one.name,
                "group_name": one.group,
                "description": one.description,
                "is_retired": int(one.is_retired),
            }
            for one in label_set.document_labels
        ],
    }


def _span_label_row(label: SpanLabel | RelationLabel) -> _Row:
    return {
        "id": label.id,
        "name": label.name,
        "colour": label.colour,
        "shortcut": label.key,
        "description": label.description,
        "example": label.example,
        "guideline": label.guideline,
        "is_retired": int(label.is_retired),
    }


def _shared_parts(row: _Row) -> _Row:
    return {
        "id": row["id"],
        "name": row["name"],
        "colour": row["colour"],
        "key": row["shortcut"],
        "description": row["description"],
        "example": row["example"],
        "guideline": row["guideline"],
        "is_retired": bool(row["is_retired"]),
    }


def _span_label(row: _Row) -> SpanLabel:
    return SpanLabel(**_shared_parts(row))


def _relation_label(row: _Row) -> RelationLabel:
    return RelationLabel(
        **_shared_parts(row),
        heads=load_ids(row["heads"]),
        tails=load_ids(row["tails"]),
        is_symmetric=bool(row["is_symmetric"]),
        is_transitive=bool(row["is_transitive"]),
    )


def _attribute(row: _Row) -> Attribute:
    return Attribute(
        row["id"],
        row["name"],
        row["kind"],
        row["applies_to"],
        tuple(load(row["choices"])),
        load_ids(row["labels"]),
        bool(row["is_required"]),
        row["description"],
        bool(row.get("is_retired", 0)),  # files before version 5 know of none
    )


def _document_label(row: _Row) -> DocumentLabel:
    return DocumentLabel(
        row["id"], row["name"], row["group_name"], row["description"], bool(row["is_retired"])
    )

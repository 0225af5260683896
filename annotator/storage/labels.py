"""Rows of the label set: each label is one row, so that renaming it touches one row."""

import sqlite3

from annotator.model.labels import LabelSet
from annotator.storage.columns import dump
from annotator.storage.label_rows import LABEL_TABLES, Row, label_set_of, rows_of
from annotator.storage.label_set_versions import put_version


def read_label_set(connection: sqlite3.Connection) -> LabelSet:
    """Return the label set as the project has it now."""
    about = dict(connection.execute("SELECT name, value FROM meta WHERE name LIKE 'label_set%'"))
    rows = {table: _rows(connection, table) for table in LABEL_TABLES}
    return label_set_of(
        about.get("label_set_name", ""), about.get("label_set_description", ""), rows
    )


def put_label_set(connection: sqlite3.Connection, label_set: LabelSet, at: str) -> None:
    """Make the label set so; only rows that differ are written. `at` is when, for its versions.

    A label that is not in it any more keeps its row, out of the set: nothing cascades.
    """
    for table, rows in rows_of(label_set).items():
        _put_rows(connection, table, rows)
    put_version(connection, label_set, at)
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


def _rows(connection: sqlite3.Connection, table: str) -> list[Row]:
    cursor = connection.execute(
        f"SELECT * FROM {table} WHERE position IS NOT NULL ORDER BY position, key"
    )
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor]


def _put_rows(connection: sqlite3.Connection, table: str, rows: list[Row]) -> None:
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

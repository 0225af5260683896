"""What was read out of a damaged file made whole: what hangs in the air goes or gets a stand-in."""

import sqlite3
from collections.abc import Sequence
from itertools import groupby
from typing import NamedTuple

import orjson

from annotator.model.document import text_sha256
from annotator.storage.emptied import PURGES, is_proved, read_emptied
from annotator.storage.history import HistoryRow

_LABELS = ("span_labels", "relation_labels")


class _Reference(NamedTuple):
    table: str
    parent: str
    columns: tuple[str, ...]
    their_columns: tuple[str, ...]


def heal(connection: sqlite3.Connection) -> list[str]:
    """Make every rule of the file hold; return the documents (ids) whose text is not what it was.

    Foreign keys are off. Labels, annotators and imports of which only the mention is left get
    stand-ins; anything else that refers to nothing goes, or its reference does.
    """
    changed = _heal_texts(connection)
    _drop_broken_json(connection)
    _heal_history(connection)
    _stand_in(connection)
    _drop_loose(connection)
    for statement in _OUTSIDE:
        connection.execute(statement)
    _tell_apart(connection)
    _drop_loose(connection)
    for statement in _NAMED_LABELS:
        connection.execute(statement)
    _count_again(connection)
    connection.execute("DELETE FROM meta WHERE name = 'word_index_up_to'")
    return changed


def _heal_texts(connection: sqlite3.Connection) -> list[str]:
    changed = []
    found = connection.execute("SELECT key FROM documents").fetchall()
    for (key,) in found:
        id, text, sha256, characters = connection.execute(
            "SELECT id, text, sha256, characters FROM documents WHERE key = ?", (key,)
        ).fetchone()
        if text_sha256(text) != sha256 or len(text) != characters:
            changed.append(id)
            connection.execute(
                "UPDATE documents SET sha256 = ?, characters = ? WHERE key = ?",
                (text_sha256(text), len(text), key),
            )
    return changed


_JSON = {
    "spans": ("fragments", "attributes"),
    "relations": ("attributes",),
    "annotation_sets": ("labels", "attributes"),
    "documents": ("authors", "extra", "sections"),
    "relation_labels": ("heads", "tails"),
    "attributes": ("choices", "labels"),
}
_PLAIN = {"sections": "[]", "authors": "[]", "extra": "{}", "labels": "[]", "heads": "[]"} | {
    "tails": "[]",
    "choices": "[]",
}


def _drop_broken_json(connection: sqlite3.Connection) -> None:
    """A column of JSON that cannot be read is as if nothing had been said; of a span with broken
    fragments nobody knows where it is."""
    connection.execute(
        "DELETE FROM spans WHERE fragments IS NOT NULL AND NOT json_valid(fragments)"
    )
    for table, columns in _JSON.items():
        for column in columns:
            plain = _PLAIN.get(column)
            connection.execute(
                f"UPDATE {table} SET {column} = ? WHERE {column} IS NOT NULL"
                f" AND NOT json_valid({column})",
                (plain,),
            )


def _heal_history(connection: sqlite3.Connection) -> None:
    """Keep the history up to where its chain breaks: what comes behind cannot be proved."""
    emptied = read_emptied(connection)
    expected, last = "", None
    for *cells, previous, sha256 in connection.execute("SELECT * FROM history ORDER BY seq"):
        row = HistoryRow(*cells)
        is_whole = previous == expected and is_proved(row, previous, sha256, emptied)
        if not is_whole or not _is_edit(row):
            break
        expected, last = sha256, row.seq
    connection.execute("DELETE FROM history WHERE ? IS NULL OR seq > ?", (last, last))
    if _columns(connection, "purges"):
        connection.execute(
            "INSERT OR IGNORE INTO purges"
            " SELECT json_extract(edit, '$.purge'), at, annotator, '', NULL, 0, 0"
            f" FROM history WHERE {PURGES}"
        )
    for table in ("taken_history", "taken_edits"):
        if _columns(connection, table):
            connection.execute(
                f"DELETE FROM {table} WHERE NOT json_valid(edit) OR NOT json_valid(inverse)"
            )


def _is_edit(row: HistoryRow) -> bool:
    try:
        orjson.loads(row.edit)
        orjson.loads(row.inverse)
    except orjson.JSONDecodeError:
        return False
    return True


def _stand_in(connection: sqlite3.Connection) -> None:
    """Give labels, annotators and imports a stand-in of which only the mention is left."""
    for table, annotations in zip(_LABELS, ("spans", "relations"), strict=True):
        for (key,) in connection.execute(
            f"SELECT DISTINCT label_key FROM {annotations}"
            f" WHERE label_key NOT IN (SELECT key FROM {table})"
        ).fetchall():
            place = f"(SELECT coalesce(max(position), -1) + 1 FROM {table})"
            connection.execute(
                f"INSERT INTO {table} (key, id, position, name, colour)"
                f" VALUES (?, ?, {place}, ?, '#808080')",
                (key, f"salvaged-{table}-{key}", f"salvaged label {key}"),
            )
    for (key,) in connection.execute(
        "SELECT DISTINCT annotator_key FROM annotation_sets WHERE annotator_key IS NOT NULL"
        " AND annotator_key NOT IN (SELECT key FROM annotators)"
    ).fetchall():
        connection.execute(
            "INSERT INTO annotators (key, id, name) VALUES (?, ?, ?)",
            (key, f"salvaged-{key}", f"salvaged annotator {key}"),
        )
    for (id,) in connection.execute(
        "SELECT DISTINCT annotator FROM history WHERE annotator IS NOT NULL"
        " AND annotator NOT IN (SELECT id FROM annotators)"
    ).fetchall():
        connection.execute(
            "INSERT INTO annotators (id, name) VALUES (?, ?)", (id, f"salvaged {id}")
        )
    for table in ("documents", "annotation_sets", "entities", "taken_history"):
        if "import_id" in _columns(connection, table):
            connection.execute(
                "INSERT OR IGNORE INTO imports (id, at, sources)"
                f" SELECT DISTINCT import_id, '', '[]' FROM {table} WHERE import_id IS NOT NULL"
            )


def _drop_loose(connection: sqlite3.Connection) -> None:
    """Let what refers to nothing go, or its reference where that may be missing."""
    references = _references(connection)
    while True:
        done = 0
        for one in references:
            pairs = zip(one.columns, one.their_columns, strict=True)
            there = " AND ".join(
                f"{one.parent}_.{theirs} = {one.table}.{ours}" for ours, theirs in pairs
            )
            given = " AND ".join(f"{one.table}.{column} IS NOT NULL" for column in one.columns)
            loose = (
                f"{given} AND NOT EXISTS (SELECT 1 FROM {one.parent} AS {one.parent}_"
                f" WHERE {there})"
            )
            column = one.columns[-1]
            if _may_be_missing(connection, one.table, column):
                statement = f"UPDATE {one.table} SET {column} = NULL WHERE {loose}"
            else:
                statement = f"DELETE FROM {one.table} WHERE {loose}"
            done += connection.execute(statement).rowcount
        if not done:
            return


def _tell_apart(connection: sqlite3.Connection) -> None:
    """An id belongs to one annotation: where damage has made two alike, the later one gets another,
    and the ends of relations beside it follow."""
    for table in ("spans", "relations"):
        alike = connection.execute(
            f"SELECT {table}.id FROM {table} JOIN annotation_sets ON key = set_key"
            f" WHERE is_retired = 0 GROUP BY {table}.id HAVING count(*) > 1"
        ).fetchall()
        for (id,) in alike:
            _rename_later(connection, table, id)


def _rename_later(connection: sqlite3.Connection, table: str, id: str) -> None:
    _, *later = connection.execute(
        f"SELECT set_key FROM {table} JOIN annotation_sets ON key = set_key"
        f" WHERE is_retired = 0 AND {table}.id = ? ORDER BY set_key",
        (id,),
    ).fetchall()
    for (key,) in later:
        places = [(table, "id")]
        places += [("relations", end) for end in ("head", "tail") if table == "spans"]
        for where, column in places:
            connection.execute(
                f"UPDATE {where} SET {column} = ? WHERE set_key = ? AND {column} = ?",
                (f"salvaged-{key}-{id}", key, id),
            )


def _references(connection: sqlite3.Connection) -> list[_Reference]:
    tables = [
        name
        for (name,) in connection.execute(
            "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%'"
        )
    ]
    found = []
    for table in tables:
        rows = connection.execute(f"PRAGMA foreign_key_list({table})").fetchall()
        for _, group in groupby(sorted(rows), key=lambda row: row[0]):
            columns = list(group)
            found.append(
                _Reference(
                    table,
                    columns[0][2],
                    tuple(row[3] for row in columns),
                    tuple(row[4] for row in columns),
                )
            )
    return [one for one in found if one.table != "history"]


def _may_be_missing(connection: sqlite3.Connection, table: str, column: str) -> bool:
    for _, name, _, is_needed, _, key in connection.execute(f"PRAGMA table_info({table})"):
        if name == column:
            return not is_needed and not key
    return False


def _columns(connection: sqlite3.Connection, table: str) -> Sequence[str]:
    return [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]


_LONGEST = """
    SELECT characters FROM documents JOIN annotation_sets ON document_key = documents.key
    WHERE annotation_sets.key = spans.set_key
"""
_OUTSIDE = (
    f'DELETE FROM spans WHERE "end" > ({_LONGEST})',
    """
    DELETE FROM spans WHERE fragments IS NOT NULL AND (
        json_extract(fragments, '$[0][0]') IS NOT spans.start
        OR json_extract(fragments, '$[#-1][1]') IS NOT spans."end"
    )
    """,
    "DELETE FROM relations WHERE id IN (SELECT id FROM spans)",
    """
    UPDATE documents SET sections = '[]' WHERE EXISTS (
        SELECT 1 FROM json_each(sections) AS section
        WHERE json_type(section.value) IS NOT 'array'
        OR json_extract(section.value, '$[2]') > characters
    )
    """,
)


# Allowed heads and tails, and labels that are asked, by the ids of labels that are there.
_NAMED_LABELS = tuple(
    f"""
    UPDATE {table} SET {column} = (
        SELECT json_group_array(value) FROM json_each({column})
        WHERE value IN (SELECT id FROM span_labels UNION SELECT id FROM relation_labels)
    )
    """
    for table, column in (
        ("relation_labels", "heads"),
        ("relation_labels", "tails"),
        ("attributes", "labels"),
    )
)


def _count_again(connection: sqlite3.Connection) -> None:
    for one in ("span", "relation"):
        connection.execute(f"DELETE FROM {one}_counts")
        connection.execute(
            f"INSERT INTO {one}_counts (set_key, label_key, {one}s)"
            f" SELECT set_key, label_key, count(*) FROM {one}s GROUP BY set_key, label_key"
        )
        connection.execute(
            f"UPDATE annotation_sets SET {one}s ="
            f" (SELECT count(*) FROM {one}s WHERE set_key = annotation_sets.key)"
        )
    for table in ("span_labels", "relation_labels"):
        # A label that is worn is in the label set.
        annotations = table.removesuffix("_labels") + "s"
        connection.execute(
            f"UPDATE {table} SET position = 1000 + key WHERE position IS NULL AND key IN ("
            f" SELECT label_key FROM {annotations}"
            "  JOIN annotation_sets ON annotation_sets.key = set_key WHERE is_retired = 0)"
        )

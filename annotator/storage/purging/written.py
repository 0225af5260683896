"""Words that people wrote, wherever they stand, rewritten: in columns, and in what is kept as
JSON."""

import sqlite3
from collections.abc import Callable, Iterator, Set
from typing import Any

import orjson

from annotator.storage.columns import dump
from annotator.storage.label_rows import LABEL_TABLES
from annotator.storage.label_set_versions import has_versions, version_in_force, version_sha256
from annotator.storage.taken import has_taken
from annotator.storage.verdicts import has_reviews

Rewrite = Callable[[str], str]
"""Returns what somebody wrote as it shall read."""

_OF_LABELS = {
    "span_labels": ("description", "example", "guideline"),
    "relation_labels": ("description", "example", "guideline"),
    "attributes": ("description",),
    "document_labels": ("description",),
}
WORDS = frozenset(
    {"note", "text", "comment", "description", "example", "guideline", "reason", "act", "sources"}
)
"""Names of what people wrote, in JSON of edits, verdicts and label sets."""


def rewrite_json(
    value: Any, rewrite: Rewrite, names: Set[str] = WORDS, *, is_words: bool = False
) -> Any:
    """Return a value of JSON in which what people wrote, under one of these names, is rewritten."""
    if isinstance(value, str):
        return rewrite(value) if is_words else value
    if isinstance(value, list):
        return [rewrite_json(one, rewrite, names, is_words=is_words) for one in value]
    if isinstance(value, dict):
        return {
            name: rewrite_json(one, rewrite, names, is_words=name in names)
            for name, one in value.items()
        }
    return value


def words_in(value: Any, names: Set[str] = WORDS, *, is_words: bool = False) -> Iterator[str]:
    """Yield what people wrote in a value of JSON, under one of these names."""
    if isinstance(value, str) and is_words:
        yield value
    elif isinstance(value, list):
        for one in value:
            yield from words_in(one, names, is_words=is_words)
    elif isinstance(value, dict):
        for name, one in value.items():
            yield from words_in(one, names, is_words=name in names)


def text_attributes(connection: sqlite3.Connection) -> frozenset[str]:
    """Return the attributes (ids) whose values people write."""
    rows = connection.execute("SELECT id FROM attributes WHERE kind = 'text'")
    return frozenset(id for (id,) in rows)


# ---- labels -------------------------------------------------------------------------------------


def rewrite_labels(connection: sqlite3.Connection, rewrite: Rewrite) -> int:
    """Rewrite what is said of labels, in all versions of the label set, and of the label set
    itself; return how many places of it as it is now were changed."""
    changed = sum(
        rewrite_column(connection, table, column, rewrite)
        for table, columns in _OF_LABELS.items()
        for column in columns
    )
    changed += _rewrite_about(connection, "label_set_description", rewrite)
    if has_versions(connection):
        _rewrite_versions(connection, rewrite)
    return changed


def _rewrite_versions(connection: sqlite3.Connection, rewrite: Rewrite) -> None:
    """A version is known by the hash of what it says: one that is rewritten is another, and may be
    one that is there already."""
    for number, sha256, body in connection.execute(
        "SELECT number, sha256, label_set FROM label_set_versions"
    ).fetchall():
        said = orjson.loads(body)
        after = rewrite_json(said, rewrite)
        if after == said:
            continue
        now = version_sha256({table: after[table] for table in LABEL_TABLES})
        twin = connection.execute(
            "SELECT number FROM label_set_versions WHERE sha256 = ? AND number <> ?", (now, number)
        ).fetchone()
        if twin:
            _let_be_version(connection, number, twin[0])
        else:
            connection.execute(
                "UPDATE label_set_versions SET sha256 = ?, label_set = ? WHERE number = ?",
                (now, dump(after), number),
            )
        if has_reviews(connection):
            connection.execute(
                "UPDATE verdicts SET verdict = replace(verdict, ?, ?)", (sha256, now)
            )


def _let_be_version(connection: sqlite3.Connection, number: int, twin: int) -> None:
    """Let one version (number) be another that says the same."""
    for table in ("spans", "relations", "deleted_annotations"):
        connection.execute(
            f"UPDATE {table} SET made_under = ? WHERE made_under = ?", (twin, number)
        )
    if version_in_force(connection) == number:
        connection.execute(
            "UPDATE meta SET value = ? WHERE name = 'version_in_force'", (str(twin),)
        )
    connection.execute("DELETE FROM label_set_versions WHERE number = ?", (number,))


# ---- elsewhere ----------------------------------------------------------------------------------


def rewrite_taken_edits(
    connection: sqlite3.Connection, rewrite: Rewrite, names: Set[str] = WORDS
) -> int:
    """Rewrite what people wrote in edits of takings in; return how many were changed."""
    if not has_taken(connection):
        return 0
    changed = 0
    for key, *bodies in connection.execute("SELECT key, edit, inverse FROM taken_edits").fetchall():
        after = [_rewritten(body, rewrite, names) for body in bodies]
        if after != bodies:
            changed += 1
            connection.execute(
                "UPDATE taken_edits SET edit = ?, inverse = ? WHERE key = ?", (*after, key)
            )
    return changed


def rewrite_packet_note(connection: sqlite3.Connection, rewrite: Rewrite) -> int:
    """Rewrite what whoever wrote a packet said; return 1 where that changed it."""
    return _rewrite_about(connection, "packet_note", rewrite)


def rewrite_column(
    connection: sqlite3.Connection, table: str, column: str, rewrite: Rewrite
) -> int:
    """Rewrite a column of text; return in how many rows that changed it."""
    key = "rowid" if table not in ("spans", "relations") else "set_key, id"
    rows = connection.execute(
        f"SELECT {key}, {column} FROM {table} WHERE {column} IS NOT NULL AND {column} <> ''"
    ).fetchall()
    changed = [(after, *keys) for *keys, words in rows if (after := rewrite(words)) != words]
    where = " AND ".join(f"{name} = ?" for name in key.split(", "))
    connection.executemany(f"UPDATE {table} SET {column} = ? WHERE {where}", changed)
    return len(changed)


def rewrite_values(
    connection: sqlite3.Connection, table: str, rewrite: Rewrite, attributes: Set[str]
) -> int:
    """Rewrite the values of attributes (ids) in a table's column of them; return in how many rows
    that changed any."""
    return rewrite_column(
        connection, table, "attributes", lambda body: _rewritten(body, rewrite, attributes)
    )


def rewrite_verdicts(
    connection: sqlite3.Connection, rewrite: Rewrite, names: Set[str] = WORDS
) -> int:
    """Rewrite what reviewers wrote, in the columns and in the verdict whole; return how many."""
    changed = 0
    for key, comment, reason, body in connection.execute(
        "SELECT key, comment, reason, verdict FROM verdicts"
    ).fetchall():
        after = _rewritten(body, rewrite, names)
        if after != body:
            changed += 1
            said = (rewrite(comment), rewrite(reason) if reason is not None else None)
            connection.execute(
                "UPDATE verdicts SET comment = ?, reason = ?, verdict = ? WHERE key = ?",
                (*said, after, key),
            )
    return changed


def _rewrite_about(connection: sqlite3.Connection, name: str, rewrite: Rewrite) -> int:
    row = connection.execute("SELECT value FROM meta WHERE name = ?", (name,)).fetchone()
    if row is None or (after := rewrite(row[0])) == row[0]:
        return 0
    connection.execute("UPDATE meta SET value = ? WHERE name = ?", (after, name))
    return 1


def _rewritten(body: str, rewrite: Rewrite, names: Set[str]) -> str:
    """Return JSON rewritten; as it is, byte by byte, where nothing changes."""
    said = orjson.loads(body)
    after = rewrite_json(said, rewrite, names)
    return body if after == said else orjson.dumps(after).decode()

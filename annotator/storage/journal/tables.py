"""The tables whose rows the journal keeps: keys, columns, what of them never changes."""

import sqlite3
from typing import NamedTuple

_LEFT_OUT = ("fingerprints",)
"""Made again from the texts when they are asked for."""
_OWN = ("journal", "copy", "copy_place", "word_index_up_to")
"""Names in `meta` that say something of this very file, or of what is left out."""
_NEVER_CHANGES = {"documents": ("text",)}


class Table(NamedTuple):
    """One table. `key` are the columns of its primary key."""

    name: str
    key: tuple[str, ...]
    columns: tuple[str, ...]
    changing: tuple[str, ...]
    """`columns` without those that never change."""

    def is_kept(self, key: tuple[object, ...]) -> bool:
        """Whether a row belongs into the journal."""
        return self.name != "meta" or key[0] not in _OWN


def read_tables(connection: sqlite3.Connection) -> list[Table]:
    """Return the tables of a project file, in order of their names."""
    names = connection.execute(
        "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table'"
        " AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name"
    ).fetchall()
    tables = (_read_table(connection, name) for (name,) in names if name not in _LEFT_OUT)
    return [one for one in tables if one.key]


def _read_table(connection: sqlite3.Connection, name: str) -> Table:
    rows = connection.execute("SELECT name, pk FROM pragma_table_info(?)", (name,)).fetchall()
    key = sorted((pk, column) for column, pk in rows if pk)
    columns = tuple(column for column, _ in rows)
    fixed = _NEVER_CHANGES.get(name, ())
    changing = tuple(column for column in columns if column not in fixed)
    return Table(name, tuple(column for _, column in key), columns, changing)

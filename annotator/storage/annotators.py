"""Rows of annotators."""

import sqlite3

from annotator.model.annotator import Annotator
from annotator.model.ids import new_id
from annotator.storage.joined import read_joined


def read_annotators(connection: sqlite3.Connection) -> list[Annotator]:
    """Return all annotators by name."""
    return [
        Annotator(*row)
        for row in connection.execute("SELECT id, name FROM annotators ORDER BY name")
    ]


def annotator_named(connection: sqlite3.Connection, name: str) -> Annotator:
    """Return the annotator of this name, made where there is none; where they have become another,
    that one."""
    row = connection.execute("SELECT id, name FROM annotators WHERE name = ?", (name,)).fetchone()
    if row:
        found = Annotator(*row)
        into = read_joined(connection).get(found.id)
        return next((one for one in read_annotators(connection) if one.id == into), found)
    made = Annotator(new_id(), name)
    connection.execute("INSERT INTO annotators (id, name) VALUES (?, ?)", made)
    return made


def add_annotator(connection: sqlite3.Connection, annotator: Annotator) -> None:
    """Add an annotator whose id and name are free."""
    connection.execute("INSERT INTO annotators (id, name) VALUES (?, ?)", annotator)


def annotator_key(connection: sqlite3.Connection, annotator: str | None) -> int | None:
    """Return the key of the annotator with this id, None for None. KeyError: there is none."""
    if annotator is None:
        return None
    row = connection.execute("SELECT key FROM annotators WHERE id = ?", (annotator,)).fetchone()
    if row is None:
        raise KeyError(annotator)
    key: int = row[0]
    return key

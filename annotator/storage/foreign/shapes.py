"""The shape of the file in each released version, to hold a foreign file's against."""

import sqlite3
from contextlib import closing
from functools import cache
from pathlib import Path
from typing import NamedTuple

import sqlite_utils

from annotator.model.errors import ForeignShape
from annotator.storage.foreign.guarding import Guarded
from annotator.storage.migrations import steps


class Piece(NamedTuple):
    """A table, an index or a view, as SQLite keeps it."""

    kind: str
    name: str
    table: str
    sql: str | None


@cache
def known_shape(version: int) -> frozenset[Piece]:
    """Return everything in a fresh file of a version."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        database = sqlite_utils.Database(connection, execute_plugins=False)
        names = [step.name for step in steps.pending(database)]
        steps.apply(database, stop_before=names[version:])
        rows = connection.execute("SELECT type, name, tbl_name, sql FROM sqlite_schema")
        return frozenset(Piece(*row) for row in rows)


def check_shape(asked: Guarded, version: int, path: Path) -> None:
    """Refuse a file that has anything a fresh one of its version has not, or lacks anything.

    ForeignShape names it. Nothing else may be asked of the file before.
    """
    missing = set(known_shape(version))
    for kind, name, table, sql in asked.ask("SELECT type, name, tbl_name, sql FROM sqlite_schema"):
        piece = Piece(_shown(kind) or "", _shown(name) or "", _shown(table) or "", _shown(sql))
        if piece not in missing:
            raise ForeignShape(path, piece.kind, piece.name)
        missing.remove(piece)
    for piece in sorted(missing, key=lambda one: (one.kind, one.name)):
        raise ForeignShape(path, piece.kind, piece.name, is_missing=True)


def _shown(value: object) -> str | None:
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else None

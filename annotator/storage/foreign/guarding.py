"""A connection to the private copy: it can only read, only so much, and only for so long."""

import re
import sqlite3
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from annotator.model.errors import NotAProject
from annotator.storage.database import DAMAGE, reading_error

LONGEST_CELL = 20_000_000
"""Bytes of a text that are read; more is not what a person labels."""
PATIENCE = 5.0
"""Seconds that one statement may take before its next row."""
_STEPS = 10_000
"""Instructions of SQLite between two looks at the clock."""

_LIMITS = {
    sqlite3.SQLITE_LIMIT_LENGTH: LONGEST_CELL,
    sqlite3.SQLITE_LIMIT_SQL_LENGTH: 100_000,
    sqlite3.SQLITE_LIMIT_ATTACHED: 0,
    sqlite3.SQLITE_LIMIT_VDBE_OP: 25_000,
    sqlite3.SQLITE_LIMIT_EXPR_DEPTH: 50,
    sqlite3.SQLITE_LIMIT_TRIGGER_DEPTH: 0,
}
_PRAGMAS = ("trusted_schema = OFF", "cell_size_check = ON", "query_only = ON", "mmap_size = 0")
"""None of them reads the file."""
_ALLOWED = {
    sqlite3.SQLITE_SELECT,
    sqlite3.SQLITE_READ,
    sqlite3.SQLITE_FUNCTION,
    sqlite3.SQLITE_RECURSIVE,
}
_ROW_FINDING = re.compile(rb"(NULL|non-\w+|\w+) value in |CHECK constraint failed in ")
"""What quick_check says of single rows; those are sifted one by one."""


class Text(bytes):
    """A text of the file, not decoded yet; what is no text comes as plain bytes or as a number."""


class Guarded:
    """Asks statements of a hostile file. NotAProject where SQLite gives up on it."""

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        self._connection = connection
        self._path = path
        self._deadline = 0.0
        connection.set_progress_handler(lambda: time.monotonic() > self._deadline, _STEPS)

    def ask(self, statement: str, parameters: Sequence[Any] = ()) -> Iterator[tuple[Any, ...]]:
        """Yield rows, each within the time that a statement has.

        DataError: the next row has a text that is too long; no row comes after it.
        """
        try:
            self._deadline = time.monotonic() + PATIENCE
            cursor = self._connection.execute(statement, parameters)
            while (row := cursor.fetchone()) is not None:
                yield row
                self._deadline = time.monotonic() + PATIENCE
        except sqlite3.DataError:
            raise
        except DAMAGE as error:
            raise reading_error(error, self._path) from error

    def check(self) -> None:
        """Let SQLite look at the whole file. NotAProject: it is damaged."""
        for (finding,) in self.ask("PRAGMA quick_check(100)"):
            if finding != b"ok" and not _ROW_FINDING.match(finding):
                raise NotAProject(self._path, finding.decode("utf-8", "replace"))


@contextmanager
def guarded(copy: Path, path: Path) -> Iterator[Guarded]:
    """Open a private copy of the file at `path` for reading. NotAProject."""
    connection = sqlite3.connect(
        f"{copy.as_uri()}?mode=ro&immutable=1",
        uri=True,
        isolation_level=None,
        check_same_thread=False,
    )
    try:
        for limit, value in _LIMITS.items():
            connection.setlimit(limit, value)
        for pragma in _PRAGMAS:
            connection.execute(f"PRAGMA {pragma}").fetchall()
        connection.set_authorizer(_authorize)
        connection.text_factory = Text
        yield Guarded(connection, path)
    finally:
        connection.close()


def _authorize(action: int, first: str | None, *_: str | None) -> int:
    if action in _ALLOWED or (action == sqlite3.SQLITE_PRAGMA and first == "quick_check"):
        return sqlite3.SQLITE_OK
    return sqlite3.SQLITE_DENY

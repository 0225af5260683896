"""What a transaction of the writer's connection has touched, row by row, made into lines."""

import sqlite3
from collections import defaultdict
from datetime import UTC, datetime

from annotator.storage.journal.line import Line
from annotator.storage.journal.tables import Table, read_tables

MOST_ROWS = 20_000
"""Rows that one transaction may touch and still be kept."""
MOST_BYTES = 32_000_000
"""Bytes that its lines may have."""


class Recording:
    """Follows one connection. Triggers of its own, which the file does not have, name each row."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._tables = read_tables(connection)
        self._touched: dict[tuple[object, ...], bool] = {}
        """(number of the table, key...) -> whether the row was put in anew."""
        self._schema = int(connection.execute("PRAGMA user_version").fetchone()[0])
        self._lines: list[bytes] = []
        self._bytes = 0
        self._is_too_much = False
        self._position = ""
        connection.create_function("touched", -1, self._note)
        # So that a row that another one replaces counts as gone.
        connection.execute("PRAGMA recursive_triggers = ON")
        self._watches = False

    def watch(self) -> None:
        """Follow what is written from now on; called outside of transactions."""
        if not self._watches:
            for number, table in enumerate(self._tables):
                for statement in _triggers(number, table):
                    self._connection.execute(statement)
            self._watches = True

    def begin(self, position: str) -> None:
        """A transaction begins on a file that is at this line."""
        self._touched.clear()
        self._lines, self._bytes, self._is_too_much = [], 0, False
        self._position = position

    def leave_out(self) -> None:
        """Keep nothing of the transaction."""
        self._touched.clear()
        self._is_too_much = True

    def relax(self) -> None:
        """Between two statements of bulk work: where it is too much already, watch no longer, for
        that takes half as long as the writing."""
        if self._is_too_much and self._watches:
            for table in self._tables:
                for verb in _VERBS:
                    self._connection.execute(f"DROP TRIGGER IF EXISTS temp.{_name(table, verb)}")
            self._watches = False

    def cut(self, seq: int) -> None:
        """Make a line of what was touched since the last one; the history ends with row `seq`."""
        if self._is_too_much or not self._touched:
            return
        made = self._line(seq)
        self._touched.clear()
        if not (made.put or made.altered or made.gone):
            return
        line, sha256 = made.dump()
        self._lines.append(line)
        self._bytes += len(line)
        self._position = sha256
        self._is_too_much = self._bytes > MOST_BYTES

    def end(self, seq: int) -> tuple[list[bytes], str] | None:
        """Return the lines of the transaction and the line that the file is at after it; None: it
        was too much."""
        self.cut(seq)
        return None if self._is_too_much else (self._lines, self._position)

    def _note(self, number: int, is_new: int, *key: object) -> None:
        if self._is_too_much:
            return
        row = (number, *key)
        self._touched[row] = bool(is_new) or self._touched.get(row, False)
        if len(self._touched) > MOST_ROWS:
            self._touched.clear()
            self._is_too_much = True

    def _line(self, seq: int) -> Line:
        put: dict[str, list[list[object]]] = defaultdict(list)
        altered: dict[str, list[list[object]]] = defaultdict(list)
        gone: dict[str, list[list[object]]] = defaultdict(list)
        for (number, *key), is_new in self._touched.items():
            table = self._tables[int(str(number))]
            if not table.is_kept(tuple(key)):
                continue
            row = self._read(table, table.columns if is_new else table.changing, key)
            if row is None:
                gone[table.name].append(key)
            elif is_new or table.columns == table.changing:
                put[table.name].append(row)
            else:
                altered[table.name].append(row)
        acts = put.get("history", [])
        at = str(acts[-1][1]) if acts else datetime.now(UTC).isoformat(timespec="milliseconds")
        return Line(self._position, at, self._schema, seq, len(acts), put, altered, gone)

    def _read(
        self, table: Table, columns: tuple[str, ...], key: list[object]
    ) -> list[object] | None:
        condition = " AND ".join(f"{column} = ?" for column in table.key)
        row = self._connection.execute(
            f"SELECT {', '.join(columns)} FROM {table.name} WHERE {condition}", key
        ).fetchone()
        return None if row is None else list(row)


_VERBS = {"INSERT": ("new",), "UPDATE": ("old", "new"), "DELETE": ("old",)}
"""What is done to a row -> the names of it whose keys are told."""


def _name(table: Table, verb: str) -> str:
    return f"journal_{table.name}_{verb}"


def _triggers(number: int, table: Table) -> list[str]:
    """Return the statements that let a connection's own triggers tell of a table's rows."""
    return [
        f"CREATE TEMP TRIGGER IF NOT EXISTS {_name(table, verb)} AFTER {verb}"
        f" ON main.{table.name} BEGIN "
        + "".join(
            f"SELECT touched({number}, {int(verb == 'INSERT')}, {_key(table, which)});"
            for which in rows
        )
        + " END"
        for verb, rows in _VERBS.items()
    ]


def _key(table: Table, which: str) -> str:
    return ", ".join(f"{which}.{column}" for column in table.key)

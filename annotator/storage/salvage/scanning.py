"""Rows of a damaged file, as many as can be read: around a page that is broken, from both sides."""

import sqlite3
from collections.abc import Iterable, Iterator
from typing import Any, TypeAlias

Row: TypeAlias = tuple[Any, ...]

UNREADABLE = (sqlite3.DatabaseError, UnicodeDecodeError)
"""What reading what is broken raises; what SQLite says of it may be broken too."""
_FIRST = -(2**63)
_LAST = 2**63 - 1
_DOUBLINGS = 62
_AGAIN_AT_MOST = 10_000


def scan_by_rowid(connection: sqlite3.Connection, table: str, columns: str) -> Iterator[Row]:
    """Yield the rows of a table with row ids, each once. Where a page cannot be read its rows are
    passed over: the first that can be read behind it is looked for by halves.

    Pages of a damaged file may stand in each other's places, so that ids come out of order and
    again and again: where nothing new comes, ever wider steps are taken.
    """
    statement = f"SELECT rowid, {columns} FROM {table} NOT INDEXED WHERE rowid > ? ORDER BY rowid"
    last, step = _FIRST, 0
    seen: set[int] = set()
    while True:
        known = len(seen)
        try:
            for rowid, row in _new_ones(connection.execute(statement, (last,)), seen):
                yield row
                last = max(last, rowid)
        except UNREADABLE:
            behind = _behind_gap(connection, f"{statement} LIMIT 1", last)
            step = 2 * step + 1 if len(seen) == known else 0
            if behind is None or behind + step > _LAST:
                return
            last = behind + step
        else:
            return


def _new_ones(rows: Iterable[Row], seen: set[int]) -> Iterator[tuple[int, Row]]:
    """Yield row id and row of those that were not there before, and note them. DatabaseError where
    nothing but others comes."""
    again = 0
    for rowid, *row in rows:
        if rowid in seen:
            again += 1
            if again > _AGAIN_AT_MOST:
                raise sqlite3.DatabaseError("the same rows again and again")
            continue
        again = 0
        seen.add(rowid)
        yield rowid, tuple(row)


def scan_by_key(
    connection: sqlite3.Connection, table: str, columns: str, where: str, values: Row, order: str
) -> Iterator[Row]:
    """Yield the rows that meet a condition of a table that is kept in the order of its key
    (`order`): up to where a page cannot be read, and from the end back to there."""
    seen: set[Row] = set()
    for direction in ("ASC", "DESC"):
        keys = ", ".join(f"{one} {direction}" for one in order.split(", "))
        try:
            for row in connection.execute(
                f"SELECT {columns} FROM {table} WHERE {where} ORDER BY {keys}", values
            ):
                if row not in seen:
                    seen.add(row)
                    yield row
        except UNREADABLE:
            continue
        if direction == "ASC":
            return


def _behind_gap(connection: sqlite3.Connection, statement: str, last: int) -> int | None:
    """Return a row id behind which the next row can be read, the smallest after `last`; None where
    nothing more can be read."""

    def can_read(rowid: int) -> bool | None:
        """None: there is nothing behind it."""
        try:
            row = connection.execute(statement, (rowid,)).fetchone()
        except UNREADABLE:
            return False
        return True if row else None

    low = max(last, 0)
    for doubling in range(_DOUBLINGS):
        high = low + (1 << doubling)
        found = can_read(high)
        if found is None:
            return None
        if found:
            break
    else:
        return None
    low += (1 << doubling) >> 1
    while high - low > 1:
        middle = (low + high) // 2
        if can_read(middle):
            high = middle
        else:
            low = middle
    return high

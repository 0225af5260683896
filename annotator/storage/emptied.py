"""Rows of the history that a purge has emptied, and how the chain of hashes holds without them.

An emptied row keeps its number, its time, who acted, and its hash. What proves it is a later row
of the same chain, that of the purge: it names the hash of the row, and the hash of what is left of
it. So nobody can empty a row without an act of theirs that says so, nor change what is left of one,
and nothing can stand in an emptied row but that it is empty: a purge takes away, and never puts
words into anybody's mouth.
"""

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

import orjson

from annotator.storage.history import ROW, HistoryRow

EMPTY = '{"edit":"Purged"}'
"""What stands in the place of an edit that was erased."""
PURGES = 'document IS NULL AND annotation_set IS NULL AND edit LIKE \'{"edit":"Purge",%\''
"""Condition of a statement on `history`: rows that tell of a purge."""
PURGE_ROWS = f"SELECT {ROW}, previous_sha256, sha256 FROM history WHERE {PURGES} ORDER BY seq"


class Emptied(NamedTuple):
    """What a purge says of a row that it has emptied."""

    by: int
    """The number of the purge's own row, which is behind it."""
    left: str
    """The hash of what is left of it."""


def empty(row: HistoryRow) -> HistoryRow:
    """Return what a purge leaves of a row."""
    return row._replace(document=None, annotation_set=None, edit=EMPTY, inverse=EMPTY)


def read_emptied(connection: sqlite3.Connection) -> dict[str, Emptied]:
    """Return the hash of each row that a purge says it has emptied -> what it says of it."""
    return emptied_by(connection.execute(PURGE_ROWS))


def emptied_by(rows: Iterable[Sequence[Any]]) -> dict[str, Emptied]:
    """Return the same from rows of the history with both hashes; those that are not what their own
    hash says prove nothing."""
    found: dict[str, Emptied] = {}
    for *cells, previous, sha256 in rows:
        row = HistoryRow(*cells)
        if row.sha256(previous) != sha256:
            continue
        try:
            named = orjson.loads(row.edit)["emptied"]
            found |= {str(one): Emptied(row.seq, str(left)) for one, left in named}
        except (KeyError, TypeError, ValueError):
            continue
    return found


def is_proved(row: HistoryRow, previous: str, sha256: str, emptied: Mapping[str, Emptied]) -> bool:
    """Tell whether a row is what its hash says, or was emptied by a purge that comes later."""
    held = row.sha256(previous)
    if held == sha256:
        return True
    said = emptied.get(sha256)
    return said is not None and said.by > row.seq and said.left == held and row == empty(row)


def count_emptied(connection: sqlite3.Connection) -> int:
    """Return how many rows of the history were emptied."""
    row = connection.execute("SELECT count(*) FROM history WHERE edit = ?", (EMPTY,)).fetchone()
    return int(row[0])

"""Putting the journal onto an unpacked backup: the lines that follow on it, one by one."""

import sqlite3
from collections.abc import Iterable, Sequence
from contextlib import closing
from datetime import datetime
from pathlib import Path

from annotator.model.backup import Reach, Until
from annotator.storage.database import protect, transaction
from annotator.storage.history import last_row
from annotator.storage.journal.line import Line, MadeBackup, Rows
from annotator.storage.journal.pieces import list_pieces, read_pieces
from annotator.storage.journal.position import put_position, read_position
from annotator.storage.journal.tables import Table, read_tables

Lines = dict[str, Line]
"""The hash of a line -> the line that follows it; of two the one written later."""


def read_journal(folder: Path, number: int = 0) -> tuple[Lines, list[MadeBackup]]:
    """Return what the journal in a folder has since the backup with this number was begun, and
    which backups it knows of."""
    lines: Lines = {}
    made: list[MadeBackup] = []
    for read in read_pieces(one for one in list_pieces(folder) if one.number >= number):
        if isinstance(read, MadeBackup):
            made.append(read)
        else:
            lines[read.after] = read
    return lines, made


def follow(lines: Lines, position: str, until: Until, schema: int) -> list[Line]:
    """Return the lines that follow a position, in order, no further than `until`, and not beyond
    where the file was carried forward to a newer version than `schema`."""
    found: list[Line] = []
    seen: set[str] = set()
    while (line := lines.get(position)) and position not in seen:
        if line.schema != schema or not _is_within(line, until):
            break
        seen.add(position)
        found.append(line)
        position = line.sha256
    return found


def _is_within(line: Line, until: Until) -> bool:
    if until.seq is not None and line.seq > until.seq:
        return False
    return until.at is None or datetime.fromisoformat(line.at) <= until.at


def reach_of(found: Sequence[Line], lines: Lines, start: int) -> Reach:
    """Return how far lines go that follow on a file whose history ends with row `start`; `lines`
    are all there are."""
    newest = max((one.seq for one in lines.values()), default=0)
    acts = [one for one in found if one.acts]
    seq = acts[-1].seq if acts else 0
    return Reach(
        sum(one.acts for one in acts),
        acts[-1].at if acts else "",
        seq,
        is_broken=newest > max(seq, start),
    )


def standing_of(path: Path) -> tuple[str, int, int]:
    """Return at which line of the journal a project file is that nobody has open ("": at none), how
    far its history goes, and its version."""
    with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as connection:
        protect(connection)
        seq = last_row(connection)[0]
        schema = int(connection.execute("PRAGMA user_version").fetchone()[0])
        return read_position(connection, seq), seq, schema


def replay(path: Path, found: Iterable[Line]) -> None:
    """Put lines that follow on a file, which nobody has open, into it. sqlite3.Error and ValueError
    where they do not fit: the file is as it was."""
    with (
        closing(sqlite3.connect(path, isolation_level=None)) as connection,
        transaction(connection, is_write=True),
    ):
        tables = {one.name: one for one in read_tables(connection)}
        for line in found:
            _apply(connection, tables, line)
            put_position(connection, line.sha256, line.seq)


def _apply(connection: sqlite3.Connection, tables: dict[str, Table], line: Line) -> None:
    for name, rows in line.gone.items():
        table = _table(tables, name)
        condition = " AND ".join(f"{column} = ?" for column in table.key)
        connection.executemany(f"DELETE FROM {table.name} WHERE {condition}", rows)
    _put(connection, tables, line.put)
    for name, rows in line.altered.items():
        table = _table(tables, name)
        setting = ", ".join(f"{column} = :{column}" for column in table.changing)
        condition = " AND ".join(f"{column} = :{column}" for column in table.key)
        connection.executemany(
            f"UPDATE {table.name} SET {setting} WHERE {condition}",
            [dict(zip(table.changing, row, strict=True)) for row in rows],
        )


def _put(connection: sqlite3.Connection, tables: dict[str, Table], put: Rows) -> None:
    for name, rows in put.items():
        table = _table(tables, name)
        values = ", ".join("?" * len(table.columns))
        connection.executemany(f"REPLACE INTO {table.name} VALUES ({values})", rows)


def _table(tables: dict[str, Table], name: str) -> Table:
    if name not in tables:
        raise ValueError(f"no table {name}")
    return tables[name]

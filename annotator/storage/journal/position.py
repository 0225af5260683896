"""Which line of the journal a project file is at, as the file says itself."""

import sqlite3
from secrets import token_hex

from annotator.storage.about import put_about, read_about

POSITION = "journal"
"""Its name in the table of names and values."""


def read_position(connection: sqlite3.Connection, seq: int) -> str:
    """Return the hash of the last line that is in the file; "" where none says so, or where the
    history has gone on without the journal: its last row has the number `seq`."""
    said, _, at = read_about(connection, POSITION).partition(" ")
    return said if at == str(seq) else ""


def put_position(connection: sqlite3.Connection, position: str, seq: int) -> None:
    """Say that the file is at a line; "" says that it is at none."""
    put_about(connection, POSITION, f"{position} {seq}" if position else "")


def new_position() -> str:
    """Return a place that follows on no line."""
    return token_hex(32)

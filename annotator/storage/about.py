"""What a project file says of itself, in the table of names and values."""

import sqlite3


def read_about(connection: sqlite3.Connection, name: str) -> str:
    """Return a value, "" where there is none."""
    row = connection.execute("SELECT value FROM meta WHERE name = ?", (name,)).fetchone()
    return row[0] if row else ""


def put_about(connection: sqlite3.Connection, name: str, value: str) -> None:
    """Say a value; "" takes it away."""
    connection.execute("DELETE FROM meta WHERE name = ?", (name,))
    if value:
        connection.execute("INSERT INTO meta (name, value) VALUES (?, ?)", (name, value))

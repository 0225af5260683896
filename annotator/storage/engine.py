"""Which SQLite reads and writes the project files."""

import sqlite3


def sqlite_version() -> str:
    """Return the version of the library itself, such as 3.40.1."""
    return sqlite3.sqlite_version

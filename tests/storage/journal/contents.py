"""What a project file holds, table by table, without what says something of the very file."""

import sqlite3
from contextlib import closing
from pathlib import Path

from annotator.storage.journal.tables import read_tables


def contents(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """Return name of a table -> its rows in order."""
    with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as connection:
        held = {
            table.name: connection.execute(
                f"SELECT * FROM {table.name} ORDER BY {', '.join(table.key)}"
            ).fetchall()
            for table in read_tables(connection)
        }
    held["meta"] = [row for row in held["meta"] if row[0] not in ("journal", "copy", "copy_place")]
    return held

"""Does another program hold a project file just now: one that looks into databases, one that backs
up files. Looking changes nothing and waits for nobody."""

import os
import sqlite3
from contextlib import closing, suppress
from pathlib import Path

_LOCKS = Path("/proc/locks")


def is_held(path: Path) -> bool:
    """Tell whether a file cannot be read at this moment because somebody holds it."""
    try:
        uri = f"{path.absolute().as_uri()}?mode=ro"
        with closing(sqlite3.connect(uri, uri=True, timeout=0)) as connection:
            connection.execute("SELECT count(*) FROM sqlite_schema").fetchall()
    except sqlite3.Error as error:
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF
        return code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
    return False


def holder_of(path: Path) -> str:
    """Return the program that holds a file, and its process; "" where the system does not tell."""
    with suppress(OSError, ValueError):
        status = path.stat()
        place = f"{os.major(status.st_dev):02x}:{os.minor(status.st_dev):02x}:{status.st_ino}"
        for line in _LOCKS.read_text().splitlines():
            fields = line.split()
            if place in fields and "WRITE" in fields:
                process = int(fields[fields.index("WRITE") + 1])
                name = Path(f"/proc/{process}/comm").read_text().strip()
                return f"{name}, process {process}"
    return ""

"""A child that is killed at one statement of SQLite: opens a project, which carries it forward.

The signal is a real one, which the process sends itself where the statement begins. Without a
number it runs through and says how many statements there are.
"""

import os
import signal
import sqlite3
import sys
from pathlib import Path
from typing import Any

from annotator.project.project import Project

begun = 0


def main(path: Path, fatal: int) -> None:
    def count(_statement: str) -> None:
        global begun  # noqa: PLW0603  one process, one count
        begun += 1
        if begun == fatal:
            os.kill(os.getpid(), signal.SIGKILL)

    def connect(*arguments: Any, **options: Any) -> sqlite3.Connection:
        connection: sqlite3.Connection = really_connect(*arguments, **options)
        connection.set_trace_callback(count)
        return connection

    really_connect, sqlite3.connect = sqlite3.connect, connect  # type: ignore[assignment]
    Project.open(path, annotator="ilse").close()
    print(begun)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))

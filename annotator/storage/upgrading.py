"""Carrying an older file forward: first a copy that is checked, then all of it or nothing."""

import os
import sqlite3
from contextlib import closing
from pathlib import Path

from annotator.model.errors import NotAProject
from annotator.storage.beside import free_name
from annotator.storage.database import (
    DAMAGE,
    connect_writer,
    put_journal_away,
    reading_error,
    saving_error,
)


def carry_forward(path: Path, version: int) -> Path:
    """Bring a project file of an older version to the newest; return the copy made before.

    The instance lock is held. The copy stands beside the file, whole, before anything is changed;
    whatever goes wrong, the file stays as it was. NotAProject, ProjectLocked, SavingFailed.
    """
    # Late: sqlite-utils takes longer to import than a project to open.
    from annotator.storage.migrations import bring_up_to_date

    try:
        with closing(connect_writer(path)) as connection:
            try:
                copy = _copy(connection, path, version)
                bring_up_to_date(connection)
            finally:
                put_journal_away(connection)
    except OSError as error:
        raise saving_error(error, path) from error
    except sqlite3.OperationalError as error:
        raise saving_error(error, path) from error
    except DAMAGE as error:
        raise reading_error(error, path) from error
    return copy


def _copy(connection: sqlite3.Connection, path: Path, version: int) -> Path:
    """Copy the file as it is, check the copy, and give it its name last of all."""
    target = free_name(path, f"{path.stem} (version {version})")
    unfinished = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        with closing(sqlite3.connect(unfinished, isolation_level=None)) as copy:
            connection.backup(copy)
            finding = copy.execute("PRAGMA quick_check(1)").fetchone()[0]
        if finding != "ok":
            raise NotAProject(path, finding)
        with unfinished.open("rb+") as file:
            os.fsync(file.fileno())
        unfinished.replace(target)
    except BaseException:
        unfinished.unlink(missing_ok=True)
        raise
    return target

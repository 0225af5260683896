"""Going back to a backup: what would change is told first, and the file as it is stays beside."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from secrets import token_hex

from annotator.model.backup import THE_BACKUP, THE_END, Backup, Contents, Reach, Until
from annotator.model.backup_errors import (
    BackupFailed,
    BackupUnsound,
    ReplayUnsound,
    RestoreRefused,
)
from annotator.storage.backups.making import unpack_backup, verify
from annotator.storage.beside import free_name, sync_folder
from annotator.storage.copy_identity import forget_copy
from annotator.storage.database import DAMAGE, protect
from annotator.storage.instance_lock import InstanceLock
from annotator.storage.journal.line import Line
from annotator.storage.journal.replaying import (
    follow,
    reach_of,
    read_journal,
    replay,
    standing_of,
)


@contextmanager
def unpacked(backup: Path, folder: Path) -> Iterator[Path]:
    """Hold what a backup has, whole, in a file in a folder, which goes if it is not taken.

    BackupFailed, BackupUnsound (`is_of_project` is not set).
    """
    file = folder / f".{backup.name[:80]}.{token_hex(4)}.partial"
    try:
        unpack_backup(backup, file)
        for broken in verify(file):
            raise BackupUnsound(backup, broken.what, broken.where, is_of_project=False)
        yield file
    finally:
        file.unlink(missing_ok=True)


def look_ahead(file: Path, backup: Backup, until: Until = THE_END) -> Reach:
    """Return how far the journal beside a backup takes its unpacked file, which stays as it is."""
    return _way(file, backup, until)[1]


def carry_on(file: Path, backup: Backup, until: Until) -> Reach:
    """Put what the journal beside a backup has since then, as far as `until`, into its unpacked
    file; return how far that is. ReplayUnsound: it does not fit, and nothing of it was put in."""
    found, reach = _way(file, backup, until)
    try:
        replay(file, found)
    except (sqlite3.Error, ValueError) as error:
        raise ReplayUnsound(backup.path, backup.number, "journal", str(error)) from error
    return reach


def _way(file: Path, backup: Backup, until: Until) -> tuple[list[Line], Reach]:
    if until == THE_BACKUP:
        return [], Reach()
    lines, _ = read_journal(backup.path.parent, backup.number - 1)
    position, seq, schema = standing_of(file)
    found = follow(lines, position, until, schema)
    return found, reach_of(found, lines, seq)


def reaches_of(folder: Path) -> dict[int, Reach]:
    """Return how far the journal takes each backup (by number) of a folder, of those that it knows
    of; the backups themselves are not read."""
    lines, backups = read_journal(folder)
    reaches: dict[int, Reach] = {}
    for one in backups:
        first = lines.get(one.position)
        found = follow(lines, one.position, THE_END, first.schema) if first else []
        reaches[one.backup] = reach_of(found, lines, one.seq)
    return reaches


def acts_in_backups(folder: Path) -> dict[int, int]:
    """Return how many acts the backups (by number) have of which the journal knows."""
    return {one.backup: one.seq for one in read_journal(folder)[1]}


def contents_of(path: Path) -> Contents | None:
    """Return how much a project file holds; None where it is not there or cannot be read. Nobody
    may be writing to it."""
    statement = """
        SELECT
            (SELECT count(*) FROM documents WHERE is_retired = 0),
            (SELECT coalesce(sum(spans), 0) FROM annotation_sets WHERE is_retired = 0),
            (SELECT coalesce(sum(relations), 0) FROM annotation_sets WHERE is_retired = 0),
            (SELECT count(*) FROM history),
            (SELECT coalesce(max(at), '') FROM history)
    """
    if not path.exists():
        return None
    try:
        uri = f"{path.absolute().as_uri()}?mode=ro"
        with closing(sqlite3.connect(uri, uri=True, isolation_level=None)) as connection:
            protect(connection)
            return Contents(*connection.execute(statement).fetchone())
    except DAMAGE:
        return None


def put_back(project: Path, unpacked_backup: Path, when: str) -> Path | None:
    """Put an unpacked backup in the project's place; return where the file that was there is kept,
    None where there was none. `when` is put into its name.

    One of the two stands under the project's name at every moment, where the disk can give a file
    two names; else for an instant none does, and both are beside. RestoreRefused: somebody has the
    project open; BackupFailed.
    """
    with closing(sqlite3.connect(unpacked_backup, isolation_level=None)) as connection:
        forget_copy(connection)
    lock = InstanceLock.acquire(project)
    if isinstance(lock, str):
        raise RestoreRefused(project, lock)
    try:
        kept = _keep_aside(project, when) if project.exists() else None
        _put_journal_aside(project, kept or free_name(project, f"{project.stem} (before {when})"))
        unpacked_backup.replace(project)
        sync_folder(project.parent)
    except OSError as error:
        raise BackupFailed(project.parent, error.strerror or type(error).__name__) from error
    finally:
        if lock is not None:
            lock.release()
    return kept


def _keep_aside(project: Path, when: str) -> Path:
    """Give the file a second name."""
    kept = free_name(project, f"{project.stem} (before {when})")
    try:
        os.link(project, kept)
    except OSError:  # a disk without second names
        project.rename(kept)
    return kept


def _put_journal_aside(project: Path, kept: Path) -> None:
    """Let what SQLite keeps beside a file, and a crash has left there, go with the file it belongs
    to, also where that is gone: it would be rolled back into the one that comes in its place."""
    for ending in ("-journal", "-wal", "-shm"):
        with suppress(FileNotFoundError):
            left = project.with_name(project.name + ending)
            left.replace(kept.with_name(kept.name + ending))

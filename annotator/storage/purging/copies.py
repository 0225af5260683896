"""The copies that the program has made of a project: backups, rewritten without what was erased,
and files beside the project, which are only named."""

import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import NamedTuple

from annotator.model.annotator import Annotator
from annotator.model.backup import Backup
from annotator.model.backup_errors import BackupFailed, BackupUnsound
from annotator.storage.backups.making import change_backup
from annotator.storage.database import (
    DAMAGE,
    connect_writer,
    put_journal_away,
    saving_error,
    transaction,
    wipe,
)
from annotator.storage.history import last_row
from annotator.storage.journal.position import put_position
from annotator.storage.purging.articles import find_hashed
from annotator.storage.purging.erasing import Order, erase
from annotator.storage.purging.purges import has_tombstone
from annotator.storage.writer import Transaction


class Cleaned(NamedTuple):
    """What became of backups."""

    rewritten: int = 0
    untouched: int = 0
    """They had nothing of it."""
    removed: int = 0
    """They could not be read, or not be written anew."""


def clean_backups(
    backups: Sequence[Backup],
    order: Order,
    follow: Callable[[int, int], None] = lambda done, total: None,
) -> Cleaned:
    """Take what is erased out of backups, each for itself; one for which that fails is deleted.
    `follow` is told how many are done, and may end it by raising: the one under way stays as it
    is. BackupFailed: there is no room; those done are done."""
    rewritten = untouched = removed = 0
    for done, one in enumerate(backups):
        follow(done, len(backups))
        try:
            if change_backup(
                one, lambda copy: _erase_in(copy, order), partial(follow, done, len(backups))
            ):
                rewritten += 1
            else:
                untouched += 1
        except (BackupFailed, BackupUnsound) as error:
            if isinstance(error, BackupFailed) and error.is_disk_full:
                raise
            _remove(one)
            removed += 1
    follow(len(backups), len(backups))
    return Cleaned(rewritten, untouched, removed)


def _remove(backup: Backup) -> None:
    try:
        backup.path.unlink(missing_ok=True)
    except OSError as error:
        raise BackupFailed(backup.path.parent, error.strerror or type(error).__name__) from error


def _erase_in(copy: Path, order: Order) -> bool:
    """Erase in a file that nobody else has open; tell whether there was anything to erase.
    BackupFailed, BackupUnsound."""
    try:
        return _erase(copy, order)
    except DAMAGE as error:
        failure = saving_error(error, copy)
        if failure.is_disk_full:
            raise BackupFailed(copy.parent, failure.reason, is_disk_full=True) from error
        raise BackupUnsound(copy, "database", failure.reason, is_of_project=False) from error


def _erase(copy: Path, order: Order) -> bool:
    # Late: sqlite-utils takes longer to import than a project to open.
    from annotator.storage.migrations import bring_up_to_date

    with closing(connect_writer(copy)) as connection:
        bring_up_to_date(connection)
        if has_tombstone(connection, order.tombstone.id):
            return False
        annotator = order.tombstone.annotator
        found = None
        if annotator is None:
            found = find_hashed(connection, order.tombstone.documents, order.spared)
            if not found.ids:
                return False
        elif not _has_annotator(connection, annotator):
            return False
        with transaction(connection, is_write=True):
            writing = Transaction(connection, last_row(connection))
            tombstone = order.tombstone._replace(is_finished=True)
            there = order._replace(by=_known(connection, order.by), tombstone=tombstone)
            erase(writing, there, found, writing.tail[0] + 1)
            put_position(connection, "", writing.tail[0])
        wipe(connection)
        put_journal_away(connection)
    return True


def _known(connection: sqlite3.Connection, by: Annotator | None) -> Annotator | None:
    return by if by is not None and _has_annotator(connection, by.id) else None


def _has_annotator(connection: sqlite3.Connection, annotator: str) -> bool:
    row = connection.execute("SELECT 1 FROM annotators WHERE id = ?", (annotator,)).fetchone()
    return row is not None


def copies_beside(project: Path) -> list[Path]:
    """Return the files beside a project that the program has kept of it: as it was before it was
    carried forward, or before a backup was put in its place, or saved out of it."""
    stem = project.stem
    try:
        names = sorted(project.parent.iterdir())
    except OSError:
        return []
    kept = (f"{stem} (version ", f"{stem} (before ", f"{stem} (salvaged")
    return [one for one in names if one.name.startswith(kept) and one.suffix == project.suffix]

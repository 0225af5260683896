"""An open project file: its writer, its readers, and whether it may be written at all."""

import os
import sqlite3
from collections.abc import Sequence
from contextlib import AbstractContextManager, closing
from pathlib import Path
from typing import Literal

from annotator.model.errors import (
    NotAProject,
    ProjectExists,
    ProjectTooNew,
    TargetUnwritable,
)
from annotator.model.labels import LabelSet
from annotator.storage.database import DAMAGE, protect, reading_error, transaction
from annotator.storage.header import SCHEMA_VERSION, Header, read_header
from annotator.storage.instance_lock import InstanceLock
from annotator.storage.journal.journal import Journal
from annotator.storage.label_set_versions import VersionRow, add_version
from annotator.storage.labels import put_label_set
from annotator.storage.readers import Readers
from annotator.storage.upgrading import carry_forward
from annotator.storage.writer import Told, Writer

ReadOnlyReason = Literal["", "file", "folder", "newer version", "in use"]


def create_file(
    path: Path,
    label_set: LabelSet,
    *,
    made_by: str,
    at: str,
    versions: Sequence[VersionRow] = (),
) -> None:
    """Make an empty project file. ProjectExists, TargetUnwritable: nothing is left behind.

    It is made in memory and written at once, so that nobody ever meets half a project. `versions`
    are those that its label set has had already.
    """
    content = _empty_project(label_set, made_by, at, versions)
    try:
        with path.open("xb") as file:
            try:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            except OSError:
                path.unlink()
                raise
    except FileExistsError:
        raise ProjectExists(path) from None
    except OSError as error:
        raise TargetUnwritable(path, error.strerror or "") from error


def _empty_project(
    label_set: LabelSet, made_by: str, at: str, versions: Sequence[VersionRow]
) -> bytes:
    # Late: sqlite-utils takes longer to import than a project to open.
    from annotator.storage.migrations import bring_up_to_date

    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        protect(connection)
        bring_up_to_date(connection)
        with transaction(connection, is_write=True):
            for version in versions:
                add_version(connection, *version)
            put_label_set(connection, label_set, at)
            connection.executemany(
                "INSERT INTO meta (name, value) VALUES (?, ?)",
                [
                    ("made_by", made_by),
                    ("made_at", at),
                ],
            )
        return connection.serialize()


class Store:
    """One project file that is open. `writer` is None where it can only be read."""

    def __init__(
        self,
        path: Path,
        told: Told,
        *,
        is_read_only: bool = False,
        backups: Path | None = None,
    ) -> None:
        """Open. ProjectMissing, NotAProject, ProjectLocked, ProjectTooNew: the file is untouched.

        `is_read_only` asks for nothing but reading. What is written is kept in the journal too
        where this folder has backups.
        """
        self.path = path
        self.holder = ""
        """Who has it open for writing, where `read_only_reason` is "in use"."""
        self.writer: Writer | None = None
        self._lock: InstanceLock | None = None
        header = read_header(path)
        self.read_only_reason = _reason_to_read_only(path, header)
        self.is_read_only = bool(is_read_only or self.read_only_reason)
        if not self.is_read_only:
            self._take_lock()
        self._readers = Readers(path, is_read_only=self.is_read_only)
        try:
            if not self.is_read_only:
                if header.version < SCHEMA_VERSION:
                    carry_forward(path, header.version)
                self.writer = _open_writer(path, told, backups)
            self._check_readable(header)
        except BaseException:
            self.abandon()
            raise

    def reading(self) -> AbstractContextManager[sqlite3.Connection]:
        """Hold one state of the file while inside, briefly: see `Readers.reading`."""
        return self._readers.reading()

    def close(self) -> None:
        """Wait until all is saved, then close. SavingFailed: nothing is closed."""
        if self.writer:
            self.writer.flush()
        self.abandon()

    def abandon(self) -> None:
        """Close, whatever waits to be saved."""
        if self.writer:
            self.writer.abandon()
            self.writer = None
        self._readers.close()
        if self._lock:
            self._lock.release()
            self._lock = None

    def _take_lock(self) -> None:
        lock = InstanceLock.acquire(self.path)
        if isinstance(lock, str):
            self.is_read_only, self.read_only_reason, self.holder = True, "in use", lock
        else:
            self._lock = lock

    def _check_readable(self, header: Header) -> None:
        """A newer version may have kept to what this one can read, and then says so."""
        try:
            with self.reading() as connection:
                meta = dict(connection.execute("SELECT name, value FROM meta"))
            needed = int(meta["min_reader"])
        except (NotAProject, KeyError, ValueError) as error:
            if header.version > SCHEMA_VERSION:
                raise ProjectTooNew(self.path, header.version, SCHEMA_VERSION) from None
            raise (
                error if isinstance(error, NotAProject) else NotAProject(self.path, "no version")
            ) from None
        if needed > SCHEMA_VERSION:
            raise ProjectTooNew(self.path, header.version, SCHEMA_VERSION)


def _open_writer(path: Path, told: Told, backups: Path | None) -> Writer:
    try:
        return Writer(path, told, Journal(backups) if backups else None)
    except DAMAGE as error:
        raise reading_error(error, path) from error


def _reason_to_read_only(path: Path, header: Header) -> ReadOnlyReason:
    if header.version > SCHEMA_VERSION:
        return "newer version"
    if not os.access(path, os.W_OK):
        return "file"
    # Every commit makes its journal beside the file, and takes it away.
    if not os.access(path.parent, os.W_OK):
        return "folder"
    return ""

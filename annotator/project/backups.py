"""The backups of a project: made while it is open, and gone back to while nobody has it open."""

from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from platformdirs import user_data_path

from annotator.model.backup import THE_BACKUP, THE_END, Backup, Contents, Reach, Until
from annotator.model.backup_errors import BackupUnknown, ReplayUnsound
from annotator.model.errors import ProjectReadOnly
from annotator.project.checking import check_project
from annotator.project.listeners import Listeners, Relay
from annotator.project.on_screen import OnScreen
from annotator.project.rows import IsCancelled, Progress, ReportProgress, stop_if
from annotator.settings.store import Settings
from annotator.storage.backups.folder import folder_of, list_backups
from annotator.storage.backups.making import make_backup
from annotator.storage.backups.restoring import (
    acts_in_backups,
    carry_on,
    contents_of,
    look_ahead,
    put_back,
    reaches_of,
    unpacked,
)
from annotator.storage.journal.journal import Stopped
from annotator.storage.journal.pieces import list_pieces
from annotator.storage.labels import read_label_set
from annotator.storage.store import Store


class RestorePreview(NamedTuple):
    """What going back to a backup would do."""

    backup: Backup
    now: Contents | None
    """What the project holds as it is; None where it is not there or cannot be read."""
    then: Contents
    """What it would hold."""
    reach: Reach
    """What the journal adds to the backup, and is in `then`."""
    furthest: Reach
    """What it would add at most."""


class Restored(NamedTuple):
    """What going back has done."""

    backup: Backup
    kept: Path | None
    """Where the file that was there is kept; None where there was none."""
    reach: Reach
    """What the journal added."""


def usual_folder() -> Path:
    """Return where the backups of all projects of this user are: where they chose, or in their own
    data folder."""
    chosen = Settings().get("backup_folder")
    return Path(chosen) if chosen else own_folder()


def own_folder() -> Path:
    """Return where they are of a user who has not chosen."""
    return user_data_path("annotator", appauthor=False) / "backups"


def usual_limit() -> int:
    """Return how many bytes the backups of one project take at most, as this user wants it."""
    return bytes_of(Settings().get("backup_gigabytes"))


def bytes_of(gigabytes: int) -> int:
    """Return a number of gigabytes in bytes."""
    return gigabytes * 1_000_000_000


class Backups:
    """The backups of an open project. A door of its own beside `Project`: `project.backups`."""

    def __init__(self, store: Store, root: Path | None = None) -> None:
        """`root` is where the backups of all projects are; None: where they usually are."""
        self._store = store
        self._root = root

    def make(
        self,
        *,
        root: Path | None = None,
        limit: int | None = None,
        progress: ReportProgress = lambda progress: None,
        is_cancelled: IsCancelled = lambda: False,
    ) -> Backup:
        """Make a backup in the project's folder under `root` (default: that with which the project
        was opened); then drop those that are no longer kept, and until the rest, with the journal,
        takes no more than `limit` bytes (default: `usual_limit`).

        One can go on working meanwhile; what is saved meanwhile is in it. It belongs off the GUI
        thread. BackupUnsound: the project is not whole, and no backup was made; BackupFailed;
        ProjectReadOnly; Cancelled.
        """
        writer = self._store.writer
        if writer is None:
            raise ProjectReadOnly(self._store.path, self._store.read_only_reason)

        def follow(done: int, total: int) -> None:
            stop_if(is_cancelled)
            progress(Progress(done, total))

        folder = folder_of_backups(self._store.path, root or self._root)
        at_most = usual_limit() if limit is None else limit
        return make_backup(writer, self._store.path, folder, limit=at_most, follow=follow)

    def list(self, root: Path | None = None) -> list[Backup]:
        """Return the backups there are, the newest first."""
        return backups_of(self._store.path, root or self._root)

    def on_journal_stopped(self, stopped: Stopped) -> None:
        """Tell this one, on any thread, where the journal cannot go on."""
        if self._store.writer is not None and self._store.writer.journal is not None:
            self._store.writer.journal.on_stopped = stopped


def folder_of_backups(path: Path, root: Path | None = None) -> Path:
    """Return where the backups of a project file are, or would be."""
    return folder_of(path, root or usual_folder())


def backups_of(path: Path, root: Path | None = None) -> list[Backup]:
    """Return the backups of a project file, which may be gone, the newest first."""
    return list_backups(folder_of_backups(path, root))


def size_of_backups(path: Path, root: Path | None = None) -> int:
    """Return how many bytes the backups of a project file take, and the journal beside them."""
    folder = folder_of_backups(path, root)
    backups = sum(one.size for one in list_backups(folder))
    return backups + sum(one.size for one in list_pieces(folder))


def reaches(path: Path, root: Path | None = None) -> dict[int, Reach]:
    """Return how far the journal takes each backup (by number) of a project file; those of which it
    does not know are left out. It reads all of the journal."""
    return reaches_of(folder_of_backups(path, root))


def find_backup(
    path: Path, number: int | None = None, root: Path | None = None, until: Until = THE_END
) -> Backup:
    """Return the backup of this number, or the newest that is not beyond `until`. BackupUnknown."""
    there = backups_of(path, root)
    folder = folder_of_backups(path, root)
    acts = acts_in_backups(folder) if until.seq is not None and until != THE_BACKUP else {}
    for one in there:
        is_beyond = (until.at is not None and one.at > until.at) or (
            one.number in acts and acts[one.number] > (until.seq or 0)
        )
        if one.number == number or (number is None and not is_beyond):
            return one
    raise BackupUnknown(path, number if there and number else 0, folder)


def preview_restore(path: Path, backup: Backup, until: Until = THE_END) -> RestorePreview:
    """Return what going back to a backup, and on from there along the journal, would do; nothing is
    done. BackupFailed, BackupUnsound, ReplayUnsound."""
    with unpacked(backup.path, backup.path.parent) as file:
        furthest = look_ahead(file, backup)
        reach = carry_on(file, backup, until)
        then = contents_of(file)
    assert then is not None, "what was unpacked is whole"
    return RestorePreview(backup, contents_of(path), then, reach, furthest)


def restore(path: Path, backup: Backup, until: Until = THE_BACKUP) -> Restored:
    """Put a backup, and what the journal has since then, in the project's place; the file that was
    there is kept beside it under another name. It has its name only after it was found whole, as
    `Project.check` finds it. BackupFailed, BackupUnsound, ReplayUnsound, RestoreRefused: nothing is
    changed."""
    with unpacked(backup.path, path.absolute().parent) as file:
        reach = carry_on(file, backup, until)
        if until != THE_BACKUP:
            _check(file, backup)
        kept = put_back(path, file, f"{datetime.now(UTC):%Y-%m-%d %H.%M}")
    return Restored(backup, kept, reach)


def _check(file: Path, backup: Backup) -> None:
    """ReplayUnsound: what has become of a backup is not whole."""
    store = Store(file, Relay(OnScreen(), Listeners()), is_read_only=True)
    try:
        with store.reading() as connection:
            label_set = read_label_set(connection)
        for fault in check_project(store, label_set):
            raise ReplayUnsound(backup.path, backup.number, fault.what, fault.where)
    finally:
        store.close()

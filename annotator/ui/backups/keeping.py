"""Makes backups of the open project by itself: soon after it is opened, and while one works.

None is made at the end: what was done since the last one is in the journal beside them, and is
backed up when the project is opened next. What the journal could not take is backed up soon.
"""

import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from annotator.messages import sentence
from annotator.model.backup_errors import BackupUnsound
from annotator.model.errors import AnnotatorError, Cancelled
from annotator.settings.store import Settings

if TYPE_CHECKING:
    from annotator.model.backup import Backup
    from annotator.model.backup_errors import JournalStopped
    from annotator.project.project import Project
    from annotator.ui.session import Session
    from annotator.ui.tasks import Task

FIRST, EVERY = 20_000, 15 * 60_000
"""Milliseconds after opening, or after an act that was too much for the journal, and between two
backups."""
_CLOCKS_DIFFER = 60.0
"""Seconds by which a clock may be put right without having been set back."""


class BackupKeeper(QObject):
    """Follows one session at a time."""

    backup_made = Signal(object)
    """A `Backup`."""
    failed = Signal(str, bool)
    """Why there is none, or no journal, in a sentence, and whether that is because the project is
    not whole."""
    journal_stopped = Signal(object)
    """A `JournalStopped`; emitted on any thread."""

    def __init__(self, settings: Settings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._settings = settings
        self._session: Session | None = None
        self._task: Task | None = None
        self._is_changed = False
        self._told: set[type[AnnotatorError]] = set()
        self._next = QTimer(self, singleShot=True)
        self._next.timeout.connect(self._make_if_due)
        self.journal_stopped.connect(self._take_stopped, Qt.ConnectionType.QueuedConnection)

    @property
    def root(self) -> Path | None:
        """Where the backups of all projects are; None: where they usually are."""
        folder = self._settings.get("backup_folder")
        return Path(folder) if folder else None

    @property
    def gigabytes(self) -> int:
        """How much the backups of one project take at most."""
        return int(self._settings.get("backup_gigabytes"))

    def limit(self, gigabytes: int) -> None:
        """Let the backups of each project take so much at most, from the next one on."""
        self._settings.choose("backup_gigabytes", gigabytes)

    def follow(self, session: "Session | None") -> None:
        """Back this session's project up from now on; None: none."""
        self._next.stop()
        if self._task is not None:
            self._task.cancel()
            self._task = None
        self._session = session
        self._told.clear()
        if session is not None and not session.project.is_read_only:
            self._is_changed = False
            session.saved.connect(self._take_saved)
            session.project.backups.on_journal_stopped(self.journal_stopped.emit)
            self._next.start(FIRST)

    def make(self) -> None:
        """Make one now."""
        session = self._session
        if session is None or self._task is not None:
            return
        from annotator.project.backups import bytes_of
        from annotator.ui.models.reading import read_project

        self._is_changed = False
        project = session.project
        self._task = read_project(
            project,
            _make(project, self.root, bytes_of(self.gigabytes)),
            owner=self,
            on_done=self._take_made,
            on_failed=self._take_failure,
            on_progress=lambda _: None,
        )

    def _take_saved(self, unsaved: int) -> None:
        self._is_changed = True

    def _make_if_due(self) -> None:
        session = self._session
        self._next.start(EVERY)
        if session is None or not self._settings.get("are_backups_made"):
            return
        if self._is_changed or _is_newer(session.project, self.root):
            self.make()

    def _take_made(self, made: "Backup") -> None:
        self._task = None
        self._told.clear()
        self.backup_made.emit(made)

    def _take_stopped(self, stopped: "JournalStopped") -> None:
        self._is_changed = True
        if stopped.is_too_large:
            self._next.start(FIRST)
        else:
            self._tell_once(stopped)

    def _take_failure(self, error: Exception) -> None:
        self._task = None
        if isinstance(error, Cancelled):
            return
        if not isinstance(error, AnnotatorError):
            raise error
        self._is_changed = True
        self._tell_once(error)

    def _tell_once(self, error: AnnotatorError) -> None:
        if type(error) not in self._told:
            self._told.add(type(error))  # once a session: every quarter of an hour is no help
            self.failed.emit(sentence(error), isinstance(error, BackupUnsound))


def _make(project: "Project", root: Path | None, limit: int) -> "Callable[..., Backup]":
    return lambda **how: project.backups.make(root=root, limit=limit, **how)


def _is_newer(project: "Project", root: Path | None) -> bool:
    """Whether the file has been written to since the newest backup was made, or may have been: one
    that is of tomorrow was made before the clock was set back."""
    there = project.backups.list(root)
    try:
        written = project.path.stat().st_mtime
    except OSError:
        return False
    if not there:
        return True
    made = there[0].at.timestamp()
    return written > made + 1 or made > time.time() + _CLOCKS_DIFFER

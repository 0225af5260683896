"""One program for each user: a second start hands what it was to open to the one that runs.

Decision: no socket, for nothing here opens a connection. Who runs holds a lock file; who comes
second leaves a small file in the folder beside it, and sees that it was taken by its being gone. A
lock whose program is gone counts as none.
"""

import contextlib
import hashlib
import json
import os
import time
from collections.abc import Callable
from pathlib import Path

from platformdirs import user_runtime_path
from PySide6.QtCore import QFileSystemWatcher, QLockFile

PATIENCE = 5.0
"""Seconds in which a program that is not stuck takes what was left for it."""
_NAP = 0.02
_ENDING = ".open.json"

Opened = Callable[[Path | None, str], object]
"""Is told a project (None: none is named) and an annotator's name ("": nobody is named)."""


class Door:
    """Where a program that starts finds the one that runs, with the same settings folder."""

    def __init__(self, settings_folder: Path) -> None:
        name = hashlib.sha256(str(settings_folder.absolute()).encode()).hexdigest()[:8]
        self._folder = user_runtime_path("annotator", appauthor=False) / f"door-{name}"
        self._lock: QLockFile | None = None
        self._watcher: QFileSystemWatcher | None = None

    def hold(self) -> bool:
        """Become the one that runs; tell whether so, or whether another is already."""
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError:
            return True  # nobody can be found here: each is on its own
        lock = QLockFile(str(self._folder / "lock"))
        lock.setStaleLockTime(0)  # however long it runs
        if not lock.tryLock(0):
            return lock.error() != QLockFile.LockError.LockFailedError
        self._lock = lock
        return True

    def hand_over(self, project: Path | None, annotator: str = "") -> bool:
        """Leave what is to be opened to the one that runs; tell whether it was taken."""
        wish = {"project": str(project.absolute()) if project else None, "annotator": annotator}
        left = self._folder / f"{os.getpid()}-{time.monotonic_ns()}{_ENDING}"
        beside = left.with_suffix(".new")
        try:
            beside.write_text(json.dumps(wish), encoding="utf-8")
            beside.replace(left)
        except OSError:
            return False
        end = time.monotonic() + PATIENCE
        while left.exists():
            if time.monotonic() > end:
                with contextlib.suppress(FileNotFoundError):
                    left.unlink()
                    return False
            time.sleep(_NAP)
        return True

    def listen(self, opened: Opened) -> None:
        """Tell from now on what others hand over, and what they have already."""
        if self._lock is None:
            return
        self._watcher = QFileSystemWatcher([str(self._folder)])
        self._watcher.directoryChanged.connect(lambda _: self._take(opened))
        self._take(opened)

    def close(self) -> None:
        """Be no more the one that runs."""
        if self._watcher is not None:
            self._watcher.deleteLater()
            self._watcher = None
        if self._lock is not None:
            self._lock.unlock()
            self._lock = None

    def _take(self, opened: Opened) -> None:
        for left in sorted(self._folder.glob(f"*{_ENDING}")):
            try:
                wish = json.loads(left.read_text(encoding="utf-8"))
                left.unlink()
            except (OSError, ValueError):
                continue  # withdrawn, or not one of ours
            if isinstance(wish, dict):
                project, annotator = wish.get("project"), wish.get("annotator")
                path = Path(project) if isinstance(project, str) else None
                opened(path, annotator if isinstance(annotator, str) else "")

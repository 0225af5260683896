"""Appending to the journal: a thread of its own, for which a save never waits long."""

import errno
import os
import shutil
import threading
import time
from collections import deque
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

from annotator.model.backup_errors import JournalStopped
from annotator.storage.backups.folder import list_backups
from annotator.storage.journal.line import MadeBackup
from annotator.storage.journal.pieces import drop_pieces, list_pieces, newest_seq, piece_path

_PATIENCE = 0.05
"""Seconds that a save waits until its line is with the system; a disk that is slower is not waited
for until it has caught up."""
_LONG_PATIENCE = 10.0
"""Seconds that deleting it may take."""
_SYNC_EVERY = 5.0
"""Seconds in which a power cut may take what the journal has."""
_REST = 30.0
"""Seconds in which nothing is tried after it failed."""
_MOST_WAITING = 64_000_000
"""Bytes that may wait for a disk that does not answer."""
_SPARE = 16 << 20
"""Bytes that stay free on the disk."""
_PARTING = 2.0
"""Seconds that closing waits for a disk that does not answer."""

Stopped = Callable[[JournalStopped], None]


class Journal:
    """The journal of one open project. Nothing that goes wrong with it is raised: whoever asked
    (`on_stopped`, called on any thread) is told once, and it goes on when it can."""

    def __init__(self, folder: Path) -> None:
        """`folder` is that of the project's backups; where none is there yet nothing is kept."""
        self._folder = folder
        backups, pieces = list_backups(folder), list_pieces(folder)
        self._number = max([one.number for one in backups] + [one.number for one in pieces] + [0])
        self.is_on = bool(backups)
        self.on_stopped: Stopped | None = None
        self._condition = threading.Condition()
        self._queue: deque[tuple[Path, bytes | None]] = deque()
        """Pieces and what is added to them; None: all of the journal in its folder is deleted."""
        self._waiting = 0
        self._asked = self._done = 0
        self._is_late = False
        self._is_closing = False
        self._is_told = False
        self._thread: threading.Thread | None = None
        self._file: int | None = None
        self._path: Path | None = None
        self._synced = self._rested = 0.0

    # ---- for the writer -------------------------------------------------------------------------

    def turn_over(self, folder: Path, number: int) -> None:
        """From now on lines go into the piece of a backup that is begun; what failed is tried
        again."""
        with self._condition:
            self._folder, self._number = folder, number
            self.is_on, self._rested = True, 0.0

    def has_gone_further(self, seq: int) -> bool:
        """Tell whether it knows of later rows of the history than `seq`: the file went back."""
        return self.is_on and newest_seq(self._folder) > seq

    def append(self, lines: Sequence[bytes]) -> None:
        """Add lines; returns when they are with the system, or after a moment."""
        if not self.is_on or not lines:
            return
        with self._condition:
            if self._is_closing:
                return
            self._begin()
            if self._waiting > _MOST_WAITING:
                self._queue.clear()
                self._waiting = 0
                self._tell(JournalStopped(self._folder, "the disk does not answer"))
            self._waiting += sum(map(len, lines))
            patience = 0 if self._is_late else _PATIENCE
            self._is_late = not self._is_done(b"".join(lines), patience)

    def forget(self) -> bool:
        """Delete all of it; tell whether that was done. It goes on at the next backup."""
        with self._condition:
            self._begin()
            self._queue.clear()
            return self._is_done(None, _LONG_PATIENCE) and not list_pieces(self._folder)

    def _is_done(self, lines: bytes | None, patience: float) -> bool:
        self._queue.append((piece_path(self._folder, self._number), lines))
        self._asked += 1
        mine = self._asked
        self._condition.notify_all()
        return self._condition.wait_for(lambda: self._done >= mine, patience)

    def note_backup(self, made: MadeBackup) -> None:
        """Note that a backup was made."""
        self.append([made.dump()])

    def leave_out(self) -> None:
        """A transaction was too much: here it stops until the next backup."""
        if self.is_on and self.on_stopped is not None:
            self.on_stopped(JournalStopped(self._folder, "", is_too_large=True))

    def close(self) -> None:
        """Write what waits, and end the thread."""
        with self._condition:
            self._is_closing = True
            self._condition.notify_all()
        if self._thread is not None:
            self._thread.join(_PARTING)
            self._thread = None

    # ---- on the thread --------------------------------------------------------------------------

    def _begin(self) -> None:
        if self._thread is None:
            # Daemon: a disk that does not answer must not keep the program from ending.
            self._thread = threading.Thread(target=self._run, name="annotator-journal", daemon=True)
            self._thread.start()

    def _run(self) -> None:
        while True:
            with self._condition:
                pause = _SYNC_EVERY if self._file is not None else None
                self._condition.wait_for(lambda: self._queue or self._is_closing, pause)
                batch, self._queue = self._queue, deque()
                is_over = self._is_closing and not batch
            try:
                if batch:
                    self._write(batch)
                if is_over or not batch or time.monotonic() > self._synced + _SYNC_EVERY:
                    self._sync()
            except OSError as error:
                self._fail(error)
            with self._condition:
                self._done = self._asked - len(self._queue)
                self._waiting = sum(len(lines or b"") for _, lines in self._queue)
                self._is_late = self._is_late and bool(self._queue)
                self._condition.notify_all()
            if is_over:
                return

    def _write(self, batch: deque[tuple[Path, bytes | None]]) -> None:
        for path, lines in batch:
            if lines is None:
                self._sync()
                drop_pieces(path.parent)
                continue
            if time.monotonic() < self._rested:
                continue
            if path != self._path or self._file is None:
                self._open(path)
            assert self._file is not None
            view = memoryview(lines)
            while view:
                view = view[os.write(self._file, view) :]
            self._is_told = False

    def _open(self, path: Path) -> None:
        """Open a piece at its end; a line that was torn there is ended."""
        self._sync()
        _check_room(path.parent)
        flags = os.O_RDWR | os.O_CREAT | os.O_APPEND | getattr(os, "O_BINARY", 0)
        self._file = os.open(path, flags, 0o600)
        self._path = path
        if size := os.lseek(self._file, 0, os.SEEK_END):
            os.lseek(self._file, size - 1, os.SEEK_SET)
            if os.read(self._file, 1) != b"\n":
                os.write(self._file, b"\n")

    def _sync(self) -> None:
        """Let all that was written survive a power cut, and let go of the file."""
        self._synced = time.monotonic()
        file, self._file = self._file, None
        if file is not None:
            try:
                os.fsync(file)
            finally:
                os.close(file)

    def _fail(self, error: OSError) -> None:
        self._rested = time.monotonic() + _REST
        if self._file is not None:
            with suppress(OSError):
                os.close(self._file)
            self._file = None
        is_full = error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
        self._tell(JournalStopped(self._folder, error.strerror or "", is_disk_full=is_full))

    def _tell(self, stopped: JournalStopped) -> None:
        if not self._is_told and self.on_stopped is not None:
            self._is_told = True
            self.on_stopped(stopped)


def _check_room(folder: Path) -> None:
    if shutil.disk_usage(folder).free < _SPARE:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

"""Who has a project open for writing: a lock of the system on a file of ours, apart from it.

The lock goes with its process, so that after a crash nothing has to be cleaned up. The file only
says who holds it. It lies in the user's cache folder, never beside the project.
"""

import hashlib
import os
import socket
import sys
import tempfile
from pathlib import Path

import platformdirs

from annotator.storage.file_lock import try_lock


class InstanceLock:
    """The right to write to one project, held until `release`."""

    def __init__(self, file: int, path: Path) -> None:
        self._file = file
        self._path = path

    @classmethod
    def acquire(cls, project: Path) -> "InstanceLock | str | None":
        """Return the lock, or who holds it, or None where no lock can be kept on this system."""
        path = _lock_path(project)
        if path is None:
            return None
        while True:
            try:
                file = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
            except OSError:
                return None
            if not try_lock(file):
                os.close(file)
                return _read_holder(path)
            if _is_same_file(file, path):
                break
            # Whoever held it took the file away between our opening and our locking.
            os.close(file)
        os.ftruncate(file, 0)
        os.write(file, f" {socket.gethostname()}, process {os.getpid()}".encode())
        return cls(file, path)

    def release(self) -> None:
        """Let others write."""
        if sys.platform != "win32":
            self._path.unlink(missing_ok=True)
        os.close(self._file)


def _lock_path(project: Path) -> Path | None:
    """Return the lock file of a project; links and other spellings of its path share it."""
    place = os.path.normcase(project.resolve())
    name = hashlib.sha256(place.encode(errors="surrogateescape")).hexdigest()[:32] + ".lock"
    for folder in (
        platformdirs.user_cache_path("annotator", appauthor=False) / "locks",
        Path(tempfile.gettempdir()) / f"annotator-locks-{getattr(os, 'getuid', int)()}",
    ):
        try:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError:
            continue
        if os.access(folder, os.W_OK):
            return folder / name
    return None


def _read_holder(path: Path) -> str:
    try:
        with path.open("rb", buffering=0) as file:
            file.seek(1)
            return file.read(300).decode(errors="replace")
    except OSError:
        return ""


def _is_same_file(file: int, path: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(file), path.stat())
    except OSError:
        return False

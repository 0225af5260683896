"""Where what the Overview has counted with much labour is kept: files in the user's cache folder,
some for each project, named by its place."""

import hashlib
import os
import tempfile
import threading
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

import platformdirs

MOST = 2_000_000_000
"""Bytes that all projects together take; the files used longest ago go first."""
writing = threading.Lock()
"""Held while files come or go."""


def cache_file(project: Path, part: str) -> Path:
    """Return the file of a part of a project, whether it is there or not."""
    return _folder() / f"{_name(project)}.{part}"


def write_cache(path: Path, write: Callable[[BinaryIO], None]) -> None:
    """Write a file beside and rename it, so that nobody meets half of it; make room. OSError."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=f"{path.name}.", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            write(file)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    _make_room(path.parent)


def forget_counted(project: Path) -> None:
    """Delete all that is kept of a project."""
    with writing:
        for path in _folder().glob(f"{_name(project)}.*"):
            path.unlink(missing_ok=True)


def _folder() -> Path:
    return platformdirs.user_cache_path("annotator", appauthor=False) / "overview"


def _name(project: Path) -> str:
    place = os.path.normcase(project.resolve())
    return hashlib.sha256(place.encode(errors="surrogateescape")).hexdigest()[:32]


def _make_room(folder: Path) -> None:
    files = [(one.stat().st_mtime, one.stat().st_size, one) for one in folder.iterdir()]
    taken = sum(size for _, size, _ in files)
    for _, size, path in sorted(files):
        if taken <= MOST:
            return
        path.unlink(missing_ok=True)
        taken -= size

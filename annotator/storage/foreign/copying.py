"""A foreign file looked at without SQLite, and copied where nobody else reads or writes."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from annotator.model.errors import (
    FileUnreadable,
    MadeWhileOpen,
    NotAProject,
    ProjectMissing,
    ProjectTooNew,
    SavingFailed,
)
from annotator.storage.header import SCHEMA_VERSION, read_header

_SPARE = 1 << 24
"""Bytes that stay free on the disk of the private folder."""
_UTF8 = 1
_WAL = 2


class PrivateCopy(NamedTuple):
    """A copy that nobody else sees, the version of its shape, and the folder that goes with it."""

    path: Path
    version: int
    folder: Path


@contextmanager
def private_copy(path: Path, *, is_main_file_enough: bool) -> Iterator[PrivateCopy]:
    """Copy a project file, and nothing that stands beside it, into a folder that is gone after.

    ProjectMissing, NotAProject, ProjectTooNew, FileUnreadable, SavingFailed (no room for the copy).
    MadeWhileOpen: something unfinished stands beside it, and the main file is not said to do.
    """
    version = _check_header(path)
    if not is_main_file_enough:
        _check_finished(path)
    # Made with mode 0700.
    with tempfile.TemporaryDirectory(prefix="annotator-") as name:
        folder = Path(name)
        size = path.stat().st_size
        if shutil.disk_usage(folder).free < 2 * size + _SPARE:
            raise SavingFailed(folder, "no room for a copy", is_disk_full=True)
        copy = folder / "theirs"
        try:
            shutil.copyfile(path, copy)
        except OSError as error:
            raise FileUnreadable(path, error.strerror or "") from error
        yield PrivateCopy(copy, version, folder)


def _check_header(path: Path) -> int:
    """Return the version of the file's shape."""
    if not path.exists():
        raise ProjectMissing(path)
    if not path.is_file():
        raise NotAProject(path, "not a file")
    header = read_header(path)
    if header.version > SCHEMA_VERSION:
        raise ProjectTooNew(path, header.version, SCHEMA_VERSION)
    if path.stat().st_size < header.size:
        raise NotAProject(path, "truncated")
    with path.open("rb") as file:
        head = file.read(100)
    if int.from_bytes(head[56:60]) != _UTF8:
        raise NotAProject(path, "not in UTF-8")
    return header.version


def _check_finished(path: Path) -> None:
    """Refuse a copy that lacks what stands in a journal or log, here or where it was made."""
    for ending in ("-journal", "-wal"):
        beside = path.with_name(path.name + ending)
        try:
            if beside.stat().st_size > 0:
                raise MadeWhileOpen(path, beside)
        except OSError:
            continue
    with path.open("rb") as file:
        if _WAL in file.read(20)[18:20]:
            raise MadeWhileOpen(path, path.with_name(path.name + "-wal"))

"""What the first hundred bytes of a file say, read without SQLite: nothing is touched or locked."""

from pathlib import Path
from typing import NamedTuple

from annotator.model.errors import NotAProject, ProjectMissing

APPLICATION_ID = 0x416E6E54
"""Ours, in the header of every project file: "AnnT"."""
SCHEMA_VERSION = 8
"""The newest shape of the file that this version writes (SQLite's `user_version`)."""
OLDEST_READER = 1
"""The oldest version that can still read it: what has been added since it may pass over."""
KNOWS_EMPTY_ACTS = 7
"""The oldest version that can read a file in which something was erased for ever."""

_MAGIC = b"SQLite format 3\x00"
_HEADER_SIZE = 100


class Header(NamedTuple):
    """The shape of a project file (`user_version`), and how many bytes it should have."""

    version: int
    size: int


def read_header(path: Path) -> Header:
    """Return what the header of a project file says. ProjectMissing, NotAProject."""
    try:
        with path.open("rb") as file:
            head = file.read(_HEADER_SIZE)
        size = path.stat().st_size
    except FileNotFoundError:
        raise ProjectMissing(path) from None
    except OSError as error:
        raise NotAProject(path, error.strerror or "unreadable") from error
    if not head:
        raise NotAProject(path, "empty")
    if len(head) < _HEADER_SIZE or not head.startswith(_MAGIC):
        raise NotAProject(path, "not a database")
    if int.from_bytes(head[68:72]) != APPLICATION_ID:
        raise NotAProject(path, "another program's database")
    header = Header(int.from_bytes(head[60:64]), _size_by_header(head))
    if header.version < 1:
        raise NotAProject(path, "no version")
    if size < header.size and not has_hot_journal(path):
        raise NotAProject(path, "truncated")
    return header


def has_hot_journal(path: Path) -> bool:
    """Tell whether a crash left work for SQLite to roll back when the file is next opened."""
    try:
        return path.with_name(path.name + "-journal").stat().st_size > 0
    except OSError:
        return False


def _size_by_header(head: bytes) -> int:
    """Return the size in bytes that the header claims, 0 where its claim is out of date."""
    if head[24:28] != head[92:96]:
        return 0
    page_size = int.from_bytes(head[16:18])
    return int.from_bytes(head[28:32]) * (65_536 if page_size == 1 else page_size)

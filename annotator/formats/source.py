"""A file to be read, by its path or as an open stream; opened through its compression."""

import os
import sys
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import BinaryIO

from annotator.formats.characters import replace_unfit
from annotator.formats.compression import ZstdError, decompressing, without_compression
from annotator.model.errors import FileUnreadable

STDIN = "-"


@dataclass(frozen=True, slots=True)
class Source:
    """A file to read. `name` is what reports call it."""

    path: Path
    name: str
    stream: BinaryIO | None = None
    """Read instead of the path; it can be read once and stays open."""
    root: Path | None = None
    """The folder that was named and walked to find it: nothing outside is read."""

    def beside(self, name: str) -> "Source | None":
        """Return the file of this name in the same folder; None where none can be read.

        A link that leads out of the folder that was named is none.
        """
        if self.stream is not None or not self.path.name:
            return None
        path = self.path.with_name(name)
        if not path.is_file():
            return None
        root = self.root or self.path.parent
        if not Path(os.path.realpath(path)).is_relative_to(os.path.realpath(root)):
            return None
        return Source(path, shown_path(path), root=self.root)

    @property
    def plain_path(self) -> PurePath:
        """The path without a compression ending: by its ending the format is guessed."""
        return without_compression(self.path)

    @property
    def size(self) -> int:
        """How many bytes the file has on disk; 0 where nobody knows."""
        try:
            return 0 if self.stream else self.path.stat().st_size
        except OSError:
            return 0

    def head(self, size: int) -> bytes:
        """Return at most so many bytes of its beginning, decompressed. FileUnreadable.

        A stream is only peeked at, so that it can still be read from its first byte.
        """
        if self.stream is not None:
            peek = getattr(self.stream, "peek", None)
            return bytes(peek(size)[:size]) if peek else b""
        with self.open() as stream:
            return _first_bytes(stream, size)

    @contextmanager
    def open(self) -> Iterator[BinaryIO]:
        """Open the file for reading, decompressed. FileUnreadable, also while it is read."""
        try:
            if self.stream is not None:
                yield self.stream
                return
            with self.path.open("rb") as raw, decompressing(raw, self.path) as plain:
                yield plain
        except (OSError, EOFError, zlib.error, ZstdError) as error:
            raise FileUnreadable(self.path, reason_of(error)) from error


def _first_bytes(stream: BinaryIO, size: int) -> bytes:
    """Return the beginning as far as it can be read: of a damaged file its reader says more."""
    read_some = getattr(stream, "read1", stream.read)
    head = b""
    try:
        while len(head) < size and (piece := read_some(size - len(head))):
            head += piece
    except (OSError, EOFError, zlib.error, ZstdError):
        if not head:
            raise
    return head


def file_source(path: Path, root: Path | None = None) -> Source:
    """Return the source for a path, found in the folder `root`."""
    return Source(path, shown_path(path), root=root)


def stdin_source() -> Source:
    """Return the source for standard input."""
    return Source(Path("stdin"), "stdin", sys.stdin.buffer)


def shown_path(path: Path | str) -> str:
    """Return a path as text that can be shown and kept; a name may hold bytes that are none."""
    return replace_unfit(str(path))[0]


def reason_of(error: BaseException) -> str:
    """Return in short what the system says of an error, without a path."""
    if isinstance(error, OSError) and error.strerror:
        return error.strerror
    return str(error) or type(error).__name__

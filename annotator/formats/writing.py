"""Writing beside and renaming: a file is there whole, or the old one is there still."""

import hashlib
import os
import secrets
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, cast

from annotator.formats.compression import compressing
from annotator.formats.source import reason_of
from annotator.model.errors import TargetUnwritable


@dataclass(frozen=True, slots=True)
class WrittenFile:
    """What was written, as it stands on disk."""

    path: Path
    sha256: str
    size: int


class StagedFiles:
    """Files written under other names in their own folders, and renamed together at the end.

    As a context manager: left without error, all are renamed, in the order they were opened;
    otherwise all are removed. TargetUnwritable where a folder or the disk refuses.
    """

    def __init__(self) -> None:
        self._staged: list[tuple[Path, Path]] = []
        self.written: list[WrittenFile] = []
        """The files that were written to their end, in order."""

    def __enter__(self) -> "StagedFiles":
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        try:
            if kind is None:
                self._rename()
        finally:
            for partial, _target in self._staged:
                with suppress(OSError):
                    partial.unlink(missing_ok=True)

    @contextmanager
    def open(self, target: Path) -> Iterator[BinaryIO]:
        """Open a stream that becomes the file `target`; compressed by its ending."""
        place = Path(os.path.realpath(target))
        try:
            if place.is_dir():
                raise TargetUnwritable(target, "is a folder")
            partial = place.with_name(f".{place.name[:80]}.{secrets.token_hex(4)}.partial")
            with _open_new(partial, place) as raw:
                self._staged.append((partial, place))
                hashed = HashedStream(raw)
                with compressing(cast(BinaryIO, hashed), place) as stream:
                    yield stream
            self.written.append(WrittenFile(target, hashed.sha256, hashed.size))
        except OSError as error:
            raise TargetUnwritable(target, reason_of(error)) from error

    def _rename(self) -> None:
        for partial, target in self._staged:
            try:
                os.replace(partial, target)
                sync_folder(target.parent)
            except OSError as error:
                raise TargetUnwritable(target, reason_of(error)) from error


class HashedStream:
    """A stream that hashes and counts what goes through it to another."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._digest = hashlib.sha256()
        self.size = 0
        """How many bytes went through."""

    @property
    def sha256(self) -> str:
        """The hash, in hex, of what went through so far."""
        return self._digest.hexdigest()

    def write(self, content: bytes) -> int:
        """Write bytes; return how many."""
        self._digest.update(content)
        self.size += len(content)
        return self._stream.write(content)

    def flush(self) -> None:
        """Flush the stream below."""
        self._stream.flush()


def sha256_of(path: Path) -> str:
    """Return the hash, in hex, of what a file holds; of a link that it is none. OSError."""
    if path.is_symlink():
        return "a link"
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def is_ordinary_target(path: Path) -> bool:
    """Tell whether a path is, or can become, a file or folder; pipes and devices are not."""
    try:
        mode = path.stat().st_mode
        return stat.S_ISREG(mode) or stat.S_ISDIR(mode)
    except OSError:
        return True


@contextmanager
def _open_new(partial: Path, target: Path) -> Iterator[BinaryIO]:
    """Open a new file that may be read by whoever might read the one it replaces."""
    mode = stat.S_IMODE(target.stat().st_mode) if target.exists() else None
    with partial.open("xb", buffering=1 << 18) as raw:
        if mode is not None:
            with suppress(OSError):
                partial.chmod(mode)
        yield raw
        raw.flush()
        os.fsync(raw.fileno())


def sync_folder(folder: Path) -> None:
    """Make a rename last through a power cut; Windows has no such thing for folders."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)

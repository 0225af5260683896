"""ZIP archives, opened with limits and read entry by entry; never extracted by their own paths.

What an archive says of itself is checked before anything of it is read: how many entries it has,
how large they claim to be, how much smaller they are packed, and whether they lie in it side by
side. An archive that claims too much is refused as a whole; an entry whose name leads elsewhere,
that is a link, encrypted, or there a second time stays out and is told, and the rest is read.
"""

import errno
import io
import os
import re
import stat
import struct
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO, Any, BinaryIO, NamedTuple

from annotator.formats.archive_directory import count_entries
from annotator.formats.compression import compression_ending
from annotator.formats.corpus import Problem
from annotator.formats.file_names import file_name_of
from annotator.formats.source import Source, reason_of
from annotator.model.errors import (
    AnnotatorError,
    FileTooLarge,
    FileUnreadable,
    TargetUnwritable,
)
from annotator.model.format_errors import EntryLeftOut, FileWrong

MEGABYTE = 1 << 20
_CHUNK = 1 << 18
_SMALL = MEGABYTE
"""What is not larger than this may be packed as tightly as it can be."""
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
"""Others unpack a whole block at once, of whatever size."""
_DEEPEST = 100
"""How many folders an entry may lie in."""
_RESOURCES_OF_MAC = "__MACOSX/"
_DRIVE = re.compile(r"[A-Za-z]:")
_CONTROLS = re.compile(r"[\x00-\x1f\x7f]")
_WRONG = (
    zipfile.BadZipFile,
    NotImplementedError,  # several disks, a compression or a version that is not known
    RuntimeError,  # encrypted
    ValueError,  # places before the beginning, names that are not UTF-8
    OverflowError,
    EOFError,
    struct.error,
    zlib.error,
)


@dataclass(frozen=True, slots=True)
class Limits:
    """How much an archive may hold; sizes in bytes."""

    entries: int = 100_000
    entry: int = 20 * MEGABYTE
    """The largest entry that is read; a larger one stays out."""
    total: int = 4096 * MEGABYTE
    """All entries together, unpacked."""
    ratio: int = 200
    """How many times larger than it is packed an entry, and all together, may be."""


_LIMITS = Limits()


class Entry(NamedTuple):
    """A file in an archive: its checked name, with / between folders, and its size in bytes."""

    name: str
    size: int


class Archive:
    """An open archive: its entries in order, and the problems of those that stay out."""

    def __init__(self, opened: zipfile.ZipFile, path: Path, name: str, limits: Limits) -> None:
        self.path = path
        self.shown_name = name
        """What reports call it."""
        self.limits = limits
        self.problems: list[Problem] = []
        self._opened = opened
        self._members = dict(self._fit_members())
        self.entries = tuple(Entry(name, one.file_size) for name, one in self._members.items())

    @property
    def stream(self) -> IO[bytes]:
        """The archive itself, for a library that opens it again: its claims have been checked."""
        assert self._opened.fp is not None
        return self._opened.fp

    def open(self, name: str) -> BinaryIO:
        """Open an entry for reading, by its name in `entries`; close it after.

        FileUnreadable and FileTooLarge, also while it is read: what a header claims is not
        believed. KeyError for a name that is not in `entries`.
        """
        member = self._members[name]
        where = self.path / name
        try:
            raw = self._opened.open(member)
        except _WRONG as error:
            raise FileUnreadable(where, reason_of(error)) from error
        return io.BufferedReader(_Bounded(raw, where, self.limits.entry), _CHUNK)

    def read(self, name: str) -> bytes:
        """Return all of an entry. The errors of `open`."""
        with self.open(name) as stream:
            return stream.read()

    def leave_out(self, entry: str, error: AnnotatorError) -> None:
        """Note an entry that stays out."""
        shown = f"{self.shown_name}/{entry}"
        self.problems.append(Problem(shown, None, error, is_whole=True))

    def _fit_members(self) -> Iterator[tuple[str, zipfile.ZipInfo]]:
        seen: set[str] = set()
        for member in self._opened.infolist():
            name = member.orig_filename.replace("\\", "/")
            if name.endswith("/") or name.startswith(_RESOURCES_OF_MAC):
                continue
            clean = str(PurePosixPath(name))
            reason = _fault_of_name(name) or _fault_of_kind(member)
            if not reason and clean in seen:
                reason = "an entry before it has the same name"
            if reason:
                self.leave_out(name, EntryLeftOut(self.path, name, reason))
            elif member.file_size > self.limits.entry:
                size = member.file_size
                self.leave_out(name, FileTooLarge(self.path / name, size, self.limits.entry))
            else:
                seen.add(clean)
                yield clean, member


class _Bounded(io.RawIOBase):
    """An entry as it is unpacked, and never more of it than the limit."""

    def __init__(self, raw: IO[bytes], where: Path, limit: int) -> None:
        super().__init__()
        self._raw = raw
        self._where = where
        self._limit = limit
        self._count = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any, /) -> int:
        view = memoryview(buffer)
        try:
            part = self._raw.read(len(view))
        except (*_WRONG, OSError) as error:
            raise FileUnreadable(self._where, reason_of(error)) from error
        self._count += len(part)
        if self._count > self._limit:
            raise FileTooLarge(self._where, self._count, self._limit)
        view[: len(part)] = part
        return len(part)

    def close(self) -> None:
        self._raw.close()
        super().close()


@contextmanager
def open_archive(source: Source | BinaryIO, limits: Limits = _LIMITS) -> Iterator[Archive]:
    """Open a ZIP archive: a source, or a stream that can be sought in.

    FileUnreadable; FileWrong where it is none, is damaged, or claims more than the limits.
    """
    if not isinstance(source, Source):
        path = Path(getattr(source, "name", None) or "archive.zip")
        with _opened(source, path, str(path), limits) as archive:
            yield archive
        return
    with source.open() as stream, tempfile.TemporaryFile() as spool:
        seekable = stream
        if source.stream is not None or compression_ending(source.path):
            seekable = _spooled(stream, spool, source.path, limits)
        with _opened(seekable, source.path, source.name, limits) as archive:
            yield archive


def _spooled(stream: BinaryIO, spool: BinaryIO, path: Path, limits: Limits) -> BinaryIO:
    """Copy what cannot be sought in to a temporary file that has no name."""
    size = 0
    while chunk := stream.read(_CHUNK):
        size += len(chunk)
        if size > limits.total:
            raise FileWrong(path, "the archive is larger than is read")
        spool.write(chunk)
    return spool


@contextmanager
def _opened(stream: BinaryIO, path: Path, name: str, limits: Limits) -> Iterator[Archive]:
    try:
        size = stream.seek(0, os.SEEK_END)
        count = count_entries(stream, limits.entries)
        if count > limits.entries:
            reason = f"the archive has {count:,} entries, {limits.entries:,} are read"
            raise FileWrong(path, reason)
        opened = zipfile.ZipFile(stream)
    except _WRONG as error:
        raise FileWrong(path, "it is no ZIP archive, or a damaged one") from error
    with opened:
        _check_claims(opened, size, path, limits)
        yield Archive(opened, path, name, limits)


def _check_claims(opened: zipfile.ZipFile, size: int, path: Path, limits: Limits) -> None:
    """Refuse an archive that claims too much, before any of it is unpacked. FileWrong."""
    members = opened.infolist()
    total = sum(one.file_size for one in members)
    if total > limits.total:
        sizes = f"{total // MEGABYTE:,} MB, {limits.total // MEGABYTE:,} MB are read"
        raise FileWrong(path, f"the archive unpacks to {sizes}")
    if sum(one.compress_size for one in members) > size:
        raise FileWrong(path, "the entries of the archive lie over each other")
    claims = [(one.file_size, one.compress_size) for one in members]
    if any(_is_bomb(*claim, limits.ratio) for claim in [*claims, (total, size)]):
        reason = f"the archive unpacks to more than {limits.ratio} times its size"
        raise FileWrong(path, reason)


def _is_bomb(size: int, packed: int, ratio: int) -> bool:
    return size > _SMALL and size > ratio * packed


def _fault_of_name(name: str) -> str:
    if _CONTROLS.search(name):
        return "its name has control characters"
    if name.startswith("/") or _DRIVE.match(name) or ".." in name.split("/"):
        return "its name leads out of the archive"
    if name.count("/") > _DEEPEST:
        return "it lies too deep in folders"
    return "" if PurePosixPath(name).name else "it has no name"


def _fault_of_kind(member: zipfile.ZipInfo) -> str:
    kind = stat.S_IFMT(member.external_attr >> 16)
    if kind == stat.S_IFLNK:
        return "it is a link"
    if kind not in (0, stat.S_IFREG):
        return "it is no file"
    if member.flag_bits & 0x1:
        return "it is encrypted"
    return "" if member.compress_type in _METHODS else "it is compressed in a way that is not read"


# ---- into a folder ----------------------------------------------------------------------------


class Unpacked(NamedTuple):
    """An entry, and the file that it was written to."""

    entry: str
    path: Path


def unpack_into(
    archive: Archive, folder: Path, report_bytes: Callable[[int], None] | None = None
) -> list[Unpacked]:
    """Write the entries into a folder that nobody else may look into, and return them in order.

    The folder is made if it is not there. Names stay as they are where every system can have
    them. What cannot be unpacked stays out and is added to the archive's problems. `report_bytes`
    is told how many bytes are written so far. TargetUnwritable, as when the disk is full.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    folder.chmod(0o700)
    unpacked: list[Unpacked] = []
    count = 0
    for entry in archive.entries:
        path = folder.joinpath(*map(_portable, PurePosixPath(entry.name).parts))
        try:
            for chunk in _write_entry(archive, entry.name, path):
                count += chunk
                if report_bytes:
                    report_bytes(count)
        except (FileUnreadable, FileTooLarge, EntryLeftOut) as error:
            archive.leave_out(entry.name, error)
        else:
            unpacked.append(Unpacked(entry.name, path))
    return unpacked


def _write_entry(archive: Archive, name: str, path: Path) -> Iterator[int]:
    """Yield the sizes of what is written; a file of which not all can be had goes again."""
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        target = path.open("xb")
    except (FileExistsError, NotADirectoryError) as error:
        # Names that differ in case alone, or a file that elsewhere is a folder.
        raise EntryLeftOut(archive.path, name, "an entry before it has the same name") from error
    except OSError as error:
        if error.errno in (errno.ENAMETOOLONG, errno.EINVAL):
            raise EntryLeftOut(archive.path, name, "its name cannot be had here") from error
        raise TargetUnwritable(path, reason_of(error)) from error
    is_whole = False
    try:
        with archive.open(name) as stream, target:
            while chunk := stream.read(_CHUNK):
                target.write(chunk)
                yield len(chunk)
        is_whole = True
    except OSError as error:  # of the target: the stream's are told otherwise
        raise TargetUnwritable(path, reason_of(error)) from error
    finally:
        if not is_whole:
            target.close()
            path.unlink(missing_ok=True)


_UNPORTABLE = re.compile(r'[<>:"|?*]|[. ]$|^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)', re.IGNORECASE)
_LONGEST_NAME = 200
"""In bytes: some systems allow 255."""


def _portable(part: str) -> str:
    """Return a name of a file or folder as every system can have it."""
    if len(part.encode()) <= _LONGEST_NAME and not _UNPORTABLE.search(part):
        return part
    ending = PurePosixPath(part).suffix
    kept = ending if re.fullmatch(r"\.\w{1,10}", ending, re.ASCII) else ""
    return file_name_of(part) + kept

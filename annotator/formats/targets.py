"""Where an export goes: files side by side, a folder, a ZIP; there whole or not at all.

A writer sees an `OutFolder` in any case. What was written is known by name, hash and size.
"""

import os
import secrets
import shutil
import stat
import tempfile
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any, BinaryIO, Protocol, cast

from annotator.formats.manifest import read_manifest
from annotator.formats.source import reason_of
from annotator.formats.writing import HashedStream, StagedFiles, sha256_of, sync_folder
from annotator.model.errors import ManifestUnreadable, TargetUnwritable
from annotator.model.format_errors import FolderNotOurs

ZIP_ENDING = ".zip"
_ZIP_TIME = (1980, 1, 1, 0, 0, 0)
"""The earliest a ZIP can tell; no entry has its own time, so equal contents are equal files."""
_IN_MEMORY = 1 << 20
_CHUNK = 1 << 18


@dataclass(frozen=True, slots=True)
class WrittenEntry:
    """A file of an export, by its name with / between folders, and its content's hash and size."""

    name: str
    sha256: str
    size: int


class Target(Protocol):
    """Where files of an export go; an `OutFolder` that remembers."""

    written: list[WrittenEntry]
    """The files that were written to their end."""

    def open(self, name: str) -> Any:
        """Open a new file by name, as `OutFolder.open`."""


class FilesBeside:
    """Files in the folder of a path, which become there when `staged` ends well."""

    def __init__(self, staged: StagedFiles, folder: Path) -> None:
        self._staged = staged
        self._folder = folder
        self.written: list[WrittenEntry] = []

    @contextmanager
    def open(self, name: str) -> Iterator[BinaryIO]:
        """Open a file; compressed by its ending."""
        with self._staged.open(self._folder / name) as stream:
            yield stream
        last = self._staged.written[-1]
        self.written.append(WrittenEntry(name, last.sha256, last.size))


class StagedFolder:
    """A folder written under another name beside and renamed as a whole when all went well.

    What is there already is replaced only where it is an earlier export, as its manifest lists it.
    TargetUnwritable, FolderNotOurs.
    """

    def __init__(self, target: Path) -> None:
        self._target = Path(os.path.realpath(target))
        self._shown = target
        self._partial = self._beside("partial")
        self.written: list[WrittenEntry] = []

    def _beside(self, what: str) -> Path:
        name = f".{self._target.name[:80]}.{secrets.token_hex(4)}.{what}"
        return self._target.with_name(name)

    def __enter__(self) -> "StagedFolder":
        self._check_target()
        try:
            self._partial.mkdir()
        except OSError as error:
            raise TargetUnwritable(self._shown, reason_of(error)) from error
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        try:
            if kind is None:
                self._rename()
        finally:
            shutil.rmtree(self._partial, ignore_errors=True)

    @contextmanager
    def open(self, name: str) -> Iterator[BinaryIO]:
        """Open a file; the folders in its name are made."""
        path = self._partial.joinpath(*parts_of(name))
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("xb", buffering=_CHUNK) as raw:
                hashed = HashedStream(raw)
                yield cast(BinaryIO, hashed)
        except OSError as error:
            raise TargetUnwritable(self._shown / name, reason_of(error)) from error
        self.written.append(WrittenEntry(name, hashed.sha256, hashed.size))

    def _check_target(self) -> None:
        """Look twice, before and after writing: minutes may lie between."""
        if self._target.exists() and not self._target.is_dir():
            raise TargetUnwritable(self._shown, "is a file")
        if self._target.is_dir():
            refuse_what_is_not_ours(self._shown)

    def _rename(self) -> None:
        self._check_target()
        old = self._beside("old") if self._target.is_dir() else None
        try:
            sync_tree(self._partial)
            if old:
                os.replace(self._target, old)
            try:
                os.replace(self._partial, self._target)
            except OSError:
                if old:
                    os.replace(old, self._target)
                raise
            sync_folder(self._target.parent)
        except OSError as error:
            raise TargetUnwritable(self._shown, reason_of(error)) from error
        if old:
            shutil.rmtree(old, ignore_errors=True)


class ZipTarget:
    """Files in a ZIP that is written to a stream, entry by entry in the order they are closed."""

    def __init__(self, stream: BinaryIO) -> None:
        self._zip = zipfile.ZipFile(cast(Any, stream), "w", zipfile.ZIP_DEFLATED)
        self._names: set[str] = set()
        self.written: list[WrittenEntry] = []

    def __enter__(self) -> "ZipTarget":
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if kind is None:
            self._zip.close()
        else:
            with suppress(OSError, ValueError):
                self._zip.close()

    @contextmanager
    def open(self, name: str) -> Iterator[BinaryIO]:
        """Open an entry. It is kept aside until it is closed, so that several may be open."""
        name = "/".join(parts_of(name))
        if name in self._names:
            raise FileExistsError(name)
        self._names.add(name)
        with tempfile.SpooledTemporaryFile(_IN_MEMORY) as aside:
            hashed = HashedStream(cast(BinaryIO, aside))
            yield cast(BinaryIO, hashed)
            aside.seek(0)
            entry = zipfile.ZipInfo(name, _ZIP_TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3  # the same bytes whatever system wrote it
            entry.external_attr = (stat.S_IFREG | 0o644) << 16
            entry.file_size = hashed.size
            with self._zip.open(entry, "w") as packed:
                shutil.copyfileobj(aside, packed, _CHUNK)
        self.written.append(WrittenEntry(name, hashed.sha256, hashed.size))


class Within:
    """A folder inside a target, for a part of a corpus."""

    def __init__(self, target: Target, folder: str) -> None:
        self._target = target
        self._folder = folder

    def open(self, name: str) -> Any:
        """Open a file in it."""
        return self._target.open(f"{self._folder}/{name}")


def parts_of(name: str) -> tuple[str, ...]:
    """Return the parts of a name in an export. ValueError: it leads elsewhere, a fault of ours."""
    path = PurePosixPath(name)
    if path.is_absolute() or not path.parts or ".." in path.parts or "\\" in name:
        raise ValueError(f"{name!r} is no name of a file in an export")
    return path.parts


def refuse_what_is_not_ours(folder: Path) -> None:
    """Refuse a folder that holds anything but what its manifest lists. FolderNotOurs.

    An empty folder is anybody's.
    """
    found = dict(files_in(folder))
    listed = _listed(folder) if found else {}
    for name, path in found.items():
        if listed.get(name) != sha256_of(path):
            raise FolderNotOurs(folder, name)


def _listed(folder: Path) -> Mapping[str, str]:
    try:
        files = read_manifest(folder)["files"]
    except ManifestUnreadable:
        return {}
    return {one["name"]: one.get("sha256", "") for one in files}


def files_in(folder: Path) -> Iterator[tuple[str, Path]]:
    """Yield the files in a folder and in those within it, by name with / between, in order.

    A link is told as a file and not followed.
    """
    for path in sorted(folder.iterdir()):
        if path.is_dir() and not path.is_symlink():
            for name, inner in files_in(path):
                yield f"{path.name}/{name}", inner
        else:
            yield path.name, path


def sync_tree(folder: Path) -> None:
    """Make what lies in a folder last through a power cut, as far as the system can.

    All at once: there may be a hundred thousand files.
    """
    if hasattr(os, "sync"):
        os.sync()
    sync_folder(folder)

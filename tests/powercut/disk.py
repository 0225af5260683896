"""A disk that may lose power: what it was told, and what of it may be there afterwards.

What a file was told lasts once the file was synced; before that any part of it may have reached the
disk, in any order, writes longer than a sector in part. Names of files last once their folder was
synced. Syncing a new file makes its own name last too, as ext4, XFS and APFS have it.
"""

import random
import struct
from collections.abc import Iterator
from pathlib import Path
from typing import Literal, NamedTuple

_HEAD = struct.Struct("=cHqq")
_SECTOR = 512

Kind = Literal["created", "written", "truncated", "synced", "unlinked"]
_KINDS: dict[bytes, Kind] = {
    b"C": "created",
    b"W": "written",
    b"T": "truncated",
    b"S": "synced",
    b"U": "unlinked",
}


class Operation(NamedTuple):
    """One thing a process did to a file; the folder is "."."""

    kind: Kind
    name: str
    offset: int = 0
    data: bytes = b""


def read_trace(path: Path) -> Iterator[Operation]:
    """Yield what `recorder.c` has recorded, in order."""
    record, at = path.read_bytes(), 0
    while at < len(record):
        kind, name_length, offset, length = _HEAD.unpack_from(record, at)
        at += _HEAD.size
        name = record[at : at + name_length].decode()
        at += name_length
        data = b""
        if kind == b"W":
            data = record[at : at + length]
            at += length
        yield Operation(_KINDS[kind], name, offset, data)


class _File:
    """What lasts of one file, and what it was told since."""

    def __init__(self, content: bytes = b"") -> None:
        self.content = bytearray(content)
        self.pending: list[Operation] = []

    def sync(self) -> None:
        for one in self.pending:
            _do(one, self.content)
        self.pending.clear()


class Disk:
    """What a process did up to now; `cut` tells what one loss of power at this moment leaves."""

    def __init__(self, files: dict[str, bytes]) -> None:
        self._files = {name: _File(content) for name, content in files.items()}
        self._lasting = dict(self._files)
        """The names that would be there after a loss of power."""
        self._pending: list[tuple[str, _File | None]] = []
        """Names given and (None) taken away since the folder was synced."""

    def take(self, one: Operation) -> None:
        """Do the next thing the process did."""
        if one.kind == "created":
            file = self._files[one.name] = _File()
            self._pending.append((one.name, file))
        elif one.kind == "unlinked":
            self._files.pop(one.name, None)
            self._pending.append((one.name, None))
        elif one.name == ".":
            self._keep_names(len(self._pending))
        elif one.kind == "synced":
            file = self._files[one.name]
            file.sync()
            given = [number for number, pair in enumerate(self._pending) if pair[1] is file]
            self._keep_names(given[-1] + 1 if given else 0)
        else:
            self._files[one.name].pending.append(one)

    def cut(self, chance: random.Random) -> dict[str, bytes]:
        """Return the files as they may be found after the power was cut now."""
        names = dict(self._lasting)
        _name(names, self._pending[: chance.randint(0, len(self._pending))])
        is_in_order = chance.random() < 0.5
        return {name: _found(file, chance, is_in_order) for name, file in names.items()}

    def _keep_names(self, count: int) -> None:
        _name(self._lasting, self._pending[:count])
        del self._pending[:count]


def _name(names: dict[str, _File], changes: list[tuple[str, _File | None]]) -> None:
    for name, file in changes:
        if file is None:
            names.pop(name, None)
        else:
            names[name] = file


def _found(file: _File, chance: random.Random, is_in_order: bool) -> bytes:
    content = bytearray(file.content)
    last = chance.randint(0, len(file.pending))
    for number, one in enumerate(file.pending):
        if number < last if is_in_order else chance.random() < 0.5:
            sectors = len(one.data) // _SECTOR
            is_torn = sectors > 1 and chance.random() < 0.3
            end = _SECTOR * chance.randint(1, sectors) if is_torn else len(one.data)
            _do(one._replace(data=one.data[:end]), content)
    return bytes(content)


def _do(one: Operation, content: bytearray) -> None:
    if len(content) < one.offset:
        content.extend(bytes(one.offset - len(content)))
    if one.kind == "truncated":
        del content[one.offset :]
    else:
        content[one.offset : one.offset + len(one.data)] = one.data

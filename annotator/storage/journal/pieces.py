"""The pieces of a journal in the folder of the backups: `000012 journal.jsonl` began when backup 12
was begun, and what came after that backup stands in it and in those that follow."""

import io
import os
import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO, NamedTuple, cast

from annotator.storage.journal.line import Line, MadeBackup

_NAME = re.compile(r"(?P<number>[0-9]{6}) journal\.jsonl(?:\.zst)?")
_PACKED = ".zst"
_TAIL = 1 << 20


class Piece(NamedTuple):
    """One piece; a packed one is compressed and ended. `size` in bytes on the disk."""

    number: int
    path: Path
    size: int

    @property
    def is_packed(self) -> bool:
        """Whether nothing more is written to it."""
        return self.path.name.endswith(_PACKED)


def piece_path(folder: Path, number: int) -> Path:
    """Return where the piece with this number is written."""
    return folder / f"{number:06} journal.jsonl"


def list_pieces(folder: Path) -> list[Piece]:
    """Return the pieces in a folder, the oldest first; none where there is no such folder."""
    try:
        found = [
            Piece(int(match["number"]), path, path.stat().st_size)
            for path in folder.iterdir()
            if (match := _NAME.fullmatch(path.name)) and path.is_file()
        ]
    except OSError:
        return []
    return sorted(found)


def read_pieces(pieces: Iterable[Piece]) -> Iterator[Line | MadeBackup]:
    """Yield what stands in pieces, in the order in which it was written. A line that is torn or not
    what its hash says is left out; so is the rest of a piece that cannot be read."""
    for piece in pieces:
        with suppress(OSError, _unpacking_error()), piece.path.open("rb") as file:
            yield from _read(_unpacked(file) if piece.is_packed else file)


def _read(file: Iterable[bytes]) -> Iterator[Line | MadeBackup]:
    for line in file:
        if read := MadeBackup.load(line) or Line.load(line):
            yield read


def _unpacked(file: BinaryIO) -> Iterable[bytes]:
    import zstandard

    return io.BufferedReader(cast(io.RawIOBase, zstandard.ZstdDecompressor().stream_reader(file)))


def _unpacking_error() -> type[Exception]:
    import zstandard

    return cast(type[Exception], zstandard.ZstdError)


def newest_seq(folder: Path) -> int:
    """Return how far the history went by the last line of the journal; 0 where that cannot be told
    at once."""
    for piece in reversed(list_pieces(folder)):
        if piece.is_packed:
            return 0
        with suppress(OSError), piece.path.open("rb") as file:
            file.seek(max(0, piece.size - _TAIL))
            for line in reversed(file.readlines()):
                if read := Line.load(line):
                    return read.seq
    return 0


def pack_pieces(folder: Path, before: int) -> None:
    """Compress the pieces with a number below this one: nothing is added to them any more. What
    cannot be compressed stays as it is."""
    import zstandard

    for piece in list_pieces(folder):
        if piece.is_packed or piece.number >= before:
            continue
        target = piece.path.with_name(piece.path.name + _PACKED)
        if target.exists():  # a slow disk has written more to it since it was packed
            continue
        unfinished = target.with_name(f".{target.name}.{os.getpid()}")
        with suppress(OSError, zstandard.ZstdError):
            try:
                with piece.path.open("rb") as file, unfinished.open("wb") as packed:
                    zstandard.ZstdCompressor(write_checksum=True).copy_stream(file, packed)
                    packed.flush()
                    os.fsync(packed.fileno())
                unfinished.replace(target)
                piece.path.unlink()
            finally:
                unfinished.unlink(missing_ok=True)


def drop_pieces(folder: Path, before: int | None = None) -> None:
    """Delete the pieces with a number below this one, which no backup that is there needs, or
    all."""
    for piece in list_pieces(folder):
        if before is None or piece.number < before:
            with suppress(OSError):
                piece.path.unlink()

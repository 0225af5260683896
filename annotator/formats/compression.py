"""Compression by ending: `.gz` and `.zst`, the same bytes for the same text every time."""

import gzip
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import PurePath
from typing import BinaryIO, cast

import zstandard

GZIP_ENDING = ".gz"
ZSTD_ENDING = ".zst"
COMPRESSION_ENDINGS = (GZIP_ENDING, ZSTD_ENDING)
ZstdError = zstandard.ZstdError
_GZIP_LEVEL = 6
_ZSTD_LEVEL = 10
_ZSTD_WINDOW = 1 << 27
"""128 MB of memory at most, whatever a file asks for."""


def without_compression(path: PurePath) -> PurePath:
    """Return the path without its compression ending, if it has one."""
    return path.with_suffix("") if path.suffix.lower() in COMPRESSION_ENDINGS else path


def compression_ending(path: PurePath) -> str:
    """Return the compression ending of a path as it is written there, or an empty string."""
    return path.suffix if path.suffix.lower() in COMPRESSION_ENDINGS else ""


@contextmanager
def decompressing(stream: BinaryIO, path: PurePath) -> Iterator[BinaryIO]:
    """Open a stream of plain bytes over a file, by the ending of its path."""
    ending = path.suffix.lower()
    if ending == GZIP_ENDING:
        with gzip.GzipFile(fileobj=stream, mode="rb") as plain:
            yield cast(BinaryIO, plain)
    elif ending == ZSTD_ENDING:
        reader = zstandard.ZstdDecompressor(max_window_size=_ZSTD_WINDOW)
        with reader.stream_reader(stream, read_across_frames=True, closefd=False) as plain_zstd:
            yield cast(BinaryIO, plain_zstd)
    else:
        yield stream


@contextmanager
def compressing(stream: BinaryIO, path: PurePath) -> Iterator[BinaryIO]:
    """Open a stream that compresses into another by the ending of a path; it stays open.

    No time and no name are written into the file, so that equal contents are equal files.
    """
    ending = path.suffix.lower()
    if ending == GZIP_ENDING:
        with gzip.GzipFile("", "wb", _GZIP_LEVEL, stream, mtime=0) as packed:
            yield cast(BinaryIO, packed)
    elif ending == ZSTD_ENDING:
        writer = zstandard.ZstdCompressor(level=_ZSTD_LEVEL, write_checksum=True)
        with writer.stream_writer(stream, closefd=False) as packed_zstd:
            yield cast(BinaryIO, packed_zstd)
    else:
        yield stream

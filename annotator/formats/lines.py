"""Lines of a file, one at a time and never more of one in memory than a limit."""

import codecs
from collections.abc import Callable, Iterable, Iterator
from typing import BinaryIO

LINE_LIMIT = 16 << 20
"""The longest line that is read, in bytes."""
_CHUNK = 1 << 18
_UTF16_MARKS = {codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}


def bounded_lines(
    stream: BinaryIO,
    *,
    limit: int = LINE_LIMIT,
    report_bytes: Callable[[int], None] | None = None,
) -> Iterator[tuple[int, bytes | None]]:
    """Yield (number from 1, line without its line feed); None for one over the limit (bytes).

    A leading byte order mark is dropped; a file in UTF-16 that has one comes out as UTF-8. Only
    line feeds end a line. Blank lines are counted and left out.
    """
    return lines_of(utf8_chunks(stream, report_bytes), limit=limit)


def lines_of(
    chunks: Iterable[bytes], *, limit: int = LINE_LIMIT
) -> Iterator[tuple[int, bytes | None]]:
    """Yield the lines of a file given in chunks of UTF-8, as `bounded_lines` does."""
    number, size = 1, 0
    parts: list[bytes] = []
    for chunk in chunks:
        *ended, rest = chunk.split(b"\n")
        for piece in ended:
            size += len(piece)
            parts.append(piece)
            yield from _line(number, parts, size, limit)
            number, parts, size = number + 1, [], 0
        size += len(rest)
        if size <= limit:
            parts.append(rest)
    yield from _line(number, parts, size, limit)


def _line(
    number: int, parts: list[bytes], size: int, limit: int
) -> Iterator[tuple[int, bytes | None]]:
    if size > limit:
        yield (number, None)
        return
    line = b"".join(parts)
    if not line.isspace() and line:
        yield (number, line)


def utf8_chunks(
    stream: BinaryIO, report_bytes: Callable[[int], None] | None = None
) -> Iterator[bytes]:
    """Yield a file in chunks of UTF-8, without its byte order mark; UTF-16 that has one as UTF-8.

    `report_bytes` is told how many bytes of the file are read.
    """
    chunk = stream.read(_CHUNK)
    decode: Callable[[bytes], bytes] = bytes
    encoding = _UTF16_MARKS.get(chunk[:2])
    if encoding:
        decoder = codecs.getincrementaldecoder(encoding)("replace")
        chunk = chunk[2:]

        def decode(part: bytes) -> bytes:
            return decoder.decode(part).encode("utf-8", "replace")

    elif chunk.startswith(codecs.BOM_UTF8):
        chunk = chunk[len(codecs.BOM_UTF8) :]
    read = 0
    while chunk:
        read += len(chunk)
        if report_bytes:
            report_bytes(read)
        yield decode(chunk)
        chunk = stream.read(_CHUNK)

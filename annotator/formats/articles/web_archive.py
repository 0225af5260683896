"""The records of a web archive (WARC, ARC), one at a time: pages, what is none, what is damaged."""

import io
import logging
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import Message
from typing import Any, BinaryIO, Literal, TypeAlias

import regex
import zstandard

from annotator.formats.articles.article_records import ARTICLE_LIMIT
from annotator.formats.articles.record_stream import RecordStream

_LINE_LIMIT = 1 << 16
_HEADER_LIMIT = 1 << 20
"""How many bytes the headers of a record may have, those of HTTP included."""
_CHUNK = 1 << 16
_WARC = regex.compile(rb"WARC/\d\.\d+\s*$", regex.IGNORECASE)
_ARC = regex.compile(rb"[a-z][a-z0-9+.-]*:\S* \S* \d{8,20} \S* \S+\s*$", regex.IGNORECASE)
_PAGES = ("text/html", "application/xhtml+xml")

Archiver: TypeAlias = Literal["warc", "arc"]


@dataclass(frozen=True, slots=True)
class ArchivedPage:
    """A page as a server sent it; `number` is that of its record, from 1."""

    number: int
    raw: bytes
    url: str | None
    charset: str | None
    crawled: str | None
    id: str | None


@dataclass(frozen=True, slots=True)
class DamagedRecord:
    """A record that cannot be read, and why in short."""

    number: int
    reason: str


@dataclass(frozen=True, slots=True)
class OtherRecord:
    """A record that is no page of the web, or one that the server did not have."""

    number: int


Record: TypeAlias = ArchivedPage | DamagedRecord | OtherRecord


class _Broken(Exception):
    """A record is not what it says; the message says why in short."""


class _Lines:
    """What warcio reads from: lines of bounded length, and only so many for one header."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._allowance = _HEADER_LIMIT

    def allow_header(self) -> None:
        """Begin with the headers of a record."""
        self._allowance = _HEADER_LIMIT

    def readline(self, size: int | None = None) -> bytes:
        """Return the next line; nothing where a header is too long."""
        limit = min(_LINE_LIMIT, self._allowance, _LINE_LIMIT if size is None else size)
        line = self._stream.readline(limit)
        self._allowance -= len(line)
        return line

    def read(self, size: int | None = None) -> bytes:
        """Return so many bytes, at most a chunk."""
        return self._stream.read(min(_CHUNK, _CHUNK if size is None else size))

    def tell(self) -> int:
        """warcio asks, and subtracts one answer from the next; nobody here uses the difference."""
        return 0


def records_of(stream: RecordStream) -> Iterator[Record]:
    """Yield the records in order; behind a damaged one it goes on with the next that begins."""
    from warcio.recordloader import ArcWarcRecordLoader

    # It writes of addresses with spaces to whoever crawls; here they are read all the same.
    logging.getLogger("warcio").setLevel(logging.CRITICAL + 1)
    loader = ArcWarcRecordLoader(verify_http=False, arc2warc=False)
    plain = io.BufferedReader(stream, _CHUNK)
    lines = _Lines(plain)
    number, is_told = 0, False
    while True:
        lines.allow_header()
        line = lines.readline()
        if not line:
            if stream.fault and not is_told:
                yield DamagedRecord(number + 1, stream.fault)
            if not (stream.fault and stream.skip_damage()):
                return
            is_told = True
            continue
        if not line.strip():
            continue
        kind = _beginning(line)
        if kind is None:
            if not is_told:
                yield DamagedRecord(number + 1, "no record begins here; going on with the next")
            is_told = True
            continue
        number += 1
        try:
            is_told = False
            yield _record(loader, lines, line, kind, number)
        except _Broken as error:
            is_told = True
            yield DamagedRecord(number, stream.fault or str(error))


def _beginning(line: bytes) -> Archiver | None:
    if _WARC.match(line):
        return "warc"
    return "arc" if _ARC.match(line) else None


def _record(loader: Any, lines: _Lines, line: bytes, kind: Archiver, number: int) -> Record:
    """Read one record to its end. _Broken."""
    is_description = line.startswith(b"filedesc:")
    if kind == "arc" and not is_description:
        _check_length(line.split()[-1])
    record = _load(loader, lines, line, kind)
    try:
        if kind == "warc":
            _check_length((record.rec_headers.get_header("Content-Length") or "").encode())
        found = _page(record, number) if record.rec_type == "response" else OtherRecord(number)
    finally:
        while record.raw_stream.read(_CHUNK):
            pass
    if getattr(record.raw_stream, "limit", 0) > 0:
        raise _Broken("it breaks off")
    return found


def _load(loader: Any, lines: _Lines, line: bytes, kind: Archiver) -> Any:
    from warcio.exceptions import ArchiveLoadFailed
    from warcio.statusandheaders import StatusAndHeadersParserException

    try:
        return loader.parse_record_stream(lines, statusline=line, known_format=kind)
    except EOFError as error:
        raise _Broken("it breaks off") from error
    except (ArchiveLoadFailed, StatusAndHeadersParserException) as error:
        raise _Broken("its headers cannot be read") from error
    except (AttributeError, ValueError) as error:
        # warcio takes it for granted that a record has a target.
        raise _Broken("its headers lack something") from error


def _check_length(said: bytes) -> None:
    if not said.strip().isdigit():
        raise _Broken("its length is no number")


def _page(record: Any, number: int) -> Record:
    headers = record.http_headers
    status = headers.get_statuscode() if headers is not None else ""
    if not status.startswith("2"):
        return OtherRecord(number)
    type, charset = _content_type(headers.get_header("Content-Type") or "")
    if type not in _PAGES:
        return OtherRecord(number)
    arc = record.format == "arc"
    said = record.rec_headers.get_header
    return ArchivedPage(
        number,
        _payload(record),
        said("uri" if arc else "WARC-Target-URI"),
        charset,
        said("archive-date" if arc else "WARC-Date"),
        None if arc else said("WARC-Record-ID"),
    )


def _content_type(value: str) -> tuple[str, str | None]:
    header: Message[str, str] = Message()
    header["Content-Type"] = value[:200].replace("\r", " ").replace("\n", " ")
    try:
        return header.get_content_type(), header.get_content_charset()
    except (LookupError, ValueError):
        return header.get_content_type(), None


def _payload(record: Any) -> bytes:
    """Return the page as it was sent, out of its chunks and its compression. _Broken."""
    from warcio.bufferedreaders import ChunkedDataReader

    stream = record.raw_stream
    if (record.http_headers.get_header("Transfer-Encoding") or "").lower() == "chunked":
        stream = ChunkedDataReader(stream)
    pieces, size = [], 0
    while piece := stream.read(_CHUNK):
        size += len(piece)
        if size > ARTICLE_LIMIT:
            raise _Broken(f"longer than {ARTICLE_LIMIT >> 20} MB")
        pieces.append(piece)
    return _decoded(b"".join(pieces), record.http_headers.get_header("Content-Encoding") or "")


def _decoded(raw: bytes, encoding: str) -> bytes:
    """Undo what the server said it did; many crawlers have undone it and kept the word."""
    encoding = encoding.strip().lower()
    try:
        if encoding in ("gzip", "x-gzip") and raw.startswith(b"\x1f\x8b"):
            return _inflated(raw, 31)
        if encoding == "deflate":
            return _inflated(raw, 15 if raw[:1] == b"\x78" else -15)
        if encoding == "zstd" and raw.startswith(b"\x28\xb5\x2f\xfd"):
            reader = zstandard.ZstdDecompressor(max_window_size=1 << 27).stream_reader(raw)
            return _within_limit(reader.read(ARTICLE_LIMIT + 1))
    except (zlib.error, zstandard.ZstdError) as error:
        if encoding == "deflate" and b"<" in raw[:200]:
            return raw
        raise _Broken("the compression of its page is damaged") from error
    if encoding == "br" and b"<" not in raw[:1000]:
        raise _Broken("its page is compressed with brotli, which is not read here")
    return raw


def _inflated(raw: bytes, window: int) -> bytes:
    inflater = zlib.decompressobj(window)
    plain = _within_limit(inflater.decompress(raw, ARTICLE_LIMIT + 1))
    if not inflater.eof:
        raise _Broken("its page is cut off")
    return plain


def _within_limit(plain: bytes) -> bytes:
    if len(plain) > ARTICLE_LIMIT:
        raise _Broken(f"longer than {ARTICLE_LIMIT >> 20} MB")
    return plain

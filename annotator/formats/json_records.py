"""Records of JSON files of any layout, one at a time and each strict JSON by itself.

A file is a list (`[{…}, {…}]`), lines of one object each, or objects that go over several lines.
A record that is broken stays out and the next one comes in; never more than one is in memory.
Where records of a list end is found by their brackets, so that what is strict about a line (no
NaN, no key twice, no number that nobody can hold) holds for a record of a list too.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from typing import Any, NamedTuple

from annotator.formats.characters import replace_unfit_within
from annotator.formats.corpus import Problem
from annotator.formats.lines import LINE_LIMIT, lines_of, utf8_chunks
from annotator.formats.source import Source
from annotator.formats.strict_json import JsonWrong, has_unfit_characters, parse_strict
from annotator.model.errors import FileEmpty, FileUnreadable, LineWrong
from annotator.model.format_errors import FileWrong


class Record(NamedTuple):
    """A value of a file."""

    number: int
    """The line where it begins, from 1; in a list its place there, from 1."""
    value: Any
    replaced: int = 0
    """How many characters no text may hold (NUL, lone surrogates) became U+FFFD, one for one."""


class _Piece(NamedTuple):
    """The bytes of what may be a record; `raw` None for one over the limit."""

    number: int
    raw: bytes | None
    reason: str = ""
    """Why it cannot be one."""


def json_records(
    source: Source, report_bytes: Callable[[int], None] | None = None, limit: int = LINE_LIMIT
) -> Iterator[Record | Problem]:
    """Yield the records of a file in order, and a problem for each that is none.

    Raises nothing for what is in the file. A record is at most `limit` bytes long.
    """
    is_empty = True
    try:
        with source.open() as stream:
            for piece in _pieces(utf8_chunks(stream, report_bytes), limit):
                is_empty = False
                yield _record(piece, source, limit)
    except FileUnreadable as error:
        yield Problem(source.name, None, error, is_whole=True)
    else:
        if is_empty:
            yield Problem(source.name, None, FileEmpty(source.path), is_whole=True)


def raw_records(source: Source, limit: int = LINE_LIMIT) -> Iterator[bytes]:
    """Yield the bytes of what may be the records of a file, unread. FileUnreadable."""
    with source.open() as stream:
        for piece in _pieces(utf8_chunks(stream), limit):
            if piece.raw is not None:
                yield piece.raw


def _record(piece: _Piece, source: Source, limit: int) -> Record | Problem:
    try:
        if piece.raw is None:
            raise JsonWrong(f"longer than {limit >> 20} MB")
        if piece.reason:
            raise JsonWrong(piece.reason)
        return read_record(piece.raw, piece.number)
    except JsonWrong as wrong:
        if not piece.number:
            error = FileWrong(source.path, str(wrong))
            return Problem(source.name, None, error)
        reason = LineWrong(source.path, piece.number, str(wrong))
        return Problem(source.name, piece.number, reason, is_whole=True)


def read_record(raw: bytes, number: int) -> Record:
    """Return the record that a JSON text is. JsonWrong."""
    try:
        value = parse_strict(raw)
        if has_unfit_characters(raw):
            value, replaced = replace_unfit_within(value)
            return Record(number, value, replaced)
    except RecursionError as error:
        raise JsonWrong("nested too deep") from error
    return Record(number, value)


def _pieces(chunks: Iterator[bytes], limit: int) -> Iterator[_Piece]:
    first = next(chunks, b"")
    chunks = chain((first,), chunks)
    return _elements(chunks, limit) if first.lstrip()[:1] == b"[" else _objects(chunks, limit)


# ---- objects on lines -------------------------------------------------------------------------

_STRING = re.compile(rb'"[^"\\]*+(?:\\.[^"\\]*+)*+"?+')


def _objects(chunks: Iterable[bytes], limit: int) -> Iterator[_Piece]:
    """Yield objects that begin on a line of their own, whether they end on it or later.

    One that does not end before the next begins is broken, and only that.
    """
    held: list[bytes] = []
    number, depth, size = 0, 0, 0
    for at, line in lines_of(chunks, limit=limit):
        if held and (line is None or _begins_anew(line, held[0])):
            yield _Piece(number, b"\n".join(held), "not a whole object")
            held = []
        if line is None:
            yield _Piece(at, None)
            continue
        if not held:
            number, depth, size = at, 0, 0
            if _is_whole(line):
                yield _Piece(at, line)
                continue
        held.append(line)
        size += len(line)
        depth += _balance(line)
        if depth <= 0 or size > limit:
            yield _Piece(number, b"\n".join(held) if size <= limit else None)
            held = []
    if held:
        yield _Piece(number, b"\n".join(held), "not a whole object")


def _is_whole(line: bytes) -> bool:
    """Whether a line can be a record by itself; strings count only where it looks not so."""
    if not line.rstrip().endswith(b"}"):
        return False
    is_even = line.count(b"{") == line.count(b"}") and line.count(b"[") == line.count(b"]")
    return is_even or _balance(line) == 0


def _begins_anew(line: bytes, first: bytes) -> bool:
    """Whether a line is a new record, and no part of the one that began with the line `first`."""
    if line[:1] != b"{" or line.strip() in (b"{", b"{}", b"{},"):
        return False
    return first.strip() != b"{" or _is_whole(line)


def _balance(line: bytes) -> int:
    """Return how many more brackets a line opens than it closes, strings left aside."""
    bare = _STRING.sub(b"", line)
    opened = bare.count(b"{") + bare.count(b"[")
    return opened - bare.count(b"}") - bare.count(b"]")


# ---- a list -----------------------------------------------------------------------------------

_QUOTE, _BACKSLASH, _COMMA = b'"\\,'
_STEPS = {ord("["): 1, ord("{"): 1, ord("]"): -1, ord("}"): -1}


class _Scanner:
    """Knows, chunk after chunk, where strings are and how deep brackets are open."""

    def __init__(self) -> None:
        import numpy as np

        self._np = np
        self._steps = np.zeros(256, np.int8)
        for code, step in _STEPS.items():
            self._steps[code] = step
        self._is_in_string = False
        self._is_escaped = False
        """Whether the next character stands behind a backslash of a string."""
        self._depth = 0

    def borders(self, chunk: bytes) -> tuple[list[int], int | None]:
        """Return where elements of the outermost list end in a chunk, and where the list does.

        The end of the list ends its last element too.
        """
        np = self._np
        codes = np.frombuffer(chunk, np.uint8)
        if not len(codes):
            return [], None
        quotes = codes == _QUOTE
        escaped = self._escaped(codes)
        quotes[escaped[escaped < len(codes)]] = False
        inside = (np.cumsum(quotes, dtype=np.int64) + self._is_in_string) % 2 == 1
        steps = np.where(inside, 0, self._steps[codes])
        depths = self._depth + np.cumsum(steps, dtype=np.int64)
        commas = ((codes == _COMMA) & ~inside & (depths == 1)).nonzero()[0].tolist()
        ends = ((steps < 0) & (depths <= 0)).nonzero()[0]
        self._is_in_string = bool(inside[-1])
        self._depth = int(depths[-1])
        end = int(ends[0]) if len(ends) else None
        return [at for at in commas if end is None or at < end], end

    def _escaped(self, codes: Any) -> Any:
        """Return the places of characters behind an odd run of backslashes."""
        np = self._np
        places = (codes == _BACKSLASH).nonzero()[0]
        if self._is_escaped:
            # The first backslash, if the chunk begins with one, is the escaped character itself.
            places = places[places > 0]
        is_end = np.append(np.diff(places) != 1, True) if len(places) else np.zeros(0, bool)
        ends = places[is_end]
        is_start = np.insert(np.diff(places) != 1, 0, True) if len(places) else is_end
        escaped = ends[(ends - places[is_start]) % 2 == 0] + 1
        if self._is_escaped:
            escaped = np.insert(escaped, 0, 0)
        self._is_escaped = bool(len(escaped)) and int(escaped[-1]) == len(codes)
        return escaped


class _List:
    """A list on its way in: what is held of its next element."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._scanner = _Scanner()
        self._held: list[bytes] = []
        self._size = 0
        self._number = 1
        self.is_over = False

    def take(self, chunk: bytes) -> Iterator[_Piece]:
        """Yield the elements that end in the next bytes."""
        commas, end = self._scanner.borders(chunk)
        start = 0
        for at in commas:
            self._hold(chunk[start:at])
            yield from self._element(is_last=False)
            start = at + 1
        self._hold(chunk[start:end])
        if end is not None:
            yield from self._element(is_last=True)
            self.is_over = True
            if chunk[end + 1 :].strip():
                yield _BEHIND

    def rest(self) -> Iterator[_Piece]:
        """Yield what is there of the last element once the file is over."""
        if not self.is_over:
            yield from self._element(is_last=True)
            yield _Piece(0, b"", "ends before its list does")

    def _hold(self, part: bytes) -> None:
        self._size += len(part)
        if self._size <= self._limit:
            self._held.append(part)

    def _element(self, *, is_last: bool) -> Iterator[_Piece]:
        raw = b"".join(self._held).strip()
        if self._number == 1:
            raw = raw.removeprefix(b"[").lstrip()
        if self._size > self._limit:
            yield _Piece(self._number, None)
        elif raw:
            yield _Piece(self._number, raw)
        elif not is_last:
            yield _Piece(self._number, raw, "nothing before a comma")
        self._held, self._size = [], 0
        self._number += 1


_BEHIND = _Piece(0, b"", "goes on behind its list, and that stays out")


def _elements(chunks: Iterable[bytes], limit: int) -> Iterator[_Piece]:
    """Yield the elements of the list that a file is."""
    reading = _List(limit)
    for chunk in chunks:
        if not reading.is_over:
            yield from reading.take(chunk)
        elif chunk.strip():
            yield _BEHIND
            return
    yield from reading.rest()

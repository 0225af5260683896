"""Records of JSON files of any layout, one at a time and each strict JSON by itself.

A file is a list (`[{…}, {…}]`), lines of one object each, or objects that go over several lines.
A record that is broken stays out and the next one comes in; never more than one is in memory.
Python's own scanner of brackets finds where records end, so that what is strict about a line (no
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
    """Whether a line can be a record by itself; brackets are counted only where it looks not so."""
    return line.rstrip().endswith(b"}") and _balance(line) == 0


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

_IN_STRING = re.compile(rb'[^"\\]*+(?:\\.[^"\\]*+)*+', re.DOTALL)
_BRACKET = re.compile(rb'["\[\]{}]')
_BRACKET_OR_COMMA = re.compile(rb'["\[\]{},]')


class _List:
    """A list on its way in: what is held of its next element, and how deep in it we are."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._held = bytearray()
        self._start = 0
        self._at = 0
        self._depth = 0
        self._is_in_string = False
        self._is_too_long = False
        self._number = 1
        self.is_over = False

    @property
    def left(self) -> bytes:
        """What was given and not looked at."""
        return bytes(self._held[self._at :])

    def take(self, chunk: bytes) -> Iterator[_Piece]:
        """Yield the elements that end in the next bytes."""
        self._held += chunk
        while not self.is_over and self._step():
            if self._is_at_border():
                yield from self._element(self._at - 1)
                self._start = self._at
        self._let_go()

    def rest(self) -> Iterator[_Piece]:
        """Yield what is there of the last element once the file is over."""
        if self.is_over:
            return
        yield from self._element(len(self._held))
        yield _Piece(0, b"", "ends before its list does")

    def _step(self) -> bool:
        """Go on to the next bracket, comma or string; False where more bytes are needed."""
        held = self._held
        if self._is_in_string:
            match = _IN_STRING.match(held, self._at)
            self._at = match.end() if match else self._at
            if held[self._at : self._at + 1] != b'"':
                return False
            self._at += 1
            self._is_in_string = False
        found = (_BRACKET_OR_COMMA if self._depth == 1 else _BRACKET).search(held, self._at)
        if found is None:
            self._at = len(held)
            return False
        self._at = found.end()
        return True

    def _is_at_border(self) -> bool:
        """Take note of what was met; tell whether an element ends before it."""
        met = self._held[self._at - 1]
        if met == ord('"'):
            self._is_in_string = True
        elif met in b"[{":
            self._depth += 1
            if self._depth == 1:
                self._start = self._at
        elif met in b"]}":
            self._depth -= 1
            self.is_over = self._depth == 0
            return self.is_over
        return met == ord(",")

    def _element(self, end: int) -> Iterator[_Piece]:
        raw = bytes(self._held[self._start : end]).strip()
        if self._is_too_long or len(raw) > self._limit:
            yield _Piece(self._number, None)
        elif raw:
            yield _Piece(self._number, raw)
        elif end < len(self._held) and not self.is_over:
            yield _Piece(self._number, raw, "nothing before a comma")
        self._is_too_long = False
        self._number += 1

    def _let_go(self) -> None:
        """Forget what is behind, and what nobody will read."""
        if self._at - self._start > self._limit:
            self._is_too_long = True
            self._start = self._at
        del self._held[: self._start]
        self._at -= self._start
        self._start = 0


def _elements(chunks: Iterable[bytes], limit: int) -> Iterator[_Piece]:
    """Yield the elements of the list that a file is."""
    reading = _List(limit)
    for chunk in chunks:
        behind = chunk
        if not reading.is_over:
            yield from reading.take(chunk)
            behind = reading.left
        if reading.is_over and behind.strip():
            yield _Piece(0, b"", "goes on behind its list, and that stays out")
            return
    yield from reading.rest()

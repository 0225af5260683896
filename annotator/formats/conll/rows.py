"""The lines of a file as what they are: tokens with their tags, comments, and ends of sentences."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import chain, islice
from pathlib import Path
from typing import NamedTuple, TypeAlias

import regex

from annotator.formats.articles.decoding import decode_article
from annotator.formats.conll.layout import DOCUMENT_START, Layout, find_layout
from annotator.formats.conll.schemes import Code, read_code
from annotator.formats.lines import LINE_LIMIT
from annotator.model.errors import AnnotatorError, EncodingGuessed, FileEmpty, LineWrong
from annotator.model.format_errors import FileWrong, LineNoted

_SAMPLE_LINES = 5000
_SAMPLE_BYTES = 4 << 20
"""How much of a file is looked at to find out what its columns are."""
_OUTSIDE = Code("O", "")
_MOST_KNOWN = 10_000
_TOLD = 50
"""How many bad rows of a file are told one by one; of the rest the number is."""
_PART_OF_WORDS = regex.compile(r"\d+[-.]\d+")
"""The running number of a row of CoNLL-U that stands for several words, or for none."""
_JOINED = regex.compile(r"NoSpaceAfter|SpaceAfter=No")


class TokenRow(NamedTuple):
    """A token with its tags."""

    line: int
    text: str
    codes: tuple[Code, ...]
    """Of each column of tags."""
    is_joined: bool = False
    """Whether no space stands behind it."""
    relations: tuple[str, str] = ("", "")
    """The cells that tell relations, where the file has such."""
    number: str = ""
    """Its running number, where the file has such."""


class Comment(NamedTuple):
    """What a line behind # says."""

    line: int
    text: str


class SentenceEnd(NamedTuple):
    """An empty line, or several."""


class DocumentStart(NamedTuple):
    """A row -DOCSTART-."""

    line: int


Row: TypeAlias = TokenRow | Comment | SentenceEnd | DocumentStart


Report: TypeAlias = Callable[[int | None, AnnotatorError, bool], None]
"""Told a line, what is wrong with it, and whether something stays out."""
RawLines: TypeAlias = Iterator[tuple[int, bytes | None]]


@dataclass(slots=True)
class Rows:
    """The rows of an open file, one after another; what is wrong with one is told to `report`."""

    path: Path
    layout: Layout
    encoding: str
    lines: RawLines
    report: Report
    _faults: int = 0
    _undecoded: int = 0
    _known: dict[tuple[str, ...], tuple[Code, ...]] = field(default_factory=dict)
    """What the tags of a row say, of those met: few differ among a million."""

    def __iter__(self) -> Iterator[Row]:
        last = 0
        for number, raw in self.lines:
            if number > last + 1 and last:
                yield SentenceEnd()
            last = number
            if raw is None:
                self._refuse(number, f"longer than {LINE_LIMIT >> 20} MB")
            else:
                yield from self._rows_of(number, self._decode(number, raw))
        if self._faults > _TOLD:
            what = f"{self._faults - _TOLD} more rows were wrong as above"
            self.report(last, LineNoted(self.path, last, what), True)

    def _decode(self, number: int, raw: bytes) -> str:
        try:
            return raw.decode(self.encoding).rstrip("\r")
        except UnicodeDecodeError:
            self._undecoded += 1
            if self._undecoded <= _TOLD:
                what = f"bytes that are not {self.encoding} were replaced"
                self.report(number, LineNoted(self.path, number, what), False)
            return raw.decode(self.encoding, "replace").rstrip("\r")

    def _rows_of(self, number: int, line: str) -> list[Row]:
        layout = self.layout
        if line.startswith(DOCUMENT_START):
            return [DocumentStart(number)]
        table = layout.rows(line)
        if line.startswith("#") and not all(map(layout.has_row, table)):
            return [Comment(number, line[1:].strip(" \t"))]
        rows: list[Row] = []
        for cells in table:
            row = None if layout.is_header(cells) else self._token_row(number, cells)
            if row is not None:
                rows.append(row)
        if layout.separator == "bar":
            rows.append(SentenceEnd())
        return rows

    def _token_row(self, number: int, cells: list[str]) -> TokenRow | None:
        layout = self.layout
        index = "" if layout.index is None else _cell(cells, layout.index)
        if index and _PART_OF_WORDS.fullmatch(index):
            return None
        text = _cell(cells, layout.token)
        if not text or text.isspace():
            self._refuse(number, "no token in its column")
            return None
        said = tuple([_cell(cells, column) for column in layout.codes])
        codes = self._known.get(said)
        if codes is None or len(cells) < layout.width:
            codes = self._read_codes(number, cells, said)
        is_joined = layout.spacing is not None and bool(
            _JOINED.search(_cell(cells, layout.spacing))
        )
        if layout.relations is None:
            return TokenRow(number, text, codes, is_joined, number=index)
        labels, ends = layout.relations
        relations = (_cell(cells, labels), _cell(cells, ends))
        return TokenRow(number, text, codes, is_joined, relations, index)

    def _read_codes(self, number: int, cells: list[str], said: tuple[str, ...]) -> tuple[Code, ...]:
        """Return what the tags of a row say; what is no tag is told, and says nothing."""
        codes = [read_code(one, self.layout.letters) for one in said]
        for column, code in zip(self.layout.codes, codes, strict=True):
            if column >= len(cells):
                reason = "no tag; its token came in without"
                self._refuse(number, reason, self.layout.name_of(column))
            elif code is None:
                reason = "not a tag; its token came in without"
                self._refuse(number, reason, self.layout.name_of(column))
        found = tuple(code or _OUTSIDE for code in codes)
        if None not in codes and len(self._known) < _MOST_KNOWN:
            self._known[said] = found
        return found

    def _refuse(self, number: int, reason: str, column: str = "") -> None:
        self._faults += 1
        if self._faults <= _TOLD:
            where = f"column {column}" if column else ""
            self.report(number, LineWrong(self.path, number, reason, where), True)


def _cell(cells: list[str], column: int | None) -> str:
    return cells[column] if column is not None and column < len(cells) else ""


def open_rows(
    path: Path, lines: RawLines, report: Report, *, token: str, tags: str, letters: str
) -> Rows:
    """Return the rows of lines whose columns are found or named (as in `find_layout`).

    FileEmpty, FileNotText, FileWrong, NoSuchColumn.
    """
    sample = list(_sampled(lines))
    if not sample:
        raise FileEmpty(path)
    decoded = decode_article(b"\n".join(one or b"" for _, one in sample), path)
    if decoded.encoding.startswith(("utf-16", "utf-32")):
        raise FileWrong(path, f"it is {decoded.encoding} without a mark that says so")
    for remark in decoded.remarks:
        if isinstance(remark, EncodingGuessed):
            report(None, remark, False)
    texts = (line.rstrip("\r") for line in decoded.text.split("\n"))
    layout = find_layout([one for one in texts if one], token=token, tags=tags, letters=letters)
    return Rows(path, layout, decoded.encoding, chain(sample, lines), report)


def _sampled(lines: RawLines) -> RawLines:
    size = 0
    for number, line in islice(lines, _SAMPLE_LINES):
        yield number, line
        size += len(line or b"")
        if size > _SAMPLE_BYTES:
            return

"""The body of a file: sentences and rows, and the text that they make together.

The file has the text of sentences only. What lies between two is told by their offsets: so many
characters are white space here, the last of them a line break.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import regex

from annotator.formats.articles.plain_text import ARTICLE_LIMIT
from annotator.formats.lines import LINE_LIMIT
from annotator.formats.webanno.cells import unescape_text
from annotator.formats.webanno.header import Header, read_header
from annotator.model.errors import LineWrong
from annotator.text.offsets import Unit, from_unit, unit_positions

_ROW = regex.compile(r"(\d{1,9}-\d{1,9}(?:\.\d{1,9})?)\t(\d{1,9})-(\d{1,9})\t([^\t]*)(?:\t(.*))?")
_GAP_LIMIT = 10_000
"""A hole between sentences that is larger is a slip: one line break stands for it."""
_TEXT = "#Text="


@dataclass(slots=True)
class Row:
    """A token or a part of one."""

    line: int
    address: str
    """As in 1-3 or 1-3.1."""
    begin: int
    """In the file's unit, and from the beginning of the file's text."""
    end: int
    token: str
    cells: list[str]
    place: tuple[int, int] | None = None
    """In code points, in our text; None where it has none."""
    is_doubtful: bool = False


@dataclass(slots=True)
class Sentence:
    """A sentence with its rows; `start` is where it begins in our text."""

    line: int
    text: str
    rows: list[Row] = field(default_factory=list)
    start: int = 0


@dataclass(slots=True)
class Body:
    """What was read of a file, not yet understood."""

    header: Header
    sentences: list[Sentence] = field(default_factory=list)
    wrong: list[LineWrong] = field(default_factory=list)
    text: str = ""
    gaps: int = 0
    """How many characters of the text are not in the file."""


class TooLong(Exception):
    """The text of a file is larger than an article can be."""


def read_body(lines: Iterable[tuple[int, bytes | None]], path: Path) -> Body:
    """Return header and sentences of numbered lines. TooLong."""
    return _Reading(path).read(lines)


class _Reading:
    def __init__(self, path: Path) -> None:
        self._path = path
        self._head: list[str] = []
        self._body = Body(Header(None, (), 0))
        self._is_in_text = False
        self._size = 0

    def read(self, lines: Iterable[tuple[int, bytes | None]]) -> Body:
        for number, line in self._decoded(lines):
            if line.startswith(_TEXT):
                if not self._body.sentences:
                    self._body.header = read_header(self._head)
                self._take_text(number, line.removeprefix(_TEXT))
                continue
            self._is_in_text = False
            if line.startswith("#") and "\t" not in line:
                self._head.append(line)
            else:
                self._take_row(number, line)
        if not self._body.sentences:
            self._body.header = read_header(self._head)
        return self._body

    def _refuse(self, number: int, reason: str) -> None:
        self._body.wrong.append(LineWrong(self._path, number, reason))

    def _decoded(self, lines: Iterable[tuple[int, bytes | None]]) -> Iterator[tuple[int, str]]:
        for number, raw in lines:
            if raw is None:
                self._refuse(number, f"longer than {LINE_LIMIT >> 20} MB")
                continue
            try:
                yield number, raw.removesuffix(b"\r").decode()
            except UnicodeDecodeError as error:
                self._refuse(number, f"not UTF-8 at byte {error.start}")

    def _take_text(self, number: int, written: str) -> None:
        text = unescape_text(written, self._body.header.version or (3, 3))
        self._size += len(text)
        if self._size > ARTICLE_LIMIT:
            raise TooLong
        if self._is_in_text:
            self._body.sentences[-1].text += f"\n{text}"
        else:
            self._body.sentences.append(Sentence(number, text))
        self._is_in_text = True

    def _take_row(self, number: int, line: str) -> None:
        match = _ROW.fullmatch(line)
        if match is None:
            self._refuse(number, "is no row of a token")
        elif not self._body.sentences:
            self._refuse(number, "stands before the first #Text=")
        else:
            cells = (match[5] or "").split("\t")
            needed = self._body.header.columns
            if len(cells) < needed:
                self._refuse(number, f"has {len(cells)} columns of annotations, not {needed}")
            cells += [""] * (needed - len(cells))
            row = Row(number, match[1], int(match[2]), int(match[3]), match[4], cells)
            self._body.sentences[-1].rows.append(row)


# ---- the text -----------------------------------------------------------------------------------


def join_text(body: Body, unit: Unit) -> None:
    """Put the text together, and the sentences in their places in it."""
    parts: list[str] = []
    length, end = 0, 0
    for sentence in body.sentences:
        begin = sentence.rows[0].begin if sentence.rows else end + bool(parts)
        gap = begin - end
        if gap < 0 or gap > _GAP_LIMIT:
            gap = int(bool(parts))
        filler = (" " * (gap - 1) + "\n" if parts else " " * gap) if gap else ""
        parts += (filler, sentence.text)
        body.gaps += gap
        sentence.start = length + gap
        length += gap + len(sentence.text)
        end = begin + unit_positions(sentence.text, unit)[-1]
    body.text = "".join(parts)


def place_rows(body: Body, unit: Unit, *, is_certain: bool) -> Unit:
    """Give the rows their places, and return the unit in which most tokens are where they say.

    `unit` is tried first, and stands where it `is_certain`.
    """
    best, fewest = unit, _place(body, unit)
    for other in ("codepoint", "utf16"):
        if fewest and not is_certain and other != unit and _place(body, other) < fewest:
            best = other
    _place(body, best)
    return best


def _place(body: Body, unit: Unit) -> int:
    """Return how many rows are not where they say."""
    doubts = 0
    for sentence in body.sentences:
        begin = sentence.rows[0].begin if sentence.rows else 0
        flat = [offset - begin for row in sentence.rows for offset in (row.begin, row.end)]
        offsets = iter(from_unit(sentence.text, flat, unit))
        for row in sentence.rows:
            start, end = next(offsets), next(offsets)
            row.place, row.is_doubtful = None, True
            if start is not None and end is not None and start <= end:
                row.place = (sentence.start + start, sentence.start + end)
                token = sentence.text[start:end]
                row.is_doubtful = row.token not in (token, token.replace("\n", " "))
                row.is_doubtful &= unescape_text(row.token, (3, 3)) != token
            doubts += row.is_doubtful
    return doubts


def misplaced_rows(body: Body, path: Path) -> Iterator[LineWrong]:
    """Yield an error for each row that has no place."""
    for sentence in body.sentences:
        for row in sentence.rows:
            if row.place is None:
                yield LineWrong(path, row.line, f"{row.address} lies in no sentence")

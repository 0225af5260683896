"""Which column of a file is what: found in its first rows, or as the person says.

A row that begins with # is a token where it has as many cells as the others and tags in their
columns (tweets begin with hashtags), and a comment otherwise.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

import regex

from annotator.formats.conll.schemes import ALL_LETTERS, OUTSIDE, read_code

Separator: TypeAlias = Literal["tab", "space", "bar"]
"""Between the cells of a row; "bar": a sentence a line, its tokens as in `Varga|NNP|B-PERSON`."""

DOCUMENT_START = "-DOCSTART-"
_CHUNKS = frozenset(
    ["NP", "VP", "PP", "ADVP", "ADJP", "SBAR", "PRT", "CONJP", "INTJ", "LST", "UCP"]
)
"""Labels of the chunks in the third column of CoNLL 2000 to 2003; they are no annotations."""
_TOKEN_NAMES = frozenset({"token", "tokens", "word", "words", "form", "text"})
_MOST = 0.95
"""The share of the rows in which a column looks like tags; a few may be broken."""
_SPACE = regex.compile(r"[ \t]+")
_LIST = regex.compile(r"\[[^\[\]]*\]")
_NO_SPACE = regex.compile(r"NoSpaceAfter|SpaceAfter=No")
_NUMBER = regex.compile(r"\d+(?:[-.]\d+)?")


class NoSuchColumn(Exception):
    """The column that a person named, or that has to be there, is not; told in a few words."""


@dataclass(frozen=True, slots=True)
class Layout:
    """What the columns of a file are, counted from 0."""

    separator: Separator
    width: int
    """How many cells a row usually has."""
    token: int
    codes: tuple[int, ...]
    """The columns of tags; several where spans are nested or told apart by kind."""
    letters: str
    """Which letters begin a tag; none where the tags are bare labels."""
    header: tuple[str, ...] = ()
    index: int | None = None
    """The column of running numbers."""
    spacing: int | None = None
    """The column that says after which tokens no space stands."""
    relations: tuple[int, int] | None = None
    """The columns of relations' labels and other ends, both Python lists."""

    def rows(self, line: str) -> list[list[str]]:
        """Return the cells of the tokens of a line: one token, or a sentence with bars."""
        if self.separator == "bar":
            items = _SPACE.split(line.strip(" \t"))
            return [item.rsplit("|", self.width - 1) for item in items]
        return [cells_of(line, self.separator)]

    def has_row(self, cells: Sequence[str]) -> bool:
        """Tell whether cells that begin with # are a token with its tags."""
        return len(cells) == self.width and all(
            read_code(cells[at], self.letters) for at in self.codes
        )

    def is_header(self, cells: Sequence[str]) -> bool:
        """Tell whether a row names the columns; some files do so again for each article."""
        return bool(self.header) and tuple(cells) == self.header

    def name_of(self, column: int) -> str:
        """Return what people call a column: its name, or its number from 1."""
        return self.header[column] if column < len(self.header) else str(column + 1)


def cells_of(line: str, separator: Separator) -> list[str]:
    """Return the cells of a line, without the spaces around them."""
    if separator == "tab":
        cells = line.split("\t")
        return [cell.strip(" ") for cell in cells] if " " in line else cells
    return _SPACE.split(line.strip(" \t"))


def find_layout(
    lines: Sequence[str], *, token: str = "auto", tags: str = "auto", letters: str = ALL_LETTERS
) -> Layout:
    """Return the layout of the lines that a file begins with. NoSuchColumn.

    `token` and `tags` are columns as a person names them: numbers from 1 (from -1 backwards) or
    names of the header, several with commas; "auto" is found.
    """
    rows = [one for one in lines if not one.startswith(("#", DOCUMENT_START))] or list(lines)
    if _is_barred(rows, letters):
        rows = [item for line in rows for item in _SPACE.split(line.strip(" \t"))]
        table = [item.split("|") for item in rows]
        separator: Separator = "bar"
    else:
        has_tabs = 2 * sum("\t" in row for row in rows) >= len(rows)
        separator = "tab" if has_tabs else "space"
        table = [cells_of(row, separator) for row in rows]
    width = Counter(map(len, table)).most_common(1)[0][0] if table else 0
    full = [row for row in table if len(row) == width]
    header = _header(full, letters)
    body = [row for row in full if tuple(row) != header]
    columns = list(zip(*body, strict=True))
    relations = _relation_columns(columns)
    chosen = _named(tags, header, width) or _code_columns(columns, letters)
    is_bare = not chosen or not any(_has_code(columns[at], letters) for at in chosen if columns)
    if not chosen:
        chosen = _bare_column(columns, relations)
    if not chosen:
        raise NoSuchColumn("no column of tags was found; name it with tag_column")
    index = 0 if columns and all(_NUMBER.fullmatch(one) for one in columns[0]) else None
    token_column = _named(token, header, width) or _token_column(header, width, chosen, index)
    if not token_column or token_column[0] in chosen:
        raise NoSuchColumn("no column of tokens was found; name it with token_column")
    return Layout(
        separator,
        width,
        token_column[0],
        chosen,
        "" if is_bare and _has_label(columns, chosen) else letters,
        header,
        index if index not in (token_column[0], *chosen) else None,
        next((at for at, one in enumerate(columns) if any(map(_NO_SPACE.search, one))), None),
        relations,
    )


def _is_barred(rows: Sequence[str], letters: str) -> bool:
    """Whether rows are sentences whose tokens carry their tags behind a bar."""
    items = [item.split("|") for row in rows for item in row.split()]
    barred = [one for one in items if len(one) > 1]
    ended = sum(_is_code(one[-1], letters) for one in barred)
    is_mostly = 10 * len(barred) >= 9 * len(items) and 10 * ended >= 7 * len(barred)
    return is_mostly and len(items) > len(rows)


def _is_code(cell: str, letters: str) -> bool:
    return read_code(cell, letters or ALL_LETTERS) is not None


def _has_code(column: Sequence[str], letters: str) -> bool:
    return any(one not in OUTSIDE and _is_code(one, letters) for one in column)


def _has_label(columns: Sequence[Sequence[str]], chosen: Sequence[int]) -> bool:
    return any(one not in OUTSIDE for at in chosen if columns for one in columns[at])


def _header(rows: Sequence[Sequence[str]], letters: str) -> tuple[str, ...]:
    """Return the names of columns, where the first row is of words where others have tags."""
    if not rows:
        return ()
    first = rows[0]
    rest = [row for row in rows if row != first]
    columns = list(zip(*rest, strict=True))
    codes = _code_columns(columns, letters)
    names_token = any(one.lower() in _TOKEN_NAMES for one in first)
    if codes:
        is_header = not any(_is_code(first[at], letters) for at in codes)
    else:
        is_header = bool(rest) and names_token and not any(_is_code(one, letters) for one in first)
    return tuple(first) if is_header else ()


def _code_columns(columns: Sequence[Sequence[str]], letters: str) -> tuple[int, ...]:
    """Return the columns of tags, also those of nothing but O; where there are others, not that of
    chunks. Nothing where no column has a tag."""
    found = [
        at
        for at, column in enumerate(columns)
        if (_has_code(column, letters) or set(column) == {"O"})
        and sum(_is_code(one, letters) for one in column) >= _MOST * len(column)
    ]
    if not any(_has_code(columns[at], letters) for at in found):
        return ()
    chunks = {at for at in found if _labels(columns[at]) and _labels(columns[at]) <= _CHUNKS}
    return tuple(at for at in found if at not in chunks or len(found) == 1)


def _labels(column: Sequence[str]) -> set[str]:
    codes = (read_code(one, ALL_LETTERS) for one in set(column))
    return {one.label for one in codes if one and one.letter != "O"}


def _bare_column(
    columns: Sequence[Sequence[str]], relations: tuple[int, int] | None
) -> tuple[int, ...]:
    """Return the last column that has labels without letters, often the same, or O alone."""
    behind = relations[0] if relations else len(columns)
    for at in reversed(range(behind)):
        column = columns[at]
        if at > 0 and "O" in column and len(set(column)) <= 1 + len(column) / 2:
            return (at,)
    return ()


def _token_column(
    header: Sequence[str], width: int, codes: Sequence[int], index: int | None
) -> tuple[int, ...]:
    named = [at for at, name in enumerate(header) if name.lower() in _TOKEN_NAMES]
    free = [at for at in range(width) if at not in codes and at != index]
    return tuple((named or free)[:1])


def _relation_columns(columns: Sequence[Sequence[str]]) -> tuple[int, int] | None:
    last = columns[-2:]
    if len(columns) > 3 and all(_LIST.fullmatch(one) for column in last for one in column):
        return (len(columns) - 2, len(columns) - 1)
    return None


def _named(names: str, header: Sequence[str], width: int) -> tuple[int, ...]:
    """Return the columns that a person names; nothing for "auto"."""
    if names == "auto":
        return ()
    found = []
    for name in map(str.strip, names.split(",")):
        if name in header:
            found.append(header.index(name))
            continue
        number = int(name) if regex.fullmatch(r"-?\d{1,4}", name) else 0
        column = number - 1 if number > 0 else width + number
        if number == 0 or not 0 <= column < width:
            raise NoSuchColumn(f"there is no column {name}")
        found.append(column)
    return tuple(found)

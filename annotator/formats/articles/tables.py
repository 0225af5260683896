"""Articles in a table, one a row: CSV with any delimiter, TSV, in whatever encoding it comes.

The text is the cell as it stands; the other columns are what is known about it. Nothing in a cell
is a formula here.
"""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, islice
from typing import BinaryIO, NamedTuple

import regex

from annotator.formats.articles.article_files import ArticleReader, language_of
from annotator.formats.articles.article_records import ARTICLE_LIMIT, Place
from annotator.formats.articles.columns import (
    READ_SETTINGS,
    ColumnMissing,
    Columns,
    Role,
    find_columns,
    offered_columns,
)
from annotator.formats.articles.decoding import DecodedText, decode_article
from annotator.formats.articles.language import guess_language
from annotator.formats.articles.markup import tidy
from annotator.formats.articles.structure import recognise_article
from annotator.formats.articles.written_dates import WrittenDate, date_from
from annotator.formats.format import Item, Offer, ReadOptions, Setting, setting
from annotator.formats.source import Source
from annotator.model.document import Meta
from annotator.model.errors import (
    AnnotatorError,
    CharactersReplaced,
    FileEmpty,
    FileTooLarge,
    FileUnreadable,
)
from annotator.model.format_errors import FileWrong

_DELIMITERS = {"comma": ",", "semicolon": ";", "tab": "\t", "bar": "|"}
_HEAD = 1 << 20
"""How much of a file its encoding and its delimiter are guessed from, in bytes."""
_SAMPLE = 50
"""How many rows are looked at to find the columns."""
_LONGEST_VALUE = 1000
"""What is longer than this, in a column that nobody knows, is not kept."""
_SEPARATOR_LINE = regex.compile(r"sep=(.)\r?\n?", regex.IGNORECASE)
_BETWEEN_AUTHORS = regex.compile(r"\s*[;|]\s*|\s+(?:and|und|et|y)\s+")
_IN_QUOTES = regex.compile(r"""['"]([^'"]+)['"]""")


class Row(NamedTuple):
    """A row of a table; `number` is its line, from 1."""

    number: int
    cells: list[str]


class ArticleTable(ArticleReader):
    """A table of articles in a text file."""

    name = "table"
    title = "Table of articles (CSV, TSV)"
    endings = (".csv", ".tsv", ".tab")
    read_settings = (
        *READ_SETTINGS,
        Setting("delimiter", "Between cells", "guess", ("guess", *_DELIMITERS)),
    )

    def read_articles(self, source: Source, options: ReadOptions) -> Iterator[Item]:
        """Yield the articles in the order of the rows."""
        with source.open() as stream:
            head, decoded = _beginning(stream, source)
            for remark in decoded.remarks:
                if not isinstance(remark, CharactersReplaced):
                    yield Place(source).remark(remark)
            rows = self._rows(head, stream, decoded, source, options)
            yield from articles_of_rows(source, rows, options.settings)

    def offers(self, source: Source, settings: Mapping[str, str]) -> Mapping[str, Offer]:
        """Return the columns of the table, and which of them are read as what."""
        with source.open() as stream:
            head, decoded = _beginning(stream, source)
            rows = self._rows(head, stream, decoded, source, ReadOptions(settings=settings))
            return offers_of_rows(rows, settings)

    def _rows(
        self,
        head: bytes,
        stream: BinaryIO,
        decoded: DecodedText,
        source: Source,
        options: ReadOptions,
    ) -> Iterator[Row]:
        csv.field_size_limit(max(csv.field_size_limit(), ARTICLE_LIMIT))
        lines = _lines(head, stream, decoded, source, options)
        chosen = setting(options.settings, self.read_settings, "delimiter")
        delimiter = _DELIMITERS.get(chosen) or _guess_delimiter(decoded.text, source)
        return _rows(lines, delimiter, source)


def _beginning(stream: BinaryIO, source: Source) -> tuple[bytes, DecodedText]:
    head = stream.read(_HEAD)
    if not head:
        raise FileEmpty(source.path)
    return head, decode_article(_whole_lines(head), source.path)


def offers_of_rows(rows: Iterator[Row], chosen: Mapping[str, str]) -> dict[str, Offer]:
    """Return what the first rows offer for the settings of columns."""
    sample, _ = _sampled(rows)
    return offered_columns([row.cells for row in sample], chosen)


def articles_of_rows(
    source: Source, rows: Iterator[Row], chosen: Mapping[str, str]
) -> Iterator[Item]:
    """Yield an article for each row that has a text. FileWrong for a column that is not there."""
    sample, failure = _sampled(rows)
    try:
        columns = find_columns([row.cells for row in sample], chosen)
    except ColumnMissing as error:
        raise FileWrong(source.path, f"it has no column “{error.chosen[:25]}”") from error
    if not sample:
        raise failure or FileEmpty(source.path)
    if columns.is_of_spans and not setting(chosen, READ_SETTINGS, "text_column"):
        raise FileWrong(source.path, "it is a table of spans and not of articles")
    place = columns.places["text"]
    called = columns.names[place].strip() if place < len(columns.names) else str(place + 1)
    if columns.is_guessed and len(columns.names or sample[0].cells) > 1:
        yield Place(source).noted(f"column “{called[:25]}” is read as the text, being the longest")
    is_bare = True
    for row in chain(sample[1 if columns.names else 0 :], rows):
        for item in _article(Place(source, row.number), row.cells, columns):
            is_bare = False
            yield item
    if failure is not None:
        raise failure
    if is_bare:
        raise FileEmpty(source.path)


def _sampled(rows: Iterator[Row]) -> tuple[list[Row], AnnotatorError | None]:
    """Return the first rows, and why there are no more of them if something is wrong."""
    sample: list[Row] = []
    try:
        sample.extend(islice(rows, _SAMPLE))
    except (FileWrong, FileTooLarge, FileUnreadable) as error:
        return sample, error
    return sample, None


def _article(place: Place, cells: Sequence[str], columns: Columns) -> Iterator[Item]:
    if not any(cell.strip() for cell in cells):
        return

    def said(role: Role) -> str:
        at = columns.places.get(role, len(cells))
        return cells[at].strip() if at < len(cells) else ""

    at = columns.places["text"]
    text = cells[at] if at < len(cells) else ""
    if not text.strip():
        yield place.wrong("this row has no text")
        return
    if len(text) > ARTICLE_LIMIT:
        yield place.failed(FileTooLarge(place.source.path, len(text), ARTICLE_LIMIT))
        return
    if columns.names and len(cells) > len(columns.names):
        yield place.noted("this row has more cells than there are columns")
    found = recognise_article(text)
    date = date_from((said("date"),))
    meta = Meta(
        title=said("title") or found.title,
        source=said("source") or None,
        url=said("url") or None,
        authors=_authors(said("authors")) or found.authors,
        language=language_of(said("language")) or guess_language(text),
        extra={"table": extra} if (extra := _others(cells, columns)) else {},
    )
    if not said("date") and found.published:
        date = WrittenDate(found.published)
    yield from place.article(text, meta, found.sections, date)


def _others(cells: Sequence[str], columns: Columns) -> dict[str, str]:
    taken = set(columns.places.values())
    return {
        name.strip() or str(at + 1): cell
        for at, (name, cell) in enumerate(zip(columns.names, cells, strict=False))
        if at not in taken and cell.strip() and len(cell) <= _LONGEST_VALUE
    }


def _authors(cell: str) -> tuple[str, ...]:
    """Return the names in a cell; a list as programs print it (['A', 'B']) too."""
    cell = tidy(cell[:_LONGEST_VALUE])
    if cell.startswith("[") and cell.endswith("]"):
        return tuple(_IN_QUOTES.findall(cell))
    return tuple(filter(None, _BETWEEN_AUTHORS.split(cell)))


# ---- lines and rows -------------------------------------------------------------------------


def _whole_lines(head: bytes) -> bytes:
    """Return a beginning without its last line if that may be cut off inside a character."""
    if len(head) < _HEAD:
        return head
    if head.startswith((b"\xff\xfe", b"\xfe\xff")) or head[:4096].count(0) > 100:
        return head[: len(head) // 4 * 4]
    return head[: head.rfind(b"\n") + 1] or head


def _lines(
    head: bytes, stream: BinaryIO, decoded: DecodedText, source: Source, options: ReadOptions
) -> Iterator[str]:
    """Yield the lines, none longer than an article. FileTooLarge."""
    # What is no UTF-8 behind the beginning becomes surrogates, which articles replace and tell.
    errors = "surrogateescape" if decoded.encoding == "utf-8" else "replace"
    raw = io.BufferedReader(_Rejoined(head, stream, options), 1 << 18)
    text = io.TextIOWrapper(raw, decoded.encoding, errors, newline="")
    is_first = True
    while line := text.readline(ARTICLE_LIMIT + 1):
        if len(line) > ARTICLE_LIMIT:
            raise FileTooLarge(source.path, len(line), ARTICLE_LIMIT)
        if is_first:
            line = line.removeprefix("\ufeff")
            is_first = False
        yield line


class _Rejoined(io.RawIOBase):
    """The beginning of a stream that was read, and the rest of it."""

    def __init__(self, head: bytes, rest: BinaryIO, options: ReadOptions) -> None:
        super().__init__()
        self._head = memoryview(head)
        self._rest = rest
        self._options = options
        self._count = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview, /) -> int:  # type: ignore[override]
        size = len(buffer)
        part = self._head[:size] if self._head else self._rest.read(size)
        self._head = self._head[size:]
        buffer[: len(part)] = part
        self._count += len(part)
        if self._options.report_bytes and part:
            self._options.report_bytes(self._count)
        return len(part)


def _rows(lines: Iterator[str], delimiter: str, source: Source) -> Iterator[Row]:
    """Yield the rows; a cell may go over many lines. FileWrong where a quote is never closed."""
    first = next(lines, "")
    skipped = 1 if _SEPARATOR_LINE.fullmatch(first) else 0
    reader = csv.reader(lines if skipped else chain([first], lines), delimiter=delimiter)
    while True:
        number = reader.line_num + skipped + 1
        try:
            cells = next(reader, None)
        except csv.Error as error:
            reason = f"a quote is opened at line {number} and not closed"
            raise FileWrong(source.path, reason) from error
        if cells is None:
            return
        if cells:
            yield Row(number, cells)


def _guess_delimiter(head: str, source: Source) -> str:
    """Return what stands between cells: what gives the most cells, as many in each row."""
    named = _SEPARATOR_LINE.match(head)
    if named:
        return named[1]
    best, found = 0.0, "\t" if source.plain_path.suffix.lower() in (".tsv", ".tab") else ","
    for delimiter in (found, *(one for one in _DELIMITERS.values() if one != found)):
        rows = _sample(head, delimiter)
        if not rows:
            continue
        widths = [len(row) for row in rows]
        common = max(set(widths), key=lambda width: (widths.count(width), width))
        score = (common > 1) * widths.count(common) / len(widths) * (1 + min(common, 10) / 100)
        if score > best:
            best, found = score, delimiter
    return found


def _sample(head: str, delimiter: str) -> list[list[str]]:
    rows: list[list[str]] = []
    try:
        for row in csv.reader(io.StringIO(head, newline=""), delimiter=delimiter):
            if row:
                rows.append(row)
            if len(rows) > _SAMPLE:
                break
    except csv.Error:
        return []
    # The last row may be cut off.
    return rows[:-1] if len(rows) > 2 else rows

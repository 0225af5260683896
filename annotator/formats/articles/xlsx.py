"""Articles in a spreadsheet, one a row: formulas are what they came to when it was saved."""

import datetime
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import PurePath
from typing import Any

import regex

from annotator.formats.archives import Limits, open_archive
from annotator.formats.articles.article_files import ArticleReader, inside_library
from annotator.formats.articles.columns import READ_SETTINGS
from annotator.formats.articles.office_archives import (
    ZIP_BEGINNING,
    refuse_doctypes,
    refuse_unfit,
)
from annotator.formats.articles.tables import Row, articles_of_rows, offers_of_rows
from annotator.formats.format import Item, Offer, ReadOptions, Sureness
from annotator.formats.source import Source
from annotator.model.errors import FileEmpty

_LIMITS = Limits(entries=10_000, entry=100 << 20, total=500 << 20)
_WORDS = "the spreadsheet is damaged"
_LONGEST_CELL = 32_767
"""What Excel keeps of a cell, in UTF-16 units; more is cut off when it is saved."""
_ESCAPED = regex.compile(r"_x([0-9A-Fa-f]{4})_")


class Xlsx(ArticleReader):
    """A spreadsheet of articles."""

    name = "xlsx"
    title = "Spreadsheet of articles (XLSX)"
    endings = (".xlsx", ".xlsm")
    extra = "documents"
    modules = ("openpyxl",)
    read_settings = READ_SETTINGS

    def recognises(self, path: PurePath, head: bytes) -> Sureness:
        """By the names of its parts, or by its ending."""
        if head.startswith(ZIP_BEGINNING) and b"xl/work" in head:
            return Sureness.SURE
        return super().recognises(path, head)

    def read_articles(self, source: Source, options: ReadOptions) -> Iterator[Item]:
        """Yield the articles of every sheet in order; rows are numbered through all sheets."""
        with self._opened(source) as sheets:
            yield from self._of_sheets(source, sheets, options)

    def offers(self, source: Source, settings: Mapping[str, str]) -> Mapping[str, Offer]:
        """Return the columns of the first sheet, and which of them are read as what."""
        with self._opened(source) as sheets:
            for rows in sheets.each():
                return offers_of_rows(rows, settings)
        return {}

    @contextmanager
    def _opened(self, source: Source) -> "Iterator[_Sheets]":
        refuse_unfit(source)
        with open_archive(source, _LIMITS) as archive:
            for problem in archive.problems:
                raise problem.error
            refuse_doctypes(archive)
            sheets = _Sheets(source, archive.stream)
            try:
                yield sheets
            finally:
                sheets.close()

    def _of_sheets(self, source: Source, sheets: "_Sheets", options: ReadOptions) -> Iterator[Item]:
        is_empty = True
        for rows in sheets.each():
            try:
                for item in articles_of_rows(source, rows, options.settings):
                    is_empty = False
                    yield item
            except FileEmpty:
                continue
            if options.report_bytes:
                options.report_bytes(source.size)
        if is_empty:
            raise FileEmpty(source.path)


class _Sheets:
    """The rows of the sheets of a workbook, one at a time."""

    def __init__(self, source: Source, stream: Any) -> None:
        import openpyxl

        self._source = source
        self._count = 0
        with inside_library("openpyxl", source.path, _WORDS):
            stream.seek(0)
            self._book = openpyxl.load_workbook(
                stream, read_only=True, data_only=True, keep_links=False
            )

    def each(self) -> Iterator[Iterator[Row]]:
        """Yield the rows of each sheet."""
        for sheet in self._book.worksheets:
            yield self._rows(sheet)

    def _rows(self, sheet: Any) -> Iterator[Row]:
        with inside_library("openpyxl", self._source.path, _WORDS):
            # A sheet may claim a million columns, to which every row would be filled.
            sheet.reset_dimensions()
            rows = sheet.iter_rows(values_only=True)
        while True:
            with inside_library("openpyxl", self._source.path, _WORDS):
                values = next(rows, None)
            if values is None:
                return
            self._count += 1
            cells = [_shown(one) for one in values]
            while cells and not cells[-1]:
                cells.pop()
            if cells:
                yield Row(self._count, cells)

    def close(self) -> None:
        self._book.close()


def _shown(value: Any) -> str:
    """Return a cell as words: a date in ISO form, a whole number without a point."""
    if value is None:
        return ""
    if isinstance(value, datetime.datetime) and value.time() == datetime.time():
        value = value.date()
    if isinstance(value, datetime.datetime | datetime.date | datetime.time):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), str(value))

"""PDF files that have a text layer; nothing is recognised in pictures, and nothing is run."""

import math
from collections import Counter
from collections.abc import Iterator
from pathlib import PurePath
from typing import Any

import regex

from annotator.formats.articles.article_files import (
    DOCUMENT_LIMIT,
    ArticleReader,
    FileProperties,
    article_of,
    inside_library,
)
from annotator.formats.articles.article_records import ARTICLE_LIMIT, Place
from annotator.formats.articles.markup import tidy
from annotator.formats.articles.pdf_lines import FlowingText, PdfLine, flowing_text
from annotator.formats.format import Item, ReadOptions, Sureness
from annotator.formats.source import Source
from annotator.model.document import Meta
from annotator.model.errors import FileTooLarge
from annotator.model.format_errors import FileWrong

_BEGINNING = b"%PDF-"
_DAMAGED = "the PDF is damaged"
_PAGES_LIMIT = 5000
_LONGEST_VALUE = 1000
_LIGATURES = {
    ord(one): letters
    for one, letters in zip("ﬀﬁﬂﬃﬄﬅﬆ", ["ff", "fi", "fl", "ffi", "ffl", "ft", "st"], strict=True)
}
"""Letters that a font draws as one sign are letters again."""
_LETTERS = regex.compile(r"\p{L}")
_SCRIPTS = [
    regex.compile(rf"\p{{Script={name}}}")
    for name in (
        [
            "Latin",
            "Greek",
            "Cyrillic",
            "Arabic",
            "Hebrew",
            "Hangul",
            "Devanagari",
            "Bengali",
            "Thai",
        ]
    )
] + [regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}]")]
_MOST_SCRIPTS = 3
"""An article in more of them at once is none."""
_SAMPLE = 20_000
_DATE = regex.compile(r"D:(\d{4})(\d{2})(\d{2})")
_BETWEEN_AUTHORS = regex.compile(r"\s*[;&]\s*|\s*,\s+(?=\S+\s)|\s+(?:and|und|et|y)\s+")


class Pdf(ArticleReader):
    """A PDF with one article in it."""

    name = "pdf"
    title = "PDF with a text layer"
    endings = (".pdf",)
    extra = "documents"
    modules = ("pypdf",)

    def recognises(self, path: PurePath, head: bytes) -> Sureness:
        """By its beginning, before which a printer may have put something, or by its ending."""
        if _BEGINNING in head[:1024]:
            return Sureness.SURE
        return super().recognises(path, head)

    def read_articles(self, source: Source, options: ReadOptions) -> Iterator[Item]:
        """Yield the article."""
        if source.size > DOCUMENT_LIMIT:
            raise FileTooLarge(source.path, source.size, DOCUMENT_LIMIT)
        pages: list[list[PdfLine]] = []
        with source.open() as stream, inside_library("pypdf", source.path, _DAMAGED):
            reader = _opened(stream, source)
            info = _info(reader)
            size = 0
            for lines in _pages(reader, source, options):
                pages.append(lines)
                size += sum(len(one.text) for one in lines)
                if size > ARTICLE_LIMIT:
                    raise FileTooLarge(source.path, size, ARTICLE_LIMIT)
        bare = sum(not page for page in pages)
        place = Place(source)
        flowing = flowing_text(pages)
        if not flowing.parts:
            raise FileWrong(source.path, "it has no text layer: its pages are pictures")
        if _is_garbled("".join(part.text for part in flowing.parts)):
            yield place.noted("its fonts do not say what their letters are; look at its text")
        for what in _remarks(flowing, bare, len(pages)):
            yield place.noted(what)
        yield from article_of(place, flowing.parts, Meta(), info=info)


def _is_garbled(text: str) -> bool:
    """Letters of many scripts together, or signs for none, are what a font without names gives."""
    sample = _LETTERS.findall(text[:_SAMPLE])
    if not sample:
        return False
    unknown = sum(map(text[:_SAMPLE].count, "\ufffd\0"))
    scripts = Counter(
        next((at for at, one in enumerate(_SCRIPTS) if one.match(c)), -1) for c in sample
    )
    many = sum(count > len(sample) // 25 for count in scripts.values())
    return unknown > len(sample) // 10 or (len(sample) > 50 and many > _MOST_SCRIPTS)


def _remarks(flowing: FlowingText, bare: int, count: int) -> Iterator[str]:
    if bare:
        yield f"{bare} of its {count} pages have no text"
    if flowing.left_out == 1:
        yield "a line that numbers its page was left out"
    elif flowing.left_out:
        yield f"{flowing.left_out} lines that repeat on pages or number them were left out"
    if flowing.hyphens:
        yield f"hyphens at ends of lines stayed ({flowing.hyphens}); look whether they belong"


def _opened(stream: Any, source: Source) -> Any:
    import pypdf

    reader = pypdf.PdfReader(stream, strict=False)
    if reader.is_encrypted and not reader.decrypt(""):
        raise FileWrong(source.path, "it is encrypted; save it without a password")
    if not 0 < len(reader.pages) <= _PAGES_LIMIT:
        reason = f"it has {len(reader.pages):,} pages; 1 to {_PAGES_LIMIT:,} can be read"
        raise FileWrong(source.path, reason)
    return reader


def _pages(reader: Any, source: Source, options: ReadOptions) -> Iterator[list[PdfLine]]:
    count = len(reader.pages)
    for number, page in enumerate(reader.pages, 1):
        lines = _Lines()
        page.extract_text(visitor_text=lines.take)
        yield lines.finish()
        if options.report_bytes:
            options.report_bytes(source.size * number // count)


class _Lines:
    """Gathers the lines of a page from the pieces that pypdf finds."""

    def __init__(self) -> None:
        self._lines: list[PdfLine] = []
        self._text = ""
        self._longest = 0
        self._is_bold = True
        self._first_size = self._last_size = 0.0
        self._line = PdfLine("")

    def take(self, text: str, cm: Any, tm: Any, font: Any, size: Any) -> None:
        """Take a piece: its words, the matrices of page and text, its font and size."""
        first, *rest = text.split("\n")
        self._add(first, cm, tm, font, size)
        for piece in rest:
            self._end()
            self._add(piece, cm, tm, font, size)

    def finish(self) -> list[PdfLine]:
        """Return the lines that have words."""
        self._end()
        return self._lines

    def _add(self, text: str, cm: Any, tm: Any, font: Any, size: Any) -> None:
        words = text.strip()
        self._is_bold = self._is_bold and (not words or _is_bold(font))
        if not words:
            self._text += text
            return
        height = abs(size) * math.hypot(tm[2], tm[3]) * math.hypot(cm[2], cm[3])
        height = float(height) or 10.0
        self._first_size = self._first_size or height
        self._last_size = height
        if len(words) > self._longest:
            is_first = not self._longest
            x = float(tm[4] * cm[0] + tm[5] * cm[2] + cm[4])
            y = float(tm[4] * cm[1] + tm[5] * cm[3] + cm[5])
            self._longest = len(words)
            self._line = PdfLine(
                "",
                x if is_first else self._line.x,
                y if is_first else self._line.y,
                height,
            )
        self._text += text

    def _end(self) -> None:
        if self._longest:
            text = self._text.translate(_LIGATURES)
            sizes = {"first_size": self._first_size, "last_size": self._last_size}
            self._lines.append(self._line._replace(text=text, is_bold=self._is_bold, **sizes))
        self._text, self._longest, self._is_bold = "", 0, True
        self._first_size = self._last_size = 0.0


def _is_bold(font: Any) -> bool:
    name = str(font.get("/BaseFont", "")) if isinstance(font, dict) else ""
    return "bold" in name.lower() or "black" in name.lower()


def _info(reader: Any) -> FileProperties:
    said = reader.metadata or {}

    def words(key: str) -> str:
        value = said.get(key)
        return tidy(str(value)[:_LONGEST_VALUE]) if isinstance(value, str) else ""

    date = _DATE.match(words("/CreationDate"))
    authors = tuple(filter(None, _BETWEEN_AUTHORS.split(words("/Author"))))
    return FileProperties(words("/Title"), authors, "-".join(date.groups()) if date else "")

"""Markdown: its source is what is annotated; headings, pictures and front matter are recognised.

Headings are those of CommonMark (# and underlined); what stands in code or HTML is none.
"""

from collections.abc import Iterator
from typing import Any, NamedTuple

import regex

from annotator.formats.articles.article_files import (
    ArticleReader,
    language_of,
    read_bytes,
    with_head_found,
)
from annotator.formats.articles.article_records import Place
from annotator.formats.articles.decoding import decode_article
from annotator.formats.articles.front_matter import split_front_matter
from annotator.formats.articles.language import guess_language
from annotator.formats.articles.quotations import find_quotations
from annotator.formats.articles.structure import recognise_article
from annotator.formats.articles.written_dates import WrittenDate, date_from
from annotator.formats.format import Item, ReadOptions
from annotator.formats.sections import sort_sections
from annotator.formats.source import Source
from annotator.model.document import Meta, Section, SectionKind

_LINE = regex.compile(r"([^\r\n]*)(\r\n|\r|\n|\Z)")
_ATX = regex.compile(r" {0,3}#{1,6}(?=[ \t]|$)[ \t]*")
_ATX_END = regex.compile(r"(?:^|[ \t])#+$")
_SETEXT = regex.compile(r" {0,3}(=+|-+)[ \t]*")
_FENCE = regex.compile(r" {0,3}(`{3,}|~{3,}).*")
_RULE = regex.compile(r" {0,3}(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,})")
_PICTURE = regex.compile(r"[ \t]*!\[([^\]\n]*)\]\([^)\n]*\)[ \t]*")
_REFERENCE = regex.compile(r" {0,3}\[[^\]\n]+\]:[ \t]*\S+.*")
_ITEM = regex.compile(r"[ \t]*(?:[-*+]|\d{1,9}[.)])[ \t]+(?=\S)")
_QUOTED = regex.compile(r"[ \t]*(?:>[ \t]?)+")
_TITLES = ("title", "headline")
_DATES = ("date", "published", "publishdate", "pubdate")
_AUTHORS = ("authors", "author", "by", "byline")
_SOURCES = ("source", "publisher", "publication", "site")
_URLS = ("url", "link", "permalink", "canonical")
_LANGUAGES = ("lang", "language")
_BETWEEN_AUTHORS = regex.compile(r"\s*[,;&]\s*|\s+(?:and|und|et|y)\s+")


class Markdown(ArticleReader):
    """A file of Markdown with one article in it."""

    name = "markdown"
    title = "Markdown article"
    endings = (".md", ".markdown", ".mdown", ".mkd")
    has_proof = False

    def read_articles(self, source: Source, options: ReadOptions) -> Iterator[Item]:
        """Yield the article; its text is the file."""
        decoded = decode_article(read_bytes(source, options), source.path)
        place = Place(source)
        for remark in decoded.remarks:
            yield place.remark(remark)
        text = decoded.text
        said, start = split_front_matter(text)
        sections = list(_sections(text, start))
        found = recognise_article(text[start:])
        moved = [Section(one.kind, one.start + start, one.end + start) for one in found.sections]
        sections = list(with_head_found(sections, moved))
        title = next((text[one.start : one.end] for one in sections if one.kind == "title"), None)
        date = date_from((_first(said, _DATES),))
        meta = Meta(
            title=_first(said, _TITLES) or title,
            source=_first(said, _SOURCES) or None,
            url=_first(said, _URLS) or None,
            authors=_names(said) or found.authors,
            language=language_of(_first(said, _LANGUAGES)) or guess_language(text[start:]),
            extra={"markdown": extra} if (extra := _others(said)) else {},
        )
        if not _first(said, _DATES) and found.published:
            date = WrittenDate(found.published)
        yield from place.article(text, meta, sections, date)


def _first(said: dict[str, Any], keys: tuple[str, ...]) -> str:
    for key in keys:
        value = said.get(key)
        if isinstance(value, str) and value:
            return value
    return ""


def _names(said: dict[str, Any]) -> tuple[str, ...]:
    for key in _AUTHORS:
        value = said.get(key)
        if isinstance(value, list):
            return tuple(filter(None, value))
        if value:
            return tuple(filter(None, _BETWEEN_AUTHORS.split(str(value))))
    return ()


def _others(said: dict[str, Any]) -> dict[str, Any]:
    known = {*_TITLES, *_DATES, *_AUTHORS, *_SOURCES, *_URLS, *_LANGUAGES}
    return {key: value for key, value in said.items() if key not in known and value}


# ---- sections -------------------------------------------------------------------------------


class _SourceLine(NamedTuple):
    start: int
    end: int
    words: str


def _sections(text: str, start: int) -> Iterator[Section]:
    """Yield headings, captions and paragraphs, in order; the first heading is the title."""
    found = [one for one in _blocks(text, start) if one.start < one.end]
    if found and found[0].kind == "heading":
        found[0] = found[0]._replace(kind="title")
    quotations = [
        Section("quotation", *place)
        for one in found
        if one.kind == "paragraph"
        for place in find_quotations(text, one.start, one.end)
    ]
    yield from sort_sections([*found, *quotations])[0]


def _blocks(text: str, start: int) -> Iterator[Section]:
    block: list[_SourceLine] = []
    fence = ""
    for line in _lines(text, start):
        opened = _FENCE.fullmatch(line.words)
        if fence:
            if opened and opened[1].startswith(fence):
                fence = ""
            continue
        if opened:
            yield from _paragraph(text, block)
            block, fence = [], opened[1]
            continue
        heading = _ATX.match(line.words)
        if block and _SETEXT.fullmatch(line.words) and not _ITEM.match(block[0].words):
            yield _covered("heading", text, block[0].start, block[-1].end)
            block = []
        elif heading:
            yield from _paragraph(text, block)
            block = []
            words = _ATX_END.sub("", line.words[heading.end() :].rstrip()).rstrip()
            if words:
                begin = line.start + heading.end()
                yield Section("heading", begin, begin + len(words))
        elif picture := _PICTURE.fullmatch(line.words):
            yield from _paragraph(text, block)
            block = []
            yield _covered("caption", text, *_moved(picture.span(1), line.start))
        elif (
            not line.words.strip()
            or _RULE.fullmatch(line.words)
            or _REFERENCE.fullmatch(line.words)
        ):
            yield from _paragraph(text, block)
            block = []
        else:
            if _ITEM.match(line.words):
                yield from _paragraph(text, block)
                block = []
            block.append(line)
    yield from _paragraph(text, block)


def _lines(text: str, start: int) -> Iterator[_SourceLine]:
    for match in _LINE.finditer(text, start):
        if match.start() < len(text):
            yield _SourceLine(match.start(), match.end(1), match[1])


def _moved(place: tuple[int, int], by: int) -> tuple[int, int]:
    return (place[0] + by, place[1] + by)


def _covered(kind: SectionKind, text: str, start: int, end: int) -> Section:
    """Return a section without the white space at its ends."""
    words = text[start:end]
    return Section(
        kind, start + len(words) - len(words.lstrip()), end - len(words) + len(words.rstrip())
    )


def _paragraph(text: str, block: list[_SourceLine]) -> Iterator[Section]:
    """Yield the paragraph of some lines, without the sign of a list or a quotation before it."""
    if not block or block[0].words.startswith(("<!--", "    ", "\t")):
        return
    first = block[0]
    sign = _ITEM.match(first.words) or _QUOTED.match(first.words)
    yield _covered("paragraph", text, first.start + (sign.end() if sign else 0), block[-1].end)

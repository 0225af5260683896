"""What readers of articles share: faults of a file told and not raised, and parts made articles."""

import logging
import warnings
from abc import abstractmethod
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import regex

from annotator.formats.articles.article_records import ARTICLE_LIMIT, Place
from annotator.formats.articles.assembling import Part, assemble
from annotator.formats.articles.language import guess_language
from annotator.formats.articles.lines import is_byline, names_of_byline
from annotator.formats.articles.markup import tidy
from annotator.formats.articles.structure import recognise_article
from annotator.formats.articles.written_dates import WrittenDate, date_from
from annotator.formats.characters import replace_unfit
from annotator.formats.corpus import Problem
from annotator.formats.format import Carries, Format, Item, ReadOptions
from annotator.formats.sections import sort_sections
from annotator.formats.source import Source, reason_of
from annotator.model.document import Meta, Section
from annotator.model.errors import (
    AnnotatorError,
    FileEmpty,
    FileNotText,
    FileTooLarge,
    FileUnreadable,
)
from annotator.model.format_errors import EntryLeftOut, FileWrong

DOCUMENT_LIMIT = 200 << 20
"""The largest file that holds pictures beside its text, in bytes."""
NO_DATE = WrittenDate()


class FileProperties(NamedTuple):
    """What a file says of itself, which is not always of its article: believed where nothing is
    said in the text."""

    title: str = ""
    authors: tuple[str, ...] = ()
    created: str = ""
    """When the file was made, or an article in it, as it is written."""
    language: str = ""


NO_PROPERTIES = FileProperties()
_NO_TITLE = regex.compile(
    r"(?:microsoft word - .*|powerpoint .*|(?:document|dokument|untitled|unbenannt|title)\s*\d*"
    r"|.*\.(?:docx?|odt|rtf|indd|qxp|tex|dvi|pdf|txt|html?)|[A-Za-z0-9]*[._-][A-Za-z0-9._-]*)\s*",
    regex.IGNORECASE,
)
"""Titles that programs make up, and names of files."""
_BEFORE_NAMES = regex.compile(
    r"^(?:by|von|av|af|par|por|di|door|text|words):?\s+", regex.IGNORECASE
)
_BETWEEN_NAMES = regex.compile(r"\s*[,;&/|]\s*|\s+(?:and|und|et|y|e|en|och|og|i|и)\s+")
_HEAD_KINDS = frozenset(
    ("title", "standfirst", "date", "byline", "reading_time", "caption", "credit")
)
FAULTS_OF_FILES = (
    FileUnreadable,
    FileEmpty,
    FileNotText,
    FileTooLarge,
    FileWrong,
    EntryLeftOut,
)
"""What a file, or a part of one, can have; anything else that is raised is a fault of ours."""
_LONGEST_TITLE = 500
_LONGEST_BYLINE = 1000
_LONGEST_REASON = 120


class ArticleReader(Format):
    """A reader of raw articles: what is wrong with a file is told, never raised."""

    carries = Carries()
    is_annotated = False

    def read(self, source: Source, options: ReadOptions) -> Iterator[Item]:
        """Yield the articles of a file, raw, and the problems met on the way."""
        try:
            yield from self.read_articles(source, options)
        except FAULTS_OF_FILES as error:
            yield Problem(source.name, None, error, is_whole=True)

    @abstractmethod
    def read_articles(self, source: Source, options: ReadOptions) -> Iterator[Item]:
        """Yield the articles. What is of the file itself may be raised: FAULTS_OF_FILES."""


def read_bytes(source: Source, options: ReadOptions, limit: int = ARTICLE_LIMIT) -> bytes:
    """Return all bytes of a file, decompressed. FileUnreadable, FileTooLarge, FileEmpty."""
    with source.open() as stream:
        raw = stream.read(limit + 1)
    if len(raw) > limit:
        raise FileTooLarge(source.path, max(source.size, len(raw)), limit)
    if not raw:
        raise FileEmpty(source.path)
    if options.report_bytes:
        options.report_bytes(len(raw))
    return raw


@contextmanager
def inside_library(logger: str, path: Path, words: str) -> Iterator[None]:
    """Run what is somebody else's: whatever it raises is of the file, and it keeps its notes.

    FileWrong with `words`, and what the library says.
    """
    log = logging.getLogger(logger)
    level = log.level
    log.setLevel(logging.CRITICAL + 1)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    except AnnotatorError:
        raise
    except Exception as error:
        said = replace_unfit(" ".join(reason_of(error).split()))[0]
        raise FileWrong(path, f"{words} ({said[:_LONGEST_REASON]})") from error
    finally:
        log.setLevel(level)


def article_of(
    place: Place,
    parts: Iterable[Part],
    meta: Meta,
    date: WrittenDate = NO_DATE,
    info: FileProperties = NO_PROPERTIES,
) -> Iterator[Item]:
    """Yield the article that parts are, raw, and the remarks on it.

    A heading above everything is its title. Where paragraphs at its beginning are its date or its
    byline, that is found as in plain text; what is known beforehand stands. FileEmpty where there
    are no words, FileTooLarge where they are more than an article can be.
    """
    kept = [one for one in parts if one.text.strip()]
    size = sum(len(one.text) for one in kept)
    if not kept:
        raise FileEmpty(place.source.path)
    if size > ARTICLE_LIMIT:
        raise FileTooLarge(place.source.path, size, ARTICLE_LIMIT)
    if kept[0].kind == "heading" and not any(one.kind == "title" for one in kept):
        kept[0] = kept[0]._replace(kind="title")
    text, sections = assemble(kept)
    found = recognise_article(text)
    sections = with_head_found(sections, found.sections)
    title = next((text[one.start : one.end] for one in sections if one.kind == "title"), None)
    said = tidy(info.title[:_LONGEST_TITLE])
    info_title = None if _NO_TITLE.fullmatch(said) else said
    known = replace(
        meta,
        title=meta.title or title or info_title or None,
        authors=meta.authors or found.authors or info.authors,
        language=meta.language or guess_language(text) or language_of(info.language),
    )
    if date == NO_DATE and found.published:
        date = WrittenDate(found.published)
    if date == NO_DATE and info.created:
        date = date_from((info.created,))
        if date.published:
            yield place.noted("the date is that of the file, since the text has none")
    yield from place.article(text, known, sections, date)


def with_head_found(ours: Iterable[Section], found: Iterable[Section]) -> tuple[Section, ...]:
    """Return sections in which the parts of a head found in paragraphs are in their place."""
    ours = tuple(ours)
    has_title = any(one.kind == "title" for one in ours)
    better = [
        one for one in found if one.kind in _HEAD_KINDS and not (one.kind == "title" and has_title)
    ]
    kept: list[Section] = []
    for section in ours:
        inside = [one for one in better if section.start <= one.start and one.end <= section.end]
        if section.kind == "paragraph" and any(one.kind != "credit" for one in inside):
            kept.extend(inside)
        else:
            kept.append(section)
    return sort_sections(kept)[0]


def language_of(code: str | None) -> str | None:
    """Return the language of a code such as en-GB: en; None where it is none."""
    first = (code or "").strip().replace("_", "-").partition("-")[0].lower()
    return first if first.isascii() and first.isalpha() and 2 <= len(first) <= 3 else None


def authors_of(byline: str) -> tuple[str, ...]:
    """Return the people in a byline, with or without "By"; an agency's name if it has no other."""
    byline = tidy(byline[:_LONGEST_BYLINE])
    whole = byline if is_byline(byline) else f"by {byline}"
    plain = _BEFORE_NAMES.sub("", byline)
    names = names_of_byline(whole) if is_byline(whole) else _BETWEEN_NAMES.split(plain)
    known = tuple(one for one in (name.strip() for name in names) if one)
    return tuple(one for one in known if " " in one) or known

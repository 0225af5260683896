"""The shape of a news article, recognised and never removed: sections and what they mean.

Decision: a part of the head (title, standfirst, reading time, date, byline, caption) is believed
only where the lines around it bear it out; whatever is in doubt is a paragraph. A section covers
its whole line without the line break, white space at its ends included.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

import regex

from annotator.formats.articles.dates import date_of_line, is_date_line
from annotator.formats.articles.language import guess_language
from annotator.formats.articles.lines import (
    Line,
    credit_of,
    is_byline,
    is_heading,
    is_reading_time,
    is_title,
    lines_of,
    names_of_byline,
    paragraphs_of,
)
from annotator.formats.articles.quotations import find_quotations
from annotator.model.document import Section, SectionKind

_HEAD_REACH = 12
"""How many lines the head of an article can have."""
_STANDFIRST_REACH = 3
"""How soon after the standfirst a date, byline or reading time must come."""
_LONGEST_STANDFIRST = 500
_LONGEST_CAPTION = 300
_PARTS = regex.compile(r"\s+[|·•]\s+|\t+")


@dataclass(slots=True)
class RecognisedArticle:
    """What was found: sections in order, and what the head says."""

    sections: tuple[Section, ...] = ()
    title: str | None = None
    published: str | None = None
    authors: tuple[str, ...] = ()
    language: str | None = None


def recognise_article(text: str) -> RecognisedArticle:
    """Return the structure of an article and the language it is probably in."""
    lines = list(lines_of(text))
    head = _Head(text, lines)
    head.read()
    sections = head.sections + list(_body(text, lines[head.next :]))
    sections.sort(key=lambda one: one.place)
    return RecognisedArticle(
        tuple(sections), head.title, head.published, head.authors, guess_language(text)
    )


def _marker_of(text: str) -> SectionKind | None:
    """What a line of the head is by its own words alone."""
    if is_reading_time(text):
        return "reading_time"
    if is_date_line(text):
        return "date"
    return "byline" if is_byline(text) else None


@dataclass(slots=True)
class _Head:
    """Reads the head of an article line by line; `next` is the first line that is not of it."""

    text: str
    lines: list[Line]
    next: int = 0
    sections: list[Section] = field(default_factory=list)
    title: str | None = None
    published: str | None = None
    authors: tuple[str, ...] = ()
    has_standfirst: bool = False
    has_marker: bool = False

    def read(self) -> None:
        """Take lines as long as they are of the head."""
        while self.next < min(_HEAD_REACH, len(self.lines)) and self._take(self.next):
            self.next += 1

    def _take(self, index: int) -> bool:
        line = self.lines[index]
        if self._take_markers(line):
            return True
        if self.title is None:
            return self._take_title(index)
        if self._is_caption(index):
            self.sections.extend(_caption(self.text, line))
            return True
        if not self.has_standfirst and self._is_standfirst(index):
            self.has_standfirst = True
            self.sections.append(Section("standfirst", line.start, line.end))
            return True
        return False

    def _take_markers(self, line: Line) -> bool:
        """Date, byline and reading time; several may share a line ("Jane Doe | 2 min read")."""
        parts = list(_parts(self.text, line))
        kinds = [_marker_of(self.text[start:end].strip()) for start, end in parts]
        if not all(kinds):
            parts, kinds = [(line.start, line.end)], [_marker_of(line.words)]
        for kind, (start, end) in zip(kinds, parts, strict=True):
            if kind:
                self._add_marker(kind, start, end)
        return all(kinds)

    def _add_marker(self, kind: SectionKind, start: int, end: int) -> None:
        self.has_marker = True
        self.sections.append(Section(kind, start, end))
        words = self.text[start:end].strip()
        if kind == "date" and self.published is None:
            self.published = date_of_line(words)
        if kind == "byline" and not self.authors:
            self.authors = names_of_byline(words)

    def _take_title(self, index: int) -> bool:
        line = self.lines[index]
        following = self.lines[index + 1 : index + 2]
        is_borne_out = self.has_marker or self._has_marker_after(index, _STANDFIRST_REACH + 1)
        if not following or not is_title(line, following[0], is_borne_out=is_borne_out):
            return False
        self.title = line.words
        self.sections.append(Section("title", line.start, line.end))
        return True

    def _is_standfirst(self, index: int) -> bool:
        if len(self.lines[index].words) > _LONGEST_STANDFIRST:
            return False
        return self._has_marker_after(index, _STANDFIRST_REACH)

    def _is_caption(self, index: int) -> bool:
        """A line right under the date or so and above an empty line, or with a credit."""
        line = self.lines[index]
        if len(line.words) > _LONGEST_CAPTION:
            return False
        if credit_of(self.text, line):
            return True
        is_last = index + 1 >= len(self.lines)
        is_apart = not is_last and self.lines[index + 1].has_gap
        return self.has_marker and not line.has_gap and is_apart and self._is_after_marker(index)

    def _is_after_marker(self, index: int) -> bool:
        return index > 0 and _marker_of(self.lines[index - 1].words) is not None

    def _has_marker_after(self, index: int, reach: int) -> bool:
        for line in self.lines[index + 1 : index + 1 + reach]:
            parts = [self.text[start:end].strip() for start, end in _parts(self.text, line)]
            if _marker_of(line.words) or all(map(_marker_of, parts)):
                return True
        return False


def _parts(text: str, line: Line) -> Iterator[tuple[int, int]]:
    start = line.start
    for match in _PARTS.finditer(text, line.start, line.end):
        yield (start, match.start())
        start = match.end()
    yield (start, line.end)


def _body(text: str, lines: list[Line]) -> Iterator[Section]:
    paragraphs = list(paragraphs_of(text, lines))
    for paragraph in paragraphs:
        if len(paragraph.words) <= _LONGEST_CAPTION and credit_of(text, paragraph):
            yield from _caption(text, paragraph)
        elif is_heading(paragraph) and paragraph is not paragraphs[-1]:
            yield Section("heading", paragraph.start, paragraph.end)
        else:
            yield Section("paragraph", paragraph.start, paragraph.end)
            for start, end in find_quotations(text, paragraph.start, paragraph.end):
                yield Section("quotation", start, end)


def _caption(text: str, line: Line) -> Iterator[Section]:
    yield Section("caption", line.start, line.end)
    credit = credit_of(text, line)
    if credit:
        yield Section("credit", *credit)

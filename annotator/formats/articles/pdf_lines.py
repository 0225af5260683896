"""Lines of pages made paragraphs: what repeats on pages left out, hyphens joined where certain.

A PDF knows no paragraphs, only where its lines stand and how large their letters are. A paragraph
begins where the gap above is larger than elsewhere, where a line is indented, or where letters
change; one that goes on over a page or a column is one.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median
from typing import NamedTuple

import regex

from annotator.formats.articles.assembling import Part
from annotator.formats.articles.lines import ends_like_a_sentence
from annotator.model.document import SectionKind


class PdfLine(NamedTuple):
    """A line as it stands on its page; lengths in points, from the lower left corner."""

    text: str
    x: float = 0.0
    y: float = 0.0
    size: float = 10.0
    """Of most of its letters."""
    is_bold: bool = False
    """All of it."""
    first_size: float = 0.0
    last_size: float = 0.0
    """Of the letters at its beginning and its end, where they are of others."""


@dataclass(slots=True)
class FlowingText:
    """The parts of a text, and what was done to have them."""

    parts: list[Part] = field(default_factory=list)
    left_out: int = 0
    """Lines that repeat on pages, and page numbers."""
    hyphens: int = 0
    """Hyphens at ends of lines that stayed, because nothing says whether they are of the word."""


_EDGE = 3
"""How many lines at the top and at the bottom of a page may be there on every page."""
_PAGE_NUMBER = regex.compile(
    r"\W*(?:page|seite|página|pagina|sayfa|str|стр|p|s|第)?\W*(\d{1,4})"
    r"(?:\s*(?:/|of|von|de|di|sur|из)\s*\d{1,4})?\W*(?:页|頁|ページ)?\W*",
    regex.IGNORECASE,
)
_DIGITS = regex.compile(r"\d+")
_SPACES = regex.compile(r"[ \t\xa0]+")
_HYPHENS = ("-", "\u2010")
_SOFT_HYPHEN = "\xad"
_LAST_WORD = regex.compile(r"[\p{L}\p{M}]+$")
_FIRST_WORD = regex.compile(r"^[\p{L}\p{M}]+")
_WORDS = regex.compile(r"[\p{L}\p{M}]+(?:[-\u2010][\p{L}\p{M}]+)*")
_AND = frozenset(("and", "or", "und", "oder", "et", "ou", "y", "o", "e", "en", "of", "bis", "to"))
"""What follows a hyphen that stands for a word, as in "pre- and post-war"."""
_IS_CLOSE = regex.compile(r"(?:[\p{L}\p{N})\]][-\u2010\u2013]|(?:https?:|www\.)\S*[/.@_=&?-]|\S@)$")
"""A dash right behind a word or a number, or an address that goes on on the next line."""
_REACH = 200
"""How much of the end of a line is looked at."""
_GOES_ON = regex.compile(r"[\p{L}\p{N}(\[]")
_NO_SPACE = regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}\u3000-\u303f\uff00-\uffef]")
_LARGE, _TITLE = 1.12, 1.25
"""How much larger than those of the text letters of headings and of titles are."""
_LONGEST_HEADING, _LONGEST_TITLE = 120, 250


def flowing_text(pages: Sequence[Sequence[PdfLine]]) -> FlowingText:
    """Return the paragraphs, headings and title of pages of lines."""
    kept, left_out = _without_running_lines(
        [[one for one in page if one.text.strip()] for page in pages]
    )
    paragraphs = list(_Paragraphs(kept).group())
    joining = _Joining(line.text for page in kept for line in page)
    parts = [_part(paragraph, joining, _body_size(kept)) for paragraph in paragraphs]
    return FlowingText(_with_title(parts, paragraphs, kept), left_out, joining.doubts)


# ---- what repeats ---------------------------------------------------------------------------


def _without_running_lines(
    pages: list[list[PdfLine]],
) -> tuple[list[list[PdfLine]], int]:
    """Return the pages without running heads and page numbers, and how many lines that were."""
    edges = [_edge(page) for page in pages]
    seen = Counter(key for edge in edges for key in {_place_key(one) for one in edge})
    needed = max(2, round(0.4 * len(pages)))
    numbers, anywhere = _counted(edges), _counted(pages)
    often = max(3, round(0.6 * len(pages)))
    kept: list[list[PdfLine]] = []
    for at, (page, edge) in enumerate(zip(pages, edges, strict=True)):
        out = [
            one
            for one in edge
            if (
                _is_page(number - at, numbers, len(pages))
                if (number := _number(one)) >= 0
                else seen[_place_key(one)] >= needed
            )
        ]
        out += [one for one in page if _is_often(one, at, anywhere, often)]
        kept.append([one for one in page if one not in out])
    return kept, sum(map(len, pages)) - sum(map(len, kept))


def _is_often(line: PdfLine, at: int, numbers: Counter[int], often: int) -> bool:
    """A page number beside the text, as journals have it."""
    number = _number(line)
    return number >= 0 and numbers[number - at] >= often


def _counted(pages: Sequence[Sequence[PdfLine]]) -> Counter[int]:
    """Return on how many pages a line is a number, by how much it is more than the page's own."""
    return Counter(
        number - at for at, page in enumerate(pages) for number in {*map(_number, page)} - {-1}
    )


def _edge(page: Sequence[PdfLine]) -> list[PdfLine]:
    by_height = sorted(page, key=lambda one: -one.y)
    return by_height[:_EDGE] + by_height[_EDGE:][-_EDGE:]


def _place_key(line: PdfLine) -> tuple[str, int]:
    return (_DIGITS.sub("#", line.text.strip()), round(line.y / 4))


def _number(line: PdfLine) -> int:
    """Return the page number that a line is; -1 for none."""
    match = _PAGE_NUMBER.fullmatch(line.text.strip())
    return int(match[1]) if match else -1


def _is_page(offset: int, numbers: Counter[int], count: int) -> bool:
    """Numbers that count up with the pages, or the only page's own."""
    return numbers[offset] >= 2 or (count == 1 and offset == 1)


# ---- paragraphs -----------------------------------------------------------------------------


@dataclass(slots=True)
class _Paragraphs:
    """Groups lines; `leading` is from line to line, `width` the length of a full line."""

    pages: list[list[PdfLine]]
    leading: float = 0.0
    width: float = 0.0

    def group(self) -> Iterator[list[PdfLine]]:
        """Yield the lines of each paragraph."""
        lines = [one for page in self.pages for one in page]
        gaps = [a.y - b.y for page in self.pages for a, b in pairwise(page) if 0 < a.y - b.y < 60]
        self.leading = median(gaps) if gaps else 12.0
        self.width = median(map(len, (one.text for one in lines))) if lines else 0
        current: list[PdfLine] = []
        for page in self.pages:
            is_first = True
            for line in page:
                if current and self._begins(current, line, is_turned=is_first):
                    yield current
                    current = []
                current.append(line)
                is_first = False
        if current:
            yield current

    def _begins(self, current: list[PdfLine], line: PdfLine, *, is_turned: bool) -> bool:
        before = current[-1]
        if _is_of_other_letters(before, line):
            return True
        gap = before.y - line.y
        is_end = ends_like_a_sentence(before.text.strip())
        is_short = len(before.text.strip()) < 0.75 * self.width
        if is_turned or gap < -0.5 * self.leading:
            return is_end and (is_short or self._is_indented(line, current))
        if gap > 1.4 * max(self.leading, line.size):
            return True
        return self._is_indented(line, current) or (is_end and is_short)

    def _is_indented(self, line: PdfLine, current: list[PdfLine]) -> bool:
        """Stand further in than the line above, which is not the first of its paragraph."""
        left = min(one.x for one in current[-3:])
        step = line.x - left
        return 0.7 * line.size < step < 6 * line.size and (
            len(current) > 1 or ends_like_a_sentence(current[-1].text.strip())
        )


def _is_of_other_letters(before: PdfLine, line: PdfLine) -> bool:
    """Small capitals within a line are no change, if what follows them is as before."""
    end, begin = before.last_size or before.size, line.first_size or line.size
    differs = abs(before.size - line.size) > 0.1 * before.size and abs(end - begin) > 0.1 * end
    return differs or before.is_bold != line.is_bold


def _body_size(pages: Iterable[Iterable[PdfLine]]) -> float:
    sizes: Counter[float] = Counter()
    for page in pages:
        for line in page:
            sizes[round(line.size, 1)] += len(line.text)
    return max(sizes, key=lambda size: (sizes[size], -size)) if sizes else 10.0


def _part(paragraph: list[PdfLine], joining: "_Joining", body: float) -> Part:
    text = joining.join([_SPACES.sub(" ", one.text).strip() for one in paragraph])
    kind: SectionKind = "paragraph"
    is_set_apart = paragraph[0].size > _LARGE * body or paragraph[0].is_bold
    if is_set_apart and len(text) <= _LONGEST_HEADING and not ends_like_a_sentence(text):
        kind = "heading"
    return Part(kind, text)


def _with_title(
    parts: list[Part], paragraphs: list[list[PdfLine]], pages: list[list[PdfLine]]
) -> list[Part]:
    """Return the parts, in which the largest letters near the top of the first page are a title."""
    first = {id(line) for line in (pages[0] if pages else [])}
    near = [at for at, one in enumerate(paragraphs[:6]) if id(one[0]) in first]
    if not near or len(parts) < 2:
        return parts
    at = max(near, key=lambda one: (paragraphs[one][0].size, -one))
    is_large = paragraphs[at][0].size >= _TITLE * _body_size(pages)
    if is_large and len(parts[at].text) <= _LONGEST_TITLE:
        parts[at] = parts[at]._replace(kind="title")
    return parts


# ---- hyphens --------------------------------------------------------------------------------


class _Joining:
    """Joins lines; a hyphen goes where the word stands without one elsewhere in the text."""

    def __init__(self, texts: Iterable[str]) -> None:
        self.doubts = 0
        self._known = {word.lower() for text in texts for word in _WORDS.findall(text)}

    def join(self, lines: Sequence[str]) -> str:
        """Return the lines as one."""
        pieces: list[str] = []
        tail = ""
        for line in lines:
            if pieces:
                is_cut, between = self._between(tail, line)
                pieces[-1] = pieces[-1][:-1] if is_cut else pieces[-1]
                tail = (tail[:-1] if is_cut else tail) + between
                pieces.append(between)
            pieces.append(line)
            tail = (tail + line)[-_REACH:]
        return "".join(pieces)

    def _between(self, before: str, line: str) -> tuple[bool, str]:
        """Return whether what is before loses its last sign, and what stands before a line."""
        if before.endswith(_SOFT_HYPHEN):
            return True, ""
        first, last = _FIRST_WORD.search(line), _LAST_WORD.search(before[:-1])
        if not before.endswith(_HYPHENS) or first is None or last is None:
            is_close = _IS_CLOSE.search(before) and _GOES_ON.match(line)
            is_script = _NO_SPACE.match(before[-1:]) and _NO_SPACE.match(line)
            return False, "" if is_close or is_script else " "
        if first[0].lower() in _AND:
            return False, " "
        if f"{last[0]}{first[0]}".lower() in self._known:
            return True, ""
        if f"{last[0]}-{first[0]}".lower() not in self._known:
            self.doubts += 1
        return False, ""

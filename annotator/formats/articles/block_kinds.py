"""What a block of a web page is, by its names and by its words: a line of the head, a caption."""

from collections.abc import Iterable, Sequence

import regex

from annotator.formats.articles.assembling import Part
from annotator.formats.articles.dates import date_in, is_date_line
from annotator.formats.articles.lines import is_byline, is_reading_time
from annotator.formats.articles.markup_blocks import HEADINGS, Block, Hinted
from annotator.formats.articles.markup_hints import Hint, hint_of
from annotator.model.document import Section, SectionKind

HEAD_LINES: frozenset[Hint] = frozenset(("byline", "date", "reading_time"))
"""What stands line by line between the title and the text."""
_LONGEST_HEAD_LINE = 160
_LONGEST_DATE = 100
_LONGEST_NOISE = 120
_LONGEST_AGO = 40
_ANCESTORS = 3
"""How far up a block looks for a name that says what it is."""
_CONTAINERS = frozenset(
    ("html", "body", "main", "article", "section", "form", "table", "tbody", "tr")
)
_SEPARATORS = " |·•,–—-/\u00a0\n"
_BETWEEN = regex.compile(r"\s+[|·•–—]\s+|\t+")
_PICTURES = ("img", "picture", "video", "figure", "amp-img")
_NAMED = regex.compile(r"\p{L}{4}|\p{Lu}\p{L}+|[\p{Han}\p{Hangul}\p{Kana}]{2}")
_DATED = regex.compile(r"\d{4}|\d{1,2}[./-]\d{1,2}[./-]\d{2}")
_WORDED = regex.compile(r"[\p{L}\p{N}]")
_ADVERTISING = regex.compile(
    r"advertisement|advertising|anzeige|werbung|publicité|publicidad|pubblicità|publicidade"
    r"|reklama?|реклама|إعلان|広告|广告",
    regex.IGNORECASE,
)


def kind_of(block: Block) -> Hint | None:
    """Return what a block is by its markup, or for lines of the head by its words."""
    hint = block_hint(block) or _whole_hint(block)
    if block.within("figure") is not None and block.element.tag not in ("td", "th", "li"):
        is_date = hint == "date" and _can_be(hint, block.text) and len(block.text) < _LONGEST_DATE
        return "date" if is_date or is_date_line(block.text.strip()) else "caption"
    if hint == "caption" and not _is_by_picture(block):
        return None
    if hint == "standfirst" and len(block.text) < _LONGEST_DATE and date_in(block.text):
        return "date"
    if hint == "credit":
        return "caption" if len(block.text) <= _LONGEST_HEAD_LINE else None
    if hint in HEAD_LINES:
        return hint if _can_be(hint, block.text) else None
    if hint is not None:
        return hint
    return _kind_by_words(block)


def _is_by_picture(block: Block) -> bool:
    """Whether a picture is close around a block, so that it can be its caption."""
    around = block.path[: -_ANCESTORS - 1 : -1]
    near = (one for one in around if one.tag not in _CONTAINERS)
    return any(next(one.iter(*_PICTURES), None) is not None for one in near)


def _whole_hint(block: Block) -> Hint | None:
    """What an element inside a block says of all its words."""
    size = len(block.text)
    return next((one.hint for one in block.hinted if (one.start, one.end) == (0, size)), None)


def _can_be(hint: Hint, words: str) -> bool:
    """A line of the head is short; a date has a year in it ("10:00" has none), a byline a name."""
    if len(words) > _LONGEST_HEAD_LINE:
        return False
    if hint == "byline":
        return _NAMED.search(words) is not None
    return hint != "date" or bool(_DATED.search(words)) or is_date_line(words)


def _kind_by_words(block: Block) -> Hint | None:
    words = block.text.strip()
    if len(words) > _LONGEST_HEAD_LINE or block.element.tag in HEADINGS:
        return None
    by_words = _kind_of_line(words) or ("date" if _lines_in(words) else None)
    if by_words is not None:
        return by_words
    named = [one for one in block.hinted if one.hint in HEAD_LINES]
    covered = sum(one.end - one.start for one in named)
    if covered * 2 < len(words):
        return None
    hints = {one.hint for one in named if _can_be(one.hint, words[one.start : one.end])}
    return "byline" if "byline" in hints else min(hints, default=None)


def _kind_of_line(words: str) -> Hint | None:
    if is_reading_time(words):
        return "reading_time"
    if is_date_line(words):
        return "date"
    return "byline" if is_byline(words) else None


def is_head_line(words: str) -> bool:
    """Tell whether words are a date, a byline or a reading time, whatever the markup says."""
    return _kind_of_line(words) is not None


def block_hint(block: Block) -> Hint | None:
    """Return the nearest name that says something, of the block itself or close around it."""
    for element in block.path[: -_ANCESTORS - 1 : -1]:
        if element.tag in _CONTAINERS:
            return None
        hint = hint_of(element)
        if hint is not None:
            return hint
    return None


def is_noise(block: Block) -> bool:
    """Tell whether a block is nothing to read: a rule of signs, a button, "3 hours ago"."""
    words = block.text.strip()
    if _WORDED.search(words) is None or _ADVERTISING.fullmatch(words):
        return True
    if block_hint(block) == "date" and kind_of(block) is None and len(words) < _LONGEST_AGO:
        return True
    is_aside = hint_of(block.element) == "aside"
    return is_aside and len(words) < _LONGEST_NOISE and block.element.tag not in HEADINGS


def is_bold(block: Block) -> bool:
    """Tell whether all of a block is bold."""
    return block.bold_size >= len(block.text) - 1


def is_bold_heading(block: Block) -> bool:
    """Tell whether a block is a short bold line without a full stop: a heading of older pages."""
    words = block.text
    is_short = len(words) < 90 and "\n" not in words
    return is_bold(block) and is_short and words[-1] not in '.:;,!?…"”»'


def head_line_parts(block: Block, hint: Hint) -> tuple[Part, ...]:
    """Return a line of the head; where it holds several (name and date) each as its own.

    Where more than a separator stands between them they stay together, each told apart.
    """
    part = _head_line(block, hint)
    around = part.text
    for _, start, end in reversed(part.inner):
        around = around[:start] + around[end:]
    if not part.inner or around.strip(_SEPARATORS):
        return (part,)
    return tuple(Part(kind, part.text[start:end]) for kind, start, end in part.inner)


def _head_line(block: Block, hint: Hint) -> Part:
    text = block.text
    if pieces := tuple(_lines_in(text)):
        return Part(None, text, pieces)
    hinted = [one for one in block.hinted if one.hint in HEAD_LINES]
    hinted = _outermost(one for one in hinted if _can_be(one.hint, text[one.start : one.end]))
    others = [one for one in hinted if one.hint != hint]
    if not others:
        date = next((one for one in hinted if hint == "date"), None)
        if date is None or date.end - date.start == len(text):
            return Part(_section_kind(hint), text)
        return Part(None, text, (Section("date", date.start, date.end),))
    inner = [Section(_section_kind(one.hint), one.start, one.end) for one in others]
    own = _longest_gap(text, others)
    if own:
        inner.append(Section(_section_kind(hint), *own))
    return Part(None, text, tuple(sorted(inner, key=lambda one: one.place)))


def _outermost(hinted: Iterable[Hinted]) -> list[Hinted]:
    """Those that lie in no other; they come in order, outer ones first."""
    found: list[Hinted] = []
    for one in hinted:
        if not found or one.start >= found[-1].end:
            found.append(one)
    return found


def _lines_in(text: str) -> list[Section]:
    """The lines that one is made of, "24 January, 2017 · 2 min read"; none where one is none."""
    sections: list[Section] = []
    at = 0
    for start, end in [*(one.span() for one in _BETWEEN.finditer(text)), (len(text), len(text))]:
        kind = _kind_of_line(text[at:start])
        if kind is None or (at == 0 and start == len(text)):
            return []
        sections.append(Section(_section_kind(kind), at, start))
        at = end
    return sections


def _longest_gap(text: str, hinted: Sequence[Hinted]) -> tuple[int, int] | None:
    """The longest run of words between hinted ranges, without what separates it from them."""
    best: tuple[int, int] | None = None
    at = 0
    for start, end in [*((one.start, one.end) for one in hinted), (len(text), len(text))]:
        words = text[at:start]
        first = at + len(words) - len(words.lstrip(_SEPARATORS))
        last = start - len(words) + len(words.rstrip(_SEPARATORS))
        if last - first > 2 and (best is None or last - first > best[1] - best[0]):
            best = (first, last)
        at = max(at, end)
    return best


def _section_kind(hint: Hint) -> SectionKind:
    return "paragraph" if hint == "aside" else hint

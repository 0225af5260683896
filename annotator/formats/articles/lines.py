"""Lines of an article and what a single line can be: title, byline, reading time, credit."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

import regex

_BREAK = regex.compile(r"\r\n|[\n\r\u0085\u2028\u2029\v\f]")
_SENTENCE_ENDS = ".。．।۔…;:؛,،、"
_ENDS_PARAGRAPH = (".", "!", "?", "…", "。", "！", "？", "۔", "؟", "।")
_CLOSING_MARKS = "\"'”’»›“‘」』)]）］"
_LONGEST_TITLE = 200
_LONGEST_HEADING = 90
_WRAPPED_FROM = 40
"""Lines shorter than this are not broken by an editor but meant as they stand."""
_WRAPPED_TO = 132

_READING = regex.compile(
    r"\bread\b|\breading\b|\blese(zeit|dauer)\b|\blecture\b|\blectura\b|\blettura\b|\bleitura\b"
    r"|\bleestijd\b|\bläs(tid|ning)\b|\blæsetid\b|\blesetid\b|чтени|читан|czytani|\bokuma\b"
    r"|قراءة|阅读|閱讀|読|읽|קריאה",
    regex.IGNORECASE,
)
_MINUTES = regex.compile(r"\bmin|دقيق|دقائق|分|분|мин|хв|\bdk\b|דק", regex.IGNORECASE)
_LONGEST_READING_TIME = 40

_BY = regex.compile(
    r"(?:by|von|par|por|di|door|av|af|de|text|words|reporting\s+by|автор|текст|от|بقلم|كتب|מאת|文|作者|記者|기자)"
    r"(?:\s*[:：]\s*|\s+)",
    regex.IGNORECASE,
)
_NAME = (
    r"(?:\p{Lu}[\p{L}\p{M}'’.-]*|[\p{Lo}][\p{L}\p{M}'’-]*"
    r"|(?:de|da|do|dos|del|della|di|van|von|der|den|la|le|el|al|bin|ibn|y|e)(?=\s)|al-\p{L}+)"
)
_NAMES = regex.compile(
    rf"(?V1){_NAME}(?:(?:\s+|\s*[,&/]\s*|\s+(?:and|und|et|y|e|en|och|og|и|و|in|for)\s+){_NAME}){{0,11}}"
)
_BETWEEN_NAMES = regex.compile(r"\s*[,&/]\s*|\s+(?:and|und|et|y|en|och|og|и)\s+")
_AFTER_NAMES = regex.compile(r"\s+(?:in|for|für|pour)\s+.*")
_LONGEST_BYLINE = 120
_CALENDAR = regex.compile(
    r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|\bto(?:day|morrow)\b", regex.IGNORECASE
)

_CREDIT = regex.compile(
    r"(?:\[([^\[\]\n]{2,60})\]|［([^［］\n]{2,60})］|\(([^()\n]{2,80})\)|（([^（）\n]{2,80})）)$"
)
_CREDIT_WORDS = regex.compile(
    r"\b(?:photos?|photograph(?:er|y)?|fotos?|fotografía|image|picture|credit|courtesy|source|bild"
    r"|getty|reuters|afp|ap|epa|dpa|afp/getty|file|archive|via|handout)\b"
    r"|رويترز|الفرنسية|الأناضول|рейтер|тасс|риа новости|新华社"
    r"|[©/]|фото|صورة|תמונה|צילום|写真|撮影|摄|图|사진",
    regex.IGNORECASE,
)


class Line(NamedTuple):
    """A line, or a paragraph of several; offsets are code points, half open, without the break."""

    start: int
    end: int
    words: str
    """Its text without white space at the ends."""
    has_gap: bool
    """Whether an empty line, or nothing, is above it."""
    is_followed_by_gap: bool = False


def lines_of(text: str) -> Iterator[Line]:
    """Yield the lines that are not blank."""
    pending: Line | None = None
    has_gap = True
    for start, end in _ranges(text):
        words = text[start:end].strip()
        if not words:
            has_gap = True
            continue
        if pending:
            yield pending._replace(is_followed_by_gap=has_gap)
        pending = Line(start, end, words, has_gap)
        has_gap = False
    if pending:
        yield pending._replace(is_followed_by_gap=True)


def _ranges(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for match in _BREAK.finditer(text):
        yield (start, match.start())
        start = match.end()
    yield (start, len(text))


def paragraphs_of(text: str, lines: Sequence[Line]) -> Iterator[Line]:
    """Yield paragraphs: each line is one, but for blocks that an editor has wrapped."""
    block: list[Line] = []
    for line in lines:
        if line.has_gap and block:
            yield from _paragraphs_of_block(text, block)
            block = []
        block.append(line)
    if block:
        yield from _paragraphs_of_block(text, block)


def _paragraphs_of_block(text: str, block: list[Line]) -> Iterator[Line]:
    if len(block) > 1 and _is_wrapped(block):
        start, end = block[0].start, block[-1].end
        yield Line(start, end, text[start:end].strip(), block[0].has_gap, True)
    else:
        yield from block


def _is_wrapped(block: list[Line]) -> bool:
    """In a wrapped block no line could have taken the first word of the next one too.

    Where every line ends a sentence, each is a paragraph all the same.
    """
    if all(line.words.rstrip(_CLOSING_MARKS)[-1:] in _ENDS_PARAGRAPH for line in block):
        return False
    width = max(len(line.words) for line in block)
    if not _WRAPPED_FROM <= width <= _WRAPPED_TO:
        return False
    for line, following in pairwise(block):
        first_word = following.words.split(maxsplit=1)[0]
        if len(line.words) + 1 + len(first_word) <= width - 2:
            return False
    return True


def ends_like_a_sentence(words: str) -> bool:
    """Tell whether words end as a sentence or a part of one does; a question may be a title."""
    return words.rstrip(_CLOSING_MARKS)[-1:] in tuple(_SENTENCE_ENDS)


def is_title(line: Line, following: Line, *, is_borne_out: bool) -> bool:
    """Tell whether a first line can be the title; `is_borne_out` where date or byline follow."""
    if len(line.words) > _LONGEST_TITLE or not any(map(str.isalpha, line.words)):
        return False
    if is_borne_out:
        return True
    return not ends_like_a_sentence(line.words) and len(following.words) > len(line.words)


def is_heading(line: Line) -> bool:
    """Tell whether a line of the body stands by itself above a paragraph as its heading."""
    words = line.words
    if not (line.has_gap and line.is_followed_by_gap) or len(words) > _LONGEST_HEADING:
        return False
    if words.startswith("#"):
        return True
    is_worded = any(map(str.isalpha, words)) and words[0] not in "-–—•*\"'“‘„«»「『("
    return (
        is_worded
        and not ends_like_a_sentence(words)
        and words[-1] not in "!?！？؟" + _CLOSING_MARKS
    )


def is_reading_time(words: str) -> bool:
    """Tell whether a line says how long the article takes to read ("2 min read")."""
    if len(words) > _LONGEST_READING_TIME:
        return False
    return bool(_READING.search(words) and _MINUTES.search(words))


def is_byline(words: str) -> bool:
    """Tell whether a line names who wrote the article ("By Jane Doe and John Roe")."""
    if len(words) > _LONGEST_BYLINE or _CALENDAR.search(words):
        return False
    match = _BY.match(words)
    return bool(match and _NAMES.fullmatch(words, match.end()))


def names_of_byline(words: str) -> tuple[str, ...]:
    """Return the names in a byline."""
    match = _BY.match(words)
    names = _AFTER_NAMES.sub("", words[match.end() if match else 0 :])
    return tuple(name for name in _BETWEEN_NAMES.split(names) if name)


def credit_of(text: str, line: Line) -> tuple[int, int] | None:
    """Return where the credit at a line's end is, brackets included; None where there is none.

    Square brackets hold one unless they hold a lower case remark ("[sic]"); round ones must name
    a photographer or an agency.
    """
    end = line.start + len(text[line.start : line.end].rstrip())
    match = _CREDIT.search(text, line.start, end)
    if match is None or match.start() == line.start:
        return None
    inside = next(group for group in match.groups() if group)
    is_square = match.group()[0] in "[［"
    if _CREDIT_WORDS.search(inside) or (
        is_square and not inside[0].islower() and not inside.isdigit()
    ):
        return match.span()
    return None

"""Words and sentences: the one tokenizer of view, search, formats and agreement.

A word is a run of letters, marks, digits and connectors, joined by single hyphens, apostrophes
or full stops between letters or digits ("al-Bab", "patient's", "3.14", "U.S"). Scripts without
spaces between words (Han, Kana, Thai, Lao, Khmer, Myanmar) give one word a character. Anything
else that is not white space is a word of one grapheme.
"""

from bisect import bisect_left
from collections.abc import Iterator
from itertools import takewhile

import regex

_UNSPACED = "".join(
    rf"\p{{Script={script}}}"
    for script in ("Han", "Hiragana", "Katakana", "Thai", "Lao", "Khmer", "Myanmar")
)
_LETTER = rf"[[\w\p{{M}}]--[{_UNSPACED}]]"
_LONGEST = 4000
"""No word of a language is longer; a run that is gets cut, so that no click takes long."""
_WORD = regex.compile(
    rf"(?V1){_LETTER}[\p{{M}}\u200c\u200d]*"
    rf"(?:{_LETTER}|[\u200c\u200d]|[-‐‑'’.·](?={_LETTER})){{0,{_LONGEST}}}"
    rf"|[{_UNSPACED}][\p{{M}}\u200d]*"
    r"|(?!\s)\X"
)
_SENTENCE_END = regex.compile(
    r"(?V1)(?:[.!?…؟۔]+[\p{Pe}\p{Pf}\"'’”»]*(?=\s)|[。！？]+[\p{Pe}\p{Pf}”’」』]*|\R+)\s*"
)

Range = tuple[int, int]
"""start, end: code points, half open."""


def words(text: str, start: int = 0, end: int | None = None) -> Iterator[Range]:
    """Yield the words of `text[start:end]` in order, punctuation as words of its own."""
    for match in _WORD.finditer(text, start, len(text) if end is None else end):
        yield match.span()


def is_word_like(text: str, word: Range) -> bool:
    """Tell whether a word from `words` holds letters or digits, and is not punctuation."""
    return any(character.isalnum() for character in text[word[0] : word[1]])


_IN_LETTERS = regex.compile(rf"(?V1)(?<={_LETTER}){_LETTER}")


def is_amid_letters(text: str, offset: int) -> bool:
    """Tell whether letters or digits stand at both sides of an offset.

    Scripts without spaces between words have no such place: there a word may end anywhere.
    """
    return _IN_LETTERS.match(text, offset) is not None


_BORDER = regex.compile(rf"(?rV1)(?<!\p{{GCB=Prepend}})[\s{_UNSPACED}]")
"""A character at which a word ends or begins for sure, looked for backwards."""
_REACH = 1 << 14
"""How far back one is looked for: several of the longest words."""


def _words_from(text: str, offset: int) -> Iterator[Range]:
    """Yield words from somewhere before this offset on, cut as in the whole text; lazily."""
    border = _BORDER.search(text, max(0, offset - _REACH), offset)
    yield from words(text, border.start() if border else max(0, offset - _REACH))


def _word_holding(text: str, offset: int) -> Range:
    for start, end in _words_from(text, offset):
        if end > offset:
            return (start, end) if start <= offset else (offset, offset + 1)
    return (offset, offset + 1)


def word_at(text: str, offset: int) -> Range | None:
    """Return the word that has this offset in it or ends at it; None amid white space."""
    before: Range | None = None
    for start, end in _words_from(text, offset):
        if start > offset:
            break
        if end > offset:
            # At the border of a word and a full stop or quote after it the word is meant.
            is_border = before is not None and not is_word_like(text, (start, end))
            return before if before and is_border and is_word_like(text, before) else (start, end)
        before = (start, end) if end == offset else None
    return before


def snap_to_words(text: str, start: int, end: int) -> Range:
    """Return the smallest range of whole words that holds every word `text[start:end]` touches.

    White space at the ends is dropped; a range of white space alone comes back empty at `start`.
    """
    first, last = start, _without_space(text, end, start)
    while first < last and text[first].isspace():
        first += 1
    if first >= last:
        return (start, start)
    return (_word_holding(text, first)[0], _word_holding(text, last - 1)[1])


def next_word_start(text: str, offset: int) -> int:
    """Return where the next word after this offset starts, or the end of the text."""
    starts = (start for start, _ in _words_from(text, offset) if start > offset)
    return next(starts, len(text))


def next_word_end(text: str, offset: int) -> int:
    """Return the next end of a word beyond this offset, or the end of the text."""
    ends = (end for _, end in _words_from(text, offset) if end > offset)
    return next(ends, len(text))


def previous_word_start(text: str, offset: int) -> int:
    """Return where the word before this offset starts, or the start of the text."""
    found = 0
    for start, _ in _words_from(text, _without_space(text, offset)):
        if start >= offset:
            break
        found = start
    return found


def previous_word_end(text: str, offset: int) -> int:
    """Return where the last word that ends before this offset ends, or the start of the text."""
    at = offset
    while at > 0:
        at = _without_space(text, at)
        ends = list(takewhile(lambda end: end < offset, (end for _, end in _words_from(text, at))))
        if ends:
            return ends[-1]
        border = _BORDER.search(text, max(0, at - _REACH), at)
        at = border.start() if border else max(0, at - _REACH)
    return 0


def _without_space(text: str, end: int, start: int = 0) -> int:
    """Return the end of the text before `end` without the white space that it ends with."""
    while end > start and text[end - 1].isspace():
        end -= 1
    return end


def sentences(text: str, start: int = 0, end: int | None = None) -> Iterator[Range]:
    """Yield the sentences of `text[start:end]`, without the white space between them.

    For selecting only: an abbreviation before a space ends a sentence here, as it does everywhere.
    """
    stop = len(text) if end is None else end
    begin = start
    for match in _SENTENCE_END.finditer(text, start, stop):
        yield from _trimmed(text, begin, match.end())
        begin = match.end()
    yield from _trimmed(text, begin, stop)


def sentence_at(text: str, offset: int) -> Range:
    """Return the sentence at this offset; white space belongs to the sentence before it."""
    start = text.rfind("\n", 0, offset) + 1
    end = text.find("\n", offset)
    found = list(sentences(text, start, len(text) if end < 0 else end))
    index = max(0, bisect_left(found, offset + 1, key=lambda sentence: sentence[0]) - 1)
    return found[index] if found else (offset, offset)


def _trimmed(text: str, start: int, end: int) -> Iterator[Range]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        yield (start, end)

"""Words and sentences: the one tokenizer of view, search, formats and agreement.

A word is a run of letters, marks, digits and connectors, joined by single hyphens, apostrophes
or full stops between letters or digits ("al-Bab", "patient's", "3.14", "U.S"). Scripts without
spaces between words (Han, Kana, Thai, Lao, Khmer, Myanmar) give one word a character. Anything
else that is not white space is a word of one grapheme.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator

import regex

_UNSPACED = "".join(
    rf"\p{{Script={script}}}"
    for script in ("Han", "Hiragana", "Katakana", "Thai", "Lao", "Khmer", "Myanmar")
)
_LETTER = rf"[[\w\p{{M}}]--[{_UNSPACED}]]"
_WORD = regex.compile(
    rf"(?V1){_LETTER}[\p{{M}}\u200c\u200d]*(?:{_LETTER}|[\u200c\u200d]|[-‐‑'’.·](?={_LETTER}))*"
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


_WINDOW = 400
"""How far around an offset words are cut; no word of a language is longer."""


def _words_around(text: str, offset: int) -> list[Range]:
    start = max(0, offset - _WINDOW)
    while start > 0 and not text[start - 1].isspace() and offset - start < 4 * _WINDOW:
        start -= 1
    return list(words(text, start, min(len(text), offset + _WINDOW)))


def word_at(text: str, offset: int) -> Range | None:
    """Return the word that has this offset in it or ends at it; None amid white space."""
    around = _words_around(text, offset)
    index = bisect_right(around, offset, key=lambda word: word[0]) - 1
    if index >= 0 and around[index][0] <= offset < around[index][1]:
        inside = around[index]
        before = around[index - 1] if index else None
        # At the border of a word and a full stop or quote after it the word is meant.
        if before and before[1] == offset and not is_word_like(text, inside):
            return before if is_word_like(text, before) else inside
        return inside
    if index >= 0 and around[index][1] == offset:
        return around[index]
    return None


def snap_to_words(text: str, start: int, end: int) -> Range:
    """Return the smallest range of whole words that holds every word `text[start:end]` touches.

    White space at the ends is dropped; a range of white space alone comes back empty at `start`.
    """
    touched = list(words(text, start, end))
    if not touched:
        return (start, start)
    first = _word_holding(text, touched[0][0])
    last = _word_holding(text, touched[-1][1] - 1)
    return (first[0], last[1])


def _word_holding(text: str, offset: int) -> Range:
    around = _words_around(text, offset)
    index = bisect_right(around, offset, key=lambda word: word[0]) - 1
    if index >= 0 and offset < around[index][1]:
        return around[index]
    return (offset, offset + 1)


def next_word_start(text: str, offset: int) -> int:
    """Return where the next word after this offset starts, or the end of the text."""
    for start, _end in words(text, offset, min(len(text), offset + _WINDOW)):
        if start > offset and start == _word_holding(text, start)[0]:
            return start
    limit = offset + _WINDOW
    return len(text) if limit >= len(text) else next_word_start(text, limit)


def next_word_end(text: str, offset: int) -> int:
    """Return the next end of a word beyond this offset, or the end of the text."""
    for start, _end in words(text, offset, min(len(text), offset + _WINDOW)):
        word = _word_holding(text, start)
        if word[1] > offset:
            return word[1]
    limit = offset + _WINDOW
    return len(text) if limit >= len(text) else next_word_end(text, limit)


def previous_word_start(text: str, offset: int) -> int:
    """Return where the word before this offset starts, or the start of the text."""
    around = [word for word in _words_around(text, max(0, offset - 1)) if word[0] < offset]
    if around:
        return around[-1][0]
    earlier = offset - _WINDOW
    return 0 if earlier <= 0 else previous_word_start(text, earlier)


def previous_word_end(text: str, offset: int) -> int:
    """Return where the last word that ends before this offset ends, or the start of the text."""
    around = [word for word in _words_around(text, max(0, offset - 1)) if word[1] < offset]
    if around:
        return around[-1][1]
    earlier = offset - _WINDOW
    return 0 if earlier <= 0 else previous_word_end(text, earlier)


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

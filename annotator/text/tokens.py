"""Words and sentences: the one tokenizer of view, search, formats and agreement.

A word is a run of letters, marks, digits and connectors, joined by single hyphens, apostrophes
or full stops between letters or digits ("al-Bab", "patient's", "3.14", "U.S"). Scripts without
spaces between words (Han, Kana, Thai, Lao, Khmer, Myanmar) give one word a character. Anything
else that is not white space is a word of one grapheme.
"""

from collections.abc import Iterator
from itertools import takewhile

import regex

UNSPACED = "".join(
    rf"\p{{Script={script}}}"
    for script in ("Han", "Hiragana", "Katakana", "Thai", "Lao", "Khmer", "Myanmar")
)
_LETTER = rf"[[\w\p{{M}}]--[{UNSPACED}]]"
_LONGEST = 4000
"""No word, and no clause, is longer; what is gets cut, so that no act takes long."""
_WORD = regex.compile(
    rf"(?V1){_LETTER}[\p{{M}}\u200c\u200d]*"
    rf"(?:{_LETTER}|[\u200c\u200d]|[-‐‑'’.·](?={_LETTER})){{0,{_LONGEST}}}"
    rf"|[{UNSPACED}][\p{{M}}\u200d]*"
    r"|(?!\s)\X"
)
# A run of full stops is looked at once, from its start: a line of dots may be long.
_SENTENCE_END = regex.compile(
    r"(?V1)(?:(?<![.!?…؟۔])[.!?…؟۔]++[\p{Pe}\p{Pf}\"'’”»]*+(?=\s)|[。！？]+[\p{Pe}\p{Pf}”’」』]*|\R+)\s*"
)

_SENTENCE_REACH = 2000
"""How far back a sentence's start is looked for first."""

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


_BORDER = regex.compile(rf"(?rV1)(?<!\p{{GCB=Prepend}})[\s{UNSPACED}]")
"""A character at which a word ends or begins for sure, looked for backwards."""
_GAP = regex.compile(r"(?V1)\s++")
"""What no word holds, passed at once. Python's `isspace` takes more for white space than this."""
_REACH = 1 << 14
"""How far back one is looked for: several of the longest words."""


def _words_from(text: str, offset: int) -> Iterator[Range]:
    """Yield words from somewhere before this offset on, cut as in the whole text; lazily."""
    border = _BORDER.search(text, max(0, offset - _REACH), offset)
    start = border.start() if border else max(0, offset - _REACH)
    gap = _GAP.match(text, start)
    yield from words(text, gap.end() if gap else start)


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
    last = _without_space(text, end, start)
    first = _behind_space(text, start, last)
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


_FEW = 32
"""White space that is passed character by character; of more of it a copy is stripped."""


def _without_space(text: str, end: int, start: int = 0) -> int:
    """Return the end of the text before `end` without the white space that it ends with."""
    near = max(start, end - _FEW)
    while end > near and text[end - 1].isspace():
        end -= 1
    return end if end > near else start + len(text[start:end].rstrip())


def _behind_space(text: str, start: int, end: int) -> int:
    """Return the start of the text from `start` on without the white space that it begins with."""
    near = min(end, start + _FEW)
    while start < near and text[start].isspace():
        start += 1
    return start if start < near else end - len(text[start:end].lstrip())


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
    stop = len(text) if end < 0 else end
    # A paragraph may be as long as a book: look no further back than to the sentence's start.
    reach = _SENTENCE_REACH
    while (begin := max(start, offset - reach)) > start:
        found = _last_until(_sentences_from(text, begin, stop), offset)
        if found is not None:
            return found
        reach *= 4
    first = next(sentences(text, start, stop), (offset, offset))
    return _last_until(sentences(text, start, stop), offset) or first


def _last_until(found: Iterator[Range], offset: int) -> Range | None:
    """Return the last of the sentences that start at the offset or before it."""
    last = None
    for sentence in takewhile(lambda one: one[0] <= offset, found):
        last = sentence
    return last


def _sentences_from(text: str, begin: int, stop: int) -> Iterator[Range]:
    """Yield the sentences from an offset on, without the rest of the one it lies in."""
    first = _SENTENCE_END.search(text, begin, stop)
    if first is not None:
        yield from sentences(text, first.end(), stop)


def next_sentence_end(text: str, offset: int) -> int:
    """Return the next end of a sentence beyond this offset, or the end of the text."""
    start = _behind_space(text, offset, len(text))
    return sentence_at(text, start)[1] if start < len(text) else len(text)


def previous_sentence_start(text: str, offset: int) -> int:
    """Return where the sentence starts that has characters before this offset, or 0."""
    before = _without_space(text, offset)
    return sentence_at(text, before - 1)[0] if before else 0


_STOP = regex.compile(r"""[,;:.!?…،؛؟۔。、，；：！？"“”„«»‹›()\[\]{}（）「」『』【】—–\n]""")
"""What parts clauses: marks, quotes, brackets, dashes, and the end of a paragraph."""


def next_clause_end(text: str, offset: int) -> int:
    """Return where a clause ends beyond this offset; the offset itself where none does.

    A clause ends with the last word before a mark, a quote, a bracket, a dash, a paragraph's end.
    """
    last = offset
    for start, end in _words_from(text, offset):
        if end <= offset:
            continue
        is_word = is_word_like(text, (start, end))
        has_stop = _STOP.search(text, last, start if is_word else end) is not None
        if (has_stop and last > offset) or start - offset > _LONGEST:
            break
        if is_word:
            last = end
    return last


def previous_clause_start(text: str, offset: int) -> int:
    """Return where a clause starts before this offset; the offset itself where none does."""
    for reach in (_LONGEST // 8, _LONGEST):
        begin = max(0, offset - reach)
        first, has_seen_it_begin = _last_beginning(text, begin, offset)
        if has_seen_it_begin or begin == 0:
            break
    return first


def next_clause_start(text: str, offset: int) -> int:
    """Return where the clause after the one at this offset starts; the offset where none does."""
    end = next_clause_end(text, offset)
    following = next_clause_end(text, end)
    if following == end:
        return offset
    start = next_word_start(text, end - 1)
    while not is_word_like(text, _word_holding(text, start)):
        start = next_word_start(text, start)
    return start


def previous_clause_end(text: str, offset: int) -> int:
    """Return where the clause before the one at this offset ends; the offset where none does."""
    end = previous_clause_start(text, offset)
    while end > 0:
        end = previous_word_end(text, end)
        if end and is_word_like(text, (end - 1, end)):
            return end
    return offset


def _last_beginning(text: str, begin: int, offset: int) -> tuple[int, bool]:
    """Return where the last clause before an offset begins, and whether for sure."""
    first, before, is_sure, is_due = offset, begin, False, True
    for start, end in _words_from(text, begin):
        if start >= offset:
            break
        is_word = is_word_like(text, (start, end))
        if _STOP.search(text, before, start if is_word else end):
            is_due = True
        if is_word:
            if is_due:
                is_sure, first, is_due = first < offset, start, False
            before = end
    return first, is_sure


def _trimmed(text: str, start: int, end: int) -> Iterator[Range]:
    start = _behind_space(text, start, end)
    end = _without_space(text, end, start)
    if start < end:
        yield (start, end)

"""Ends of spans: stray white space and punctuation, half words, half characters."""

import regex

from annotator.model.oddity import Odd, Oddity
from annotator.model.span import Fragment, Span, tidy_fragments
from annotator.text.graphemes import is_boundary, snap_to_graphemes
from annotator.text.tokens import is_amid_letters, snap_to_words

_PAIRS = {
    "(": ")", "[": "]", "{": "}", "“": "”", "«": "»", "‹": "›", "「": "」", "『": "』",
    "（": "）", "【": "】", "„": "“",
}  # fmt: skip
_CLOSERS = frozenset(_PAIRS.values())
_ONLY_OPENERS, _ONLY_CLOSERS = _PAIRS.keys() - _CLOSERS, _CLOSERS - _PAIRS.keys()
_STRAY = frozenset(",;:…،؛、，；：–—/|·•")
_SENTENCE_MARKS = frozenset(".!?؟。！？")
_NEVER_IN_NAMES = frozenset("。！？؟")
"""Of the others names are made, as Yahoo!; a full stop is looked at more closely."""
_WORDS_OF_A_SENTENCE = 5
"""From so many words on what ends with a full stop is taken for a sentence, that may have one."""
_LONG_WITHOUT_SPACES = 12
"""Characters from which on what ends with a mark is taken for a sentence where no spaces count."""
_CLITICS = frozenset(
    "\u0648\u0641\u0628\u0644\u0643\u0633\u05d5\u05d1\u05db\u05dc\u05de\u05e9\u05d4"
)
"""Of Arabic and Hebrew: words of one letter that are written to the next one, and no part of a
name."""
_PARTING = frozenset(" \n,;()")
_ABBREVIATION = regex.compile(r"(?:^|[\s(])\p{L}{1,4}\.\Z|\.\p{L}+\.\Z|\p{Lu}\.\Z")
"""A short word, initials, or something with a full stop inside: its last one is its own."""


def odd_ends(text: str, span: Span) -> Oddity | None:
    """Return what is odd first at the ends of a span; the mending does all of them."""
    if len(span.fragments) == 1 and _is_clear(text, *span.fragments[0]):
        return None
    return _odd_ends(text, span)


def _is_clear(text: str, start: int, end: int) -> bool:
    """Tell quickly of most that nothing is odd: letters at both ends, and beside them what parts
    words for sure."""
    return (
        text[start].isalnum()
        and text[end - 1].isalnum()
        and (start == 0 or text[start - 1] in _PARTING)
        and (end == len(text) or text[end] in _PARTING)
    )


def _odd_ends(text: str, span: Span) -> Oddity | None:
    odd: Odd | None = None
    better: list[Fragment] = []
    for start, end in span.fragments:
        fragment, found = (start, end), None
        if _has_words(text, start, end):
            found, fragment = _better_ends(text, start, end)
        odd = odd or found
        better.append(fragment)
    if odd is not None:
        place = tidy_fragments(better)
        return Oddity(
            "ends", odd, span.fragments, span.label, (span.id,), "move", better_place=place
        )
    # A symbol may well be what is labelled; white space alone, and commas, are not.
    if all(one.isspace() or one in _STRAY for part in span.fragments for one in text[slice(*part)]):
        return Oddity("ends", "only punctuation", span.fragments, span.label, (span.id,), "delete")
    return None


def is_tidy(words: str) -> bool:
    """Tell whether some words have no stray characters at their ends."""
    return _has_words(words, 0, len(words)) and _without_stray(words, 0, len(words)) == (
        0,
        len(words),
    )


def _has_words(text: str, start: int, end: int) -> bool:
    return text[start].isalnum() or any(map(str.isalnum, text[start:end]))


def _better_ends(text: str, start: int, end: int) -> tuple[Odd | None, Fragment]:
    first, last = tidy = _without_stray(text, start, end)
    odd: Odd | None = None
    if tidy != (start, end):
        gone = text[start:first] + text[last:end]
        odd = "space" if gone.isspace() else "punctuation"
    grown = None
    while grown != (first, last):  # a whole character may end amid a word
        grown = first, last
        is_amid = is_amid_letters(text, first) and not _is_behind_clitic(text, first)
        if is_amid or is_amid_letters(text, last):
            # Grown, never shrunk: what was chosen stays in it.
            whole = snap_to_words(text, first, last)
            first, last = min(first, whole[0]) if is_amid else first, max(last, whole[1])
            odd = odd or ("half word" if (first, last) != grown else None)
        if _is_amid_character(text, first) or _is_amid_character(text, last):
            first, last = snap_to_graphemes(text, first, last)
            odd = odd or "half character"
    return (odd, (first, last)) if (first, last) != (start, end) else (None, (start, end))


def _is_behind_clitic(text: str, start: int) -> bool:
    return text[start - 1] in _CLITICS and not is_amid_letters(text, start - 1)


def _is_amid_character(text: str, offset: int) -> bool:
    around = text[max(0, offset - 1) : offset + 1]
    if around.isascii() and around != "\r\n":
        return False  # told without looking further
    return not is_boundary(text, offset)


def _without_stray(text: str, start: int, end: int) -> Fragment:
    """Return a range that holds a letter or digit without the stray characters at its ends."""
    covered = text[start:end]
    while not (covered[0].isalnum() and covered[-1].isalnum()):
        if _is_last_stray(text, start, covered):
            covered = covered[:-1]
        elif _is_first_stray(covered):
            start, covered = start + 1, covered[1:]
        else:
            break
    return start, start + len(covered)


def _is_last_stray(text: str, start: int, covered: str) -> bool:
    last = covered[-1]
    if last in _SENTENCE_MARKS:
        return _is_of_sentence(text, start, covered)
    if last in _CLOSERS:
        openers = [one for one, closer in _PAIRS.items() if closer == last]
        return sum(map(covered.count, openers)) < covered.count(last)
    if last == '"':
        return covered.count('"') % 2 == 1
    return last.isspace() or last in _STRAY or last in _ONLY_OPENERS


def _is_first_stray(covered: str) -> bool:
    first, second = covered[0], covered[1:2]
    if first in _SENTENCE_MARKS:
        return not second.isalnum()  # .NET, .5
    if first in _PAIRS:
        return _PAIRS[first] not in covered[1:]
    if first == '"':
        return covered.count('"') % 2 == 1
    if first in _STRAY:
        return not second.isdigit()  # –5
    return first.isspace() or first in _ONLY_CLOSERS


def _is_of_sentence(text: str, start: int, covered: str) -> bool:
    """Tell whether the mark at the end is that of the sentence around, and not its own."""
    if covered[-1] != ".":
        return covered[-1] in _NEVER_IN_NAMES and len(covered) < _LONG_WITHOUT_SPACES
    if len(covered.split()) >= _WORDS_OF_A_SENTENCE or _ABBREVIATION.search(covered):
        return False
    end = start + len(covered)
    behind = text[end : end + 2]
    return not behind or (behind[0].isspace() and not behind[1:].islower())

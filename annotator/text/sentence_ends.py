"""Sentences for machines: ends that are none.

`tokens.sentences` ends a sentence at every full stop before a space, which is right for a person
who selects. A model that reads one sentence at a time is better off with "Mr. Varga left." whole.
"""

import regex

_TITLES = (
    *("Mr", "Mrs", "Ms", "Mx", "Dr", "Prof", "St", "Rev", "Hon", "Msgr", "Sr", "Fr"),
    *("Gen", "Col", "Capt", "Lt", "Sgt", "Maj", "Adm", "Cmdr", "Gov", "Sen", "Rep", "Pres"),
    *("Mme", "Mlle", "Hr", "Dott", "Sra", "vs", "al", "cf", "ca", "approx"),
)
"""Abbreviations that stand before a name or a number, hardly ever at an end."""
_BEFORE = regex.compile(rf"(?<![\w.])(?:(?:{'|'.join(_TITLES)})|(?:\p{{Lu}}\.)*\p{{Lu}})\.\Z")
"""A title, an initial, or initials (U.S.)."""
_LONGEST = 24
_BREAK = regex.compile(r"\R")


def goes_on(text: str, end: int, start: int) -> bool:
    """Tell whether a sentence that seems to end at `end` goes on at `start`, behind white space.

    It does behind a title or initials, and before a small letter ("Why?" she asked), but never
    over the end of a line.
    """
    if start >= len(text) or _BREAK.search(text, end, start):
        return False
    return text[start].islower() or _BEFORE.search(text, max(0, end - _LONGEST), end) is not None

"""Text as repetition compares it: character by character, so that offsets stay what they are."""

from annotator.text.graphemes import is_boundary
from annotator.text.tokens import is_amid_letters

_ALIKE = {"’": "'", "‘": "'", "ʼ": "'", "“": '"', "”": '"', "„": '"', "‐": "-", "‑": "-", "–": "-"}
_SPACES = "\t\n\r\u00a0\u2007\u2009\u202f\u2028\u2029"
_TABLE = str.maketrans({**_ALIKE, **dict.fromkeys(_SPACES, " ")})


def fold(text: str, *, is_case_exact: bool) -> str:
    """Return a text of the same length in which what is written alike is the same: kinds of
    apostrophe, quote, hyphen and space, and upper and lower case unless that counts."""
    folded = text.translate(_TABLE)
    if is_case_exact:
        return folded
    lower = folded.lower()
    return lower if len(lower) == len(folded) else "".join(map(_lower, folded))


def is_whole(text: str, start: int, end: int) -> bool:
    """Tell whether a range takes words whole, as the project's tokens have them."""
    if is_amid_letters(text, start) or is_amid_letters(text, end):
        return False
    if text.isascii():
        return True
    return is_boundary(text, start) and is_boundary(text, end)


def _lower(character: str) -> str:
    lower = character.lower()
    return lower if len(lower) == 1 else character

"""Whether two names may be of the same: alike but for case and marks, one a part of the other, or
the initials of the other."""

import unicodedata
from functools import lru_cache
from typing import Literal, TypeAlias

from annotator.text.tokens import is_word_like, words

Likeness: TypeAlias = Literal["same", "part", "initials"]
"""same: the same words, whatever their case and marks · part: the words of one are among those of
the other · initials: one is made of the first letters of the other's words, or of some of them."""

SMALL_WORDS = frozenset(
    {"the", "of", "and", "for", "de", "la", "le", "les", "des", "du", "der", "die"}
)
"""Words that initials mostly pass over."""
_SHORTEST_PART = 2
_SHORTEST_INITIALS, _LONGEST_INITIALS = 2, 8


@lru_cache(4096)
def name_words(name: str) -> tuple[str, ...]:
    """Return the words of a name: folded, without accents, without possessive endings."""
    return tuple(
        _folded(name[start:end]) for start, end in words(name) if is_word_like(name, (start, end))
    )


def _folded(word: str) -> str:
    plain = word
    if not word.isascii():
        plain = "".join(
            one for one in unicodedata.normalize("NFKD", word) if not unicodedata.combining(one)
        )
    folded = plain.casefold().replace("’", "'")
    return folded.removesuffix("'s").rstrip(".'") or folded


def likeness(one: str, other: str) -> Likeness | None:
    """Return how two names are alike, None where they are not."""
    here, there = name_words(one), name_words(other)
    if not here or not there:
        return None
    if here == there:
        return "same"
    if _is_part(here, there) or _is_part(there, here):
        return "part"
    if _is_initials(one, here, there) or _is_initials(other, there, here):
        return "initials"
    return None


def _is_part(few: tuple[str, ...], many: tuple[str, ...]) -> bool:
    """ "Varga" of "Ilse Varga"; not "the" of "the harbour", and no letter of anything."""
    telling = [word for word in few if word not in SMALL_WORDS and len(word) >= _SHORTEST_PART]
    return len(few) < len(many) and bool(telling) and set(few) <= set(many)


def _is_initials(name: str, few: tuple[str, ...], many: tuple[str, ...]) -> bool:
    """ "NHA" or "N.H.A." of "Norrow Harbour Authority"; "I. Varga" of "Ilse Varga"."""
    if len(few) == len(many) > 1:
        pairs = list(zip(few, many, strict=True))
        is_short = any(len(short) == 1 < len(long) for short, long in pairs)
        return is_short and all(
            short == long or (len(short) == 1 and long.startswith(short)) for short, long in pairs
        )
    letters = "".join(few).replace(".", "")
    if not _SHORTEST_INITIALS <= len(letters) <= _LONGEST_INITIALS or len(many) < len(letters):
        return False
    if not name.replace(".", "").replace(" ", "").isupper():
        return False
    return letters in (
        "".join(word[0] for word in many),
        "".join(word[0] for word in many if word not in SMALL_WORDS),
    )

"""Which label of the project a label of a file may be: the same in other words, or a like one."""

import unicodedata
from collections.abc import Iterable
from difflib import SequenceMatcher
from typing import NamedTuple

_SHORTEST = 3
"""Letters that a short form must have: PER is PERSON, P may be anything."""
_LIKE = 0.8


class Suggestion(NamedTuple):
    """A label of the project; `is_same`: the names differ by case, blanks and hyphens only."""

    name: str
    is_same: bool


def suggest_label(name: str, here: Iterable[str]) -> Suggestion | None:
    """Return the label among `here` that a name of a file most probably means."""
    known = list(here)
    plain = _plain(name)
    if not plain:
        return None
    same = [one for one in known if _plain(one) == plain]
    if same:
        return Suggestion(same[0], True)
    shortened = [one for one in known if _is_short_form(plain, _plain(one))]
    if len(shortened) == 1:
        return Suggestion(shortened[0], False)
    like, best = max(
        ((SequenceMatcher(None, plain, _plain(one)).ratio(), one) for one in known),
        key=lambda pair: pair[0],
        default=(0.0, ""),
    )
    return Suggestion(best, False) if like >= _LIKE else None


def _plain(name: str) -> str:
    folded = unicodedata.normalize("NFKC", name).casefold()
    return "".join(one for one in folded if one.isalnum())


def _is_short_form(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    return len(short) >= _SHORTEST and long.startswith(short)

"""Offsets of a CAS: what it counts, and whether there is a character at a position."""

from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

from annotator.formats.unit_guess import guess_unit
from annotator.formats.units import Claim
from annotator.text.offsets import Unit, astral_offsets, unit_positions

_ENOUGH = 100
"""So many annotations, tokens among them, are asked which unit they fit."""


class Found(NamedTuple):
    """The unit of a text's offsets, and whether it is not the one that UIMA has."""

    unit: Unit
    is_guessed: bool = False


def find_unit(text: str, places: Sequence[tuple[int, int]], named: Unit | None) -> Found:
    """Return the unit: the one that was named, else UTF-16.

    Some tools write code points all the same. They are believed where nothing lies behind the
    last of them (what covers the whole text does so in UTF-16) and the words speak plainly.
    """
    if named is not None:
        return Found(named)
    last = max((end for _, end in places), default=0)
    if not astral_offsets(text) or last > len(text):
        return Found("utf16")
    guess = guess_unit(text, [Claim((place,)) for place in places[:_ENOUGH]], "utf16")
    is_other = guess.unit == "codepoint" and guess.sureness == "sure"
    return Found("codepoint", True) if is_other else Found("utf16")


class Places:
    """Positions of one text, from the unit of its file to UTF-16."""

    def __init__(self, text: str, unit: Unit) -> None:
        self._positions = unit_positions(text, unit)
        self._wide = unit_positions(text, "utf16")

    def in_utf16(self, position: int) -> int | None:
        """Return a position in UTF-16 units; None where no character begins or ends there."""
        at = bisect_left(self._positions, position)
        if at < len(self._positions) and self._positions[at] == position:
            return self._wide[at]
        return None

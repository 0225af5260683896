"""Offset units: code points here; UTF-16 units, UTF-8 bytes and graphemes elsewhere."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import accumulate
from typing import TYPE_CHECKING, Any, Literal

import regex

if TYPE_CHECKING:
    from numpy.typing import NDArray

Unit = Literal["codepoint", "utf16", "utf8", "grapheme"]


def astral_offsets(text: str) -> list[int]:
    """Return the code point offsets of characters that UTF-16 writes as two units, in order."""
    if text.isascii():
        return []
    # Where there are none, this is known ten times sooner than from a number for each character.
    if len(text.encode("utf-16-le", "surrogatepass")) == 2 * len(text):
        return []
    offsets: list[int] = (_code_points(text) > 0xFFFF).nonzero()[0].tolist()
    return offsets


class Utf16Table:
    """Converts between code points and UTF-16 units of one text; identity for most texts.

    Lists and `bisect` on purpose: a NumPy search for one number converts the whole array.
    """

    __slots__ = ("_astral", "_astral_units")

    def __init__(self, text: str) -> None:
        self._astral = astral_offsets(text)
        self._astral_units = [offset + index + 1 for index, offset in enumerate(self._astral)]

    @property
    def is_identity(self) -> bool:
        """Whether both units are the same for this text."""
        return not self._astral

    def to_units(self, offset: int) -> int:
        """Return the UTF-16 position of a code point offset."""
        return offset + bisect_left(self._astral, offset) if self._astral else offset

    def to_offset(self, unit: int) -> int:
        """Return the code point offset of a UTF-16 position; inside a pair, its character's."""
        return unit - bisect_right(self._astral_units, unit) if self._astral else unit


def unit_positions(text: str, unit: Unit) -> Sequence[int]:
    """Return for each code point offset 0..len(text) its position in the unit.

    Offsets inside a grapheme have the position of its start.
    """
    if unit == "codepoint" or (unit in ("utf16", "utf8") and text.isascii()):
        return range(len(text) + 1)
    if unit == "grapheme":
        positions: list[int] = []
        for count, match in enumerate(regex.finditer(r"\X", text)):
            positions += [count] * (match.end() - match.start())
        return [*positions, positions[-1] + 1 if positions else 0]
    codes = _code_points(text)
    if unit == "utf16":
        sizes = 1 + (codes > 0xFFFF)
    else:
        sizes = 1 + (codes > 0x7F).astype("int64") + (codes > 0x7FF) + (codes > 0xFFFF)
    return list(accumulate(sizes.tolist(), initial=0))


def from_unit(text: str, positions: Sequence[int], unit: Unit) -> list[int | None]:
    """Return the code point offsets of positions in a unit; None where none lies there."""
    table = unit_positions(text, unit)
    found: list[int | None] = []
    for position in positions:
        offset = bisect_left(table, position)
        is_there = offset < len(table) and table[offset] == position
        found.append(offset if is_there else None)
    return found


def _code_points(text: str) -> "NDArray[Any]":
    """Return the code points of a text, one number each."""
    # Imported by the first text that is not ASCII: the start page and most commands do without,
    # and are there 0.1 s sooner.
    import numpy as np

    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)

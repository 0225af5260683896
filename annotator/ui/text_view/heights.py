"""How tall each block is, or is thought to be until it is laid out, and where it begins."""

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]


def estimate_heights(
    advances: Numbers, width: float, parts: NDArray[np.int64], text_height: float, gap: float
) -> Numbers:
    """Return estimated block heights in pixels.

    `advances` is how wide each block's text would be on one line, `parts` how many fragments
    stand in it.
    """
    lines = np.maximum(1.0, np.ceil(advances / (width * 0.965)))
    parts_a_line = parts / lines
    rows = np.minimum(3.0, np.where(parts > 0, 0.55 + 0.2 * parts_a_line, 0.0))
    levels = np.minimum(4.0, 0.2 * parts_a_line)
    estimated: Numbers = lines * text_height * (1.34 + 0.5 * rows + 0.6 * levels) + gap
    return estimated


class Heights:
    """Block heights and their running sum; estimates give way to true heights one by one."""

    def __init__(self, estimated: Numbers) -> None:
        self._heights = estimated.astype(np.float64)
        self._is_exact = np.zeros(len(estimated), bool)
        self._tops: Numbers = np.concatenate(([0.0], np.cumsum(self._heights)))

    def __len__(self) -> int:
        return len(self._heights)

    @property
    def total(self) -> float:
        """The height of everything."""
        return float(self._tops[-1])

    def top(self, number: int) -> float:
        """Return where a block begins."""
        return float(self._tops[number])

    def height(self, number: int) -> float:
        """Return how tall a block is, or is thought to be."""
        return float(self._heights[number])

    def is_exact(self, number: int) -> bool:
        """Tell whether a block has been laid out at this width."""
        return bool(self._is_exact[number])

    def block_at(self, y: float) -> int:
        """Return the number of the block at this height."""
        found = int(np.searchsorted(self._tops, y, "right")) - 1
        return min(max(0, found), len(self._heights) - 1)

    def set_exact(self, number: int, height: float) -> None:
        """Put the true height of a block in place of what was thought."""
        self._is_exact[number] = True
        difference = height - self._heights[number]
        if abs(difference) > 0.01:
            self._tops[number + 1 :] += difference
            self._heights[number] = height

    def doubt(self, numbers: Iterable[int]) -> None:
        """Take the heights of these blocks for thoughts again: what stands in them has changed."""
        self._is_exact[list(numbers)] = False

    def doubt_all(self) -> None:
        """Take all heights for thoughts again."""
        self._is_exact[:] = False

    def first_estimated(self, start: int = 0) -> int | None:
        """Return the first block from `start` whose height is only thought, or None."""
        left = np.flatnonzero(~self._is_exact[start:])
        return start + int(left[0]) if len(left) else None

    def all_exact(self) -> bool:
        """Tell whether every block has been laid out at this width."""
        return bool(self._is_exact.all())

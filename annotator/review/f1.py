"""F1: how much of what either annotator has the other has too.

With two annotators F1 is the same whichever of the two is taken for right. Kappa needs a count of
what neither has marked, which spans do not have; as it grows kappa tends to F1 (Hripcsak and
Rothschild 2005, J Am Med Inform Assoc 12(3):296-298).
"""

from collections.abc import Hashable, Mapping
from typing import NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

K = TypeVar("K", bound=Hashable)


class Counts(NamedTuple):
    """How many the first has, how many the second, and how many of those are pairs."""

    matched: int = 0
    first: int = 0
    second: int = 0

    @property
    def value(self) -> float | None:
        """F1, or None where neither has anything."""
        return 2 * self.matched / (self.first + self.second) if self.first + self.second else None


def f1_values(
    matched: NDArray[np.float64], first: NDArray[np.float64], second: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Return F1 for each element of three arrays of one shape; NaN where neither has anything."""
    return divide(2 * matched, first + second)


def divide(above: NDArray[np.float64], below: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the quotients; NaN where there is nothing to divide by."""
    quotients = np.full(np.broadcast_shapes(above.shape, below.shape), np.nan)
    np.divide(above, below, out=quotients, where=below != 0)
    return quotients


def shared(first: Mapping[K, int], second: Mapping[K, int]) -> dict[K, int]:
    """Return of what both have how often both have it: each answers one of the other's."""
    if len(second) < len(first):
        first, second = second, first
    return {key: min(count, second[key]) for key, count in first.items() if key in second}

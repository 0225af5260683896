"""Krippendorff's alpha for items that each annotator gives one value, or says nothing of.

Krippendorff 2011, Computing Krippendorff's Alpha-Reliability, section D: nominal data, any number
of annotators, missing values.
"""

from collections import Counter
from collections.abc import Hashable, Iterable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from annotator.review.f1 import divide


class Coincidences(NamedTuple):
    """What some items add to alpha: the values that can be paired, and how many pair alike."""

    agreeing: float
    """Sum of the diagonal of the coincidence matrix."""
    values: Counter[Hashable]
    """Its margins: how often each value can be paired."""


def coincide(items: Iterable[Iterable[Hashable]]) -> Coincidences:
    """Return the coincidences of items, each given as the values that annotators gave it.

    Whoever said nothing of an item is left out; so is an item of which only one said something.
    """
    agreeing = 0.0
    values: Counter[Hashable] = Counter()
    for item in items:
        counts = Counter(item)
        raters = counts.total()
        if raters > 1:
            agreeing += sum(one * (one - 1) for one in counts.values()) / (raters - 1)
            values.update(counts)
    return Coincidences(agreeing, values)


def alpha_values(agreeing: NDArray[np.float64], values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return alpha for each row of agreeing (rows,) and values (rows, values).

    NaN where nothing can be paired, or where there is one value only: then agreement and chance
    are the same.
    """
    count = values.sum(axis=1)
    disagreeing = (count - 1) * (count - agreeing)
    return 1 - divide(disagreeing, count * count - (values * values).sum(axis=1))

"""Krippendorff's alpha for things of which each annotator says something, or nothing.

Krippendorff 2011, Computing Krippendorff's Alpha-Reliability, section D: any number of annotators,
missing values. Answers are alike or not; those that are sets of labels are the farther apart, the
fewer of their labels they share (Jaccard's distance, 1 less shared by all; so Passonneau 2006,
LREC, for sets), which for sets of one label is the same.
"""

from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from itertools import combinations
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from annotator.review.f1 import divide


class Coincidences(NamedTuple):
    """What some items add to alpha: the values that can be paired, and how far pairs are apart."""

    apart: float
    """The sum of the coincidences, each times the distance of its two values."""
    values: Counter[Hashable]
    """The margins of the coincidences: how often each value can be paired."""


def coincide(items: Iterable[Sequence[Hashable]]) -> Coincidences:
    """Return the coincidences of items, each given as the values that annotators gave it.

    Whoever said nothing of an item is left out; so is an item of which only one said something.
    """
    apart = 0.0
    values: Counter[Hashable] = Counter()
    for item in items:
        if len(item) > 1:
            pairs = sum(distance(one, other) for one, other in combinations(item, 2))
            apart += 2 * pairs / (len(item) - 1)
            values.update(item)
    return Coincidences(apart, values)


def distance(one: Hashable, other: Hashable) -> float:
    """Return how far two values are apart, 0 to 1."""
    if one == other:
        return 0.0
    if isinstance(one, frozenset) and isinstance(other, frozenset):
        return 1 - len(one & other) / len(one | other)
    return 1.0


def distances(values: Iterable[Hashable]) -> NDArray[np.float64]:
    """Return how far each value is from each, in their order."""
    known = list(values)
    return np.array([[distance(one, other) for other in known] for one in known]).reshape(
        len(known), len(known)
    )


def alpha_values(
    apart: NDArray[np.float64],
    values: NDArray[np.float64],
    distances: NDArray[np.float64] | None = None,
) -> NDArray[np.float64]:
    """Return alpha for each row of apart (rows,) and values (rows, values).

    distances: (values, values); None where values are alike or not. NaN where nothing can be
    paired, or where there is one value only: then agreement and chance are the same.
    """
    count = values.sum(axis=1)
    if distances is None:
        by_chance = count * count - (values * values).sum(axis=1)
    else:
        by_chance = (values @ distances * values).sum(axis=1)
    return 1 - divide((count - 1) * apart, by_chance)

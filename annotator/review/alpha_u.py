"""Krippendorff's older alpha of unitizing, kept so that numbers can be held beside published ones.

Krippendorff 1995, On the reliability of unitizing contiguous data, Sociological Methodology
25:47-76, as revised in Content Analysis, 2nd edition, 2004, section 11.6. It squares how far ends
lie apart, label by label; the alphas of 2016 (`annotator.review.unitizing`) replace it.
"""

from collections.abc import Sequence
from itertools import combinations
from typing import NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from annotator.review.units import Units

Intervals: TypeAlias = NDArray[np.int64]
"""(units, 2): starts and ends, sorted, none overlapping another."""


class Disagreement(NamedTuple):
    """How far annotators disagree on one label, and how far chance would have it."""

    observed: float
    expected: float


class Continua:
    """Documents laid one after the other, with the units that each annotator has on them."""

    def __init__(self, annotators: int) -> None:
        self._length = 0
        self._units: list[list[NDArray[np.int64]]] = [[] for _ in range(annotators)]
        """Of each annotator: starts, ends and labels, an array for each document."""

    def add(self, annotators: Sequence[Units], length: int) -> None:
        """Add a document on which each annotator has a set, perhaps an empty one."""
        for known, units in zip(self._units, annotators, strict=True):
            edges = (units.starts + self._length, units.ends + self._length)
            known.append(np.column_stack([*edges, units.labels[units.owners]]))
        self._length += length

    @property
    def is_empty(self) -> bool:
        """Whether there is no document."""
        return not any(self._units)

    def disagreements(self) -> dict[int, Disagreement]:
        """Return label -> disagreement, for the labels that somebody has used."""
        empty = np.zeros((0, 3), np.int64)
        everything = [np.concatenate([empty, *known]) for known in self._units]
        labels = np.unique(np.concatenate([empty, *everything])[:, 2])
        return {
            int(label): disagree(
                [joined(one[one[:, 2] == label, :2]) for one in everything], self._length
            )
            for label in labels
        }


def joined(intervals: Intervals) -> Intervals:
    """Return intervals in any order as sorted ones, those that overlap joined."""
    if len(intervals) < 2:
        return intervals
    intervals = intervals[np.argsort(intervals[:, 0], kind="stable")]
    reach = np.maximum.accumulate(intervals[:, 1])
    is_first = np.append(True, intervals[1:, 0] >= reach[:-1])
    last = np.append(np.flatnonzero(is_first)[1:], len(intervals)) - 1
    return np.column_stack([intervals[is_first, 0], reach[last]])


def disagree(annotators: Sequence[Intervals], length: int) -> Disagreement:
    """Return the disagreement of two annotators or more on a continuum that is so long."""
    count = len(annotators)
    apart = sum(_observe(one, other) for one, other in combinations(annotators, 2))
    observed = 2 * apart / (count * (count - 1) * float(length) ** 2)
    return Disagreement(observed, _expect(annotators, length))


def _observe(first: Intervals, second: Intervals) -> float:
    """Sum the squares: of what ends lie apart where units overlap, of units that none overlaps."""
    low = np.searchsorted(second[:, 1], first[:, 0], "right")
    high = np.searchsorted(second[:, 0], first[:, 1], "left")
    times = high - low
    one = np.repeat(np.arange(len(first)), times)
    other = np.arange(times.sum()) - np.repeat(times.cumsum() - times, times) + low[one]
    apart = (first[one] - second[other]).astype(np.float64)
    alone = [_lengths(first[times == 0])]
    is_met = np.zeros(len(second), bool)
    is_met[other] = True
    alone.append(_lengths(second[~is_met]))
    return float((apart * apart).sum() + sum((one * one).sum() for one in alone))


def _expect(annotators: Sequence[Intervals], length: int) -> float:
    """Return what all ways of laying the units and gaps of all against each other give."""
    units = np.concatenate([_lengths(one) for one in annotators])
    gaps = np.sort(np.concatenate([_gaps(one, length) for one in annotators]))
    among_units = (len(units) - 1) * (2 * units**3 - 3 * units**2 + units) / 3
    # A unit fits into each gap that is not shorter, in as many places as it has characters more.
    first = np.searchsorted(gaps, units, "left")
    longer = len(gaps) - first
    sums = np.append(0.0, gaps.cumsum())
    places = sums[-1] - sums[first] - longer * (units - 1)
    whole = float(len(annotators) * length)
    below = whole * (whole - 1) - (units * (units - 1)).sum()
    above = 2 / length * (among_units + units**2 * places).sum() if length else 0.0
    return float(above / below) if below else 0.0


def _lengths(intervals: Intervals) -> NDArray[np.float64]:
    return (intervals[:, 1] - intervals[:, 0]).astype(np.float64)


def _gaps(intervals: Intervals, length: int) -> NDArray[np.float64]:
    edges = np.concatenate([[0], intervals.ravel(), [length]]).reshape(-1, 2)
    lengths = _lengths(edges)
    return lengths[lengths > 0]

"""Kappa of words: what two annotators say of each word of a text, corrected for chance.

What somebody says of a word is the set of labels on it, so that spans that overlap count too.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from annotator.review.f1 import divide
from annotator.review.units import Places, Units
from annotator.text.tokens import words

Numbers = NDArray[np.float64]

_FIT_IN_A_NUMBER = 62
"""Labels of which each can have a bit of its own."""


class Labelled(NamedTuple):
    """What an annotator says of each word: `values[which[word]]`, a set of labels."""

    values: list[frozenset[int]]
    which: Places


class Words:
    """Where the words of a text are."""

    def __init__(self, text: str) -> None:
        ranges = np.array(list(words(text)), np.int64).reshape(-1, 2)
        self._starts, self._ends = ranges[:, 0], ranges[:, 1]

    def __len__(self) -> int:
        return len(self._starts)

    def label(self, units: Units) -> Labelled:
        """Return which labels there are on each word; a unit need not cover all of it."""
        labels = np.unique(units.labels)
        marks = np.zeros((len(self) + 1, len(labels)), np.int64)
        column = np.searchsorted(labels, units.labels[units.owners])
        np.add.at(marks, (np.searchsorted(self._ends, units.starts, "right"), column), 1)
        np.add.at(marks, (np.searchsorted(self._starts, units.ends, "left"), column), -1)
        is_on = marks.cumsum(axis=0)[:-1] > 0
        if len(labels) <= _FIT_IN_A_NUMBER:
            sums = is_on @ (1 << np.arange(len(labels)))
            _, first, which = np.unique(sums, return_index=True, return_inverse=True)
        else:
            _, first, which = np.unique(is_on, axis=0, return_index=True, return_inverse=True)
        values = [frozenset(labels[is_on[word]].tolist()) for word in first]
        return Labelled(values, which.reshape(-1))


def kappa_values(
    items: Numbers, agreeing: Numbers, first: Numbers, second: Numbers
) -> NDArray[np.float64]:
    """Return Cohen's kappa (Cohen 1960, Educ Psychol Meas 20(1):37-46) for each row.

    items, agreeing: (rows,); first, second: (rows, values), how often each of the two has used
    each value, of which those that only one of them uses may be left out. NaN where both have used
    one value only: then agreement and chance are the same.
    """
    by_chance = (first * second).sum(axis=1)
    return divide(items * agreeing - by_chance, items * items - by_chance)

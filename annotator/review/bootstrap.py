"""Intervals by the bootstrap: whole documents are drawn anew, for the spans of one document are
not independent of each other.

Decision: numbers are kept as sums over documents, so drawing documents anew is one product of
matrices; and the draws are always the same, so that the same project gives the same intervals.
"""

from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Table: TypeAlias = NDArray[np.float64]
"""A row for each document (or draw), a column for each thing that is counted."""

DRAWS = 2000
FEWEST_DOCUMENTS = 10
"""Under so many documents an interval would say more than is known."""
_LEVELS = (2.5, 97.5)
_SEED = 20170124
_BLOCK = 2_000_000
"""Numbers that are drawn at once: some tens of megabytes."""


def resample(table: Table, draws: int = DRAWS) -> Table:
    """Return for each draw the column sums over as many documents, drawn with replacement."""
    documents, columns = table.shape
    random = np.random.default_rng(_SEED)
    sums = np.empty((draws, columns))
    step = max(1, _BLOCK // max(1, documents))
    for first in range(0, draws, step):
        rows = min(step, draws - first)
        drawn = random.integers(0, documents, (rows, documents))
        drawn += np.arange(rows)[:, np.newaxis] * documents
        weights = np.bincount(drawn.ravel(), minlength=rows * documents)
        sums[first : first + rows] = weights.reshape(rows, documents).astype(np.float64) @ table
    return sums


def interval(values: NDArray[np.float64]) -> tuple[float, float] | None:
    """Return where 95 % of the draws lie; those in which the number has no value do not count.

    None where it has one in none of them.
    """
    known = values[~np.isnan(values)]
    if not len(known):
        return None
    low, high = np.percentile(known, _LEVELS)
    return float(low), float(high)

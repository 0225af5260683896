"""Gamma: spans are aligned in the way that leaves the least disorder, and that is held against the
disorder of chance.

Mathet, Widlöcher and Métivier 2015, The unified and holistic method gamma for inter-annotator
agreement measure and alignment, Computational Linguistics 41(3):437-479. Units may overlap and
contain each other, and the annotators may be many. Chance is drawn: units are moved along the
text and round its end, those of each annotator by another distance.

It needs scipy, which is large and comes with the extra `gamma`: imported when first asked for.
Sixty spans of three annotators take about half a second, those of two some hundredths of one.
"""

from collections.abc import Sequence
from itertools import combinations
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from annotator.review.f1 import divide
from annotator.review.units import Units

Numbers = NDArray[np.float64]

DRAWS = 30
"""How often chance is drawn for a document."""
_SEED = 20170124
_ALONE = 1.0
"""The cost of a unit over against nothing, and of another label."""
_TRIES = 100


class Disorder(NamedTuple):
    """The disorder of a document and that of chance, both times the units of an annotator on
    average, so that they add up."""

    observed: float
    expected: float


class Extents(NamedTuple):
    """The units of one annotator: where each starts and ends, gaps left aside, and its label."""

    starts: Numbers
    ends: Numbers
    labels: NDArray[np.int64]


def gamma_values(disorders: Numbers) -> Numbers:
    """Return gamma for each row of disorders that were added up: observed and expected.

    NaN where nobody has a unit.
    """
    return 1 - divide(disorders[:, 0], disorders[:, 1])


def measure_disorder(annotators: Sequence[Units], length: int, place: int) -> Disorder:
    """Return the disorder of a document of this length; none where nobody has a unit.

    place: documents at other places draw another chance. ImportError where there is no scipy.
    """
    extents = [extents_of(one) for one in annotators]
    units = sum(len(one.labels) for one in extents) / len(extents)
    if not units:
        return Disorder(0, 0)
    random = np.random.default_rng([_SEED, place])
    drawn = [align(move(extents, length, random)) for _ in range(DRAWS)]
    return Disorder(align(extents) * units, float(np.mean(drawn)) * units)


def extents_of(units: Units) -> Extents:
    """Return units without their gaps."""
    starts = np.full(len(units.labels), np.inf)
    ends = np.zeros(len(units.labels))
    np.minimum.at(starts, units.owners, units.starts.astype(np.float64))
    np.maximum.at(ends, units.owners, units.ends.astype(np.float64))
    return Extents(starts, ends, units.labels)


def move(
    annotators: Sequence[Extents], length: float, random: np.random.Generator
) -> list[Extents]:
    """Return as many annotators, each with the units of one by chance, moved by another distance.

    Distances lie half a unit apart or more, so that none stays where another is (section 5.2).
    """
    every = np.concatenate([one.ends - one.starts for one in annotators])
    apart = every.mean() / 2
    moved: list[Extents] = []
    taken: list[float] = []
    # Nobody has drawn those alone who have no unit.
    while not any(len(one.labels) for one in moved):
        moved, taken = [], []
        for _ in annotators:
            for _ in range(_TRIES):
                distance = random.uniform(0, length)
                if all(abs(distance - one) >= apart for one in taken):
                    break
            taken.append(distance)
            one = annotators[int(random.integers(len(annotators)))]
            shift = np.where(one.starts + distance > length, distance - length, distance)
            moved.append(Extents(one.starts + shift, one.ends + shift, one.labels))
    return moved


# ---- aligning -----------------------------------------------------------------------------------


def align(annotators: Sequence[Extents], position: float = 1.0) -> float:
    """Return the disorder of the alignment that has least: the disorders of its parts, each the
    mean cost of its pairs, over the units of an annotator on average.

    position: how much places count, where labels count 1.
    """
    costs = {
        (one, other): _costs(annotators[one], annotators[other], position)
        for one, other in combinations(range(len(annotators)), 2)
    }
    counts = [len(one.labels) for one in annotators]
    least = _assign(costs[0, 1]) if len(counts) == 2 else _cover(costs, counts)
    return least / (sum(counts) / len(counts))


def _costs(first: Extents, second: Extents, position: float) -> Numbers:
    """Return what each unit costs over against each, and, in the last row and column, nothing."""
    apart = np.abs(first.starts[:, np.newaxis] - second.starts)
    apart += np.abs(first.ends[:, np.newaxis] - second.ends)
    lengths = (first.ends - first.starts)[:, np.newaxis] + (second.ends - second.starts)
    costs = np.full((len(first.labels) + 1, len(second.labels) + 1), _ALONE)
    costs[:-1, :-1] = position * (apart / lengths) ** 2
    costs[:-1, :-1] += _ALONE * (first.labels[:, np.newaxis] != second.labels)
    return costs


def _assign(costs: Numbers) -> float:
    """Align two annotators: each unit with one of the other, or alone."""
    from scipy.optimize import linear_sum_assignment

    together = np.minimum(costs[:-1, :-1], 2 * _ALONE)
    rows, columns = linear_sum_assignment(together)
    alone = sum(together.shape) - 2 * len(rows)
    return float(together[rows, columns].sum() + alone * _ALONE)


def _cover(costs: dict[tuple[int, int], Numbers], counts: Sequence[int]) -> float:
    """Align more than two: choose parts so that each unit is in exactly one, at the least cost."""
    from scipy.optimize import Bounds, LinearConstraint, milp
    from scipy.sparse import csc_array

    parts, disorders = _find_parts(costs, counts)
    before = np.concatenate([[0], np.cumsum(counts)])
    is_there = parts < np.array(counts)
    column, annotator = np.nonzero(is_there)
    row = before[annotator] + parts[is_there]
    holds = csc_array((np.ones(len(row)), (row, column)), shape=(before[-1], len(parts)))
    found = milp(
        disorders,
        constraints=LinearConstraint(holds, 1, 1),
        integrality=np.ones(len(parts)),
        bounds=Bounds(0, 1),
    )
    return float(found.fun)


def _find_parts(
    costs: dict[tuple[int, int], Numbers], counts: Sequence[int]
) -> tuple[NDArray[np.int64], Numbers]:
    """Return the parts that an alignment may have, a unit of each annotator (its count: none), and
    their disorders.

    Left out is what costs more than its units alone would: it is in no best alignment.
    """
    pairs = len(costs)
    parts = np.arange(counts[0] + 1).reshape(-1, 1)
    spent = np.zeros(len(parts))
    there = (parts[:, 0] < counts[0]).astype(np.int64)
    for annotator in range(1, len(counts)):
        options = counts[annotator] + 1
        cost = spent[:, np.newaxis] + sum(
            costs[known, annotator][parts[:, known]] for known in range(annotator)
        )
        still = len(counts) - 1 - annotator
        units = there[:, np.newaxis] + (np.arange(options) < counts[annotator])
        row, option = np.nonzero(cost <= pairs * _ALONE * (units + still) + 1e-9)
        parts = np.column_stack([parts[row], option])
        spent, there = cost[row, option], units[row, option]
    return parts[there > 0], spent[there > 0] / pairs

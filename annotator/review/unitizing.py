"""The alphas of unitizing: how far annotators agree on which stretches of a text to mark, and on
what to call them.

Krippendorff, Mathet, Bouvry and Widlöcher 2016, On the reliability of unitizing textual continua:
further developments, Quality & Quantity 50(6):2347-2364 (with its erratum, 50(6):2365). There each
annotator's units do not overlap. Ours may overlap, contain each other, stack and have gaps, so the
continuum is thought of as lying in lanes, as many as one of the two needs at a place: units of one
label meet first, whatever is left over meets in equal parts, and what meets nothing meets a gap.
Where nothing overlaps there is one lane, and all is as in the paper.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from annotator.review.f1 import divide
from annotator.review.units import Places, Units

Numbers = NDArray[np.float64]

AGREEING, MARGINAL, OWN, MEETING, OWN_MEETING = range(5)
"""The rows of `Lengths.rows`: the diagonal of the coincidences; their margins; what units pair
with themselves; the margins without gaps; what units pair with themselves there."""


class Lengths(NamedTuple):
    """What a document adds to the alphas of two annotators: lengths, which add up."""

    labels: Places
    """The label of each column but the first, which is that of gaps."""
    rows: Numbers
    """(5, 1 + labels), in characters and squared characters."""


class Family(NamedTuple):
    """The coefficients, each (rows,) or (rows, labels); NaN where one has no value."""

    u: Numbers
    u_bar: Numbers
    cu: Numbers
    ku: Numbers
    cu_coverage: Numbers
    """How much of the continuum cu is about, 0 to 1."""
    ku_coverage: Numbers
    """How much of what wears a label its ku is about, 0 to 1."""


class Continuum:
    """One document, cut wherever anybody's unit begins or ends."""

    def __init__(self, annotators: Sequence[Units], length: int) -> None:
        """`length` in characters; units must lie within."""
        self._units = annotators
        ends = [end for one in annotators for end in (one.starts, one.ends)]
        self._cuts = np.unique(np.concatenate([*ends, np.array([0, length])]))
        self._widths = np.diff(self._cuts).astype(np.float64)
        self.labels = np.unique(np.concatenate([one.labels for one in annotators]))
        self._lanes = [self._count(one) for one in annotators]

    def lengths(self, first: int, second: int) -> Lengths:
        """Return what two of the annotators (by place) have in common."""
        here, there = self._lanes[first], self._lanes[second]
        common = np.minimum(here, there)
        rows = np.zeros((5, 1 + len(self.labels)))
        rows[AGREEING, 1:] = 2 * (self._widths @ common)
        used_here, used_there = here.sum(axis=1), there.sum(axis=1)
        lanes = np.maximum(np.maximum(used_here, used_there), 1)
        is_gap = (used_here == 0) & (used_there == 0)
        rows[AGREEING, 0] = 2 * self._widths[is_gap].sum()
        left_here, left_there = (one - common.sum(axis=1) for one in (used_here, used_there))
        met = np.minimum(left_here, left_there)
        for whose, lane, used, left in (
            (first, here, used_here, left_here),
            (second, there, used_there, left_there),
        ):
            rows[MARGINAL, 0] += self._widths @ (lanes - used)
            rows[MARGINAL, 1:] += self._widths @ lane
            share = np.divide(met, left, out=np.zeros_like(met), where=left > 0)
            meeting = common + (lane - common) * share[:, np.newaxis]
            rows[MEETING, 1:] += self._widths @ meeting
            rows[OWN, 1:] += self._squares(whose, lane)
            rows[OWN_MEETING, 1:] += self._squares(whose, meeting, lane)
        # A gap has no units in it that could be paired with themselves: characters, not squares.
        rows[OWN, 0] = rows[MARGINAL, 0]
        return Lengths(self.labels, rows)

    def _count(self, units: Units) -> Numbers:
        """Return how many units of each label lie on each piece: (pieces, labels)."""
        counts = np.zeros((len(self._cuts), len(self.labels)))
        column = np.searchsorted(self.labels, units.labels[units.owners])
        np.add.at(counts, (np.searchsorted(self._cuts, units.starts), column), 1)
        np.add.at(counts, (np.searchsorted(self._cuts, units.ends), column), -1)
        return counts.cumsum(axis=0)[:-1]

    def _squares(self, whose: int, lengths: Numbers, of: Numbers | None = None) -> Numbers:
        """Return for each label the sum of the squares of how much of each unit is meant.

        lengths, of: (pieces, labels), how many units are meant and of how many.
        """
        units = self._units[whose]
        label = np.searchsorted(self.labels, units.labels)
        if of is None:
            meant: Numbers = units.lengths.astype(np.float64)
        else:
            share = np.divide(lengths, of, out=np.zeros_like(of), where=of > 0)
            upto = np.zeros((len(self._cuts), len(self.labels)))
            np.cumsum(share * self._widths[:, np.newaxis], axis=0, out=upto[1:])
            column = label[units.owners]
            ends = upto[np.searchsorted(self._cuts, units.ends), column]
            starts = upto[np.searchsorted(self._cuts, units.starts), column]
            meant = np.bincount(units.owners, ends - starts, len(label)).astype(np.float64)
        return np.bincount(label, meant * meant, len(self.labels)).astype(np.float64)


def family(lengths: Numbers) -> Family:
    """Return the coefficients of lengths that were added up: (rows, 5, 1 + labels).

    Equations 4 to 6 and 10 to 13 of the paper. For more than two annotators the lengths of each
    pair of them are divided by the number of annotators less one.
    """
    gaps = lengths[:, MARGINAL, 0]
    both_gaps = lengths[:, AGREEING, 0]
    agreeing = lengths[:, AGREEING, 1:]
    marginal = lengths[:, MARGINAL]
    total = marginal.sum(axis=1)
    pairable = total * total - lengths[:, OWN].sum(axis=1)
    expected = total * (total * total - (marginal * marginal).sum(axis=1))
    u = 1 - divide((total - agreeing.sum(axis=1) - both_gaps) * pairable, expected)
    u_bar = 1 - divide((gaps - both_gaps) * pairable, total * gaps * (total - gaps))
    meeting, own = lengths[:, MEETING, 1:], lengths[:, OWN_MEETING, 1:]
    met = meeting.sum(axis=1)
    pairable = met * met - own.sum(axis=1)
    expected = met * (met * met - (meeting * meeting).sum(axis=1))
    cu = 1 - divide((met - agreeing.sum(axis=1)) * pairable, expected)
    others = met[:, np.newaxis] - meeting
    expected = meeting * meeting * others
    ku = 1 - divide((meeting * met[:, np.newaxis] - own) * (meeting - agreeing), expected)
    return Family(u, u_bar, cu, ku, divide(met, total), divide(meeting, marginal[:, 1:]))

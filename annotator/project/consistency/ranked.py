"""What is found, the likeliest and weightiest first: counted whole, kept as far as is wanted."""

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from annotator.model.oddity import ODD_KINDS, OddKind
from annotator.project.consistency.found import Batch, Found
from annotator.review.consistency.ranking import likelihood


class Ranking(NamedTuple):
    """What has been found so far."""

    found: list[Found]
    """In order of rank; of each kind so many as are kept."""
    counts: dict[OddKind, int]
    """Kind -> how many there are, in the order of `ODD_KINDS`."""


class Ranked:
    """Takes batches in and ranks them.

    What is odd in a set by itself is the less likely a slip the more of an annotator's spans with
    that label are so too: then it is a habit. What is not labelled is the less likely one the more
    often the same words are not labelled; where they mostly are not, it is none. Both are known
    when all has been found: until then as far as it goes.
    """

    def __init__(
        self, at_most: int | None = None, is_wanted: Callable[[Found], bool] = lambda one: True
    ) -> None:
        """`at_most`: how many of each kind are kept; None: all. What is not wanted still tells how
        likely others are slips."""
        self._at_most = at_most
        self._is_wanted = is_wanted
        self._kept: dict[OddKind, list[Found]] = {kind: [] for kind in ODD_KINDS}
        self._totals: Counter[OddKind] = Counter()
        self._habits: Counter[tuple[str, str, str]] = Counter()
        self._bare: Counter[str] = Counter()
        self._wanted_bare: Counter[str] = Counter()
        self._labelled: dict[str, int] = {}
        self._spans: Mapping[tuple[str, str], int] = {}
        self._by_chance: Collection[str] = ()

    def add(self, batch: Batch) -> None:
        """Take in what a batch holds."""
        self._spans, self._by_chance = batch.spans, batch.by_chance
        for one in batch.found:
            kind = one.oddity.kind
            is_wanted = self._is_wanted(one)
            if kind == "repeats":
                self._bare[one.text] += 1
                self._wanted_bare[one.text] += is_wanted
                self._labelled[one.text] = one.oddity.counts[0]
            elif one.likelihood is None:
                self._habits[_habit(one)] += 1
            if is_wanted:
                self._totals[kind] += 1
                self._kept[kind].append(one)
        if self._at_most is not None:
            for kind, kept in self._kept.items():
                if len(kept) > 2 * self._at_most:
                    self._kept[kind] = self._best(kept)

    def ranking(self) -> Ranking:
        """Return what has been found so far, in order."""
        found = [one for kept in self._kept.values() for one in self._best(kept)]
        found.sort(key=self.rank, reverse=True)
        return Ranking([self._counted(one) for one in found], self._counts())

    def rank(self, one: Found) -> float:
        """Return by what one is ranked: how likely it is a slip times how much hangs on it."""
        return self.likelihood(one) * one.oddity.weight

    def likelihood(self, one: Found) -> float:
        """Return how likely one is a slip, 0 to 1, by what is known so far."""
        if one.likelihood is not None:
            return one.likelihood
        if one.oddity.kind == "repeats":
            labelled = self._labelled[one.text]
            return likelihood(labelled, labelled + self._bare[one.text])
        spans = self._spans[one.place.annotator, one.oddity.label]
        return likelihood(spans - self._habits[_habit(one)], spans)

    def _best(self, kept: Sequence[Found]) -> list[Found]:
        best = sorted(filter(self._is_meant, kept), key=self.rank, reverse=True)
        return best[: self._at_most]

    def _is_meant(self, one: Found) -> bool:
        return one.oddity.kind != "repeats" or one.text not in self._by_chance

    def _counted(self, one: Found) -> Found:
        if one.oddity.kind != "repeats":
            return one
        counts = (self._labelled[one.text], self._bare[one.text])
        return one._replace(place=one.place._replace(oddity=replace(one.oddity, counts=counts)))

    def _counts(self) -> dict[OddKind, int]:
        by_chance = sum(self._wanted_bare[words] for words in self._by_chance)
        totals = {kind: self._totals[kind] for kind in ODD_KINDS}
        totals["repeats"] -= by_chance
        return totals


def _habit(one: Found) -> tuple[str, str, str]:
    return one.place.annotator, one.oddity.label, one.oddity.odd

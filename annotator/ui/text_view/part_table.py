"""The fragments of all spans as arrays, and as lists for those blocks somebody looked at."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from annotator.model.span import Span
from annotator.ui.text_view.blocks import Blocks

Integers = NDArray[np.int64]

_FAR = 64
"""A fragment over more blocks is not listed in each of them."""


class Part(NamedTuple):
    """One fragment of a span, as a block keeps it."""

    start: int
    end: int
    span: str
    number: int
    """Which fragment of the span, from 0."""


class Reach(NamedTuple):
    """From which to which block a fragment reaches that begins before them."""

    first: int
    last: int
    part: Part


class PartTable:
    """Which fragments have characters in which block.

    Fifty thousand fragments are sorted into their blocks at once, as numbers; a block's list of
    them is made when it is first asked for.
    """

    def __init__(self, blocks: Blocks, spans: Mapping[str, Span]) -> None:
        self._blocks = blocks
        self._ids = list(spans)
        fragments = [span[2] for span in spans.values()]
        sizes = _integers(map(len, fragments), len(fragments))
        count = int(sizes.sum())
        edges = _integers(chain.from_iterable(chain.from_iterable(fragments)), 2 * count)
        self._starts, self._ends = edges[::2], edges[1::2]
        self._owners = np.repeat(np.arange(len(fragments)), sizes)
        self._firsts = np.cumsum(sizes) - sizes
        homes, lasts = blocks.numbers_at(self._starts), blocks.numbers_at(self._ends - 1)
        self._order = np.argsort(homes, kind="stable")
        """The fragments by the block they start in."""
        self._from = np.searchsorted(homes[self._order], np.arange(len(blocks) + 1))
        self.counts: Integers = np.diff(self._from)
        """How many fragments stand in each block."""
        self._reaching: dict[int, list[int]] = {}
        self._far: list[Reach] = []
        for one in np.flatnonzero(lasts > homes).tolist():
            first, last = int(homes[one]) + 1, int(lasts[one])
            self.counts[first : last + 1] += 1
            if last - first >= _FAR:
                self._far.append(Reach(first, last, self._part(one)))
                continue
            for number in range(first, last + 1):
                self._reaching.setdefault(number, []).append(one)
        self._listed: dict[int, list[Part]] = {}

    def parts_in(self, block: int) -> list[Part]:
        """Return the fragments that have characters in this block."""
        listed = self._near(block)
        if self._far:
            return listed + [one.part for one in self._far if one.first <= block <= one.last]
        return listed

    def put(self, span: Span) -> set[int]:
        """Add the fragments of a span; return the blocks they have something to show in."""
        touched: set[int] = set()
        for numbers, part in self._parts_of(span):
            if len(numbers) > _FAR + 1:
                self._far.append(Reach(numbers[1], numbers[-1], part))
            for number in _listed_in(numbers):
                self._near(number).append(part)
            self.counts[numbers.start : numbers.stop] += 1
            touched.update(self._blocks.with_text(numbers))
        return touched

    def take(self, span: Span) -> set[int]:
        """Remove the fragments of a span; return the blocks they had something to show in."""
        touched: set[int] = set()
        for numbers, part in self._parts_of(span):
            if len(numbers) > _FAR + 1:
                self._far.remove(Reach(numbers[1], numbers[-1], part))
            for number in _listed_in(numbers):
                self._near(number).remove(part)
            self.counts[numbers.start : numbers.stop] -= 1
            touched.update(self._blocks.with_text(numbers))
        return touched

    def _near(self, block: int) -> list[Part]:
        """Return the list of a block, to be read and changed: without what only passes it."""
        listed = self._listed.get(block)
        if listed is None:
            listed = self._listed[block] = self._list(block) if self.counts[block] else []
        return listed

    def _part(self, one: int) -> Part:
        owner = int(self._owners[one])
        number = one - int(self._firsts[owner])
        return Part(int(self._starts[one]), int(self._ends[one]), self._ids[owner], number)

    def edges(self) -> Integers:
        """Return start and end of each span, as the spans were at first."""
        lasts = self._firsts + np.diff(self._firsts, append=len(self._ends)) - 1
        return np.column_stack((self._starts[self._firsts], self._ends[lasts]))

    def _list(self, block: int) -> list[Part]:
        own = self._order[self._from[block] : self._from[block + 1]].tolist()
        found = own + self._reaching.get(block, [])
        return [
            Part(start, end, self._ids[owner], number)
            for start, end, owner, number in zip(
                self._starts[found].tolist(),
                self._ends[found].tolist(),
                self._owners[found].tolist(),
                (found - self._firsts[self._owners[found]]).tolist(),
                strict=True,
            )
        ]

    def _parts_of(self, span: Span) -> Iterator[tuple[range, Part]]:
        for index, (start, end) in enumerate(span.fragments):
            yield self._blocks.numbers_over(start, end), Part(start, end, span.id, index)


def _listed_in(numbers: range) -> range:
    return numbers if len(numbers) <= _FAR + 1 else numbers[:1]


def _integers(numbers: Iterable[int], count: int) -> Integers:
    return np.fromiter(numbers, np.int64, count)

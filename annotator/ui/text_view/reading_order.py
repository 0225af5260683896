"""All spans in the order in which they are read."""

from bisect import bisect_left
from collections.abc import Iterator, Mapping
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from annotator.model.span import Span

Place = tuple[int, int, str]
"""start, end descending (negative), span id: what the order goes by."""


class ReadingOrder:
    """The ids of spans by their places. Holds on to the spans it is given, which may change."""

    def __init__(self, spans: Mapping[str, Span], edges: NDArray[np.int64] | None = None) -> None:
        """`edges` are start and end of each span, where they are known."""
        self._spans = spans
        self.ids, self._starts = _sorted_by_place(spans, _edges(spans) if edges is None else edges)

    def place_of(self, span: str) -> Place:
        """Return the place of a span (id)."""
        return place(self._spans[span])

    def position(self, place: Place) -> int:
        """Return how many spans come before a place."""
        first = bisect_left(self._starts, place[0])
        last = bisect_left(self._starts, place[0] + 1, first)
        return bisect_left(self.ids, place, first, last, key=self.place_of)

    def put(self, span: Span) -> None:
        """Add a span that is among the spans already."""
        at = self.position(place(span))
        self.ids.insert(at, span.id)
        self._starts.insert(at, span.start)

    def take(self, span: Span) -> None:
        """Remove a span that is still among the spans."""
        at = self.position(place(span))
        del self.ids[at], self._starts[at]

    def neighbour(self, place: Place, step: int) -> str | None:
        """Return the next (step 1) or previous (-1) span from a place."""
        at = self.position(place)
        if step > 0 and at < len(self.ids) and self.place_of(self.ids[at]) == place:
            at += 1
        at = at if step > 0 else at - 1
        return self.ids[at] if 0 <= at < len(self.ids) else None

    def first_from(self, offset: int) -> str | None:
        """Return the first span that starts at the offset or later."""
        at = bisect_left(self._starts, offset)
        return self.ids[at] if at < len(self.ids) else None


def place(span: Span) -> Place:
    """Return the place of a span in reading order."""
    return (span.start, -span.end, span.id)


def _edges(spans: Mapping[str, Span]) -> NDArray[np.int64]:
    edges = (edge for span in spans.values() for edge in (span.start, span.end))
    return np.fromiter(edges, np.int64, 2 * len(spans)).reshape(-1, 2)


def _sorted_by_place(
    spans: Mapping[str, Span], edges: NDArray[np.int64]
) -> tuple[list[str], list[int]]:
    """Return ids and starts in order; as numbers, since sorting tuples takes ten times as long."""
    ids, starts = list(spans), edges[:, 0]
    keys = (starts << 32) - edges[:, 1]
    if np.any(keys[1:] < keys[:-1]):  # Sets come from the file in order.
        order = np.argsort(keys, kind="stable")
        ids, starts, keys = [ids[one] for one in order.tolist()], starts[order], keys[order]
    for first, last in _runs_of_equals(keys):
        ids[first:last] = sorted(ids[first:last])
    return ids, starts.tolist()


def _runs_of_equals(keys: NDArray[np.int64]) -> Iterator[tuple[int, int]]:
    """Yield from where to where several of the sorted keys are the same."""
    edges = [0, *(np.flatnonzero(np.diff(keys)) + 1).tolist(), len(keys)]
    return ((first, last) for first, last in pairwise(edges) if last - first > 1)

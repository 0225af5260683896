"""Overlap one to one: as many pairs as can be made of spans with one label that share a character,
each span in one pair at most.

As many as possible, because then the number does not hang on the order in which pairs are looked
for (Berge 1957: nothing more can be paired once no augmenting path is left).
"""

from bisect import bisect_left
from collections import defaultdict, deque
from collections.abc import Iterable, Sequence

from annotator.model.span import Span
from annotator.review.matching import count_shared


def count_overlapping(first: Iterable[Span], second: Iterable[Span]) -> dict[str, int]:
    """Return label id -> how many pairs there are, labels without a pair left out."""
    left, right = _by_label(first), _by_label(second)
    found = {label: _count(left[label], right[label]) for label in left if label in right}
    return {label: pairs for label, pairs in found.items() if pairs}


def _by_label(spans: Iterable[Span]) -> dict[str, list[Span]]:
    sorted_out: dict[str, list[Span]] = defaultdict(list)
    for span in spans:
        sorted_out[span.label].append(span)
    return sorted_out


def _count(left: list[Span], right: list[Span]) -> int:
    """Pair what is equal, which settles nearly all; then look for more."""
    waiting: dict[object, list[int]] = defaultdict(list)
    for there, span in enumerate(right):
        waiting[span.fragments].append(there)
    partner: dict[int, int] = {}
    answer: dict[int, int] = {}
    for here, span in enumerate(left):
        if equal := waiting.get(span.fragments):
            partner[here] = equal.pop()
            answer[partner[here]] = here
    if len(answer) < min(len(left), len(right)):
        _augment(left, right, partner, answer)
    return len(answer)


def _augment(
    left: Sequence[Span], right: Sequence[Span], partner: dict[int, int], answer: dict[int, int]
) -> None:
    """Add pairs (`partner`: left -> right, `answer`: right -> left) until no more can be made."""
    near = _Neighbours(right)
    for here in [one for one in range(len(left)) if one not in partner]:
        came_from: dict[int, int] = {}
        """Right -> the left one from which it was reached."""
        coming = deque([here])
        while coming:
            one = coming.popleft()
            for there in near.of(left[one]):
                if there in came_from:
                    continue
                came_from[there] = one
                if there not in answer:
                    _turn(there, came_from, partner, answer)
                    coming.clear()
                    break
                coming.append(answer[there])


def _turn(
    there: int, came_from: dict[int, int], partner: dict[int, int], answer: dict[int, int]
) -> None:
    """Pair anew along the way that led to a free one."""
    step: int | None = there
    while step is not None:
        one = came_from[step]
        before = partner.get(one)
        partner[one], answer[step] = step, one
        step = before


class _Neighbours:
    """Which spans share a character with a given one."""

    def __init__(self, spans: Sequence[Span]) -> None:
        self._order = sorted(range(len(spans)), key=lambda one: spans[one].start)
        self._spans = [spans[one] for one in self._order]
        self._starts = [span.start for span in self._spans]
        self._reach: list[int] = []
        """The furthest end of the spans up to here: never falls."""
        for span in self._spans:
            self._reach.append(max(span.end, self._reach[-1] if self._reach else 0))

    def of(self, span: Span) -> list[int]:
        """Return their places in the list that was given."""
        begin = bisect_left(self._reach, span.start + 1)
        end = bisect_left(self._starts, span.end)
        return [
            self._order[at]
            for at in range(begin, end)
            if count_shared(span.fragments, self._spans[at].fragments)
        ]

"""Which span of one annotator answers which of another: one to one, and always the same answer."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from typing import Literal, NamedTuple

from annotator.model.span import Fragment, Span

PairKind = Literal["agree", "label", "boundary", "label_and_boundary"]
"""In what the two differ: in nothing, in the label, in the fragments, in both."""


class Pair(NamedTuple):
    """Two spans that answer each other."""

    first: Span
    second: Span
    kind: PairKind


def pair_spans(first: Iterable[Span], second: Iterable[Span]) -> list[Pair]:
    """Return the pairs in reading order; a span without an answer is in none.

    Greedy, in the order of the kinds: what agrees is taken first, then what differs in the label
    alone, then overlapping spans of one label, then whatever overlaps. Of overlapping spans those
    that share most characters go first, then those read first, then the lesser ids.
    """
    pairs: list[Pair] = []
    left, right = sorted(first, key=_place), sorted(second, key=_place)
    passes: tuple[tuple[PairKind, Callable[[Span], Hashable]], ...] = (
        ("agree", lambda span: (span.fragments, span.label)),
        ("label", lambda span: span.fragments),
    )
    for kind, likeness in passes:
        _take(pairs, kind, list(_alike(left, right, likeness)), left, right)
    _take(pairs, "boundary", _overlapping(left, right, is_same_label=True), left, right)
    _take(pairs, "label_and_boundary", _overlapping(left, right, is_same_label=False), left, right)
    return sorted(pairs, key=lambda pair: _place(pair.first))


def count_shared(first: Sequence[Fragment], second: Sequence[Fragment]) -> int:
    """Return how many characters both of two lists of fragments, each in text order, cover."""
    shared, here, there = 0, 0, 0
    while here < len(first) and there < len(second):
        start = max(first[here][0], second[there][0])
        end = min(first[here][1], second[there][1])
        shared += max(0, end - start)
        if first[here][1] <= second[there][1]:
            here += 1
        else:
            there += 1
    return shared


def _place(span: Span) -> tuple[int, int, str, str]:
    # By number: this is asked of every span that is compared, and names cost twice the time.
    id, label, fragments = span[:3]
    return (fragments[0][0], -fragments[-1][1], label, id)


def _take(
    pairs: list[Pair],
    kind: PairKind,
    found: Iterable[tuple[Span, Span]],
    left: list[Span],
    right: list[Span],
) -> None:
    """Make pairs of what was found, in that order, and leave in both lists what is in none."""
    taken_left: set[str] = set()
    taken_right: set[str] = set()
    for one, other in found:
        if one.id not in taken_left and other.id not in taken_right:
            pairs.append(Pair(one, other, kind))
            taken_left.add(one.id)
            taken_right.add(other.id)
    left[:] = [span for span in left if span.id not in taken_left]
    right[:] = [span for span in right if span.id not in taken_right]


def _alike(
    left: Sequence[Span], right: Sequence[Span], likeness: Callable[[Span], Hashable]
) -> Iterator[tuple[Span, Span]]:
    """Yield spans that are alike, the first of one side with the first of the other."""
    waiting: dict[Hashable, list[Span]] = defaultdict(list)
    for span in reversed(right):
        waiting[likeness(span)].append(span)
    for span in left:
        answers = waiting.get(likeness(span))
        if answers:
            yield span, answers.pop()


def _overlapping(
    left: Sequence[Span], right: Sequence[Span], *, is_same_label: bool
) -> list[tuple[Span, Span]]:
    """Return spans that share characters, those that share most first."""
    found: list[tuple[int, Span, Span]] = []
    near: list[Span] = []
    coming = 0
    for span in left:
        near = [one for one in near if one.end > span.start]
        while coming < len(right) and right[coming].start < span.end:
            near.append(right[coming])
            coming += 1
        for other in near:
            if (span.label == other.label) is not is_same_label:
                continue
            shared = count_shared(span.fragments, other.fragments)
            if shared:
                found.append((shared, span, other))
    # The same whichever of the two is called the first.
    found.sort(key=lambda one: (-one[0], *sorted((_place(one[1]), _place(one[2])))))
    return [(one, other) for _, one, other in found]

"""Crossings: which arc had better run above which, and which other places make fewer cross.

Two arcs can be laid one above the other in two ways; the better one is known from where their
legs are. So levels follow from pairs, and arcs that cross either way are given other legs.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import NamedTuple

from annotator.ui.text_view.arcs import Way
from annotator.ui.text_view.lanes import LanePacker

_TOUCHING = 2.0
"""A leg so near to the end of a line would be taken for a part of it."""
_ROUNDS = 2
_ARCS_APART = 12.0
"""Between two arcs of one level: the words of both would read as one phrase."""


class Track(NamedTuple):
    """What of a way others can meet."""

    left: float
    right: float
    downs: tuple[float, ...]
    ups: tuple[float, ...]

    @classmethod
    def of(cls, way: Way) -> "Track":
        """Return the track of a way."""
        return cls(*way.extent, way.legs_down, way.legs_up)


class Place(NamedTuple):
    """Another place for a way: the x of its ends, the side of its name, and how far that is."""

    start: float
    end: float
    is_named_left: bool = False
    detour: float = 0.0

    def put(self, way: Way) -> None:
        """Put the way there."""
        way.start, way.end, way.is_named_left = self.start, self.end, self.is_named_left


def crossings(lower: Track, upper: Track) -> int:
    """Return how often two tracks cross when they run one above the other."""
    count = 0
    left, right = lower.left - _TOUCHING, lower.right + _TOUCHING
    for x in upper.downs:
        if left < x < right:
            count += 1
    left, right = upper.left - _TOUCHING, upper.right + _TOUCHING
    for x in lower.ups:
        if left < x < right:
            count += 1
    return count


def tangle(track: Track, others: Iterable[Track]) -> int:
    """Return how often a track crosses others at least, whatever runs above whatever."""
    count = 0
    left, right = track.left - _TOUCHING, track.right + _TOUCHING
    for other in others:
        if left < other.right and other.left < right:
            below = crossings(track, other)
            count += below and min(below, crossings(other, track))
    return count


def untangle(
    ways: Sequence[Way],
    places: Callable[[int], Iterable[Place]],
    took: Callable[[int, Place], None],
) -> None:
    """Move ways that cross others to where they cross fewer.

    `places` gives for the number of a way where else it could stand, `took` is told of the place
    that it takes: of places that are equally good the one nearest by.
    """
    tracks = [Track.of(way) for way in ways]
    for _ in range(_ROUNDS):
        counts = [_count(number, tracks) for number in range(len(tracks))]
        is_better = False
        for number in sorted(range(len(ways)), key=lambda one: -counts[one]):
            if not counts[number] and not is_better:
                return  # nor does any of the rest cross another
            place = _better_place(ways[number], number, tracks, places)
            if place is not None:
                place.put(ways[number])
                tracks[number] = Track.of(ways[number])
                took(number, place)
                is_better = True
        if not is_better:
            return


def _count(number: int, tracks: Sequence[Track]) -> int:
    return tangle(tracks[number], (*tracks[:number], *tracks[number + 1 :]))


def _better_place(
    way: Way, number: int, tracks: Sequence[Track], places: Callable[[int], Iterable[Place]]
) -> Place | None:
    """Return where a way crosses fewer others than where it is; None where it had better stay."""
    least = (_count(number, tracks), 0.0)
    if not least[0]:
        return None
    others = (*tracks[:number], *tracks[number + 1 :])
    best, most = None, least[0]
    moved = replace(way)
    for place in places(number):
        place.put(moved)
        cost = (tangle(Track.of(moved), others), place.detour)
        if cost[0] < most and (best is None or cost < least):
            best, least = place, cost
    return best


def pack_arcs(ways: Sequence[Way]) -> int:
    """Give each way its level, the shortest next to the text; return how many levels there are.

    Where two would cross one way round and not, or less, the other way round, the better it is.
    """
    packer = LanePacker(_ARCS_APART)
    waiting = sorted(ways, key=lambda one: (one.extent[1] - one.extent[0], one.relation))
    below = _what_is_below(waiting)
    levels: dict[str, int] = {}
    while waiting:
        # Where ways wait for each other in a ring, a crossing cannot be helped: the one goes that
        # waits for the fewest, of those the shortest.
        way = min(waiting, key=lambda one: len(below[one.relation] - levels.keys()))
        lower = [levels[one] + 1 for one in below[way.relation] if one in levels]
        way.level = levels[way.relation] = packer.place(way.extent, max(lower, default=0))
        waiting.remove(way)
    return packer.count


def _what_is_below(ways: Sequence[Way]) -> dict[str, set[str]]:
    """Return for each way (by relation) the ways that had better be below it."""
    below: dict[str, set[str]] = {way.relation: set() for way in ways}
    tracks = [(way.relation, Track.of(way)) for way in ways]
    for number, (one, track) in enumerate(tracks):
        for other, its in tracks[:number]:
            if track.right + _TOUCHING < its.left or its.right + _TOUCHING < track.left:
                continue
            beneath, above = crossings(track, its), crossings(its, track)
            if beneath < above:
                below[other].add(one)
            elif above < beneath:
                below[one].add(other)
    return below

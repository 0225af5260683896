"""Which of many texts are nearly the same, told by their fingerprints.

Candidates are found by locality-sensitive hashing in bands (Leskovec, Rajaraman, Ullman, "Mining of
Massive Datasets", 3.4): with 25 bands of 4 numbers a pair whose texts have 60 in 100 word runs in
common is found 97 times in 100, one of 70 always. Each candidate is then held against its estimate.
"""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from annotator.text.fingerprints import PLACES

if TYPE_CHECKING:
    import numpy as np

BANDS, ROWS = 25, 4
NEARLY_THE_SAME = 0.5
"""From which share of word runs in common on. Articles that tell of one thing in their own words
have less than a tenth."""
_ALL_PAIRS_UP_TO = 40
"""Of so many texts with a band in common each is held against each; of more, each against the
first and the one before, which joins them as well."""
_FACTOR = 0x9E3779B97F4A7C15


class Resembling(NamedTuple):
    """Two texts, by their places, and the estimated share of word runs that they have in common."""

    one: int
    other: int
    share: float


def resembling_pairs(fingerprints: Sequence[bytes]) -> list[Resembling]:
    """Return pairs of texts that are nearly the same, in order; `one` stands before `other`."""
    import numpy as np

    if len(fingerprints) < 2:
        return []
    table = _table(fingerprints)
    pairs = np.unique(np.asarray(list(_candidates(table)), np.int64).reshape(-1, 2), axis=0)
    found: list[Resembling] = []
    for begin in range(0, len(pairs), 10_000):
        some = pairs[begin : begin + 10_000]
        shares = (table[some[:, 0]] == table[some[:, 1]]).mean(axis=1)
        kept = shares >= NEARLY_THE_SAME
        found += map(
            Resembling, some[kept, 0].tolist(), some[kept, 1].tolist(), shares[kept].tolist()
        )
    return found


def resembling(fingerprint: bytes, fingerprints: Sequence[bytes]) -> list[tuple[int, float]]:
    """Return place and share of the texts that are nearly the same as one, in order."""
    import numpy as np

    if not fingerprints:
        return []
    shares = (_table(fingerprints) == np.frombuffer(fingerprint, "<u4")).mean(axis=1)
    places = np.flatnonzero(shares >= NEARLY_THE_SAME)
    return [(int(place), float(shares[place])) for place in places]


def _table(fingerprints: Sequence[bytes]) -> "np.ndarray":
    import numpy as np

    return np.frombuffer(b"".join(fingerprints), "<u4").reshape(-1, PLACES)


def _candidates(table: "np.ndarray") -> Iterator[tuple[int, int]]:
    import numpy as np

    for band in range(BANDS):
        keys = np.zeros(len(table), np.uint64)
        for column in range(band * ROWS, (band + 1) * ROWS):
            keys = (keys ^ table[:, column]) * np.uint64(_FACTOR)
        order = np.argsort(keys, kind="stable")
        bounds = np.flatnonzero(np.diff(keys[order])) + 1
        starts = np.concatenate(([0], bounds))
        ends = np.concatenate((bounds, [len(table)]))
        shared = ends - starts > 1
        for start, end in zip(starts[shared].tolist(), ends[shared].tolist(), strict=True):
            yield from _pairs_of(order[start:end].tolist())


def _pairs_of(run: list[int]) -> Iterator[tuple[int, int]]:
    """Yield pairs of places of a run in order: all where it is short."""
    for at in range(1, len(run)):
        before = range(at) if len(run) <= _ALL_PAIRS_UP_TO else {0, at - 1}
        for earlier in before:
            yield run[earlier], run[at]


def groups_of(pairs: Sequence[Resembling]) -> list[list[int]]:
    """Return the places that pairs join, directly or through others: groups in order."""
    leader: dict[int, int] = {}

    def lead(place: int) -> int:
        while (above := leader.setdefault(place, place)) != place:
            leader[place] = leader[above]
            place = leader[place]
        return place

    for pair in pairs:
        one, other = lead(pair.one), lead(pair.other)
        leader[max(one, other)] = min(one, other)
    groups: dict[int, list[int]] = {}
    for place in sorted(leader):
        groups.setdefault(lead(place), []).append(place)
    return list(groups.values())

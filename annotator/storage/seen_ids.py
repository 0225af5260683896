"""Which ids have come by: remembered in four bytes each, so that eight million fit in memory."""

from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from numpy.typing import NDArray

_RECENT = 100_000
"""Ids that are kept as they are; those before them are kept as sorted hashes."""
_LARGEST = 1_000_000
"""Hashes in one piece: to put pieces together takes their room a second time."""


class SeenIds:
    """Remembers ids; what it says was seen has to be looked up, what it says was not, was not."""

    def __init__(self) -> None:
        self._recent: set[str] = set()
        self._older: list[NDArray[Any]] = []
        """Sorted 32-bit hashes, in pieces."""

    def add(self, *ids: Iterable[str]) -> None:
        """Remember these."""
        self._recent.update(*ids)
        if len(self._recent) > _RECENT:
            self._put_away()

    def perhaps(self, ids: Collection[str]) -> list[str]:
        """Return those of these ids that have been added, in order; seldom another one."""
        if self._older:
            return self._among_all(list(ids))
        if self._recent.isdisjoint(ids):
            return []
        return [id for id in ids if id in self._recent]

    def _among_all(self, ids: list[str]) -> list[str]:
        import numpy as np

        hashes = _hashes(ids)
        was_seen = np.zeros(len(ids), bool)
        for older in self._older:
            places = older.searchsorted(hashes)
            places[places == len(older)] = 0
            was_seen |= older[places] == hashes
        return [
            id
            for id, seen in zip(ids, was_seen.tolist(), strict=True)
            if seen or id in self._recent
        ]

    def _put_away(self) -> None:
        import numpy as np

        hashes = _hashes(self._recent)
        hashes.sort()
        self._recent.clear()
        while self._older and len(self._older[-1]) + len(hashes) <= _LARGEST:
            hashes = np.concatenate((self._older.pop(), hashes))
            hashes.sort(kind="stable")  # quick where there are sorted runs
        self._older.append(hashes)


def _hashes(ids: Collection[str]) -> "NDArray[Any]":
    import numpy as np

    return np.fromiter(map(hash, ids), np.int64, len(ids)).astype(np.uint32)

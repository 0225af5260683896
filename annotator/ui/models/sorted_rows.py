"""Rows kept in order: where each stands, and where a new one goes."""

from bisect import bisect_left
from collections.abc import Iterable
from typing import Any

Key = tuple[Any, ...]
"""What a row is sorted by; it ends with the id, so that no two are equal."""


class SortedRows:
    """Ids in the order of their keys, or in the opposite one. Rows count from 0."""

    def __init__(self, *, is_descending: bool = False) -> None:
        self._order: list[Key] = []
        self._keys: dict[str, Key] = {}
        self._is_descending = is_descending

    def __len__(self) -> int:
        return len(self._order)

    def __contains__(self, id: str) -> bool:
        return id in self._keys

    def gather(self, keys: Iterable[Key]) -> None:
        """Add many rows at the end; `arrange` must follow before anything is asked."""
        coming = list(keys)
        self._order += coming
        self._keys.update((key[-1], key) for key in coming)

    def arrange(self) -> None:
        """Put what was gathered in its order."""
        self._order.sort()

    def id_at(self, row: int) -> str:
        """Return the id in a row. IndexError where there is no such row."""
        if not 0 <= row < len(self._order):
            raise IndexError(row)
        key = self._order[~row if self._is_descending else row]
        return str(key[-1])

    def row_of(self, id: str) -> int | None:
        """Return the row where an id stands; None where it stands in none."""
        key = self._keys.get(id)
        return None if key is None else self._row(bisect_left(self._order, key))

    def key_of(self, id: str) -> Key | None:
        """Return what a row is sorted by."""
        return self._keys.get(id)

    def place_for(self, key: Key) -> int:
        """Return the row that a new key would have."""
        place = bisect_left(self._order, key)
        return len(self._order) - place if self._is_descending else place

    def put(self, key: Key) -> None:
        """Add a row."""
        self._order.insert(bisect_left(self._order, key), key)
        self._keys[key[-1]] = key

    def drop(self, id: str) -> None:
        """Take a row out. KeyError where it is not there."""
        del self._order[bisect_left(self._order, self._keys.pop(id))]

    def _row(self, place: int) -> int:
        return len(self._order) - 1 - place if self._is_descending else place

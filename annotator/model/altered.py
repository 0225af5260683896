"""A mapping a few exchanges away from another one, which it shares instead of copying it.

Decision: sets of annotations are frozen, so each edit makes a new one. Copying fifty thousand spans
for one of them takes longer than all else that a key press asks for. Only what is different is
copied, until somebody goes through all of it.
"""

from collections.abc import ItemsView, Iterator, KeysView, Mapping, ValuesView
from typing import Generic, TypeVar

T = TypeVar("T")

_FEW = 1000
"""So many are copied within a few microseconds."""
_MOST = 500
"""Exchanges that are carried along; then all is copied once."""


class Altered(Mapping[str, T], Generic[T]):
    """As a dict after the same acts, in the same order; no value is None."""

    __slots__ = ("_count", "_state")

    def __init__(
        self, base: dict[str, T], put: dict[str, T], gone: frozenset[str], count: int
    ) -> None:
        """`put` are the values that are new or others than in `base`, `gone` the keys of `base`
        that were taken out, those put in again after that as well."""
        # One attribute, so that other threads see either all of it before or all of it after.
        self._state = (base, put, gone)
        self._count = count

    def __len__(self) -> int:
        return self._count

    def __getitem__(self, key: str) -> T:
        base, put, gone = self._state
        found = put.get(key)
        if found is not None:
            return found
        if key in gone:
            raise KeyError(key)
        return base[key]

    def __contains__(self, key: object) -> bool:
        base, put, gone = self._state
        return key in put or (key in base and key not in gone)

    def __iter__(self) -> Iterator[str]:
        return iter(self.plain())

    def keys(self) -> KeysView[str]:
        """As of a dict."""
        return self.plain().keys()

    def values(self) -> ValuesView[T]:
        """As of a dict."""
        return self.plain().values()

    def items(self) -> ItemsView[str, T]:
        """As of a dict."""
        return self.plain().items()

    def __eq__(self, other: object) -> bool:
        return self.plain() == (other.plain() if isinstance(other, Altered) else other)

    __hash__ = None  # type: ignore[assignment] # as of a dict

    def __repr__(self) -> str:
        return repr(self.plain())

    def plain(self) -> dict[str, T]:
        """Return all of it as a dict, which nobody may change; made when it is first asked for."""
        base, put, gone = self._state
        if put or gone:
            base = dict(base)
            for key in gone:
                del base[key]
            base.update(put)
            self._state = (base, {}, frozenset())
        return base

    def with_one(self, key: str, value: T) -> "Altered[T]":
        """Return it with one value put in, or in the place of another."""
        base, put, gone = self._roomy()
        return Altered(base, {**put, key: value}, gone, self._count + (key not in self))

    def without_one(self, key: str) -> "Altered[T]":
        """Return it without one that is in it."""
        base, put, gone = self._roomy()
        left = {one: value for one, value in put.items() if one != key}
        return Altered(base, left, gone | {key} if key in base else gone, self._count - 1)

    def _roomy(self) -> tuple[dict[str, T], dict[str, T], frozenset[str]]:
        base, put, gone = self._state
        if len(put) + len(gone) < _MOST:
            return base, put, gone
        return self.plain(), {}, frozenset()


def plain(mapping: Mapping[str, T]) -> Mapping[str, T]:
    """Return the same as a dict, for whoever goes through all of it or looks up very much."""
    return mapping.plain() if isinstance(mapping, Altered) else mapping


def with_one(mapping: Mapping[str, T], key: str, value: T) -> Mapping[str, T]:
    """Return a mapping with one value put in, or in the place of another."""
    if isinstance(mapping, Altered):
        return mapping.with_one(key, value)
    if len(mapping) < _FEW:
        return {**mapping, key: value}
    count = len(mapping) + (key not in mapping)
    return Altered(_dict(mapping), {key: value}, frozenset(), count)


def without_one(mapping: Mapping[str, T], key: str) -> Mapping[str, T]:
    """Return a mapping without one value that is in it."""
    if isinstance(mapping, Altered):
        return mapping.without_one(key)
    if len(mapping) < _FEW:
        return {one: value for one, value in mapping.items() if one != key}
    return Altered(_dict(mapping), {}, frozenset((key,)), len(mapping) - 1)


def _dict(mapping: Mapping[str, T]) -> dict[str, T]:
    return mapping if isinstance(mapping, dict) else dict(mapping)

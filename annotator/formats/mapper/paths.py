"""Paths to values in a record: keys joined by dots, as in `data.body` or `authors.0.name`.

A key may hold dots itself: the longest that fits is taken. In a list a number is a place, from 0;
any other key, and a number where nothing stands at that place, is looked for in each element that
is an object.
"""

from collections.abc import Iterator, Mapping
from typing import Any

_DEPTH = 4
"""How deep keys are listed; deeper ones can still be named."""
_ELEMENTS = 3
"""How many elements of a list are looked at to list keys."""


def value_at(value: Any, path: str) -> Any:
    """Return what stands at a path; None where nothing does. An empty path is the value itself."""
    if not path:
        return value
    if isinstance(value, Mapping):
        for key, rest in _splits(path):
            if key in value and (found := value_at(value[key], rest)) is not None:
                return found
        return None
    if isinstance(value, list):
        key, _, rest = path.partition(".")
        if key.isdecimal():
            at = int(key[:9])
            if at < len(value) and (found := value_at(value[at], rest)) is not None:
                return found
        found_in_each = [value_at(one, path) for one in value if isinstance(one, Mapping)]
        return [one for one in found_in_each if one is not None] or None
    return None


def _splits(path: str) -> Iterator[tuple[str, str]]:
    """Yield the ways to take a first key off a path, the longest first."""
    yield path, ""
    at = path.rfind(".")
    while at > 0:
        yield path[:at], path[at + 1 :]
        at = path.rfind(".", 0, at)


def paths_in(value: Any, path: str = "", depth: int = _DEPTH) -> Iterator[tuple[str, Any]]:
    """Yield the paths of a record with what stands there, outermost first within each key.

    What stands in lists is listed once for all elements, without their places.
    """
    if path:
        yield path, value
    if depth == 0:
        return
    if isinstance(value, Mapping):
        for key, one in value.items():
            if isinstance(key, str) and key:
                yield from paths_in(one, f"{path}.{key}" if path else key, depth - 1)
    elif isinstance(value, list) and path:
        for one in value[:_ELEMENTS]:
            if isinstance(one, Mapping):
                for key, part in one.items():
                    yield from paths_in(part, f"{path}.{key}", depth - 1)

"""What the beginning of a JSON file shows: the keys of its records, by which formats know it."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from itertools import islice
from typing import Any

_EVENTS = 20_000
"""How many values and brackets are looked at: a beginning of 64 KB could have three times more."""
_DEPTH = 8
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class JsonHead:
    """The paths seen in the records of a file's beginning, with what stands there.

    A path is keys joined by dots, `[]` for "in each element": `spans[].start`; the record itself
    is "". The kinds are "string", "number", "boolean", "null", "map", "array".
    """

    kinds: dict[str, set[str]]

    def has(self, path: str, *kinds: str) -> bool:
        """Tell whether something stands at a path, of one of the kinds if any are named."""
        found = self.kinds.get(path)
        return found is not None and (not kinds or not found.isdisjoint(kinds))

    def has_any(self, *paths: str) -> bool:
        """Tell whether something stands at one of these paths."""
        return any(path in self.kinds for path in paths)

    def has_all(self, *paths: str) -> bool:
        """Tell whether something stands at each of these paths."""
        return all(path in self.kinds for path in paths)


@lru_cache(maxsize=2)
def json_head(head: bytes) -> JsonHead:
    """Return what the beginning of a file shows; nothing where it is no JSON.

    What comes before a fault is seen, and the end may be cut anywhere.
    """
    # The reader in C that ijson prefers ends the process at a number of 5,000 digits.
    from ijson.backends import python as ijson
    from ijson.common import JSONError

    head = head.removeprefix(_BYTE_ORDER_MARK)
    begins = head.lstrip()[:1]
    kinds: dict[str, set[str]] = {}
    if begins in (b"{", b"["):
        with suppress(JSONError, ValueError, ArithmeticError):
            events = ijson.basic_parse(BytesIO(head), multiple_values=True, buf_size=1024)
            _look(islice(events, _EVENTS), kinds, is_list=begins == b"[")
    return JsonHead(kinds)


def _look(events: Iterator[tuple[str, Any]], kinds: dict[str, set[str]], *, is_list: bool) -> None:
    """Fill `kinds`. A list around the records is no part of their paths."""
    path: list[str] = []
    """Of each bracket that is open, the path of what stands in it."""
    key = ""
    for event, value in events:
        if event == "map_key":
            key = value
            continue
        if event in ("end_map", "end_array"):
            path.pop()
            continue
        kind = event.removeprefix("start_")
        if len(path) > _DEPTH:  # a path grows no longer than anybody asks for
            if kind in ("map", "array"):
                path.append(path[-1])
            continue
        here = _path_in(path[-1], key) if path else ("^" if is_list else "")
        if here != "^":
            kinds.setdefault(here, set()).add(kind)
        if event == "start_map":
            path.append(f"{here}." if here else ".")
        elif event == "start_array":
            path.append("" if here == "^" else f"{here}[]")


def _path_in(holder: str, key: str) -> str:
    """The path of a value in a map, whose own path ends with a dot, or in a list."""
    return f"{holder}{key}".removeprefix(".") if holder.endswith(".") else holder

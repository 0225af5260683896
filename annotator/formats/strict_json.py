"""Strict JSON: what Python's reader lets pass (NaN, repeated keys, any depth) is refused here."""

import json
import math
from typing import Any

MAX_DEPTH = 64
"""How deep values of unknown keys may be nested; far below what any writer refuses."""
_INTEGERS = range(-(2**63), 2**64)
"""What every reader and writer of JSON can hold."""


class JsonWrong(Exception):
    """The text is not strict JSON; the message says why in short."""


def parse_strict(raw: bytes) -> Any:
    """Return the value of a JSON text in UTF-8. JsonWrong."""
    try:
        return _DECODER.decode(raw.decode())
    except UnicodeDecodeError as error:
        raise JsonWrong(f"not UTF-8 at byte {error.start}") from error
    except RecursionError as error:
        raise JsonWrong("nested too deep") from error
    except json.JSONDecodeError as error:
        raise JsonWrong(f"not JSON at column {error.colno}") from error
    except ValueError as error:
        # Python gives up on integers of more than a few thousand digits.
        raise JsonWrong("number too large") from error


def check_value(value: Any, depth: int = MAX_DEPTH) -> None:
    """Refuse what could be read but not be written again: deep nests, huge integers. JsonWrong."""
    if depth < 0:
        raise JsonWrong("nested too deep")
    if isinstance(value, dict):
        for one in value.values():
            check_value(one, depth - 1)
    elif isinstance(value, list):
        for one in value:
            check_value(one, depth - 1)
    elif isinstance(value, int) and value not in _INTEGERS:
        raise JsonWrong("number too large")


def has_unfit_characters(raw: bytes) -> bool:
    """Tell whether a JSON text may hold NUL or a surrogate, which can only stand there escaped."""
    return b"\\u0000" in raw or b"\\ud" in raw or b"\\uD" in raw


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        seen: set[str] = set()
        repeated = next(key for key, _ in pairs if key in seen or seen.add(key))  # type: ignore[func-returns-value]
        raise JsonWrong(f"key {repeated[:40]!r} twice")
    return found


def _float(digits: str) -> float:
    number = float(digits)
    if not math.isfinite(number):
        raise JsonWrong("number too large")
    return number


def _constant(name: str) -> None:
    raise JsonWrong(f"{name} is not a number")


_DECODER = json.JSONDecoder(object_pairs_hook=_object, parse_float=_float, parse_constant=_constant)

"""Strict JSON: what Python's reader lets pass (NaN, repeated keys, any depth) is refused here."""

import json
import math
import re
from typing import Any

import orjson

MAX_DEPTH = 64
"""How deep values of unknown keys may be nested; far below what any writer refuses."""
_INTEGERS = range(-(2**63), 2**64)
"""What every reader and writer of JSON can hold."""


class JsonWrong(Exception):
    """The text is not strict JSON; the message says why in short."""


def parse_strict(raw: bytes) -> Any:
    """Return the value of a JSON text in UTF-8. JsonWrong.

    A quick parser reads what is plainly all right; what it refuses, or would read otherwise
    (repeated keys, huge integers), is read again by one that knows what is wrong.
    """
    try:
        value = orjson.loads(raw)
    except orjson.JSONDecodeError:
        pass
    else:
        # As our own lines are written: no key is there twice, no number is another.
        if orjson.dumps(value) == raw or _is_each_key_there(raw, value):
            return value
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


_SPACED_COLONS = (b" :", b"\t:", b"\n:", b"\r:")
_APART = re.compile(rb'"[ \t\r\n]+:')
"""Keys apart from their colons."""
_LOOKED_AT = frozenset((dict, list, float))


def _is_each_key_there(raw: bytes, value: Any) -> bool:
    """Whether no key of the text was lost for want of a place, and no number may be another."""
    if any(one in raw for one in _SPACED_COLONS) and _APART.search(raw):
        return False
    # Each key that stands in the text has one colon behind its quote. Colons behind quotes inside
    # of texts only make more of them, so equal means that no key is lost.
    return raw.count(b'":') == _count_keys(value)


def _count_keys(value: Any) -> int:
    """Return how many keys there are, -1 where a number may have been an integer too large."""
    count = 0
    waiting = [value]
    while waiting:
        one = waiting.pop()
        if type(one) is dict:
            count += len(one)
            waiting += [part for part in one.values() if type(part) in _LOOKED_AT]
        elif type(one) is list:
            waiting += [part for part in one if type(part) in _LOOKED_AT]
        else:
            return -1
    return count


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

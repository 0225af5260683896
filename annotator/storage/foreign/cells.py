"""What one cell of a foreign row may hold: decoded strictly, or not at all."""

import re
from collections.abc import Callable, Iterable, Mapping
from itertools import pairwise
from typing import Any, TypeVar

import orjson

from annotator.model.document import SECTION_KINDS
from annotator.model.suggested import plain_of, suggested_of
from annotator.storage.columns import dump
from annotator.storage.foreign.guarding import Text

T = TypeVar("T")

_COLOUR = re.compile("#[0-9a-fA-F]{6}")
_PLAIN_COLOUR = "#5c6470"
LONGEST_ID = 1_000
"""Characters of an id."""


class Unfit(Exception):
    """A cell, and so its row, cannot be taken; the words say why, in short."""


def text(cell: object) -> str:
    """Return the text in a cell: UTF-8 without NUL."""
    if not isinstance(cell, Text):
        raise Unfit("a text is missing")
    try:
        decoded = cell.decode()
    except UnicodeDecodeError:
        raise Unfit("a text is not UTF-8") from None
    if "\0" in decoded:
        raise Unfit("a text has a NUL")
    return decoded


def id_text(cell: object) -> str:
    """Return an id."""
    found = text(cell)
    if not found or len(found) > LONGEST_ID:
        raise Unfit("an id is empty or too long")
    return found


def colour_text(cell: object) -> str:
    """Return the colour of a label, a plain one for what is none: style sheets are made of it."""
    found = text(cell)
    return found if _COLOUR.fullmatch(found) else _PLAIN_COLOUR


def key_text(cell: object) -> str:
    """Return the key of a label, none for what is more than one character."""
    found = text(cell)
    return found if len(found) == 1 and found.isprintable() and not found.isspace() else ""


def number(cell: object, low: int = 0, high: int = 2**63 - 1) -> int:
    """Return a whole number between two others, both included."""
    if not isinstance(cell, int):
        raise Unfit("a number is missing")
    if not low <= cell <= high:
        raise Unfit("a number is out of range")
    return cell


def one_of(cell: object, allowed: Iterable[str]) -> str:
    """Return a text that is one of some."""
    found = text(cell)
    if found not in allowed:
        raise Unfit("a word is not known")
    return found


def maybe(read: Callable[[object], T], cell: object) -> T | None:
    """Return None for an empty cell, else what it holds."""
    return None if cell is None else read(cell)


def json(cell: object) -> Any:
    """Return the value that a cell holds as JSON."""
    try:
        return orjson.loads(text(cell))
    except ValueError:
        raise Unfit("a value is not JSON") from None


def json_object(cell: object) -> dict[str, Any]:
    """Return an object."""
    found = json(cell)
    if not isinstance(found, dict):
        raise Unfit("a value is not an object")
    return found


def texts(cell: object) -> list[str]:
    """Return a list of texts."""
    found = json(cell)
    if not isinstance(found, list) or not all(isinstance(one, str) for one in found):
        raise Unfit("a value is not a list of texts")
    return found


def attributes(cell: object) -> Mapping[str, Any]:
    """Return attributes: id -> text, yes or no, number, or list of texts."""
    found = json_object(cell)
    for value in found.values():
        is_list = isinstance(value, list) and all(isinstance(one, str) for one in value)
        if not is_list and not isinstance(value, str | bool | int | float):
            raise Unfit("an attribute has no value that can be read")
    return found


def suggested(cell: object) -> str | None:
    """Return what a span was suggested as, as the column holds it; nothing where that is none: the
    span stands without it."""
    try:
        return None if cell is None else dump(plain_of(suggested_of(json_object(cell))))
    except (Unfit, ValueError):
        return None


def sections(cell: object, length: int) -> str:
    """Return the sections of a text of so many characters, as the column holds them."""
    found = json(cell)
    if not isinstance(found, list) or not all(_is_section(one, length) for one in found):
        raise Unfit("a section does not lie in the text")
    return dump(found)


def fragments(cell: object, start: int, end: int) -> str | None:
    """Return the fragments of a span from `start` to `end`, as the column holds them."""
    if cell is None:
        return None
    found = json(cell)
    if (
        not isinstance(found, list)
        or not all(_is_range(one) for one in found)
        or len(found) < 2
        or any(other[0] <= one[1] for one, other in pairwise(found))
        or (found[0][0], found[-1][1]) != (start, end)
    ):
        raise Unfit("fragments are out of order")
    return dump(found)


def _is_range(value: object) -> bool:
    return (
        isinstance(value, list)
        and len(value) == 2
        and all(type(one) is int for one in value)
        and value[0] < value[1]
    )


def _is_section(value: object, length: int) -> bool:
    if not isinstance(value, list) or len(value) != 3 or value[0] not in SECTION_KINDS:
        return False
    _, start, end = value
    return type(start) is int and type(end) is int and 0 <= start <= end <= length

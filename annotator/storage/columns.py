"""Values that one column holds as JSON: attributes, fragments, sections, authors, sets of ids."""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

import orjson

from annotator.model.attribute import NO_ATTRIBUTES, Attributes
from annotator.model.document import Section
from annotator.model.span import Fragment


def dump(value: Any) -> str:
    """Return a value as JSON text."""
    return orjson.dumps(value, option=orjson.OPT_SORT_KEYS).decode()


def dump_attributes(attributes: Attributes) -> str | None:
    """Return attributes as JSON, None where there are none."""
    if len(attributes) == 1:
        [(name, value)] = attributes.items()
        if type(value) is str:
            return _dump_one(name, value)
    return dump(dict(attributes)) if attributes else None


@lru_cache(4096)
def _dump_one(name: str, value: str) -> str:
    """Of a corpus with attributes most have one, with one of a few values."""
    return dump({name: value})


def load_attributes(column: str | None) -> Attributes:
    """Return the attributes that `dump_attributes` made this of."""
    if column is None:
        return NO_ATTRIBUTES
    values: Mapping[str, Any] = orjson.loads(column)
    return {
        name: tuple(value) if isinstance(value, list) else value for name, value in values.items()
    }


def dump_fragments(fragments: tuple[Fragment, ...]) -> str | None:
    """Return fragments as JSON, None where there is one: start and end say it."""
    return dump(fragments) if len(fragments) > 1 else None


def load_fragments(column: str | None, start: int, end: int) -> tuple[Fragment, ...]:
    """Return the fragments of a span that reaches from `start` to `end`."""
    if column is None:
        return ((start, end),)
    return tuple((one, other) for one, other in orjson.loads(column))


def load_sections(column: str) -> tuple[Section, ...]:
    """Return the sections kept in a column."""
    return tuple(Section(*one) for one in orjson.loads(column))


def dump_ids(ids: Iterable[str]) -> str:
    """Return a set of ids as JSON, sorted."""
    return dump(sorted(ids))


def load_ids(column: str) -> frozenset[str]:
    """Return the set of ids kept in a column."""
    return frozenset(orjson.loads(column))


def load(column: str) -> Any:
    """Return the value kept in a column as JSON."""
    return orjson.loads(column)

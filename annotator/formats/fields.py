"""Fields of JSON bodies, checked one by one: each function returns the value or says what is wrong.

`path` is how reports name the field, as in `spans[3].start`.
"""

from typing import Any, cast, get_args

from annotator.formats.strict_json import JsonWrong, check_value
from annotator.model.attribute import AttributeValue
from annotator.model.curated import PROVENANCES, Provenance
from annotator.model.span import Origin
from annotator.model.suggested import Suggested, suggested_of
from annotator.text.storable import storable

NAME_LIMIT = 1000
"""The longest id or name of a label, in characters."""


class Wrong(Exception):
    """A part that cannot be taken: which, and why in short."""

    def __init__(self, field: str, reason: str) -> None:
        super().__init__(field, reason)
        self.field = field
        self.reason = reason


def an_object(value: Any, path: str) -> dict[str, Any]:
    """Return a JSON object."""
    if not isinstance(value, dict):
        raise Wrong(path, "not an object")
    return value


def a_list(value: Any, path: str) -> list[Any]:
    """Return a JSON list."""
    if not isinstance(value, list):
        raise Wrong(path, "not a list")
    return value


def an_integer(value: Any, path: str) -> int:
    """Return an offset or a count: 3.0, "3" and true are none."""
    if value is None:
        raise Wrong(path, "missing")
    if type(value) is not int:
        raise Wrong(path, "not an integer")
    return value


def a_text(value: Any, path: str) -> str:
    """Return a string."""
    if value is None:
        raise Wrong(path, "missing")
    if not isinstance(value, str):
        raise Wrong(path, "not a text")
    return value


def text_or_none(value: Any, path: str) -> str | None:
    """Return a string, or None for null and for a key that is not there."""
    return None if value is None else a_text(value, path)


def an_id(value: Any, path: str) -> str:
    """Return a string that can be an id."""
    id = a_text(value, path)
    if not id:
        raise Wrong(path, "empty")
    if len(id) > NAME_LIMIT:
        raise Wrong(path, "too long")
    return id


def a_name(value: Any, path: str) -> str:
    """Return a string that can be the name of a label or an attribute."""
    name = an_id(value, path)
    if name.isspace():
        raise Wrong(path, "empty")
    return name


def an_origin(value: Any, path: str) -> Origin:
    """Return how an annotation came to be."""
    if value not in get_args(Origin):
        raise Wrong(path, "not an origin")
    return cast(Origin, value)


def a_suggestion(value: Any, path: str) -> Suggested:
    """Return what a span was suggested as."""
    try:
        found = suggested_of(value)
    except ValueError as wrong:
        raise Wrong(f"{path}.{wrong}" if str(wrong) else path, "not a suggestion") from None
    if len(found.model) > NAME_LIMIT or len(found.version) > NAME_LIMIT:
        raise Wrong(f"{path}.model", "too long")
    return found._replace(
        model=storable(found.model), version=storable(found.version), at=storable(found.at)
    )


def a_provenance(value: Any, path: str) -> Provenance:
    """Return where an annotation of a curated set comes from."""
    if value not in PROVENANCES:
        raise Wrong(path, "not a provenance")
    return cast(Provenance, value)


def attribute_value(value: Any, path: str) -> AttributeValue:
    """Return the value of an attribute."""
    if isinstance(value, list) and all(isinstance(one, str) for one in value):
        return tuple(value)
    if isinstance(value, str | bool | int | float):
        try:
            check_value(value)
        except JsonWrong as error:
            raise Wrong(path, str(error)) from error
        return value
    raise Wrong(path, "not a value of an attribute")

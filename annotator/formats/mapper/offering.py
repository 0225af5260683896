"""The keys of a file, with an example of what stands there, for a person to choose from."""

from collections.abc import Mapping, Sequence
from typing import Any

from annotator.formats.format import Offer, Offered
from annotator.formats.mapper.mapping import (
    IN_SPANS,
    NOTHING,
    SETTINGS,
    KeyMapping,
    chosen_mapping,
    propose_mapping,
)
from annotator.formats.mapper.paths import paths_in, value_at

_MOST = 80
"""Keys that are offered; others can be written."""
_LONGEST_EXAMPLE = 60
_FIXED = ("records", "end_is")
"""Nothing in a record says these."""


def offered_keys(
    records: Sequence[Mapping[str, Any]], settings: Mapping[str, str]
) -> dict[str, Offer]:
    """Return by the name of a setting which keys there are, and which of them is taken."""
    chosen = settings.get("spans", "")
    proposed = propose_mapping(records, spans="" if chosen == "-" else chosen)
    mapping = chosen_mapping(settings, proposed)
    keys = _keys(records)
    offers = {
        one.name: Offer(_taken(mapping, one.name), tuple(keys.values()), NOTHING)
        for one in SETTINGS
        if one.name not in (*_FIXED, *IN_SPANS)
    }
    inner = tuple(_keys(_spans(records, mapping)).values())
    return offers | {name: Offer(_taken(mapping, name), inner, NOTHING) for name in IN_SPANS}


def _taken(mapping: KeyMapping, name: str) -> str:
    return str(getattr(mapping, name))


def _keys(records: Sequence[Mapping[str, Any]]) -> dict[str, Offered]:
    keys: dict[str, Offered] = {}
    for record in records:
        for path, value in paths_in(record):
            is_wanted = "[]" not in path and (path in keys or len(keys) < _MOST)
            if is_wanted and not (path in keys and keys[path].example):
                keys[path] = Offered(path, _example(value))
    return keys


def _spans(records: Sequence[Mapping[str, Any]], mapping: KeyMapping) -> list[Mapping[str, Any]]:
    """Return the spans of the records that are objects; of lists the places are the keys."""
    found: list[Mapping[str, Any]] = []
    for record in records if mapping.spans else ():
        spans = value_at(record, mapping.spans)
        for one in spans if isinstance(spans, list) else ():
            if isinstance(one, Mapping):
                found.append(one)
            elif isinstance(one, list):
                found.append({str(place): part for place, part in enumerate(one)})
    return found[:_MOST]


def _example(value: Any) -> str:
    if isinstance(value, Mapping):
        return ""
    if isinstance(value, list):
        return f"{len(value):,} in a list" if value else ""
    return "" if value is None else str(value)[:_LONGEST_EXAMPLE]

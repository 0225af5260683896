"""The entities on a line of format `jsonl`: those that its spans are linked to."""

from collections.abc import Iterable
from typing import Any

from annotator.formats.fields import Wrong, a_name, an_id, an_object, text_or_none
from annotator.formats.line_reading import LineReading
from annotator.model.entity import Entity

_KEYS = {"id", "name", "kind", "identifier", "note", "retired"}


def encode_entities(entities: Iterable[Entity]) -> list[dict[str, Any]]:
    """Return the entities of a line, in order of their names, then ids. `kind` is a label's name;
    that one is retired is said where it is."""
    return [
        {
            "id": one.id,
            "name": one.name,
            "kind": one.kind,
            "identifier": one.identifier or None,
            "note": one.note or None,
        }
        | ({"retired": True} if one.is_retired else {})
        for one in sorted(entities, key=lambda one: (one.name, one.id))
    ]


def read_entities(body: dict[str, Any], reading: LineReading) -> dict[str, Entity]:
    """Return id -> entity of those on a line; what is wrong with one keeps it out."""
    found: dict[str, Entity] = {}

    def read(part: Any, path: str) -> Entity:
        part = an_object(part, path)
        kind, is_retired = part.get("kind"), part.get("retired", False)
        if not isinstance(is_retired, bool):
            raise Wrong(f"{path}.retired", "neither true nor false")
        entity = Entity(
            an_id(part.get("id"), f"{path}.id"),
            a_name(part.get("name"), f"{path}.name"),
            None if kind is None else a_name(kind, f"{path}.kind"),
            text_or_none(part.get("identifier"), f"{path}.identifier") or "",
            text_or_none(part.get("note"), f"{path}.note") or "",
            is_retired,
        )
        if entity.id in found:
            raise Wrong(f"{path}.id", "twice in this line")
        reading.keep_unknown(part, _KEYS, "entities", entity.id)
        found[entity.id] = entity
        return entity

    for _ in reading.each(body.get("entities", []), "entities", read):
        pass
    return found

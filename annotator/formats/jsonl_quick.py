"""Spans and relations of a line of format `jsonl` that are all right, read in one go.

Nearly all lines are. Whatever is unusual in one, a fault or only a rare key, gives the whole list
back to the strict reader (`jsonl_annotations`), which asks about each field and says what is wrong;
what both would read, they read alike (a test holds them against each other).
"""

from collections.abc import Collection
from typing import Any, get_args

from annotator.formats.fields import NAME_LIMIT, Wrong, attribute_value
from annotator.model.attribute import NO_ATTRIBUTES, Attributes, AttributeValue
from annotator.model.relation import Relation
from annotator.model.span import Fragment, Origin, Span

_SPAN_KEYS = {
    "id", "label", "start", "end", "fragments", "text", "attributes", "note", "origin", "entity",
}  # fmt: skip
_RELATION_KEYS = {"id", "label", "head", "tail", "attributes", "note", "origin"}
_ORIGINS = frozenset(get_args(Origin))
_new = tuple.__new__


class _Unusual(Exception):
    """Thrown where the strict reader has to look."""


def quick_spans(bodies: Any, text: str, entities: Collection[str] = ()) -> dict[str, Span] | None:
    """Return the spans of a line by id, in code points of its text; None: ask the strict reader.

    Those that are linked are linked to one of these entities (ids) of the line. Covered texts,
    where given, are those of the text.
    """
    if type(bodies) is not list:
        return None
    size = len(text)
    names: set[str] = set()
    shapes: set[tuple[str, ...]] = set()
    spans: dict[str, Span] = {}
    try:
        for body in bodies:
            if type(body) is not dict:
                return None
            shape = tuple(body)
            if shape not in shapes:
                shapes.add(_known(shape, _SPAN_KEYS))
            get = body.get
            id, label, start, end = get("id"), get("label"), get("start"), get("end")
            if type(start) is not int or type(end) is not int or not 0 <= start < end <= size:
                return None
            if label not in names:
                names.add(_name(label))
            if type(id) is not str or not 0 < len(id) <= NAME_LIMIT or id in spans:
                return None
            if "fragments" in body:
                fragments = _fragments(body["fragments"], start, end)
                covered = " ".join([text[one:other] for one, other in fragments])
            else:
                fragments = ((start, end),)
                covered = text[start:end]
            entity = get("entity")
            if entity is not None and entity not in entities:
                return None
            said, attributes = get("text"), get("attributes")
            if said is not None and said != covered:
                return None
            spans[id] = _new(
                Span,
                (
                    id,
                    label,
                    fragments,
                    _attributes(attributes) if attributes else NO_ATTRIBUTES,
                    _note(get("note")),
                    _origin(body),
                    False,
                    entity,
                    None,
                ),
            )
    except (_Unusual, TypeError):  # a label that is a list has no hash
        return None
    return spans


def quick_relations(bodies: Any, spans: dict[str, Span]) -> list[Relation] | None:
    """Return the relations of a line between these spans; None: ask the strict reader."""
    if type(bodies) is not list:
        return None
    names: set[str] = set()
    shapes: set[tuple[str, ...]] = set()
    seen = set(spans)
    relations: list[Relation] = []
    try:
        for body in bodies:
            if type(body) is not dict:
                return None
            shape = tuple(body)
            if shape not in shapes:
                shapes.add(_known(shape, _RELATION_KEYS))
            get = body.get
            id, label, head, tail = get("id"), get("label"), get("head"), get("tail")
            if label not in names:
                names.add(_name(label))
            if type(id) is not str or not 0 < len(id) <= NAME_LIMIT or id in seen:
                return None
            if head not in spans or tail not in spans or head == tail:
                return None
            seen.add(id)
            attributes = body.get("attributes", {})
            if type(attributes) is not dict:
                return None
            relations.append(
                _new(
                    Relation,
                    (
                        id,
                        label,
                        head,
                        tail,
                        _attributes(attributes) if attributes else NO_ATTRIBUTES,
                        _note(get("note")),
                        _origin(body),
                    ),
                )
            )
    except (_Unusual, TypeError):
        return None
    return relations


def _known(shape: tuple[str, ...], keys: set[str]) -> tuple[str, ...]:
    if not keys.issuperset(shape):
        raise _Unusual
    return shape


def _name(value: Any) -> str:
    if type(value) is not str or not 0 < len(value) <= NAME_LIMIT or value.isspace():
        raise _Unusual
    return value


def _note(value: Any) -> str | None:
    if value is not None and type(value) is not str:
        raise _Unusual
    return value


def _origin(body: dict[str, Any]) -> Any:
    if "origin" not in body:
        return "manual"
    if body["origin"] not in _ORIGINS:
        raise _Unusual
    return body["origin"]


def _fragments(pairs: Any, start: int, end: int) -> tuple[Fragment, ...]:
    """Only such as stand in order and apart, as they are kept."""
    if type(pairs) is not list:
        raise _Unusual
    fragments: list[Fragment] = []
    last = -1
    for pair in pairs:
        if type(pair) is not list or len(pair) != 2:
            raise _Unusual
        one, other = pair
        if type(one) is not int or type(other) is not int or not last < one < other:
            raise _Unusual
        last = other
        fragments.append((one, other))
    if not fragments or fragments[0][0] != start or last != end:
        raise _Unusual
    return tuple(fragments)


def _attributes(body: Any) -> Attributes:
    if type(body) is not dict:
        raise _Unusual
    found: dict[str, AttributeValue] = {}
    for name in sorted(body):
        value = body[name]
        if type(value) is not str and type(value) is not bool:
            try:
                value = attribute_value(value, name)
            except Wrong:
                raise _Unusual from None
        found[_name(name)] = value
    return found

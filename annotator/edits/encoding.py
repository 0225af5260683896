"""Edits and nouns as plain JSON values and back, for the history that is kept in the file."""

from collections.abc import Callable, Mapping
from dataclasses import asdict, fields, is_dataclass
from typing import Any, cast

from annotator.edits import edit as edits
from annotator.edits.edit import Edit, SetEdit
from annotator.model.attribute import NO_ATTRIBUTES, Attribute, Attributes
from annotator.model.document import Meta
from annotator.model.labels import DocumentLabel, LabelSet, RelationLabel, SpanLabel
from annotator.model.relation import Relation
from annotator.model.span import Span

Plain = dict[str, Any]


def encode_edit(edit: Edit) -> Plain:
    """Return the edit as a dict of JSON values whose key `edit` names it."""
    body: Plain = {"edit": type(edit).__name__}
    for field in fields(edit):
        body[field.name] = _encode(getattr(edit, field.name))
    return body


def decode_edit(body: Mapping[str, Any]) -> Edit:
    """Return the edit that `encode_edit` made this of; KeyError where it is of another make."""
    make = _EDITS[body["edit"]]
    parts = {name: value for name, value in body.items() if name != "edit"}
    return cast(
        Edit, make(**{name: _DECODE.get(name, _same)(value) for name, value in parts.items()})
    )


def encode_span(span: Span) -> Plain:
    """Return a span as JSON values; what is as usual is left out."""
    body: Plain = {
        "id": span.id,
        "label": span.label,
        "fragments": [list(f) for f in span.fragments],
    }
    return body | _extras(span) | ({"is_doubtful": True} if span.is_doubtful else {})


def encode_relation(relation: Relation) -> Plain:
    """Return a relation as JSON values; what is as usual is left out."""
    body = {
        "id": relation.id,
        "label": relation.label,
        "head": relation.head,
        "tail": relation.tail,
    }
    return body | _extras(relation)


def encode_attributes(attributes: Attributes) -> Plain:
    """Return attributes as JSON values, in order of their ids."""
    return {
        name: list(value) if isinstance(value, tuple) else value
        for name, value in sorted(attributes.items())
    }


def decode_attributes(body: Mapping[str, Any]) -> Attributes:
    """Return the attributes that `encode_attributes` made this of."""
    if not body:
        return NO_ATTRIBUTES
    return {
        name: tuple(value) if isinstance(value, list) else value for name, value in body.items()
    }


def encode_meta(meta: Meta) -> Plain:
    """Return what is known about a document as JSON values."""
    return asdict(meta) | {"authors": list(meta.authors), "extra": dict(meta.extra)}


def decode_meta(body: Mapping[str, Any]) -> Meta:
    """Return the meta that `encode_meta` made this of."""
    return Meta(**{**body, "authors": tuple(body.get("authors", ()))})


def encode_label_set(label_set: LabelSet) -> Plain:
    """Return a label set as JSON values, ids included."""
    return cast(Plain, _encode(label_set))


def decode_label_set(body: Mapping[str, Any]) -> LabelSet:
    """Return the label set that `encode_label_set` made this of."""
    return LabelSet(
        name=body["name"],
        description=body["description"],
        span_labels=tuple(SpanLabel(**one) for one in body["span_labels"]),
        relation_labels=tuple(
            RelationLabel(**_sets_of(one, "heads", "tails")) for one in body["relation_labels"]
        ),
        attributes=tuple(
            Attribute(**_sets_of(one, "labels") | {"values": tuple(one["values"])})
            for one in body["attributes"]
        ),
        document_labels=tuple(DocumentLabel(**one) for one in body["document_labels"]),
    )


def _sets_of(body: Mapping[str, Any], *names: str) -> Plain:
    return {**body, **{name: frozenset(body[name]) for name in names}}


def _extras(annotation: Span | Relation) -> Plain:
    body: Plain = {}
    if annotation.attributes:
        body["attributes"] = encode_attributes(annotation.attributes)
    if annotation.note is not None:
        body["note"] = annotation.note
    if annotation.origin != "manual":
        body["origin"] = annotation.origin
    return body


def _encode(value: Any) -> Any:
    if isinstance(value, Span):
        return encode_span(value)
    if isinstance(value, Relation):
        return encode_relation(value)
    if isinstance(value, Meta):
        return encode_meta(value)
    if type(value) in _EDITS.values():
        return encode_edit(value)
    if is_dataclass(value):
        return {field.name: _encode(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, frozenset):
        return sorted(value)
    if isinstance(value, tuple):
        return [_encode(one) for one in value]
    return value


def decode_annotation(body: Mapping[str, Any]) -> Span | Relation:
    """Return the span or relation that was encoded so."""
    parts = {**body, "attributes": decode_attributes(body.get("attributes", {}))}
    if "fragments" in body:
        return Span(
            **parts | {"fragments": tuple((start, end) for start, end in body["fragments"])}
        )
    return Relation(**parts)


def _decode_reference(value: Any) -> Any:
    """An edit's `span` or `relation` is an id, or the whole annotation."""
    return decode_annotation(value) if isinstance(value, dict) else value


def _same(value: Any) -> Any:
    return value


_DECODE: dict[str, Callable[[Any], Any]] = {
    "span": _decode_reference,
    "relation": _decode_reference,
    "annotation": _decode_reference,
    "fragments": lambda value: tuple((start, end) for start, end in value),
    "value": lambda value: tuple(value) if isinstance(value, list) else value,
    "labels": frozenset,
    "edits": lambda value: tuple(cast(SetEdit, decode_edit(one)) for one in value),
    "meta": decode_meta,
    "label_set": decode_label_set,
    "sources": tuple,
}
_EDITS: dict[str, type] = {
    kind.__name__: kind
    for kind in (
        edits.AddSpan,
        edits.RemoveSpan,
        edits.RelabelSpan,
        edits.MoveSpan,
        edits.AddRelation,
        edits.RemoveRelation,
        edits.RelabelRelation,
        edits.TurnRelation,
        edits.SetAttribute,
        edits.SetNote,
        edits.SetStatus,
        edits.SetDocumentLabels,
        edits.SetDocumentAttribute,
        edits.PutBack,
        edits.Together,
        edits.CorrectMeta,
        edits.ReplaceLabelSet,
        edits.BringIn,
        edits.Retire,
    )
}

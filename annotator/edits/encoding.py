"""Edits and nouns as plain JSON values and back, for the history that is kept in the file."""

from collections.abc import Callable, Mapping
from dataclasses import asdict, fields, is_dataclass
from typing import Any, cast

from annotator.edits import edit as edits
from annotator.edits.edit import Edit
from annotator.model.annotation_set import SetState
from annotator.model.assignment import Assignment
from annotator.model.attribute import NO_ATTRIBUTES, Attribute, Attributes
from annotator.model.difference import Difference
from annotator.model.document import Meta
from annotator.model.entity import Entity
from annotator.model.hidden import Hidden
from annotator.model.labels import DocumentLabel, LabelSet, RelationLabel, SpanLabel
from annotator.model.oddity import Dismissal
from annotator.model.relation import Relation
from annotator.model.span import Span
from annotator.model.suggested import plain_of, suggested_of
from annotator.model.verdict import Remark, Verdict

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
    body |= _extras(span) | ({"is_doubtful": True} if span.is_doubtful else {})
    if span.suggested is not None:
        body["suggested"] = plain_of(span.suggested)
    return body if span.entity is None else body | {"entity": span.entity}


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


def encode_state(state: SetState) -> Plain:
    """Return what is said of a document as JSON values."""
    return {
        "status": state.status,
        "labels": sorted(state.labels),
        "attributes": encode_attributes(state.attributes),
    }


def decode_state(body: Mapping[str, Any]) -> SetState:
    """Return the state that `encode_state` made this of."""
    attributes = decode_attributes(body["attributes"])
    return SetState(body["status"], frozenset(body["labels"]), attributes)


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
    if value is None or type(value) in _PLAIN:
        return value  # first: there may be very many
    if isinstance(value, Span):
        return encode_span(value)
    if isinstance(value, Relation):
        return encode_relation(value)
    if isinstance(value, Meta):
        return encode_meta(value)
    if isinstance(value, SetState):
        return encode_state(value)
    if type(value) in _EDITS.values():
        return encode_edit(value)
    if isinstance(value, Verdict | Difference):
        return _without_usual(value)
    return _encode_parts(value)


def _encode_parts(value: Any) -> Any:
    if isinstance(value, Attribute):
        return _encode_attribute(value)
    if is_dataclass(value):
        return {field.name: _encode(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, frozenset):
        return sorted(value)
    if isinstance(value, tuple):
        return [_encode(one) for one in value]
    return value


def _encode_attribute(attribute: Attribute) -> Plain:
    """What older versions do not know is left out where it is as usual."""
    body = {field.name: _encode(getattr(attribute, field.name)) for field in fields(attribute)}
    if not attribute.is_retired:
        del body["is_retired"]
    return body


def decode_annotation(body: Mapping[str, Any]) -> Span | Relation:
    """Return the span or relation that was encoded so."""
    parts = {**body, "attributes": decode_attributes(body.get("attributes", {}))}
    if "suggested" in body:
        parts["suggested"] = suggested_of(body["suggested"])
    if "fragments" in body:
        return Span(
            **parts | {"fragments": tuple((start, end) for start, end in body["fragments"])}
        )
    return Relation(**parts)


def encode_verdict(verdict: Verdict) -> Plain:
    """Return a verdict as JSON values; what is as usual is left out."""
    return _without_usual(verdict)


def decode_verdict(body: Mapping[str, Any]) -> Verdict:
    """Return the verdict that `encode_verdict` made this of."""
    parts = dict(body)
    if "difference" in parts:
        parts["difference"] = decode_difference(parts["difference"])
    if "outcome" in parts:
        parts["outcome"] = tuple(map(decode_annotation, parts["outcome"]))
    if "value" in parts:
        parts["value"] = _decode_value(parts["value"])
    for answers in {"answers", "answered_before"} & parts.keys():
        parts[answers] = tuple((annotator, answer) for annotator, answer in parts[answers])
    return Verdict(**parts)


def encode_difference(difference: Difference) -> Plain:
    """Return a difference as JSON values; what is as usual is left out."""
    return _without_usual(difference)


def decode_difference(body: Mapping[str, Any]) -> Difference:
    """Return the difference that `encode_difference` made this of."""
    parts = dict(body)
    for side in {"first", "second"} & parts.keys():
        parts[side] = decode_annotation(parts[side])
    for ends in {"first_ends", "second_ends"} & parts.keys():
        parts[ends] = tuple(map(decode_annotation, parts[ends]))
    for value in {"first_value", "second_value"} & parts.keys():
        parts[value] = _decode_value(parts[value])
    return Difference(**parts)


def _without_usual(value: Verdict | Difference) -> Plain:
    return {
        field.name: _encode(held)
        for field in fields(value)
        if (held := getattr(value, field.name)) != field.default
    }


def _decode_value(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


def _decode_remark(value: Any) -> Any:
    """An edit's `remark` is an id, or the whole remark."""
    return Remark(**value) if isinstance(value, dict) else value


def _decode_assignment(value: Any) -> Assignment:
    """ValueError where it holds what none does: it may come from elsewhere."""
    made = Assignment(*value)
    by = "" if made.by is None else made.by
    if not all(isinstance(one, str) for one in (*made[:3], by)):
        raise ValueError(value)
    return made


def _decode_hidden(value: Any) -> Hidden:
    """ValueError where it holds what none does: it may come from elsewhere."""
    made = Hidden(*value)
    by = "" if made.by is None else made.by
    if not all(isinstance(one, str) for one in (made.document, made.at, by)):
        raise ValueError(value)
    return made._replace(is_removed=bool(made.is_removed))


def _decode_dismissals(value: Any) -> tuple[Dismissal, ...]:
    """ValueError where it holds what none does: it may come from elsewhere."""
    made = tuple(Dismissal(*one) for one in value)
    if not all(isinstance(part, str) for one in made for part in one):
        raise ValueError(value)
    return made


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
    "value": _decode_value,
    "labels": frozenset,
    "edits": lambda value: tuple(map(decode_edit, value)),
    "meta": decode_meta,
    "label_set": decode_label_set,
    "state": decode_state,
    "sources": tuple,
    "taken": lambda value: None if value is None else decode_edit(value),
    "linked": lambda value: None if value is None else decode_edit(value),
    "entities": lambda value: tuple(Entity(**one) for one in value),
    "verdicts": lambda value: tuple(map(decode_verdict, value)),
    "withdrawn": lambda value: tuple(map(_decode_value, value)),
    "assignments": lambda value: tuple(map(_decode_assignment, value)),
    "hidden": lambda value: tuple(map(_decode_hidden, value)),
    "shown": tuple,
    "dismissed": _decode_dismissals,
    "brought_back": _decode_dismissals,
    "names": lambda value: tuple(map(_decode_value, value)),
    "set_ids": tuple,
    "remark_ids": tuple,
    "remark": _decode_remark,
    "reasons": tuple,
    "emptied": lambda value: tuple(map(_decode_value, value)),
}
_PLAIN = (str, int, bool, float)
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
        edits.LinkSpan,
        edits.SetStatus,
        edits.SetDocumentLabels,
        edits.SetDocumentAttribute,
        edits.PutBack,
        edits.PutBackState,
        edits.Together,
        edits.CorrectMeta,
        edits.ReplaceLabelSet,
        edits.BringIn,
        edits.Retire,
        edits.TakeIn,
        edits.GiveBack,
        edits.Settle,
        edits.AnswerVerdict,
        edits.Say,
        edits.Unsay,
        edits.SetReasons,
        edits.ReviewTogether,
        edits.Assign,
        edits.Look,
        edits.Hide,
        edits.Dismiss,
        edits.PutEntities,
        edits.RenameAnnotators,
        edits.JoinAnnotators,
        edits.PartAnnotators,
        edits.Purge,
        edits.Purged,
    )
}

"""A label set from a file taken up into a project: what has a name that is here becomes as the file
says, the rest is added, and nothing goes."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any, TypeVar

from annotator.model.attribute import Attribute
from annotator.model.label_checks import check_keys
from annotator.model.labels import DocumentLabel, LabelSet, RelationLabel, SpanLabel

T = TypeVar("T", SpanLabel, RelationLabel, DocumentLabel, Attribute)


def taken_up(here: LabelSet, other: LabelSet) -> LabelSet:
    """Return the label set of a project with what another says. KeyTaken.

    Labels meet by name within their kind, attributes also by what they are of; each keeps the id
    that it has here.
    """
    ids: dict[str, str] = {}
    spans = _met(here.span_labels, other.span_labels, ids)
    relations = _met(here.relation_labels, other.relation_labels, ids)
    attributes = _met(here.attributes, other.attributes, ids)
    documents = _met(here.document_labels, other.document_labels, ids)
    made = LabelSet(
        other.name or here.name,
        other.description or here.description,
        spans,
        tuple(
            replace(one, heads=_here(one.heads, ids), tails=_here(one.tails, ids))
            for one in relations
        ),
        tuple(replace(one, labels=_here(one.labels, ids)) for one in attributes),
        documents,
    )
    check_keys(made)
    return made


def _met(here: Iterable[T], other: Iterable[T], ids: dict[str, str]) -> tuple[T, ...]:
    """Return the labels of a kind, those that are here first; note which id is which here."""
    found = {_name(one): one for one in here}
    for one in other:
        present = found.get(_name(one))
        ids[one.id] = present.id if present else one.id
        kept: Any = replace(one, id=ids[one.id])
        found[_name(one)] = kept
    return tuple(found.values())


def _name(one: SpanLabel | RelationLabel | DocumentLabel | Attribute) -> tuple[str, str]:
    return one.name, one.applies_to if isinstance(one, Attribute) else ""


def _here(labels: frozenset[str], ids: Mapping[str, str]) -> frozenset[str]:
    return frozenset(ids.get(one, one) for one in labels)

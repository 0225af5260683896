"""What the label set does not allow, or not any more: a list to work through, never an error."""

from collections.abc import Iterator
from typing import Any, Literal, NamedTuple

from annotator.model.annotation_set import AnnotationSet, place_of_span
from annotator.model.attribute import (
    Attribute,
    Attributes,
    AttributeTarget,
    AttributeValue,
)
from annotator.model.labels import LabelSet
from annotator.model.relation import Relation
from annotator.model.span import Span

InvalidKind = Literal["ends", "retired", "value", "elsewhere", "missing"]
"""ends: a relation whose label does not allow its head and tail · retired: a label that is retired
is worn, or an attribute carried · value: one that does not fit its attribute · elsewhere: an
attribute that this label does not carry · missing: a required attribute has no value."""


class Invalid(NamedTuple):
    """One thing in an annotation set that the label set does not allow."""

    kind: InvalidKind
    annotation: str
    """The id of a span or relation; empty: the document as a whole."""
    label: str = ""
    """The id of the label that is worn."""
    attribute: str = ""
    """The id of the attribute that it is about."""
    value: AttributeValue | None = None


class InvalidFinder:
    """Looks at sets by one label set; what it says of labels is looked up once."""

    def __init__(self, label_set: LabelSet) -> None:
        self._relation_labels = {one.id: one for one in label_set.relation_labels}
        self._attributes = {one.id: one for one in label_set.attributes}
        self._retired = {
            one.id
            for labels in (
                label_set.span_labels,
                label_set.relation_labels,
                label_set.document_labels,
            )
            for one in labels
            if one.is_retired
        }
        self._required: dict[AttributeTarget, list[Attribute]] = {
            target: [
                one
                for one in label_set.attributes
                if one.is_required and not one.is_retired and one.applies_to == target
            ]
            for target in ("span", "relation", "document")
        }

    def find(self, one: AnnotationSet) -> Iterator[Invalid]:
        """Yield what a set has that is not allowed: spans and relations in the order of the text,
        then the document."""
        spans, relations = one.spans, one.relations
        of_spans = (found for span in spans.values() for found in self._of_span(span))
        yield from sorted(of_spans, key=lambda found: place_of_span(spans[found.annotation]))
        of_relations = (
            found for relation in relations.values() for found in self._of_relation(relation, one)
        )
        yield from sorted(
            of_relations,
            key=lambda found: (
                place_of_span(spans[relations[found.annotation].head]),
                found.annotation,
            ),
        )
        yield from (Invalid("retired", "", label) for label in sorted(one.labels & self._retired))
        if one.attributes or (self._required["document"] and not one.is_untouched):
            yield from self._of_attributes(one.attributes, "document", None)

    def _of_span(self, span: Span) -> Iterator[Invalid]:
        if span.label in self._retired:
            yield Invalid("retired", span.id, span.label)
        if span.attributes or self._required["span"]:
            yield from self._of_attributes(span.attributes, "span", span)

    def _of_relation(self, relation: Relation, one: AnnotationSet) -> Iterator[Invalid]:
        if relation.label in self._retired:
            yield Invalid("retired", relation.id, relation.label)
        label = self._relation_labels.get(relation.label)
        head, tail = one.spans[relation.head], one.spans[relation.tail]
        if label is not None and not label.allows(head.label, tail.label):
            yield Invalid("ends", relation.id, relation.label)
        if relation.attributes or self._required["relation"]:
            yield from self._of_attributes(relation.attributes, "relation", relation)

    def _of_attributes(
        self, attributes: Attributes, target: AttributeTarget, worn: Span | Relation | None
    ) -> Iterator[Invalid]:
        id, label = (worn.id, worn.label) if worn is not None else ("", "")
        for name in sorted(attributes):
            value = attributes[name]
            kind = self._judged(name, value, target, label)
            if kind is not None:
                yield Invalid(kind, id, label, name, value)
        for asked in self._required[target]:
            if asked.id not in attributes and asked.applies_to_label(label):
                yield Invalid("missing", id, label, asked.id)

    def _judged(
        self, attribute: str, value: Any, target: AttributeTarget, label: str
    ) -> InvalidKind | None:
        found = self._attributes.get(attribute)
        if found is None:
            return None  # out of the label set: `check` tells of it
        if found.is_retired:
            return "retired"
        if found.applies_to != target or (label and not found.applies_to_label(label)):
            return "elsewhere"
        return None if found.accepts(value) else "value"

"""Between ids, which the project keeps, and names, which files have."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any

from annotator.formats.allotment import free_colour
from annotator.formats.corpus import CorpusLine
from annotator.model.annotation_set import AnnotationSet
from annotator.model.attribute import (
    NO_ATTRIBUTES,
    Attribute,
    AttributeKind,
    Attributes,
    AttributeTarget,
    AttributeValue,
)
from annotator.model.curated import Curated
from annotator.model.document import Document
from annotator.model.entity import Entity
from annotator.model.ids import new_id
from annotator.model.label_keys import allot_relation_key, allot_span_key
from annotator.model.labels import (
    DocumentLabel,
    LabelSet,
    RelationLabel,
    SpanLabel,
    taken_keys,
)
from annotator.model.relation import Relation
from annotator.model.span import Span
from annotator.project.declaring import declare
from annotator.project.import_choice import LabelMap


class NamesToIds:
    """Finds the ids of names in a label set, and makes the labels that it does not have.

    New labels get a free colour and, if there is one, a free key; a new relation label allows any
    ends. `label_set` grows meanwhile.
    """

    def __init__(self, label_set: LabelSet) -> None:
        self.new_labels: list[str] = []
        """Names of what was made, in order."""
        self._know(label_set)

    def _know(self, label_set: LabelSet) -> None:
        self.label_set = label_set
        self._spans = {one.name: one.id for one in label_set.span_labels}
        self._relations = {one.name: one.id for one in label_set.relation_labels}
        self._documents = {one.name: one.id for one in label_set.document_labels}
        self._attributes = {(one.applies_to, one.name): one.id for one in label_set.attributes}

    def declare(self, found: LabelSet, labels: LabelMap) -> None:
        """Make what a file declares and is not there by name (`project.declaring`)."""
        label_set, made = declare(self.label_set, found, labels)
        self.new_labels += made
        if made:
            self._know(label_set)

    def span_label(self, name: str) -> str:
        """Return the id of a span label."""
        return self._spans.get(name) or self._make_span_label(name)

    def relation_label(self, name: str) -> str:
        """Return the id of a relation label."""
        return self._relations.get(name) or self._make_relation_label(name)

    def document_label(self, name: str) -> str:
        """Return the id of a document label."""
        return self._documents.get(name) or self._make_document_label(name)

    def attributes(self, target: AttributeTarget, attributes: Attributes | None) -> Attributes:
        """Return attributes by id that are given by name."""
        if not attributes:
            return NO_ATTRIBUTES
        return {
            self._attributes.get((target, name)) or self._make_attribute(target, name, value): value
            for name, value in attributes.items()
        }

    def _make_span_label(self, name: str) -> str:
        labels = self.label_set.span_labels
        colour = free_colour([one.colour for one in labels])
        made = SpanLabel(new_id(), name, colour, allot_span_key(name, taken_keys(labels)))
        self._spans[name] = made.id
        return self._put(made.id, name, span_labels=(*labels, made))

    def _make_relation_label(self, name: str) -> str:
        labels = self.label_set.relation_labels
        colour = free_colour([one.colour for one in labels])
        key = allot_relation_key(name, taken_keys(labels))
        made = RelationLabel(new_id(), name, colour, key=key)
        self._relations[name] = made.id
        return self._put(made.id, name, relation_labels=(*labels, made))

    def _make_document_label(self, name: str) -> str:
        made = DocumentLabel(new_id(), name)
        self._documents[name] = made.id
        labels = (*self.label_set.document_labels, made)
        return self._put(made.id, name, document_labels=labels)

    def _make_attribute(self, target: AttributeTarget, name: str, value: AttributeValue) -> str:
        values = value if isinstance(value, tuple) else ()
        made = Attribute(new_id(), name, _kind_of(value), target, values)
        self._attributes[(target, name)] = made.id
        return self._put(made.id, name, attributes=(*self.label_set.attributes, made))

    def _put(self, id: str, name: str, **parts: Any) -> str:
        self.label_set = replace(self.label_set, **parts)
        self.new_labels.append(name)
        return id


def _kind_of(value: AttributeValue) -> AttributeKind:
    """What can be told from one value; a text may turn out to be a choice, which a person says."""
    if isinstance(value, bool):
        return "flag"
    if isinstance(value, tuple):
        return "several"
    return "text" if isinstance(value, str) else "number"


_new: Any = tuple.__new__


class IdsToNames:
    """Finds the names of ids; an id that the label set has no more stands for itself."""

    def __init__(
        self,
        label_set: LabelSet,
        annotators: Mapping[str, str],
        entities: Mapping[str, Entity] = MappingProxyType({}),
    ) -> None:
        """`annotators` is id -> name, `entities` those that spans may be linked to, by id."""
        self._entities = entities
        self._spans = {one.id: one.name for one in label_set.span_labels}
        self._relations = {one.id: one.name for one in label_set.relation_labels}
        self._documents = {one.id: one.name for one in label_set.document_labels}
        self._attributes = {one.id: one.name for one in label_set.attributes}
        self._annotators = annotators

    def curated_line(self, document: Document, curated: Curated) -> CorpusLine:
        """Return the line of a document and its curated set, in names."""
        named = self._spans
        return replace(
            self.line(document, curated.annotation_set),
            provenance=curated.provenance or None,
            negatives=tuple(
                one._replace(label=named.get(one.label, one.label)) for one in curated.negatives
            ),
            open=curated.open,
        )

    def line(self, document: Document, annotation_set: AnnotationSet | None) -> CorpusLine:
        """Return the line of a document and a set on it, in names."""
        if annotation_set is None:
            return CorpusLine(document)
        annotator = annotation_set.annotator
        return CorpusLine(
            document,
            None if annotator is None else self._annotators.get(annotator, annotator),
            annotation_set.status,
            tuple(self._documents.get(one, one) for one in annotation_set.labels),
            self._named(annotation_set.attributes) or None,
            tuple(self._named_spans(annotation_set.spans.values())),
            tuple(self._named_relations(annotation_set.relations.values())),
            entities=tuple(self._linked(annotation_set.spans.values())) if self._entities else (),
        )

    def _linked(self, spans: Iterable[Span]) -> Iterator[Entity]:
        for id in dict.fromkeys(span.entity for span in spans if span.entity):
            found = self._entities[id]
            kind = found.kind and self._spans.get(found.kind, found.kind)
            yield replace(found, kind=kind)

    def _named_spans(self, spans: Iterable[Span]) -> list[Span]:
        # Tuples without the detour over the constructor, as where they are read: an export makes
        # millions.
        names, named = self._spans, self._named
        return [
            _new(
                Span,
                (
                    id,
                    names.get(label, label),
                    fragments,
                    named(attributes) if attributes else attributes,
                    note,
                    origin,
                    doubt,
                    entity,
                    offer,
                ),
            )
            for id, label, fragments, attributes, note, origin, doubt, entity, offer in spans
        ]

    def _named_relations(self, relations: Iterable[Relation]) -> list[Relation]:
        names, named = self._relations, self._named
        return [
            _new(
                Relation,
                (
                    id,
                    names.get(label, label),
                    head,
                    tail,
                    named(attributes) if attributes else attributes,
                    note,
                    origin,
                ),
            )
            for id, label, head, tail, attributes, note, origin in relations
        ]

    def _named(self, attributes: Attributes) -> Attributes:
        names = self._attributes
        return {names.get(id, id): value for id, value in attributes.items()}

"""How tables speak of spans and relations: one text for each column, and what sorts it."""

from collections.abc import Mapping
from dataclasses import dataclass

from annotator.model.annotation_set import AnnotationSet
from annotator.model.attribute import Attributes, AttributeValue
from annotator.model.labels import LabelSet, RelationLabel, SpanLabel
from annotator.model.relation import Relation
from annotator.model.span import Span
from annotator.ui.models.article_words import one_line
from annotator.ui.models.sorted_rows import Key

SPAN_COLUMNS = ("Text", "Label", "Place", "Note", "Attributes")
RELATION_COLUMNS = ("Head", "Relation", "Tail", "Place", "Note", "Attributes")
LABEL_COLUMNS = frozenset({"Label", "Relation"})
PLACE = "Place"
_LONGEST = 200
_GONE = "label that is gone"
_NOTHING_TO_SEE = "␣"
_LAST = "\U0010ffff"
"""Sorts what has nothing written after all that has."""


@dataclass(frozen=True, slots=True)
class AnnotationWords:
    """The words for one article's set, as it is at one moment."""

    text: str
    annotation_set: AnnotationSet
    label_set: LabelSet
    span_labels: Mapping[str, SpanLabel]
    relation_labels: Mapping[str, RelationLabel]
    attribute_names: Mapping[str, str]

    @classmethod
    def of(cls, text: str, annotation_set: AnnotationSet, label_set: LabelSet) -> "AnnotationWords":
        """Return the words for a set with this label set."""
        return cls(
            text,
            annotation_set,
            label_set,
            {label.id: label for label in label_set.span_labels},
            {label.id: label for label in label_set.relation_labels},
            {one.id: one_line(one.name, 60) for one in label_set.attributes},
        )

    # ---- spans

    def span_cell(self, span: Span, column: str) -> str:
        """Return what stands in a column of `SPAN_COLUMNS`."""
        if column == "Text":
            return self.covered(span)
        if column == "Label":
            return self.span_name(span)
        if column == PLACE:
            return ", ".join(f"{start}–{end}" for start, end in span.fragments)
        return self._further_cell(span, column)

    def span_key(self, span: Span, column: str) -> Key:
        """Return what sorts a span by a column; within it spans stand in reading order."""
        id, _, fragments, *_ = span
        place = (fragments[0][0], -fragments[-1][1], id)
        if column == PLACE:
            return place
        return (_sortable(self.span_cell(span, column)), *place)

    def covered(self, span: Span) -> str:
        """Return the beginning of what a span covers, in one line."""
        start, end = span.fragments[0]
        if len(span.fragments) == 1:
            return one_line(self.text[start : min(end, start + 2 * _LONGEST)], _LONGEST) or (
                _NOTHING_TO_SEE
            )
        return one_line(span.covered_text(self.text), _LONGEST) or _NOTHING_TO_SEE

    def span_name(self, span: Span) -> str:
        """Return the name of a span's label."""
        label = self.span_labels.get(span.label)
        return one_line(label.name, _LONGEST) if label else _GONE

    # ---- relations

    def relation_cell(self, relation: Relation, column: str) -> str:
        """Return what stands in a column of `RELATION_COLUMNS`."""
        if column in ("Head", "Tail"):
            return self._end(relation.head if column == "Head" else relation.tail)
        if column == "Relation":
            return self.relation_name(relation)
        if column == PLACE:
            head = self.annotation_set.spans.get(relation.head)
            return self.span_cell(head, PLACE) if head is not None else ""
        return self._further_cell(relation, column)

    def relation_key(self, relation: Relation, column: str) -> Key:
        """Return what sorts a relation by a column, within it by where head and tail stand."""
        spans = self.annotation_set.spans
        ends = (spans.get(relation.head), spans.get(relation.tail))
        place = tuple(span.start if span else -1 for span in ends)
        if column == PLACE:
            return (*place, relation.id)
        return (_sortable(self.relation_cell(relation, column)), *place, relation.id)

    def relation_name(self, relation: Relation) -> str:
        """Return the name of a relation's label."""
        label = self.relation_labels.get(relation.label)
        return one_line(label.name, _LONGEST) if label else _GONE

    def relation_sentence(self, relation: Relation) -> str:
        """Return "works for: Ilse Varga → Norrow Lines"."""
        label = self.relation_labels.get(relation.label)
        arrow = "↔" if label is not None and label.is_symmetric else "→"
        ends = f"{self._end(relation.head)} {arrow} {self._end(relation.tail)}"
        return f"{self.relation_name(relation)}: {ends}"

    # ---- both

    def colour_of(self, annotation: Span | Relation) -> str:
        """Return the colour of the label an annotation wears; empty where there is none."""
        if isinstance(annotation, Span):
            span_label = self.span_labels.get(annotation.label)
            return span_label.colour if span_label else ""
        label = self.relation_labels.get(annotation.label)
        return label.colour if label else ""

    def _end(self, span: str) -> str:
        found = self.annotation_set.spans.get(span)
        return self.covered(found) if found is not None else _NOTHING_TO_SEE

    def _further_cell(self, annotation: Span | Relation, column: str) -> str:
        if column == "Note":
            return one_line(annotation.note or "", _LONGEST)
        return self._attributes(annotation.attributes)

    def _attributes(self, attributes: Attributes) -> str:
        names = self.attribute_names
        said = (f"{names.get(id, id)}: {_value(value)}" for id, value in attributes.items())
        return one_line(", ".join(sorted(said)), _LONGEST)


def _value(value: AttributeValue) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return ", ".join(value) if isinstance(value, tuple) else str(value)


def _sortable(words: str) -> str:
    return words.casefold() or _LAST

"""Labels and attributes that a file declares, made in a label set that lacks them by name."""

import re
from collections.abc import Iterable
from dataclasses import replace

from annotator.formats.allotment import free_colour
from annotator.model.ids import new_id
from annotator.model.label_keys import allot_relation_key, allot_span_key
from annotator.model.labels import LabelSet, RelationLabel, SpanLabel, taken_keys
from annotator.project.import_choice import LabelKind, LabelMap, LabelNamed

_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")


def declare(label_set: LabelSet, found: LabelSet, labels: LabelMap) -> tuple[LabelSet, list[str]]:
    """Return the label set with what was found and is not there by name, and the names of that.

    What is there stays as it is. A colour that is none and a key that is taken give way to free
    ones; allowed heads and tails and the labels of an attribute follow to the labels here.
    `labels` says what a person wants of the file's own (`ImportChoice.labels`).
    """
    declaring = _Declaring(label_set, labels)
    declaring.take(found)
    return declaring.label_set, declaring.new


class _Declaring:
    """A label set that grows by what a file declares."""

    def __init__(self, label_set: LabelSet, labels: LabelMap) -> None:
        self.label_set = label_set
        self.new: list[str] = []
        self._labels = labels
        self._here: dict[str, str] = {}
        """Id in the file -> id here, of the labels that are wanted."""

    def take(self, found: LabelSet) -> None:
        """Make what is missing; span labels first, since others refer to them."""
        for span_label in found.span_labels:
            self._take_span_label(span_label)
        for relation_label in found.relation_labels:
            self._take_relation_label(relation_label)
        self._take_document_labels(found)
        self._take_attributes(found)

    def _wanted(self, kind: LabelKind, name: str) -> str:
        return self._labels.get(LabelNamed(kind, name), name)

    def _take_span_label(self, label: SpanLabel) -> None:
        name = self._wanted("span", label.name)
        if not name:
            return
        here = self.label_set.span_label_named(name)
        if here is None:
            others = self.label_set.span_labels
            taken = taken_keys(others)
            key = label.key if label.key and label.key not in taken else allot_span_key(name, taken)
            colour = _colour(label, others)
            here = replace(label, id=new_id(), name=name, colour=colour, key=key)
            self.label_set = replace(self.label_set, span_labels=(*others, here))
            self.new.append(name)
        self._here[label.id] = here.id

    def _take_relation_label(self, label: RelationLabel) -> None:
        name = self._wanted("relation", label.name)
        if not name:
            return
        here = self.label_set.relation_label_named(name)
        if here is None:
            others = self.label_set.relation_labels
            taken = taken_keys(others)
            is_free = label.key and label.key not in taken
            here = replace(
                label,
                id=new_id(),
                name=name,
                colour=_colour(label, others),
                key=label.key if is_free else allot_relation_key(name, taken),
                heads=self._ids_here(label.heads),
                tails=self._ids_here(label.tails),
            )
            self.label_set = replace(self.label_set, relation_labels=(*others, here))
            self.new.append(name)
        self._here[label.id] = here.id

    def _take_document_labels(self, found: LabelSet) -> None:
        for label in found.document_labels:
            name = self._wanted("document", label.name)
            if name and self.label_set.document_label_named(name) is None:
                made = replace(label, id=new_id(), name=name)
                others = self.label_set.document_labels
                self.label_set = replace(self.label_set, document_labels=(*others, made))
                self.new.append(name)

    def _take_attributes(self, found: LabelSet) -> None:
        for attribute in found.attributes:
            if self.label_set.attribute_named(attribute.name, attribute.applies_to) is not None:
                continue
            made = replace(attribute, id=new_id(), labels=self._ids_here(attribute.labels))
            if attribute.labels and not made.labels:
                continue  # None of the labels that carry it is wanted.
            others = self.label_set.attributes
            self.label_set = replace(self.label_set, attributes=(*others, made))
            self.new.append(attribute.name)

    def _ids_here(self, ids: Iterable[str]) -> frozenset[str]:
        return frozenset(self._here[id] for id in ids if id in self._here)


def _colour(label: SpanLabel | RelationLabel, others: Iterable[SpanLabel | RelationLabel]) -> str:
    is_one = _COLOUR.fullmatch(label.colour)
    return label.colour if is_one else free_colour([one.colour for one in others])

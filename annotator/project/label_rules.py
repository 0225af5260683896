"""What the label set says of annotations that come in: what it forbids comes in, and is told."""

from collections.abc import Callable
from typing import Any

from annotator.model.annotation_set import AnnotationSet
from annotator.model.attribute import Attributes, AttributeTarget
from annotator.model.errors import (
    AnnotatorError,
    AttributeUnknown,
    AttributeValueWrong,
    RelationForbidden,
)
from annotator.project.naming import NamesToIds

_FITTING = 10_000


class LabelRules:
    """Looks at whole sets; what was judged once is remembered."""

    def __init__(self, names: NamesToIds, remark: Callable[[AnnotatorError], None]) -> None:
        """`remark` is told of each relation, and of the first of each value."""
        self._names = names
        self._remark = remark
        self._said: set[tuple[Any, ...]] = set()
        self._judged: dict[tuple[str, str, str], tuple[str, str, str] | None] = {}
        """Relation label, labels of head and tail (ids) -> their names where that is forbidden."""
        self._fitting: set[tuple[str, str, str]] = set()
        """Attribute, label (ids) and a text that have been found to fit; true and 1 are equal."""

    def check(self, made: AnnotationSet) -> None:
        """Tell what of a set is not as the label set says."""
        self._check_relations(made)
        for span in made.spans.values():
            if span.attributes:
                self._check_values(span.attributes, "span", span.label)
        for relation in made.relations.values():
            if relation.attributes:
                self._check_values(relation.attributes, "relation", relation.label)
        self._check_values(made.attributes, "document", "")

    def _check_relations(self, made: AnnotationSet) -> None:
        if not any(map(self._has_rule, {one.label for one in made.relations.values()})):
            return
        for relation in made.relations.values():
            head, tail = made.spans[relation.head].label, made.spans[relation.tail].label
            kind = (relation.label, head, tail)
            if kind not in self._judged:
                self._judged[kind] = self._forbidden(*kind)
            if forbidden := self._judged[kind]:
                self._remark(RelationForbidden(*forbidden))

    def _has_rule(self, label: str) -> bool:
        """Whether a relation label (id) does not allow every head and tail."""
        found = self._names.label_set.relation_label(label)
        return found is not None and bool(found.heads or found.tails)

    def _forbidden(self, label: str, head: str, tail: str) -> tuple[str, str, str] | None:
        """Return the names of a relation label and of two span labels, given as ids, where the
        one does not allow the others."""
        label_set = self._names.label_set
        relation = label_set.relation_label(label)
        first, second = label_set.span_label(head), label_set.span_label(tail)
        if relation is None or first is None or second is None or relation.allows(head, tail):
            return None
        return relation.name, first.name, second.name

    def _check_values(self, attributes: Attributes, target: AttributeTarget, label: str) -> None:
        for id, value in attributes.items():
            if type(value) is str and (id, label, value) in self._fitting:
                continue
            attribute = self._names.label_set.attribute(id)
            if attribute is None:
                continue
            if target != "document" and not attribute.applies_to_label(label):
                self._remark_once(AttributeUnknown(attribute.name), id, label)
            elif type(value) is str and attribute.accepts(value) and len(self._fitting) < _FITTING:
                self._fitting.add((id, label, value))
            if not attribute.accepts(value):
                wrong = AttributeValueWrong(attribute.name, value, attribute.values)
                self._remark_once(wrong, id, value)

    def _remark_once(self, error: AnnotatorError, *about: Any) -> None:
        """What holds for many annotations is said of the first."""
        if (type(error), *about) not in self._said:
            self._said.add((type(error), *about))
            self._remark(error)

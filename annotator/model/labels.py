"""Labels: what spans, relations and documents can be called, and the set that holds them."""

from collections.abc import Iterable
from dataclasses import dataclass

from annotator.model.attribute import Attribute, AttributeTarget


@dataclass(frozen=True, slots=True)
class SpanLabel:
    """What a span can be called. `key` is the one key that gives it, or empty."""

    id: str
    name: str
    colour: str
    key: str = ""
    description: str = ""
    example: str = ""
    guideline: str = ""
    is_retired: bool = False


@dataclass(frozen=True, slots=True)
class RelationLabel:
    """What relations are called; heads and tails are the span label ids allowed, empty = any."""

    id: str
    name: str
    colour: str
    heads: frozenset[str] = frozenset()
    tails: frozenset[str] = frozenset()
    key: str = ""
    description: str = ""
    example: str = ""
    guideline: str = ""
    is_symmetric: bool = False
    is_transitive: bool = False
    is_retired: bool = False

    def allows(self, head: str, tail: str) -> bool:
        """Tell whether spans with these label ids may be its head and tail, in this direction."""
        return (not self.heads or head in self.heads) and (not self.tails or tail in self.tails)


@dataclass(frozen=True, slots=True)
class DocumentLabel:
    """What a whole article can be called; `group` gathers labels that answer one question."""

    id: str
    name: str
    group: str = ""
    description: str = ""
    is_retired: bool = False


@dataclass(frozen=True, slots=True)
class LabelSet:
    """Everything that annotations of a project may be called. Names are unique in each tuple."""

    name: str = ""
    description: str = ""
    span_labels: tuple[SpanLabel, ...] = ()
    relation_labels: tuple[RelationLabel, ...] = ()
    attributes: tuple[Attribute, ...] = ()
    document_labels: tuple[DocumentLabel, ...] = ()

    def span_label(self, label: str) -> SpanLabel | None:
        """Return the span label with this id."""
        return next((one for one in self.span_labels if one.id == label), None)

    def relation_label(self, label: str) -> RelationLabel | None:
        """Return the relation label with this id."""
        return next((one for one in self.relation_labels if one.id == label), None)

    def document_label(self, label: str) -> DocumentLabel | None:
        """Return the document label with this id."""
        return next((one for one in self.document_labels if one.id == label), None)

    def attribute(self, attribute: str) -> Attribute | None:
        """Return the attribute with this id."""
        return next((one for one in self.attributes if one.id == attribute), None)

    def span_label_named(self, name: str) -> SpanLabel | None:
        """Return the span label with this name, exactly as written."""
        return next((one for one in self.span_labels if one.name == name), None)

    def relation_label_named(self, name: str) -> RelationLabel | None:
        """Return the relation label with this name, exactly as written."""
        return next((one for one in self.relation_labels if one.name == name), None)

    def document_label_named(self, name: str) -> DocumentLabel | None:
        """Return the document label with this name, exactly as written."""
        return next((one for one in self.document_labels if one.name == name), None)

    def attribute_named(self, name: str, target: AttributeTarget) -> Attribute | None:
        """Return the attribute of spans, relations or documents that has this name."""
        found = (one for one in self.attributes if one.name == name and one.applies_to == target)
        return next(found, None)

    def attributes_of(
        self, target: AttributeTarget, label: str = "", *, with_retired: bool = False
    ) -> tuple[Attribute, ...]:
        """Return the attributes that a span or relation so labelled, or a document, is asked for;
        `with_retired` also those that it was asked for once."""
        return tuple(
            one
            for one in self.attributes
            if one.applies_to == target
            and one.applies_to_label(label)
            and (with_retired or not one.is_retired)
        )

    def relations_between(self, head: str, tail: str) -> tuple[RelationLabel, ...]:
        """Return the usable relation labels that allow head -> tail, given as span label ids."""
        return tuple(
            one for one in self.relation_labels if not one.is_retired and one.allows(head, tail)
        )

    def usable_span_labels(self) -> tuple[SpanLabel, ...]:
        """Return the span labels that are not retired, in order."""
        return tuple(one for one in self.span_labels if not one.is_retired)


@dataclass(frozen=True, slots=True)
class LabelSetVersion:
    """What the label set and its guidelines said for some time. `number` counts in one file, by
    `sha256` every copy knows it; `at` is when it began, ISO in UTC, "" where nobody knows."""

    number: int
    sha256: str
    at: str
    label_set: LabelSet


def taken_keys(labels: Iterable[SpanLabel | RelationLabel]) -> dict[str, str]:
    """Return key -> label id of the labels that have a key and are not retired."""
    return {one.key: one.id for one in labels if one.key and not one.is_retired}

"""What a label set must be, whoever made it: named, told apart by name, and by key."""

from annotator.model.attribute import Attribute
from annotator.model.errors import KeyTaken
from annotator.model.label_errors import NameEmpty, NameTaken
from annotator.model.labels import DocumentLabel, LabelSet, RelationLabel, SpanLabel
from annotator.text.names import is_name


def check_label_set(label_set: LabelSet) -> None:
    """Refuse a label set that cannot be used. NameEmpty, NameTaken, KeyTaken."""
    check_names(label_set)
    check_keys(label_set)


def check_names(label_set: LabelSet) -> None:
    """Refuse names of no letters or several lines, and one name twice in a kind. NameEmpty,
    NameTaken."""
    kinds: tuple[tuple[SpanLabel | RelationLabel | DocumentLabel | Attribute, ...], ...] = (
        label_set.span_labels,
        label_set.relation_labels,
        label_set.document_labels,
        label_set.attributes,
    )
    for parts in kinds:
        seen: set[tuple[str, str]] = set()
        for part in parts:
            if not is_name(part.name):
                raise NameEmpty(part.name)
            told = (part.name, part.applies_to if isinstance(part, Attribute) else "")
            if told in seen:
                raise NameTaken(part.name)
            seen.add(told)


def check_keys(label_set: LabelSet) -> None:
    """Refuse a label set in which two usable labels of a kind want one key. KeyTaken."""
    for labels in (label_set.span_labels, label_set.relation_labels):
        seen: dict[str, str] = {}
        for label in labels:
            if label.is_retired or not label.key:
                continue
            key = label.key.lower()
            if key in seen:
                raise KeyTaken(label.key, label.name, seen[key])
            seen[key] = label.name

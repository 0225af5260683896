"""A contradiction between two copies of one person's labels, in a few words."""

from annotator.edits.side import Conflict
from annotator.messages.quoting import show_text
from annotator.model.attribute import AttributeValue
from annotator.model.labels import LabelSet
from annotator.model.relation import Relation
from annotator.model.span import Span

_LONGEST = 40


def conflict_words(conflict: Conflict, text: str, label_set: LabelSet) -> str:
    """Return what stays and what the other copy says, as plain text."""
    if conflict.attribute:
        return _values(conflict, text, label_set)
    kept, other = conflict.kept, conflict.other
    stays = f"{_quote(kept, text)} {_label(kept, label_set)}".strip()
    if other is None:
        return f"{stays} stays, the other copy has deleted it"
    says = _label(other, label_set)
    if isinstance(kept, Span) and isinstance(other, Span) and kept.fragments != other.fragments:
        says = f"{_quote(other, text)} {says}"
    if isinstance(kept, Relation) and says == _label(kept, label_set):
        says = "other ends"
    return f"{stays} stays, the other copy has {says}"


def _values(conflict: Conflict, text: str, label_set: LabelSet) -> str:
    found = label_set.attribute(conflict.attribute)
    name = show_text(found.name if found else conflict.attribute, _LONGEST)
    what = _quote(conflict.kept, text) if conflict.kept else "the article"
    kept, other = _value(conflict.kept_value), _value(conflict.other_value)
    return f"{what}: {name} {kept} stays, the other copy has {other}"


def _quote(annotation: Span | Relation | None, text: str) -> str:
    if not isinstance(annotation, Span):
        return "a relation"
    return f"“{show_text(annotation.covered_text(text), _LONGEST)}”"


def _label(annotation: Span | Relation | None, label_set: LabelSet) -> str:
    if annotation is None:
        return ""
    find = label_set.span_label if isinstance(annotation, Span) else label_set.relation_label
    found = find(annotation.label)
    return show_text(found.name if found else annotation.label, _LONGEST)


def _value(value: AttributeValue | None) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    shown = ", ".join(value) if isinstance(value, tuple) else str(value)
    return show_text(shown, _LONGEST)

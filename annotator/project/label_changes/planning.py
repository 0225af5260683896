"""What a change of labels makes of the label set, and of each annotation set."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any, TypeAlias

from annotator.edits.edit import PutBack, SetDocumentLabels, SetEdit, Together
from annotator.edits.encoding import decode_verdict, encode_verdict
from annotator.model.annotation_set import AnnotationSet
from annotator.model.attribute import Attribute
from annotator.model.errors import LabelUnknown
from annotator.model.label_errors import LabelKindsDiffer, NameEmpty, NameTaken
from annotator.model.labels import DocumentLabel, LabelSet, RelationLabel, SpanLabel
from annotator.model.span import Span
from annotator.model.verdict import Verdict
from annotator.project.label_changes.change import (
    LabelChange,
    Merge,
    Rename,
    Retire,
    Split,
)
from annotator.text.finding import Finder, Query

Part: TypeAlias = SpanLabel | RelationLabel | DocumentLabel | Attribute

_KINDS = ("span_labels", "relation_labels", "document_labels", "attributes")


def label_set_after(label_set: LabelSet, change: LabelChange) -> LabelSet:
    """Return the label set as a change leaves it. LabelUnknown, NameEmpty, NameTaken,
    LabelKindsDiffer."""
    if isinstance(change, Split):
        for id in (change.label, change.into):
            if label_set.span_label(id) is None:
                raise LabelUnknown(id)
        return label_set
    if isinstance(change, Merge):
        return _merged(label_set, change)
    kind, part = find_part(label_set, change.label)
    if isinstance(change, Rename):
        _check_name(label_set, kind, part, change.name)
        return _with(label_set, kind, part.id, lambda one: replace(one, name=change.name))
    is_retired = isinstance(change, Retire)
    if isinstance(part, Attribute):
        raise LabelUnknown(change.label)
    return _with(label_set, kind, part.id, lambda one: replace(one, is_retired=is_retired))


def find_part(label_set: LabelSet, id: str) -> tuple[str, Part]:
    """Return which tuple of a label set has a label or attribute, and itself. LabelUnknown."""
    for kind in _KINDS:
        for one in getattr(label_set, kind):
            if one.id == id:
                return kind, one
    raise LabelUnknown(id)


def _check_name(label_set: LabelSet, kind: str, part: Part, name: str) -> None:
    if not name.strip() or not name.isprintable():
        raise NameEmpty(name)
    for one in getattr(label_set, kind):
        is_rival = not isinstance(part, Attribute) or one.applies_to == part.applies_to
        if one.name == name and one.id != part.id and is_rival:
            raise NameTaken(name)


def _merged(label_set: LabelSet, change: Merge) -> LabelSet:
    kind, into = find_part(label_set, change.into)
    for id in change.labels:
        its_kind, part = find_part(label_set, id)
        if its_kind != kind or kind == "attributes" or id == change.into:
            raise LabelKindsDiffer(part.name, into.name)
    gone = set(change.labels)

    def with_heir(ids: frozenset[str]) -> frozenset[str]:
        return ids | {change.into} if ids & gone else ids

    labels = getattr(label_set, kind)
    retired = tuple(replace(one, is_retired=one.is_retired or one.id in gone) for one in labels)
    after = _replaced(label_set, kind, retired)
    return replace(
        after,
        relation_labels=tuple(
            replace(one, heads=with_heir(one.heads), tails=with_heir(one.tails))
            for one in after.relation_labels
        ),
        attributes=tuple(replace(one, labels=with_heir(one.labels)) for one in after.attributes),
    )


def _with(label_set: LabelSet, kind: str, id: str, change: Callable[[Any], Any]) -> LabelSet:
    parts = tuple(change(one) if one.id == id else one for one in getattr(label_set, kind))
    return _replaced(label_set, kind, parts)


def _replaced(label_set: LabelSet, kind: str, parts: tuple[Any, ...]) -> LabelSet:
    changed: Any = {kind: parts}
    return replace(label_set, **changed)


class Planner:
    """Says for each annotation set which edit the change is there. QueryWrong, QueryTooHeavy.

    No rule of the label set is asked, and nothing is taken away: what becomes invalid, a relation
    whose ends are not allowed, a value of an attribute that the new label does not carry, stays and
    is a list to work through.
    """

    def __init__(self, change: LabelChange) -> None:
        self._change = change
        self._finder: Finder | None = None
        if isinstance(change, Split) and change.words:
            # "of Lomera" is found in "port of Lomera", "era" is not.
            query = Query(change.words, change.is_pattern, is_whole_word=not change.is_pattern)
            self._finder = Finder(query)

    def edit_of(self, annotation_set: AnnotationSet, text: str) -> SetEdit | None:
        """Return the edit of a set on an article with this text, None where it stays as it is."""
        parts: list[SetEdit] = [
            PutBack(span) for span in self.spans_after(annotation_set, text).values()
        ]
        change = self._change
        if isinstance(change, Merge):
            gone = set(change.labels)
            parts += [
                PutBack(one._replace(label=change.into))
                for one in annotation_set.relations.values()
                if one.label in gone
            ]
            if annotation_set.labels & gone:
                parts.append(SetDocumentLabels(annotation_set.labels - gone | {change.into}))
        return Together(tuple(parts), "change labels") if parts else None

    def spans_after(self, annotation_set: AnnotationSet, text: str) -> dict[str, Span]:
        """Return id -> span, as it is afterwards, of the spans of a set that change."""
        change = self._change
        if not isinstance(change, Merge | Split):
            return {}
        labels = change.labels if isinstance(change, Merge) else (change.label,)
        return {
            id: span._replace(label=change.into)
            for id, span in annotation_set.spans.items()
            if span.label in labels and self.concerns(span, text)
        }

    def concerns(self, span: Span, text: str) -> bool:
        """Tell whether a span that wears a label of the change meets its conditions."""
        change = self._change
        if not isinstance(change, Split):
            return True
        if self._finder is not None:
            covered = span.covered_text(text)
            if next(iter(self._finder.find(covered)), None) is None:
                return False
        if change.attribute is None:
            return True
        name, value = change.attribute
        return span.attributes.get(name) == value

    def verdict_of(self, verdict: Verdict) -> Verdict | None:
        """Return a verdict as it reads afterwards, None where it stays as it is: what was judged
        wears what its spans and relations wear now."""
        if not isinstance(self._change, Merge):
            return None
        body = encode_verdict(verdict)
        renamed = _relabelled(body, frozenset(self._change.labels), self._change.into)
        return decode_verdict(renamed) if renamed != body else None


def _relabelled(value: Any, gone: frozenset[str], into: str) -> Any:
    if isinstance(value, dict):
        return {
            key: into if key == "label" and one in gone else _relabelled(one, gone, into)
            for key, one in value.items()
        }
    return [_relabelled(one, gone, into) for one in value] if isinstance(value, list) else value

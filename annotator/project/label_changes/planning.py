"""What a change of labels makes of each annotation set, and of each verdict."""

from dataclasses import replace
from typing import NamedTuple

from annotator.edits.edit import PutBack, PutBackState, SetDocumentLabels, SetEdit, Together
from annotator.model.annotation_set import AnnotationSet, SetState
from annotator.model.attribute import Attributes
from annotator.model.labels import LabelSet
from annotator.model.relation import Relation
from annotator.model.span import Span
from annotator.model.verdict import Verdict
from annotator.project.label_changes.change import (
    ChangeKind,
    LabelChange,
    Merge,
    RemoveValue,
    RenameValue,
    Revise,
    Split,
)
from annotator.project.label_changes.conditions import Conditions, Ends
from annotator.project.label_changes.values import Revaluing
from annotator.project.label_changes.verdicts import with_annotations


class Concerned(NamedTuple):
    """What of a set a change is about, whether anything becomes of it or not."""

    spans: list[Span]
    relations: list[Relation]
    on_document: int
    """Document labels and values of the document."""

    @property
    def is_anything(self) -> bool:
        """Whether there is anything."""
        return bool(self.spans or self.relations or self.on_document)


class Planner:
    """Says for each annotation set which edit the change is there. PatternWrong, PatternTooHeavy.

    No rule of the label set is asked, and nothing is taken away: what becomes invalid, a relation
    whose ends are not allowed, a value of an attribute that the new label does not carry, stays and
    is a list to work through.
    """

    def __init__(self, change: LabelChange, after: LabelSet) -> None:
        """`after`: the label set as the change leaves it (`label_set_after`)."""
        self._change = change
        self.labels = labels_of(change)
        """Ids of the labels that it is about, and of the attributes."""
        self._revaluing = Revaluing(change, after)
        self._is_moving = isinstance(change, Merge | Split) and (
            after.attribute(change.into) is None
        )
        self._conditions = Conditions(change) if isinstance(change, Split) else None

    # ---- sets -------------------------------------------------------------------------------

    def edit_of(self, one: AnnotationSet, text: str) -> SetEdit | None:
        """Return the edit of a set on an article with this text, None where it stays as it is."""
        parts: list[SetEdit] = [PutBack(span) for span in self.spans_after(one, text).values()]
        parts += [PutBack(relation) for relation in self.relations_after(one, text).values()]
        state = self._state_after(one)
        if state.attributes != one.attributes:
            parts.append(PutBackState(state))
        elif state.labels != one.labels:
            parts.append(SetDocumentLabels(state.labels))
        return Together(tuple(parts), "change labels") if parts else None

    def set_after(self, one: AnnotationSet, text: str) -> AnnotationSet:
        """Return a set as it is afterwards."""
        state = self._state_after(one)
        return replace(
            one,
            labels=state.labels,
            attributes=state.attributes,
            spans={**one.spans, **self.spans_after(one, text)},
            relations={**one.relations, **self.relations_after(one, text)},
        )

    def spans_after(self, one: AnnotationSet, text: str) -> dict[str, Span]:
        """Return id -> span, as it is afterwards, of the spans of a set that change."""
        found: dict[str, Span] = {}
        for id, span in one.spans.items():
            after = self.span_after(span, text)
            if after is not span:
                found[id] = after
        return found

    def span_after(self, span: Span, text: str) -> Span:
        """Return a span as it is afterwards; the same where it stays as it is."""
        if span.attributes:
            attributes = self._revaluing.of(span.attributes)
            if attributes is not span.attributes:
                span = span._replace(attributes=attributes)
        if self._is_moving and span.label in self.labels and self._fits(span, text):
            span = span._replace(label=self._into)
        return span

    def relations_after(self, one: AnnotationSet, text: str) -> dict[str, Relation]:
        """Return id -> relation, as it is afterwards, of the relations of a set that change."""
        found: dict[str, Relation] = {}
        for id, relation in one.relations.items():
            ends = (one.spans[relation.head], one.spans[relation.tail])
            after = self.relation_after(relation, ends, text)
            if after is not relation:
                found[id] = after
        return found

    def relation_after(self, relation: Relation, ends: Ends | None, text: str) -> Relation:
        """Return a relation as it is afterwards. ends: None where they are not known, and what
        asks for them does not become another."""
        if relation.attributes:
            attributes = self._revaluing.of(relation.attributes)
            if attributes is not relation.attributes:
                relation = relation._replace(attributes=attributes)
        if self._is_moving and relation.label in self.labels and self._fits(relation, text, ends):
            relation = relation._replace(label=self._into)
        return relation

    def concerned(self, one: AnnotationSet, text: str) -> Concerned:
        """Return what of a set wears the labels, or carries the attributes and values, that the
        change is about, and meets its conditions."""
        about = self._revaluing
        spans = [
            span
            for span in one.spans.values()
            if (span.label in self.labels and self._fits(span, text))
            or (span.attributes and about.concerns(span.attributes))
        ]
        relations = [
            relation
            for relation in one.relations.values()
            if (
                relation.label in self.labels
                and self._fits(relation, text, (one.spans[relation.head], one.spans[relation.tail]))
            )
            or (relation.attributes and about.concerns(relation.attributes))
        ]
        return Concerned(
            spans, relations, len(one.labels & self.labels) + about.count(one.attributes)
        )

    # ---- verdicts ---------------------------------------------------------------------------

    def verdict_of(self, verdict: Verdict, text: str) -> Verdict | None:
        """Return a verdict as it reads afterwards, None where it stays as it is: what was judged
        wears what its spans and relations wear now."""
        change = self._change
        if not (self._is_moving or self._revaluing.is_any):
            return None
        after = with_annotations(
            verdict,
            lambda span: self.span_after(span, text),
            lambda relation, ends: self.relation_after(relation, ends, text),
            self._revaluing.value_of,
            dict.fromkeys(change.labels, change.into) if isinstance(change, Merge) else {},
        )
        return after if after != verdict else None

    # ---- inside -----------------------------------------------------------------------------

    @property
    def _into(self) -> str:
        assert isinstance(self._change, Merge | Split)
        return self._change.into

    def _fits(self, one: Span | Relation, text: str, ends: Ends | None = None) -> bool:
        return self._conditions is None or self._conditions.fit(one, ends, text)

    def _state_after(self, one: AnnotationSet) -> SetState:
        labels = one.labels
        if self._is_moving and isinstance(self._change, Merge) and labels & self.labels:
            labels = labels - self.labels | {self._change.into}
        attributes: Attributes = one.attributes
        if attributes:
            attributes = self._revaluing.of(attributes)
        return SetState(one.status, labels, attributes)


def labels_of(change: LabelChange) -> frozenset[str]:
    """Return the ids of the labels or attributes that a change is about."""
    if isinstance(change, Merge):
        return frozenset(change.labels)
    if isinstance(change, RenameValue | RemoveValue | ChangeKind):
        return frozenset({change.attribute})
    if isinstance(change, Revise):
        names = frozenset(id for id, _, _ in change.value_names)
        return names | change.converted | change.changed
    return frozenset({change.label})

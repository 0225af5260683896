"""Changes: what an act did, as values before and after; views redraw and storage writes from it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import TypeAlias, TypeVar

from annotator.model.altered import plain
from annotator.model.annotation_set import AnnotationSet, SetState
from annotator.model.annotator import Annotator
from annotator.model.assignment import Assignment
from annotator.model.document import Meta
from annotator.model.entity import Entity
from annotator.model.hidden import HiddenChange
from annotator.model.labels import LabelSet
from annotator.model.oddity import DismissalChange
from annotator.model.relation import Relation
from annotator.model.span import Span
from annotator.model.verdict import Remark, Verdict

T = TypeVar("T")

SpanChange: TypeAlias = tuple[Span | None, Span | None]
RelationChange: TypeAlias = tuple[Relation | None, Relation | None]
StateChange: TypeAlias = tuple[SetState, SetState]
MetaChange: TypeAlias = tuple[Meta, Meta]
LabelSetChange: TypeAlias = tuple[LabelSet, LabelSet]
VerdictChange: TypeAlias = tuple[Verdict | None, Verdict | None]
RemarkChange: TypeAlias = tuple[Remark | None, Remark | None]
ReasonsChange: TypeAlias = tuple[tuple[str, ...], tuple[str, ...]]
PersonChange: TypeAlias = tuple[Annotator | None, Annotator | None]
AssignmentChange: TypeAlias = tuple[Assignment | None, Assignment | None]
EntityChange: TypeAlias = tuple[Entity | None, Entity | None]


@dataclass(frozen=True, slots=True)
class Changes:
    """Each pair is (before, after); None before means made, None after means gone."""

    document: str | None = None
    """The document concerned, or None where the whole project is."""
    annotation_set: AnnotationSet | None = None
    """The set concerned, as it is afterwards."""
    spans: tuple[SpanChange, ...] = ()
    relations: tuple[RelationChange, ...] = ()
    state: StateChange | None = None
    meta: MetaChange | None = None
    label_set: LabelSetChange | None = None
    documents_added: int = 0
    documents_retired: int = 0
    sets_added: int = 0
    """How many sets came whole, with an import, or (below zero) went."""
    sets_changed: int = 0
    """How many sets that are here became others with what was taken in or given back."""
    verdicts: tuple[VerdictChange, ...] = ()
    remarks: tuple[RemarkChange, ...] = ()
    reasons: ReasonsChange | None = None
    assignments: tuple[AssignmentChange, ...] = ()
    entities: tuple[EntityChange, ...] = ()
    look: tuple[bool, bool] | None = None
    """Whether whoever acts looks at labels that are given blind on the document all the same."""
    hidden: tuple[HiddenChange, ...] = ()
    """Articles that went from the lists, or came back."""
    dismissed: tuple[DismissalChange, ...] = ()
    """What looked like slips and is right as it is, or is told again."""
    people: tuple[PersonChange, ...] = ()
    """Annotators who are called otherwise, or went over into another, or came back."""

    @property
    def is_empty(self) -> bool:
        """Whether nothing changed at all."""
        return self == Changes(self.document, self.annotation_set)

    @property
    def has_sight_changes(self) -> bool:
        """Whether who sees whose labels may be another than before."""
        has_finished = self.state and "finished" in {one.status for one in self.state}
        return bool(self.assignments or self.look or has_finished or self.has_list_changes)

    @property
    def has_list_changes(self) -> bool:
        """Whether articles or whole sets came, went or became others, so that all must be read
        again."""
        came_or_went = self.documents_added or self.documents_retired or self.hidden or self.people
        return bool(came_or_went or self.sets_added or self.sets_changed)


@dataclass(slots=True)
class ChangesBuilder:
    """Sums the changes of several edits on one set, and on the review of its document; of two
    changes the first before counts."""

    spans: dict[str, SpanChange] = field(default_factory=dict)
    relations: dict[str, RelationChange] = field(default_factory=dict)
    state: StateChange | None = None
    verdicts: dict[str, VerdictChange] = field(default_factory=dict)
    remarks: dict[str, RemarkChange] = field(default_factory=dict)
    reasons: ReasonsChange | None = None

    def add(self, changes: Changes) -> None:
        """Take the changes of a further edit in."""
        for before, after in changes.spans:
            key = (before or after).id  # type: ignore[union-attr]
            self.spans[key] = (self.spans.get(key, (before, None))[0], after)
        for head, tail in changes.relations:
            key = (head or tail).id  # type: ignore[union-attr]
            self.relations[key] = (self.relations.get(key, (head, None))[0], tail)
        if changes.state:
            self.state = (self.state[0] if self.state else changes.state[0], changes.state[1])
        for was, verdict in changes.verdicts:
            key = (was or verdict).id  # type: ignore[union-attr]
            self.verdicts[key] = (self.verdicts.get(key, (was, verdict))[0], verdict)
        for said, says in changes.remarks:
            key = (said or says).id  # type: ignore[union-attr]
            self.remarks[key] = (self.remarks.get(key, (said, says))[0], says)
        if changes.reasons:
            first = self.reasons[0] if self.reasons else changes.reasons[0]
            self.reasons = (first, changes.reasons[1])

    def build(self, annotation_set: AnnotationSet) -> Changes:
        """Return the sum; what ended as it began is left out."""
        return self.build_review(annotation_set.document, annotation_set)

    def build_review(self, document: str | None, annotation_set: AnnotationSet | None) -> Changes:
        """Return the sum, where a set need not be concerned."""
        return Changes(
            document,
            annotation_set,
            tuple(pair for pair in self.spans.values() if pair[0] != pair[1]),
            tuple(pair for pair in self.relations.values() if pair[0] != pair[1]),
            self.state if self.state and self.state[0] != self.state[1] else None,
            verdicts=tuple(pair for pair in self.verdicts.values() if pair[0] != pair[1]),
            remarks=tuple(pair for pair in self.remarks.values() if pair[0] != pair[1]),
            reasons=self.reasons if self.reasons and self.reasons[0] != self.reasons[1] else None,
        )


def changes_between(before: AnnotationSet, after: AnnotationSet) -> Changes:
    """Return what has changed where a set has become another one of the same annotator."""
    return Changes(
        after.document,
        after,
        tuple(_pairs(before.spans, after.spans)),
        tuple(_pairs(before.relations, after.relations)),
        (before.state, after.state) if before.state != after.state else None,
    )


def _pairs(before: Mapping[str, T], after: Mapping[str, T]) -> Iterator[tuple[T | None, T | None]]:
    before, after = plain(before), plain(after)
    for id in {**before, **after}:
        if before.get(id) != after.get(id):
            yield (before.get(id), after.get(id))


def with_set(changes: Changes, annotation_set: AnnotationSet) -> Changes:
    """Return the same changes naming this set as the one concerned."""
    return replace(changes, document=annotation_set.document, annotation_set=annotation_set)

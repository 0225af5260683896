"""Edits of the review: verdicts, answers to them, remarks, reasons; and walking them back."""

from dataclasses import dataclass, field, replace
from typing import NamedTuple

from annotator.edits.apply import Ground, apply
from annotator.edits.edit import (
    AnswerVerdict,
    ReviewEdit,
    ReviewTogether,
    Say,
    SetReasons,
    Settle,
    Unsay,
)
from annotator.edits.history import Act, Step
from annotator.model.annotation_set import AnnotationSet
from annotator.model.changes import Changes, ChangesBuilder, VerdictChange
from annotator.model.errors import AnnotatorUnknown, UndoBlocked, VerdictUnknown
from annotator.model.verdict import Answer, Answers, Verdict
from annotator.project.annotating import as_it_was, check_labels, check_not_coming_in
from annotator.project.merging.overtaken import count_taken_over
from annotator.project.reviews import USUAL_REASONS
from annotator.project.road import Road


def review(road: Road, edit: ReviewEdit) -> Changes:
    """Apply an edit of the review and queue it. The road's lock is held.

    DocumentUnknown, VerdictUnknown; AnnotatorUnknown where nobody has signed in; whatever taking
    a verdict over into one's own set may raise.
    """
    if road.me is None:
        raise AnnotatorUnknown("")
    applied = _apply(_Stage(road), edit)
    if not applied.changes.is_empty:
        _send(road, edit, applied, "do", None)
    return applied.changes


def walk_review_back(road: Road, latest: Act, edit: ReviewEdit, step: Step, of: int) -> Changes:
    """Apply the inverse `edit` of the act `latest`. UndoBlocked: others have built on it."""
    assert isinstance(latest.edit, ReviewEdit)
    if count := count_overtaken(road, latest.edit) + count_taken_over(road, latest):
        raise UndoBlocked(count)
    applied = _apply(_Stage(road, latest), edit)
    check_labels(applied.changes, road.label_set)
    _send(road, edit, applied, step, of)
    return applied.changes


def _send(road: Road, edit: ReviewEdit, applied: "_Applied", step: Step, of: int | None) -> None:
    changes = applied.changes
    mine = changes.annotation_set.id if changes.annotation_set is not None else None
    act = road.new_act(
        edit, applied.inverse, step, of, document=changes.document, annotation_set=mine
    )
    road.send(act, changes)


def answer_of(verdict: Verdict, annotator: str) -> Answer | None:
    """Return what an annotator (id) has answered to a verdict."""
    return dict(verdict.answers).get(annotator)


class _Applied(NamedTuple):
    """What an edit changes, and the edit that takes it back."""

    changes: Changes
    inverse: ReviewEdit


@dataclass(slots=True)
class _Stage:
    """The review as the edits of one act leave it, one after the other; nothing is sent yet."""

    road: Road
    latest: Act | None = None
    """The act that is walked back."""
    verdicts: dict[str, Verdict] = field(default_factory=dict)
    mine: dict[str, AnnotationSet] = field(default_factory=dict)
    """Document id -> my set on it."""

    def verdict(self, id: str) -> Verdict:
        return self.verdicts.get(id) or self.road.reviews.verdict(id)

    def my_set(self, document: str) -> AnnotationSet:
        if document not in self.mine:
            mine = self.road.annotation_set(document, self.road.my_id)
            check_not_coming_in(self.road, mine)
            self.mine[document] = as_it_was(mine, self.latest) if self.latest else mine
        return self.mine[document]

    def note(self, changes: Changes) -> None:
        self.verdicts |= {after.id: after for _, after in changes.verdicts if after}
        if changes.annotation_set is not None:
            self.mine[changes.annotation_set.document] = changes.annotation_set


def _apply(stage: _Stage, edit: ReviewEdit) -> _Applied:
    if isinstance(edit, Settle):
        return _settle(stage, edit)
    if isinstance(edit, AnswerVerdict):
        return _answer(stage, edit)
    if isinstance(edit, SetReasons):
        before, after = stage.road.reviews.reasons, edit.reasons or USUAL_REASONS
        reasons = (before, after) if before != after else None
        return _Applied(Changes(reasons=reasons), SetReasons(before))
    if isinstance(edit, ReviewTogether):
        return _together(stage, edit)
    return _remark(stage, edit)


def _settle(stage: _Stage, edit: Settle) -> _Applied:
    road = stage.road
    changed: list[VerdictChange] = []
    for verdict in edit.verdicts:
        road.length(verdict.document)
        changed.append((road.reviews.verdicts(verdict.document).get(verdict.id), verdict))
    changed += [(road.reviews.verdict(id), None) for id in edit.withdrawn]
    changed = [pair for pair in changed if pair[0] != pair[1]]
    documents = {(after or before).document for before, after in changed}  # type: ignore[union-attr]
    document = documents.pop() if len(documents) == 1 else None
    inverse = Settle(
        tuple(before for before, _ in changed if before),
        tuple(after.id for before, after in changed if after and not before),
    )
    return _Applied(Changes(document, verdicts=tuple(changed)), inverse)


def _answer(stage: _Stage, edit: AnswerVerdict) -> _Applied:
    road, before = stage.road, stage.verdict(edit.verdict)
    assert road.me is not None
    after = replace(before, answers=_answered(before.answers, road.me.id, edit.answer))
    changes = Changes(before.document, verdicts=((before, after),) if before != after else ())
    inverse = AnswerVerdict(edit.verdict, answer_of(before, road.me.id))
    if edit.taken is None:
        return _Applied(changes, inverse)
    ground = Ground(road.label_set, road.length(before.document))
    outcome = apply(edit.taken, stage.my_set(before.document), ground)
    changes = replace(outcome.changes, verdicts=changes.verdicts)
    return _Applied(changes, replace(inverse, taken=outcome.inverse))


def _answered(answers: Answers, annotator: str, answer: Answer | None) -> Answers:
    held = {**dict(answers), annotator: answer}
    return tuple((who, what) for who, what in sorted(held.items()) if what)


def _remark(stage: _Stage, edit: Say | Unsay) -> _Applied:
    reviews = stage.road.reviews
    if isinstance(edit, Say):
        remark = edit.remark
        stage.road.length(remark.document)
        return _Applied(Changes(remark.document, remarks=((None, remark),)), Unsay(remark.id))
    document = reviews.document_of_remark(edit.remark)
    if document is None:
        raise VerdictUnknown(edit.remark)
    remark = reviews.remarks(document)[edit.remark]
    return _Applied(Changes(document, remarks=((remark, None),)), Say(remark))


def _together(stage: _Stage, edit: ReviewTogether) -> _Applied:
    """ValueError where sets on two documents would change: an act changes one."""
    builder = ChangesBuilder()
    inverses: list[ReviewEdit] = []
    documents: set[str | None] = set()
    for part in edit.edits:
        changes, inverse = _apply(stage, part)
        stage.note(changes)
        builder.add(changes)
        inverses.append(inverse)
        documents.add(changes.document)
    if len(stage.mine) > 1:
        raise ValueError(f"an act on {sorted(stage.mine)}")
    mine = next(iter(stage.mine.values()), None)
    document = documents.pop() if len(documents) == 1 else None
    changes = builder.build_review(mine.document if mine else document, mine)
    return _Applied(changes, ReviewTogether(tuple(reversed(inverses))))


def count_overtaken(road: Road, edit: ReviewEdit) -> int:
    """Return how much of what an edit made is no longer as it made it."""
    if isinstance(edit, ReviewTogether):
        return sum(count_overtaken(road, one) for one in edit.edits)
    if isinstance(edit, Settle):
        held = [road.reviews.verdicts(one.document).get(one.id) for one in edit.verdicts]
        return sum(one != now for one, now in zip(edit.verdicts, held, strict=True))
    if isinstance(edit, SetReasons):
        return int(road.reviews.reasons != (edit.reasons or USUAL_REASONS))
    if isinstance(edit, AnswerVerdict):
        try:
            verdict = road.reviews.verdict(edit.verdict)
        except VerdictUnknown:
            return 1
        return int(road.me is None or answer_of(verdict, road.me.id) != edit.answer)
    return 0

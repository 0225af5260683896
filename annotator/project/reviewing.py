"""Edits of the review: verdicts, answers to them, remarks, reasons; and walking them back."""

from dataclasses import replace

from annotator.edits.apply import Ground, apply
from annotator.edits.edit import AnswerVerdict, ReviewEdit, Say, SetReasons, Settle, Unsay
from annotator.edits.history import Act, Step
from annotator.model.changes import Changes, VerdictChange
from annotator.model.errors import AnnotatorUnknown, UndoBlocked, VerdictUnknown
from annotator.model.verdict import Answer, Answers, Verdict
from annotator.project.merging.overtaken import count_taken_over
from annotator.project.road import Road


def review(road: Road, edit: ReviewEdit, step: Step = "do", of: int | None = None) -> Changes:
    """Apply an edit of the review and queue it. The road's lock is held.

    DocumentUnknown, VerdictUnknown; AnnotatorUnknown where nobody has signed in; whatever taking
    a verdict over into one's own set may raise.
    """
    if road.me is None:
        raise AnnotatorUnknown("")
    if isinstance(edit, Settle):
        return _settle(road, edit, step, of)
    if isinstance(edit, AnswerVerdict):
        return _answer(road, edit, step, of)
    if isinstance(edit, SetReasons):
        return _set_reasons(road, edit, step, of)
    return _remark(road, edit, step, of)


def walk_review_back(road: Road, latest: Act, edit: ReviewEdit, step: Step, of: int) -> Changes:
    """Apply the inverse `edit` of the act `latest`. UndoBlocked: others have built on it."""
    assert isinstance(latest.edit, ReviewEdit)
    if count := count_overtaken(road, latest.edit) + count_taken_over(road, latest):
        raise UndoBlocked(count)
    return review(road, edit, step, of)


def _settle(road: Road, edit: Settle, step: Step, of: int | None) -> Changes:
    changed: list[VerdictChange] = []
    for verdict in edit.verdicts:
        road.length(verdict.document)
        changed.append((road.reviews.verdicts(verdict.document).get(verdict.id), verdict))
    changed += [(road.reviews.verdict(id), None) for id in edit.withdrawn]
    changed = [pair for pair in changed if pair[0] != pair[1]]
    documents = {(after or before).document for before, after in changed}  # type: ignore[union-attr]
    document = documents.pop() if len(documents) == 1 else None
    changes = Changes(document, verdicts=tuple(changed))
    if changes.is_empty:
        return changes
    inverse = Settle(
        tuple(before for before, _ in changed if before),
        tuple(after.id for before, after in changed if after and not before),
    )
    road.send(road.new_act(edit, inverse, step, of, document=document), changes)
    return changes


def _answer(road: Road, edit: AnswerVerdict, step: Step, of: int | None) -> Changes:
    assert road.me is not None
    before = road.reviews.verdict(edit.verdict)
    after = replace(before, answers=_answered(before.answers, road.me.id, edit.answer))
    changes = Changes(before.document, verdicts=((before, after),) if before != after else ())
    inverse = AnswerVerdict(edit.verdict, answer_of(before, road.me.id))
    annotation_set = None
    if edit.taken is not None:
        mine = road.annotation_set(before.document, road.me.id)
        ground = Ground(road.label_set, road.length(before.document))
        outcome = apply(edit.taken, mine, ground)
        annotation_set = outcome.annotation_set.id
        changes = replace(outcome.changes, verdicts=changes.verdicts)
        inverse = replace(inverse, taken=outcome.inverse)
    if changes.is_empty:
        return changes
    act = road.new_act(
        edit, inverse, step, of, document=before.document, annotation_set=annotation_set
    )
    road.send(act, changes)
    return changes


def answer_of(verdict: Verdict, annotator: str) -> Answer | None:
    """Return what an annotator (id) has answered to a verdict."""
    return dict(verdict.answers).get(annotator)


def _answered(answers: Answers, annotator: str, answer: Answer | None) -> Answers:
    held = {**dict(answers), annotator: answer}
    return tuple((who, what) for who, what in sorted(held.items()) if what)


def _remark(road: Road, edit: Say | Unsay, step: Step, of: int | None) -> Changes:
    if isinstance(edit, Say):
        remark = edit.remark
        road.length(remark.document)
        act = road.new_act(edit, Unsay(remark.id), step, of, document=remark.document)
        changes = Changes(remark.document, remarks=((None, remark),))
    else:
        document = _document_of_remark(road, edit.remark)
        remark = road.reviews.remarks(document)[edit.remark]
        act = road.new_act(edit, Say(remark), step, of, document=document)
        changes = Changes(document, remarks=((remark, None),))
    road.send(act, changes)
    return changes


def _document_of_remark(road: Road, id: str) -> str:
    found = road.reviews.document_of_remark(id)
    if found is None:
        raise VerdictUnknown(id)
    return found


def _set_reasons(road: Road, edit: SetReasons, step: Step, of: int | None) -> Changes:
    before = road.reviews.reasons
    if before == edit.reasons:
        return Changes()
    changes = Changes(reasons=(before, edit.reasons))
    road.send(road.new_act(edit, SetReasons(before), step, of), changes)
    return changes


def count_overtaken(road: Road, edit: ReviewEdit) -> int:
    """Return how much of what an edit made is no longer as it made it."""
    if isinstance(edit, Settle):
        held = [road.reviews.verdicts(one.document).get(one.id) for one in edit.verdicts]
        return sum(one != now for one, now in zip(edit.verdicts, held, strict=True))
    if isinstance(edit, SetReasons):
        return int(road.reviews.reasons != edit.reasons)
    if isinstance(edit, AnswerVerdict):
        try:
            verdict = road.reviews.verdict(edit.verdict)
        except VerdictUnknown:
            return 1
        return int(road.me is None or answer_of(verdict, road.me.id) != edit.answer)
    return 0

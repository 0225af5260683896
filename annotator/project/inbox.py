"""The inbox: what verdicts say to one annotator, article by article, and where an answer is due."""

from collections.abc import Callable, Iterator, Sequence

from annotator.edits.compose import edit_by_hand
from annotator.edits.edit import AnswerVerdict, ReviewTogether, SetEdit
from annotator.model.annotation_set import AnnotationSet
from annotator.model.difference import DIFFERENCE_KINDS
from annotator.model.errors import DocumentUnknown
from annotator.model.labels import LabelSet
from annotator.model.relation import Relation
from annotator.model.span import Span
from annotator.model.verdict import Remark, Verdict
from annotator.project.annotating import and_begin
from annotator.project.listing import list_rows, list_sets
from annotator.project.reviewing import answer_of
from annotator.project.road import Road
from annotator.project.rows import Mine
from annotator.project.seeing import why_closed
from annotator.review.adoption import Adoption
from annotator.review.concerns import Concern
from annotator.review.decisions import in_order
from annotator.review.discussions import (
    count_unanswered,
    is_open,
    subjects_of_annotation,
    subjects_of_verdict,
    thread_of,
)
from annotator.review.inbox import InboxRow, InboxState
from annotator.storage.documents import keys_of


def list_inbox(
    road: Road, document: str | None = None, is_cancelled: Callable[[], bool] = lambda: False
) -> Iterator[InboxRow]:
    """Yield what the inbox has for me, in project order, in reading order within a document; or
    what it has on one document (id). Nothing where nobody has signed in; what is about an article
    on which I am not to see others' labels yet waits.

    The lock of the road is held for one document at a time.
    """
    me = road.my_id
    if me is None:
        return
    if document is None:
        with road.lock:
            keys = road.reviews.concerned(me)
    else:
        with road.store.reading() as connection:
            keys = list(keys_of(connection, [document]).values())
    for key in keys:
        if is_cancelled():
            return
        for row in list_rows(road.store, road.on_screen, Mine(me), [key]):
            with road.lock:
                is_closed = why_closed(road, row.id, me) is not None
                found = [] if is_closed else _rows_on(road, me, row.id, row.title)
            yield from found  # without the lock: whoever asks may take their time


def adopt(
    verdict: Verdict,
    mine: AnnotationSet,
    label_set: LabelSet,
    others: Sequence[AnnotationSet] = (),
) -> SetEdit | None:
    """Return the edit that brings my set to what was decided; None where it says so already, or
    where the verdict says nothing to me. `others` are the sets of the others on the document."""
    decided = Adoption(mine, label_set, others).as_decided(verdict)
    return edit_by_hand(mine, decided, label_set, "accept")


def accepting(road: Road, verdicts: Sequence[str]) -> AnswerVerdict | ReviewTogether:
    """Return the edit by which I accept verdicts (ids) on one document and take them into my set.
    The road's lock is held. VerdictUnknown; ValueError where they are on several."""
    found = [road.reviews.verdict(id) for id in verdicts]
    if len({one.document for one in found}) > 1:
        raise ValueError("verdicts on several documents")
    mine: AnnotationSet | None = None
    answers: list[AnswerVerdict] = []
    for verdict in sorted(found, key=_is_of_relation):
        if mine is None:
            mine = road.annotation_set(verdict.document, road.my_id)
        adoption = _adoption(road, mine, [verdict])
        decided = adoption.as_decided(verdict)
        taken = edit_by_hand(mine, decided, road.label_set, "accept")
        if taken is not None and mine.status == "new" and not any(one.taken for one in answers):
            taken = and_begin(taken)
        answers.append(AnswerVerdict(verdict.id, "accepted", taken))
        mine = decided
    return answers[0] if len(answers) == 1 else ReviewTogether(tuple(answers))


def _is_of_relation(verdict: Verdict) -> bool:
    """Relations come last: whether a label allows its ends is asked of what these are by then."""
    said = verdict.outcome
    if verdict.difference is not None:
        said += tuple(one for one in (verdict.difference.first, verdict.difference.second) if one)
    return any(isinstance(one, Relation) for one in said)


def _adoption(road: Road, mine: AnnotationSet, verdicts: Sequence[Verdict]) -> Adoption:
    """Return my set beside those of whoever was judged with me, read where they are needed."""
    judged = {annotator for one in verdicts for annotator in (one.first, one.second)}
    others = sorted(one for one in judged - {mine.annotator} if one is not None)
    sets = (road.annotation_set(mine.document, one) for one in others)
    return Adoption(mine, road.label_set, sets)


# ---- rows of one document -----------------------------------------------------------------------


def _rows_on(road: Road, me: str, document: str, title: str) -> list[InboxRow]:
    try:
        verdicts = in_order(road.reviews.verdicts(document).values())
        remarks = list(road.reviews.remarks(document).values())
        mine = road.annotation_set(document, me) if verdicts or remarks else None
    except DocumentUnknown:
        return []  # It went meanwhile.
    if mine is None:
        return []
    adoption = _adoption(road, mine, verdicts)
    rows = []
    for concern in _newest(adoption, verdicts):
        state = _state_of(adoption, concern.verdict, me)
        if state is not None:
            thread = thread_of(remarks, subjects_of_verdict(concern.verdict))
            rows.append(
                InboxRow(
                    document,
                    title,
                    state,
                    concern.place,
                    concern.verdict.id,
                    concern.verdict,
                    concern,
                    thread=thread,
                    unread=_count_unread(state, thread, me),
                )
            )
    told = {remark.id for row in rows for remark in row.thread}
    rest = [one for one in remarks if one.id not in told]
    rows += _discussed(road, mine, title, verdicts, rest)
    return sorted(rows, key=_reading_order)


def _reading_order(row: InboxRow) -> tuple[tuple[int, int], int, str]:
    """As in the queue of the review: of what is at one place spans come before relations."""
    difference = row.verdict.difference if row.verdict is not None else None
    kind = DIFFERENCE_KINDS.index(difference.kind) if difference else len(DIFFERENCE_KINDS)
    return (row.place, kind, row.about)


def _newest(adoption: Adoption, verdicts: Sequence[Verdict]) -> list[Concern]:
    """Return what concerns me; of several verdicts on one thing the newest."""
    found: dict[object, Concern] = {}
    for verdict in verdicts:
        concern = adoption.concern(verdict)
        if concern is not None:
            found[_question(concern)] = concern
    return list(found.values())


def _question(concern: Concern) -> object:
    difference = concern.verdict.difference
    if difference is None or (concern.before is None and not difference.is_of_document):
        return concern.verdict.id
    before = concern.before.id if concern.before is not None else None
    return (before, difference.attribute, difference.document_label)


def _state_of(adoption: Adoption, verdict: Verdict, me: str) -> InboxState | None:
    """Return how it stands with a verdict; None where I say so without having been asked."""
    answer = answer_of(verdict, me)
    if answer is not None:
        return answer
    if adoption.has_moved_on(verdict):
        return "stale"
    if adoption.as_decided(verdict) is adoption.mine:
        return None
    return "settled_since" if me in dict(verdict.answered_before) else "waiting"


def _count_unread(state: InboxState, thread: Sequence[Remark], me: str) -> int:
    """Whoever has accepted has answered, unless they are part of the discussion."""
    if state == "accepted" and not any(one.annotator == me for one in thread):
        return 0
    return count_unanswered(thread, me)


def _discussed(
    road: Road,
    mine: AnnotationSet,
    title: str,
    verdicts: Sequence[Verdict],
    remarks: Sequence[Remark],
) -> Iterator[InboxRow]:
    """Yield open discussions in which others have said something: of what is mine or judged me,
    those I take part in, and all that wait where I have decided something on the document."""
    me = mine.annotator
    assert me is not None
    is_reviewer = any(one.reviewer == me for one in verdicts)
    for thread, verdict in _threads(remarks, verdicts):
        if not is_open(thread) or all(one.annotator == me for one in thread):
            continue
        about = thread[-1].about
        unread = _count_new(thread, verdict, me)
        is_mine = about in mine.spans or about in mine.relations
        is_judged = verdict is not None and me in (verdict.first, verdict.second)
        takes_part = any(one.annotator == me for one in thread)
        if is_mine or is_judged or takes_part or (is_reviewer and unread):
            annotation, place = _find_annotation(road, mine.document, about, verdict)
            yield InboxRow(
                mine.document,
                title,
                "discussed",
                place,
                about,
                verdict,
                annotation=annotation,
                thread=thread,
                unread=unread,
            )


def _threads(
    remarks: Sequence[Remark], verdicts: Sequence[Verdict]
) -> Iterator[tuple[tuple[Remark, ...], Verdict | None]]:
    """Yield remarks that belong together, with the verdict that they are about, if there is one."""
    seen: set[str] = set()
    for remark in remarks:
        if remark.id in seen:
            continue
        verdict = _verdict_of(remark.about, verdicts)
        if verdict is not None:
            thread = thread_of(remarks, subjects_of_verdict(verdict))
        else:
            thread = thread_of(remarks, subjects_of_annotation(remark.about, verdicts))
        seen.update(one.id for one in thread)
        yield thread, verdict


def _count_new(thread: Sequence[Remark], verdict: Verdict | None, me: str) -> int:
    """Whoever has decided anew since has answered."""
    if verdict is None or verdict.reviewer != me:
        return count_unanswered(thread, me)
    # By clocks: where they lie, somebody looks at a remark once more, or finds it at the case.
    return count_unanswered([one for one in thread if one.at > verdict.at], me)


def _verdict_of(about: str, verdicts: Sequence[Verdict]) -> Verdict | None:
    return next((one for one in reversed(verdicts) if about in subjects_of_verdict(one)), None)


def _find_annotation(
    road: Road, document: str, about: str, verdict: Verdict | None
) -> tuple[Span | Relation | None, tuple[int, int]]:
    """Return what is discussed and where it is; None where it is gone or is the document."""
    if verdict is not None:
        difference = verdict.difference
        if difference is not None:
            return difference.first or difference.second, difference.place
        spans = [one for one in verdict.outcome if isinstance(one, Span)]
        place = (spans[0].start, spans[0].end) if spans else (0, 0)
        return next(iter(verdict.outcome), None), place
    for one in list_sets(road, document):
        relation = one.relations.get(about)
        span = one.spans.get(relation.head if relation is not None else about)
        if span is not None:
            return relation or span, (span.start, span.end)
    return None, (0, 0)

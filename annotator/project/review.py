"""The review of a project: compare two people, settle what differs, discuss it, and what comes of
it. A door of its own beside `Project`, from which it is reached as `project.review`."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from annotator.edits.edit import (
    AnswerVerdict,
    ReviewEdit,
    ReviewTogether,
    Say,
    SetEdit,
    SetReasons,
    Settle,
)
from annotator.model.annotation_set import AnnotationSet
from annotator.model.changes import Changes
from annotator.model.curated import Curated
from annotator.model.errors import Cancelled, DocumentUnknown
from annotator.model.ids import new_id
from annotator.model.span import Span
from annotator.model.verdict import Answer, Remark, Verdict
from annotator.project.disputes import Disputed, find_disputed
from annotator.project.inbox import accepting, list_inbox
from annotator.project.pages import PAGE, Said, pages, read_said
from annotator.project.phrasing import Found, count_phrases, find_occurrences
from annotator.project.reviewing import review
from annotator.project.road import Road
from annotator.project.rows import IsCancelled, Progress, ReportProgress
from annotator.project.ruling import (
    NOTHING_BESIDE,
    Beside,
    Ruling,
    in_place_of,
    now,
    ruling_of,
    signed_in,
    verdicts_for,
)
from annotator.project.standing import Pairing, Reviewed, curated_of, judge_anew, review_document
from annotator.review.cases import Case
from annotator.review.compare import Comparison
from annotator.review.inbox import InboxRow
from annotator.review.phrases import Occurrence, Phrase, rule_on_occurrence
from annotator.storage.annotations import read_labelled, read_labelled_twice
from annotator.storage.documents import read_ids, read_keys
from annotator.text.storable import storable

if TYPE_CHECKING:
    from annotator.review.agreement import Agreement, PairAgreement

__all__ = ["Beside", "Pairing", "Review", "Ruling", "ruling_of"]

Walk = Callable[[Callable[[Road], Changes], object], Changes]
"""Changes something under the lock of the road, and tells of it."""


class Review:
    """What can be asked of a review and done in it. Annotators' sets are never touched, but for
    `answer`, by which annotators take a verdict into their own."""

    def __init__(self, road: Road, walk: Walk) -> None:
        self._road = road
        self._walk = walk

    # ---- looking --------------------------------------------------------------------------------

    def compare(self, document: str, pairing: Pairing) -> Comparison:
        """Return what agrees and what differs on a document (id), between two or of one alone.
        DocumentUnknown."""
        comparison = self.reviewed(document, pairing).comparison
        if comparison is None:
            raise ValueError("more than two are not compared but counted")
        return comparison

    def reviewed(self, document: str, pairing: Pairing, audit_share: float = 0.0) -> Reviewed:
        """Return how a document (id) stands in a pairing. DocumentUnknown.

        `audit_share` (0 to 1) of what those who have finished say alike is asked too.
        """
        found = self.reviewed_page([document], pairing, audit_share)
        if not found:
            raise DocumentUnknown(document)
        return found[0]

    def reviewed_page(
        self, documents: Sequence[str], pairing: Pairing, audit_share: float = 0.0
    ) -> list[Reviewed]:
        """Return how some documents (ids) stand, in their order, those that are gone left out.

        For jobs that go through a project, some at a time: not for the thread of a window.
        """
        label_set = self._road.label_set
        return [
            review_document(said, pairing, label_set, audit_share)
            for said in read_said(self._road, documents)
        ]

    def judged_anew(self, reviewed: Reviewed, pairing: Pairing) -> Reviewed:
        """Return how a document stands with the verdicts that there are now, where nothing else
        has changed since."""
        return judge_anew(reviewed, self.verdicts(reviewed.document.id), pairing)

    def cases(self, document: str, pairing: Pairing) -> list[Case]:
        """Return the differences on a document in reading order, each with its verdict."""
        return list(self.reviewed(document, pairing).cases)

    def verdicts(self, document: str | None = None) -> list[Verdict]:
        """Return the verdicts on a document (id), or all of the project."""
        with self._road.lock:
            if document is None:
                return self._road.reviews.all_verdicts()
            return list(self._road.reviews.verdicts(document).values())

    def verdict(self, id: str) -> Verdict:
        """Return a verdict. VerdictUnknown."""
        with self._road.lock:
            return self._road.reviews.verdict(id)

    def remarks(self, document: str) -> list[Remark]:
        """Return what was said about annotations of a document and verdicts on it, in order."""
        with self._road.lock:
            return list(self._road.reviews.remarks(document).values())

    @property
    def reasons(self) -> tuple[str, ...]:
        """What verdicts are given for, in the order of the list."""
        return self._road.reviews.reasons

    def curated(self, document: str) -> Curated:
        """Return the curated set of a document, made from its sets and verdicts. DocumentUnknown.

        A curated set that was imported is what it starts from. What somebody says a second time
        does not count.
        """
        found = read_said(self._road, [document])
        if not found:
            raise DocumentUnknown(document)
        return curated_of(found[0], self._road.label_set)

    def said(
        self,
        *,
        progress: ReportProgress | None = None,
        is_cancelled: IsCancelled = lambda: False,
    ) -> Iterator[Said]:
        """Yield what is said of each document, in project order, some of them read at a time.
        Cancelled where `is_cancelled` says so meanwhile."""
        with self._road.store.reading() as connection:
            documents = read_ids(connection, read_keys(connection))
        for number, page in enumerate(pages(documents)):
            if is_cancelled():
                raise Cancelled
            if progress:
                progress(Progress(number * PAGE, len(documents)))
            yield from read_said(self._road, page)

    def labelled(self, pairing: Pairing) -> list[str]:
        """Return the documents (ids) that can be reviewed in a pairing, in project order: both
        have labelled them, or the one, or of everybody two."""
        whose = {pairing.first} if pairing.is_alone else {pairing.first, pairing.second}
        with self._road.lock:
            besides = self._road.assigned.second_times()
        with self._road.store.reading() as connection:
            if pairing.is_everybody:
                return read_labelled_twice(connection, besides)
            return read_labelled(connection, [one for one in whose if one is not None])

    def inbox(
        self,
        document: str | None = None,
        is_cancelled: Callable[[], bool] = lambda: False,
    ) -> Iterator[InboxRow]:
        """Yield what verdicts on my sets say to me, what became of them, and where an answer is
        due: of the whole project, which reads my set of every document concerned, or of one
        document (id)."""
        return list_inbox(self._road, document, is_cancelled)

    def disputed(self, is_cancelled: Callable[[], bool] = lambda: False) -> Disputed:
        """Return the documents on which two who have finished differ in something that nobody has
        settled. Cancelled where `is_cancelled` says so meanwhile.

        As long as it takes to compare them the first time, later only what has changed since.
        """
        return find_disputed(self._road, is_cancelled)

    def set_of(self, document: str, annotator: str | None) -> AnnotationSet:
        """Return an annotator's (id) set on a document; None: the curated one. DocumentUnknown."""
        if annotator is None:
            return self.curated(document).annotation_set
        return self._road.annotation_set(document, annotator)

    # ---- by phrase ------------------------------------------------------------------------------

    def occurrences(
        self,
        words: str,
        *,
        is_case_exact: bool = False,
        is_for_me: bool = False,
        progress: ReportProgress = lambda progress: None,
        is_cancelled: IsCancelled = lambda: False,
    ) -> Iterator[list[Found]]:
        """Yield where whole words stand in the project, labelled or not, some at a time; with
        `is_for_me` not on documents whose labels I may not see yet. PatternTooHeavy, Cancelled. Not
        for the thread of a window."""
        return find_occurrences(
            self._road,
            words,
            is_case_exact=is_case_exact,
            is_for_me=is_for_me,
            progress=progress,
            is_cancelled=is_cancelled,
        )

    def phrases(
        self,
        *,
        is_for_me: bool = False,
        progress: ReportProgress = lambda progress: None,
        is_cancelled: IsCancelled = lambda: False,
    ) -> list[Phrase]:
        """Return the phrases that are not labelled alike everywhere, the worst first. Cancelled.
        Not for the thread of a window."""
        return count_phrases(
            self._road, is_for_me=is_for_me, progress=progress, is_cancelled=is_cancelled
        )

    def settle_occurrences(
        self,
        occurrences: Iterable[Occurrence],
        label: str | None,
        said: Beside = NOTHING_BESIDE,
        origin: object = None,
    ) -> Changes:
        """Make a span with this label (id; None: nothing at all) right at each of these, all as
        one act of mine; where nothing is to be done for it nothing is.

        DocumentUnknown, AnnotatorUnknown (nobody has signed in), ProjectReadOnly.
        """
        rulings: list[Ruling] = []
        withdrawn: list[str] = []
        for one in occurrences:
            if one.is_settled_as(label):
                continue
            made = Span(new_id(), label, (one.covered,)) if label else None
            withdrawn += one.added
            rulings += [
                ruling_of(one.document, ruled, said) for ruled in rule_on_occurrence(one, made)
            ]
        return self.settle(rulings, origin, withdrawn=withdrawn)

    def agreement(self, document: str, pairing: Pairing) -> "PairAgreement":
        """Return how far two agree on a document (id), without intervals: for one article it takes
        some milliseconds. ValueError where the pairing is of one alone. DocumentUnknown."""
        from annotator.review.tally import measure_pair

        if pairing.is_alone:
            raise ValueError("one alone agrees with nobody")
        text = self._road.document(document).text
        sets = (self.set_of(document, pairing.first), self.set_of(document, pairing.second))
        return measure_pair(text, *sets, self._road.label_set)

    def agreement_of_all(self, document: str) -> "Agreement":
        """Return how far all agree who have labelled a document (id), without intervals.
        DocumentUnknown."""
        from annotator.review.tally import Tally

        found = read_said(self._road, [document])
        if not found:
            raise DocumentUnknown(document)
        said = found[0]
        sets = {one.annotator or "": one for one in said.sets}
        tally = Tally(list(sets), self._road.label_set)
        tally.add(document, said.document.text, sets)
        return tally.finish(has_intervals=False)

    # ---- deciding -------------------------------------------------------------------------------

    def settle(
        self,
        rulings: Sequence[Ruling],
        origin: object = None,
        *,
        withdrawn: Sequence[str] = (),
    ) -> Changes:
        """Give a verdict for each ruling and take others (ids) back, all as one act of mine; an
        earlier one on the same case is replaced. DocumentUnknown, AnnotatorUnknown (nobody has
        signed in), ProjectReadOnly."""

        def act(road: Road) -> Changes:
            verdicts = verdicts_for(road, rulings)
            return review(road, Settle(verdicts, tuple(withdrawn)))

        return self._walk(act, origin)

    def withdraw(self, verdicts: Sequence[str], origin: object = None) -> Changes:
        """Take verdicts (ids) back, as one act of mine: their cases are open again."""
        return self._review(Settle((), tuple(verdicts)), origin)

    def stand_by(self, verdicts: Sequence[str], origin: object = None) -> Changes:
        """Give verdicts (ids) anew as they are, as one act of mine: whoever contests them is asked
        again."""

        def act(road: Road) -> Changes:
            mine, at = signed_in(road), now()
            earlier = [road.reviews.verdict(id) for id in verdicts]
            anew = (replace(one, reviewer=mine, at=at) for one in earlier)
            return review(road, Settle(tuple(map(in_place_of, anew, earlier))))

        return self._walk(act, origin)

    # ---- answering ------------------------------------------------------------------------------

    def accept(self, verdicts: Sequence[str], origin: object = None) -> Changes:
        """Accept verdicts (ids) on one document as one act of mine: my set says afterwards what
        was decided. What `edits.apply` may refuse; nothing is done then."""

        def act(road: Road) -> Changes:
            signed_in(road)
            return review(road, accepting(road, verdicts))

        return self._walk(act, origin)

    def contest(self, verdict: str, text: str = "", origin: object = None) -> Changes:
        """Say that I do not agree with a verdict (id), and why, as one act of mine: its case is
        open again."""

        def act(road: Road) -> Changes:
            document = road.reviews.verdict(verdict).document
            contested, clean = AnswerVerdict(verdict, "contested"), storable(text).strip()
            if not clean:
                return review(road, contested)
            remark = Remark(new_id(), document, verdict, signed_in(road), now(), clean)
            return review(road, ReviewTogether((contested, Say(remark))))

        return self._walk(act, origin)

    def answer(
        self,
        verdict: str,
        answer: Answer | None,
        taken: SetEdit | None = None,
        origin: object = None,
    ) -> Changes:
        """Say as an annotator what I think of a verdict; `taken` is applied to my set with it."""
        return self._review(AnswerVerdict(verdict, answer, taken), origin)

    def say(
        self,
        document: str,
        about: str,
        text: str,
        *,
        is_closing: bool = False,
        origin: object = None,
    ) -> Changes:
        """Say something about an annotation or a verdict (id); `is_closing` ends the discussion."""

        def act(road: Road) -> Changes:
            mine = signed_in(road)
            clean = storable(text).strip()
            return review(
                road, Say(Remark(new_id(), document, about, mine, now(), clean, is_closing))
            )

        return self._walk(act, origin)

    def set_reasons(self, reasons: Iterable[str], origin: object = None) -> Changes:
        """Say which reasons there are; blanks around them and what is empty or there twice goes.
        Where none is left there are the usual ones: a file without any means them."""
        clean = dict.fromkeys(storable(one).strip() for one in reasons)
        return self._review(SetReasons(tuple(one for one in clean if one)), origin)

    def _review(self, edit: ReviewEdit, origin: object) -> Changes:
        return self._walk(lambda road: review(road, edit), origin)

"""Where a review stands: whose labels, which cases, at which of them; and what is decided."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from annotator.messages import sentence, show_text
from annotator.messages.case_words import Answered, CaseTeller, CaseWords
from annotator.model.annotation_set import AnnotationSet
from annotator.model.attribute import AttributeValue
from annotator.model.changes import Changes
from annotator.model.document import Document
from annotator.model.errors import AnnotatorError
from annotator.model.relation import Relation
from annotator.model.span import Span
from annotator.model.verdict import Choice, Remark, Verdict
from annotator.project.project import Project
from annotator.project.review import Pairing, Ruling
from annotator.project.seeing import Closed
from annotator.review.cases import Case, find_cases
from annotator.review.compare import Comparison
from annotator.review.concerns import Concern
from annotator.review.discussions import (
    subjects_of_difference,
    subjects_of_verdict,
    thread_of,
)
from annotator.ui.review.people import Person, likely_pairing, list_people, name_in
from annotator.ui.session import Session


@dataclass(frozen=True, slots=True)
class Said:
    """What a reviewer says beside a decision."""

    reason: str | None = None
    comment: str = ""
    needs_guideline: bool = False


class Reviewing(QObject):
    """The review of the session's open article. Asks nothing of the project until it is begun."""

    pairing_changed = Signal()
    """Other people are compared, or another article is open."""
    cases_changed = Signal()
    """Verdicts or sets are others now."""
    current_changed = Signal()
    """One is at another case."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._wished: Pairing | None = None
        self._is_begun = False
        self._pending: dict[object, Said] = {}
        self._names: dict[str, str] = {}
        self.people: list[Person] = []
        self.closed: Closed | None = None
        """Why nobody's labels are shown; None: they are."""
        self.pairing: Pairing | None = None
        self.comparison: Comparison | None = None
        self.first: AnnotationSet | None = None
        """The set above the text."""
        self.second: AnnotationSet | None = None
        """The set below it; None where one is reviewed alone."""
        self.cases: list[Case] = []
        self.apart: list[Verdict] = []
        """Verdicts that no difference shows: by which something was added, and those with which
        the annotators have gone along."""
        self.current: int | None = None
        """The place of the case one is at."""
        session.document_opened.connect(self._take_document)
        session.changed.connect(self._take_changes)

    # ---- looking --------------------------------------------------------------------------------

    def begin(self) -> None:
        """Follow the open article from now on."""
        self._is_begun = True
        self._take_document(self._session.document)

    def end(self) -> None:
        """Follow it no more: another place is shown."""
        self._is_begun = False

    @property
    def case(self) -> Case | None:
        """The case one is at; None too at a verdict that stands apart."""
        here = self.current
        return self.cases[here] if here is not None and here < len(self.cases) else None

    @property
    def verdict(self) -> Verdict | None:
        """The verdict one is at."""
        if self.case is not None or self.current is None:
            return self.case.verdict if self.case is not None else None
        return self.apart[self.current - len(self.cases)]

    @property
    def place(self) -> int | None:
        """Where in the text one is, as an offset; None where it is the article as a whole."""
        verdict, case = self.verdict, self.case
        if case is not None:
            return None if case.difference.is_of_document else case.difference.place[0]
        if verdict is None or (verdict.difference and verdict.difference.is_of_document):
            return None
        return Concern(verdict).place[0]

    @property
    def count(self) -> int:
        """How many cases and verdicts apart there are."""
        return len(self.cases) + len(self.apart)

    @property
    def total(self) -> int:
        """How many things there are to decide, decided or not: differences, and what was added
        and is contested."""
        return len(self.cases) + sum(bool(one.objectors) for one in self.apart)

    @property
    def open_count(self) -> int:
        """How many of them wait for a decision."""
        return sum(map(self.is_open, range(self.count)))

    def is_open(self, place: int) -> bool:
        """Tell whether the case at a place waits for a decision, or what was added is contested."""
        if place < len(self.cases):
            return self.cases[place].is_open
        return bool(self.apart[place - len(self.cases)].objectors)

    @property
    def project(self) -> Project:
        """The project that is reviewed."""
        return self._session.project

    @property
    def document(self) -> str | None:
        """The id of the open article."""
        return self._session.document.id if self._session.document is not None else None

    def name_of(self, annotator: str) -> str:
        """Return the name of an annotator (id)."""
        return show_text(self._names.get(annotator, annotator))

    @property
    def names(self) -> tuple[str, str]:
        """Who is above, and who below ("" where there is nobody)."""
        if self.pairing is None:
            return ("", "")
        second = "" if self.pairing.is_alone else name_in(self.people, self.pairing.second)
        return (name_in(self.people, self.pairing.first), second)

    def words(self, place: int) -> CaseWords:
        """Return the words of the case at a place; behind the last come verdicts apart."""
        if place < len(self.cases):
            case = self.cases[place]
            return self._teller(*self.names).tell(case, self._answers(case.verdict))
        verdict = self.apart[place - len(self.cases)]
        names = (self._name_in(verdict.first), self._name_in(verdict.second))
        teller, answers = self._teller(*names), self._answers(verdict)
        if verdict.difference is None:
            return teller.tell_added(verdict, answers)
        return teller.tell(Case(verdict.difference, verdict), answers)

    def remarks(self) -> list[Remark]:
        """Return what was said about the case one is at."""
        if self.document is None:
            return []
        return list(thread_of(self.project.review.remarks(self.document), self._subjects()))

    # ---- moving ---------------------------------------------------------------------------------

    def choose_pairing(self, pairing: Pairing) -> None:
        """Compare these people, here and in the articles opened next."""
        self._wished = pairing
        self._take_document(self._session.document)

    def go_to(self, place: int) -> None:
        """Go to the case at a place."""
        if place != self.current and 0 <= place < self.count:
            self.current = place
            self.current_changed.emit()

    def step(self, step: int) -> bool:
        """Go to the next (1) or previous (-1) case; tell whether there is one."""
        wanted = (self.current if self.current is not None else -1) + step
        if not 0 <= wanted < self.count:
            return False
        self.go_to(wanted)
        return True

    def go_to_open(self) -> bool:
        """Go to the next case that waits for a decision, round from the last to the first; tell
        whether there is one."""
        here = self.current if self.current is not None else -1
        for wanted in (*range(here + 1, self.count), *range(min(here + 1, self.count))):
            if self.is_open(wanted):
                self.go_to(wanted)
                return True
        return False

    # ---- deciding -------------------------------------------------------------------------------

    def decide(
        self,
        choice: Choice,
        *,
        outcome: tuple[Span | Relation, ...] = (),
        value: AttributeValue | None = None,
    ) -> bool:
        """Settle the case one is at and go to the next open one; tell whether it was settled."""
        case = self.case
        if case is None and self.verdict is not None:
            return self._decide_apart(self.verdict, choice)
        if case is None:
            self._session.said.emit("There is no difference to decide on here.", False)
            return False
        if not self._rule(case, choice, self.said, outcome, value):
            return False
        self.go_to_open()
        return True

    @property
    def said(self) -> Said:
        """What has been said beside the decision on the case one is at."""
        verdict = self.verdict
        given = (
            Said(verdict.reason, verdict.comment, verdict.needs_guideline) if verdict else Said()
        )
        if self.case is not None and self.case.is_open:
            return self._pending.get(self._pending_key(), given)
        return given

    def say_beside(self, said: Said) -> None:
        """Give a reason, a comment, a flag: with the verdict there is, or with the one to come."""
        case = self.case
        if case is None:
            return
        verdict = case.verdict
        if verdict is None or case.is_open:
            self._pending[self._pending_key()] = said
            self.cases_changed.emit()
        else:
            self._rule(case, verdict.choice, said, verdict.outcome, verdict.value)

    def add(self, annotations: tuple[Span | Relation, ...]) -> None:
        """Say that both have missed these, which the reviewer made."""
        document, pairing = self._session.document, self.pairing
        if document is not None and pairing is not None:
            ruling = Ruling(document.id, pairing, None, "added", annotations)
            self._attempt(lambda: self.project.review.settle([ruling], self))

    def reopen(self) -> None:
        """Take the verdict one is at back."""
        verdict = self.verdict
        if verdict is not None:
            self._attempt(lambda: self.project.review.withdraw([verdict.id], self))

    def look(self) -> None:
        """Look at labels that are given blind all the same; the history says so."""
        document = self.document
        if document is not None and self.closed is not None and self.closed.can_look:
            self._attempt(lambda: self.project.assignments.look(document, self))

    def remark(self, text: str, *, is_closing: bool = False) -> None:
        """Say something about the case one is at."""
        document, subjects = self.document, self._subjects()
        if document is not None and subjects and (text.strip() or is_closing):
            self._attempt(
                lambda: self.project.review.say(
                    document, subjects[0], text, is_closing=is_closing, origin=self
                )
            )

    # ---- inside ---------------------------------------------------------------------------------

    def _rule(
        self,
        case: Case,
        choice: Choice,
        said: Said,
        outcome: tuple[Span | Relation, ...],
        value: AttributeValue | None,
    ) -> bool:
        document, pairing = self._session.document, self.pairing
        if document is None or pairing is None:
            return False
        ruling = Ruling(
            document.id,
            pairing,
            case.difference,
            choice,
            outcome,
            value,
            said.reason,
            said.comment,
            said.needs_guideline,
        )
        return self._attempt(lambda: self.project.review.settle([ruling], self))

    def _decide_apart(self, verdict: Verdict, choice: Choice) -> bool:
        """What was added stays although it is contested, or is taken back."""
        review = self.project.review
        if verdict.choice == "added" and choice == "neither":
            return self._attempt(lambda: review.withdraw([verdict.id], self))
        if verdict.objectors and choice == "first":
            is_done = self._attempt(lambda: review.stand_by([verdict.id], self))
            self.go_to_open()
            return is_done
        self._session.said.emit("This is settled; there is nothing to decide here.", False)
        return False

    def _attempt(self, act: Callable[[], Changes]) -> bool:
        try:
            act()
        except AnnotatorError as error:
            self._session.refused.emit(sentence(error))
            return False
        return True

    def _teller(self, first: str, second: str) -> CaseTeller:
        document = self._session.document
        is_alone = self.pairing is not None and self.pairing.is_alone
        text = document.text if document is not None else ""
        return CaseTeller(text, self._session.label_set, first, second, is_alone=is_alone)

    def _name_in(self, annotator: str | None) -> str:
        return name_in(self.people, annotator)

    def _answers(self, verdict: Verdict | None) -> list[Answered]:
        """Return who has answered a verdict, and what they last said of it."""
        if verdict is None or not verdict.answers:
            return []
        said = {
            one.annotator: one.text
            for one in self.project.review.remarks(verdict.document)
            if one.about == verdict.id
        }
        return [
            Answered(self.name_of(who), answer, said.get(who, ""))
            for who, answer in verdict.answers
        ]

    def _subjects(self) -> tuple[str, ...]:
        """Return the ids that remarks are about here, the one to say something of first."""
        if self.verdict is not None:
            return subjects_of_verdict(self.verdict)
        return subjects_of_difference(self.case.difference) if self.case is not None else ()

    def _pending_key(self) -> object:
        return self.case.difference.sides if self.case else None

    def _take_document(self, document: Document | None) -> None:
        if not self._is_begun:
            return
        self._pending = {}
        self._compare(document)
        self.pairing_changed.emit()
        self.cases_changed.emit()
        self.current_changed.emit()

    def _compare(self, document: Document | None) -> None:
        self.people, self.cases, self.apart, self.current = [], [], [], None
        self.closed = self.pairing = self.comparison = self.first = self.second = None
        if document is None:
            return
        try:
            everybody = self.project.annotators(with_second_times=True)
            self._names = {one.id: one.name for one in everybody}
            self.closed = self.project.assignments.why_closed(document.id)
            self.people = list_people(self.project, document.id)
            me = self.project.me.id if self.project.me else None
            self.pairing = likely_pairing(self.people, me, self._wished)
            if self.pairing is not None:
                self._read(document, self.pairing)
        except AnnotatorError as error:
            self.pairing = None
            self._session.refused.emit(sentence(error))
        self.current = next(filter(self.is_open, range(self.count)), None)
        if self.current is None and self.cases:
            self.current = 0

    def _read(self, document: Document, pairing: Pairing) -> None:
        review = self.project.review
        self.first = review.set_of(document.id, pairing.first)
        self.second = None if pairing.is_alone else review.set_of(document.id, pairing.second)
        self.comparison = review.compare(document.id, pairing)
        self._find_cases(document)

    def _find_cases(self, document: Document) -> None:
        assert self.comparison is not None
        verdicts = self.project.review.verdicts(document.id)
        self.cases = find_cases(self.comparison.differences, verdicts)
        shown = {one.verdict.id for one in self.cases if one.verdict is not None}
        self.apart = [one for one in verdicts if one.id not in shown and self._is_apart(one)]

    def _is_apart(self, verdict: Verdict) -> bool:
        """Whether a verdict that no difference shows is told of all the same."""
        assert self.pairing is not None
        if verdict.choice == "added":
            return True
        is_accepted = any(answer == "accepted" for _, answer in verdict.answers)
        return is_accepted and {verdict.first, verdict.second} == {*self.pairing[:2]}

    def _take_changes(self, changes: Changes, origin: object) -> None:
        document = self._session.document
        if not self._is_begun or document is None or changes.document not in (document.id, None):
            return
        if changes.annotation_set is not None or changes.has_sight_changes:
            self._take_document(document)
        elif (changes.verdicts or changes.label_set) and self.comparison is not None:
            self._find_cases(document)
            self._go_to_changed(changes, origin)
            self.cases_changed.emit()
        elif changes.remarks or changes.reasons:
            self.cases_changed.emit()

    def _go_to_changed(self, changes: Changes, origin: object) -> None:
        """What was taken back or done again is gone to, so that one sees it."""
        if self.current is not None and self.current >= self.count:
            self.current = self.count - 1 if self.count else None
        if origin is self:
            return
        differences = [
            one.difference for pair in changes.verdicts for one in pair if one and one.difference
        ]
        sides = {one.sides for one in differences}
        for place, case in enumerate(self.cases):
            if case.difference.sides in sides:
                self.go_to(place)
                return

"""Where a review stands: whose labels, which cases, at which of them; and what is decided."""

from collections.abc import Collection
from typing import NamedTuple

from PySide6.QtCore import QObject, Signal

from annotator.messages import sentence, show_text
from annotator.model.annotation_set import AnnotationSet
from annotator.model.changes import Changes
from annotator.model.document import Document
from annotator.model.errors import AnnotatorError
from annotator.model.verdict import Remark, Verdict
from annotator.project.project import Project
from annotator.project.seeing import Closed
from annotator.project.standing import Pairing, Reviewed
from annotator.review.cases import Case
from annotator.review.compare import Comparison
from annotator.review.concerns import Concern
from annotator.review.discussions import (
    subjects_of_difference,
    subjects_of_verdict,
    thread_of,
)
from annotator.ui.review.people import (
    EVERYBODY_WORDS,
    Person,
    likely_pairing,
    list_people,
    name_in,
)
from annotator.ui.review.rows import ArticleRows, CaseKey, RowMaker, names_of
from annotator.ui.session import Session


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
        self._is_chosen = False
        """Whether somebody has asked for these people."""
        self.is_begun = False
        """Whether the open article is followed."""
        self.audit_share = 0.0
        """How much of what all agree on is asked too, 0 to 1."""
        self._ahead: Ahead | None = None
        self._names: dict[str, str] = {}
        self.people: list[Person] = []
        self.closed: Closed | None = None
        """Why nobody's labels are shown; None: they are."""
        self.pairing: Pairing | None = None
        self.reviewed: Reviewed | None = None
        """What people say of the open article, and what became of it."""
        self.rows: ArticleRows | None = None
        """The same, for people to read."""
        self.current: int | None = None
        """The place of the case one is at."""
        session.document_opened.connect(self._take_document)
        session.changed.connect(self._take_changes)
        session.annotator_changed.connect(self._take_annotator)

    # ---- looking --------------------------------------------------------------------------------

    def begin(self) -> None:
        """Follow the open article from now on."""
        self.is_begun = True
        self._take_document(self._session.document)

    def end(self) -> None:
        """Follow it no more: another place is shown."""
        self.is_begun = False

    @property
    def comparison(self) -> Comparison | None:
        """What two say alike, and what not; None where more or less are compared."""
        return self.reviewed.comparison if self.reviewed is not None else None

    @property
    def first(self) -> AnnotationSet | None:
        """The set above the text; None where everybody's are counted."""
        return self.reviewed.first if self.reviewed is not None else None

    @property
    def second(self) -> AnnotationSet | None:
        """The set below it; None where nobody else is compared."""
        return self.reviewed.second if self.reviewed is not None else None

    @property
    def cases(self) -> tuple[Case, ...]:
        """What differs and what is audited, in reading order."""
        return self.reviewed.cases if self.reviewed is not None else ()

    @property
    def apart(self) -> tuple[Verdict, ...]:
        """Verdicts that no case shows: they stand behind the cases."""
        return self.reviewed.apart if self.reviewed is not None else ()

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
    def key(self) -> CaseKey:
        """What the case one is at is known by."""
        return None if self.current is None else self._key_at(self.current)

    def _key_at(self, place: int) -> CaseKey:
        if place < len(self.cases):
            return self.cases[place].difference.sides
        return self.apart[place - len(self.cases)].id

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
        """How many things there are to settle, settled or not: differences, and what was added
        and is contested; not what is audited."""
        return self.reviewed.standing.differences if self.reviewed is not None else 0

    @property
    def open_count(self) -> int:
        """How many of them wait for a decision."""
        return self.reviewed.standing.open if self.reviewed is not None else 0

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
        if self.pairing.is_everybody:
            return (EVERYBODY_WORDS, "")
        second = "" if self.pairing.is_alone else name_in(self.people, self.pairing.second)
        return (name_in(self.people, self.pairing.first), second)

    @property
    def wished(self) -> Pairing | None:
        """The people compared wherever they are: those chosen, else those of the first article
        that two have labelled."""
        return self._wished or self.pairing

    def remarks(self) -> list[Remark]:
        """Return what was said about the case one is at."""
        if self.document is None:
            return []
        return list(thread_of(self.project.review.remarks(self.document), self.subjects))

    @property
    def subjects(self) -> tuple[str, ...]:
        """Return the ids that remarks are about here, the one to say something of first."""
        if self.verdict is not None:
            return subjects_of_verdict(self.verdict)
        return subjects_of_difference(self.case.difference) if self.case is not None else ()

    # ---- moving ---------------------------------------------------------------------------------

    def choose_pairing(self, pairing: Pairing) -> None:
        """Compare these people, here and in the articles opened next."""
        self._wished, self._is_chosen = pairing, True
        self._take_document(self._session.document)

    def set_audit(self, share: float) -> None:
        """Ask about a share (0 to 1) of what all agree on too."""
        if share != self.audit_share:
            self.audit_share = share
            self._take_document(self._session.document)

    def go_to(self, place: int) -> None:
        """Go to the case at a place."""
        if place != self.current and 0 <= place < self.count:
            self.current = place
            self.current_changed.emit()

    def go_to_key(self, key: CaseKey) -> None:
        """Go to a case of this article by what it is known by."""
        for place in range(self.count):
            if self._key_at(place) == key:
                self.go_to(place)
                return

    def go_to_one_of(self, ids: Collection[str]) -> bool:
        """Go to the first case about one of these annotations (ids); tell whether there is one."""
        for number, case in enumerate(self.cases):
            difference = case.difference
            known = {one.id for one in (difference.first, difference.second) if one is not None}
            known |= case.place.ids if case.place is not None else set()
            if not known.isdisjoint(ids):
                self.go_to(number)
                return True
        return False

    # ---- inside ---------------------------------------------------------------------------------

    def _take_document(self, document: Document | None) -> None:
        if self.is_begun:
            self._compare(document)
            self._tell_all()

    def _look_again(self) -> None:
        """The sets of the open article are others now; one stays at the case one was at."""
        here = self.key
        self._compare(self._session.document)
        places = (place for place in range(self.count) if self._key_at(place) == here)
        self.current = next(places, self.current)
        self._tell_all()

    def _tell_all(self) -> None:
        self.pairing_changed.emit()
        self.cases_changed.emit()
        self.current_changed.emit()

    def _take_annotator(self) -> None:
        """Another reviewer may be one of the two that are compared."""
        if not self._is_chosen:
            self._wished = None

    def _compare(self, document: Document | None) -> None:
        self.people, self.current = [], None
        self.closed = self.pairing = self.reviewed = self.rows = None
        ahead, self._ahead = self._ahead, None
        if document is None:
            return
        try:
            self._names = names_of(self.project)
            self.closed = self.project.assignments.why_closed(document.id)
            self.people = list_people(self.project, document.id)
            me = self.project.me.id if self.project.me else None
            self.pairing = likely_pairing(self.people, me, self._wished)
            if self.pairing is not None:
                self._read(document, self.pairing, ahead)
        except AnnotatorError as error:
            self.pairing = self.reviewed = self.rows = None
            self._session.refused.emit(sentence(error))
        self.current = next(filter(self.is_open, range(self.count)), None)
        if self.current is None and self.cases:
            self.current = 0

    def _read(self, document: Document, pairing: Pairing, ahead: "Ahead | None") -> None:
        if self._wished is None and not pairing.is_alone:
            self._wished = pairing
        if ahead is not None and ahead.is_for(document.id, pairing):
            self.reviewed = ahead.reviewed
        else:
            self.reviewed = self.project.review.reviewed(document.id, pairing, self.audit_share)
        self._tell_rows()

    def _tell_rows(self) -> None:
        assert self.reviewed is not None
        assert self.pairing is not None
        label_set = self._session.label_set
        maker = RowMaker(self.project, label_set, self._names, self.pairing)
        self.rows = maker.make(self.reviewed)

    def has_ahead(self, document: str, pairing: Pairing) -> bool:
        """Tell whether an article (id) that will be opened next has been read for these people."""
        return self._ahead is not None and self._ahead.is_for(document, pairing)

    def read_ahead(self, ahead: "Ahead") -> None:
        """Take what was read of an article that will be opened next."""
        self._ahead = ahead

    def _take_changes(self, changes: Changes, origin: object) -> None:
        if not changes.remarks:
            self._ahead = None
        document = self._session.document
        if not self.is_begun or document is None or not _concerns(changes, document.id):
            return
        are_others = changes.annotation_set is not None or changes.label_set is not None
        if are_others or changes.has_sight_changes:
            self._look_again()
        elif changes.verdicts and self.reviewed is not None and self.pairing is not None:
            self.reviewed = self.project.review.judged_anew(self.reviewed, self.pairing)
            self._tell_rows()
            self._go_to_changed(changes, origin)
            self.cases_changed.emit()
        elif (changes.remarks or changes.reasons) and self.reviewed is not None:
            self._tell_rows()
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


def _concerns(changes: Changes, document: str) -> bool:
    """Whether an edit is about an article (id); one of many says so itself."""
    return changes.document in (document, None)


class Ahead(NamedTuple):
    """An article read before it is opened, in a pairing."""

    pairing: Pairing
    reviewed: Reviewed

    def is_for(self, document: str, pairing: Pairing) -> bool:
        """Tell whether it is this article, for these people."""
        return (self.reviewed.document.id, self.pairing) == (document, pairing)

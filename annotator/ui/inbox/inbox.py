"""What the inbox of whoever annotates has, where one is in it, and the acts on it."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from annotator.messages import sentence
from annotator.model.changes import Changes
from annotator.model.errors import AnnotatorError
from annotator.project.project import Project
from annotator.ui.hints import counted
from annotator.ui.inbox.telling import Told, read_inbox
from annotator.ui.models.reading import read_project
from annotator.ui.session import Session
from annotator.ui.tasks import Task

_PAUSE_MS = 150
"""A burst of edits of my labels is read once."""


class Inbox(QObject):
    """Follows a session from the start, so that one always knows how much waits.

    The whole is read on another thread when the project is opened and somebody signs in; later
    only the article on which something has changed.
    """

    rows_changed = Signal()
    current_changed = Signal()
    """One is at another row, or at none."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._task: Task | None = None
        self._by_document: dict[str, list[Told]] = {}
        self._lately: set[tuple[str, str]] = set()
        """What was answered while one looks: it stays in view."""
        self._seen: set[tuple[str, str]] = set()
        self._due: set[str] = set()
        self._soon = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._soon.timeout.connect(self._read_due)
        self.is_read = False
        """Whether it is known what there is."""
        self.shows_accepted = False
        self.rows: list[Told] = []
        """What is in view, in project order, in reading order within an article."""
        self.current: int | None = None
        """The place of the row one is at."""
        session.changed.connect(self._take_changes)
        session.annotator_changed.connect(self._take_annotator)
        self.read()

    # ---- looking --------------------------------------------------------------------------------

    @property
    def project(self) -> Project:
        """The project that is annotated."""
        return self._session.project

    @property
    def told(self) -> Told | None:
        """The row one is at."""
        return self.rows[self.current] if self.current is not None else None

    @property
    def waiting_count(self) -> int:
        """How many rows wait for me."""
        return sum(one.row.is_waiting for told in self._by_document.values() for one in told)

    @property
    def has_rows(self) -> bool:
        """Whether there is anything at all, accepted or not."""
        return any(self._by_document.values())

    @property
    def accepted_count(self) -> int:
        """How many rows were accepted before one looked."""
        everything = [one for told in self._by_document.values() for one in told]
        return sum(one.row.state == "accepted" and not self._is_lately(one) for one in everything)

    def begin(self) -> None:
        """Forget what was accepted when one looked last, and go to what waits."""
        self._lately.clear()
        self._show_rows()
        if self.told is None or not self.told.row.is_waiting:
            self.go_to_waiting()
        self.current_changed.emit()

    def show_accepted(self, is_wanted: bool) -> None:
        """Show what was accepted before as well, or not."""
        self.shows_accepted = is_wanted
        self._show_rows()

    def name_of(self, annotator: str) -> str:
        """Return the name of an annotator (id)."""
        names = {one.id: one.name for one in self.project.annotators(with_second_times=True)}
        return names.get(annotator, annotator)

    # ---- moving ---------------------------------------------------------------------------------

    def go_to(self, place: int) -> None:
        """Go to the row at a place."""
        if place != self.current and 0 <= place < len(self.rows):
            self.current = place
            self.current_changed.emit()

    def step(self, step: int) -> None:
        """Go some rows on, or back, as far as there are any."""
        if self.rows:
            here = self.current if self.current is not None else -1
            self.go_to(max(0, min(len(self.rows) - 1, here + step)))

    def go_to_waiting(self) -> bool:
        """Go to the next row that waits for me, round from the last to the first; tell whether
        there is one."""
        here = self.current if self.current is not None else -1
        count = len(self.rows)
        for place in (*range(here + 1, count), *range(min(here + 1, count))):
            if self.rows[place].row.is_waiting:
                self.go_to(place)
                return True
        return False

    def note_seen(self) -> None:
        """The row one is at has been looked at."""
        if self.told is not None:
            self._seen.add(self.told.key)

    # ---- acting ---------------------------------------------------------------------------------

    def accept(self) -> bool:
        """Take what was decided into my set, and go to what waits next; tell whether it was."""
        told = self.told
        if told is None or told.row.concern is None:
            self._session.said.emit("Nothing was decided here that could be accepted.", False)
            return False
        if told.row.state == "accepted":
            self._session.said.emit("This is accepted already.", False)
            return False
        return self._accept([told], f"Accepted {told.words.title}: {told.words.sides}.")

    def accept_article(self) -> bool:
        """Take all that waits on this article into my set as one act, once all of it was looked
        at; tell whether it was."""
        document = self.told.row.document if self.told is not None else ""
        waiting = [one for one in self.rows if one.row.document == document and _is_decided(one)]
        unseen = [one for one in waiting if one.key not in self._seen]
        if unseen:
            words = f"{counted(len(unseen), 'change')} of this article not looked at yet."
            self._session.said.emit(words, False)
            self.go_to(self.rows.index(unseen[0]))
            return False
        if not waiting:
            self._session.said.emit("Nothing waits on this article.", False)
            return False
        return self._accept(waiting, f"Accepted {counted(len(waiting), 'change')}.")

    def contest(self, words: str) -> bool:
        """Give the verdict one is at back to the reviewer; tell whether it was given."""
        told = self.told
        if told is None or told.row.verdict is None or told.row.concern is None:
            return False
        id = told.row.verdict.id
        if not self._attempt(lambda: self.project.review.contest(id, words, self)):
            return False
        self._session.said.emit("Contested: it is open again for the reviewer.", True)
        self.go_to_waiting()
        return True

    def take_back_answer(self) -> None:
        """Contest the verdict one is at no longer."""
        told = self.told
        if told is not None and told.row.verdict is not None and told.row.state == "contested":
            id = told.row.verdict.id
            self._attempt(lambda: self.project.review.answer(id, None, origin=self))
        else:
            self._session.said.emit("Only what you contest is taken back here.", False)

    def remark(self, text: str, *, is_closing: bool = False) -> None:
        """Say something about what one is at."""
        told = self.told
        if told is not None:
            row = told.row
            self._attempt(
                lambda: self.project.review.say(
                    row.document, row.about, text, is_closing=is_closing, origin=self
                )
            )

    def stop(self) -> None:
        """Read no further: the project is about to be closed."""
        self._soon.stop()
        if self._task is not None:
            self._task.cancel()
            self._task = None

    # ---- inside ---------------------------------------------------------------------------------

    def _accept(self, chosen: list[Told], words: str) -> bool:
        verdicts = [one.row.verdict.id for one in chosen if one.row.verdict is not None]
        if not self._attempt(lambda: self.project.review.accept(verdicts, self)):
            return False
        self._session.said.emit(words, True)
        self.go_to_waiting()
        return True

    def _attempt(self, act: Callable[[], Changes]) -> bool:
        try:
            act()
        except AnnotatorError as error:
            self._session.refused.emit(sentence(error))
            return False
        return True

    def _is_lately(self, told: Told) -> bool:
        return told.key in self._lately

    # ---- reading --------------------------------------------------------------------------------

    def read(self) -> None:
        """Read all of it anew, on another thread."""
        self.stop()
        self._due.clear()
        self._task = read_project(
            self.project,
            read_inbox,
            self.project,
            owner=self,
            on_done=self._take_all,
            on_failed=lambda error: None,
        )

    def _take_annotator(self) -> None:
        """Somebody else sits here: nothing of what was there is theirs."""
        self._by_document, self.is_read = {}, False
        self._lately.clear()
        self._seen.clear()
        self._show_rows()
        self.read()

    def _take_all(self, found: list[Told]) -> None:
        self._task = None
        self.is_read = True
        self._by_document = {}
        for one in found:
            self._by_document.setdefault(one.row.document, []).append(one)
        self._show_rows()
        if self.current is None:
            self.go_to_waiting()

    def _take_changes(self, changes: Changes, origin: object) -> None:
        who_sees = changes.assignments or changes.look
        if changes.label_set is not None or changes.has_list_changes or who_sees:
            self.read()
            return
        answered = [one for pair in changes.verdicts for one in pair if one]
        said = [one for pair in changes.remarks for one in pair if one]
        self._lately |= {(one.document, one.id) for one in answered}
        self._due |= {one.document for one in answered} | {one.document for one in said}
        mine = changes.annotation_set
        if mine is not None and self._is_concerned(mine.document):
            self._due.add(mine.document)
        if (answered or said) and (origin is self or origin is None):
            self._read_due()
            self._go_to_changed(changes, origin)
        elif self._due:
            self._soon.start()

    def _is_concerned(self, document: str) -> bool:
        return document in self._by_document or bool(self.project.review.verdicts(document))

    def _read_due(self) -> None:
        """Read what has changed. An article that has come to be in it is found where it belongs:
        all is read for that."""
        due, self._due = self._due, set()
        has_new = False
        for document in sorted(due):
            found = read_inbox(self.project, document)
            has_new = has_new or (bool(found) and document not in self._by_document)
            if found or document in self._by_document:
                self._by_document[document] = found
        self._show_rows()
        if has_new or self._task is not None:
            self.read()

    def _show_rows(self) -> None:
        here = self.told.key if self.told is not None else None
        place = self.current
        self.rows = [one for told in self._by_document.values() for one in told if self._shows(one)]
        keys = [one.key for one in self.rows]
        if here in keys:
            self.current = keys.index(here)
        else:
            self.current = min(place, len(keys) - 1) if place is not None and keys else None
        self.rows_changed.emit()
        if here not in keys:
            self.current_changed.emit()

    def _shows(self, told: Told) -> bool:
        is_over = told.row.state == "accepted" and not told.row.is_waiting
        return not is_over or self.shows_accepted or self._is_lately(told)

    def _go_to_changed(self, changes: Changes, origin: object) -> None:
        """What was taken back or done again is gone to, so that one sees it."""
        if origin is self:
            return
        changed = {one.id for pair in changes.verdicts for one in pair if one}
        for place, one in enumerate(self.rows):
            if one.row.verdict is not None and one.row.verdict.id in changed:
                self.go_to(place)
                return


def _is_decided(told: Told) -> bool:
    return told.row.state in {"waiting", "settled_since"}

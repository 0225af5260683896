"""Working through what is not allowed: between its window, the project and the text."""

from collections.abc import Callable, Iterable, Sequence
from threading import Event
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, QTimer, Signal

from annotator.edits.edit import TakeIn
from annotator.edits.history import Act
from annotator.messages import act_words, sentence, step_words
from annotator.model.changes import Changes
from annotator.model.errors import AnnotatorError, Cancelled
from annotator.project.label_changes.fixing import Fix, Fixed
from annotator.project.label_changes.listing_invalid import InvalidPlace
from annotator.project.project import Project
from annotator.project.rows import IsCancelled, Progress
from annotator.ui.models.article_words import count_words, locale
from annotator.ui.not_allowed.model import MINE, PROJECT_ORDER, NotAllowedModel
from annotator.ui.not_allowed.words import done_words
from annotator.ui.session import Session
from annotator.ui.tasks import Task, run_task
from annotator.ui.text_view.text_view import TextView

if TYPE_CHECKING:
    from annotator.ui.not_allowed.dialog import NotAllowedDialog

SHOWN_AT_MOST = 20_000
"""Places listed: nobody works through more in one go. Where half of them are mended, the next are
looked for."""
_ALL_IS_ALLOWED = (
    "Nothing to work through",
    "The label set allows all that is labelled. When a label is retired, or heads, tails or values "
    "are not allowed any more, what is labelled so stays and is listed here.",
)
_LOOKING = ("Looking…", "All that is labelled is looked at.")
_STOPPED = ("Stopped", "Not all articles were looked at.")


class Looked(NamedTuple):
    """How far looking is; `found` grows."""

    found: list[InvalidPlace]
    progress: Progress


class WorkingThrough(QObject):
    """Looks for what is not allowed, mends what is selected in one act, goes where one wants to
    look; keeps list and row, so that one comes back to where one was."""

    text_requested = Signal()
    """The text where one annotates shall be seen."""

    def __init__(self, session: Session, view: TextView, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session, self._view = session, view
        self._row = 0
        self._next_row: int | None = None
        """Where to go when what was mended has gone."""
        self._is_known = self._is_stopped = self._is_capped = False
        """Whether all articles were looked at, or that was stopped, or more was found than is
        shown."""
        self._stale: set[str] = set()
        """Documents (ids) to look at again."""
        self._looked_at: frozenset[str] = frozenset()
        """Those that are being looked at again."""
        self._expected: frozenset[str] | None = None
        """The documents that an act under way is about, which its changes do not name."""
        self._mended: dict[str, frozenset[str]] = {}
        """Act (the id of what it took in) -> documents, of what was mended here."""
        self._said = ""
        """What the last act did; shown until something else happens."""
        self._progress = Progress(0, 0)
        self._look: Task | None = None
        self._mend: Task | None = None
        self._stop_mending = Event()
        self._pause = QTimer(self, singleShot=True, interval=0)
        self._pause.timeout.connect(self._catch_up)
        self.model = NotAllowedModel(session.label_set, {}, self)
        self.dialog: NotAllowedDialog | None = None
        session.changed.connect(self._hear)
        session.annotator_changed.connect(self._forget)

    def open(self) -> None:
        """Open the list, at the row where it was left."""
        session, project = self._session, self._session.project
        people = project.annotators(with_second_times=True)
        names = {one.id: one.name for one in people}
        from annotator.ui.not_allowed.dialog import NotAllowedDialog

        dialog = self.dialog = NotAllowedDialog(
            session.label_set,
            {one.id: one.name for one in project.annotators() if one != project.me},
            self.model,
            self._view.window(),
            can_mend=project.me is not None and not project.is_read_only,
        )
        self.model.use(session.label_set, names)
        dialog.place_requested.connect(self._go)
        dialog.filter_changed.connect(self._tell)
        dialog.fix_requested.connect(self._do)
        dialog.undo_requested.connect(self._undo)
        dialog.stop_requested.connect(self._stop_or_begin)
        dialog.finished.connect(self._close)
        dialog.fix_bar.be_busy(self._mend is not None)
        dialog.open()
        dialog.list.setFocus()
        self._said, self._is_stopped = "", False
        self._tell()
        dialog.go_to_row(self._row)
        self._catch_up()

    def stop(self) -> None:
        """Look no further: the project is about to be closed. What is being mended is mended
        before that, and nobody is told."""
        self._pause.stop()
        if self.dialog is not None:
            self.dialog.reject()  # it shows a model that goes with the project
        mending, self._mend = self._mend, None
        if mending is not None:
            mending.wait()  # as closing waits for all that is to be saved

    # ---- looking

    def _hear(self, changes: Changes, origin: object) -> None:
        """Know what is to be looked at again; while the window is open, look."""
        if changes.label_set is not None or changes.people or changes.assignments:
            self._forget()
        elif changes.has_list_changes:
            if self._expected is None:
                self._forget()
            else:
                self._stale |= self._expected
        elif changes.document is not None:
            self._stale.add(changes.document)
        if self.dialog is not None:
            self._pause.start()

    def _forget(self) -> None:
        self._is_known = self._is_stopped = False
        if self._look is not None:
            self._look.cancel()
            self._look = None

    def _catch_up(self) -> None:
        """Look at what was not looked at since it changed, unless something is under way."""
        if self.dialog is None or self._look is not None or self._mend is not None:
            return
        is_due = self._is_capped and len(self.model.all_places) < SHOWN_AT_MOST // 2
        if (not self._is_known and not self._is_stopped) or (self._is_known and is_due):
            self._look_at_all()
        elif self._stale:
            self._look_again(frozenset(self._stale))
        else:
            self._tell()

    def _look_at_all(self) -> None:
        dialog = self.dialog
        assert dialog is not None
        if dialog.row >= 0:
            self._row = dialog.row
        self._is_known = self._is_stopped = self._is_capped = False
        self._stale.clear()
        self._progress = Progress(0, 0)
        self.model.forget()
        self.model.use(self._session.label_set, self._names())
        dialog.fix_bar.use(self._session.label_set)
        self._look = run_task(
            _look_at,
            self._session.project,
            None,
            owner=self,
            on_done=self._end_looking,
            on_failed=self._take_failure,
            on_progress=self._show_found,
        )
        self._tell()

    def _look_again(self, documents: frozenset[str]) -> None:
        self._stale -= documents
        self._looked_at = documents
        self._look = run_task(
            _look_at,
            self._session.project,
            sorted(documents),
            owner=self,
            on_done=lambda found: self._replace(documents, found),
            on_failed=self._take_failure,
            on_progress=lambda looked: None,
        )

    def _show_found(self, looked: Looked) -> None:
        self._progress = looked.progress
        self.model.add(looked.found[len(self.model.all_places) :])
        self._tell()
        if self.dialog is not None and not self.dialog.has_selection:
            self.dialog.go_to_row(0)

    def _end_looking(self, found: list[InvalidPlace]) -> None:
        self._look, dialog = None, self.dialog
        self._is_known, self._is_capped = True, len(found) >= SHOWN_AT_MOST
        self.model.add(found[len(self.model.all_places) :])
        if dialog is not None:
            place = self.model.place(dialog.row) if dialog.row > 0 else None
            if self.model.order != PROJECT_ORDER:
                self.model.show_anew()
            if place is None:
                dialog.go_to_row(self._row)
            elif self.model.order != PROJECT_ORDER:
                dialog.go_to_row(self.model.places.index(place))
        self._catch_up()

    def _replace(self, documents: frozenset[str], found: Iterable[InvalidPlace]) -> None:
        self._look, self._looked_at = None, frozenset()
        row, self._next_row = self._next_row, None
        if row is None and self.dialog is not None:
            row = max(0, self.dialog.row)
        self.model.replace(documents, found)
        if self.dialog is not None:
            self.dialog.go_to_row(row or 0)
        self._catch_up()

    def _tell(self) -> None:
        """Say how much there is, how far looking is, or what was done last."""
        dialog = self.dialog
        if dialog is None:
            return
        is_looking = self._look is not None and not self._is_known
        dialog.show_rows(_LOOKING if is_looking else self._why_nothing())
        if is_looking:
            dialog.say(f"{self._how_far('Looking')}…", stop="Stop")
            return
        words = self._how_far("Stopped") if self._is_stopped else self._counted()
        again = "Look again" if self._is_stopped else ""
        dialog.say(self._said or words, can_undo=bool(self._said), stop=again)

    def _why_nothing(self) -> tuple[str, str]:
        """Return a heading and some help for where there is no row."""
        if self.model.all_places:
            others = count_words(len(self.model.all_places), "place")
            if not self.model.kinds and self.model.whose == MINE:
                return ("Nothing of yours to work through", f"Of others there are {others}; above "
                        "you choose whose labels are listed.")  # fmt: skip
            return ("Nothing of that", f"Otherwise there are {others}: press no kind above, or "
                    "choose everybody's labels.")  # fmt: skip
        return _STOPPED if self._is_stopped else _ALL_IS_ALLOWED

    def _how_far(self, what: str) -> str:
        at = self._progress
        found = f" · {self._counted()}" * bool(self.model.all_places)
        if not at.total:
            return f"{what}{found}"
        done = locale().toString(at.done)
        return f"{what}: {done} of {count_words(at.total, 'article')}{found}"

    def _counted(self) -> str:
        every, places = self.model.all_places, self.model.places
        if not every:
            return ""
        articles = len({one.document for one in places})
        count = count_words(len(every), "place")
        if len(places) < len(every):
            count = f"{locale().toString(len(places))} of {count}"
        words = f"{count} in {count_words(articles, 'article')}"
        return f"The first {words}" if self._is_capped else words

    def _take_failure(self, error: Exception) -> None:
        if isinstance(error, Cancelled | RuntimeError):
            return  # nobody waits for it any more
        if not isinstance(error, AnnotatorError):
            raise error
        self._look = None
        if self.dialog is not None:
            self.dialog.say(sentence(error))

    def _stop_or_begin(self) -> None:
        if self._mend is not None:
            self._stop_mending.set()
            self._say("Stopping…")
        elif self._look is not None:
            self._look.cancel()
            self._look, self._is_stopped = None, True
            self._tell()
        else:
            self._is_stopped, self._said = False, ""
            self._catch_up()

    # ---- mending

    def _do(self, places: list[InvalidPlace], fix: Fix) -> None:
        """Mend what is selected, off the GUI thread: it may be a thousand articles."""
        dialog = self.dialog
        if dialog is None or self._mend is not None:
            return
        # Where the first of what goes is now, the next one will be.
        self._next_row = self.model.places.index(places[0])
        documents = self._expected = frozenset(one.document for one in places)
        self._stop_mending = Event()
        dialog.fix_bar.be_busy(True)
        self._mend = run_task(
            _fix,
            self._session.project,
            places,
            fix,
            self._stop_mending,
            owner=self,
            on_done=lambda fixed: self._end_mending(fixed, fix, documents),
            on_failed=self._fail_to_mend,
            on_progress=self._show_mending,
        )

    def _show_mending(self, progress: Progress) -> None:
        if self._mend is not None and not self._stop_mending.is_set():
            done = locale().toString(progress.done)
            self._say(f"Mending: {done} of {count_words(progress.total, 'article')}…", "Stop")

    def _end_mending(self, fixed: Fixed, fix: Fix, documents: frozenset[str]) -> None:
        if self._mend is None:
            return
        self._free()
        words = done_words(fix, fixed, self._session.label_set)
        if fixed.done:
            act = self._session.project.next_undo()
            if act is not None and isinstance(act.edit, TakeIn):
                self._mended[act.edit.import_id] = documents
            self._session.said.emit(words, True)
        self._said = words if fixed.done else ""
        if fixed.done:
            self._catch_up()
        else:
            self._next_row = None
            self._say(words)

    def _fail_to_mend(self, error: Exception) -> None:
        if self._mend is None:
            return
        self._free()
        self._next_row, self._said = None, ""
        if isinstance(error, Cancelled):
            self._say("Stopped: nothing was mended.")
            return
        if not isinstance(error, AnnotatorError):
            raise error
        if self.dialog is None:
            self._session.refused.emit(sentence(error))
        self._say(sentence(error))

    def _free(self) -> None:
        self._mend = self._expected = None
        if self.dialog is not None:
            self.dialog.fix_bar.be_busy(False)

    def _undo(self) -> None:
        if self.dialog is None or self._mend is not None:
            return
        self._row, self._said = max(0, self.dialog.row), ""
        act = self._session.project.next_undo()
        if act is None or not isinstance(act.edit, TakeIn):
            self._session.undo()
            self._pause.start()
            return
        # Beside: it may be a thousand articles.
        self._expected = self._mended.get(act.edit.import_id)
        self.dialog.fix_bar.be_busy(True)
        self._say("Taking back…")
        self._mend = run_task(
            self._session.project.undo,
            owner=self,
            on_done=lambda _: self._end_undoing(act),
            on_failed=self._fail_to_mend,
        )

    def _end_undoing(self, act: Act) -> None:
        if self._mend is None:
            return
        self._free()
        words = act_words(act.edit, self._session.label_set, "", {}, act.inverse)
        words = step_words("undo", words)
        self._session.said.emit(f"{words[:1].upper()}{words[1:]}.", False)
        self._catch_up()

    def _say(self, words: str, stop: str = "") -> None:
        if self.dialog is not None:
            self.dialog.say(words, stop=stop)

    # ---- going

    def _go(self, place: InvalidPlace) -> None:
        if self.dialog is None:
            return
        self._row = max(0, self.dialog.row)
        self.dialog.accept()
        self.text_requested.emit()
        self._session.open_then(place.document, lambda: self._show_place(place))

    def _show_place(self, place: InvalidPlace) -> None:
        """Select what it is about where that is mine, else the words; an article as a whole is
        shown from its beginning."""
        mine, view = self._session.annotation_set, self._view
        relation = mine.relations.get(place.annotation) if mine is not None else None
        if mine is not None and (relation is not None or place.annotation in mine.spans):
            view.go_to_span(relation.head if relation is not None else place.annotation)
            if relation is not None:
                view.selection.select_relation(place.annotation)
        elif place.end:
            view.selection.select_text(place.start, place.end)
            view.reveal(place.start)
        else:
            view.selection.set_caret(0)
            view.reveal(0)
        view.setFocus()

    def _close(self) -> None:
        if self._look is not None:
            self._look.cancel()
            self._look = None
            self._stale |= self._looked_at
        if self.dialog is not None:
            self._row = max(0, self.dialog.row)
            self.dialog.let_go()
            self.dialog.deleteLater()
            self.dialog = None
        if self._view.isVisible():
            self._view.setFocus()

    def _names(self) -> dict[str, str]:
        people = self._session.project.annotators(with_second_times=True)
        return {one.id: one.name for one in people}


def _look_at(
    project: Project,
    documents: Sequence[str] | None,
    *,
    progress: Callable[[Looked], None],
    is_cancelled: IsCancelled,
) -> list[InvalidPlace]:
    found: list[InvalidPlace] = []
    pages = project.labels.invalid(
        is_for_me=True,
        documents=documents,
        progress=lambda at: progress(Looked(found, at)),
        is_cancelled=is_cancelled,
    )
    for page in pages:
        found += page if documents is not None else page[: SHOWN_AT_MOST - len(found)]
        if documents is None and len(found) >= SHOWN_AT_MOST:
            break
    return found


def _fix(
    project: Project,
    places: list[InvalidPlace],
    fix: Fix,
    stop: Event,
    *,
    progress: Callable[[Progress], None],
    is_cancelled: IsCancelled,
) -> Fixed:
    return project.labels.fix(
        places, fix, progress=progress, is_cancelled=lambda: stop.is_set() or is_cancelled()
    )

"""The consistency lens: between the window of what looks like slips, the project and the text."""

import time
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject

from annotator.edits.history import Act
from annotator.messages import sentence
from annotator.model.changes import Changes
from annotator.model.errors import AnnotatorError, Cancelled
from annotator.project.consistency.found import Found
from annotator.project.consistency.mending import Mended, OddPlace
from annotator.project.consistency.ranked import Ranked, Ranking
from annotator.project.project import Project
from annotator.project.rows import IsCancelled, Progress
from annotator.ui.lens.model import MINE, LensModel
from annotator.ui.models.article_words import count_words
from annotator.ui.session import Session
from annotator.ui.tasks import Task, run_task
from annotator.ui.text_view.text_view import TextView

if TYPE_CHECKING:
    from annotator.ui.lens.dialog import LensDialog

SHOWN_AT_MOST = 1_000
"""Of each kind; nobody looks through more before mending them."""
_FIRST_PAUSE, _LONGEST_PAUSE = 0.25, 4.0
"""Seconds between two rankings that are shown while it is looked: the rows move each time."""


class Lens(QObject):
    """Looks for what is odd, mends it or lets it be, each in one act, goes where one wants to look;
    keeps what was found, so that one comes back to where one was."""

    def __init__(self, session: Session, view: TextView, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session, self._view = session, view
        self._whose: str | None = None
        """Among whose labels it was looked; None: not yet."""
        self._place: OddPlace | None = None
        self._row = 0
        self._is_stale = True
        """Whether anything has changed since it was looked."""
        self._is_going = False
        self._said, self._can_undo = "", False
        """What the last act did, shown until the next, and whether it can be taken back here."""
        self._acts: list[list[OddPlace]] = []
        """The places that acts since it was looked have taken away, the last act last."""
        self._progress: Progress | None = None
        self._shown: Ranking | None = None
        self._search: Task | None = None
        self._change: Task | None = None
        self.model = LensModel(self)
        self.dialog: LensDialog | None = None
        session.changed.connect(self._note_change)
        session.annotator_changed.connect(self._forget)

    def open(self) -> None:
        """Open as it was left; look again where anything has changed since."""
        session, project = self._session, self._session.project
        people = {one.id: one.name for one in project.annotators()}
        self.model.use_names(session.label_set, people)
        self.model.show_kinds(())
        me = project.me
        from annotator.ui.lens.dialog import LensDialog

        dialog = self.dialog = LensDialog(
            people,
            self.model,
            self._view.window(),
            me=me.id if me is not None else None,
            can_change=me is not None and not project.is_read_only,
        )
        place = max(0, dialog.whose.findData(self._whose))
        dialog.whose.setCurrentIndex(place)
        dialog.look_requested.connect(self._look)
        dialog.kinds_changed.connect(self._show_rows)
        dialog.place_requested.connect(self._go)
        dialog.mend_requested.connect(self._mend)
        dialog.dismiss_requested.connect(self._dismiss)
        dialog.bring_back_requested.connect(self._bring_back)
        dialog.undo_requested.connect(self._undo)
        dialog.finished.connect(self._close)
        dialog.open()
        dialog.list.setFocus()
        self._is_going = False
        is_looking = self._search is not None
        if self._whose != dialog.whose.currentData() or (self._is_stale and not is_looking):
            self._look()
        else:
            self._show_rows()

    def stop(self) -> None:
        """Look no further, and close the window: the project is about to be closed."""
        if self.dialog is not None:
            self.dialog.reject()
        for task in (self._search, self._change):
            if task is not None:
                task.cancel()
        self._search = self._change = None

    # ---- inside

    def _close(self) -> None:
        """Whoever goes to a place comes back: it goes on looking meanwhile."""
        if self._search is not None and not self._is_going:
            self._search.cancel()
            self._search, self._is_stale = None, True
        if self.dialog is not None:
            self.dialog.let_go()
            self.dialog.deleteLater()
            self.dialog = None
        self._view.setFocus()

    def _note_change(self, changes: Changes, _: object) -> None:
        """What was done here is known; anything else may have made other things odd."""
        self._is_stale = self._is_stale or self.dialog is None or bool(changes.label_set)

    def _forget(self) -> None:
        """What is mine is another's now."""
        if self._search is not None:
            self._search.cancel()
        self._search, self._is_stale = None, True
        self.model.forget()

    # ---- looking -------------------------------------------------------------------------

    def _look(self) -> None:
        dialog, model = self.dialog, self.model
        if dialog is None:
            return
        if self._search is not None:
            self._search.cancel()
        whose = str(dialog.whose.currentData())
        if whose != self._whose:
            model.forget()
        self._whose, self._is_stale, self._acts, self._progress = whose, False, [], None
        has_rows = model.rowCount() > 0
        if not has_rows:
            model.forget()
        self._search = run_task(
            _find,
            self._session.project,
            whose,
            owner=self,
            on_done=lambda seen: self._show(seen, is_all=True),
            on_failed=self._take_failure,
            on_progress=lambda seen: self._show(seen, is_all=False, is_kept=has_rows),
        )
        self._show_rows()

    def _show(self, seen: "_Seen", *, is_all: bool, is_kept: bool = False) -> None:
        """Show what has been found; rows that are looked at stay until all of it is known."""
        self._progress = seen.progress
        if is_all:
            self._search = None
        if is_all or not (is_kept or seen.ranking is self._shown):
            self._hold(lambda model: self._put(model, seen.ranking, is_all=is_all))
        if is_all and self._is_stale and self.dialog is not None:
            self._look()  # something was changed at a place one has gone to
        self._show_rows()

    def _put(self, model: LensModel, ranking: Ranking, *, is_all: bool) -> None:
        self._shown = ranking
        if is_all:
            # What was done meanwhile may have been found before.
            model.forget()
            model.take_away(place for places in self._acts for place in places)
        model.show_ranking(ranking)

    def _hold(self, act: Callable[[LensModel], object]) -> None:
        """Do something that makes the rows others; what is selected stays so."""
        dialog, model = self.dialog, self.model
        if dialog is None:
            act(model)
            return
        chosen, place, row = [one.place for one in dialog.chosen()], dialog.place, dialog.row
        act(model)
        at = model.row_of(place) if place is not None else -1
        dialog.go_to_row(at if at >= 0 else max(0, row))
        if at >= 0:
            dialog.select_places(chosen)

    def _show_rows(self) -> None:
        dialog, model = self.dialog, self.model
        if dialog is None:
            return
        dialog.show_groups()
        dialog.show_nothing(*self._why_nothing())
        if dialog.row < 0:
            at = model.row_of(self._place) if self._place is not None else -1
            dialog.go_to_row(at if at >= 0 else self._row)
        dialog.say(self._words(), can_undo=self._can_undo)
        if self._search is None:
            dialog.show_dismissed(len(self._session.project.consistency.dismissed()))

    def _words(self) -> str:
        if self._said:
            return self._said
        counts = self.model.counts()
        total = sum(counts.values())
        words = count_words(total, "place that may be a slip", "places that may be slips")
        if any(count > SHOWN_AT_MOST for count in counts.values()):
            words += f", the likeliest {SHOWN_AT_MOST:,} of a kind shown"
        if self._search is None:
            return words if total else ""
        share = ""
        if self._progress is not None and self._progress.total:
            share = f" {100 * self._progress.done // self._progress.total} %"
        return f"{words}; looking…{share}" if total else f"Looking…{share}"

    def _why_nothing(self) -> tuple[str, str]:
        if self._search is not None or self.dialog is None:
            return "", ""
        if self.model.kinds:
            return "Nothing of this kind is left.", "Press its bar once more to see the others."
        if self._whose == MINE:
            help = "Your labels agree with each other and with everybody's. Choose “everybody's”"
            return (
                "Nothing looks like a slip.",
                f"{help} above to see what is odd in others' labels.",
            )
        return "Nothing looks like a slip.", "All labels here agree with each other."

    def _take_failure(self, error: Exception) -> None:
        if isinstance(error, Cancelled | RuntimeError):
            return  # nobody waits for it any more
        if not isinstance(error, AnnotatorError):
            raise error
        self._search = None
        if self.dialog is not None:
            self.dialog.say(sentence(error))

    # ---- doing ---------------------------------------------------------------------------

    def _mend(self, found: list[Found]) -> None:
        """Mend what is selected, off the GUI thread: it may be in a thousand articles."""
        places = [one.place for one in found]
        self._begin(_mend, places, self._end_mending)

    def _end_mending(self, done: Mended) -> None:
        where = count_words(done.articles, "article")
        words = f"{done.done:,} mended in {where}." if done.done else "Nothing was mended."
        if done.left:
            is_one = done.left == 1
            left = f"{done.left:,} {'is' if is_one else 'are'} left"
            words += (
                f" {left}: changed meanwhile, or relations stand on {'it' if is_one else 'them'}."
            )
        self._end(list(done.places), words, can_undo=bool(done.done))

    def _dismiss(self, found: list[Found]) -> None:
        """Let what is selected be as it is."""
        places = [one.place for one in found]
        self._begin(_dismiss, places, lambda _: self._end(places, _stay_words(len(places))))

    def _bring_back(self) -> None:
        """Tell all again that has ever been let be."""
        self._begin(_bring_back, [], self._end_bringing_back)

    def _end_bringing_back(self, count: int) -> None:
        self._end([], f"{count_words(count, 'place')} told again.")
        self._look()

    def _begin(
        self,
        act: Callable[..., object],
        places: Sequence[OddPlace],
        end: Callable[..., object],
    ) -> None:
        if self.dialog is None or self._change is not None:
            return

        def on_done(result: object) -> None:
            self._change = None
            end(result)

        self._change = run_task(
            act,
            self._session.project,
            places,
            owner=self,
            on_done=on_done,
            on_failed=self._fail,
        )

    def _end(self, places: list[OddPlace], words: str, *, can_undo: bool = True) -> None:
        """Take what is done from the list, and say so in one line."""
        if places:
            self._acts.append(places)
        self._said, self._can_undo = words, can_undo
        self._session.said.emit(words, can_undo)
        self._hold(lambda model: model.take_away(places))
        self._show_rows()

    def _fail(self, error: Exception) -> None:
        self._change = None
        self._take_failure(error)

    def _undo(self) -> None:
        if self._change is not None:
            return
        before = self._session.project.next_undo()
        self._said, self._can_undo = "", False
        self._session.undo(lambda: self._show_undone(before))

    def _show_undone(self, before: Act | None) -> None:
        if self._session.project.next_undo() == before:
            self._show_rows()
        elif self._acts:
            places = self._acts.pop()
            self._place = places[0]
            self._hold(lambda model: model.bring_back(places))
            if self.dialog is not None:
                self.dialog.go_to_row(self.model.row_of(places[0]))
            self._show_rows()
        else:
            self._look()

    # ---- going ---------------------------------------------------------------------------

    def _go(self, found: Found) -> None:
        if self.dialog is None:
            return
        self._place, self._row = found.place, max(0, self.dialog.row)
        self._said, self._can_undo = "", False
        self._is_going = True
        self.dialog.accept()
        self._session.open_then(found.place.document, lambda: self._show_place(found))

    def _show_place(self, found: Found) -> None:
        """Select what is odd where it is mine and still there, else the words."""
        start, end = found.oddity.place[0][0], found.oddity.place[-1][1]
        index, selection = self._view.index, self._view.selection
        odd = found.oddity.annotations[0] if found.oddity.annotations else ""
        if odd in index.spans:
            selection.select_spans([odd], start)
        elif odd in index.relations:
            selection.select_relation(odd)
        else:
            selection.select_text(start, end)
        self._view.reveal(start)
        self._view.setFocus()


class _Seen(NamedTuple):
    """What was found, and how far it has been looked."""

    ranking: Ranking
    progress: Progress


def _stay_words(count: int) -> str:
    return "It may stay as it is." if count == 1 else f"{count:,} may stay as they are."


def _find(
    project: Project,
    whose: str,
    *,
    progress: Callable[[_Seen], None],
    is_cancelled: IsCancelled,
) -> _Seen:
    def is_wanted(one: Found) -> bool:
        return one.is_mine if whose == MINE else whose in ("", one.place.annotator)

    ranked = Ranked(SHOWN_AT_MOST, is_wanted)
    ranking, far = ranked.ranking(), Progress(0, 0)
    pause, due = _FIRST_PAUSE, time.monotonic() + _FIRST_PAUSE

    def note(told: Progress) -> None:
        nonlocal far
        far = told

    batches = project.consistency.find(is_for_me=True, progress=note, is_cancelled=is_cancelled)
    for batch in batches:
        ranked.add(batch)
        if time.monotonic() >= due:
            ranking = ranked.ranking()
            pause = min(2 * pause, _LONGEST_PAUSE)
            due = time.monotonic() + pause
        progress(_Seen(ranking, far))
    return _Seen(ranked.ranking(), far)


def _mend(project: Project, places: list[OddPlace]) -> Mended:
    return project.consistency.mend(places)[0]


def _dismiss(project: Project, places: list[OddPlace]) -> Changes:
    return project.consistency.dismiss(places)


def _bring_back(project: Project, _: list[OddPlace]) -> int:
    return len(project.consistency.bring_back(project.consistency.dismissed()).dismissed)

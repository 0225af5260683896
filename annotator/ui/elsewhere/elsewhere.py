"""The same elsewhere: between the window of a phrase, the project and the text."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from annotator.messages import sentence
from annotator.model.errors import AnnotatorError, Cancelled
from annotator.project.everywhere import Everywhere
from annotator.project.project import Project
from annotator.project.rows import IsCancelled, Progress
from annotator.project.same_elsewhere import Place, Verb
from annotator.text.tokens import snap_to_words
from annotator.ui.models.article_words import count_words, one_line
from annotator.ui.same_text import phrase_meant, usual_label
from annotator.ui.session import Session
from annotator.ui.tasks import Task, run_task
from annotator.ui.text_view.text_view import TextView

if TYPE_CHECKING:
    from annotator.ui.elsewhere.dialog import ElsewhereDialog

SHOWN_AT_MOST = 20_000
"""Places listed: nobody looks through more before labelling them."""
_PAUSE = 200
"""Milliseconds after the last key before it is looked for."""


class Elsewhere(QObject):
    """Looks for a phrase, labels, relabels or unlabels what is ticked in one act, goes where one
    wants to look; keeps the phrase, so that one comes back to where one was."""

    def __init__(self, session: Session, view: TextView, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session, self._view = session, view
        self._words, self._row = "", -1
        self._said = ""
        """What the last act did; shown until another phrase is looked for."""
        self._is_label_chosen = False
        self._search: Task | None = None
        self._change: Task | None = None
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE)
        self._pause.timeout.connect(self._look)
        self.dialog: ElsewhereDialog | None = None

    def open(self) -> None:
        """Open for the selected text, that of the selected span, or the word at the caret."""
        session, view = self._session, self._view
        covered = phrase_meant(session.selection, view)
        if covered is None and not self._words:
            session.said.emit("Select a span or some text to see where else it is.", False)
            return
        if covered is not None:
            words = view.text[slice(*snap_to_words(view.text, *covered))]
            self._row = self._row if words == self._words else -1
            self._words = words
        self._open(self._label_meant())

    def stop(self) -> None:
        """Look no further: the project is about to be closed."""
        self._pause.stop()
        for task in (self._search, self._change):
            if task is not None:
                task.cancel()
        self._search = self._change = None

    # ---- inside

    def _label_meant(self) -> str:
        span = self._view.index.spans.get(self._session.selection.span or "")
        return span.label if span is not None else ""

    def _open(self, label: str) -> None:
        session, project = self._session, self._session.project
        names = {one.id: one.name for one in project.annotators()}
        here = session.document.id if session.document is not None else ""
        from annotator.ui.elsewhere.dialog import ElsewhereDialog

        dialog = self.dialog = ElsewhereDialog(
            session.label_set,
            names,
            here,
            self._view.window(),
            can_label=project.me is not None and not project.is_read_only,
        )
        dialog.phrase.setText(self._words)
        if label:
            dialog.choose("label", label)
        self._is_label_chosen = bool(label)
        dialog.phrase_changed.connect(self._pause.start)
        dialog.place_requested.connect(self._go)
        dialog.change_requested.connect(self._do)
        dialog.undo_requested.connect(self._undo)
        dialog.finished.connect(self._close)
        dialog.open()
        dialog.list.setFocus()
        self._said = ""
        self._look()

    def _close(self) -> None:
        self.stop()
        if self.dialog is not None:
            self.dialog.deleteLater()
            self.dialog = None
        self._view.setFocus()

    def _look(self) -> None:
        dialog = self.dialog
        if dialog is None:
            return
        self._pause.stop()
        if self._search is not None:
            self._search.cancel()
            self._search = None
        words = dialog.phrase.text()
        if words != self._words:
            self._words, self._row, self._said = words, -1, ""
            self._is_label_chosen = False
        dialog.forget()
        dialog.say(self._said, can_undo=bool(self._said))
        if not words.strip():
            return
        here = self._session.document.id if self._session.document is not None else ""
        self._search = run_task(
            _find,
            self._session.project,
            words.strip(),
            dialog.match_case.isChecked(),
            here,
            owner=self,
            on_done=lambda found: self._show(found, is_all=True),
            on_failed=self._take_failure,
            on_progress=lambda found: self._show(found, is_all=False),
        )

    def _show(self, found: list[Place], *, is_all: bool) -> None:
        dialog = self.dialog
        if dialog is None:
            return
        is_first = not dialog.model.all_hits
        dialog.model.add(found[len(dialog.model.all_hits) :])
        if is_all:
            self._search = None
            self._choose_label()
        dialog.show_groups()
        if is_first:
            dialog.go_to_row(max(0, self._row))
        dialog.say(self._words_for(is_all=is_all), can_undo=bool(self._said))

    def _choose_label(self) -> None:
        """Choose the label that most places have, where nobody has said which is meant."""
        dialog = self.dialog
        if dialog is not None and not self._is_label_chosen:
            self._is_label_chosen = True
            label = usual_label(dialog.model.all_hits)
            if label is not None:
                dialog.choose(dialog.verb, label)

    def _words_for(self, *, is_all: bool) -> str:
        if self._said:
            return self._said
        places = self.dialog.model.all_hits if self.dialog is not None else ()
        if not places:
            return "Nothing found: these words stand in no article." if is_all else "Looking…"
        articles = len({one.document for one in places})
        words = f"{count_words(len(places), 'place')} in {count_words(articles, 'article')}"
        words = f"The first {words}" if len(places) >= SHOWN_AT_MOST else words
        return words if is_all else f"{words} …"

    def _take_failure(self, error: Exception) -> None:
        if isinstance(error, Cancelled | RuntimeError):
            return  # nobody waits for it any more
        if not isinstance(error, AnnotatorError):
            raise error
        self._search = None
        if self.dialog is not None:
            self.dialog.say(sentence(error))

    # ---- doing ---------------------------------------------------------------------------

    def _do(self, places: list[Place]) -> None:
        """Change what is ticked, off the GUI thread: it may be a thousand articles."""
        dialog = self.dialog
        if dialog is None or self._change is not None:
            return
        self._row = max(0, dialog.row)
        verb, label = dialog.verb, dialog.label
        found = self._session.label_set.span_label(label)
        name = one_line(found.name, 40) if found is not None else label
        self._change = run_task(
            _change,
            self._session.project,
            places,
            verb,
            label,
            self._words,
            owner=self,
            on_done=lambda done: self._end_change(done, verb, name),
            on_failed=self._fail_to_change,
            on_progress=self._show_progress,
        )
        dialog.do_button.setEnabled(False)
        dialog.say("Working…")

    def _show_progress(self, progress: Progress) -> None:
        if self.dialog is not None:
            self.dialog.say(f"{progress.done:,} of {progress.total:,} articles…")

    def _end_change(self, done: Everywhere, verb: Verb, name: str) -> None:
        self._change = None
        words = done_words(done, verb, name)
        self._said = words if done.articles else ""
        self._session.said.emit(words, bool(done.articles))
        self._look()

    def _fail_to_change(self, error: Exception) -> None:
        self._change = None
        self._take_failure(error)
        if self.dialog is not None:
            self.dialog.model.ticks_changed.emit()

    def _undo(self) -> None:
        if self.dialog is not None:
            self._row = max(0, self.dialog.row)
        self._said = ""
        self._session.undo(self._look)

    # ---- going ---------------------------------------------------------------------------

    def _go(self, place: Place) -> None:
        if self.dialog is None:
            return
        self._row = max(0, self.dialog.row)
        self.dialog.accept()
        self._session.open_then(place.document, lambda: self._show_place(place))

    def _show_place(self, place: Place) -> None:
        self._view.selection.select_text(place.start, place.end)
        self._view.reveal(place.start)
        self._view.setFocus()


def done_words(done: Everywhere, verb: Verb, name: str) -> str:
    """Return in one line what an act did."""
    count = {"label": done.added, "relabel": done.relabelled, "delete": done.removed}[verb]
    if not count:
        return "All of it is so already."
    what = {"label": f"labelled as {name}", "relabel": f"relabelled as {name}"}.get(verb, "deleted")
    return f"{count:,} {what} in {count_words(done.articles, 'article')}."


def _find(
    project: Project,
    words: str,
    is_case_exact: bool,
    here: str,
    *,
    progress: Callable[[list[Place]], None],
    is_cancelled: IsCancelled,
) -> list[Place]:
    found: list[Place] = []
    pages = project.elsewhere.places(
        words, is_case_exact=is_case_exact, first=here, is_cancelled=is_cancelled
    )
    for page in pages:
        found += page
        progress(list(found))
        if len(found) >= SHOWN_AT_MOST:
            break
    return found[:SHOWN_AT_MOST]


def _change(
    project: Project,
    places: list[Place],
    verb: Verb,
    label: str,
    words: str,
    *,
    progress: Callable[[Progress], None],
    is_cancelled: IsCancelled,
) -> Everywhere:
    done, _ = project.elsewhere.change(
        places, verb, label, words, progress=progress, is_cancelled=is_cancelled
    )
    return done

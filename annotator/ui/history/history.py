"""Between the window of the history, the project and the text."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from annotator.messages import sentence
from annotator.model.errors import AnnotatorError, Cancelled
from annotator.project.timeline.blame import Blamed
from annotator.project.timeline.timeline import Restored
from annotator.settings.store import Settings
from annotator.ui.history.lines import Line, Lines, read_lines
from annotator.ui.history.past import Past, read_past
from annotator.ui.models.article_words import count_words, title_words_of
from annotator.ui.models.reading import read_project
from annotator.ui.session import Session
from annotator.ui.tasks import Task, run_task
from annotator.ui.text_view.text_view import TextView

if TYPE_CHECKING:
    from annotator.ui.history.dialog import HistoryDialog

_PAGE = 120
"""Acts read at once: some milliseconds."""
_LONG_PAGE = 1_000
"""The same on the way to a moment long ago."""


class History(QObject):
    """Opens the window, reads the timeline page by page and states one at a time."""

    def __init__(
        self, session: Session, view: TextView, settings: Settings, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._view = view
        self._settings = settings
        self.dialog: HistoryDialog | None = None
        self._before: int | None = None
        """Where the next page begins; None: there is none."""
        self._wanted: int | None = None
        """The act to go to as soon as it is read."""
        self._reading: Task | None = None
        self._looking: Task | None = None
        self._restoring: Task | None = None

    def open_article(self, seq: int | None = None) -> None:
        """Show the history of the open article, at an act (its number) or from its newest one."""
        self._open(seq, is_of_project=False)

    def open_project(self) -> None:
        """Show the history of the whole project."""
        self._open(None, is_of_project=True)

    def open_annotation(self) -> None:
        """Show the history of the article at the last act on the span or relation selected."""
        selection, document = self._session.selection, self._session.document
        asked = selection.relation or (selection.span if len(selection.spans) == 1 else None)
        if document is None or asked is None:
            self._session.said.emit("Select a span or a relation to see what made it.", False)
            return
        project = self._session.project
        read_project(
            project,
            lambda: project.timeline.blame(document.id, asked, is_for_me=True),
            owner=self,
            on_done=self._open_at_last,
            on_failed=self._tell_no_blame,
        )

    def _open_at_last(self, found: list[Blamed]) -> None:
        self.open_article(next((one.seq for one in found if one.seq is not None), None))

    def _tell_no_blame(self, error: Exception) -> None:
        if not isinstance(error, AnnotatorError):
            raise error
        self._session.refused.emit(sentence(error))

    def stop(self) -> None:
        """Let go of what is under way: the project is about to be closed."""
        for task in (self._reading, self._looking):
            if task is not None:
                task.cancel()
        self._reading = self._looking = None

    # ---- opening -------------------------------------------------------------------------

    def _open(self, seq: int | None, *, is_of_project: bool) -> None:
        if self.dialog is not None:
            return
        session = self._session
        from annotator.ui.history.dialog import HistoryDialog

        dialog = HistoryDialog(
            {one.id: one.name for one in session.project.annotators(with_second_times=True)},
            self._settings,
            self._view.window(),
            can_change=not session.project.is_read_only and session.project.me is not None,
        )
        self.dialog = dialog
        document = session.document
        dialog.open_article = document.id if document is not None else ""
        dialog.filters.begin(
            document.id if document is not None else None,
            title_words_of(document) if document is not None else "",
            is_of_project=is_of_project or document is None,
        )
        dialog.query_changed.connect(self._begin)
        dialog.more_requested.connect(self._read_more)
        dialog.line_chosen.connect(self._look)
        dialog.restore_requested.connect(self._restore)
        dialog.undo_requested.connect(self._undo)
        dialog.article_requested.connect(self._go)
        dialog.finished.connect(self._take_end)
        dialog.open()
        dialog.list.setFocus()
        self._begin(seq)

    def _take_end(self, _: int) -> None:
        self.stop()
        if self.dialog is not None:
            self.dialog.deleteLater()
            self.dialog = None

    # ---- the timeline --------------------------------------------------------------------

    def _begin(self, seq: int | None = None) -> None:
        """Read from the newest act on; go to one of them, or to the newest."""
        if self.dialog is None:
            return
        self.stop()
        self.dialog.model.clear()
        self.dialog.show_nothing()
        self._before, self._wanted = None, seq
        self._read(None, _LONG_PAGE if seq is not None else _PAGE)

    def _read_more(self) -> None:
        if self._reading is None and self._before is not None:
            self._read(self._before, _PAGE)

    def _read(self, before: int | None, count: int) -> None:
        assert self.dialog is not None, "it asks"
        project, query = self._session.project, self.dialog.filters.query
        self._reading = read_project(
            project,
            lambda progress, is_cancelled: read_lines(project, query, before, count, is_cancelled),
            owner=self,
            on_done=lambda lines: self._take_lines(lines, is_first=before is None),
            on_failed=self._take_failure,
            on_progress=lambda _: None,
        )

    def _take_lines(self, lines: Lines, *, is_first: bool) -> None:
        self._reading = None
        dialog = self.dialog
        if dialog is None:
            return
        dialog.model.add(lines.lines)
        self._before = lines.before
        wanted, oldest = self._wanted, dialog.model.oldest
        if wanted is not None and oldest is not None and oldest > wanted and lines.before:
            self._read(lines.before, _LONG_PAGE)
            return
        if wanted is not None or is_first:
            dialog.go_to(wanted)
        self._wanted = None
        if not dialog.model.rowCount():
            self._show_no_acts(dialog)

    def _show_no_acts(self, dialog: "HistoryDialog") -> None:
        dialog.past.show_nothing("")
        if dialog.filters.is_narrowed:
            dialog.show_nothing("No act fits.", "Show everybody's acts, of all kinds, of any day.")
        else:
            dialog.show_nothing(
                "Nothing has been done yet.", "Every act will be here, newest first."
            )

    # ---- the past ------------------------------------------------------------------------

    def _look(self, line: Line) -> None:
        """Read how the article was after an act; an older wish is dropped."""
        dialog = self.dialog
        if dialog is None:
            return
        if self._looking is not None:
            self._looking.cancel()
        document = line.document or dialog.filters.query.document
        if line.seq is None:
            dialog.past.show_nothing(
                "This was done in another file.",
                "How the article was there then is not in this project.",
            )
            return
        if document is None:
            dialog.past.show_nothing(
                "This act is about no one article.",
                "Choose “This article” above, or an act on an article, to see how it was.",
            )
            return
        project = self._session.project
        is_ordered = not dialog.past.shows_article(document)
        self._looking = read_project(
            project,
            lambda progress, is_cancelled: read_past(
                project, document, line, is_ordered=is_ordered, is_cancelled=is_cancelled
            ),
            owner=self,
            on_done=lambda past: self._show(past, line),
            on_failed=self._take_failure,
            on_progress=lambda _: None,
        )

    def _show(self, past: Past, line: Line) -> None:
        self._looking = None
        if self.dialog is not None and self.dialog.line == line:
            self.dialog.past.show_past(past, line)
            self.dialog.foresee()

    def _take_failure(self, error: Exception) -> None:
        if isinstance(error, Cancelled | RuntimeError):
            return  # nobody waits for it any more
        if not isinstance(error, AnnotatorError):
            raise error
        if self.dialog is not None:
            self.dialog.past.show_nothing("It cannot be shown.", sentence(error))

    # ---- putting back --------------------------------------------------------------------

    def _restore(self, chosen: list[str]) -> None:
        dialog = self.dialog
        past = dialog.past.past if dialog is not None else None
        if dialog is None or past is None or self._restoring is not None:
            return
        project = self._session.project
        self._restoring = run_task(
            project.timeline.restore,
            past.document.id,
            past.seq,
            chosen or None,
            owner=self,
            on_done=self._tell_restored,
            on_failed=self._fail_to_restore,
        )

    def _tell_restored(self, done: Restored) -> None:
        self._restoring = None
        words = restored_words(done)
        is_done = not done.changes.is_empty
        self._session.said.emit(words, is_done)
        if self.dialog is not None:
            self._begin(None)
            self.dialog.say(words, can_undo=is_done)

    def _fail_to_restore(self, error: Exception) -> None:
        self._restoring = None
        if not isinstance(error, AnnotatorError):
            raise error
        if self.dialog is not None:
            self.dialog.say(sentence(error))

    def _undo(self) -> None:
        if (
            self._restoring is None
            and self.dialog is not None
            and self.dialog.undo_button.isVisible()
        ):
            self._session.undo(self._show_undone)

    def _show_undone(self) -> None:
        if self.dialog is not None:
            self._begin(None)
            self.dialog.say("Taken back.")

    def _go(self, document: str) -> None:
        if self.dialog is not None:
            self.dialog.accept()
        self._session.open_then(document, self._view.setFocus)


def restored_words(done: Restored) -> str:
    """Return what was put back, and what was not, in a sentence or two."""
    plan = done.plan
    if plan.is_empty:
        words = "Nothing to put back: it is as it was then."
    else:
        words = f"Put back what was there then: {count_words(len(plan.edit.edits), 'change')}."
    if plan.left:
        words += f" {count_words(len(plan.left), 'annotation')} stayed: the label is gone."
    if plan.unlinked:
        words += f" {count_words(plan.unlinked, 'link')} left out: the entity is gone."
    return words

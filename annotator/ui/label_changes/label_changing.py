"""Changing labels: between the window that chooses and the project, off the GUI thread."""

from threading import Event

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget

from annotator.messages import sentence
from annotator.model.changes import Changes
from annotator.model.errors import AnnotatorError, Cancelled
from annotator.project.label_changes.change import LabelChange
from annotator.project.label_changes.counting import LabelPreview
from annotator.project.project import Project
from annotator.project.rows import IsCancelled, Progress, ReportProgress
from annotator.ui.label_changes.choice import Verb, change_of, done_words, missing_words
from annotator.ui.label_changes.dialog import LabelChangeDialog
from annotator.ui.session import Session
from annotator.ui.tasks import Task, run_task

_PAUSE = 200
"""Milliseconds after the last key before it is counted."""


def open_change(
    session: Session, parent: QWidget, label: str = "", verb: Verb = "rename"
) -> LabelChangeDialog:
    """Open the window that changes a label or attribute (id; empty: the first), with what is to be
    done to it chosen already."""
    dialog = LabelChangeDialog(session.project.label_set, label, verb, parent)
    LabelChanging(session, dialog)
    dialog.open()
    dialog.labels.setFocus()
    return dialog


class LabelChanging(QObject):
    """Counts what the change that is chosen would do, and does it; lives as long as the window."""

    def __init__(self, session: Session, dialog: LabelChangeDialog) -> None:
        super().__init__(dialog)
        self._session, self._dialog = session, dialog
        self._label_set = session.project.label_set
        self._counting: Task | None = None
        self._stop = Event()
        """Set: what is being done shall stop. The task itself is not cancelled, so that its end is
        told whether it could still stop or not."""
        self._previewed: tuple[LabelChange, LabelPreview] | None = None
        self._is_changing = False
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE)
        self._pause.timeout.connect(self._count)
        dialog.choice_changed.connect(self._begin_anew)
        dialog.change_requested.connect(self._do)
        dialog.finished.connect(self._close)
        self._begin_anew()

    # ---- counting ------------------------------------------------------------------------

    def _begin_anew(self) -> None:
        """Something else is chosen: what was counted for another change is not shown any more."""
        self._drop_counting()
        self._previewed = None
        self._dialog.forget()
        if self._session.project.is_read_only:
            self._dialog.say("This project can only be read.")
        elif not self._dialog.label:
            self._dialog.say("This project has no labels yet.")
        elif self._change() is None:
            self._dialog.say(missing_words(self._dialog.verb))
        else:
            self._dialog.say("Counting…")
            self._pause.start()

    def _change(self) -> LabelChange | None:
        return change_of(self._dialog.choice(), self._label_set)

    def _count(self) -> None:
        change = self._change()
        if change is None:
            return
        self._counting = run_task(
            _preview,
            self._session.project,
            change,
            owner=self,
            on_done=lambda preview: self._show(change, preview),
            on_failed=self._take_failure,
            on_progress=self._show_progress,
        )

    def _show(self, change: LabelChange, preview: LabelPreview) -> None:
        self._counting = None
        self._previewed = (change, preview)
        self._dialog.show_preview(preview)

    def _show_progress(self, progress: Progress) -> None:
        what = "Changing" if self._is_changing else "Counting"
        self._dialog.say(f"{what}: {progress.done:,} of {progress.total:,} articles…")

    def _take_failure(self, error: Exception) -> None:
        if isinstance(error, Cancelled):
            return  # nobody waits for it any more
        if not isinstance(error, AnnotatorError):
            raise error
        self._counting = None
        self._dialog.say(sentence(error), is_bad=True)

    def _drop_counting(self) -> None:
        self._pause.stop()
        if self._counting is not None:
            self._counting.cancel()
            self._counting = None

    # ---- doing ---------------------------------------------------------------------------

    def _do(self) -> None:
        if self._previewed is None or self._is_changing:
            return
        change, preview = self._previewed
        self._is_changing = True
        self._dialog.be_busy(True)
        self._dialog.say("Changing…")
        run_task(
            _change,
            self._session.project,
            change,
            self._stop,
            owner=self._session,
            on_done=lambda changes: self._end(change, preview, changes),
            on_failed=self._fail,
            on_progress=self._show_change,
        )

    def _show_change(self, progress: Progress) -> None:
        if not self._stop.is_set():
            self._show_progress(progress)

    def _end(self, change: LabelChange, preview: LabelPreview, changes: Changes) -> None:
        # Where nothing fitted there is no act, and Undo would take back the one before.
        words = done_words(change, self._label_set, preview)
        if changes.is_empty:
            self._session.said.emit(words, False)
        else:
            left = sum(number for number in preview.invalid.values() if number > 0)
            self._session.said_of_labels.emit(words, left)
        if not self._stop.is_set():
            self._dialog.accept()

    def _fail(self, error: Exception) -> None:
        self._is_changing = False
        if self._stop.is_set():
            if not isinstance(error, Cancelled):
                self._session.refused.emit(_words_of(error))
            return
        self._dialog.be_busy(False)
        self._dialog.say(_words_of(error), is_bad=True)

    def _close(self) -> None:
        self._drop_counting()
        self._stop.set()
        self._dialog.deleteLater()


def _words_of(error: Exception) -> str:
    if not isinstance(error, AnnotatorError):
        raise error
    return sentence(error)


def _preview(
    project: Project,
    change: LabelChange,
    *,
    progress: ReportProgress,
    is_cancelled: IsCancelled,
) -> LabelPreview:
    return project.labels.preview(
        change, is_for_me=True, progress=progress, is_cancelled=is_cancelled
    )


def _change(
    project: Project,
    change: LabelChange,
    stop: Event,
    *,
    progress: ReportProgress,
    is_cancelled: IsCancelled,
) -> Changes:
    return project.labels.change(
        change, progress=progress, is_cancelled=lambda: stop.is_set() or is_cancelled()
    )

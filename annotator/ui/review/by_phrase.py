"""By phrase: between the dialog, the project and the text."""

from collections.abc import Callable

from PySide6.QtCore import QObject

from annotator.messages import sentence
from annotator.model.errors import AnnotatorError, Cancelled
from annotator.model.span import Span
from annotator.project.phrasing import Found
from annotator.project.project import Project
from annotator.project.rows import IsCancelled, Progress, ReportProgress
from annotator.review.phrases import Occurrence, Phrase
from annotator.ui.hints import counted
from annotator.ui.review.phrase_dialog import PhraseDialog
from annotator.ui.review.reviewing import Reviewing
from annotator.ui.review.rows import names_of
from annotator.ui.session import Session
from annotator.ui.tasks import Task, run_task
from annotator.ui.text_view.text_view import TextView

SHOWN_AT_MOST = 5000
"""Occurrences listed: nobody looks through more before settling them."""


class ByPhrase(QObject):
    """Looks for a phrase, settles what is ticked in one act, goes where one wants to look."""

    def __init__(
        self,
        session: Session,
        reviewing: Reviewing,
        view: TextView,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._reviewing = reviewing
        self._view = view
        self._task: Task | None = None
        self._query = ("", False)
        self._place = 0
        """The row of the list that one went from."""
        self.dialog: PhraseDialog | None = None

    def open(self) -> None:
        """Open the list for the selected words, the span of the case one is at, or none."""
        words = self._words()
        is_again = not words or words == self._query[0]
        self._open(self._query[0] if is_again else words)

    def open_list(self) -> None:
        """Open the list of phrases that are not labelled alike."""
        self._open("")

    def stop(self) -> None:
        """Look no further: the project is about to be closed."""
        if self._task is not None:
            self._task.cancel()
            self._task = None

    # ---- inside

    def _words(self) -> str:
        selection, case = self._view.selection, self._reviewing.case
        if selection.text is not None:
            return self._view.text[slice(*selection.text)]
        span = self._view.index.spans.get(selection.span or "")
        if span is None and case is not None:
            said = case.difference.first or case.difference.second
            span = said if isinstance(said, Span) else None
        return span.covered_text(self._view.text) if span is not None else ""

    def _open(self, words: str) -> None:
        project = self._session.project
        dialog = PhraseDialog(self._session.label_set, names_of(project), self._view.window())
        self.dialog = dialog
        dialog.match_case.setChecked(self._query[1])
        dialog.phrases_requested.connect(self._list_phrases)
        dialog.search_requested.connect(self._search)
        dialog.settle_requested.connect(self._settle)
        dialog.place_requested.connect(self._go)
        dialog.undo_requested.connect(self._undo)
        dialog.finished.connect(self._close)
        dialog.open()
        dialog.begin(words)

    def _close(self) -> None:
        self.stop()
        if self.dialog is not None:
            self.dialog.deleteLater()
            self.dialog = None
        self._view.setFocus()

    def _list_phrases(self) -> None:
        self._run(_list_phrases, on_done=self._show_phrases, on_progress=self._show_progress)

    def _search(self, words: str, is_case_exact: bool) -> None:
        self._place = self._place if (words, is_case_exact) == self._query else 0
        self._query = (words, is_case_exact)
        self._run(
            _find,
            words,
            is_case_exact,
            on_done=lambda found: self._show_found(found, is_all=True),
            on_progress=lambda found: self._show_found(found, is_all=False),
        )

    def _run(
        self,
        function: Callable[..., object],
        *args: object,
        on_done: Callable[..., None],
        on_progress: Callable[..., None],
    ) -> None:
        self.stop()
        if self.dialog is not None:
            self.dialog.say("Looking…")
        self._task = run_task(
            function,
            self._session.project,
            *args,
            owner=self,
            on_done=on_done,
            on_failed=self._take_failure,
            on_progress=on_progress,
        )

    def _show_progress(self, progress: Progress) -> None:
        if self.dialog is not None and progress.total:
            self.dialog.say(f"Looking… {progress.done / progress.total:.0%}")

    def _show_phrases(self, phrases: list[Phrase]) -> None:
        self._task = None
        if self.dialog is not None:
            self.dialog.show_phrases(phrases)

    def _show_found(self, found: list[Found], *, is_all: bool) -> None:
        if self.dialog is not None:
            self.dialog.show_found(found, is_all=is_all)
            if is_all:
                self._task = None
                self.dialog.occurrences.go_to(self._place)

    def _take_failure(self, error: Exception) -> None:
        if isinstance(error, Cancelled | RuntimeError):
            return  # nobody waits for it any more
        if not isinstance(error, AnnotatorError):
            raise error
        if self.dialog is not None:
            self.dialog.say(sentence(error))

    # ---- acts

    def _settle(self, occurrences: list[Occurrence], label: str | None) -> None:
        review = self._session.project.review
        changes = self._session.attempt(lambda: review.settle_occurrences(occurrences, label))
        if changes is None or self.dialog is None:
            return
        done = len(
            {one.document + str(one.covered) for one in occurrences if not one.is_settled_as(label)}
        )
        words = f"Settled {counted(done, 'occurrence')}"
        so_already = len(occurrences) - done
        words += f"; {so_already:,} were so already" if so_already else ""
        self._session.said.emit(f"{words}.", True)
        self._again()

    def _undo(self) -> None:
        self._session.undo(self._again)

    def _again(self) -> None:
        """Show what is so now; one stays at the same row."""
        if self.dialog is not None:
            self._place = max(0, self.dialog.occurrences.current)
            self.dialog.begin(self.dialog.phrase.text())

    def _go(self, found: Found) -> None:
        if self.dialog is None:
            return
        self._place = self.dialog.occurrences.current
        occurrence = found.occurrence
        self.dialog.accept()
        self._session.open_then(occurrence.document, lambda: self._show(occurrence))

    def _show(self, occurrence: Occurrence) -> None:
        if occurrence.place is not None:
            self._reviewing.go_to_one_of(occurrence.place.ids)
        self._view.selection.select_text(*occurrence.covered)
        self._view.reveal(occurrence.covered[0])
        self._view.setFocus()


def _find(
    project: Project,
    words: str,
    is_case_exact: bool,
    *,
    progress: Callable[[list[Found]], None],
    is_cancelled: IsCancelled,
) -> list[Found]:
    found: list[Found] = []
    pages = project.review.occurrences(
        words, is_case_exact=is_case_exact, is_for_me=True, is_cancelled=is_cancelled
    )
    for page in pages:
        found += page
        progress(list(found))
        if len(found) >= SHOWN_AT_MOST:
            break
    return found[:SHOWN_AT_MOST]


def _list_phrases(
    project: Project, *, progress: ReportProgress, is_cancelled: IsCancelled
) -> list[Phrase]:
    return project.review.phrases(is_for_me=True, progress=progress, is_cancelled=is_cancelled)

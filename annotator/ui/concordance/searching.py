"""Finding in all articles: between the window of the search, the project and the text."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from annotator.messages import sentence
from annotator.model.errors import AnnotatorError, Cancelled
from annotator.project.corpus_search import CorpusQuery, Hit
from annotator.project.everywhere import Everywhere
from annotator.project.project import Project
from annotator.project.rows import IsCancelled, Progress
from annotator.ui.concordance.model import ConcordanceModel
from annotator.ui.models.article_words import count_words
from annotator.ui.session import Session
from annotator.ui.tasks import Task, run_task
from annotator.ui.text_view.text_view import TextView

if TYPE_CHECKING:
    from annotator.ui.concordance.dialog import ConcordanceDialog

SHOWN_AT_MOST = 10_000
"""Hits listed: nobody looks through more."""
_PAUSE = 120
"""Milliseconds after the last key before it is looked for."""
_LONGEST_WORDS = 80
"""Selected text that is longer is not what one looks for."""


class Searching(QObject):
    """Keeps question, hits and place, so that one comes back to where one was."""

    def __init__(self, session: Session, view: TextView, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session, self._view = session, view
        self._query = CorpusQuery()
        self._row = -1
        self._is_answered = False
        self._search: Task | None = None
        self._index: Task | None = None
        self._labelling: Task | None = None
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE)
        self._pause.timeout.connect(self._look)
        self.model = ConcordanceModel(session.label_set, self)
        self.dialog: ConcordanceDialog | None = None

    def open(self) -> None:
        """Open the window with the selected words, or as it was left."""
        project = self._session.project
        from annotator.ui.concordance.dialog import ConcordanceDialog

        dialog = ConcordanceDialog(
            self._session.label_set,
            project.annotators(),
            self.model,
            self._view.window(),
            can_label=project.me is not None and not project.is_read_only,
        )
        self.dialog = dialog
        words = self._selected()
        is_again = not words or words == self._query.words
        dialog.show_query(self._query if is_again else CorpusQuery(words))
        dialog.query_changed.connect(self._pause.start)
        dialog.place_requested.connect(self._go)
        dialog.label_requested.connect(self._label)
        dialog.undo_requested.connect(self._undo)
        dialog.finished.connect(self._close)
        dialog.open()
        dialog.words.selectAll()
        dialog.words.setFocus()
        self._begin_index()
        if is_again and self._is_answered:
            self._tell(is_all=True)
            dialog.go_to_row(self._row)
        else:
            self._look()

    def stop(self) -> None:
        """Look no further, and close the window: the project is about to be closed."""
        if self.dialog is not None:
            self.dialog.reject()
        self._pause.stop()
        for task in (self._search, self._index):
            if task is not None:
                task.cancel()
        self._search = self._index = None

    # ---- inside

    def _selected(self) -> str:
        selection = self._view.selection
        span = self._view.index.spans.get(selection.span or "")
        words = ""
        if selection.text is not None:
            words = self._view.text[slice(*selection.text)]
        elif span is not None:
            words = span.covered_text(self._view.text)
        return " ".join(words.split()) if len(words) <= _LONGEST_WORDS else ""

    def _close(self) -> None:
        dialog, self.dialog = self.dialog, None
        self.stop()
        if dialog is not None:
            dialog.let_go()
            dialog.deleteLater()
        self._view.setFocus()

    def _begin_index(self) -> None:
        """What has come in since the last search is put into the index beside."""
        if self._index is None and not self._session.project.is_read_only:
            self._index = run_task(
                _index, self._session.project, owner=self, on_done=self._end_index,
                on_failed=self._take_failure, on_progress=self._show_indexing,
            )  # fmt: skip

    def _end_index(self, _: object) -> None:
        self._index = None
        self._tell(is_all=self._search is None)

    def _show_indexing(self, progress: Progress) -> None:
        if self.dialog is not None and self._search is None and not self.model.rowCount():
            self.dialog.say(f"Reading {progress.total:,} articles for the first time…")

    def _look(self) -> None:
        if self.dialog is None:
            return
        self._pause.stop()
        if self._search is not None:
            self._search.cancel()
        self._query, self._row, self._is_answered = self.dialog.query(), -1, False
        self.model.forget()
        self.model.order = "project"
        self._search = run_task(
            _find,
            self._session.project,
            self._query,
            owner=self,
            on_done=lambda found: self._show(found, is_all=True),
            on_failed=self._take_failure,
            on_progress=lambda found: self._show(found, is_all=False),
        )

    def _show(self, found: list[Hit], *, is_all: bool) -> None:
        self.model.add(found[self.model.rowCount() :])
        if is_all:
            self._search, self._is_answered = None, True
        self._tell(is_all=is_all)

    def _tell(self, *, is_all: bool) -> None:
        if self.dialog is None:
            return
        count = self.model.rowCount()
        self.dialog.go_button.setEnabled(bool(count))
        if not count:
            asked = self._query.words or self._query.wants_spans
            self.dialog.say("Nothing found." if is_all and asked else "")
            return
        articles = len({one.document for one in self.model.hits})
        words = f"{count_words(count, 'hit')} in {count_words(articles, 'article')}"
        if count >= SHOWN_AT_MOST:
            words = f"The first {words}"
        self.dialog.say(words if is_all else f"{words} …")

    def _take_failure(self, error: Exception) -> None:
        if isinstance(error, Cancelled | RuntimeError):
            return  # nobody waits for it any more
        if not isinstance(error, AnnotatorError):
            raise error
        self._search = None
        if self.dialog is not None:
            self.dialog.say(sentence(error))

    # ---- labelling ------------------------------------------------------------------------

    def _label(self, hits: list[Hit], label: str | None) -> None:
        """Label what is ticked, off the GUI thread: it may be a thousand articles."""
        if self._labelling is not None:
            return
        words = self._query.words or "what is found"
        self._labelling = run_task(
            _label_everywhere,
            self._session.project,
            hits,
            label,
            words,
            owner=self,
            on_done=self._end_labelling,
            on_failed=self._fail_to_label,
            on_progress=lambda progress: None,
        )
        if self.dialog is not None:
            self.dialog.say("Labelling…")

    def _end_labelling(self, done: Everywhere) -> None:
        self._labelling = None
        self._session.said.emit(_done_words(done), True)
        self._look()

    def _fail_to_label(self, error: Exception) -> None:
        self._labelling = None
        self._take_failure(error)

    def _undo(self) -> None:
        self._session.undo(self._look)

    def _go(self, hit: Hit) -> None:
        if self.dialog is None:
            return
        self._row = max(0, self.dialog.row)
        self.dialog.accept()
        self._session.open_then(hit.document, lambda: self._show_hit(hit))

    def _show_hit(self, hit: Hit) -> None:
        self._view.selection.select_text(hit.start, hit.end)
        self._view.reveal(hit.start)
        self._view.setFocus()


def _find(
    project: Project,
    query: CorpusQuery,
    *,
    progress: Callable[[list[Hit]], None],
    is_cancelled: IsCancelled,
) -> list[Hit]:
    found: list[Hit] = []
    for page in project.search.hits(query, is_for_me=True, is_cancelled=is_cancelled):
        found += page
        progress(list(found))
        if len(found) >= SHOWN_AT_MOST:
            break
    return found[:SHOWN_AT_MOST]


def _label_everywhere(
    project: Project,
    hits: list[Hit],
    label: str | None,
    words: str,
    *,
    progress: Callable[[Progress], None],
    is_cancelled: IsCancelled,
) -> Everywhere:
    done, _ = project.search.label_everywhere(
        hits, label, words, progress=progress, is_cancelled=is_cancelled
    )
    return done


def _done_words(done: Everywhere) -> str:
    """Return in one line what labelling everywhere did."""
    parts = [
        f"{verb} {count_words(count, 'span')}"
        for verb, count in (
            ("labelled", done.added),
            ("relabelled", done.relabelled),
            ("deleted", done.removed),
        )
        if count
    ]
    if not parts:
        return "All of it is so already."
    where = count_words(done.articles, "article")
    words = f"{', '.join(parts)} in {where}. Undo takes it back."
    return words[0].upper() + words[1:]


def _index(
    project: Project, *, progress: Callable[[Progress], None], is_cancelled: IsCancelled
) -> None:
    project.search.index(progress, is_cancelled)

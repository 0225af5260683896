"""What the status bar shows: follows a session and the focus."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from annotator.messages import sentence
from annotator.model.changes import Changes
from annotator.model.errors import AnnotatorError
from annotator.ui.hints import (
    article_counts,
    hint_for,
    inbox_hint,
    overview_hint,
    project_progress,
    read_only_words,
    review_hint,
)
from annotator.ui.models.article_words import count_words
from annotator.ui.widgets.status_bar import StatusBar

if TYPE_CHECKING:
    from annotator.ui.main_window import MainWindow
    from annotator.ui.session import Session

SAVING_SHOWS_AFTER = 150
"""Milliseconds that a commit may take before "Saving…" is shown: quicker ones would flicker."""


class Status(QObject):
    """Keeps the bar true."""

    def __init__(self, bar: StatusBar, window: "MainWindow") -> None:
        super().__init__(window)
        self._bar = bar
        self._window = window
        self._session: Session | None = None
        self._slow = QTimer(self)
        self._slow.setSingleShot(True)
        self._slow.setInterval(SAVING_SHOWS_AFTER)
        self._slow.timeout.connect(self._show_saving)

    def follow(self, session: "Session | None") -> None:
        """Show what happens in this session from now on."""
        self._slow.stop()
        self._session = session
        self._bar.clear_message()
        if session is None:
            return
        session.changed.connect(self._take_changes)
        session.saved.connect(self._take_saved)
        session.saving_failed.connect(self._take_failure)
        session.refused.connect(self._show_refusal)
        session.said.connect(self._show_message)
        session.offered.connect(self._show_offer)
        session.said_of_labels.connect(self._show_label_change)
        session.document_opened.connect(self.show_counts)
        session.annotator_changed.connect(self.show_counts)
        if self._window.page is not None:
            self._window.page.articles.model.counts_loaded.connect(self.show_counts)
        session.selection.changed.connect(self.show_focus)
        if session.project.is_read_only:
            project = session.project
            self._bar.show_read_only(read_only_words(project.read_only_reason, project.holder))
        else:
            self._bar.show_saved()
        self.show_counts()

    def show_counts(self, *_: object) -> None:
        """Show what is in the article and how far the project is, as the list has counted it."""
        session = self._session
        if session is None:
            return
        page = self._window.page
        counts = {} if page is None else page.articles.model.counts
        self._bar.show_counts(self._article_counts(session), project_progress(counts))

    def show_article_counts(self) -> None:
        """Count again what is in the article."""
        if self._session is not None:
            self._bar.show_article_counts(self._article_counts(self._session))

    def _article_counts(self, session: "Session") -> str:
        page = self._window.page
        if self._window.place != "annotate":
            return ""
        hidden = 0 if page is None else page.look.hidden_count(session.label_set)
        return article_counts(session.annotation_set, hidden)

    def show_focus(self, *_: object) -> None:
        """Show the hint that fits the focus and what is selected."""
        session, page = self._session, self._window.page
        if session is None or page is None:
            return
        review = self._window.review_page
        if review is not None and self._window.place == "review":
            self._bar.show_hint(
                review_hint(
                    has_case=review.reviewing.case is not None,
                    has_article=session.document is not None,
                    is_settled=not review.reviewing.open_count,
                    is_editing=review.proposal is not None,
                    is_in_text=review.is_in_text(),
                    shown_key=self._window.shown_key,
                )
            )
            return
        if self._window.place == "overview":
            self._bar.show_hint(overview_hint(shown_key=self._window.shown_key))
            return
        if page.side.has_focus():
            has_row = page.side.inbox.told is not None
            self._bar.show_hint(inbox_hint(has_row=has_row, shown_key=self._window.shown_key))
            return
        hint = hint_for(
            session.selection,
            has_article=session.document is not None,
            is_in_article=page.is_in_text(),
            suggested=page.suggestions.words_here(),
            shown_key=self._window.shown_key,
        )
        self._bar.show_hint(hint)

    def _take_changes(self, changes: Changes, origin: object) -> None:
        if not self._slow.isActive():
            self._slow.start()
        if self._session is None:
            return
        self.show_article_counts()
        self._bar.clear_message()

    def _take_saved(self, unsaved: int) -> None:
        if unsaved == 0:
            self._slow.stop()
            self._bar.show_saved()

    def _show_saving(self) -> None:
        if self._session is not None and self._session.project.unsaved:
            self._bar.show_saving()

    def _take_failure(self, error: AnnotatorError, unsaved: int) -> None:
        self._slow.stop()
        self._bar.show()  # also where the text alone is shown
        self._bar.show_not_saved(sentence(error), unsaved)

    def _show_refusal(self, words: str) -> None:
        self._bar.show_message(words, is_refusal=True)

    def _show_offer(self, words: str, door: str, action: str) -> None:
        self._bar.show_message(words, door=(door, action))

    def _show_message(self, words: str, can_undo: bool) -> None:
        self._bar.show_message(words, can_undo=can_undo)

    def _show_label_change(self, words: str, left: int) -> None:
        if left:
            verb = "is" if left == 1 else "are"
            words = f"{words} {count_words(left, 'place')} {verb} not allowed any more."
        self._bar.show_message(words, can_undo=True, has_left=left > 0)

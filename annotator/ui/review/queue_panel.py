"""The right side of the review: the queue of cases, figures, progress, and the discussion."""

from collections.abc import Callable

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from annotator.review.queue import CaseFilter
from annotator.ui.hints import counted
from annotator.ui.panels.discussion import Discussion
from annotator.ui.panels.plain_text import PlainLabel
from annotator.ui.panels.section import Heading
from annotator.ui.review.case_list import CaseList
from annotator.ui.review.deciding import Deciding
from annotator.ui.review.figures import Figures
from annotator.ui.review.queue import Queue, Scope
from annotator.ui.review.queue_bar import QueueBar
from annotator.ui.review.queue_model import QueueModel
from annotator.ui.review.review_progress import ReviewProgress
from annotator.ui.review.reviewing import Reviewing
from annotator.ui.review.said_row import SaidRow
from annotator.ui.review.survey import Survey
from annotator.ui.session import Session

_EDGE = 14
_LOW = 680
"""Pixels of height below which there is no room for every number."""


class QueuePanel(QWidget):
    """Shows where a review stands; a click on a card goes to its case."""

    leave_requested = Signal()
    """The hand wants back into the text."""

    def __init__(
        self,
        session: Session,
        reviewing: Reviewing,
        deciding: Deciding,
        survey: Survey,
        queue: Queue,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._reviewing = reviewing
        self._deciding = deciding
        self._queue = queue
        self.setAccessibleName("Review")
        self.heading = Heading("Differences", self)
        self.bar = QueueBar(session, queue)
        self.model = QueueModel(queue, self)
        self.view = CaseList(self.model)
        self.nothing = PlainLabel("", self, tone="muted")
        self.said = SaidRow(reviewing, deciding)
        self.figures = Figures(reviewing)
        self.progress = ReviewProgress(survey)
        self.discussion = Discussion()
        self._discussed = Heading("Discussion", self)
        self._arrange()
        self.view.clicked.connect(self._choose)
        self.discussion.leave_requested.connect(self.leave_requested)
        self.discussion.remark_requested.connect(self._remark)
        self.said.leave_requested.connect(self.leave_requested)
        self.figures.cases_requested.connect(lambda wanted: self._want(wanted, "article"))
        self.progress.cases_requested.connect(lambda wanted: self._want(wanted, "project"))
        reviewing.cases_changed.connect(self._show_discussion)
        reviewing.current_changed.connect(self._take_current)
        queue.changed.connect(self._show)
        queue.current_changed.connect(self.view.show_current)
        self._show()

    def show_keys(self, shown_key: Callable[[str], str]) -> None:
        """Show the keys that actions (ids) have now."""
        self.view.cards.shown_key = shown_key
        self.view.scheduleDelayedItemsLayout()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Cards come before numbers where the window is low."""
        super().resizeEvent(event)
        self.figures.show_few(self.height() < _LOW)

    def _arrange(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(_EDGE, 14, _EDGE, 14)
        layout.setSpacing(10)
        layout.addWidget(self.heading)
        layout.addWidget(self.bar)
        layout.addWidget(self.nothing)
        layout.addWidget(self.view, 1)
        layout.addWidget(self.said)
        layout.addWidget(self.figures)
        layout.addWidget(self.progress)
        layout.addWidget(self._discussed)
        layout.addWidget(self.discussion)

    def _show(self) -> None:
        self.heading.setText(self._heading().upper())
        is_empty = self.model.rowCount() == 0
        self.view.setVisible(not is_empty)
        self.nothing.setVisible(is_empty)
        if is_empty:
            self.nothing.setText(self._why_empty())
        self.view.show_current()

    def _heading(self) -> str:
        queue, reviewing = self._queue, self._reviewing
        if not queue.wanted.is_everything:
            open_count = sum(one.is_open for one in queue.rows)
            return _counts(len(queue.rows), open_count, "case")
        if queue.scope == "article":
            return _counts(reviewing.total, reviewing.open_count, "difference")
        standings = [one.standing for one in queue.articles if one.standing.differences]
        total, waiting = (
            sum(column)
            for column in ((one.differences for one in standings), (one.open for one in standings))
        )
        return _counts(total, waiting, "difference")

    def _why_empty(self) -> str:
        reviewing, queue = self._reviewing, self._queue
        if not queue.wanted.is_everything:
            return "Nothing is as the filter wants it."
        if queue.scope == "project":
            return "No article has been read yet on which they differ."
        if reviewing.closed is not None:
            return "Labels on this article are not shown yet."
        if reviewing.pairing is None:
            return "Nobody has labelled this article yet, so there is nothing to review."
        first, second = reviewing.names
        if reviewing.pairing.is_everybody:
            return "All agree on everything here."
        if reviewing.pairing.is_alone:
            return f"{first} has labelled nothing here."
        return f"{first} and {second} agree on everything here."

    def _want(self, wanted: CaseFilter, scope: Scope) -> None:
        self._queue.set_scope(scope)
        self._queue.set_wanted(wanted)
        self.leave_requested.emit()

    def _remark(self, text: str, is_closing: bool) -> None:
        self._deciding.remark(text, is_closing=is_closing)

    def _take_current(self) -> None:
        self.discussion.reply.clear()
        self._show_discussion()

    def _show_discussion(self) -> None:
        for widget in (self._discussed, self.discussion):
            widget.setVisible(self._reviewing.current is not None)
        self.discussion.show_thread(self._reviewing.remarks(), self._reviewing.name_of)

    def _choose(self, index: QModelIndex) -> None:
        self._queue.go_to(index.row())
        self.leave_requested.emit()


def _counts(total: int, open_count: int, noun: str) -> str:
    words = counted(total, noun)
    if total:
        words += f" · {open_count:,} open" if open_count else " · all settled"
    return words

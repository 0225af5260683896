"""The right side of the review: the queue of cases, figures, progress, and the discussion."""

from collections.abc import Callable

from PySide6.QtCore import QModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QVBoxLayout, QWidget

from annotator.ui.hints import counted
from annotator.ui.panels.discussion import Discussion
from annotator.ui.panels.plain_text import PlainLabel
from annotator.ui.panels.section import Heading
from annotator.ui.review.case_delegate import CaseDelegate
from annotator.ui.review.figures import Figures
from annotator.ui.review.queue_model import QueueModel
from annotator.ui.review.review_progress import ReviewProgress
from annotator.ui.review.reviewing import Reviewing
from annotator.ui.review.said_row import SaidRow

_EDGE = 14


class QueueView(QListView):
    """Cards below each other; the keyboard stays in the text."""

    def __init__(self, cards: CaseDelegate, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.cards = cards
        cards.setParent(self)
        self.setItemDelegate(self.cards)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.setAccessibleName("Differences")
        self.viewport().setAutoFillBackground(False)

    def minimumSizeHint(self) -> QSize:
        """A card or two can always be seen."""
        return QSize(0, 150)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lines break elsewhere at another width."""
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()


class QueuePanel(QWidget):
    """Shows where a review stands; a click on a card goes to its case."""

    leave_requested = Signal()
    """The hand wants back into the text."""

    def __init__(self, reviewing: Reviewing, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._reviewing = reviewing
        self.setAccessibleName("Review")
        self.heading = Heading("Differences", self)
        self.model = QueueModel(reviewing, self)
        self.view = QueueView(CaseDelegate(), self)
        self.view.setModel(self.model)
        self.nothing = PlainLabel("", self, tone="muted")
        self.said = SaidRow(reviewing)
        self.figures = Figures(reviewing)
        self.progress = ReviewProgress(reviewing)
        self.discussion = Discussion()
        self._discussed = Heading("Discussion", self)
        self._arrange()
        self.view.clicked.connect(self._choose)
        self.discussion.leave_requested.connect(self.leave_requested)
        self.discussion.remark_requested.connect(self._remark)
        self.said.leave_requested.connect(self.leave_requested)
        reviewing.pairing_changed.connect(self._show)
        reviewing.cases_changed.connect(self._show)
        reviewing.current_changed.connect(self._take_current)
        self._show()

    def show_keys(self, shown_key: Callable[[str], str]) -> None:
        """Show the keys that actions (ids) have now."""
        self.view.cards.shown_key = shown_key
        self.view.scheduleDelayedItemsLayout()

    def _arrange(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(_EDGE, 14, _EDGE, 14)
        layout.setSpacing(10)
        layout.addWidget(self.heading)
        layout.addWidget(self.nothing)
        layout.addWidget(self.view, 1)
        layout.addWidget(self.said)
        layout.addWidget(self.figures)
        layout.addWidget(self.progress)
        layout.addWidget(self._discussed)
        layout.addWidget(self.discussion)

    def _show(self) -> None:
        reviewing = self._reviewing
        count, open_count = reviewing.total, reviewing.open_count
        words = counted(count, "difference")
        if count:
            words += f" · {open_count:,} open" if open_count else " · all settled"
        self.heading.setText(words.upper())
        is_empty = self.model.rowCount() == 0
        self.view.setVisible(not is_empty)
        self.nothing.setVisible(is_empty)
        self.nothing.setText(self._why_empty())
        self._show_current()

    def _why_empty(self) -> str:
        reviewing = self._reviewing
        if reviewing.closed is not None:
            return "Labels on this article are not shown yet."
        if reviewing.pairing is None:
            return "Nobody has labelled this article yet, so there is nothing to review."
        first, second = reviewing.names
        if reviewing.pairing.is_alone:
            return f"{first} has labelled nothing here."
        return f"{first} and {second} agree on everything here."

    def _remark(self, text: str, is_closing: bool) -> None:
        self._reviewing.remark(text, is_closing=is_closing)

    def _take_current(self) -> None:
        self.discussion.reply.clear()
        self._show_current()

    def _show_current(self) -> None:
        self._show_discussion()
        current = self._reviewing.current
        if current is not None:
            self.view.doItemsLayout()
            self.view.scrollTo(self.model.index(current))

    def _show_discussion(self) -> None:
        for widget in (self._discussed, self.discussion):
            widget.setVisible(self._reviewing.current is not None)
        self.discussion.show_thread(self._reviewing.remarks(), self._reviewing.name_of)

    def _choose(self, index: QModelIndex) -> None:
        self._reviewing.go_to(index.row())
        self.leave_requested.emit()

"""What stands above the queue: of the article or the project, in which order, which cases."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QWidget

from annotator.ui.panels.filter_chips import FilterChip
from annotator.ui.panels.flow_layout import FlowLayout
from annotator.ui.panels.plain_text import plain_tooltip
from annotator.ui.review.filter_words import filter_words
from annotator.ui.review.queue import Queue
from annotator.ui.session import Session

_PADDING = 12
_LONGEST = 28


class QueueBar(QWidget):
    """Pills; each act has a key too."""

    filter_requested = Signal()

    def __init__(self, session: Session, queue: Queue, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._queue = queue
        self.setAccessibleName("Which differences")
        layout = FlowLayout(self, spacing=4)
        self.article = FilterChip("This article", self)
        self.project = FilterChip("Project", self)
        self.worst = FilterChip("Worst first", self)
        self.wanted = FilterChip("Filter", self)
        self._scopes = QButtonGroup(self)
        for chip in (self.article, self.project):
            self._scopes.addButton(chip)
        for chip in (self.article, self.project, self.worst, self.wanted):
            chip.set_padding(_PADDING)
            layout.addWidget(chip)
        self.article.clicked.connect(lambda: queue.set_scope("article"))
        self.project.clicked.connect(lambda: queue.set_scope("project"))
        self.worst.clicked.connect(self._turn_order)
        self.wanted.clicked.connect(self._ask)
        queue.changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Show what the queue is now."""
        queue = self._queue
        self.article.setChecked(queue.scope == "article")
        self.project.setChecked(queue.scope == "project")
        count = sum(one.standing.open for one in queue.articles)
        self.project.set_count(count if queue.articles else None)
        self.worst.setChecked(queue.order == "worst")
        words = filter_words(queue.wanted, self._session.label_set)
        shown = words if len(words) <= _LONGEST else f"{words[:_LONGEST].rstrip()}…"
        self.wanted.set_name(f"{shown} ×" if words else "Filter")
        self.wanted.setAccessibleName(f"Only {words}: show all again" if words else "Filter")
        self.wanted.setToolTip(plain_tooltip(words))
        self.wanted.setChecked(bool(words))

    def _turn_order(self) -> None:
        self._queue.set_order("reading" if self._queue.order == "worst" else "worst")

    def _ask(self) -> None:
        """A filter that is on goes; else it is asked which."""
        queue = self._queue
        if queue.wanted.is_everything:
            self.refresh()
            self.filter_requested.emit()
        else:
            queue.set_wanted(type(queue.wanted)())

"""What people say about the case one is at, and the field in which one answers."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from annotator.messages import show_text
from annotator.model.verdict import Remark
from annotator.ui.panels.plain_text import PlainLabel
from annotator.ui.panels.quiet_button import QuietButton
from annotator.ui.panels.section import Card, Heading, empty_layout
from annotator.ui.review.reviewing import Reviewing

_MOST_SHOWN = 6


class ReplyField(QLineEdit):
    """One line; Enter says it, Esc goes back into the text."""

    leave_requested = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave by Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self.leave_requested.emit()
        else:
            super().keyPressEvent(event)


class Discussion(QWidget):
    """The last remarks on a case, the newest at the bottom."""

    leave_requested = Signal()

    def __init__(self, reviewing: Reviewing, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._reviewing = reviewing
        self._names: dict[str, str] = {}
        self._remarks = QVBoxLayout()
        self._remarks.setSpacing(6)
        self.reply = ReplyField(self)
        self.reply.setPlaceholderText("Reply")
        self.reply.setAccessibleName("Reply")
        self.close_button = QuietButton("Close", self)
        self.close_button.setAccessibleName("Close the discussion")
        row = QHBoxLayout()
        row.addWidget(self.reply, 1)
        row.addWidget(self.close_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(7)
        layout.addWidget(Heading("Discussion", self))
        layout.addLayout(self._remarks)
        layout.addLayout(row)
        self.reply.returnPressed.connect(self._say)
        self.reply.leave_requested.connect(self.leave_requested)
        self.close_button.clicked.connect(self._close)
        reviewing.pairing_changed.connect(self.refresh)
        reviewing.cases_changed.connect(self.refresh)
        reviewing.current_changed.connect(self._take_current)
        self.refresh()

    def refresh(self) -> None:
        """Show what is said about the case one is at."""
        self.setVisible(self._reviewing.case is not None)
        empty_layout(self._remarks)
        remarks = self._reviewing.remarks()
        for one in remarks[-_MOST_SHOWN:]:
            self._remarks.addWidget(self._card(one))
        is_open = bool(remarks) and not remarks[-1].is_closing
        self.close_button.setVisible(is_open)
        self.reply.setPlaceholderText("Reply" if is_open else "Begin a discussion")

    def _take_current(self) -> None:
        self.reply.clear()
        self.refresh()

    def _card(self, remark: Remark) -> QWidget:
        card = Card(self)
        who = self._reviewing.name_of(remark.annotator)
        ending = " (closed the discussion)" if remark.is_closing else ""
        card.body.addWidget(PlainLabel(f"{who}{ending}", card, tone="strong"))
        if remark.text:
            card.body.addWidget(PlainLabel(show_text(remark.text, 2000), card))
        return card

    def _say(self) -> None:
        self._reviewing.remark(self.reply.text())
        self.reply.clear()

    def _close(self) -> None:
        self._reviewing.remark(self.reply.text(), is_closing=True)
        self.reply.clear()

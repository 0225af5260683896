"""What people say about one thing, and the field in which one answers."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from annotator.messages import show_text
from annotator.model.verdict import Remark
from annotator.review.discussions import is_open
from annotator.ui.panels.history_words import time_words
from annotator.ui.panels.plain_text import ElidedLabel, PlainLabel
from annotator.ui.panels.quiet_button import QuietButton
from annotator.ui.panels.section import Card, empty_layout

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
    """The last remarks, the newest at the bottom. It says nothing itself: it asks for that."""

    remark_requested = Signal(str, bool)
    """Something shall be said; and whether that closes the discussion."""
    leave_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: tuple[Remark, ...] | None = None
        self._remarks = QVBoxLayout()
        self._remarks.setSpacing(6)
        self.reply = ReplyField(self)
        self.reply.setAccessibleName("Reply")
        self.close_button = QuietButton("Close", self)
        self.close_button.setAccessibleName("Close the discussion")
        row = QHBoxLayout()
        row.addWidget(self.reply, 1)
        row.addWidget(self.close_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(7)
        layout.addLayout(self._remarks)
        layout.addLayout(row)
        self.reply.returnPressed.connect(lambda: self._ask(is_closing=False))
        self.reply.leave_requested.connect(self.leave_requested)
        self.close_button.clicked.connect(lambda: self._ask(is_closing=True))
        self.show_thread((), lambda annotator: annotator)

    def show_thread(self, thread: Sequence[Remark], name_of: Callable[[str], str]) -> None:
        """Show these remarks; `name_of` tells the name of an annotator (id)."""
        if tuple(thread) == self._shown:
            return
        self._shown = tuple(thread)
        empty_layout(self._remarks)
        left_out = len(thread) - _MOST_SHOWN
        if left_out > 0:
            words = "1 earlier remark" if left_out == 1 else f"{left_out:,} earlier remarks"
            self._add(PlainLabel(words, self, tone="muted"))
        for one in thread[-_MOST_SHOWN:]:
            self._add(self._card(one, name_of(one.annotator)))
        self.close_button.setVisible(is_open(thread))
        self.reply.setPlaceholderText("Reply" if is_open(thread) else "Begin a discussion")

    def _add(self, widget: QWidget) -> None:
        self._remarks.addWidget(widget)
        widget.show()  # at once, not in the next turn of the event loop

    def _card(self, remark: Remark, who: str) -> QWidget:
        card = Card(self)
        ending = " closed the discussion" if remark.is_closing else ""
        head = QHBoxLayout()
        head.addWidget(ElidedLabel(f"{who}{ending}", card, tone="strong"), 1)
        head.addWidget(ElidedLabel(time_words(remark.at), card, tone="muted"))
        card.body.addLayout(head)
        if remark.text:
            card.body.addWidget(PlainLabel(show_text(remark.text, 2000), card))
        return card

    def _ask(self, *, is_closing: bool) -> None:
        text = self.reply.text()
        if text.strip() or is_closing:
            self.remark_requested.emit(text, is_closing)
        self.reply.clear()
        if is_closing:
            self.leave_requested.emit()  # the button that had the focus is gone

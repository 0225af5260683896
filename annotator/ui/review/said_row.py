"""Reason, comment and flag that go with a decision, for the case one is at."""

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from annotator.project.review import Beside
from annotator.ui.panels.discussion import ReplyField
from annotator.ui.panels.plain_text import PlainLabel
from annotator.ui.review.deciding import Deciding
from annotator.ui.review.reviewing import Reviewing


class SaidRow(QWidget):
    """One line that says reason and flag; the field for the comment while one writes it."""

    leave_requested = Signal()

    def __init__(
        self, reviewing: Reviewing, deciding: Deciding, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._reviewing = reviewing
        self._deciding = deciding
        self.line = PlainLabel("", self, tone="muted")
        self.comment = ReplyField(self)
        self.comment.setPlaceholderText("Comment on this decision")
        self.comment.setAccessibleName("Comment on this decision")
        self.comment.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.line)
        layout.addWidget(self.comment)
        self.comment.returnPressed.connect(self._keep)
        self.comment.leave_requested.connect(self._drop)
        reviewing.pairing_changed.connect(self.refresh)
        reviewing.cases_changed.connect(self.refresh)
        reviewing.current_changed.connect(self._take_current)
        self.refresh()

    def refresh(self) -> None:
        """Show what is said beside a decision to come; on the card stands what was said with one
        that was made."""
        case = self._reviewing.case
        said = self._deciding.said if case is not None and case.is_open else Beside()
        parts = [said.reason or "", said.comment and f"“{said.comment}”"]
        parts += ["guideline needs work"] if said.needs_guideline else []
        words = " · ".join(part for part in parts if part)
        self.line.setText(words)
        self.line.setVisible(bool(words))
        self.setVisible(bool(words) or not self.comment.isHidden())

    def write_comment(self) -> None:
        """Let the comment be written."""
        if self._reviewing.case is None:
            return
        self.comment.setText(self._deciding.said.comment)
        self.comment.show()
        self.show()
        self.comment.setFocus()

    def _keep(self) -> None:
        comment = self.comment.text().strip()
        self._deciding.say_beside(replace(self._deciding.said, comment=comment))
        self._drop()

    def _drop(self) -> None:
        self.comment.hide()
        self.refresh()
        self.leave_requested.emit()

    def _take_current(self) -> None:
        self.comment.hide()
        self.refresh()

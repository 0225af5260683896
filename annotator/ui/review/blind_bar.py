"""What stands above the text where nobody's labels are shown yet: why, and the way to look all the
same."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QWidget

from annotator.messages.assigning import SECOND_TIME, blind_words
from annotator.ui.panels.plain_text import PlainLabel
from annotator.ui.review.reviewing import Reviewing


class BlindBar(QWidget):
    """Hidden wherever labels are shown."""

    look_requested = Signal()

    def __init__(self, reviewing: Reviewing, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._reviewing = reviewing
        self.setObjectName("blind_bar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.words = PlainLabel("", self)
        self.look = QPushButton("Look anyway", self)
        self.look.setAutoDefault(False)
        self.look.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout(self)
        row.setContentsMargins(24, 10, 14, 10)
        row.setSpacing(14)
        row.addWidget(self.words, 1)
        row.addWidget(self.look)
        self.look.clicked.connect(self.look_requested)
        reviewing.pairing_changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Say why labels are not shown, where they are not."""
        closed = self._reviewing.closed
        self.setVisible(closed is not None)
        if closed is None:
            return
        if closed.reason == "second time":
            self.words.setText(SECOND_TIME)
        else:
            waiting = [self._reviewing.name_of(one) for one in closed.waiting]
            self.words.setText(blind_words(waiting, can_look=closed.can_look))
        self.look.setVisible(closed.can_look)

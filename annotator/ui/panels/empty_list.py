"""What stands in place of a list that has no rows: why, and what can be done."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QVBoxLayout, QWidget

from annotator.ui.panels.enter_button import EnterButton
from annotator.ui.panels.plain_text import PlainLabel

_NARROWEST = 60
"""Pixels."""


class EmptyList(QWidget):
    """A heading, a line of help and a few buttons, in the upper middle."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 48, 24, 24)
        layout.setSpacing(10)
        self.heading = PlainLabel(parent=self)
        self.help = PlainLabel(parent=self, tone="muted")
        font = self.heading.font()
        font.setWeight(QFont.Weight.DemiBold)
        self.heading.setFont(font)
        for label in (self.heading, self.help):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            layout.addWidget(label)
        self._buttons = QVBoxLayout()
        self._buttons.setSpacing(6)
        layout.addSpacing(6)
        layout.addLayout(self._buttons)
        layout.addStretch(1)

    def add_button(self, words: str) -> EnterButton:
        """Add a button and return it."""
        button = EnterButton(words, self)
        button.setMinimumWidth(_NARROWEST)  # long words make no list wider
        self._buttons.addWidget(button, 0, Qt.AlignmentFlag.AlignHCenter)
        return button

    def say(self, heading: str, help: str) -> None:
        """Say why there is nothing."""
        self.heading.setText(heading)
        self.help.setText(help)

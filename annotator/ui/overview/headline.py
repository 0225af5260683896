"""One large number and what it is of."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtWidgets import QHBoxLayout, QWidget

from annotator.ui.overview.card import INDENT
from annotator.ui.widgets.line_label import LineLabel

_LARGE = 1.9
"""Times the size of other words."""


class Headline(QWidget):
    """ "341", and smaller behind it "of 1,240 articles · 28 %"."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.number = LineLabel("", self)
        self.words = LineLabel("", self, tone="muted")
        large = QFont(self.font())
        large.setPointSizeF(self.font().pointSizeF() * _LARGE)
        large.setWeight(QFont.Weight.DemiBold)
        self.number.setFont(large)
        row = QHBoxLayout(self)
        row.setContentsMargins(INDENT, 0, 0, 0)
        row.setSpacing(7)
        low = QFontMetrics(large).descent() - QFontMetrics(self.font()).descent()
        self.words.setContentsMargins(0, 0, 0, low)  # both on one base line
        bottom = Qt.AlignmentFlag.AlignBottom
        row.addWidget(self.number, 0, bottom)
        row.addWidget(self.words, 0, bottom)
        row.addStretch(1)

    def say(self, number: str, words: str) -> None:
        """Show a number and its words."""
        self.number.setText(number)
        self.words.setText(words)
        self.setVisible(bool(number))

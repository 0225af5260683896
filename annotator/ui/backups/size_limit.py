"""How much the backups of a project take, and how much they may."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSpinBox, QVBoxLayout, QWidget

from annotator.messages import show_size
from annotator.ui.models.article_words import count_words
from annotator.ui.panels.plain_text import PlainLabel

_MOST = 10_000
_FIELD_HEIGHT, _TEXT_MARGIN = 30, 6
"""Pixels, as in the dialog of how text is read."""
_EXPLAINED = (
    "Kept are the ten newest, the last one of each of seven days and of each of four weeks. Where "
    "they take more than that, the oldest go with the next backup; the newest always stays."
)


class SizeLimit(QWidget):
    """A line with a number that can be changed, and what it means below."""

    chosen = Signal(int)
    """Gigabytes."""

    def __init__(self, gigabytes: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.taken = PlainLabel("", self)
        self.taken.setWordWrap(False)
        self.number = QSpinBox(self)
        self.number.setRange(1, _MOST)
        self.number.setSuffix(" GB")
        self.number.setValue(gigabytes)
        self.number.setMinimumHeight(_FIELD_HEIGHT)
        self.number.lineEdit().setTextMargins(_TEXT_MARGIN, 0, 0, 0)
        self.number.setAccessibleName("At most so many gigabytes")
        self.number.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.explained = PlainLabel(_EXPLAINED, self, tone="muted")
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.taken)
        row.addWidget(self.number)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(row)
        column.addWidget(self.explained)
        self.number.valueChanged.connect(self.chosen)

    def show_taken(self, backups: int, size: int) -> None:
        """Say how many there are, and how much they take."""
        many = count_words(backups, "backup")
        self.taken.setText(f"{many} and the journal take {show_size(size)}, at most")

"""Labels that show text as it is, never as markup, cut short with an ellipsis where room lacks."""

from typing import Literal

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

Tone = Literal["text", "muted", "faint", "strong", "title", "heading", "good", "warn", "bad"]


class PlainLabel(QLabel):
    """A label in one of the tones that the style sheet knows."""

    def __init__(self, text: str = "", tone: Tone = "text", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("tone", tone)
        self.setText(text)

    def set_tone(self, tone: Tone) -> None:
        """Show in another tone from now on."""
        if self.property("tone") != tone:
            self.setProperty("tone", tone)
            self.style().unpolish(self)
            self.style().polish(self)


class ElidedLabel(PlainLabel):
    """A label of one line that gives way: what does not fit ends in an ellipsis."""

    def __init__(self, text: str = "", tone: Tone = "text", parent: QWidget | None = None) -> None:
        super().__init__(text, tone, parent)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)

    def minimumSizeHint(self) -> QSize:
        """Return the room of a few characters."""
        hint = super().minimumSizeHint()
        return QSize(min(hint.width(), self.fontMetrics().horizontalAdvance("mmm…")), hint.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the text, cut at the right where it must be."""
        painter = QPainter(self)
        line = self.text().replace("\n", " ")
        shown = self.fontMetrics().elidedText(line, Qt.TextElideMode.ElideRight, self.width())
        flags = Qt.TextFlag.TextSingleLine | Qt.AlignmentFlag.AlignVCenter
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.drawText(self.rect(), int(flags), shown)

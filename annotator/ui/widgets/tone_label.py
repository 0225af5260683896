"""Plain text in one of the tones of the style sheet: muted, strong, heading …"""

from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from annotator.ui.panels.plain_text import ElidedLabel

Tone = Literal["text", "muted", "faint", "strong", "title", "heading", "good", "warn", "bad"]


class ToneLabel(QLabel):
    """A label that shows its text as it is, never as markup."""

    def __init__(self, text: str = "", tone: Tone = "text", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("tone", tone)
        self.setText(text)


def elided_label(text: str = "", tone: Tone = "text", parent: QWidget | None = None) -> ElidedLabel:
    """Return a label of one line that gives way where room is short."""
    label = ElidedLabel(text, parent)
    label.setProperty("tone", tone)
    return label


def set_tone(widget: QWidget, tone: Tone) -> None:
    """Show a label in another tone from now on."""
    if widget.property("tone") != tone:
        widget.setProperty("tone", tone)
        widget.style().unpolish(widget)
        widget.style().polish(widget)
        widget.update()

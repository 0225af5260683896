"""Text of others on the screen: always as it is written, never as markup."""

from html import escape
from typing import Literal, TypeAlias

import regex
from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QMessageBox, QSizePolicy, QWidget

from annotator.ui.models.article_words import one_line

Tone: TypeAlias = Literal[
    "text", "muted", "faint", "strong", "title", "heading", "good", "warn", "bad"
]
_LONGEST_TOOLTIP = 600
_WIDEST_WORD = 90
_LONG_RUN = regex.compile(r"(\S{60})(?<!\u200d)(?=[^\s\p{M}\u200d])")
"""As much without a blank as a tooltip takes on one line."""


def plain_tooltip(text: str) -> str:
    """Return a tooltip that shows this text literally, whatever Qt would guess it to be.

    What has no blanks gets places where its lines may end: a tooltip is no wider than a screen.
    """
    shown = text[:_LONGEST_TOOLTIP] + ("…" if len(text) > _LONGEST_TOOLTIP else "")
    broken = _LONG_RUN.sub("\\1\u200b", shown)
    return f"<qt>{escape(broken)}</qt>" if shown.strip() else ""


def title_text(text: str) -> str:
    """Return a window's title that shows this text, in one line: Qt puts a sign for [*]."""
    return one_line(text, 200).replace("[*]", "[*][*]")


def menu_text(text: str, longest: int = 60) -> str:
    """Return a text for a menu or a button: one line, and no letter of it is an access key."""
    line = one_line(text, longest + 1)
    shown = line if len(line) <= longest else f"{line[:longest]}…"
    return shown.replace("&", "&&")


def set_tone(widget: QWidget, tone: Tone) -> None:
    """Write a widget's words in a colour of the theme; the style sheet knows which."""
    if widget.property("tone") != tone:
        widget.setProperty("tone", tone)
        widget.style().unpolish(widget)
        widget.style().polish(widget)
        widget.update()


class PlainLabel(QLabel):
    """A label of any number of lines that never reads markup, nor a & as the sign for a key."""

    _own_font: QFont | None = None
    _words = ""

    def __init__(
        self, text: str = "", parent: QWidget | None = None, *, tone: Tone = "text"
    ) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setText(text)
        self.setProperty("tone", tone)

    def text(self) -> str:
        """Return the words as they are shown."""
        return self._words

    def setText(self, text: str) -> None:
        """Show these words. A label that stands for a field has its & doubled: Qt takes them in
        such a one for signs."""
        self._words = text
        super().setText(text.replace("&", "&&") if self.buddy() is not None else text)

    def setBuddy(self, field: QWidget) -> None:
        """Stand for a field."""
        super().setBuddy(field)
        self.setText(self._words)

    def minimumSizeHint(self) -> QSize:
        """A long word may be cut: nobody's words make a panel wider."""
        return super().minimumSizeHint().boundedTo(QSize(_WIDEST_WORD, 100_000))

    def setFont(self, font: QFont) -> None:  # type: ignore[override]
        """Write in this font, also after the theme has changed."""
        self._own_font = QFont(font)
        super().setFont(font)

    def changeEvent(self, event: QEvent) -> None:
        """Keep the font: a new style sheet takes away what was given to single widgets."""
        super().changeEvent(event)
        kinds = (QEvent.Type.FontChange, QEvent.Type.StyleChange)
        if event.type() in kinds and self._own_font is not None and not self.font().resolveMask():
            super().setFont(self._own_font)


class PlainBox(QMessageBox):
    """A box that asks, and never reads markup."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setText(text)


class ElidedLabel(QWidget):
    """One line, elided where room is short; the whole of it is in the tooltip."""

    def __init__(
        self,
        text: str = "",
        parent: QWidget | None = None,
        *,
        mode: Qt.TextElideMode = Qt.TextElideMode.ElideRight,
        tone: Tone = "text",
    ) -> None:
        super().__init__(parent)
        self._mode = mode
        self._text = ""
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setText(text)
        self.setProperty("tone", tone)

    def text(self) -> str:
        """Return the whole text, in one line."""
        return self._text

    def setText(self, text: str) -> None:
        """Show a text."""
        self._text = one_line(text, 1000)
        self.setAccessibleName(self._text)
        self.setToolTip(plain_tooltip(self._text))
        self.updateGeometry()
        self.update()

    def shown_text(self) -> str:
        """Return what of the text has room now."""
        return QFontMetrics(self.font()).elidedText(self._text, self._mode, self.width())

    def sizeHint(self) -> QSize:
        """Return room for the whole line, within reason."""
        metrics = QFontMetrics(self.font())
        return QSize(min(metrics.horizontalAdvance(self._text) + 1, 600), metrics.height() + 2)

    def minimumSizeHint(self) -> QSize:
        """May be as narrow as an ellipsis."""
        metrics = QFontMetrics(self.font())
        return QSize(metrics.horizontalAdvance("…"), metrics.height() + 2)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint what has room."""
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        alignment = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.drawText(self.rect(), alignment, self.shown_text())

"""Text of others on the screen: always as it is written, never as markup."""

from html import escape
from typing import Any, Literal, TypeAlias

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from annotator.ui.models.article_words import one_line
from annotator.ui.theme import current_colours, theme

Tone: TypeAlias = Literal["text", "muted", "faint", "accent", "good", "warn", "bad"]
_LONGEST_TOOLTIP = 600


def plain_tooltip(text: str) -> str:
    """Return a tooltip that shows this text literally, whatever Qt would guess it to be."""
    shown = text[:_LONGEST_TOOLTIP] + ("…" if len(text) > _LONGEST_TOOLTIP else "")
    return f"<qt>{escape(shown)}</qt>" if shown.strip() else ""


def menu_text(text: str, longest: int = 60) -> str:
    """Return a text for a menu or a button: one line, and no letter of it is an access key."""
    line = one_line(text, longest + 1)
    shown = line if len(line) <= longest else f"{line[:longest]}…"
    return shown.replace("&", "&&")


class _Toned:
    """Follows the theme in one of its text colours."""

    _tone: Tone = "text"

    def set_tone(self: Any, tone: Tone) -> None:
        """Write in another of the theme's colours."""
        self._tone = tone
        self._apply_tone()

    def _follow_theme(self: Any, tone: Tone) -> None:
        self._tone = tone
        theme().changed.connect(self._apply_tone)
        self._apply_tone()

    def _apply_tone(self: Any) -> None:
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.WindowText, QColor(tone_colour(self._tone)))
        self.setPalette(palette)


def tone_colour(tone: Tone) -> str:
    """Return one of the text colours of the theme in use."""
    colour: str = getattr(current_colours(), tone)
    return colour


class PlainLabel(_Toned, QLabel):
    """A label of any number of lines that never reads markup."""

    def __init__(
        self, text: str = "", parent: QWidget | None = None, *, tone: Tone = "text"
    ) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setText(text)
        self._follow_theme(tone)


class ElidedLabel(_Toned, QWidget):
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
        self._follow_theme(tone)

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
        painter.setPen(self.palette().color(QPalette.ColorRole.WindowText))
        alignment = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.drawText(self.rect(), alignment, self.shown_text())

"""Text in a few lines: broken between words, within one that is too long, elided at the end."""

import unicodedata

from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent, QTextLayout, QTextOption
from PySide6.QtWidgets import QSizePolicy, QWidget

from annotator.ui.models.article_words import one_line
from annotator.ui.panels.plain_text import plain_tooltip

_LONGEST = 2000


def wrap_lines(text: str, font: QFont, width: int, most: int) -> list[str]:
    """Return a text of one paragraph in at most `most` lines that fit a width (pixels)."""
    layout = QTextLayout(text, font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    units = text.encode("utf-16-le", "surrogatepass")
    lines: list[str] = []
    layout.beginLayout()
    while (line := layout.createLine()).isValid():
        line.setLineWidth(max(1, width))
        start, end = 2 * line.textStart(), 2 * (line.textStart() + line.textLength())
        if len(lines) == most - 1 and end < len(units):
            rest = units[start:].decode("utf-16-le", "replace").strip()
            elided = QFontMetrics(font).elidedText(rest, Qt.TextElideMode.ElideRight, width)
            lines.append(elided)
            break
        lines.append(units[start:end].decode("utf-16-le", "replace").strip())
    layout.endLayout()
    return lines


def is_right_to_left(text: str) -> bool:
    """Tell whether the first letter that has a direction is written from the right."""
    for character in text:
        kind = unicodedata.bidirectional(character)
        if kind in ("L", "R", "AL"):
            return kind != "L"
    return False


class WrappedText(QWidget):
    """Up to so many lines of text; the whole of it is in the tooltip where it is cut."""

    def __init__(self, most: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._most = most
        self._text = ""
        self._font: QFont | None = None
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def text(self) -> str:
        """Return the text, in one line."""
        return self._text

    def set_text(self, text: str, font: QFont) -> None:
        """Show a text in a font, which a change of the theme does not take away."""
        self._text = one_line(text, _LONGEST)
        self._font = font
        self.setAccessibleName(self._text)
        self.updateGeometry()
        self.update()

    def lines(self, width: int) -> list[str]:
        """Return the lines at a width."""
        return wrap_lines(self._text, self._font or self.font(), width, self._most)

    def hasHeightForWidth(self) -> bool:
        """The narrower, the more lines."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of the lines at this width."""
        return max(1, len(self.lines(width))) * self._line_height()

    def sizeHint(self) -> QSize:
        """Return room for the lines in the width there is."""
        width = max(self.width(), 160)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """One line of a few letters is enough."""
        return QSize(40, self._line_height())

    def event(self, event: QEvent) -> bool:
        """Show the whole text to whoever points at it where it is cut."""
        if event.type() == QEvent.Type.ToolTip:
            is_cut = any(line.endswith("…") for line in self.lines(self.width())[-1:])
            self.setToolTip(plain_tooltip(self._text) if is_cut else "")
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the lines, each from the side where its writing starts."""
        painter = QPainter(self)
        painter.setFont(self._font or self.font())
        painter.setPen(self.palette().color(self.foregroundRole()))
        place = QRect(0, 0, self.width(), self._line_height())
        is_mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        side = Qt.AlignmentFlag.AlignLeft
        if is_right_to_left(self._text) != is_mirrored:
            side = Qt.AlignmentFlag.AlignRight
        for line in self.lines(self.width()):
            painter.drawText(place, Qt.AlignmentFlag.AlignVCenter | side, line)
            place.translate(0, place.height())

    def _line_height(self) -> int:
        return QFontMetrics(self._font or self.font()).lineSpacing()

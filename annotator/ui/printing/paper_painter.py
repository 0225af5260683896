"""Painting on paper: as on the screen, but for words, which are drawn as letters."""

from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QFont, QPainter, QTextLayout, QTextOption

from annotator.ui.text_view.painter import Painter, Words


class PaperPainter(Painter):
    """Draws laid-out blocks sharp at every resolution."""

    def _paint_words(
        self, painter: QPainter, left: float, top: float, words: Words, colour: QColor
    ) -> None:
        font, _, shown = self._fitted(words)
        draw_words(painter, QPointF(left, top), shown, font, colour)


def draw_words(painter: QPainter, place: QPointF, words: str, font: QFont, colour: QColor) -> float:
    """Draw a line of words, its upper left at a place; return how wide it is, in pixels.

    By a layout: a painter would take the size of the font for that of the paper's resolution.
    """
    layout = QTextLayout(words, font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.NoWrap)
    layout.setTextOption(option)
    layout.beginLayout()
    line = layout.createLine()
    layout.endLayout()
    painter.setPen(colour)
    line.draw(painter, place)
    return line.naturalTextWidth()

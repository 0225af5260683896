"""How the inbox looks: the titles of articles, and below each the cards of its changes."""

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyleOptionViewItem

from annotator.ui.inbox.inbox_model import ArticleHeading, HeadingRole
from annotator.ui.review.case_delegate import CaseDelegate
from annotator.ui.theme import current_colours

_ABOVE = 8
"""Above a title that is not the first."""
_BELOW = 5
_APART = 12
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_Index = QModelIndex | QPersistentModelIndex


class InboxDelegate(CaseDelegate):
    """Paints cards as the queue of the review does, and titles between them."""

    sides_colour = "text"

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._heights: dict[str, int] = {}

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        """Return the height of a heading or a card at the width of the list."""
        if index.data(HeadingRole) is None:
            return super().sizeHint(option, index)
        above = _ABOVE if index.row() else 0
        return QSize(0, above + self._line_height(option.font) + _BELOW)

    def _line_height(self, font: QFont) -> int:
        """Asked for every article of the inbox at every step: measured once for each font."""
        key = font.key()
        if key not in self._heights:
            self._heights[key] = QFontMetrics(_bold(font)).lineSpacing()
        return self._heights[key]

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Paint a heading or a card."""
        heading: ArticleHeading | None = index.data(HeadingRole)
        if heading is None:
            super().paint(painter, option, index)
            return
        colours = current_colours()
        place = option.rect.adjusted(1, _ABOVE if index.row() else 0, -1, -_BELOW)
        painter.save()
        room = place.width()
        if heading.is_closed:
            count = f"{heading.changes:,}"
            painter.setFont(option.font)
            painter.setPen(QColor(colours.muted))
            painter.drawText(place, _RIGHT, count)
            room -= QFontMetrics(option.font).horizontalAdvance(count) + _APART
        font = option.font if heading.is_closed else _bold(option.font)
        words = QFontMetrics(font).elidedText(heading.title, Qt.TextElideMode.ElideRight, room)
        painter.setFont(font)
        painter.setPen(QColor(colours.text))
        painter.drawText(place, _LEFT, words)
        painter.restore()


def _bold(font: QFont) -> QFont:
    bold = QFont(font)
    bold.setWeight(QFont.Weight.DemiBold)
    return bold

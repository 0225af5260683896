"""How the inbox looks: the titles of articles, and below each the cards of its changes."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyleOptionViewItem

from annotator.ui.inbox.inbox_model import HeadingRole
from annotator.ui.review.case_delegate import CaseDelegate
from annotator.ui.theme import current_colours

_ABOVE = 8
"""Above a title that is not the first."""
_BELOW = 5
_Index = QModelIndex | QPersistentModelIndex


class InboxDelegate(CaseDelegate):
    """Paints cards as the queue of the review does, and titles between them."""

    sides_colour = "text"

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        """Return the height of a title or a card at the width of the list."""
        if index.data(HeadingRole) is None:
            return super().sizeHint(option, index)
        above = _ABOVE if index.row() else 0
        return QSize(0, above + QFontMetrics(_bold(option.font)).lineSpacing() + _BELOW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Paint a title or a card."""
        title = index.data(HeadingRole)
        if title is None:
            super().paint(painter, option, index)
            return
        font = _bold(option.font)
        place = option.rect.adjusted(1, _ABOVE if index.row() else 0, -1, -_BELOW)
        words = QFontMetrics(font).elidedText(title, Qt.TextElideMode.ElideRight, place.width())
        painter.save()
        painter.setFont(font)
        painter.setPen(QColor(current_colours().text))
        painter.drawText(place, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, words)
        painter.restore()


def _bold(font: QFont) -> QFont:
    bold = QFont(font)
    bold.setWeight(QFont.Weight.DemiBold)
    return bold

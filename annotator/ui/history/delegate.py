"""How the timeline looks: days as small headings, acts in two lines."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from annotator.ui.fonts import small_font
from annotator.ui.history.lines import Line
from annotator.ui.history.model import HeadingRole, LineRole, below_words
from annotator.ui.theme import current_colours

_EDGE = 10
_ABOVE = 5
_RADIUS = 6
_Index = QModelIndex | QPersistentModelIndex


class HistoryDelegate(QStyledItemDelegate):
    """All rows are of one height, so that a hundred thousand are laid out at once."""

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        """Return room for two lines."""
        lines = QFontMetrics(option.font).lineSpacing()
        lines += QFontMetrics(small_font(option.font)).lineSpacing()
        return QSize(0, lines + 2 * _ABOVE)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Paint a day or an act."""
        painter.save()
        heading: str | None = index.data(HeadingRole)
        if heading is not None:
            self._paint_heading(painter, option, heading)
        else:
            self._paint_line(painter, option, index.data(LineRole))
        painter.restore()

    def _paint_heading(self, painter: QPainter, option: QStyleOptionViewItem, heading: str) -> None:
        font = QFont(option.font)
        font.setWeight(QFont.Weight.DemiBold)
        painter.setFont(font)
        painter.setPen(QColor(current_colours().muted))
        place = option.rect.adjusted(_EDGE, 0, -_EDGE, -_ABOVE - 1)
        below = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom
        words = QFontMetrics(font).elidedText(heading, Qt.TextElideMode.ElideRight, place.width())
        painter.drawText(place, below, words)

    def _paint_line(self, painter: QPainter, option: QStyleOptionViewItem, line: Line) -> None:
        colours = current_colours()
        is_here = bool(option.state & QStyle.StateFlag.State_Selected)
        if is_here or option.state & QStyle.StateFlag.State_MouseOver:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colours.accent_soft if is_here else colours.hover))
            painter.drawRoundedRect(option.rect.adjusted(2, 1, -2, -1), _RADIUS, _RADIUS)
        small = small_font(option.font)
        metrics = QFontMetrics(option.font)
        top = option.rect.adjusted(_EDGE, _ABOVE, -_EDGE, 0)
        top.setHeight(metrics.lineSpacing())
        bottom = QRect(top.left(), top.bottom() + 1, top.width(), QFontMetrics(small).lineSpacing())
        _write(
            painter, top, option.font, line.words, colours.muted if line.is_back else colours.text
        )
        _write(painter, bottom, small, below_words(line), colours.muted)


def _write(painter: QPainter, place: QRect, font: QFont, words: str, colour: str) -> None:
    painter.setFont(font)
    painter.setPen(QColor(colour))
    shown = QFontMetrics(font).elidedText(words, Qt.TextElideMode.ElideRight, place.width())
    painter.drawText(place, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)

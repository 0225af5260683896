"""How a case looks in the queue: a card; the one that one is at shows the keys that decide it."""

from collections.abc import Callable, Iterator

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QAbstractScrollArea, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from annotator.messages.case_words import CaseWords
from annotator.ui.fonts import small_font
from annotator.ui.panels.key_hint import key_cap_size, paint_key_cap
from annotator.ui.panels.wrapped_text import wrap_lines
from annotator.ui.review.queue_model import (
    Decisions,
    DecisionsRole,
    IsCurrentRole,
    IsOpenRole,
    WordsRole,
)
from annotator.ui.theme import Colours, current_colours

_PADDING = 10
_GAP = 8
"""Between cards."""
_SIDES_LINES = 3
_SMALL_LINES = 3
_KEY_GAP = 5
_BETWEEN = 12
_Index = QModelIndex | QPersistentModelIndex
_Placed = tuple[QRect, str, str]
"""Where a key and its words stand, the key, the words."""


class CaseDelegate(QStyledItemDelegate):
    """Paints cards as tall as what they say."""

    sides_colour = "muted"
    """The colour of who says what, by its name in `Colours`."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.shown_key: Callable[[str], str] = lambda action: ""

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        """Return the height of a card at the width of the list."""
        words: CaseWords | None = index.data(WordsRole)
        if words is None:
            return QSize(0, 0)
        width = max(60, self._width(option) - 2 * _PADDING)
        lines = len(wrap_lines(words.sides, option.font, width, _SIDES_LINES))
        line = QFontMetrics(option.font).lineSpacing()
        height = 2 * _PADDING + line + lines * line + 3 + _GAP
        font = small_font(option.font)
        for small in filter(None, (words.said, words.settled)):
            lines = len(wrap_lines(small, font, width, _SMALL_LINES))
            height += lines * QFontMetrics(font).lineSpacing() + 3
        if index.data(IsCurrentRole):
            height += self._keys_height(option.font, width, index.data(DecisionsRole))
        return QSize(0, height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Paint a card."""
        words: CaseWords | None = index.data(WordsRole)
        if words is None:
            return
        colours = current_colours()
        is_current, is_open = bool(index.data(IsCurrentRole)), bool(index.data(IsOpenRole))
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        frame = option.rect.adjusted(0, 0, 0, -_GAP)
        self._paint_frame(painter, option, frame, is_current, colours)
        inside = frame.adjusted(_PADDING, _PADDING, -_PADDING, -_PADDING)
        top = self._paint_head(painter, option, inside, words, is_open, colours)
        top = self._paint_sides(painter, option, inside, top, words, colours)
        if words.said:
            top = self._paint_small(painter, option, inside, top, words.said, colours.muted)
        if words.settled:
            colour = colours.good if words.settled.startswith("✓") else colours.warn
            top = self._paint_small(painter, option, inside, top, words.settled, colour)
        if is_current:
            self._paint_keys(painter, option, inside, top, index.data(DecisionsRole))
        painter.restore()

    # ---- parts ----------------------------------------------------------------------------------

    def _paint_frame(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        frame: QRect,
        is_current: bool,
        colours: Colours,
    ) -> None:
        ground = colours.accent_soft if is_current else colours.base
        if not is_current and option.state & QStyle.StateFlag.State_MouseOver:
            ground = colours.hover
        painter.setPen(QPen(QColor(colours.accent if is_current else colours.line), 1))
        painter.setBrush(QColor(ground))
        painter.drawRoundedRect(QRectF(frame).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)

    def _paint_head(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        inside: QRect,
        words: CaseWords,
        is_open: bool,
        colours: Colours,
    ) -> int:
        font = QFont(option.font)
        kind_width = QFontMetrics(font).horizontalAdvance(words.kind)
        line = QRect(inside.left(), inside.top(), inside.width(), QFontMetrics(font).lineSpacing())
        painter.setFont(font)
        painter.setPen(QColor(colours.muted))
        painter.drawText(line, _side(Qt.AlignmentFlag.AlignRight), words.kind)
        if is_open:
            font.setWeight(QFont.Weight.DemiBold)
        painter.setFont(font)
        painter.setPen(QColor(colours.text if is_open else colours.muted))
        room = max(40, inside.width() - kind_width - _BETWEEN)
        title = QFontMetrics(font).elidedText(words.title, Qt.TextElideMode.ElideRight, room)
        painter.drawText(line, _side(Qt.AlignmentFlag.AlignLeft), title)
        return line.bottom() + 4

    def _paint_sides(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        inside: QRect,
        top: int,
        words: CaseWords,
        colours: Colours,
    ) -> int:
        painter.setFont(option.font)
        painter.setPen(QColor(getattr(colours, self.sides_colour)))
        height = QFontMetrics(option.font).lineSpacing()
        for line in wrap_lines(words.sides, option.font, inside.width(), _SIDES_LINES):
            place = QRect(inside.left(), top, inside.width(), height)
            painter.drawText(place, _side(Qt.AlignmentFlag.AlignLeft), line)
            top += height
        return top

    def _paint_small(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        inside: QRect,
        top: int,
        words: str,
        colour: str,
    ) -> int:
        font = small_font(option.font)
        metrics = QFontMetrics(font)
        painter.setFont(font)
        painter.setPen(QColor(colour))
        place = QRect(inside.left(), top + 3, inside.width(), metrics.lineSpacing())
        for line in wrap_lines(words, font, inside.width(), _SMALL_LINES):
            painter.drawText(place, _side(Qt.AlignmentFlag.AlignLeft), line)
            place.translate(0, place.height())
        return place.top()

    def _paint_keys(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        inside: QRect,
        top: int,
        decisions: Decisions,
    ) -> None:
        colours = current_colours()
        painter.setFont(option.font)
        for place, key, words in self._place_keys(option.font, inside.width(), decisions):
            place.translate(inside.left(), top + 6)
            cap = key_cap_size(key, option.font)
            paint_key_cap(
                painter, QRectF(place.topLeft(), cap.toSizeF()), key, option.font, colours
            )
            painter.setFont(option.font)
            painter.setPen(QColor(colours.text))
            beside = place.adjusted(cap.width() + _KEY_GAP, 0, 0, 0)
            painter.drawText(beside, _side(Qt.AlignmentFlag.AlignLeft), words)

    def _keys_height(self, font: QFont, width: int, decisions: Decisions) -> int:
        places = [place for place, _, _ in self._place_keys(font, width, decisions)]
        return max((place.bottom() for place in places), default=-7) + 7

    def _place_keys(self, font: QFont, width: int, decisions: Decisions) -> Iterator[_Placed]:
        """Yield where each key and its words stand, from the top left, row by row."""
        metrics = QFontMetrics(font)
        x = y = 0
        for action, words in decisions:
            key = self.shown_key(action)
            if not key:
                continue
            cap = key_cap_size(key, font)
            room = width - cap.width() - _KEY_GAP
            shown = metrics.elidedText(words, Qt.TextElideMode.ElideRight, min(room, 110))
            wide = cap.width() + _KEY_GAP + metrics.horizontalAdvance(shown)
            if x and x + wide > width:
                x, y = 0, y + cap.height() + 4
            yield QRect(x, y, wide + 2, cap.height()), key, shown
            x += wide + _BETWEEN

    @staticmethod
    def _width(option: QStyleOptionViewItem) -> int:
        view = option.widget
        if isinstance(view, QAbstractScrollArea):
            return view.viewport().width()
        return option.rect.width()


def _side(side: Qt.AlignmentFlag) -> Qt.AlignmentFlag:
    return side | Qt.AlignmentFlag.AlignVCenter

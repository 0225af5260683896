"""How a case looks in the queue: a card; the one that one is at shows the keys that decide it."""

from collections.abc import Callable, Iterator

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from annotator.ui.fonts import small_font
from annotator.ui.panels.key_hint import key_cap_size, paint_key_cap
from annotator.ui.panels.wrapped_text import wrap_lines
from annotator.ui.review.queue_model import IsCurrentRole, RowRole, TitleRole
from annotator.ui.review.rows import Decisions, Row
from annotator.ui.theme import Colours, current_colours

_PADDING = 10
_GAP = 8
"""Between cards."""
_TITLE_GAP = 6
"""Above and below the title of an article."""
_SIDES_LINES = (2, 4)
"""Lines of who says what: usually, and on the card one is at."""
_SETTLED_LINES = (1, 3)
_KEY_GAP = 5
_BETWEEN = 12
_Index = QModelIndex | QPersistentModelIndex
_Placed = tuple[QRect, str, str]
"""Where a key and its words stand, the key, the words."""


class CaseDelegate(QStyledItemDelegate):
    """Paints cards as tall as what they say; tells heights for a font and a width."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.shown_key: Callable[[str], str] = lambda action: ""
        self._font, self._width = QFont(), 0
        self._line = self._small_line = 0
        self._lines: dict[str, int] = {}
        """Who says what -> how many lines it takes."""

    # ---- heights --------------------------------------------------------------------------------

    def measure(self, font: QFont, width: int) -> bool:
        """Tell heights for this font and this width of the list from now on, and whether they are
        others than before."""
        if (font, width) == (self._font, self._width):
            return False
        self._font, self._width = QFont(font), width
        self._line = QFontMetrics(font).lineSpacing()
        self._small_line = QFontMetrics(small_font(font)).lineSpacing()
        self._lines.clear()
        return True

    def height(self, row: Row) -> int:
        """Return how tall a card is with the gap below it, while one is not at it."""
        settled = self._small_line + 3 if row.words.settled else 0
        sides = self._count_lines(row.words.sides) * self._line
        return 2 * _PADDING + self._line + 4 + sides + settled + _GAP

    def extra_height(self, row: Row) -> int:
        """Return by how much it is taller while one is at it."""
        words, inside = row.words, self._inside()
        extra = len(wrap_lines(words.sides, self._font, inside, _SIDES_LINES[1]))
        height = (extra - self._count_lines(words.sides)) * self._line
        if words.settled:
            font = small_font(self._font)
            settled = len(wrap_lines(words.settled, font, inside, _SETTLED_LINES[1]))
            height += (settled - 1) * self._small_line
        return height + self._keys_height(self._font, inside, row.decisions)

    def _count_lines(self, sides: str) -> int:
        lines = self._lines.get(sides)
        if lines is None:
            is_short = QFontMetrics(self._font).horizontalAdvance(sides) <= self._inside()
            lines = self._lines[sides] = 1 if is_short else _SIDES_LINES[0]
        return lines

    def _inside(self) -> int:
        return max(60, self._width - 2 * _PADDING)

    @property
    def title_height(self) -> int:
        """How much room the title of an article takes above a card."""
        return self._small_line + 2 * _TITLE_GAP

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        """Return the height of a card, in the width that was measured."""
        row: Row | None = index.data(RowRole)
        if row is None:
            return QSize(0, 0)
        extra = self.extra_height(row) if index.data(IsCurrentRole) else 0
        extra += self.title_height if index.data(TitleRole) else 0
        return QSize(0, self.height(row) + extra)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Paint a card, and above it the title of the article that begins with it."""
        row: Row | None = index.data(RowRole)
        if row is None:
            return
        colours = current_colours()
        is_current, title = bool(index.data(IsCurrentRole)), str(index.data(TitleRole) or "")
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        frame = option.rect.adjusted(0, 0, 0, -_GAP)
        if title:
            self._paint_title(painter, option, frame, title, colours)
            frame.adjust(0, self.title_height, 0, 0)
        self._paint_frame(painter, option, frame, is_current, colours)
        inside = frame.adjusted(_PADDING, _PADDING, -_PADDING, -_PADDING)
        top = self._paint_head(painter, option, inside, row, colours)
        top = self._paint_sides(painter, option, inside, top, row, is_current)
        if row.words.settled:
            top = self._paint_settled(painter, option, inside, top, row, is_current)
        if is_current:
            self._paint_keys(painter, option, inside, top, row.decisions)
        painter.restore()

    # ---- parts ----------------------------------------------------------------------------------

    def _paint_title(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        frame: QRect,
        title: str,
        colours: Colours,
    ) -> None:
        font = small_font(option.font)
        font.setWeight(QFont.Weight.DemiBold)
        painter.setFont(font)
        painter.setPen(QColor(colours.muted))
        place = QRect(
            frame.left() + 1, frame.top() + _TITLE_GAP, frame.width() - 2, self._small_line
        )
        metrics = QFontMetrics(font)
        words = metrics.elidedText(title, Qt.TextElideMode.ElideRight, place.width())
        painter.drawText(place, _side(Qt.AlignmentFlag.AlignLeft), words)

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
        row: Row,
        colours: Colours,
    ) -> int:
        words, is_open = row.words, row.is_open
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
        row: Row,
        is_current: bool,
    ) -> int:
        painter.setFont(option.font)
        painter.setPen(QColor(current_colours().muted))
        height, sides = QFontMetrics(option.font).lineSpacing(), row.words.sides
        most = _SIDES_LINES[1] if is_current else self._count_lines(sides)
        for line in wrap_lines(sides, option.font, inside.width(), most):
            place = QRect(inside.left(), top, inside.width(), height)
            painter.drawText(place, _side(Qt.AlignmentFlag.AlignLeft), line)
            top += height
        return top

    def _paint_settled(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        inside: QRect,
        top: int,
        row: Row,
        is_current: bool,
    ) -> int:
        settled, colours = row.words.settled, current_colours()
        font = small_font(option.font)
        metrics = QFontMetrics(font)
        painter.setFont(font)
        painter.setPen(QColor(colours.good if settled.startswith("✓") else colours.warn))
        place = QRect(inside.left(), top + 3, inside.width(), metrics.lineSpacing())
        for line in wrap_lines(settled, font, inside.width(), _SETTLED_LINES[is_current]):
            painter.drawText(place, _side(Qt.AlignmentFlag.AlignLeft), line)
            place.translate(0, place.height())
        return place.top() + 1

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


def _side(side: Qt.AlignmentFlag) -> Qt.AlignmentFlag:
    return side | Qt.AlignmentFlag.AlignVCenter

"""How a case looks in a list: a card; the one that one is at shows the keys that decide it."""

from collections.abc import Callable, Iterator

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QAbstractScrollArea, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from annotator.messages.case_words import CaseWords
from annotator.ui.fonts import small_font
from annotator.ui.panels.key_hint import key_cap_size, paint_key_cap
from annotator.ui.panels.wrapped_text import wrap_lines
from annotator.ui.review.card_view import (
    Decisions,
    DecisionsRole,
    IsCurrentRole,
    IsOpenRole,
    TitleRole,
    WordsRole,
)
from annotator.ui.theme import Colours, current_colours

_PADDING = 10
_GAP = 8
"""Between cards."""
_TITLE_GAP = 6
"""Above and below the title of an article."""
_AFTER_HEAD = 4
_BEFORE_SMALL = 3
_KEY_GAP = 5
_BETWEEN = 12
_Index = QModelIndex | QPersistentModelIndex
_Placed = tuple[QRect, str, str]
"""Where a key and its words stand, the key, the words."""


class CaseDelegate(QStyledItemDelegate):
    """Paints cards as tall as what they say; tells heights for a font and a width."""

    sides_colour = "muted"
    """The colour of who says what, by its name in `Colours`."""
    sides_lines = (3, 3)
    """Lines of who says what: usually, and at most on the card one is at."""
    small_lines = (3, 3)
    """Lines of each of the small words below."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.shown_key: Callable[[str], str] = lambda action: ""
        self._font, self._small = QFont(), QFont()
        self._metrics, self._small_metrics = QFontMetrics(QFont()), QFontMetrics(QFont())
        self._width = self._line = self._small_line = 0
        self._lines: dict[tuple[str, int, bool], int] = {}

    # ---- heights --------------------------------------------------------------------------------

    def measure(self, font: QFont, width: int) -> bool:
        """Tell heights for this font and this width of the list from now on, and whether they are
        others than before."""
        if (font, width) == (self._font, self._width):
            return False
        self._font, self._small, self._width = QFont(font), small_font(font), width
        self._metrics, self._small_metrics = QFontMetrics(font), QFontMetrics(self._small)
        self._line = self._metrics.lineSpacing()
        self._small_line = self._small_metrics.lineSpacing()
        self._lines.clear()
        return True

    def height(self, words: CaseWords, *, is_current: bool = False) -> int:
        """Return how tall a card is with the gap below it, but for its keys."""
        line, small = self._line, self._small_line
        sides = self._count(words.sides, self.sides_lines[is_current], is_small=False)
        height = 2 * _PADDING + line + _AFTER_HEAD + sides * line + _GAP
        for one in (words.said, words.settled):
            if one:
                lines = self._count(one, self.small_lines[is_current], is_small=True)
                height += lines * small + _BEFORE_SMALL
        return height

    def current_height(self, words: CaseWords, decisions: Decisions) -> int:
        """Return how tall the card one is at is, its keys included."""
        keys = self._keys_height(self._font, self._inside(), decisions)
        return self.height(words, is_current=True) + keys

    @property
    def title_height(self) -> int:
        """How much room the title of an article takes above a card."""
        return self._small_line + 2 * _TITLE_GAP

    def _count(self, text: str, most: int, *, is_small: bool) -> int:
        """Return how many lines a text takes, of so many at most."""
        key = (text, most, is_small)
        lines = self._lines.get(key)
        if lines is None:
            font, inside = self._small if is_small else self._font, self._inside()
            metrics = self._small_metrics if is_small else self._metrics
            if most == 1 or metrics.horizontalAdvance(text) <= inside:
                lines = 1
            else:
                # Breaking lines takes ten times as long as measuring them.
                lines = 2 if most == 2 else len(wrap_lines(text, font, inside, most))
            self._lines[key] = lines
        return lines

    def _inside(self) -> int:
        return max(60, self._width - 2 * _PADDING)

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        """Return the height of a card at the width of the list."""
        words: CaseWords | None = index.data(WordsRole)
        if words is None:
            return QSize(0, 0)
        view = option.widget
        shown = view.viewport().rect() if isinstance(view, QAbstractScrollArea) else option.rect
        self.measure(option.font, shown.width())
        if index.data(IsCurrentRole):
            return QSize(0, self.current_height(words, index.data(DecisionsRole)))
        return QSize(0, self.height(words))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Paint a card, and above it the title of the article that begins with it."""
        words: CaseWords | None = index.data(WordsRole)
        if words is None:
            return
        colours = current_colours()
        is_current, is_open = bool(index.data(IsCurrentRole)), bool(index.data(IsOpenRole))
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        frame = option.rect.adjusted(0, 0, 0, -_GAP)
        if title := index.data(TitleRole):
            self._paint_title(painter, option, frame, title, colours)
            frame.adjust(0, self.title_height, 0, 0)
        self._paint_frame(painter, option, frame, is_current, colours)
        inside = frame.adjusted(_PADDING, _PADDING, -_PADDING, -_PADDING)
        top = self._paint_head(painter, option, inside, words, is_open, colours)
        lines = self.sides_lines[is_current]
        top = self._paint_sides(painter, option, inside, top, words.sides, lines)
        lines = self.small_lines[is_current]
        if words.said:
            top = self._paint_small(painter, inside, top, words.said, lines, colours.muted)
        if words.settled:
            colour = colours.good if words.settled.startswith("✓") else colours.warn
            top = self._paint_small(painter, inside, top, words.settled, lines, colour)
        if is_current:
            self._paint_keys(painter, option, inside, top, index.data(DecisionsRole))
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
        metrics = QFontMetrics(font)
        painter.setFont(font)
        painter.setPen(QColor(colours.muted))
        place = frame.adjusted(1, _TITLE_GAP, -1, 0)
        place.setHeight(metrics.lineSpacing())
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
        return line.bottom() + _AFTER_HEAD

    def _paint_sides(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        inside: QRect,
        top: int,
        sides: str,
        most: int,
    ) -> int:
        painter.setFont(option.font)
        painter.setPen(QColor(getattr(current_colours(), self.sides_colour)))
        return self._paint_lines(painter, option.font, inside, top, sides, most)

    def _paint_small(
        self, painter: QPainter, inside: QRect, top: int, words: str, most: int, colour: str
    ) -> int:
        painter.setFont(self._small)
        painter.setPen(QColor(colour))
        return self._paint_lines(painter, self._small, inside, top + _BEFORE_SMALL, words, most)

    @staticmethod
    def _paint_lines(
        painter: QPainter, font: QFont, inside: QRect, top: int, words: str, most: int
    ) -> int:
        """Paint so many lines at most and return where they end."""
        place = QRect(inside.left(), top, inside.width(), QFontMetrics(font).lineSpacing())
        for line in wrap_lines(words, font, inside.width(), most):
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


def _side(side: Qt.AlignmentFlag) -> Qt.AlignmentFlag:
    return side | Qt.AlignmentFlag.AlignVCenter

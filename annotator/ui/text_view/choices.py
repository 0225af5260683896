"""A small list that pops up beside the text: type a key, use the arrows, or click."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QWidget

from annotator.ui.text_view.colours import TextColours, blend
from annotator.ui.text_view.free_place import Taken, find_place
from annotator.ui.text_view.keys import letter_of

_ROW = 28
_PADDING = 8
_WIDEST = 360
_EDGE = 4
_FEWER_ROWS = 3
_FEWEST_ROWS = 2
NO_ROW = -1
"""The current row of a list in which nothing is chosen yet."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One row: the key to type, what it is, more about it, and the colour it wears."""

    key: str
    name: str
    detail: str
    colour: str
    spoken: str = ""
    """What a screen reader says for the detail, where that is short because the title says more."""


class ChoiceList(QWidget):
    """Rows to choose from. Focus stays in the text, which passes keys on (`take_key`)."""

    chosen = Signal(int)
    """The number of the row."""
    went_to = Signal(int)
    """Another row is the current one."""

    def __init__(
        self,
        title: str,
        choices: Sequence[Choice],
        colours: TextColours,
        parent: QWidget,
        most_rows: int = 10,
    ) -> None:
        super().__init__(parent)
        self._area = parent
        self._most_rows = most_rows
        self.choices = tuple(choices)
        self.current = 0
        self._title = title
        self._colours = colours
        self._first = 0
        self._bold = QFont(self.font())
        self._bold.setWeight(QFont.Weight.DemiBold)
        self.setMouseTracking(True)
        self.setAttribute(Qt.WidgetAttribute.WA_NoMousePropagation)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(title)
        self.resize(self.sizeHint())

    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(self._bold)
        key = max((metrics.horizontalAdvance(one.key.upper()) for one in self.choices), default=0)
        rows = [
            metrics.horizontalAdvance(one.name) + metrics.horizontalAdvance(one.detail)
            for one in self.choices
        ]
        title = metrics.horizontalAdvance(self._title)
        width = max(max(rows, default=0) + key + 64, title + 32)
        shown = min(self._most_rows, len(self.choices))
        widest = min(_WIDEST, self._area.width() - 2 * _EDGE)
        return QSize(min(widest, width), shown * _ROW + _ROW + 2 * _PADDING - 4)

    def show_at(self, point: QPoint, taken: Sequence[Taken] = ()) -> None:
        """Show the list near a point of the parent, all of it inside, off what is taken.

        Where there is no such place it shows fewer rows at a time.
        """
        most = self._most_rows
        for rows in sorted({most, min(most, _FEWER_ROWS), min(most, _FEWEST_ROWS)}, reverse=True):
            self._most_rows = rows
            self.resize(self.sizeHint())
            place, hidden = find_place(self.size(), self._area.rect(), point, taken)
            if not hidden:
                break
        self.move(place)
        self.show()
        self.raise_()

    def row_text(self, number: int) -> str:
        """Return a row as a screen reader says it."""
        one = self.choices[number]
        return f"{one.key} {one.name} {one.spoken or one.detail}".strip()

    # ---- keys and mouse ------------------------------------------------------------------------

    def take_key(self, event: QKeyEvent) -> bool:
        """Act on a key; return whether it was one for this list."""
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        key = Qt.Key(event.key())
        if key in steps:
            # From no row at all, down is the first and up the last.
            start = max(self.current, 0) if steps[key] < 0 else self.current
            self._go_to((start + steps[key]) % len(self.choices))
            return True
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            if self.current != NO_ROW:
                self.chosen.emit(self.current)
            return True
        letter = letter_of(event)
        for number, one in enumerate(self.choices):
            if letter and one.key.lower() == letter:
                self.chosen.emit(number)
                return True
        return False

    def _go_to(self, number: int) -> None:
        self.current = number
        self.went_to.emit(number)
        self._first = min(max(self._first, number - self._most_rows + 1), number)
        self.update()

    def _row_at(self, point: QPointF) -> int | None:
        row = int((point.y() - _PADDING - _ROW + 4) // _ROW) + self._first
        is_inside = point.y() > _PADDING + _ROW - 4 and row < len(self.choices)
        return row if is_inside and row < self._first + self._most_rows else None

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        row = self._row_at(event.position())
        if row is not None and row != self.current:
            self._go_to(row)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        row = self._row_at(event.position())
        if row is not None:
            self.chosen.emit(row)

    # ---- painting ------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colours = self._colours
        raised = blend("#ffffff", colours.background, 0.06 if colours.is_dark else 1.0)
        painter.setPen(QPen(QColor(blend(colours.text, colours.background, 0.25)), 1))
        painter.setBrush(QColor(raised))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        painter.setPen(QColor(colours.muted))
        title = QRect(_PADDING + 6, _PADDING - 4, self.width() - 2 * _PADDING - 12, _ROW)
        metrics = QFontMetrics(self.font())
        words = metrics.elidedText(self._title, Qt.TextElideMode.ElideRight, title.width())
        painter.drawText(title, Qt.AlignmentFlag.AlignVCenter, words)
        for place, number in enumerate(range(self._first, len(self.choices))):
            if place >= self._most_rows:
                break
            top = _PADDING - 4 + _ROW * (place + 1)
            self._paint_row(painter, number, QRect(5, top, self.width() - 10, _ROW))

    def _paint_row(self, painter: QPainter, number: int, row: QRect) -> None:
        one, colours = self.choices[number], self._colours
        if number == self.current:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(blend(colours.accent, colours.background, 0.14)))
            painter.drawRoundedRect(row, 4, 4)
        left = row.left() + 8
        middle = Qt.AlignmentFlag.AlignVCenter
        metrics = QFontMetrics(self._bold)
        if one.key:
            letters = one.key.upper()
            width = max(18, metrics.horizontalAdvance(letters) + 8)
            cap = QRectF(left, row.center().y() - 8.5, width, 18)
            painter.setPen(QPen(QColor(blend(colours.text, colours.background, 0.35)), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(cap, 3.5, 3.5)
            painter.setPen(QColor(colours.text))
            painter.drawText(cap, Qt.AlignmentFlag.AlignCenter, letters)
            left += width + 10
        painter.setFont(self._bold)
        painter.setPen(QColor(one.colour))
        name = metrics.elidedText(one.name, Qt.TextElideMode.ElideRight, row.right() - left - 8)
        painter.drawText(QRect(left, row.top(), row.right() - left, row.height()), middle, name)
        left += metrics.horizontalAdvance(name) + 10
        painter.setFont(self.font())
        painter.setPen(QColor(colours.text))
        room = max(0, row.right() - left - 8)
        detail = QFontMetrics(self.font()).elidedText(one.detail, Qt.TextElideMode.ElideRight, room)
        painter.drawText(QRect(left, row.top(), room, row.height()), middle, detail)

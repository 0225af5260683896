"""What every picture does, whatever it shows: it is pointed at, walked by arrows, opened, told."""

from collections.abc import Sequence
from typing import ClassVar

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QColor,
    QFocusEvent,
    QFont,
    QFontMetrics,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QResizeEvent,
)
from PySide6.QtWidgets import QLabel, QSizePolicy, QToolTip, QWidget

from annotator.ui.charts.item import Box, Direction, Item, Table, item_at, next_item
from annotator.ui.fonts import small_font
from annotator.ui.panels.enter_button import is_enter
from annotator.ui.panels.plain_text import plain_tooltip
from annotator.ui.theme import current_colours, theme

_ARROWS: dict[int, Direction] = {
    Qt.Key.Key_Left: "left",
    Qt.Key.Key_Right: "right",
    Qt.Key.Key_Up: "up",
    Qt.Key.Key_Down: "down",
}


class Chart(QLabel):
    """A picture made of items. Those derived from it lay items out, paint them, and tell them as
    a table. (A label with a picture is what a screen reader is told as one: role Graphic.)"""

    door_opened = Signal(object)
    """What is behind the item that was chosen."""
    pointed = Signal(str)
    """The words of the item under the pointer or the cursor, "" for none."""
    rounds_items: ClassVar[bool] = True
    """Whether the cursor is drawn as a rounded box around an item, as against a ring."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setPixmap(QPixmap(1, 1))
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._measure()
        self.items: Sequence[Item] = ()
        self.current = -1
        """The item that the cursor is on, -1 for none."""
        self._hovered = -1
        theme().changed.connect(self.update)

    # ---- for those derived from it

    def lay_out(self) -> Sequence[Item]:
        """Return the items as they lie in the room there is now."""
        raise NotImplementedError

    def paint(self, painter: QPainter) -> None:
        """Paint the items; the cursor is painted over them."""
        raise NotImplementedError

    def table(self) -> Table:
        """Return the same numbers as a table."""
        raise NotImplementedError

    def wanted_height(self) -> int:
        """Return how high (pixels) the picture would be."""
        raise NotImplementedError

    def next_from(self, at: int, direction: Direction) -> int:
        """Return where an arrow key leads from an item (-1: from none)."""
        return next_item(self.items, at, direction)

    # ---- what there is

    def show_anew(self) -> None:
        """Lay out and paint again: the values are others, or the room."""
        name = self.items[self.current].name if 0 <= self.current < len(self.items) else ""
        self.items = self.lay_out()
        self._hovered = -1
        self.current = next((at for at, one in enumerate(self.items) if one.name == name), -1)
        self.updateGeometry()
        self.refresh()

    def go_to(self, at: int) -> None:
        """Put the cursor onto an item, and tell it."""
        if at == self.current or not 0 <= at < len(self.items):
            return
        self.current = at
        words = self.items[at].words
        self.setAccessibleDescription(words)
        if QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, words))
        self.pointed.emit(words)
        self.refresh()

    def open(self, at: int) -> None:
        """Open what is behind an item, if anything is."""
        if 0 <= at < len(self.items) and self.items[at].behind is not None:
            self.door_opened.emit(self.items[at].behind)

    def refresh(self) -> None:
        """Paint again."""
        self.update()

    def _measure(self) -> None:
        self.small: QFont = small_font(self.font())
        """The font of names and numbers."""
        self.line: int = QFontMetrics(self.small).height()
        """The height (pixels) of a line of it: everything is measured by that."""

    # ---- hands

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows walk, Home and End go to the ends, Enter and Space open."""
        direction = _ARROWS.get(event.key())
        is_plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if not is_plain:
            event.ignore()
        elif direction is not None:
            self.go_to(self.next_from(self.current, direction))
        elif event.key() in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self.go_to(0 if event.key() == Qt.Key.Key_Home else len(self.items) - 1)
        elif is_enter(event) or event.key() == Qt.Key.Key_Space:
            self.open(self.current)
        else:
            event.ignore()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """What is under the pointer comes forward."""
        self._hover(self._at(event.position()))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """The cursor goes where the hand presses."""
        if event.button() == Qt.MouseButton.LeftButton:
            self.go_to(self._at(event.position()))
        else:
            event.ignore()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click opens what it was on."""
        at = self._at(event.position())
        if event.button() == Qt.MouseButton.LeftButton and at == self.current:
            self.open(at)

    def leaveEvent(self, event: QEvent) -> None:
        """Nothing is under the pointer."""
        self._hover(-1)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """One comes to the item one was at, or to the first; a click says itself where to."""
        if self.current < 0 and self.items and event.reason() != Qt.FocusReason.MouseFocusReason:
            self.go_to(0)
        elif 0 <= self.current < len(self.items):
            self.pointed.emit(self.items[self.current].words)
        self.refresh()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """The cursor goes with the focus."""
        self.pointed.emit("")
        self.refresh()

    def event(self, event: QEvent) -> bool:
        """The value of what is pointed at is in the tooltip."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            at = self._at(QPointF(event.pos()))
            words = self.items[at].words if at >= 0 else ""
            QToolTip.showText(event.globalPos(), plain_tooltip(words), self)
            return True
        return super().event(event)

    def _at(self, place: QPointF) -> int:
        return item_at(self.items, place.x(), place.y())

    def _hover(self, at: int) -> None:
        if at == self._hovered:
            return
        self._hovered = at
        is_door = at >= 0 and self.items[at].behind is not None
        self.setCursor(Qt.CursorShape.PointingHandCursor if is_door else Qt.CursorShape.ArrowCursor)
        self.pointed.emit(self.items[at].words if at >= 0 else "")
        self.refresh()

    # ---- Qt

    def sizeHint(self) -> QSize:
        """As wide as there is room, as high as it wants to be."""
        return QSize(24 * self.line, self.wanted_height())

    def minimumSizeHint(self) -> QSize:
        """May become narrow; the height stays."""
        return QSize(10 * self.line, self.wanted_height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Use the room there is now."""
        self.show_anew()

    def changeEvent(self, event: QEvent) -> None:
        """Keep up with the size of letters."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._measure()
            self.show_anew()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the picture, then what is pointed at and the cursor."""
        painter = QPainter(self)
        self.paint_all(painter)
        self.paint_cursor(painter)

    def paint_cursor(self, painter: QPainter) -> None:
        """Paint a line around what is pointed at, and a firmer one where the cursor is."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colours = current_colours()
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if 0 <= self._hovered < len(self.items):
            painter.setPen(QPen(QColor(colours.muted), 1))
            self._frame(painter, self.items[self._hovered].box)
        if self.hasFocus() and 0 <= self.current < len(self.items):
            painter.setPen(QPen(QColor(colours.accent), 2))
            self._frame(painter, self.items[self.current].box)

    def paint_all(self, painter: QPainter) -> None:
        """Paint the picture without pointer and cursor: as it is saved."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self.small)
        self.paint(painter)

    def _frame(self, painter: QPainter, box: Box) -> None:
        around = QRectF(*box)
        if self.rounds_items:
            painter.drawRoundedRect(around.adjusted(1, 1, -1, -1), 4, 4)
        else:
            painter.drawEllipse(around)

"""The strip beside the text: where in the article spans and hits are, and what is on screen."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from annotator.ui.text_view.colours import blend
from annotator.ui.text_view.text_view import TextView

_WIDTH = 20
_TICK = (5.0, 1.6)
"""From the left, and how thick."""
_INSET = 6.0


class OverviewStrip(QWidget):
    """One tick for each span in its label's colour; a frame for the window; a click goes there."""

    def __init__(self, text_view: TextView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view = text_view
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        text_view.scrolled.connect(self.update)

    def sizeHint(self) -> QSize:
        return QSize(_WIDTH, 120)

    def place_of(self, offset: int) -> float:
        """Return how far down the strip an offset is, in pixels."""
        galley = self._view.galley
        if galley is None:
            return _INSET
        number = galley.blocks.number_at(offset)
        block = galley.blocks[number]
        share = (offset - block.start) / max(1, block.end - block.start)
        y = galley.heights.top(number) + min(1.0, share) * galley.heights.height(number)
        return _INSET + y * self._scale()

    def _scale(self) -> float:
        galley = self._view.galley
        room = max(1.0, self.height() - 2 * _INSET)
        if galley is None:
            return 1.0
        # A short article is not stretched over the whole strip.
        return float(min(room / max(1.0, galley.heights.total), 0.5))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._go_to(event.position().y())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._go_to(event.position().y())

    def _go_to(self, y: float) -> None:
        galley = self._view.galley
        if galley is None:
            return
        there = max(0.0, (y - _INSET) / self._scale())
        number = galley.heights.block_at(there)
        block = galley.blocks[number]
        inside = (there - galley.heights.top(number)) / max(1.0, galley.heights.height(number))
        self._view.scroll_to(block.start + int(min(1.0, inside) * (block.end - block.start)))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(event.rect(), QColor(self._view.colours.background))
        galley, draws = self._view.galley, self._view.painter
        if galley is None or draws is None:
            return
        width = self.width() - 2 * _TICK[0]
        taken: set[int] = set()
        for id in galley.index.in_order():
            span = galley.index.spans[id]
            y = round(self.place_of(span.start) / 2) * 2
            if y in taken:
                continue
            taken.add(y)
            colour = QColor(draws.label_colours(span.label).strong)
            painter.fillRect(QRectF(_TICK[0], y, width, _TICK[1]), colour)
        for start, _end in self._view.hits:
            find = QColor(self._view.colours.accent)
            painter.fillRect(QRectF(_TICK[0] - 3, self.place_of(start), 3, 2), find)
        self._paint_window(painter)

    def _paint_window(self, painter: QPainter) -> None:
        colours = self._view.colours
        start, end = self._view.visible_range()
        top, bottom = self.place_of(start), self.place_of(end)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(blend(colours.text, colours.background, 0.35)), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        frame = QRectF(2.5, top - 2, self.width() - 5, max(12.0, bottom - top + 4))
        painter.drawRoundedRect(frame, 3, 3)

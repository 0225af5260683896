"""The strip beside the text: where in the article spans and hits are, and what is on screen."""

from bisect import bisect_left

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import (
    QColor,
    QHideEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QPolygonF,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from annotator.ui.text_view.colours import blend, hit_edge
from annotator.ui.text_view.galley import Galley
from annotator.ui.text_view.look import TextRange
from annotator.ui.text_view.painter import Painter
from annotator.ui.text_view.text_view import TextView

_WIDTH = 20
_TICK = (5.0, 1.6)
"""From the left, and how thick."""
_ROW = 2
"""Pixels between two ticks at least: of spans closer together the first in the text is shown."""
_HIT = 3.0
"""How wide the notch of a search hit is, at the left edge."""
_CURRENT_HIT = (7.0, 5.0)
"""How wide the arrow at the selected hit is, and half as high."""
_INSET = 6.0
_SETTLING = 120
"""Milliseconds between two looks at where ticks stand while edits are made and heights known."""


class OverviewStrip(QWidget):
    """One tick for each span in its label's colour; a frame for the window; a click goes there.

    Hits are notches at the left edge, the selected one is an arrow.
    """

    def __init__(self, text_view: TextView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view = text_view
        self._ticks: list[tuple[int, str]] = []
        self._hit_rows: list[int] = []
        self._placed_in: tuple[Galley, int, tuple[TextRange, ...]] | None = None
        self._placed_for = (0, 0.0)
        self._is_due = False
        self._drawn: tuple[object, ...] = ()
        self._picture = QPixmap()
        self._settling = QTimer(self, singleShot=True, interval=_SETTLING)
        self._settling.timeout.connect(self._look_again)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(self.tr("Where the spans are"))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        text_view.scrolled.connect(self.update)
        text_view.hits_changed.connect(self.update)
        text_view.selection.changed.connect(self._follow_selection)

    def sizeHint(self) -> QSize:
        return QSize(_WIDTH, 120)

    def place_of(self, offset: int) -> float:
        """Return how far down the strip an offset is, in pixels."""
        galley = self._view.galley
        return _INSET if galley is None else self._place(galley, offset, self._scale())

    def _place(self, galley: Galley, offset: int, scale: float) -> float:
        number = galley.blocks.number_at(offset)
        block = galley.blocks[number]
        share = (offset - block.start) / max(1, block.end - block.start)
        y = galley.heights.top(number) + min(1.0, share) * galley.heights.height(number)
        return _INSET + y * scale

    def _offset_at(self, galley: Galley, y: float, scale: float) -> int:
        """Return the offset that stands at this height of the strip."""
        there = max(0.0, (y - _INSET) / scale)
        number = galley.heights.block_at(there)
        block = galley.blocks[number]
        inside = (there - galley.heights.top(number)) / max(1.0, galley.heights.height(number))
        return block.start + int(min(1.0, inside) * (block.end - block.start))

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

    def hideEvent(self, event: QHideEvent) -> None:
        self._settling.stop()
        super().hideEvent(event)

    def _go_to(self, y: float) -> None:
        galley = self._view.galley
        if galley is not None:
            self._view.scroll_to(self._offset_at(galley, y, self._scale()))

    def _follow_selection(self) -> None:
        """The selected hit is shown in its own form."""
        if self._view.hits:
            self.update()

    # ---- ticks -------------------------------------------------------------------------------

    def _current_ticks(self, galley: Galley) -> list[tuple[int, str]]:
        """Return (y, label id) of the ticks; looked for again only where something moved them.

        After an edit, and while heights become known bit by bit, that is a little later: the text
        itself shall be painted first.
        """
        place = (galley, self.height(), self._view.hits)
        state = (galley.index.version, galley.heights.total)
        if place == self._placed_in:
            if state == self._placed_for:
                return self._ticks
            if not self._is_due:
                if not self._settling.isActive():
                    self._settling.start()
                return self._ticks
        self._is_due = False
        self._ticks = self._find_ticks(galley)
        self._hit_rows = self._find_hit_rows(galley, self._view.hits)
        self._placed_in, self._placed_for = place, state
        return self._ticks

    def _look_again(self) -> None:
        self._is_due = True
        self.update()

    def _find_ticks(self, galley: Galley) -> list[tuple[int, str]]:
        """Go from row to row, not from span to span: the strip is small, articles are not."""
        index, scale = galley.index, self._scale()
        ticks: list[tuple[int, str]] = []
        id = index.first_from(0)
        while id is not None:
            span = index.spans[id]
            row = round(self._place(galley, span.start, scale) / _ROW) * _ROW
            if not ticks or ticks[-1][0] != row:
                ticks.append((row, span.label))
            beyond = self._offset_at(galley, row + _ROW / 2, scale)
            id = index.first_from(max(span.start + 1, beyond))
        return ticks

    def _find_hit_rows(self, galley: Galley, hits: tuple[TextRange, ...]) -> list[int]:
        """Return where hits are, in pixels; from row to row as well."""
        scale = self._scale()
        rows: list[int] = []
        number = 0
        while number < len(hits):
            start = hits[number][0]
            row = round(self._place(galley, start, scale) / _ROW) * _ROW
            if not rows or rows[-1] != row:
                rows.append(row)
            beyond = self._offset_at(galley, row + _ROW / 2, scale)
            number = bisect_left(hits, (max(start + 1, beyond),), number + 1)
        return rows

    # ---- painting ----------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(event.rect(), QColor(self._view.colours.background))
        galley, draws = self._view.galley, self._view.painter
        if galley is None or draws is None:
            return
        painter.drawPixmap(0, 0, self._picture_of(self._current_ticks(galley), draws))
        self._paint_window(painter)
        self._paint_hits(painter)

    def _paint_hits(self, painter: QPainter) -> None:
        if not self._hit_rows:
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        colour = QColor(hit_edge(self._view.colours))
        for row in self._hit_rows:
            painter.fillRect(QRectF(0, row, _HIT, _ROW), colour)
        chosen = self._view.selection.text
        if chosen is None or not self._is_hit(chosen):
            return
        y = self.place_of(chosen[0]) + _ROW / 2
        width, half = _CURRENT_HIT
        arrow = QPolygonF([QPointF(0, y - half), QPointF(width, y), QPointF(0, y + half)])
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(self._view.colours.background), 1))
        painter.setBrush(colour)
        painter.drawPolygon(arrow)

    def _is_hit(self, chosen: TextRange) -> bool:
        hits = self._view.hits
        number = bisect_left(hits, (chosen[0],))
        return number < len(hits) and hits[number][0] < chosen[1]

    def _picture_of(self, ticks: list[tuple[int, str]], draws: Painter) -> QPixmap:
        """Return the ticks as a picture, drawn again only where they, or their colours, changed."""
        drawn = (ticks, draws, self.size(), self.devicePixelRatioF())
        if drawn != self._drawn:
            self._drawn = drawn
            self._picture = QPixmap(self.size() * self.devicePixelRatioF())
            self._picture.setDevicePixelRatio(self.devicePixelRatioF())
            self._picture.fill(QColor(self._view.colours.background))
            painter = QPainter(self._picture)
            width = self.width() - 2 * _TICK[0]
            for y, label in ticks:
                colour = QColor(draws.label_colours(label).strong)
                painter.fillRect(QRectF(_TICK[0], y, width, _TICK[1]), colour)
            painter.end()
        return self._picture

    def _paint_window(self, painter: QPainter) -> None:
        colours = self._view.colours
        start, end = self._view.visible_range()
        top, bottom = self.place_of(start), self.place_of(end)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(blend(colours.text, colours.background, 0.35)), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        frame = QRectF(2.5, top - 2, self.width() - 5, max(12.0, bottom - top + 4))
        painter.drawRoundedRect(frame, 3, 3)

"""The strip beside the text: where spans, hits and differences are, and what is on screen."""

from bisect import bisect_left
from collections.abc import Sequence

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
    QWheelEvent,
)
from PySide6.QtWidgets import QApplication, QSizePolicy, QWidget

from annotator.ui.text_view.colours import blend, hit_edge
from annotator.ui.text_view.galley import Galley
from annotator.ui.text_view.look import Disputed, TextRange
from annotator.ui.text_view.painter import Painter
from annotator.ui.text_view.text_view import TextView

_WIDTH = 20
_TICK = (5, 2)
"""From the left, and how thick."""
_ROW = 3
"""Pixels between two ticks at least: of spans closer together the first in the text is shown."""
_NOTCH = (3, 2)
"""How wide and high the notch of a search hit or a difference is, at the edge."""
_CURRENT = (7.0, 5.0)
"""How wide the arrow at the hit or difference one is at is, and half as high."""
_SEEN = 1
"""How wide the line is along what was on screen, at the left edge."""
_INSET = 6.0
_LEAST_FRAME = 12.0
_SETTLING = 120
"""Milliseconds between two looks at where ticks stand while edits are made and heights known."""


class OverviewStrip(QWidget):
    """One tick for each span in its label's colour; a frame for the window; a click goes there.

    Hits are notches at the left edge, differences at the right one; that where one is is an arrow.
    What two people agree on is grey.
    It is the scroll bar of the text: its frame can be dragged, and the wheel turns over it.
    """

    def __init__(self, text_view: TextView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view = text_view
        self._ticks: list[tuple[int, str]] = []
        self._hit_rows: list[int] = []
        self._seen: Sequence[TextRange] = ()
        self._disputed_rows: list[int] = []
        self._placed_in: tuple[Galley, int, tuple[TextRange, ...], Disputed | None] | None = None
        self._placed_for = (0, 0.0)
        self._is_due = False
        self._grabbed: tuple[float, int] | None = None
        self._drawn: tuple[object, ...] = ()
        self._picture = QPixmap()
        self._settling = QTimer(self, singleShot=True, interval=_SETTLING)
        self._settling.timeout.connect(self._look_again)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(self.tr("Where the spans are"))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        text_view.replace_scroll_bar()
        text_view.scrolled.connect(self.update)
        text_view.hits_changed.connect(self.update)
        text_view.disputed_changed.connect(self.update)
        text_view.selection.changed.connect(self._follow_selection)

    def sizeHint(self) -> QSize:
        return QSize(_WIDTH, 120)

    def set_seen(self, ranges: Sequence[TextRange]) -> None:
        """Draw a thin line along what was on screen already (offsets, in order)."""
        self._seen = tuple(ranges)
        self.update()

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
        if event.button() != Qt.MouseButton.LeftButton:
            return
        y = event.position().y()
        frame = self.frame()
        if not frame.top() <= y <= frame.bottom():
            self._go_to(y)
        self._grabbed = (y, self._view.verticalScrollBar().value())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag the frame: the text goes as far as the hand, in the measure of the strip."""
        if self._grabbed is not None and event.buttons() & Qt.MouseButton.LeftButton:
            start, value = self._grabbed
            distance = (event.position().y() - start) / self._scale()
            self._view.verticalScrollBar().setValue(round(value + distance))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._grabbed = None
        self.update()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Turn over the strip as over the text."""
        QApplication.sendEvent(self._view.verticalScrollBar(), event)

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
        """Return (y, label id) of the ticks; the id is empty for what all agree on.

        They are looked for again only where something moved them.
        After an edit, and while heights become known bit by bit, that is a little later: the text
        itself shall be painted first.
        """
        disputed = self._view.disputed
        place = (galley, self.height(), self._view.hits, disputed)
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
        self._hit_rows = self._find_rows(galley, self._view.hits)
        self._disputed_rows = self._find_rows(galley, disputed.places if disputed else ())
        self._placed_in, self._placed_for = place, state
        return self._ticks

    def _look_again(self) -> None:
        self._is_due = True
        self.update()

    def _find_ticks(self, galley: Galley) -> list[tuple[int, str]]:
        """Go from row to row, not from span to span: the strip is small, articles are not."""
        index, scale, disputed = galley.index, self._scale(), self._view.disputed
        ticks: list[tuple[int, str]] = []
        id = index.first_from(0)
        while id is not None:
            span = index.spans[id]
            row = round(self._place(galley, span.start, scale) / _ROW) * _ROW
            if not ticks or ticks[-1][0] != row:
                is_quiet = disputed is not None and id not in disputed.annotations
                ticks.append((row, "" if is_quiet else span.label))
            beyond = self._offset_at(galley, row + _ROW / 2, scale)
            id = index.first_from(max(span.start + 1, beyond))
        return ticks

    def _find_rows(self, galley: Galley, ranges: tuple[TextRange, ...]) -> list[int]:
        """Return where hits or differences are, in pixels; from row to row as well."""
        scale = self._scale()
        rows: list[int] = []
        number = 0
        while number < len(ranges):
            start = ranges[number][0]
            row = round(self._place(galley, start, scale) / _ROW) * _ROW
            if not rows or rows[-1] != row:
                rows.append(row)
            beyond = self._offset_at(galley, row + _ROW / 2, scale)
            number = bisect_left(ranges, (max(start + 1, beyond),), number + 1)
        return rows

    # ---- painting ----------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(event.rect(), QColor(self._view.colours.background))
        galley, draws = self._view.galley, self._view.painter
        if galley is None or draws is None:
            return
        frame = self.frame()
        self._paint_frame(painter, frame, is_edge=False)
        painter.drawPixmap(0, 0, self._picture_of(self._current_ticks(galley), draws))
        self._paint_frame(painter, frame, is_edge=True)
        self._paint_seen(painter, galley)
        self._paint_notches(painter, self._hit_rows, self._current_hit(), 1)
        self._paint_notches(painter, self._disputed_rows, self._current_difference(), -1)

    def _paint_seen(self, painter: QPainter, galley: Galley) -> None:
        colours, scale = self._view.colours, self._scale()
        colour = QColor(blend(colours.text, colours.background, 0.45))
        for start, end in self._seen:
            top = self._place(galley, start, scale)
            height = max(1.0, self._place(galley, end, scale) - top)
            painter.fillRect(QRectF(0, top, _SEEN, height), colour)

    def _paint_notches(
        self, painter: QPainter, rows: Sequence[int], current: int | None, inward: int
    ) -> None:
        """Paint a notch in each row and an arrow at the current offset, at one of the edges.

        `inward` is 1 at the left edge, -1 at the right one.
        """
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        colour = QColor(hit_edge(self._view.colours))
        edge = 0 if inward > 0 else self.width()
        width, height = _NOTCH
        for row in rows:
            painter.fillRect(QRectF(min(edge, edge + inward * width), row, width, height), colour)
        if current is None:
            return
        y = self.place_of(current) + height / 2
        deep, half = inward * _CURRENT[0], _CURRENT[1]
        arrow = [QPointF(edge, y - half), QPointF(edge + deep, y), QPointF(edge, y + half)]
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(self._view.colours.background), 1))
        painter.setBrush(colour)
        painter.drawPolygon(QPolygonF(arrow))

    def _current_hit(self) -> int | None:
        """Return where the hit begins that is selected."""
        chosen = self._view.selection.text
        return chosen[0] if chosen is not None and self._is_hit(chosen) else None

    def _current_difference(self) -> int | None:
        """Return where the difference begins that one is at."""
        disputed = self._view.disputed
        return disputed.current_places[0][0] if disputed and disputed.current_places else None

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
            self._picture.fill(Qt.GlobalColor.transparent)
            painter = QPainter(self._picture)
            width = self.width() - 2 * _TICK[0]
            for y, label in ticks:
                quiet = self._view.colours.faint
                colour = draws.label_colours(label).strong if label else quiet
                painter.fillRect(QRectF(_TICK[0], y, width, _TICK[1]), QColor(colour))
            painter.end()
        return self._picture

    def frame(self) -> QRectF:
        """Return the frame around what is on screen."""
        start, end = self._view.visible_range()
        top, bottom = self.place_of(start), self.place_of(end)
        return QRectF(2.5, top - 2, self.width() - 5, max(_LEAST_FRAME, bottom - top + 4))

    def _paint_frame(self, painter: QPainter, frame: QRectF, *, is_edge: bool) -> None:
        """Paint the ground of the frame behind the ticks, or its edge over them."""
        colours = self._view.colours
        is_held = self._grabbed is not None or self.underMouse()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if is_edge:
            edge = blend(colours.text, colours.background, 0.75 if is_held else 0.55)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            # What lies around it keeps it apart from ticks of any colour.
            painter.setPen(QPen(QColor(colours.background), 3))
            painter.drawRoundedRect(frame, 3, 3)
            painter.setPen(QPen(QColor(edge), 1))
        else:
            tint = QColor(colours.text)
            tint.setAlphaF(0.12 if is_held else 0.06)
            painter.setBrush(tint)
            painter.setPen(Qt.PenStyle.NoPen)
        painter.drawRoundedRect(frame, 3, 3)
        painter.restore()

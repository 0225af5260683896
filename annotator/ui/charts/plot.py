"""Pictures with axes: pyqtgraph draws them, and what every picture does is done over it."""

from collections.abc import Sequence
from typing import Any

import pyqtgraph
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QFrame, QWidget

from annotator.ui.charts.chart import Chart
from annotator.ui.charts.item import Box
from annotator.ui.theme import current_colours, theme

_HIGH = 11
"""In lines: how high a picture with axes wants to be."""
_HIT = 14.0
"""Pixels around a point in which it is pointed at."""


class _Over(QWidget):
    """Pointer and cursor, over what pyqtgraph has drawn."""

    def __init__(self, chart: "Plot") -> None:
        super().__init__(chart)
        self._chart = chart
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        self._chart.paint_cursor(painter)


class Plot(Chart):
    """An axis at the left, one below, and what is drawn between. Nothing is dragged or zoomed, and
    no text is read as markup: of pyqtgraph's texts only those are used that are plain."""

    rounds_items = False

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self._view = pyqtgraph.GraphicsView(self, background=None)
        self._view.setFrameShape(QFrame.Shape.NoFrame)
        self._view.setStyleSheet("background: transparent")
        self._view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._view.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._view.viewport().setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._view.viewport().setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        grid = pyqtgraph.GraphicsLayout()
        self._grid = grid
        grid.layout.setSpacing(0)
        self._view.setCentralItem(grid)
        self.box = pyqtgraph.ViewBox(enableMouse=False, enableMenu=False, defaultPadding=0.0)
        self.left = pyqtgraph.AxisItem("left")
        self.bottom = pyqtgraph.AxisItem("bottom")
        grid.addItem(self.left, 0, 0)
        grid.addItem(self.box, 0, 1)
        grid.addItem(self.bottom, 1, 1)
        for axis in (self.left, self.bottom):
            axis.linkToView(self.box)
            axis.setStyle(tickLength=0, autoExpandTextSpace=True)
        self.box.sigResized.connect(self._place_anew)
        self._over = _Over(self)
        self._is_old = True
        """Whether what is drawn is not what there is to see."""
        self._drawn_size = QSize()
        self._settling = QTimer(self, singleShot=True, interval=0)
        self._settling.timeout.connect(self._settle)
        theme().changed.connect(self.draw)

    # ---- for those derived from it

    def draw(self) -> None:
        """Draw everything anew, in the colours of the theme; not before it is seen."""
        self._is_old = not self.isVisible()
        if not self._is_old:
            self._draw()

    def _draw(self) -> None:
        self._is_old = False
        self._drawn_size = self.size()
        self._dress()
        self.box.clear()
        self.add_drawings()
        self.show_anew()

    def add_drawings(self) -> None:
        """Put what is drawn between the axes into `box`, and set the ticks."""
        raise NotImplementedError

    def set_range(self, across: tuple[float, float], up: tuple[float, float]) -> None:
        """Let the axes go from one value to another."""
        self.box.setRange(xRange=across, yRange=up, padding=0, disableAutoRange=True)

    def set_ticks(
        self, bottom: Sequence[tuple[float, str]], left: Sequence[tuple[float, str]]
    ) -> None:
        """Write these words at these values, with a hairline across for each at the left."""
        self.bottom.setTicks([list(bottom)])
        self.left.setTicks([list(left)])
        metrics = QFontMetrics(self.small)
        self.left.setWidth(max(metrics.horizontalAdvance(words) for _, words in left) + 10)
        pen = QPen(QColor(current_colours().line), 1)
        pen.setCosmetic(True)
        for value, _ in left:
            self.box.addItem(pyqtgraph.InfiniteLine(value, angle=0, pen=pen), ignoreBounds=True)

    def place(self, x: float, y: float) -> QPointF:
        """Return where a value lies, in pixels."""
        scene = self.box.mapViewToScene(QPointF(x, y))
        return QPointF(self._view.mapFromScene(scene))

    def box_around(self, x: float, y: float) -> Box:
        """Return where a point can be pointed at."""
        place = self.place(x, y)
        return Box(place.x() - _HIT / 2, place.y() - _HIT / 2, _HIT, _HIT)

    def words_at(self, x: float, y: float, words: str, colour: str) -> Any:
        """Add words at a value, as they are written."""
        item = pyqtgraph.TextItem(words, color=QColor(colour), anchor=(0, 0.5))
        item.setFont(self.small)
        item.setPos(x, y)
        self.box.addItem(item, ignoreBounds=True)
        return item

    # ---- Qt

    def wanted_height(self) -> int:
        """The same for all."""
        return _HIGH * self.line

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Use the room there is, once it has stayed: a picture that comes squeezes its neighbours
        until their card has grown, and drawing is dear."""
        self._view.setGeometry(self.rect())
        self._over.setGeometry(self.rect())
        self._over.raise_()
        self._settling.start()

    def showEvent(self, event: QShowEvent) -> None:
        """Draw what came while it was hidden."""
        super().showEvent(event)
        self._settling.start()

    def _settle(self) -> None:
        if self.isVisible() and (self._is_old or self._drawn_size != self.size()):
            self._draw()

    def changeEvent(self, event: QEvent) -> None:
        """Draw anew in other letters."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self.draw()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Nothing: what lies over this is drawn by pyqtgraph."""

    def refresh(self) -> None:
        """Paint pointer and cursor anew; what is drawn stays."""
        self._over.update()

    def paint(self, painter: QPainter) -> None:
        """Paint what pyqtgraph has drawn, wherever it is wanted."""
        if self._is_old or self._drawn_size != self.size():
            self._draw()
        self._view.render(painter, QRectF(self.rect()), self._view.rect())

    def _place_anew(self, *_: object) -> None:
        """The room between the axes is known only when pyqtgraph has laid them out."""
        self.items = self.lay_out()
        self._over.update()

    def _dress(self) -> None:
        colours = current_colours()
        font = QFont(self.small)
        # Half a line above the uppermost number, and room for letters of any size below.
        self._grid.layout.setContentsMargins(0, self.line * 0.6, 8, 0)
        self.bottom.setHeight(self.line + 8)
        for axis in (self.left, self.bottom):
            axis.setStyle(tickFont=font, hideOverlappingLabels=3 * self.line)
            axis.setTextPen(QPen(QColor(colours.muted)))
            axis.setPen(QPen(QColor(colours.border if axis is self.bottom else colours.base), 1))

"""A graph of labels: nodes in their colours, ways between them as thick as there are relations."""

from collections.abc import Mapping, Sequence
from math import atan2, cos, pi, sin
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPainterPath, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from annotator.ui.charts.chart import Chart
from annotator.ui.charts.circle import Way, order_round, place_round, way_between
from annotator.ui.charts.ink import strong
from annotator.ui.charts.item import Box, Item, Table
from annotator.ui.theme import current_colours

_HEIGHTS = {1: 8, 2: 8, 3: 13, 4: 13}
_HIGH = 20
"""In heights of a line: the fewer nodes, the less."""
_TOLD = 0.12
"""Of the most travelled way: on those with less no number is written; it is told all the same."""
_THICKEST = 7.0


class Node(NamedTuple):
    """A label."""

    name: str
    colour: str
    words: str = ""
    behind: object = None


class Tie(NamedTuple):
    """All relations from spans of one label to spans of another (ids of nodes)."""

    head: str
    tail: str
    number: int
    words: str
    """The number as it is written on the way."""
    told: str = ""
    """What relations these are."""
    behind: object = None


class LabelGraph(Chart):
    """Nodes on a ring; those with much between them stand side by side."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self._nodes: Mapping[str, Node] = {}
        self._ties: Sequence[Tie] = ()
        self._order: list[str] = []

    def show_graph(self, nodes: Mapping[str, Node], ties: Sequence[Tie]) -> None:
        """Show ties between nodes (by id); nodes without any are left out."""
        self._nodes, self._ties = nodes, sorted(ties, key=lambda one: one.number)
        self._order = order_round({(one.head, one.tail): one.number for one in ties})
        self.show_anew()

    def wanted_height(self) -> int:
        """By how many nodes there are."""
        return _HEIGHTS.get(len(self._order), _HIGH) * self.line

    def lay_out(self) -> Sequence[Item]:
        """The nodes, then the numbers on the ways."""
        radius = self._radius
        items = []
        for id, (x, y) in self._places().items():
            node = self._nodes[id]
            box = Box(x - radius - 3, y - radius - 3, 2 * radius + 6, 2 * radius + 6)
            items.append(Item(node.name, node.words, box, node.behind))
        metrics = QFontMetrics(self.small)
        for tie, way in self._ways():
            width = metrics.horizontalAdvance(tie.words) + 8
            x, y = way.middle
            box = Box(x - width / 2, y - self.line / 2, width, self.line)
            name = f"{self._nodes[tie.head].name} → {self._nodes[tie.tail].name}"
            told = f"{tie.words} ({tie.told})" if tie.told else tie.words
            items.append(Item(name, told, box, tie.behind))
        return items

    def table(self) -> Table:
        """A row for each way, the most travelled first."""
        rows = sorted(self._ties, key=lambda one: -one.number)
        return Table(
            ("From", "To", "Relations", "Which"),
            tuple(
                (self._nodes[one.head].name, self._nodes[one.tail].name, one.words, one.told)
                for one in rows
            ),
            tuple(
                (self._nodes[one.head].behind, self._nodes[one.tail].behind, one.behind, one.behind)
                for one in rows
            ),
        )

    def paint(self, painter: QPainter) -> None:
        """Paint ways, nodes over them, then names and numbers."""
        colours = current_colours()
        most = max((one.number for one in self._ties), default=1)
        for tie, way in self._ways():
            thick = 1 + (_THICKEST - 1) * (tie.number / most) ** 0.5
            painter.setPen(QPen(QColor(colours.border), thick))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            path = QPainterPath(QPointF(*way.start))
            path.quadTo(QPointF(*way.control), QPointF(*way.end))
            painter.drawPath(path)
            self._paint_arrow(painter, way, thick)
        for id, (x, y) in self._places().items():
            painter.setPen(QPen(QColor(colours.base), 2))
            painter.setBrush(QColor(strong(self._nodes[id].colour)))
            painter.drawEllipse(QPointF(x, y), self._radius, self._radius)
        self._paint_numbers(painter)
        self._paint_names(painter)

    def _paint_arrow(self, painter: QPainter, way: Way, thick: float) -> None:
        turned = atan2(way.end[1] - way.control[1], way.end[0] - way.control[0])
        size = 5 + thick
        corners = [
            QPointF(
                way.end[0] - size * cos(turned + aside), way.end[1] - size * sin(turned + aside)
            )
            for aside in (-pi / 7, pi / 7)
        ]
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(current_colours().muted))
        painter.drawPolygon(QPolygonF([QPointF(*way.end), *corners]))

    def _paint_numbers(self, painter: QPainter) -> None:
        colours = current_colours()
        metrics = QFontMetrics(painter.font())
        least = _TOLD * max((one.number for one in self._ties), default=0)
        for tie, way in self._ways():
            if tie.number < least:
                continue
            width = metrics.horizontalAdvance(tie.words) + 6
            x, y = way.middle
            room = QRectF(x - width / 2, y - self.line / 2, width, self.line)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colours.base))
            painter.drawRoundedRect(room, 3, 3)
            painter.setPen(QColor(colours.muted))
            painter.drawText(room, Qt.AlignmentFlag.AlignCenter, tie.words)

    def _paint_names(self, painter: QPainter) -> None:
        """Names stand outside their nodes, above or below, kept within the picture."""
        metrics = QFontMetrics(painter.font())
        painter.setPen(QColor(current_colours().text))
        longest = self.width() // 3
        for id, (x, y) in self._places().items():
            name = metrics.elidedText(self._nodes[id].name, Qt.TextElideMode.ElideRight, longest)
            width = metrics.horizontalAdvance(name) + 2
            left = min(max(0.0, x - width / 2), self.width() - width)
            is_above = y < (self.height() - self.line) / 2 - self.line
            top = y - self._radius - 2 - self.line if is_above else y + self._radius + 2
            room = QRectF(left, top, width, self.line)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(current_colours().base))
            painter.drawRect(room)
            painter.setPen(QColor(current_colours().text))
            painter.drawText(room, Qt.AlignmentFlag.AlignCenter, name)

    def _places(self) -> dict[str, tuple[float, float]]:
        if not self._order:
            return {}
        margins = (4.2 * self.line, 2.6 * self.line)
        return place_round(self._order, self.width(), self.height() - self.line, margins)

    def _ways(self) -> list[tuple[Tie, Way]]:
        places = self._places()
        centre = (self.width() / 2, (self.height() - self.line) / 2)
        return [
            (tie, way_between(places[tie.head], places[tie.tail], centre, self._radius))
            for tie in self._ties
        ]

    @property
    def _radius(self) -> float:
        return self.line * 0.75

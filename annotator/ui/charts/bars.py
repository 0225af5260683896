"""Bars that lie: a name, a bar as long as its number, the number."""

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QLineF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QWidget

from annotator.ui.charts.chart import Chart
from annotator.ui.charts.ink import strong
from annotator.ui.charts.item import Box, Item, Table
from annotator.ui.theme import current_colours

_NAMES_AT_MOST = 0.34
"""Of the width; longer names are elided."""
_GAP = 12


class Bar(NamedTuple):
    """One bar."""

    name: str
    number: float
    words: str
    """The number as it is written at its end."""
    colour: str = ""
    """"#rrggbb"; empty is a quiet one."""
    behind: object = None
    low: float | None = None
    high: float | None = None
    """The interval that the number lies in, where it is an estimate."""


class Bars(Chart):
    """Bars from the longest down, or in whatever order they are given."""

    def __init__(self, name: str, columns: tuple[str, str], parent: QWidget | None = None) -> None:
        """`columns`: what names and numbers are called in the table."""
        super().__init__(name, parent)
        self._columns = columns
        self._bars: Sequence[Bar] = ()
        self._most = 0.0

    def show_bars(self, bars: Sequence[Bar], most: float = 0.0) -> None:
        """Show these bars; the whole width is `most`, or the longest of them."""
        self._bars = bars
        self._most = most or max((one.high or one.number for one in bars), default=0) or 1
        self.show_anew()

    def wanted_height(self) -> int:
        """A row for each bar."""
        return max(1, len(self._bars)) * self._row

    def lay_out(self) -> Sequence[Item]:
        """A row is an item, from edge to edge: a short bar is as easily hit as a long one."""
        return [
            Item(
                bar.name,
                bar.words,
                Box(0, at * self._row, self.width(), self._row),
                bar.behind,
            )
            for at, bar in enumerate(self._bars)
        ]

    def table(self) -> Table:
        """Names and numbers."""
        return Table(
            self._columns,
            tuple((bar.name, bar.words) for bar in self._bars),
            tuple((bar.behind, bar.behind) for bar in self._bars),
        )

    def paint(self, painter: QPainter) -> None:
        """Paint names, bars and numbers in three columns."""
        metrics = QFontMetrics(painter.font())
        names, numbers = self._widths(metrics)
        room = self.width() - names - numbers - 2 * _GAP - 8
        colours = current_colours()
        for at, bar in enumerate(self._bars):
            top = at * self._row
            name = metrics.elidedText(bar.name, Qt.TextElideMode.ElideRight, names)
            painter.setPen(QColor(colours.text))
            painter.drawText(QRectF(4, top, names, self._row), _LEFT, name)
            painter.setPen(QColor(colours.muted))
            edge = self.width() - numbers - 4
            painter.drawText(QRectF(edge, top, numbers, self._row), _RIGHT, bar.words)
            self._paint_bar(painter, bar, QRectF(4 + names + _GAP, top, max(8, room), self._row))

    def _paint_bar(self, painter: QPainter, bar: Bar, room: QRectF) -> None:
        thick = round(self._row * 0.5)
        length = room.width() * min(1.0, bar.number / self._most)
        shown = QRectF(room.left(), room.center().y() - thick / 2, max(2.0, length), thick)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(strong(bar.colour)))
        if bar.number:
            painter.drawRoundedRect(shown, 2, 2)
        if bar.low is not None and bar.high is not None:
            low, high = (
                room.left() + room.width() * end / self._most for end in (bar.low, bar.high)
            )
            self._paint_interval(painter, low, high, shown.center().y())

    @staticmethod
    def _paint_interval(painter: QPainter, low: float, high: float, y: float) -> None:
        """Draw from where to where; with an edge, to be seen on a bar of any colour."""
        colours = current_colours()
        lines = [QLineF(low, y, high, y)]
        lines += [QLineF(end, y - 3, end, y + 3) for end in (low, high)]
        for colour, width in ((colours.base, 4.0), (colours.text, 1.5)):
            painter.setPen(QPen(QColor(colour), width))
            painter.drawLines(lines)

    def _widths(self, metrics: QFontMetrics) -> tuple[int, int]:
        names = max((metrics.horizontalAdvance(bar.name) for bar in self._bars), default=0)
        numbers = max((metrics.horizontalAdvance(bar.words) for bar in self._bars), default=0)
        return min(names + 2, round(self.width() * _NAMES_AT_MOST)), numbers + 2

    @property
    def _row(self) -> int:
        return round(self.line * 1.55)


_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter

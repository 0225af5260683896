"""A curve: how one number grows with another."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

import pyqtgraph
from PySide6.QtGui import QColor, QFontMetrics, QPen
from PySide6.QtWidgets import QWidget

from annotator.ui.charts.item import Item, Table
from annotator.ui.charts.plot import Plot
from annotator.ui.charts.ticks import count_ticks
from annotator.ui.theme import current_colours


class Knot(NamedTuple):
    """A point of the curve."""

    along: int
    up: int
    name: str
    words: str
    behind: object = None


class Curve(Plot):
    """Goes through its knots, from the left to the right."""

    def __init__(
        self,
        name: str,
        columns: tuple[str, str],
        written_count: Callable[[float], str],
        parent: QWidget | None = None,
    ) -> None:
        """`columns`: what the numbers along and up are called in the table."""
        self._heads = columns
        self._knots: Sequence[Knot] = ()
        self._count = written_count
        super().__init__(name, parent)

    def show_knots(self, knots: Sequence[Knot]) -> None:
        """Show these knots, in order."""
        self._knots = knots
        self.draw()

    def lay_out(self) -> Sequence[Item]:
        """Each knot is an item."""
        return [
            Item(one.name, one.words, self.box_around(one.along, one.up), one.behind)
            for one in self._knots
        ]

    def next_from(self, at: int, direction: str) -> int:
        """Onward and back along the curve, however near its knots lie."""
        step = 1 if direction in ("right", "up") else -1
        return min(max(0, at + step), len(self._knots) - 1)

    def table(self) -> Table:
        """Both numbers of each knot."""
        return Table(
            self._heads,
            tuple((self._count(one.along), self._count(one.up)) for one in self._knots),
            tuple((one.behind, one.behind) for one in self._knots),
        )

    def add_drawings(self) -> None:
        """Draw the curve between axes that begin with nothing."""
        if not self._knots:
            return
        most = self._knots[-1].along
        up = count_ticks(max(one.up for one in self._knots))
        self.set_range((0, most * 1.01), (0, up[-1] * 1.02))
        widest = QFontMetrics(self.small).horizontalAdvance(self._count(most)) + 3 * self.line
        along = count_ticks(most, max(2, min(8, self.width() // widest)))
        self.set_ticks(
            [(one, self._count(one)) for one in along if one <= most],
            [(one, self._count(one)) for one in up],
        )
        pen = QPen(QColor(current_colours().accent), 2 * self.devicePixelRatioF())
        pen.setCosmetic(True)
        xs, ys = [one.along for one in self._knots], [one.up for one in self._knots]
        self.box.addItem(pyqtgraph.PlotCurveItem(xs, ys, pen=pen, antialias=True))

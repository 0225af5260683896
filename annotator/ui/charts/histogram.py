"""How often values fall where: bars that stand side by side."""

from collections.abc import Callable, Sequence
from math import ceil
from typing import NamedTuple

import pyqtgraph
from PySide6.QtGui import QColor, QFontMetrics, QPen
from PySide6.QtWidgets import QWidget

from annotator.ui.charts.ink import strong
from annotator.ui.charts.item import Box, Item, Table
from annotator.ui.charts.plot import Plot
from annotator.ui.charts.ticks import count_ticks
from annotator.ui.theme import current_colours


class Column(NamedTuple):
    """One bar: what lies in it, how much that is, what is behind it."""

    name: str
    number: int
    behind: object = None


class Histogram(Plot):
    """Columns from the lowest value to the highest."""

    rounds_items = True

    def __init__(
        self,
        name: str,
        columns: tuple[str, str],
        written_count: Callable[[float], str],
        parent: QWidget | None = None,
    ) -> None:
        """`columns`: what values and counts are called in the table."""
        self._heads = columns
        self._columns: Sequence[Column] = ()
        self._colour = ""
        self._count = written_count
        super().__init__(name, parent)

    def show_columns(self, columns: Sequence[Column], colour: str = "") -> None:
        """Show these columns, in a colour ("#rrggbb"; empty: the accent)."""
        self._columns, self._colour = columns, colour
        self.draw()

    def lay_out(self) -> Sequence[Item]:
        """A column is an item from the axis to the top: an empty one can be pointed at too."""
        if not self._columns:
            return ()
        foot, top = self.place(0, 0).y(), 4.0
        items = []
        for at, one in enumerate(self._columns):
            left, right = (self.place(at + side, 0).x() for side in (-0.5, 0.5))
            box = Box(left, top, right - left, max(1.0, foot - top))
            items.append(Item(one.name, self._count(one.number), box, one.behind))
        return items

    def table(self) -> Table:
        """Values and counts."""
        return Table(
            self._heads,
            tuple((one.name, self._count(one.number)) for one in self._columns),
            tuple((one.behind, one.behind) for one in self._columns),
        )

    def add_drawings(self) -> None:
        """Draw the columns and what stands below them, as far as there is room."""
        if not self._columns:
            return
        ticks = count_ticks(max(one.number for one in self._columns), 3)
        self.set_range((-0.6, len(self._columns) - 0.4), (0, ticks[-1] * 1.02))
        metrics = QFontMetrics(self.small)
        widest = max(metrics.horizontalAdvance(one.name) for one in self._columns) + self.line
        every = max(1, ceil(len(self._columns) * widest / max(1, self.width() - 4 * self.line)))
        names = [(float(at), one.name) for at, one in enumerate(self._columns) if at % every == 0]
        self.set_ticks(names, [(one, self._count(one)) for one in ticks])
        colours = current_colours()
        ink = QColor(strong(self._colour) if self._colour else colours.accent)
        self.box.addItem(
            pyqtgraph.BarGraphItem(
                x=list(range(len(self._columns))),
                height=[one.number for one in self._columns],
                width=0.86,
                pen=QPen(QColor(colours.base), 0),
                brush=ink,
            )
        )

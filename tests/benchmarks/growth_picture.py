"""The growth of all acts as a picture: the last results dashed beside these."""

from collections.abc import Sequence
from math import log10
from pathlib import Path

import pyqtgraph as pg
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from tests.benchmarks.growth import Growth

_SIZE = (1000, 640)


def draw(path: Path, grown: Sequence[Growth], before: Sequence[Growth]) -> None:
    """Write a PNG: articles to the right, processor time upwards, both by powers of ten."""
    application = QApplication.instance() or QApplication([])
    plot = pg.PlotWidget(background="w")
    plot.resize(*_SIZE)
    plot.setLabel("bottom", "articles")
    plot.setLabel("left", "processor time, s")
    plot.setLogMode(x=True, y=True)
    plot.showGrid(x=True, y=True, alpha=0.3)
    plot.addLegend(offset=(-10, -10), labelTextColor="k", colCount=2)
    last = {one.act: one for one in before}
    for at, one in enumerate(grown):
        colour = pg.intColor(at, len(grown), maxValue=190)
        _line(plot, one, pg.mkPen(colour, width=2), one.act)
        if one.act in last:
            _line(plot, last[one.act], pg.mkPen(colour, width=1, style=Qt.PenStyle.DashLine), None)
    sizes = sorted({size for one in grown for size in one.seconds})
    plot.getAxis("bottom").setTicks([[(log10(size), f"{size:,}") for size in sizes]])
    plot.show()
    application.processEvents()
    plot.grab().save(str(path))
    plot.close()


def _line(plot: pg.PlotWidget, one: Growth, pen: object, name: str | None) -> None:
    sizes = sorted(one.seconds)
    times = [one.seconds[size] for size in sizes]
    plot.plot(sizes, times, pen=pen, name=name, symbol="o", symbolSize=5, symbolBrush="k")

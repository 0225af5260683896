"""Lines over days, each with the band its values may lie in, named where it ends."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

import pyqtgraph
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFontMetrics, QPen
from PySide6.QtWidgets import QWidget

from annotator.ui.charts.ink import dashes, series_ink
from annotator.ui.charts.item import Direction, Item, Table
from annotator.ui.charts.plot import Plot
from annotator.ui.charts.ticks import count_ticks, day_ticks

_LONGEST_NAME = 16
_TICK_WIDTH = 6.5
"""In heights of a line: the room a date takes."""


@dataclass(frozen=True, slots=True)
class Point:
    """One value of a line."""

    day: date
    value: float
    words: str
    behind: object = None
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """Points in order of their days. A line that `is_guess` is broken, whatever its number."""

    name: str
    points: Sequence[Point]
    is_guess: bool = False


class Lines(Plot):
    """Differing by colour, by how they are broken, and by the names at their ends."""

    def __init__(
        self,
        name: str,
        written_day: Callable[[date], str],
        written_count: Callable[[float], str],
        parent: QWidget | None = None,
    ) -> None:
        self._lines: Sequence[Line] = ()
        self._most = 0.0
        self._day, self._count = written_day, written_count
        super().__init__(name, parent)

    def show_lines(self, lines: Sequence[Line], most: float = 0.0) -> None:
        """Show these lines; the axis reaches to `most`, or to a round number above them."""
        self._lines = [one for one in lines if one.points]
        self._most = most
        self.draw()

    def lay_out(self) -> Sequence[Item]:
        """The points, line by line."""
        return [
            Item(
                f"{line.name}, {self._day(point.day)}" if line.name else self._day(point.day),
                point.words,
                self.box_around(point.day.toordinal(), point.value),
                point.behind,
            )
            for line in self._lines
            for point in line.points
        ]

    def next_from(self, at: int, direction: Direction) -> int:
        """Sideways along a line, up and down to the other lines where they pass nearest."""
        places = [(line, n) for line, one in enumerate(self._lines) for n in range(len(one.points))]
        if not 0 <= at < len(places):
            return 0 if places else -1
        line, number = places[at]
        if direction in ("left", "right"):
            number += 1 if direction == "right" else -1
            return places.index((line, number)) if (line, number) in places else at
        day = self._lines[line].points[number].day
        other = self._beside(line, direction)
        if other is None:
            return at
        points = self._lines[other].points
        nearest = min(range(len(points)), key=lambda n: abs((points[n].day - day).days))
        return places.index((other, nearest))

    def _beside(self, line: int, direction: Direction) -> int | None:
        """Return the line that ends next above or below one; None where there is none."""
        by_end = sorted(range(len(self._lines)), key=lambda n: self._lines[n].points[-1].value)
        place = by_end.index(line) + (1 if direction == "up" else -1)
        return by_end[place] if 0 <= place < len(by_end) else None

    def table(self) -> Table:
        """A row for each day, a column for each line."""
        days = sorted({point.day for line in self._lines for point in line.points})
        held = [{point.day: point for point in line.points} for line in self._lines]
        return Table(
            ("Day", *(line.name for line in self._lines)),
            tuple(
                (self._day(day), *(one[day].words if day in one else "" for one in held))
                for day in days
            ),
            tuple(
                (None, *(one[day].behind if day in one else None for one in held)) for day in days
            ),
        )

    def add_drawings(self) -> None:
        """Draw bands first, lines over them, then the names."""
        points = [point for line in self._lines for point in line.points]
        if not points:
            return
        first, last = (end(point.day for point in points) for end in (min, max))
        tops = [point.value if point.high is None else point.high for point in points]
        ticks = count_ticks(self._most or max(tops))
        days = max(1, (last - first).days)
        # The first day is not to run into the numbers at the left, nor the last over the edge.
        metrics = QFontMetrics(self.small)
        half = max(metrics.horizontalAdvance(self._day(day)) for day in (first, last)) / 2
        before = max(0.01, half / max(80, self.width()))
        names = max(self._name_width(), half) / max(80, self.width()) * days * 1.25
        self.set_range(
            (first.toordinal() - days * before, last.toordinal() + days * 0.01 + names),
            (0, ticks[-1] * 1.02),
        )
        fits = max(2, int(self.width() / (self.line * _TICK_WIDTH)))
        self.set_ticks(self._days(first, last, fits), [(one, self._count(one)) for one in ticks])
        for number, line in enumerate(self._lines):
            self._draw_line(number, line)
        self._draw_names(ticks[-1])

    def _days(self, first: date, last: date, fits: int) -> Sequence[tuple[float, str]]:
        """Return what is written at the bottom: the days of the points where they lie so far apart
        that it fits, else round ones."""
        days = sorted({point.day for line in self._lines for point in line.points})
        least = min(((after - day).days for day, after in pairwise(days)), default=0)
        if least * fits >= (last - first).days > 0:
            return [(float(day.toordinal()), self._day(day)) for day in days]
        return day_ticks(first, last, fits, self._day)

    def _draw_line(self, number: int, line: Line) -> None:
        ink = QColor(series_ink(number))
        xs = [float(point.day.toordinal()) for point in line.points]
        lows = [point.low for point in line.points if point.low is not None]
        highs = [point.high for point in line.points if point.high is not None]
        if len(lows) == len(highs) == len(xs) > 1:
            ends = [pyqtgraph.PlotCurveItem(xs, one, pen=None) for one in (lows, highs)]
            band = QColor(ink)
            band.setAlphaF(0.16)
            self.box.addItem(pyqtgraph.FillBetweenItem(*ends, brush=band))
        pen = QPen(ink, 2 * self.devicePixelRatioF())  # a cosmetic pen is in pixels of the screen
        pen.setCosmetic(True)
        pattern = (4, 3) if line.is_guess else dashes(number)
        if pattern:
            pen.setDashPattern([one / 2 for one in pattern])
            pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        values = [point.value for point in line.points]
        self.box.addItem(pyqtgraph.PlotCurveItem(xs, values, pen=pen, antialias=True))
        if len(xs) == 1:
            self.box.addItem(
                pyqtgraph.ScatterPlotItem(xs, values, size=7, pen=None, brush=ink, antialias=True)
            )

    def _draw_names(self, top: float) -> None:
        """Write each name at the end of its line, never over another."""
        high = max(1, self.height() - 2 * self.line)
        step = top * self.line / high
        ends = sorted((line.points[-1].value, number) for number, line in enumerate(self._lines))
        floor = float("-inf")
        for value, number in ends:
            floor = max(value, floor + step)
            line = self._lines[number]
            self.words_at(
                line.points[-1].day.toordinal(), floor, _short(line.name), series_ink(number)
            )

    def _name_width(self) -> int:
        metrics = QFontMetrics(self.small)
        widths = (metrics.horizontalAdvance(_short(line.name)) for line in self._lines)
        return max(widths, default=0) + 12


def _short(name: str) -> str:
    return name if len(name) <= _LONGEST_NAME else f"{name[: _LONGEST_NAME - 1]}…"

"""Large numbers side by side, each with what it is and the interval it lies in."""

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QWidget

from annotator.ui.charts.chart import Chart
from annotator.ui.charts.item import Box, Item, Table
from annotator.ui.theme import current_colours

_LARGE = 1.8
"""Times the size of names."""
_NARROWEST = 8.0
"""In heights of a line."""


class Figure(NamedTuple):
    """One number; a dash where there is none, and then `interval` may say why."""

    name: str
    words: str
    interval: str = ""
    behind: object = None
    why: str = ""
    """Why there is no number; told, not written."""


class Figures(Chart):
    """Numbers in a row, in several where one does not hold them."""

    def __init__(self, name: str, columns: tuple[str, str, str], parent: QWidget | None) -> None:
        """`columns`: what names, numbers and intervals are called in the table."""
        super().__init__(name, parent)
        self._columns = columns
        self._figures: Sequence[Figure] = ()

    def show_figures(self, figures: Sequence[Figure]) -> None:
        """Show these numbers."""
        self._figures = figures
        self.show_anew()

    def wanted_height(self) -> int:
        """As many rows as there must be."""
        rows = -(-len(self._figures) // self._per_row) if self._figures else 1
        return round(rows * self._row)

    def lay_out(self) -> Sequence[Item]:
        """A cell for each number."""
        width = self.width() / self._per_row
        return [
            Item(
                one.name,
                _told(one),
                Box(at % self._per_row * width, at // self._per_row * self._row, width, self._row),
                one.behind,
            )
            for at, one in enumerate(self._figures)
        ]

    def table(self) -> Table:
        """Names, numbers, intervals."""
        return Table(
            self._columns,
            tuple((one.name, one.words, one.interval or one.why) for one in self._figures),
            tuple((one.behind,) * 3 for one in self._figures),
        )

    def paint(self, painter: QPainter) -> None:
        """Paint number, name and interval below each other."""
        colours = current_colours()
        large = QFont(self.font())
        large.setPointSizeF(self.font().pointSizeF() * _LARGE)
        large.setWeight(QFont.Weight.DemiBold)
        high = QFontMetrics(large).height()
        for item, one in zip(self.items, self._figures, strict=True):
            left, top, width, _ = item.box
            painter.setFont(large)
            painter.setPen(QColor(colours.text if not one.why else colours.faint))
            painter.drawText(QRectF(left + 4, top + 2, width - 8, high), _LEFT, one.words)
            painter.setFont(self.small)
            for words, colour, line in (
                (one.name, colours.text, 0),
                (one.interval, colours.muted, 1),
            ):
                painter.setPen(QColor(colour))
                room = QRectF(left + 4, top + 2 + high + line * self.line, width - 8, self.line)
                shown = painter.fontMetrics().elidedText(
                    words, Qt.TextElideMode.ElideRight, round(width - 8)
                )
                painter.drawText(room, _LEFT, shown)

    @property
    def _per_row(self) -> int:
        fits = max(1, int(self.width() / (_NARROWEST * self.line)))
        return max(1, min(fits, len(self._figures)))

    @property
    def _row(self) -> float:
        return self.line * (2 * 1.0 + _LARGE * 1.35) + 6


def _told(figure: Figure) -> str:
    """Return a number with its interval; why there is none, where there is none."""
    if figure.why:
        return figure.why
    return f"{figure.words} ({figure.interval})" if figure.interval else figure.words


_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter

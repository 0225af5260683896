"""A matrix of numbers on shaded ground: who confuses what, what leads to what."""

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QWidget

from annotator.ui.charts.chart import Chart
from annotator.ui.charts.ink import on, shade
from annotator.ui.charts.item import Box, Item, Table
from annotator.ui.theme import current_colours

_NAMES_AT_MOST = 0.24
"""Of the width, for the names of the rows."""
_BETWEEN = 2


class Cell(NamedTuple):
    """One cell."""

    words: str
    """What is written in it; "" leaves it blank."""
    share: float = 0.0
    """How dark its ground is, 0 to 1."""
    behind: object = None
    told: str = ""
    """What is told of it where that is more than its words."""


class Matrix(Chart):
    """Rows against columns. Every cell has its number: nothing is said by shade alone."""

    def __init__(self, name: str, sides: tuple[str, str], parent: QWidget | None = None) -> None:
        """`sides`: what rows and columns are, for the ear: ("maria", "jonas")."""
        super().__init__(name, parent)
        self._sides = sides
        self._rows: Sequence[str] = ()
        self._columns: Sequence[str] = ()
        self._cells: Sequence[Sequence[Cell]] = ()
        self._has_diagonal = False

    def show_cells(
        self,
        rows: Sequence[str],
        columns: Sequence[str],
        cells: Sequence[Sequence[Cell]],
        sides: tuple[str, str] | None = None,
        *,
        has_diagonal: bool = False,
    ) -> None:
        """Show a cell for each row and column. `has_diagonal`: cells on it say what is alike, and
        have a frame."""
        self._rows, self._columns, self._cells = rows, columns, cells
        self._sides = sides or self._sides
        self._has_diagonal = has_diagonal
        self.show_anew()

    def wanted_height(self) -> int:
        """A row each, and the heads of the columns."""
        return round((max(1, len(self._rows)) + 1) * self._row)

    def lay_out(self) -> Sequence[Item]:
        """The cells, row by row."""
        items = []
        for at, row in enumerate(self._rows):
            for across, column in enumerate(self._columns):
                cell = self._cells[at][across]
                sides = zip(self._sides, (row, column), strict=True)
                name = ", ".join(f"{side} {head}".strip() for side, head in sides)
                items.append(
                    Item(name, cell.told or cell.words or "0", self._box(at, across), cell.behind)
                )
        return items

    def table(self) -> Table:
        """The cells, behind the names of their rows."""
        return Table(
            (" / ".join(self._sides), *self._columns),
            tuple(
                (row, *(cell.words for cell in cells))
                for row, cells in zip(self._rows, self._cells, strict=True)
            ),
            tuple((None, *(cell.behind for cell in cells)) for cells in self._cells),
        )

    def paint(self, painter: QPainter) -> None:
        """Paint names at the left and above, and the cells."""
        metrics = QFontMetrics(painter.font())
        colours = current_colours()
        names = self._names
        for at, row in enumerate(self._rows):
            box = self._box(at, 0)
            painter.setPen(QColor(colours.text))
            shown = metrics.elidedText(row, Qt.TextElideMode.ElideRight, names - 8)
            painter.drawText(QRectF(4, box.top, names - 8, box.height), _LEFT, shown)
        for across, column in enumerate(self._columns):
            box = self._box(0, across)
            painter.setPen(QColor(colours.muted))
            shown = metrics.elidedText(column, Qt.TextElideMode.ElideRight, round(box.width) - 2)
            painter.drawText(QRectF(box.left, 0, box.width, self._row), _CENTRE, shown)
        for at, cells in enumerate(self._cells):
            for across, cell in enumerate(cells):
                self._paint_cell(painter, cell, self._box(at, across), at == across)

    def _paint_cell(self, painter: QPainter, cell: Cell, box: Box, is_diagonal: bool) -> None:
        colours = current_colours()
        room = QRectF(*box).adjusted(0, 0, -_BETWEEN, -_BETWEEN)
        ground = shade(cell.share, colours) if cell.words else colours.soft
        has_edge = colours.is_high or (self._has_diagonal and is_diagonal and bool(cell.words))
        painter.setPen(
            QPen(
                QColor(colours.accent if is_diagonal and self._has_diagonal else colours.border), 1
            )
        )
        if not has_edge:
            painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(ground))
        painter.drawRoundedRect(room.adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
        painter.setPen(QColor(on(ground, colours)))
        painter.drawText(room, _CENTRE, cell.words)

    def _box(self, row: int, column: int) -> Box:
        names = self._names
        width = (self.width() - names - 2) / max(1, len(self._columns))
        return Box(names + column * width, (row + 1) * self._row, width, self._row)

    @property
    def _names(self) -> int:
        metrics = QFontMetrics(self.small)
        widest = max((metrics.horizontalAdvance(row) for row in self._rows), default=0)
        return min(widest + 18, max(40, round(self.width() * _NAMES_AT_MOST)))

    @property
    def _row(self) -> int:
        return round(self.line * 1.75)


_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_CENTRE = Qt.AlignmentFlag.AlignCenter

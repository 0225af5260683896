"""Rows that are divided: how many of each kind, one behind the other, with a legend in words."""

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QWidget

from annotator.ui.charts.chart import Chart
from annotator.ui.charts.item import Box, Item, Table
from annotator.ui.models.article_words import locale
from annotator.ui.text_view.colours import blend
from annotator.ui.theme import current_colours

_GAP, _BETWEEN = 12, 2
_NAMES_AT_MOST = 0.3
_SWATCH = 9


class Kind(NamedTuple):
    """One kind of part."""

    name: str
    role: str
    """Its colour, by name in `Colours`."""
    strength: float = 1.0
    """How much of that colour: parts that belong together differ by it."""


class Row(NamedTuple):
    """One row: a number for each kind, and what is behind each."""

    name: str
    counts: Sequence[int]
    words: str = ""
    """What stands at its end."""
    behind: Sequence[object] = ()


class Shares(Chart):
    """Divided rows of one length, or as long as their sums; one row without a name is a bar."""

    def __init__(
        self,
        name: str,
        kinds: Sequence[Kind],
        parent: QWidget | None = None,
        *,
        has_legend: bool = True,
    ) -> None:
        super().__init__(name, parent)
        self._has_legend = has_legend
        self._kinds = kinds
        self._rows: Sequence[Row] = ()

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show these rows."""
        self._rows = rows
        self.show_anew()

    def wanted_height(self) -> int:
        """A row each, and the legend below."""
        boxes = self._legend_boxes()
        end = boxes[-1][2].top + boxes[-1][2].height if boxes else 0
        return max(self._row * max(1, len(self._rows)), round(end))

    def lay_out(self) -> Sequence[Item]:
        """Every part that there is, then the words of the legend, which are doors as well where
        there is but one row."""
        items = self._legend_items() if self._is_single else []
        for at, row in enumerate(self._rows):
            for kind, box in self._boxes(at):
                name = self._kinds[kind].name
                items.append(
                    Item(
                        f"{row.name}, {name}" if row.name else name,
                        locale().toString(row.counts[kind]),
                        box,
                        row.behind[kind] if row.behind else None,
                    )
                )
        return items

    @property
    def _is_single(self) -> bool:
        return len(self._rows) == 1 and not self._rows[0].name

    def _legend_items(self) -> list[Item]:
        row = self._rows[0]
        return [
            Item(
                self._kinds[kind].name,
                locale().toString(row.counts[kind]),
                box,
                row.behind[kind] if row.behind else None,
            )
            for kind, _, box in self._legend_boxes()
        ]

    def table(self) -> Table:
        """A column for each kind."""
        return Table(
            ("", *(kind.name for kind in self._kinds)),
            tuple(
                (row.name or "all", *(locale().toString(one) for one in row.counts))
                for row in self._rows
            ),
            tuple((None, *(row.behind or [None] * len(row.counts))) for row in self._rows),
        )

    def paint(self, painter: QPainter) -> None:
        """Paint names, parts, what stands at the end, and the legend."""
        metrics = QFontMetrics(painter.font())
        names, ends = self._widths(metrics)
        colours = current_colours()
        for at, row in enumerate(self._rows):
            top = at * self._row
            name = metrics.elidedText(row.name, Qt.TextElideMode.ElideRight, names)
            painter.setPen(QColor(colours.text))
            painter.drawText(QRectF(4, top, names, self._row), _LEFT, name)
            painter.setPen(QColor(colours.muted))
            painter.drawText(
                QRectF(self.width() - ends - 4, top, ends, self._row), _RIGHT, row.words
            )
            for kind, box in self._boxes(at):
                self._paint_part(painter, self._kinds[kind], self._thin(box))
        for kind, words, box in self._legend_boxes():
            middle = box.top + box.height / 2
            swatch = QRectF(box.left + 4, middle - _SWATCH / 2, _SWATCH, _SWATCH)
            self._paint_part(painter, self._kinds[kind], swatch)
            painter.setPen(QColor(colours.muted))
            left = box.left + _SWATCH + 10
            painter.drawText(QRectF(left, box.top, box.width, box.height), _LEFT, words)

    def _paint_part(self, painter: QPainter, kind: Kind, room: QRectF) -> None:
        colours = current_colours()
        painter.setPen(Qt.PenStyle.NoPen)
        is_left = colours.is_high and kind.role == "border"
        colour = (
            colours.base
            if is_left
            else blend(getattr(colours, kind.role), colours.base, kind.strength)
        )
        painter.setBrush(QColor(colour))
        painter.drawRoundedRect(room, 2, 2)
        if colours.is_high:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(colours.border), 1))
            painter.drawRoundedRect(room, 2, 2)

    def _legend_boxes(self) -> list[tuple[int, str, Box]]:
        """Return what the legend says of each kind that there is, and where; it goes on in further
        lines where room ends."""
        metrics = QFontMetrics(self.small)
        left, top = 0.0, len(self._rows) * self._row + self.line * 0.2
        found = []
        for kind, one in enumerate(self._kinds if self._has_legend else ()):
            count = sum(row.counts[kind] for row in self._rows)
            if not count:
                continue
            words = f"{locale().toString(count)} {one.name}" if self._is_single else one.name
            width = _SWATCH + 16 + metrics.horizontalAdvance(words)
            if left and left + width > self.width():
                left, top = 0.0, top + self.line * 1.4
            found.append((kind, words, Box(left, top, width, self.line * 1.4)))
            left += width + 8
        return found

    def _boxes(self, at: int) -> list[tuple[int, Box]]:
        """Return the parts of a row that are not empty, with their room."""
        row = self._rows[at]
        names, ends = self._widths(QFontMetrics(self.small))
        left = 4 + names + (_GAP if names else 0)
        room = max(8, self.width() - left - ends - (_GAP if ends else 0) - 4)
        total = sum(row.counts) or 1
        found = [kind for kind, count in enumerate(row.counts) if count]
        spare = room - _BETWEEN * max(0, len(found) - 1)
        least = min(6.0, spare / max(1, len(found)))
        wide = [max(least, spare * row.counts[kind] / total) for kind in found]
        scale = spare / (sum(wide) or 1)
        boxes, x = [], float(left)
        for kind, width in zip(found, wide, strict=True):
            boxes.append((kind, Box(x, at * self._row, width * scale, self._row)))
            x += width * scale + _BETWEEN
        return boxes

    def _thin(self, box: Box) -> QRectF:
        thick = round(self._row * 0.42)
        return QRectF(box.left, box.top + (box.height - thick) / 2, box.width, thick)

    def _widths(self, metrics: QFontMetrics) -> tuple[int, int]:
        names = max((metrics.horizontalAdvance(row.name) for row in self._rows), default=0)
        ends = max((metrics.horizontalAdvance(row.words) for row in self._rows), default=0)
        # A pixel more at either end: what is measured in whole pixels is drawn in parts of them.
        return min(names + 2 if names else 0, round(self.width() * _NAMES_AT_MOST)), ends

    @property
    def _row(self) -> int:
        return round(self.line * 1.55)


_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter

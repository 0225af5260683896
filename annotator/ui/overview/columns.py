"""Cards side by side, in two columns or in one, as the width allows."""

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import QEvent
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QWidget

_GAP, _EDGE = 14, 18
_LEAST = 27
"""In heights of a line: how narrow a column may be."""


class Columns(QWidget):
    """Cards flow down; a column ends where its cards end, so that none has a hole in it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._columns: tuple[list[QWidget], list[QWidget]] = ([], [])

    def add_card(self, card: QWidget, side: int) -> None:
        """Show a card below those of the left column (0) or the right one (1)."""
        self._columns[side].append(card)
        card.setParent(self)
        card.show()
        for before, after in pairwise(self.in_order()):
            self.setTabOrder(before, after)
        self._arrange()

    def in_order(self) -> list[QWidget]:
        """Return the cards as one reads them."""
        return [card for column in self._columns for card in column]

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Use the room there is now."""
        super().resizeEvent(event)
        self._arrange()

    def event(self, event: QEvent) -> bool:
        """A card that wants another height gets it."""
        if event.type() == QEvent.Type.LayoutRequest:
            self._arrange()
        return super().event(event)

    def _arrange(self) -> None:
        room = self.width() - 2 * _EDGE
        least = _LEAST * QFontMetrics(self.font()).height()
        is_wide = room >= 2 * least + _GAP
        columns: Sequence[list[QWidget]] = self._columns if is_wide else [self.in_order()]
        width = (room - _GAP) // 2 if is_wide else room
        lowest = 0
        for number, column in enumerate(columns):
            top = _EDGE
            for card in column:
                height = _height(card, width)
                card.setGeometry(_EDGE + number * (width + _GAP), top, width, height)
                top += height + _GAP
            lowest = max(lowest, top)
        self.setMinimumHeight(lowest - _GAP + _EDGE)


def _height(card: QWidget, width: int) -> int:
    return card.heightForWidth(width) if card.hasHeightForWidth() else card.sizeHint().height()

"""The list of cards: as fast with twenty thousand as with twenty."""

from bisect import bisect_right
from itertools import accumulate

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyleOptionViewItem, QWidget

from annotator.ui.review.card_view import CardView
from annotator.ui.review.case_delegate import CaseDelegate
from annotator.ui.review.queue_model import QueueModel
from annotator.ui.review.rows import Row

_Index = QModelIndex | QPersistentModelIndex
_STEP = 24
"""Pixels that one step of the wheel's smallest unit scrolls."""


class QueueDelegate(CaseDelegate):
    """Cards of which only the one that one is at says everything."""

    sides_lines = (2, 4)
    small_lines = (1, 3)


class CaseList(CardView):
    """The cards of the queue; the keyboard stays in the text.

    `QListView` asks each row for its height whenever one of them changes. Here heights are sums,
    kept from one change to the next; only the card that one is at is taller than it was.
    """

    def __init__(self, model: QueueModel, parent: QWidget | None = None) -> None:
        # First what is asked for as soon as there is a list at all.
        self.cards = QueueDelegate()
        self._model = model
        self._tops: list[int] = [0]
        """Where each card would begin if one were at none; one more for the end."""
        self._heights: dict[int, tuple[list[Row], list[int]]] = {}
        """The rows of an article, by identity, and how tall they are: most stay as they are."""
        self._extra = 0
        """By how much the card one is at is taller."""
        super().__init__(self.cards, parent)
        self.setModel(model)
        self.setAccessibleName("Differences")
        model.dataChanged.connect(self._take_change)

    def show_current(self) -> None:
        """Let the card one is at be seen."""
        self.doItemsLayout()
        current = self._model.current
        if current is not None:
            self.scrollTo(self._model.index(current))

    # ---- where cards are ------------------------------------------------------------------------

    def doItemsLayout(self) -> None:
        """Add up the heights."""
        if self.cards.measure(self.font(), self.viewport().width()):
            self._heights = {}
        known, self._heights = self._heights, {}
        heights: list[int] = []
        for title, rows in self._model.groups:
            _, own = known.get(id(rows)) or (rows, [self.cards.height(row.words) for row in rows])
            self._heights[id(rows)] = (rows, own)
            first = len(heights)
            heights += own
            if title:
                heights[first] += self.cards.title_height
        self._tops = [0, *accumulate(heights)]
        self._measure_current()
        self.updateGeometries()
        self.viewport().update()

    def _measure_current(self) -> None:
        current = self._model.current
        if current is None:
            self._extra = 0
            return
        row = self._model.row(current)
        tall = self.cards.current_height(row.words, row.decisions)
        self._extra = tall - self.cards.height(row.words)

    def _top(self, number: int) -> int:
        current = self._model.current
        is_below = current is not None and number > current
        return self._tops[number] + (self._extra if is_below else 0)

    def _row_at(self, y: int) -> int | None:
        """Return the card at a height (pixels from the top of all), if there is one."""
        current = self._model.current
        if current is not None and y >= self._tops[current + 1]:
            y = max(self._tops[current + 1] - 1, y - self._extra)
        number = bisect_right(self._tops, y) - 1
        return number if 0 <= number < len(self._tops) - 1 else None

    def verticalOffset(self) -> int:
        """Return how far the list is scrolled."""
        return self.verticalScrollBar().value()

    def visualRect(self, index: _Index) -> QRect:
        """Return where a card is on the screen."""
        number = index.row()
        if not index.isValid() or number >= len(self._tops) - 1:
            return QRect()
        top = self._top(number)
        height = self._top(number + 1) - top
        return QRect(0, top - self.verticalOffset(), self.viewport().width(), height)

    def indexAt(self, point: QPoint) -> QModelIndex:
        """Return the card at a point of the screen."""
        number = self._row_at(point.y() + self.verticalOffset())
        return QModelIndex() if number is None else self._model.index(number)

    def scrollTo(
        self,
        index: _Index,
        hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible,
    ) -> None:
        """Scroll as little as lets a card be seen, with something of the one before it."""
        place, bar = self.visualRect(index), self.verticalScrollBar()
        if place.top() < 0:
            bar.setValue(bar.value() + place.top())
        elif place.bottom() >= self.viewport().height():
            below = min(place.top(), place.bottom() + 1 - self.viewport().height())
            bar.setValue(bar.value() + below)

    def updateGeometries(self) -> None:
        """Tell the scroll bar how much there is."""
        bar, height = self.verticalScrollBar(), self.viewport().height()
        total = self._tops[-1] + self._extra
        bar.setRange(0, max(0, total - height))
        bar.setPageStep(height)
        bar.setSingleStep(_STEP)

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """Paint what has come into view."""
        self.viewport().update()

    # ---- events ---------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the cards in view."""
        painter = QPainter(self.viewport())
        option = QStyleOptionViewItem()
        self.initViewItemOption(option)
        pointed = self.indexAt(self.viewport().mapFromGlobal(self.cursor().pos()))
        is_pointed_at = self.viewport().underMouse()
        first = self._row_at(event.rect().top() + self.verticalOffset())
        for number in range(first if first is not None else len(self._tops), len(self._tops) - 1):
            index = self._model.index(number)
            option.rect = self.visualRect(index)
            if option.rect.top() > event.rect().bottom():
                break
            option.state &= ~QStyle.StateFlag.State_MouseOver
            if is_pointed_at and index == pointed:
                option.state |= QStyle.StateFlag.State_MouseOver
            self.cards.paint(painter, option, index)

    def _take_change(self, first: QModelIndex, last: QModelIndex) -> None:
        if first.row() != last.row():
            self.scheduleDelayedItemsLayout()

"""A list of rows of one height: as fast with a hundred thousand as with a hundred, also while more
of them come."""

from PySide6.QtCore import (
    QAbstractItemModel,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    Qt,
)
from PySide6.QtGui import QPainter, QPaintEvent, QRegion
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyleOptionViewItem, QWidget

_Index = QModelIndex | QPersistentModelIndex
_Action = QAbstractItemView.CursorAction


class EvenList(QListView):
    """One row is selected at a time; rows that cannot be are passed over.

    `QListView` lays out every row anew whenever some are added, which takes half a second for a
    hundred thousand. Here the place of a row is its number times its height.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._height = 1
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)

    # ---- where rows are ------------------------------------------------------------------

    def doItemsLayout(self) -> None:
        """Ask how tall a row is; there is nothing else to lay out."""
        option = QStyleOptionViewItem()
        self.initViewItemOption(option)
        self._height = max(1, self.itemDelegate().sizeHint(option, QModelIndex()).height())
        self.updateGeometries()
        self.viewport().update()

    def updateGeometries(self) -> None:
        """Tell the scroll bar how much there is."""
        bar, room = self.verticalScrollBar(), self.viewport().height()
        bar.setRange(0, max(0, self._count() * self._height - room))
        bar.setPageStep(room)
        bar.setSingleStep(self._height)

    def verticalOffset(self) -> int:
        """Return how far the list is scrolled."""
        return self.verticalScrollBar().value()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """Paint what has come into view."""
        self.viewport().update()

    def visualRect(self, index: _Index) -> QRect:
        """Return where a row is on the screen."""
        if not index.isValid():
            return QRect()
        top = index.row() * self._height - self.verticalOffset()
        return QRect(0, top, self.viewport().width(), self._height)

    def indexAt(self, point: QPoint) -> QModelIndex:
        """Return the row at a point of the screen."""
        row = (point.y() + self.verticalOffset()) // self._height
        return self.model().index(row, 0) if 0 <= row < self._count() else QModelIndex()

    def scrollTo(
        self,
        index: _Index,
        hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible,
    ) -> None:
        """Scroll as little as lets a row be seen, or with it in the middle."""
        self.executeDelayedItemsLayout()  # rows that have just come have room then
        place, bar, room = (
            self.visualRect(index),
            self.verticalScrollBar(),
            self.viewport().height(),
        )
        if hint == QAbstractItemView.ScrollHint.PositionAtCenter:
            bar.setValue(bar.value() + place.center().y() - room // 2)
        elif place.top() < 0:
            bar.setValue(bar.value() + place.top())
        elif place.bottom() >= room:
            bar.setValue(bar.value() + place.bottom() + 1 - room)

    def _count(self) -> int:
        model: QAbstractItemModel | None = self.model()  # none at first
        return model.rowCount() if model is not None else 0

    # ---- keys and the mouse --------------------------------------------------------------

    def moveCursor(self, action: _Action, modifiers: Qt.KeyboardModifier) -> QModelIndex:
        """Return the row that a key leads to, past those where nothing can be chosen."""
        here, last = self.currentIndex().row(), self._count() - 1
        page = max(1, self.viewport().height() // self._height - 1)
        row, step = {
            _Action.MoveUp: (here - 1, -1),
            _Action.MovePrevious: (here - 1, -1),
            _Action.MoveDown: (here + 1, 1),
            _Action.MoveNext: (here + 1, 1),
            _Action.MovePageUp: (max(0, here - page), 1),
            _Action.MovePageDown: (min(last, here + page), -1),
            _Action.MoveHome: (0, 1),
            _Action.MoveEnd: (last, -1),
        }.get(action, (here, 1))
        while 0 <= row <= last:
            index = self.model().index(row, 0)
            if index.flags() & Qt.ItemFlag.ItemIsSelectable:
                return index
            row += step
        return QModelIndex(self.currentIndex())

    def setSelection(self, rect: QRect, command: QItemSelectionModel.SelectionFlag) -> None:
        """Select the row that was pressed."""
        index = self.indexAt(rect.topLeft())
        if index.isValid() and index.flags() & Qt.ItemFlag.ItemIsSelectable:
            self.selectionModel().select(index, command)

    def visualRegionForSelection(self, selection: QItemSelection) -> QRegion:
        """Return what of the screen is to be painted anew."""
        return QRegion(self.viewport().rect())

    # ---- painting ------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the rows in view."""
        painter = QPainter(self.viewport())
        option = QStyleOptionViewItem()
        self.initViewItemOption(option)
        pointed = QModelIndex()
        if self.viewport().underMouse():
            pointed = self.indexAt(self.viewport().mapFromGlobal(self.cursor().pos()))
        selection: QItemSelectionModel | None = self.selectionModel()  # none before there are rows
        chosen = selection.selectedIndexes() if selection is not None else []
        first = (event.rect().top() + self.verticalOffset()) // self._height
        for row in range(max(0, first), self._count()):
            index = self.model().index(row, 0)
            option.rect = self.visualRect(index)
            if option.rect.top() > event.rect().bottom():
                break
            option.state &= ~(QStyle.StateFlag.State_MouseOver | QStyle.StateFlag.State_Selected)
            if index == pointed:
                option.state |= QStyle.StateFlag.State_MouseOver
            if index in chosen:
                option.state |= QStyle.StateFlag.State_Selected
            self.itemDelegate().paint(painter, option, index)

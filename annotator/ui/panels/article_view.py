"""The list view of articles: arrows move, Enter and a click open, Shift and Ctrl choose several."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import (
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    Qt,
    Signal,
)
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QWidget

from annotator.ui.panels.article_delegate import ArticleDelegate

_AnyIndex = QModelIndex | QPersistentModelIndex
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_CTRL = Qt.KeyboardModifier.ControlModifier
_TYPING = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier)


class ArticleView(QListView):
    """Rows of one height. The open article is highlighted; where several are chosen, they are."""

    row_chosen = Signal(int)
    leave_requested = Signal()
    search_requested = Signal()
    chosen_changed = Signal(int)
    """How many rows are chosen, where that is several; else 0."""
    removal_requested = Signal()
    """The chosen rows shall go from the list."""
    menu_requested = Signal(QPoint)
    """What can be done with the chosen rows is asked for, at a place of the screen."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._held = Qt.KeyboardModifier.NoModifier
        self.setItemDelegate(ArticleDelegate(self))
        self.setUniformItemSizes(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setMouseTracking(True)
        self.setAccessibleName("Articles")
        self.viewport().setAutoFillBackground(False)
        self.clicked.connect(self._take_click)

    # ---- several of them -----------------------------------------------------------------

    def selected_rows(self) -> list[int]:
        """Return the rows that are selected, from top to bottom: usually the one the hand is on."""
        return [row for top, bottom in self._ranges() for row in range(top, bottom + 1)]

    @property
    def has_several(self) -> bool:
        """Whether several rows are chosen."""
        return self.delegate().has_several

    def go_to(self, index: QModelIndex) -> None:
        """Be on a row; several that are chosen stay so."""
        flag = QItemSelectionModel.SelectionFlag
        how = flag.NoUpdate if self.has_several else flag.ClearAndSelect
        self.selectionModel().setCurrentIndex(index, how)
        self.scrollTo(index)

    def let_go(self) -> None:
        """Choose no longer several, only the row the hand is on."""
        index, flag = self.currentIndex(), QItemSelectionModel.SelectionFlag
        if index.isValid():
            self.selectionModel().setCurrentIndex(index, flag.ClearAndSelect)
        else:
            self.clearSelection()

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        """Tell how many are chosen, and paint all of them: one alone has no ground of its own."""
        super().selectionChanged(selected, deselected)
        self._tell_chosen()

    def reset(self) -> None:
        """Nothing is chosen of other rows."""
        super().reset()
        self._tell_chosen()

    def _ranges(self) -> list[tuple[int, int]]:
        """Return the first and last row of each run of selected rows: there may be very many."""
        model: QItemSelectionModel | None = self.selectionModel()  # none before there are rows
        chosen: Any = () if model is None else model.selection()  # Qt's stubs cannot iterate it
        return sorted((one.top(), one.bottom()) for one in chosen)

    def _tell_chosen(self) -> None:
        count = sum(bottom + 1 - top for top, bottom in self._ranges())
        self.delegate().has_several = count > 1
        self.viewport().update()
        self.chosen_changed.emit(count if count > 1 else 0)

    def delegate(self) -> ArticleDelegate:
        """Return the painter of the rows."""
        delegate = self.itemDelegate()
        assert isinstance(delegate, ArticleDelegate)
        return delegate

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open, leave, or move as lists do; letters are not a search of their own here."""
        is_plain_up = event.key() == Qt.Key.Key_Up and not (
            event.modifiers() & (Qt.KeyboardModifier.ShiftModifier | _CTRL)
        )
        if event.key() in _ENTER and self.currentIndex().isValid():
            self._choose(self.currentIndex())
        elif event.key() == Qt.Key.Key_Escape and self.has_several:
            self.let_go()
        elif event.key() == Qt.Key.Key_Escape:
            self.leave_requested.emit()
        elif event.key() == Qt.Key.Key_Delete and self.selected_rows():
            self.removal_requested.emit()
        elif is_plain_up and self.currentIndex().row() <= 0:
            self.search_requested.emit()
        elif event.text().strip() and event.modifiers() in _TYPING:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def dataChanged(
        self, top_left: _AnyIndex, bottom_right: _AnyIndex, roles: Sequence[int] = ()
    ) -> None:
        """Paint again and no more: no row's height depends on what it says.

        QListView would lay out every row anew, which takes a second for 100,000 articles.
        """
        QAbstractItemView.dataChanged(self, top_left, bottom_right, roles)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Know what was held while a row was clicked."""
        self._held = event.modifiers()
        super().mouseReleaseEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for what can be done with what is chosen: below the row where a key asked."""
        place = event.globalPos()
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            below = self.visualRect(self.currentIndex()).bottomLeft() + QPoint(24, 0)
            place = self.viewport().mapToGlobal(below)
        if self.selected_rows():
            self.menu_requested.emit(place)

    def _take_click(self, index: QModelIndex) -> None:
        if not self._held & (Qt.KeyboardModifier.ShiftModifier | _CTRL):
            self._choose(index)

    def _choose(self, index: QModelIndex) -> None:
        self.row_chosen.emit(index.row())

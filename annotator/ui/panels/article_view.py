"""The list view of articles: arrows move, Enter and a click open."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QWidget

from annotator.ui.panels.article_delegate import ArticleDelegate

_AnyIndex = QModelIndex | QPersistentModelIndex
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_TYPING = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier)


class ArticleView(QListView):
    """Rows of one height, no selection of its own: the open article is what is highlighted."""

    row_chosen = Signal(int)
    leave_requested = Signal()
    search_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setItemDelegate(ArticleDelegate(self))
        self.setUniformItemSizes(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setMouseTracking(True)
        self.setAccessibleName("Articles")
        self.viewport().setAutoFillBackground(False)
        self.clicked.connect(self._choose)

    def delegate(self) -> ArticleDelegate:
        """Return the painter of the rows."""
        delegate = self.itemDelegate()
        assert isinstance(delegate, ArticleDelegate)
        return delegate

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open, leave, or move as lists do; letters are not a search of their own here."""
        if event.key() in _ENTER and self.currentIndex().isValid():
            self._choose(self.currentIndex())
        elif event.key() == Qt.Key.Key_Escape:
            self.leave_requested.emit()
        elif event.key() == Qt.Key.Key_Up and self.currentIndex().row() <= 0:
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

    def _choose(self, index: QModelIndex) -> None:
        self.row_chosen.emit(index.row())

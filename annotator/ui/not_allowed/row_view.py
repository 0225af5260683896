"""A table of which whole rows are chosen; very many of them are laid out like a few."""

from PySide6.QtCore import QAbstractItemModel, QItemSelectionModel, QModelIndex, Qt
from PySide6.QtWidgets import QAbstractItemView, QTableView, QWidget

_ROW = 27
"""Height in pixels."""
_Action = QAbstractItemView.CursorAction


class RowView(QTableView):
    """Keys go from row to row: Home and End to the first and the last, none from cell to cell."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.verticalHeader().hide()
        self.verticalHeader().setMinimumSectionSize(_ROW)
        self.verticalHeader().setDefaultSectionSize(_ROW)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setAccessibleName("Columns")
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)

    def setModel(self, model: QAbstractItemModel | None) -> None:
        """Show a model."""
        super().setModel(model)
        if model is not None:
            # A head would ask each time it is painted whether all of its column is selected.
            header = self.horizontalHeader()
            header.setSelectionModel(QItemSelectionModel(model, header))

    def moveCursor(self, action: _Action, modifiers: Qt.KeyboardModifier) -> QModelIndex:
        """Return where a key leads to."""
        here = self.currentIndex()
        if action in (_Action.MoveHome, _Action.MoveEnd):
            last = self.model().rowCount() - 1
            return here.siblingAtRow(0 if action == _Action.MoveHome else last)
        if action in (_Action.MoveLeft, _Action.MoveRight, _Action.MoveNext, _Action.MovePrevious):
            return here
        return super().moveCursor(action, modifiers)

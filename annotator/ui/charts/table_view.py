"""A picture's numbers as a table beside it, whose cells are the same doors."""

from typing import Any, TypeAlias

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView, QWidget

from annotator.ui.charts.item import Table
from annotator.ui.panels.enter_button import is_enter
from annotator.ui.panels.plain_text import plain_tooltip

_Index: TypeAlias = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_ROWS_AT_MOST = 14
"""More are scrolled to."""


class TableModel(QAbstractTableModel):
    """A `Table` as Qt reads it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.table = Table((), ())

    def show_table(self, table: Table) -> None:
        """Show these rows."""
        self.beginResetModel()
        self.table = table
        self.endResetModel()

    def rowCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.table.rows)

    def columnCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.table.columns)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """The names of the columns; rows have none."""
        if role == Qt.ItemDataRole.TextAlignmentRole and orientation == Qt.Orientation.Horizontal:
            return _aligned(section)
        if role != Qt.ItemDataRole.DisplayRole or orientation == Qt.Orientation.Vertical:
            return None
        return self.table.columns[section]

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The words of a cell; for the ear with the names of row and column."""
        if not index.isValid():
            return None
        words = self.table.rows[index.row()][index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return words
        if role == Qt.ItemDataRole.AccessibleTextRole:
            if not index.column():
                return words
            return (
                f"{self.table.rows[index.row()][0]}, {self.table.columns[index.column()]}: {words}"
            )
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tooltip(words)
        return _aligned(index.column()) if role == Qt.ItemDataRole.TextAlignmentRole else None


def _aligned(column: int) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if column else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter


class TableView(QTableView):
    """The table. Tab leaves it; Enter and a click open what is behind a cell."""

    door_opened = Signal(object)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.numbers = TableModel(self)
        self.setModel(self.numbers)
        self.setAccessibleName(f"{name} as a table")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionsClickable(False)
        header.setAccessibleName(f"Columns: {name}")
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.clicked.connect(self._open)

    def show_table(self, table: Table) -> None:
        """Show these rows, as many as fit without scrolling."""
        self.numbers.show_table(table)
        row = QFontMetrics(self.font()).height() + 8
        self.verticalHeader().setDefaultSectionSize(row)
        shown = min(_ROWS_AT_MOST, max(1, len(table.rows)))
        self.setFixedHeight(shown * row + self.horizontalHeader().sizeHint().height() + 4)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open a door, or move as tables do; letters are not a search of their own here."""
        if is_enter(event) or event.key() == Qt.Key.Key_Space:
            self._open(self.currentIndex())
        elif event.text().strip() or event.key() == Qt.Key.Key_Escape:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def _open(self, index: QModelIndex) -> None:
        if not index.isValid():
            return
        behind = self.numbers.table.behind_at(index.row(), index.column())
        if behind is not None:
            self.door_opened.emit(behind)

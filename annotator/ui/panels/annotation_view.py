"""A table of spans or relations: arrows select rows, Enter goes into the text."""

from collections.abc import Callable, Iterable

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QModelIndex, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView, QWidget

from annotator.ui.models.annotations import AnnotationsModel

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_ROW_PADDING = 8
_WIDTHS = {"Label": 150, "Relation": 170, "Place": 110, "Note": 150, "Attributes": 170}
"""Widths to begin with, in pixels; all else is for the words of the article."""
_LEAST_WIDTH = 90


class AnnotationView(QTableView):
    """Rows of one height; several can be selected."""

    rows_selected = Signal()
    """The hand selected other rows; not told when the table only follows."""
    row_chosen = Signal(str)
    """The hand wants to go to this span or relation (an id)."""
    leave_requested = Signal()

    def __init__(
        self,
        model: AnnotationsModel,
        name: str,
        take_key: Callable[[QKeyEvent], bool],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.rows = model
        self._take_key = take_key
        self._is_following = False
        self.setModel(model)
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setShowGrid(False)
        self._arrange_headers()
        self.doubleClicked.connect(self._choose)

    # ---- for the panel -------------------------------------------------------------------

    def selected_ids(self) -> list[str]:
        """Return the ids of the selected rows from top to bottom, the current row's last."""
        ranges = self.selectionModel().selection().toList()
        numbers = sorted({row for one in ranges for row in range(one.top(), one.bottom() + 1)})
        ids = [id for id in map(self.rows.id_at, numbers) if id is not None]
        current = self.rows.id_at(self.currentIndex().row())
        if current in ids:
            ids.remove(current)
            ids.append(current)
        return ids

    def follow(self, ids: Iterable[str]) -> None:
        """Select the rows of these spans or relations, and show that of the last one."""
        rows = [row for row in map(self.rows.row_of, ids) if row is not None]
        last = len(self.rows.columns) - 1
        selection = QItemSelection()
        for first, end in _runs(sorted(rows)):
            selection.select(self.rows.index(first, 0), self.rows.index(end, last))
        self._is_following = True
        chosen = self.selectionModel()
        if rows:
            column = max(0, self.currentIndex().column())
            current = self.rows.index(rows[-1], column)
            chosen.setCurrentIndex(current, QItemSelectionModel.SelectionFlag.NoUpdate)
            self.scrollTo(current)
        chosen.select(selection, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self._is_following = False

    def select_current(self) -> None:
        """Select the current row, or the first where there is none."""
        row = max(0, self.currentIndex().row())
        if row < self.rows.rowCount():
            self.selectRow(row)

    def set_following(self, is_following: bool) -> None:
        """While rows come and go by themselves, no selection is the hand's."""
        self._is_following = is_following

    # ---- Qt ------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go, leave, act, or move as tables do; letters are not a search of their own here."""
        if event.key() in _ENTER and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            self._choose(self.currentIndex())
        elif event.key() == Qt.Key.Key_Escape:
            self.leave_requested.emit()
        elif self._take_key(event):
            event.accept()
        elif event.text().strip() and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        super().selectionChanged(selected, deselected)
        if not self._is_following:
            self.rows_selected.emit()

    def _arrange_headers(self) -> None:
        across, down = self.horizontalHeader(), self.verticalHeader()
        down.hide()
        down.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        down.setDefaultSectionSize(QFontMetrics(self.font()).height() + _ROW_PADDING)
        across.setAccessibleName(f"Columns of {self.accessibleName().lower()}")
        across.setHighlightSections(False)
        # Its own, always empty: to paint headings of whole columns selected it would ask every row.
        across.setSelectionModel(QItemSelectionModel(self.rows, across))
        across.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for number, column in enumerate(self.rows.columns):
            if column in _WIDTHS:
                across.resizeSection(number, _WIDTHS[column])
            else:
                across.setSectionResizeMode(number, QHeaderView.ResizeMode.Stretch)
        across.setMinimumSectionSize(_LEAST_WIDTH)
        across.setSortIndicator(
            self.rows.columns.index(self.rows.sorted_by), Qt.SortOrder.AscendingOrder
        )
        self.setSortingEnabled(True)

    def _choose(self, index: QModelIndex) -> None:
        id = self.rows.id_at(index.row())
        if id is not None:
            self.row_chosen.emit(id)


def _runs(rows: list[int]) -> list[tuple[int, int]]:
    """Return sorted row numbers as ranges, both ends included."""
    runs: list[tuple[int, int]] = []
    for row in rows:
        if runs and row <= runs[-1][1] + 1:
            runs[-1] = (runs[-1][0], row)
        else:
            runs.append((row, row))
    return runs

"""A table of numbers that are doors: arrows move, Enter or a click goes to the cases behind one."""

from PySide6.QtCore import QEvent, QModelIndex, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QTableView,
    QWidget,
)

from annotator.ui.review.agreement_model import MatrixModel, NumbersModel, ViewModel
from annotator.ui.review.agreement_rows import INTERVAL, VALUE

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
_ROW_PADDING = 8
_COLUMN_PADDING = 30
_WIDEST_NAME = 6
"""In heights of a row; the tooltip of a number has the whole."""
_HEADING = 1.5
"""In heights of a row: what belongs together stands apart from the rest."""
_MATRIX_ROWS = 6
"""More annotators than fit are scrolled to."""


class NumbersView(QTableView):
    """Cells of one height. Tab leaves the table."""

    door_opened = Signal(QModelIndex)
    """The hand wants to see what is behind a cell."""

    def __init__(self, model: NumbersModel, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.numbers = model
        self.setModel(model)
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setShowGrid(False)
        self.setMouseTracking(True)
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setSectionsClickable(False)
        self.horizontalHeader().setAccessibleName(f"Columns: {name}")
        self.verticalHeader().setAccessibleName(f"Rows: {name}")
        for header in (self.horizontalHeader(), self.verticalHeader()):
            header.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            header.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.verticalHeader().setSectionsClickable(False)
        self.verticalHeader().setHighlightSections(False)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.clicked.connect(self.door_opened)
        self._fit_letters()

    def go_to_first(self) -> None:
        """Put the current cell onto the first number, where there is none yet."""
        model = self.model()
        for row in range(model.rowCount()):
            index = model.index(row, min(1, model.columnCount() - 1))
            if model.flags(index) & Qt.ItemFlag.ItemIsEnabled:
                self.setCurrentIndex(index)
                self.horizontalScrollBar().setValue(0)
                return

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open a door, or move as tables do; letters are not a search of their own here."""
        if event.key() in _ENTER and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            if self.currentIndex().isValid():
                self.door_opened.emit(self.currentIndex())
        elif event.text().strip() or event.key() == Qt.Key.Key_Escape:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """A hand over what can be opened."""
        super().mouseMoveEvent(event)
        has_door = self.numbers.door_at(self.indexAt(event.position().toPoint())) is not None
        shape = Qt.CursorShape.PointingHandCursor if has_door else Qt.CursorShape.ArrowCursor
        self.viewport().setCursor(shape)

    def changeEvent(self, event: QEvent) -> None:
        """Keep rows as high as their letters."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit_letters()

    def row_height(self) -> int:
        """Return the height of a row in pixels."""
        return QFontMetrics(self.font()).height() + _ROW_PADDING

    def _fit_letters(self) -> None:
        self.verticalHeader().setDefaultSectionSize(self.row_height())

    def _width_of(self, words: str) -> int:
        return QFontMetrics(self.font()).horizontalAdvance(words) + _COLUMN_PADDING


class ViewTable(NumbersView):
    """One view: names at the left, numbers at the right."""

    def __init__(self, model: ViewModel, parent: QWidget | None = None) -> None:
        super().__init__(model, "Agreement", parent)
        self._rows = model
        self.verticalHeader().hide()
        model.modelReset.connect(self._fit)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the names what room the numbers leave, and never less than they need."""
        super().resizeEvent(event)
        self._fit_names()

    def changeEvent(self, event: QEvent) -> None:
        """Give larger letters wider columns."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit_numbers()

    def _fit(self) -> None:
        self.clearSpans()
        columns = self._rows.columnCount()
        for row in self._rows.heading_rows():
            self.setSpan(row, 0, 1, columns)
            self.setRowHeight(row, round(_HEADING * self.row_height()))
        rows = self._rows.view.rows if self._rows.view else ()
        self.setColumnHidden(INTERVAL, not any(row.cells[INTERVAL] for row in rows))
        self._fit_numbers()
        self.go_to_first()

    def _fit_numbers(self) -> None:
        for column in range(VALUE, self._rows.columnCount()):
            name = str(self._rows.headerData(column, Qt.Orientation.Horizontal) or "")
            rows = self._rows.view.rows if self._rows.view else ()
            widest = max((self._width_of(row.cells[column]) for row in rows), default=0)
            most = _WIDEST_NAME * self.row_height()
            self.setColumnWidth(column, max(min(self._width_of(name), most), widest))
        self._fit_names()

    def _fit_names(self) -> None:
        rows = self._rows.view.rows if self._rows.view else ()
        names = [self._width_of(row.cells[0]) for row in rows if not row.is_heading]
        numbers = sum(self.columnWidth(at) for at in range(VALUE, self._rows.columnCount()))
        room = self.viewport().width()
        self.setColumnWidth(0, max(room - numbers, min(room // 2, max(names, default=0))))


class MatrixTable(NumbersView):
    """Everybody with everybody, as high as its rows."""

    def __init__(self, model: MatrixModel, parent: QWidget | None = None) -> None:
        super().__init__(model, "Spans, same words, same label: everybody with everybody", parent)
        self._model = model
        self.setCornerButtonEnabled(False)
        for corner in self.findChildren(QAbstractButton):
            corner.setAccessibleName("Everybody")
        model.modelReset.connect(self._fit)

    def _fit(self) -> None:
        names = self._model.matrix.names
        for column, name in enumerate(names):
            width = min(self._width_of(name), _WIDEST_NAME * self.row_height())
            self.setColumnWidth(column, max(width, self._width_of("−0.000")))
        rows = min(len(names), _MATRIX_ROWS)
        head = self.horizontalHeader().sizeHint().height()
        self.setFixedHeight(rows * self.row_height() + head + 4)
        self.setMaximumWidth(
            self.verticalHeader().sizeHint().width() + self.horizontalHeader().length()
        )
        if names:
            self.setCurrentIndex(self._model.index(0, min(1, len(names) - 1)))

"""The numbers of agreement as Qt tables: the rows of a view, and everybody with everybody."""

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor, QFont

from annotator.ui.models.article_words import count_words
from annotator.ui.panels.plain_text import plain_tooltip
from annotator.ui.review.agreement_rows import (
    FIRST,
    INTERVAL,
    PAIRS,
    SECOND,
    VALUE,
    Door,
    Matrix,
    Row,
    View,
)
from annotator.ui.theme import current_colours

_AnyIndex = QModelIndex | QPersistentModelIndex
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LOW = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom
_SPOKEN = {INTERVAL: "95 % interval ", PAIRS: "pairs "}


class NumbersModel(QAbstractTableModel):
    """A table whose cells may be doors."""

    def door_at(self, index: _AnyIndex) -> Door | None:
        """Return the cases behind a cell."""
        raise NotImplementedError

    def why_at(self, index: _AnyIndex) -> str:
        """Return why there is no number in a cell, or ""."""
        raise NotImplementedError


class ViewModel(NumbersModel):
    """The rows of one view; headings cannot be gone to."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.view: View | None = None

    def show_view(self, view: View | None) -> None:
        """Show other rows, or none."""
        self.beginResetModel()
        self.view = view
        self.endResetModel()

    def row_at(self, index: _AnyIndex) -> Row | None:
        """Return a row."""
        return self.view.rows[index.row()] if self.view and index.isValid() else None

    def door_at(self, index: _AnyIndex) -> Door | None:
        row = self.row_at(index)
        return row.door_at(index.column()) if row is not None and not row.why else None

    def why_at(self, index: _AnyIndex) -> str:
        row = self.row_at(index)
        return row.why if row is not None and not row.is_heading else ""

    def heading_rows(self) -> list[int]:
        """Return the numbers of the rows that are headings."""
        rows = self.view.rows if self.view else ()
        return [number for number, row in enumerate(rows) if row.is_heading]

    # ---- Qt's own --------------------------------------------------------------------------

    def rowCount(self, parent: _AnyIndex = QModelIndex()) -> int:  # noqa: B008
        """Return how many rows there are, headings too."""
        return len(self.view.rows) if self.view and not parent.isValid() else 0

    def columnCount(self, parent: _AnyIndex = QModelIndex()) -> int:  # noqa: B008
        """Return how many columns there are."""
        return 0 if parent.isValid() else SECOND + 1

    def flags(self, index: _AnyIndex) -> Qt.ItemFlag:
        """Headings are passed by."""
        row = self.row_at(index)
        if row is None or row.is_heading:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Return the names of the columns: behind the numbers, whose counts they are."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            sides = self.view.sides if self.view else ("", "")
            return ("", "Agreement", "95 % interval", "Pairs", *sides)[section]
        if role == Qt.ItemDataRole.ToolTipRole and self.view and section >= PAIRS:
            sides = self.view.sides
            return plain_tooltip(("Of both, that answer each other.", *sides)[section - PAIRS])
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _LEFT if section == 0 else _RIGHT
        return None

    def data(self, index: _AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what stands in a cell and how it is spoken: with its row, its column, its why."""
        row, column = self.row_at(index), index.column()
        if row is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return row.cells[column]
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._spoken(row, column)
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tooltip(_more(row.door_at(column), row.why))
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _LOW if row.is_heading else _LEFT if column == 0 else _RIGHT
        if role == Qt.ItemDataRole.FontRole and (row.is_heading or column == VALUE):
            return _bold()
        if role == Qt.ItemDataRole.ForegroundRole:
            is_quiet = row.is_heading or column > VALUE or row.why
            return QColor(current_colours().muted if is_quiet else current_colours().text)
        return None

    def _spoken(self, row: Row, column: int) -> str:
        name, words = row.cells[0], row.cells[column]
        if row.is_heading:
            return f"{name}. {row.why}" if row.why else name
        if column == 0 or row.why:
            more = f": none, {row.why}" if row.why else f": {row.cells[VALUE]}"
            return name + more
        if not words:
            return f"{name}: nothing here"
        before = _SPOKEN.get(column, "")
        if column in (FIRST, SECOND) and self.view:
            before = f"{self.view.sides[column - FIRST]} "
        return f"{name}: {before}{words}"


class MatrixModel(NumbersModel):
    """Each annotator a row and a column."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.matrix = Matrix((), ())

    def show_matrix(self, matrix: Matrix) -> None:
        """Show other numbers."""
        self.beginResetModel()
        self.matrix = matrix
        self.endResetModel()

    def door_at(self, index: _AnyIndex) -> Door | None:
        cell = self.matrix.cells[index.row()][index.column()] if index.isValid() else None
        return cell.door if cell is not None and not cell.why else None

    def why_at(self, index: _AnyIndex) -> str:
        return self.matrix.cells[index.row()][index.column()].why if index.isValid() else ""

    # ---- Qt's own --------------------------------------------------------------------------

    def rowCount(self, parent: _AnyIndex = QModelIndex()) -> int:  # noqa: B008
        """Return how many annotators there are."""
        return 0 if parent.isValid() else len(self.matrix.names)

    def columnCount(self, parent: _AnyIndex = QModelIndex()) -> int:  # noqa: B008
        """Return the same."""
        return self.rowCount(parent)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Return the names of the annotators."""
        if role == Qt.ItemDataRole.DisplayRole:
            return self.matrix.names[section]
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tooltip(self.matrix.names[section])
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if orientation == Qt.Orientation.Horizontal else _LEFT
        return None

    def data(self, index: _AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the number of two annotators, and whose it is."""
        if not index.isValid():
            return None
        cell = self.matrix.cells[index.row()][index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return cell.words
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{self._who(index)}: {f'none, {cell.why}' if cell.why else cell.words}"
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tooltip(f"{self._who(index)}. {_more(cell.door, cell.why)}")
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT
        if role == Qt.ItemDataRole.ForegroundRole and index.row() == index.column():
            return QColor(current_colours().muted)
        return None

    def _who(self, index: _AnyIndex) -> str:
        one, other = (self.matrix.names[at] for at in (index.row(), index.column()))
        return f"{one} with themselves" if index.row() == index.column() else f"{one} and {other}"


def _more(door: Door | None, why: str) -> str:
    """Return why there is no number, or how many cases are behind it."""
    if why:
        return f"{why[0].upper()}{why[1:].rstrip('.')}."
    return case_words(door) if door is not None else ""


def case_words(door: Door) -> str:
    """Return what is behind a door: "12 differences in 3 articles"."""
    cases, documents = door.count()
    is_alike = "agree" in door.kinds
    if not cases:
        return "Nothing is alike here." if is_alike else "Nothing differs here."
    noun = f"{cases:,} alike" if is_alike else count_words(cases, "difference")
    return f"{noun} in {count_words(documents, 'article')}."


def _bold() -> QFont:
    font = QFont()
    font.setWeight(QFont.Weight.DemiBold)
    return font

"""The queue as a list model."""

from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)

from annotator.ui.review.queue import Queue
from annotator.ui.review.rows import Row

RowRole = Qt.ItemDataRole.UserRole
"""The `Row`."""
IsCurrentRole = Qt.ItemDataRole.UserRole + 1
TitleRole = Qt.ItemDataRole.UserRole + 2
"""The title of the article that begins with this row, or ""."""
_Index = QModelIndex | QPersistentModelIndex
_NO_PARENT = QModelIndex()


class QueueModel(QAbstractListModel):
    """A row for each row of the queue."""

    def __init__(self, queue: Queue, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._queue = queue
        self._rows: list[Row] = queue.rows
        self._current = queue.current
        queue.changed.connect(self._take_rows)
        queue.current_changed.connect(self._take_current)

    def rowCount(self, parent: _Index = _NO_PARENT) -> int:
        """Return how many rows there are."""
        return 0 if parent.isValid() else len(self._rows)

    def row(self, number: int) -> Row:
        """Return a row."""
        return self._rows[number]

    def title(self, number: int) -> str:
        """Return the title above a row, or ""."""
        return self._queue.title_at(number)

    @property
    def groups(self) -> list[tuple[str, list[Row]]]:
        """The rows by article, with the titles above them; as they are in the queue."""
        return self._queue.groups

    @property
    def current(self) -> int | None:
        """The number of the row one is at."""
        return self._current

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return a row, whether one is at it, the title above it, or all of it in words."""
        number = index.row()
        if not 0 <= number < len(self._rows):
            return None
        if role == RowRole:
            return self._rows[number]
        if role == IsCurrentRole:
            return number == self._current
        if role == TitleRole:
            return self.title(number)
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            words = self._rows[number].words
            parts = (self.title(number), words.title, words.kind, words.sides, words.settled)
            return ", ".join(part for part in parts if part)
        return None

    def _take_rows(self) -> None:
        before, after = self._rows, self._queue.rows
        if len(before) == len(after):
            # The same rows, some of them otherwise: whoever looks stays where they are.
            self._rows, self._current = after, self._queue.current
            if after:
                self.dataChanged.emit(self.index(0), self.index(len(after) - 1))
            return
        self.beginResetModel()
        self._rows, self._current = after, self._queue.current
        self.endResetModel()

    def _take_current(self) -> None:
        before, self._current = self._current, self._queue.current
        for number in (before, self._current):
            if number is not None and number < len(self._rows):
                self.dataChanged.emit(self.index(number), self.index(number))

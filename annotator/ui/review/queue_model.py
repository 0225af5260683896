"""The queue as a list model."""

from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)

from annotator.ui.review.card_view import (
    DecisionsRole,
    IsCurrentRole,
    IsOpenRole,
    TitleRole,
    WordsRole,
)
from annotator.ui.review.queue import Queue
from annotator.ui.review.rows import Row

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
        """Return the words of a row, whether one is at it, what can be done, the title above it."""
        number = index.row()
        if not 0 <= number < len(self._rows):
            return None
        row = self._rows[number]
        if role == WordsRole:
            return row.words
        if role == IsCurrentRole:
            return number == self._current
        if role == IsOpenRole:
            return row.is_open
        if role == DecisionsRole:
            return row.decisions
        if role == TitleRole:
            return self.title(number)
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            words = row.words
            parts = (words.title, words.kind, words.sides, words.said, words.settled)
            return ", ".join(part for part in (self.title(number), *parts) if part)
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

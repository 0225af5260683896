"""The inbox as a list model: a heading for each article, a card for each change."""

from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from annotator.ui.inbox.inbox import Inbox
from annotator.ui.inbox.telling import Told
from annotator.ui.models.article_words import one_line
from annotator.ui.review.queue_model import (
    Decisions,
    DecisionsRole,
    IsCurrentRole,
    IsOpenRole,
    WordsRole,
)

HeadingRole = Qt.ItemDataRole.UserRole + 10
"""The title of the article that begins here; None for a card."""
_Index = QModelIndex | QPersistentModelIndex
_NO_PARENT = QModelIndex()


class InboxModel(QAbstractListModel):
    """Follows an inbox; a row is the title of an article, or the place of a row of the inbox."""

    def __init__(self, inbox: Inbox, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._inbox = inbox
        self._entries: list[str | int] = []
        self._keys: list[tuple[str, str]] = []
        self._current: int | None = None
        inbox.rows_changed.connect(self._take_rows)
        inbox.current_changed.connect(self._take_current)
        self._take_rows()

    def rowCount(self, parent: _Index = _NO_PARENT) -> int:
        """Return how many headings and cards there are."""
        return 0 if parent.isValid() else len(self._entries)

    def flags(self, index: _Index) -> Qt.ItemFlag:
        """A heading is read, not chosen."""
        if self.place_of(index) is None:
            return Qt.ItemFlag.ItemIsEnabled
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def place_of(self, index: _Index) -> int | None:
        """Return the place in the inbox of a card; None for a heading."""
        entry = self._entries[index.row()] if 0 <= index.row() < len(self._entries) else ""
        return entry if isinstance(entry, int) else None

    def index_of(self, place: int) -> QModelIndex:
        """Return the index of the card of a place in the inbox."""
        return self.index(self._entries.index(place)) if place in self._entries else QModelIndex()

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return title or words of a row, whether one is at it, what can be done with it."""
        if not 0 <= index.row() < len(self._entries):
            return None
        entry = self._entries[index.row()]
        if isinstance(entry, str):
            is_text = role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)
            return entry if is_text or role == HeadingRole else None
        if entry >= len(self._inbox.rows):
            return None
        return self._data(self._inbox.rows[entry], entry, role)

    def _data(self, told: Told, place: int, role: int) -> Any:
        words = told.words
        if role == WordsRole:
            return words
        if role == IsCurrentRole:
            return place == self._inbox.current
        if role == IsOpenRole:
            return told.row.is_waiting
        if role == DecisionsRole:
            return _decisions(told)
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            parts = (words.title, words.kind, words.sides, words.said, words.settled)
            return ", ".join(part for part in parts if part)
        return None

    def _take_rows(self) -> None:
        keys = [one.key for one in self._inbox.rows]
        if keys == self._keys and self._entries:
            self._tell_of(0, len(self._entries) - 1)
            return
        self.beginResetModel()
        self._keys, self._entries, document = keys, [], None
        for place, one in enumerate(self._inbox.rows):
            if one.row.document != document:
                document = one.row.document
                self._entries.append(one_line(one.row.title) or one_line(document))
            self._entries.append(place)
        self._current = self._inbox.current
        self.endResetModel()

    def _take_current(self) -> None:
        before, self._current = self._current, self._inbox.current
        for place in (before, self._current):
            if place is not None and place in self._entries:
                row = self._entries.index(place)
                self._tell_of(row, row)

    def _tell_of(self, first: int, last: int) -> None:
        self.dataChanged.emit(self.index(first), self.index(last))


def _decisions(told: Told) -> Decisions:
    discuss = ("discuss_change", "discuss")
    if told.row.concern is None:
        return (discuss,)
    if told.row.state == "accepted":
        return (("contest_change", "contest"), discuss)
    accept = ("accept_change", "accept")
    if told.row.state == "contested":
        return (accept, ("take_back_answer", "contest no longer"), discuss)
    return (accept, ("contest_change", "contest"), discuss)

"""The inbox as a list model: a heading for each article, a card for each change."""

from collections.abc import Iterator
from itertools import groupby
from typing import Any, NamedTuple

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from annotator.ui.inbox.inbox import Inbox
from annotator.ui.inbox.telling import Told
from annotator.ui.models.article_words import count_words, one_line
from annotator.ui.review.card_view import (
    Decisions,
    DecisionsRole,
    IsCurrentRole,
    IsOpenRole,
    WordsRole,
)

HeadingRole = Qt.ItemDataRole.UserRole + 10
"""The `ArticleHeading` that a row is; None for a card."""
_MOST_CARDS = 60
"""With more only the cards of the article one is at are there: of the others one sees how many."""
_Index = QModelIndex | QPersistentModelIndex
_NO_PARENT = QModelIndex()


class ArticleHeading(NamedTuple):
    """Where an article begins."""

    title: str
    changes: int
    """How many cards stand below it."""
    first: int
    """The place in the inbox of the first of them."""
    is_closed: bool
    """Whether its cards are not shown."""


class InboxModel(QAbstractListModel):
    """Follows an inbox; a row is the heading of an article, or a place in the inbox."""

    def __init__(self, inbox: Inbox, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._inbox = inbox
        self._entries: list[ArticleHeading | int] = []
        self._rows: dict[int, int] = {}
        """Place in the inbox -> row."""
        self._shape: tuple[tuple[tuple[str, str], ...], str | None] = ((), None)
        self._current: int | None = None
        inbox.rows_changed.connect(self._take_rows)
        inbox.current_changed.connect(self._take_current)
        self._take_rows()

    def rowCount(self, parent: _Index = _NO_PARENT) -> int:
        """Return how many headings and cards there are."""
        return 0 if parent.isValid() else len(self._entries)

    def flags(self, index: _Index) -> Qt.ItemFlag:
        """A heading is read, not chosen."""
        if self._card_at(index) is None:
            return Qt.ItemFlag.ItemIsEnabled
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def place_of(self, index: _Index) -> int | None:
        """Return the place in the inbox that a row leads to: its own, or the first below a heading
        whose cards are not shown; None for any other heading."""
        if not 0 <= index.row() < len(self._entries):
            return None
        entry = self._entries[index.row()]
        if isinstance(entry, int):
            return entry
        return entry.first if entry.is_closed else None

    def index_of(self, place: int) -> QModelIndex:
        """Return the index of the card of a place in the inbox."""
        return self.index(self._rows[place]) if place in self._rows else QModelIndex()

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return title or words of a row, whether one is at it, what can be done with it."""
        if not 0 <= index.row() < len(self._entries):
            return None
        entry = self._entries[index.row()]
        if not isinstance(entry, int):
            if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
                return f"{entry.title}, {count_words(entry.changes, 'change')}"
            return entry if role == HeadingRole else None
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

    def _card_at(self, index: _Index) -> int | None:
        entry = self._entries[index.row()] if 0 <= index.row() < len(self._entries) else None
        return entry if isinstance(entry, int) else None

    # ---- following

    def _take_rows(self) -> None:
        shape = (tuple(one.key for one in self._inbox.rows), self._open_document())
        if shape == self._shape:
            self._tell_of(0, len(self._entries) - 1)
            return
        self.beginResetModel()
        self._shape, self._entries = shape, list(self._make_entries())
        self._rows = {one: row for row, one in enumerate(self._entries) if isinstance(one, int)}
        self._current = self._inbox.current
        self.endResetModel()

    def _open_document(self) -> str | None:
        """Return the one article whose cards are shown; None where all are."""
        rows = self._inbox.rows
        if len(rows) <= _MOST_CARDS:
            return None
        return (self._inbox.told or rows[0]).row.document

    def _make_entries(self) -> Iterator[ArticleHeading | int]:
        shown = self._open_document()
        places = groupby(enumerate(self._inbox.rows), key=lambda one: one[1].row.document)
        for document, group in places:
            found = list(group)
            first, told = found[0]
            title = one_line(told.row.title) or one_line(document)
            is_closed = shown not in (None, document)
            yield ArticleHeading(title, len(found), first, is_closed)
            if not is_closed:
                yield from (place for place, _ in found)

    def _take_current(self) -> None:
        if self._open_document() != self._shape[1]:
            self._take_rows()
            return
        before, self._current = self._current, self._inbox.current
        for place in (before, self._current):
            if place in self._rows:
                self._tell_of(self._rows[place], self._rows[place])

    def _tell_of(self, first: int, last: int) -> None:
        if 0 <= first <= last:
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

"""The queue of an article's cases as a list model, those the reviewer added behind them."""

from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)

from annotator.messages.case_words import CaseWords
from annotator.ui.review.proposal import Proposal
from annotator.ui.review.reviewing import Reviewing

WordsRole = Qt.ItemDataRole.UserRole
IsCurrentRole = Qt.ItemDataRole.UserRole + 1
IsOpenRole = Qt.ItemDataRole.UserRole + 2
DecisionsRole = Qt.ItemDataRole.UserRole + 3
Decisions = tuple[tuple[str, str], ...]
"""What can be decided on a card: action ids, and what they are called there."""
_Index = QModelIndex | QPersistentModelIndex
_NO_PARENT = QModelIndex()


class QueueModel(QAbstractListModel):
    """A row for each case, in reading order; words are made when they are asked for."""

    def __init__(self, reviewing: Reviewing, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._reviewing = reviewing
        self._words: dict[int, CaseWords] = {}
        self._current: int | None = None
        self._count = 0
        reviewing.pairing_changed.connect(self._take_all)
        reviewing.cases_changed.connect(self._take_cases)
        reviewing.current_changed.connect(self._take_current)

    def rowCount(self, parent: _Index = _NO_PARENT) -> int:
        """Return how many cases there are."""
        return 0 if parent.isValid() else self._count

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the words of a case, whether one is at it, whether it is open."""
        place = index.row()
        if not 0 <= place < self._count:
            return None
        if role == IsCurrentRole:
            return place == self._reviewing.current
        if role == IsOpenRole:
            return self._reviewing.is_open(place)
        if role == DecisionsRole:
            return self._decisions(place)
        if role == WordsRole:
            return self._tell(place)
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            words = self._tell(place)
            parts = (words.title, words.kind, words.sides, words.settled)
            return ", ".join(part for part in parts if part)
        return None

    def _decisions(self, place: int) -> Decisions:
        reviewing = self._reviewing
        if place >= len(reviewing.cases):
            verdict = reviewing.apart[place - len(reviewing.cases)]
            if verdict.choice != "added":
                return ()
            stays = (("choose_first", "it stays"),) if verdict.objectors else ()
            return (*stays, ("choose_neither", "take it back"))
        first, second = reviewing.names
        edit = (("edit_case", "edit"),)
        can_edit = Proposal.can_begin(reviewing.cases[place].difference)
        if not second:
            alone = (("choose_first", "right"), ("choose_neither", "nothing here"))
            return (*alone, *edit) if can_edit else alone
        sides = (("choose_first", first), ("choose_second", second))
        both = (("choose_both", "both"), ("choose_neither", "neither"))
        return (*sides, *both, *edit) if can_edit else (*sides, *both)

    def _tell(self, place: int) -> CaseWords:
        if place not in self._words:
            self._words[place] = self._reviewing.words(place)
        return self._words[place]

    def _take_all(self) -> None:
        self.beginResetModel()
        self._words.clear()
        self._count = len(self._reviewing.cases) + len(self._reviewing.apart)
        self._current = self._reviewing.current
        self.endResetModel()

    def _take_cases(self) -> None:
        if len(self._reviewing.cases) + len(self._reviewing.apart) != self._count:
            self._take_all()
            return
        self._words.clear()
        self._tell_of_rows(0, self._count - 1)

    def _take_current(self) -> None:
        before, self._current = self._current, self._reviewing.current
        for place in (before, self._current):
            if place is not None:
                self._tell_of_rows(place, place)

    def _tell_of_rows(self, first: int, last: int) -> None:
        if 0 <= first <= last < self._count:
            self.dataChanged.emit(self.index(first), self.index(last))

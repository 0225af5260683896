"""What is not allowed, a row for each place: filtered, sorted, and replaced article by article."""

from bisect import insort
from collections.abc import Callable, Collection, Iterable, Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QItemSelection,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)
from PySide6.QtGui import QColor, QFont

from annotator.model.labels import LabelSet
from annotator.project.label_changes.listing_invalid import InvalidPlace
from annotator.ui.elsewhere.model import Group
from annotator.ui.models.article_words import one_line
from annotator.ui.not_allowed.fixes import Wrong, wrong_of
from annotator.ui.not_allowed.words import KIND_WORDS, WHOLE_ARTICLE, whose_words, wrong_words
from annotator.ui.panels.plain_text import plain_tooltip
from annotator.ui.theme import current_colours

KIND, WRONG, LEFT, TEXT, RIGHT, WHOSE, ARTICLE = range(7)
HEADS = ("Kind", "What is wrong", "Before", "Words", "After", "Whose", "Article")
PROJECT_ORDER = -1
"""Sorted by no column."""
MINE = "mine"
"""Whose places are shown, beside ids of annotators; empty: everybody's."""
_LONGEST = 120
_FEW = 100
"""Places that are put among the others one by one; to sort more of them is quicker."""
_STRONG = (WRONG, TEXT)
_KINDS = list(KIND_WORDS)

Index = QModelIndex | QPersistentModelIndex


class NotAllowedModel(QAbstractTableModel):
    """Takes places as they are found."""

    def __init__(
        self, label_set: LabelSet, names: dict[str, str], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._label_set, self._names = label_set, names
        self._places: list[InvalidPlace] = []
        """In project order."""
        self._at: dict[str, int] = {}
        """Document (id) -> its place among those that were found so far."""
        self._shown: list[InvalidPlace] = []
        self._wrong: dict[Wrong, tuple[str, tuple[str, ...]]] = {}
        self.order = PROJECT_ORDER
        """The column that rows are sorted by."""
        self.is_descending = False
        self.kinds: frozenset[str] = frozenset()
        """Those that are shown; none: all."""
        self.whose = ""

    # ---- for the window

    @property
    def all_places(self) -> Sequence[InvalidPlace]:
        """All places, shown or not, in project order."""
        return self._places

    @property
    def places(self) -> Sequence[InvalidPlace]:
        """The places as they are shown."""
        return self._shown

    def place(self, row: int) -> InvalidPlace | None:
        """Return the place of a row."""
        return self._shown[row] if 0 <= row < len(self._shown) else None

    def use(self, label_set: LabelSet, names: dict[str, str]) -> None:
        """Name labels and people so from now on."""
        self._label_set, self._names = label_set, names
        self._wrong = {}
        self.show_anew()

    def forget(self) -> None:
        """Show none."""
        self.beginResetModel()
        self._places, self._shown, self._at = [], [], {}
        self.endResetModel()

    def add(self, places: Sequence[InvalidPlace]) -> None:
        """Show more, behind those that are shown; `show_anew` puts them in their order."""
        shown = [one for one in places if self._is_shown(one)]
        for one in places:
            self._at.setdefault(one.document, len(self._at))
        self._places += places
        if shown:
            first = len(self._shown)
            self.beginInsertRows(QModelIndex(), first, first + len(shown) - 1)
            self._shown += shown
            self.endInsertRows()

    def replace(self, documents: Collection[str], places: Iterable[InvalidPlace]) -> None:
        """Let what is wrong on some documents (ids) be this from now on."""
        kept = [one for one in self._places if one.document not in documents]
        found = list(places)
        for one in found:
            self._at.setdefault(one.document, len(self._at))
        self.beginResetModel()
        # Stable: within a document they stay in the order of the text.
        self._places = sorted([*kept, *found], key=lambda one: self._at[one.document])
        if self.order == PROJECT_ORDER or self.is_descending or len(found) > _FEW:
            self._shown = self._sorted()
        else:
            self._shown = [one for one in self._shown if one.document not in documents]
            for one in filter(self._is_shown, found):
                insort(self._shown, one, key=self._key(self.order))
        self.endResetModel()

    def show_anew(self) -> None:
        """Ask again which places are shown, and in which order."""
        self.beginResetModel()
        self._shown = self._sorted()
        self.endResetModel()

    def sort_by(self, column: int) -> None:
        """Sort by a column; again: the other way round; again: in project order."""
        if column != self.order:
            self.order, self.is_descending = column, False
        elif not self.is_descending:
            self.is_descending = True
        else:
            self.order, self.is_descending = PROJECT_ORDER, False
        self.show_anew()

    def count_kinds(self) -> list[Group]:
        """Return the kinds that there are, with how many; one that filters stays."""
        among = [one for one in self._places if self._is_theirs(one)]
        counts = dict.fromkeys(_KINDS, 0)
        for one in among:
            counts[one.kind] += 1
        return [
            Group(kind, KIND_WORDS[kind], "", counts[kind])
            for kind in _KINDS
            if counts[kind] or kind in self.kinds
        ]

    def gather(self) -> None:
        """Bring together what is alike: sort by what is wrong."""
        if self.order != WRONG:
            self.order, self.is_descending = WRONG, False
            self.show_anew()

    def alike(self, row: int) -> QItemSelection:
        """Return the rows around one that have the same wrong; gathered, these are all."""
        place = self.place(row)
        if place is None:
            return QItemSelection()
        wanted, first, last = wrong_of(place), row, row
        while first > 0 and wrong_of(self._shown[first - 1]) == wanted:
            first -= 1
        while last + 1 < len(self._shown) and wrong_of(self._shown[last + 1]) == wanted:
            last += 1
        return QItemSelection(self.index(first, 0), self.index(last, len(HEADS) - 1))

    def row_of(self, place: InvalidPlace) -> int:
        """Return the row where a place stands, -1 where it stands in none."""
        return self._shown.index(place) if place in self._shown else -1

    # ---- for Qt

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Return how many places are shown."""
        return 0 if parent.isValid() else len(self._shown)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(HEADS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:
        """Return the name of a column."""
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return HEADS[section]
        return None

    def data(self, index: Index, role: int = 0) -> Any:
        """Return what stands in a cell, and how it looks."""
        place, column = self.place(index.row()), index.column()
        if place is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.words(place, column)
        if role == Qt.ItemDataRole.ToolTipRole and column not in (LEFT, RIGHT):
            return plain_tooltip(self.words(place, column))
        if role == Qt.ItemDataRole.TextAlignmentRole and column == LEFT:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if role == Qt.ItemDataRole.FontRole and column == TEXT and place.annotation:
            strong = QFont()
            strong.setWeight(QFont.Weight.DemiBold)
            return strong
        is_quiet = column not in _STRONG or (column == TEXT and not place.annotation)
        if role == Qt.ItemDataRole.ForegroundRole and is_quiet:
            return QColor(current_colours().muted)
        return None

    def words(self, place: InvalidPlace, column: int) -> str:
        """Return what stands in a column."""
        match column:
            case 0:
                return KIND_WORDS[place.kind]
            case 1:
                return self._wrong_words(place)
            case 2:
                return one_line(place.left, _LONGEST)
            case 3:
                return one_line(place.text, _LONGEST) if place.annotation else WHOLE_ARTICLE
            case 4:
                return one_line(place.right, _LONGEST)
            case 5:
                return whose_words(place, self._names)
        return one_line(place.title, _LONGEST)

    # ---- inside

    def _wrong_words(self, place: InvalidPlace) -> str:
        return self._wrong_of(place)[0]

    def _wrong_of(self, place: InvalidPlace) -> tuple[str, tuple[str, ...]]:
        """Return what is wrong in words, and what sorts it: what is alike stands together, also
        where something else is called the same."""
        wrong = wrong_of(place)
        found = self._wrong.get(wrong)
        if found is None:
            words = wrong_words(place, self._label_set)
            found = self._wrong[wrong] = (words, (words.casefold(), *map(str, wrong)))
        return found

    def _is_shown(self, place: InvalidPlace) -> bool:
        return (not self.kinds or place.kind in self.kinds) and self._is_theirs(place)

    def _is_theirs(self, place: InvalidPlace) -> bool:
        if self.whose == MINE:
            return place.is_mine
        return not self.whose or place.annotator == self.whose

    def _sorted(self) -> list[InvalidPlace]:
        shown = [one for one in self._places if self._is_shown(one)]
        if self.order == PROJECT_ORDER:
            return shown
        return sorted(shown, key=self._key(self.order), reverse=self.is_descending)

    def _key(self, column: int) -> Callable[[InvalidPlace], Any]:
        match column:
            case 0:
                return lambda one: _KINDS.index(one.kind)
            case 1:
                return lambda one: self._wrong_of(one)[1]
            case 2:  # from the words leftwards
                return lambda one: [word.casefold() for word in reversed(one.left.split())]
            case 5:
                return lambda one: (not one.is_mine, self.words(one, WHOSE).casefold())
        return lambda one: self.words(one, column).casefold()

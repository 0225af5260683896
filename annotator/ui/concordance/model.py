"""The hits of a search as a concordance: left, hit, right, in project order or sorted."""

from collections.abc import Callable, Sequence
from typing import Any, Literal

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFont

from annotator.model.labels import LabelSet
from annotator.project.corpus_search import Hit
from annotator.ui.models.article_words import one_line
from annotator.ui.theme import current_colours

TICK, LEFT, TEXT, RIGHT, LABELS, ARTICLE = range(6)
_HEADS = ("", "Before", "Hit", "After", "Labels", "Article")
_LONGEST = 120

Order = Literal["project", "left", "text", "right", "labels", "article"]
ORDERS: tuple[Order, ...] = ("project", "left", "text", "right", "labels", "article")
"""By column; "project" is that of no column."""

Index = QModelIndex | QPersistentModelIndex


class ConcordanceModel(QAbstractTableModel):
    """Takes hits as they are found; a row stands for one. Ticked at first is what nobody has
    labelled."""

    ticks_changed = Signal()

    def __init__(self, label_set: LabelSet, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._label_set = label_set
        self._hits: list[Hit] = []
        self._rows: list[int] = []
        """Places in `_hits`, as they are shown."""
        self._ticked: set[int] = set()
        """Places in `_hits`."""
        self.order: Order = "project"

    @property
    def hits(self) -> tuple[Hit, ...]:
        """The hits as they are shown."""
        return tuple(self._hits[at] for at in self._rows)

    def hit(self, row: int) -> Hit | None:
        """Return the hit of a row."""
        return self._hits[self._rows[row]] if 0 <= row < len(self._rows) else None

    def forget(self) -> None:
        """Show none."""
        self.beginResetModel()
        self._hits, self._rows, self._ticked = [], [], set()
        self.endResetModel()
        self.ticks_changed.emit()

    def add(self, hits: Sequence[Hit]) -> None:
        """Show more, behind those that are shown; `sort_rows` puts them in their place."""
        if not hits:
            return
        first = len(self._hits)
        self.beginInsertRows(QModelIndex(), first, first + len(hits) - 1)
        self._hits += hits
        self._rows += range(first, len(self._hits))
        self._ticked.update(at for at in range(first, len(self._hits)) if not self._hits[at].labels)
        self.endInsertRows()
        self.ticks_changed.emit()

    def ticked(self) -> list[Hit]:
        """Return the hits that are ticked, in project order."""
        return [self._hits[at] for at in sorted(self._ticked)]

    def turn_tick(self, row: int) -> None:
        """Tick a row, or not any more."""
        if 0 <= row < len(self._rows):
            self._ticked ^= {self._rows[row]}
            self.dataChanged.emit(self.index(row, TICK), self.index(row, TICK))
            self.ticks_changed.emit()

    def turn_all(self) -> None:
        """Tick all, or none where all are ticked."""
        everything = set(range(len(self._hits)))
        self._ticked = set() if self._ticked == everything else everything
        if self._rows:
            self.dataChanged.emit(self.index(0, TICK), self.index(len(self._rows) - 1, TICK))
        self.ticks_changed.emit()

    def sort_rows(self, order: Order) -> None:
        """Sort by what stands in a column, or as the project has it."""
        self.order = order
        self.layoutAboutToBeChanged.emit()
        key = _KEYS[order]
        self._rows = sorted(range(len(self._hits)), key=lambda at: key(self._hits[at]))
        self.layoutChanged.emit()

    # ---- for Qt --------------------------------------------------------------------------

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Return how many hits there are."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(_HEADS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:
        """Return the name of a column."""
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return _HEADS[section]
        return None

    def data(self, index: Index, role: int = 0) -> Any:
        """Return what stands in a cell, and how it looks."""
        hit = self.hit(index.row())
        if hit is None:
            return None
        column = index.column()
        if column == TICK:
            if role != Qt.ItemDataRole.CheckStateRole:
                return None
            is_ticked = self._rows[index.row()] in self._ticked
            return Qt.CheckState.Checked if is_ticked else Qt.CheckState.Unchecked
        if role == Qt.ItemDataRole.DisplayRole:
            return self._words(hit, column)
        if role == Qt.ItemDataRole.TextAlignmentRole and column == LEFT:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if role == Qt.ItemDataRole.FontRole and column == TEXT:
            strong = QFont()
            strong.setWeight(QFont.Weight.DemiBold)
            return strong
        if role == Qt.ItemDataRole.ForegroundRole and column != TEXT:
            return QColor(current_colours().muted)
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Return what can be done with a cell."""
        usual = super().flags(index)
        return usual | Qt.ItemFlag.ItemIsUserCheckable if index.column() == TICK else usual

    def setData(self, index: Index, value: Any, role: int = 0) -> bool:
        """Tick by a click on the box."""
        if index.column() != TICK or role != Qt.ItemDataRole.CheckStateRole:
            return False
        self.turn_tick(index.row())
        return True

    def _words(self, hit: Hit, column: int) -> str:
        if column == LEFT:
            return _kept_blanks(hit.left)
        if column == TEXT:
            return one_line(hit.text, _LONGEST)
        if column == RIGHT:
            return _kept_blanks(hit.right)
        if column == ARTICLE:
            return one_line(hit.title, _LONGEST)
        labels = (self._label_set.span_label(one) for one in hit.labels)
        return ", ".join(one_line(one.name, 40) for one in labels if one is not None)


def _kept_blanks(text: str) -> str:
    """What stands beside a hit keeps the blank next to it, for the eye."""
    return one_line(text, _LONGEST) if text.strip() else ""


def _by_left(hit: Hit) -> Any:
    """From the hit leftwards, word by word."""
    return [word.casefold() for word in reversed(hit.left.split())]


_KEYS: dict[Order, Callable[[Hit], Any]] = {
    "project": lambda hit: 0,
    "left": _by_left,
    "text": lambda hit: hit.text.casefold(),
    "right": lambda hit: hit.right.casefold().split(),
    "labels": lambda hit: hit.labels,
    "article": lambda hit: hit.title.casefold(),
}

"""The hits of a search as a concordance: left, hit, right, in project order or sorted."""

from collections.abc import Callable, Sequence
from typing import Any, Generic, Literal, Protocol, TypeVar

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
from annotator.ui.panels.plain_text import plain_tooltip
from annotator.ui.theme import current_colours

TICK, LEFT, TEXT, RIGHT, LABELS, ARTICLE = range(6)
_HEADS = ("", "Before", "Hit", "After", "Labels", "Article")
_LONGEST = 120

Order = Literal["project", "left", "text", "right", "labels", "article"]
ORDERS: tuple[Order, ...] = ("project", "left", "text", "right", "labels", "article")
"""By column; "project" is that of no column."""

Index = QModelIndex | QPersistentModelIndex


class Row(Protocol):
    """What a row shows: a place in an article and what is around it; labels are ids."""

    @property
    def document(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def left(self) -> str: ...
    @property
    def text(self) -> str: ...
    @property
    def right(self) -> str: ...
    @property
    def labels(self) -> tuple[str, ...]: ...


Shown = TypeVar("Shown", bound=Row)


class Concordance(QAbstractTableModel, Generic[Shown]):
    """Takes hits as they are found; a row stands for one. What is shown, what can be ticked, and
    what is ticked at first, is for those to say who are made of this."""

    ticks_changed = Signal()

    def __init__(self, label_set: LabelSet, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._label_set = label_set
        self._hits: list[Shown] = []
        self._rows: list[int] = []
        """Places in `_hits`, as they are shown."""
        self._ticked: set[int] = set()
        """Places in `_hits`."""
        self.order: Order = "project"

    # ---- for those who are made of this

    def is_shown(self, hit: Shown) -> bool:
        """Tell whether a hit has a row."""
        return True

    def can_tick(self, hit: Shown) -> bool:
        """Tell whether a hit can be ticked."""
        return True

    def is_meant(self, hit: Shown) -> bool:
        """Tell whether a hit is ticked at first: what nobody has labelled."""
        return not hit.labels

    def label_words(self, hit: Shown) -> str:
        """Return what is said about the labels of a hit."""
        labels = (self._label_set.span_label(one) for one in hit.labels)
        return ", ".join(one_line(one.name, 40) for one in labels if one is not None)

    # ---- for the window

    @property
    def hits(self) -> tuple[Shown, ...]:
        """The hits as they are shown."""
        return tuple(self._hits[at] for at in self._rows)

    @property
    def all_hits(self) -> Sequence[Shown]:
        """All hits, shown or not, in project order."""
        return self._hits

    def hit(self, row: int) -> Shown | None:
        """Return the hit of a row."""
        return self._hits[self._rows[row]] if 0 <= row < len(self._rows) else None

    def forget(self) -> None:
        """Show none."""
        self.beginResetModel()
        self._hits, self._rows, self._ticked = [], [], set()
        self.endResetModel()
        self.ticks_changed.emit()

    def add(self, hits: Sequence[Shown]) -> None:
        """Show more, behind those that are shown; `sort_rows` puts them in their place."""
        if not hits:
            return
        begin, first = len(self._hits), len(self._rows)
        more = [at for at, hit in enumerate(hits, begin) if self.is_shown(hit)]
        if more:
            self.beginInsertRows(QModelIndex(), first, first + len(more) - 1)
        self._hits += hits
        self._rows += more
        self._ticked.update(at for at in range(begin, len(self._hits)) if self._is_meant(at))
        if more:
            self.endInsertRows()
        self.ticks_changed.emit()

    def show_anew(self) -> None:
        """Ask again which hits are shown, and sort them as they were."""
        self.beginResetModel()
        self._rows = self._sorted()
        self.endResetModel()
        self.ticks_changed.emit()

    def tick_anew(self) -> None:
        """Ask again which hits are ticked."""
        self._ticked = {at for at in range(len(self._hits)) if self._is_meant(at)}
        self._tell_ticks()

    def ticked(self) -> list[Shown]:
        """Return the hits that are ticked and shown, in project order."""
        return [self._hits[at] for at in sorted(self._ticked.intersection(self._rows))]

    def turn_tick(self, row: int) -> None:
        """Tick a row, or not any more."""
        hit = self.hit(row)
        if hit is not None and self.can_tick(hit):
            self._ticked ^= {self._rows[row]}
            self.dataChanged.emit(self.index(row, TICK), self.index(row, TICK))
            self.ticks_changed.emit()

    def turn_all(self) -> None:
        """Tick all that are shown, or none of them where all are ticked."""
        everything = {at for at in self._rows if self.can_tick(self._hits[at])}
        is_all = everything <= self._ticked
        self._ticked = self._ticked - everything if is_all else self._ticked | everything
        self._tell_ticks()

    def sort_rows(self, order: Order) -> None:
        """Sort by what stands in a column, or as the project has it."""
        self.order = order
        self.layoutAboutToBeChanged.emit()
        self._rows = self._sorted()
        self.layoutChanged.emit()

    def _sorted(self) -> list[int]:
        key = _KEYS[self.order]
        shown = (at for at, hit in enumerate(self._hits) if self.is_shown(hit))
        return sorted(shown, key=lambda at: key(self._hits[at]))

    def _is_meant(self, at: int) -> bool:
        hit = self._hits[at]
        return self.can_tick(hit) and self.is_meant(hit)

    def _tell_ticks(self) -> None:
        if self._rows:
            self.dataChanged.emit(self.index(0, TICK), self.index(len(self._rows) - 1, TICK))
        self.ticks_changed.emit()

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
            if role != Qt.ItemDataRole.CheckStateRole or not self.can_tick(hit):
                return None
            is_ticked = self._rows[index.row()] in self._ticked
            return Qt.CheckState.Checked if is_ticked else Qt.CheckState.Unchecked
        if role == Qt.ItemDataRole.DisplayRole:
            return self._words(hit, column)
        if role == Qt.ItemDataRole.ToolTipRole and column in (LABELS, ARTICLE):
            return plain_tooltip(self._words(hit, column))
        return _look(column, role)

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

    def _words(self, hit: Shown, column: int) -> str:
        if column == LEFT:
            return _kept_blanks(hit.left)
        if column == TEXT:
            return one_line(hit.text, _LONGEST)
        if column == RIGHT:
            return _kept_blanks(hit.right)
        if column == ARTICLE:
            return one_line(hit.title, _LONGEST)
        return self.label_words(hit)


class ConcordanceModel(Concordance[Hit]):
    """The hits of a search in all articles."""


def _look(column: int, role: int) -> Any:
    """Return how a cell looks, whatever stands in it."""
    if role == Qt.ItemDataRole.TextAlignmentRole and column == LEFT:
        return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
    if role == Qt.ItemDataRole.FontRole and column == TEXT:
        strong = QFont()
        strong.setWeight(QFont.Weight.DemiBold)
        return strong
    if role == Qt.ItemDataRole.ForegroundRole and column != TEXT:
        return QColor(current_colours().muted)
    return None


def _kept_blanks(text: str) -> str:
    """What stands beside a hit keeps the blank next to it, for the eye."""
    return one_line(text, _LONGEST) if text.strip() else ""


def _by_left(hit: Row) -> Any:
    """From the hit leftwards, word by word."""
    return [word.casefold() for word in reversed(hit.left.split())]


_KEYS: dict[Order, Callable[[Row], Any]] = {
    "project": lambda hit: 0,
    "left": _by_left,
    "text": lambda hit: hit.text.casefold(),
    "right": lambda hit: hit.right.casefold().split(),
    "labels": lambda hit: hit.labels,
    "article": lambda hit: hit.title.casefold(),
}

"""The entities of a project as a table: found by name or outside id, sorted, renamed in place."""

from collections.abc import Callable, Iterable
from typing import Any, Literal, TypeAlias

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor

from annotator.model.entity import Entity
from annotator.project.entities.matching import plain
from annotator.project.entities.rows import EntityRow
from annotator.ui.models.article_words import locale, one_line
from annotator.ui.panels.plain_text import plain_tooltip
from annotator.ui.theme import current_colours

NAME, MENTIONS, ARTICLES, OUTSIDE_ID = range(4)
_HEADS = ("Name", "Mentions", "Articles", "Outside id")
_NUMBERS = (MENTIONS, ARTICLES)
_LONGEST = 200
_AT_ONCE = 300
_ROW = QSize(0, 28)

Part = Literal["name", "identifier"]
_PARTS: dict[int, Part] = {NAME: "name", OUTSIDE_ID: "identifier"}
Index = QModelIndex | QPersistentModelIndex


Ready: TypeAlias = tuple[str, str, EntityRow]


def ready(row: EntityRow) -> Ready:
    """Return a row with what it is found by."""
    return (plain(row.entity.name), plain(row.entity.identifier), row)


def make_ready(rows: Iterable[EntityRow]) -> list[Ready]:
    """Return rows to be shown, by name, without those that were merged into others. It belongs off
    the GUI thread."""
    offered = (one for one in rows if not one.entity.is_retired)
    return [ready(one) for one in sorted(offered, key=_by_name)]


class EntityModel(QAbstractTableModel):
    """A row for each entity that is offered; names and outside ids can be typed over."""

    change_requested = Signal(object, str, str)
    """An entity, `name` or `identifier`, and what it shall be."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._all: list[Ready] = []
        """Name and outside id made ready to be looked through, and the row."""
        self._found: list[EntityRow] = []
        self._shown = 0
        """How many of those are rows of the view, which asks for more where one scrolls: it looks
        at each of its rows before it shows the first."""
        self._sought = ""
        self._column = NAME

    # ---- for the window ------------------------------------------------------------------

    @property
    def count(self) -> int:
        """How many there are, found or not."""
        return len(self._all)

    @property
    def found_count(self) -> int:
        """How many are found."""
        return len(self._found)

    def show_rows(self, rows: Iterable[Ready]) -> None:
        """Show what was made ready."""
        self._all = list(rows)
        self._show()

    def look_for(self, typed: str) -> None:
        """Show only those whose name holds what is typed, or whose outside id begins so."""
        self._sought = plain(typed)
        self._show()

    def sort_by(self, column: int) -> None:
        """Sort by a column, the greatest numbers first; a second time goes back to names."""
        self._column = NAME if self._column == column else column
        self._show()

    def put(self, entity: Entity) -> None:
        """Show an entity as it is now, in its row."""
        for at, (_, _, one) in enumerate(self._all):
            if one.entity.id == entity.id:
                self._all[at] = ready(one._replace(entity=entity))
        row = self.row_of(entity.id)
        if row >= 0:
            self._found[row] = self._found[row]._replace(entity=entity)
            self.dataChanged.emit(self.index(row, NAME), self.index(row, OUTSIDE_ID))

    def entity_at(self, row: int) -> EntityRow | None:
        """Return the entity of a row."""
        return self._found[row] if 0 <= row < self._shown else None

    def row_of(self, entity: str) -> int:
        """Return the row of an entity (id), -1 where it is not found."""
        ids = (row for row, one in enumerate(self._found) if one.entity.id == entity)
        row = next(ids, -1)
        if row >= self._shown:
            self._show_more(row + _AT_ONCE)
        return row

    def _show(self) -> None:
        self.beginResetModel()
        sought = self._sought
        self._found = [
            row
            for name, known, row in self._all
            if not sought or sought in name or known.startswith(sought)
        ]
        if self._column != NAME:
            self._found.sort(key=_KEYS[self._column])
        self._shown = min(_AT_ONCE, len(self._found))
        self.endResetModel()

    # ---- for Qt --------------------------------------------------------------------------

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's own default)
        """Return how many are shown."""
        return 0 if parent.isValid() else self._shown

    def canFetchMore(self, parent: Index) -> bool:
        """Tell whether more are found than are rows yet."""
        return not parent.isValid() and self._shown < len(self._found)

    def fetchMore(self, parent: Index) -> None:
        """Make rows of more of them."""
        self._show_more(self._shown + _AT_ONCE)

    def _show_more(self, upto: int) -> None:
        upto = min(upto, len(self._found))
        self.beginInsertRows(QModelIndex(), self._shown, upto - 1)
        self._shown = upto
        self.endInsertRows()

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(_HEADS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:
        """Return the name of a column."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(section)
        return _HEADS[section] if role == Qt.ItemDataRole.DisplayRole else None

    def data(self, index: Index, role: int = 0) -> Any:
        """Return what stands in a cell, and how it looks."""
        row = self.entity_at(index.row())
        if row is None:
            return None
        column = index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return _words(row, column)
        if role == Qt.ItemDataRole.EditRole and column in _PARTS:
            return one_line(getattr(row.entity, _PARTS[column]), 10_000)
        if role == Qt.ItemDataRole.ToolTipRole and column in _PARTS:
            return plain_tooltip(_words(row, column))
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{_HEADS[column]}: {_words(row, column) or 'none'}"
        return _look(column, role)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Return what can be done with a cell."""
        usual = super().flags(index)
        return usual | Qt.ItemFlag.ItemIsEditable if index.column() in _PARTS else usual

    def setData(self, index: Index, value: Any, role: int = 0) -> bool:
        """Ask for what was typed; it is shown once it is so."""
        row, part = self.entity_at(index.row()), _PARTS.get(index.column())
        if row is None or part is None or role != Qt.ItemDataRole.EditRole:
            return False
        typed = " ".join(str(value).split())
        if typed != getattr(row.entity, part):
            self.change_requested.emit(row.entity, part, typed)
        return True


def _words(row: EntityRow, column: int) -> str:
    if column == NAME:
        return one_line(row.entity.name, _LONGEST)
    if column == OUTSIDE_ID:
        return one_line(row.entity.identifier, _LONGEST)
    return locale().toString(row.spans if column == MENTIONS else row.documents)


def _look(column: int, role: int) -> Any:
    """Return how a cell looks, whatever stands in it."""
    if role == Qt.ItemDataRole.TextAlignmentRole:
        return _alignment(column)
    if role == Qt.ItemDataRole.SizeHintRole:
        return _ROW
    if role == Qt.ItemDataRole.ForegroundRole and column != NAME:
        return QColor(current_colours().muted)
    return None


def _alignment(column: int) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if column in _NUMBERS else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter


def _by_name(row: EntityRow) -> tuple[Any, ...]:
    return (row.entity.name.casefold(), row.entity.id)


_KEYS: dict[int, Callable[[EntityRow], tuple[Any, ...]]] = {
    MENTIONS: lambda row: (-row.spans, *_by_name(row)),
    ARTICLES: lambda row: (-row.documents, *_by_name(row)),
    OUTSIDE_ID: lambda row: (not row.entity.identifier, row.entity.identifier, *_by_name(row)),
}

"""The timeline as rows: a heading for each day, below it what was done, the newest first."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QDate,
    QDateTime,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)

from annotator.ui.history.lines import Line
from annotator.ui.models.article_words import locale
from annotator.ui.panels.plain_text import plain_tooltip

HeadingRole = Qt.ItemDataRole.UserRole + 1
"""The words of a heading; None on other rows."""
LineRole = Qt.ItemDataRole.UserRole + 2
"""The `Line` of an act; None on headings."""

_Index = QModelIndex | QPersistentModelIndex


class HistoryModel(QAbstractListModel):
    """Rows come at the end, a page at a time."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[Line | str] = []
        self._day: QDate | None = None

    # ---- for the window ------------------------------------------------------------------

    def clear(self) -> None:
        """Show nothing."""
        self.beginResetModel()
        self._rows, self._day = [], None
        self.endResetModel()

    def add(self, lines: Sequence[Line], today: QDate | None = None) -> None:
        """Show more acts below those that are shown."""
        rows: list[Line | str] = []
        for line in lines:
            day = moment_of(line.at).date()
            if day != self._day:
                self._day = day
                rows.append(day_words(day, today or QDate.currentDate()))
            rows.append(line)
        if rows:
            first = len(self._rows)
            self.beginInsertRows(QModelIndex(), first, first + len(rows) - 1)
            self._rows += rows
            self.endInsertRows()

    def line(self, row: int) -> Line | None:
        """Return the act of a row; None for a heading, or where there is no such row."""
        found = self._rows[row] if 0 <= row < len(self._rows) else None
        return found if isinstance(found, Line) else None

    def row_of(self, seq: int) -> int | None:
        """Return the row of the act with this number, or of the next older one that is shown."""
        for row, one in enumerate(self._rows):
            if isinstance(one, Line) and one.seq is not None and one.seq <= seq:
                return row
        return None

    @property
    def oldest(self) -> int | None:
        """The number of the last act shown."""
        numbers = (one.seq for one in reversed(self._rows) if isinstance(one, Line))
        return next((seq for seq in numbers if seq is not None), None)

    # ---- for Qt --------------------------------------------------------------------------

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        """Return how many rows there are."""
        return 0 if parent.isValid() else len(self._rows)

    def flags(self, index: _Index) -> Qt.ItemFlag:
        """A heading is no act: nothing can be chosen there."""
        if self.line(index.row()) is None:
            return Qt.ItemFlag.ItemNeverHasChildren
        return super().flags(index) | Qt.ItemFlag.ItemNeverHasChildren

    def data(self, index: _Index, role: int = 0) -> Any:
        """Return what a row says."""
        if not 0 <= index.row() < len(self._rows):
            return None
        one = self._rows[index.row()]
        if isinstance(one, str):
            return one if role in (HeadingRole, Qt.ItemDataRole.DisplayRole) else None
        if role == LineRole:
            return one
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{one.words}, {below_words(one)}"
        if role == Qt.ItemDataRole.ToolTipRole:
            number = f" · act {one.seq}" if one.seq is not None else ""
            return plain_tooltip(f"{one.words}\n{below_words(one)}{number}")
        return None


def moment_of(at: str) -> QDateTime:
    """Return an ISO time as the clock on the wall has it."""
    return QDateTime.fromString(at, Qt.DateFormat.ISODateWithMs).toLocalTime()


def below_words(line: Line) -> str:
    """Return when, who and where: what stands below what was done."""
    clock = locale().toString(moment_of(line.at), "HH:mm")
    return " · ".join(part for part in (clock, line.who, line.title) if part)


def day_words(day: QDate, today: QDate) -> str:
    """Return "Today", "Yesterday", or the day written out."""
    if day == today:
        return "Today"
    if day == today.addDays(-1):
        return "Yesterday"
    if not day.isValid():
        return "On a day unknown"
    written = "dddd d MMMM" if day.year() == today.year() else "d MMMM yyyy"
    return locale().toString(day, written)

"""The spans and the relations of the open article as Qt tables; 50,000 rows cost what is shown."""

from collections.abc import Iterator
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QColor

from annotator.model.changes import Changes
from annotator.model.relation import Relation
from annotator.model.span import Span
from annotator.ui.models.annotation_words import (
    LABEL_COLUMNS,
    PLACE,
    RELATION_COLUMNS,
    SPAN_COLUMNS,
    AnnotationWords,
)
from annotator.ui.models.sorted_rows import Key, SortedRows
from annotator.ui.text_view.colours import label_colours, text_colours
from annotator.ui.theme import current_colours

_AnyIndex = QModelIndex | QPersistentModelIndex
_SLICE = 1000
"""Rows looked at in one go: a few milliseconds."""
_FEW = 60
"""Up to so many changed rows are exchanged one by one."""


class AnnotationsModel(QAbstractTableModel):
    """Rows of one article, sorted by a column, those alone that have the words asked for."""

    filled = Signal()
    """All rows stand as asked for last."""
    columns: tuple[str, ...] = (PLACE,)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words: AnnotationWords | None = None
        self._rows = SortedRows()
        self._sort = (self.columns.index(PLACE), False)
        self._wanted: tuple[str, ...] = ()
        self._filling: Iterator[None] = iter(())
        self._slices = QTimer(self, interval=0)
        self._slices.timeout.connect(self._fill_on)

    # ---- what is shown -------------------------------------------------------------------

    def show_words(self, words: AnnotationWords | None) -> None:
        """Show another set, or the same one in other words; None shows nothing."""
        self._words = words
        self._refill()

    def set_filter(self, words: str) -> None:
        """Show the rows alone in which each of these words stands somewhere."""
        wanted = tuple(words.casefold().split())
        if wanted != self._wanted:
            self._wanted = wanted
            self._refill()

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column."""
        wanted = (column, order == Qt.SortOrder.DescendingOrder)
        if 0 <= column < len(self.columns) and wanted != self._sort:
            self._sort = wanted
            self._refill()

    @property
    def sorted_by(self) -> str:
        """The name of the column that sorts the rows."""
        return self.columns[self._sort[0]]

    @property
    def is_filled(self) -> bool:
        """Whether all rows stand as asked for last."""
        return not self._slices.isActive()

    @property
    def total(self) -> int:
        """How many there are, whether or not they fit the filter."""
        return len(self._all()) if self._words is not None else 0

    def id_at(self, row: int) -> str | None:
        """Return the id of the span or relation in a row."""
        return self._rows.id_at(row) if 0 <= row < len(self._rows) else None

    def row_of(self, id: str) -> int | None:
        """Return the row of a span or relation (by id); None where it does not fit the filter."""
        return self._rows.row_of(id)

    def take_changes(self, changes: Changes, words: AnnotationWords) -> None:
        """Follow an act on the set; `words` are those of the set as it is afterwards."""
        self._words = words
        touched = self._touched(changes)
        if not self.is_filled or len(touched) > _FEW:
            self._refill()
            return
        for id in touched:
            self._exchange(id)

    # ---- what the two tables differ in ---------------------------------------------------

    def _all(self) -> Any:
        raise NotImplementedError

    def _cell(self, annotation: Any, column: str) -> str:
        raise NotImplementedError

    def _key(self, annotation: Any) -> Key:
        raise NotImplementedError

    def _touched(self, changes: Changes) -> list[str]:
        raise NotImplementedError

    # ---- rows ------------------------------------------------------------------------------

    def _exchange(self, id: str) -> None:
        """Let a row say what is so now: it may change, move, come or go."""
        after = self._all().get(id)
        key = self._key(after) if after is not None and self._fits(after) else None
        row = self._rows.row_of(id)
        if row is not None and key == self._rows.key_of(id):
            self.dataChanged.emit(self.index(row, 0), self.index(row, len(self.columns) - 1))
            return
        if row is not None:
            self.beginRemoveRows(QModelIndex(), row, row)
            self._rows.drop(id)
            self.endRemoveRows()
        if key is not None:
            place = self._rows.place_for(key)
            self.beginInsertRows(QModelIndex(), place, place)
            self._rows.put(key)
            self.endInsertRows()

    def _refill(self) -> None:
        """Work all rows out anew: at once where they are few, else between other events."""
        self._filling = self._fill()
        if self.total > _SLICE:
            self._slices.start()
            return
        self._slices.stop()
        for _ in self._filling:
            pass
        self.filled.emit()

    def _fill_on(self) -> None:
        if next(self._filling, self) is self:
            self._slices.stop()
            self.filled.emit()

    def _fill(self) -> Iterator[None]:
        rows = SortedRows(is_descending=self._sort[1])
        annotations = list(self._all().values()) if self._words is not None else []
        for start in range(0, len(annotations), _SLICE):
            part = annotations[start : start + _SLICE]
            rows.gather(self._key(one) for one in part if not self._wanted or self._fits(one))
            yield
            if start % (4 * _SLICE) == 0:
                # Sorted as they come: sorting them all at the end would be felt.
                rows.arrange()
                yield
        rows.arrange()
        yield
        self.beginResetModel()
        before, self._rows = self._rows, rows
        self.endResetModel()
        yield
        del before  # letting go of many rows takes a while, too

    def _fits(self, annotation: Any) -> bool:
        cells = (self._cell(annotation, column) for column in self.columns)
        words = "\n".join(cells).casefold() if self._wanted else ""
        return all(wanted in words for wanted in self._wanted)

    # ---- Qt's own --------------------------------------------------------------------------

    def rowCount(self, parent: _AnyIndex = QModelIndex()) -> int:  # noqa: B008
        """Return how many fit."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: _AnyIndex = QModelIndex()) -> int:  # noqa: B008
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(self.columns)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Return the names of the columns."""
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self.columns[section]
        return None

    def data(self, index: _AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what stands in a cell, how it is spoken, and the label's colour beside its name.

        A cell with nothing in it is spoken as such: silence would leave open where one is.
        """
        annotation = self._annotation_at(index)
        if annotation is None or self._words is None:
            return None
        column = self.columns[index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return self._cell(annotation, column)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._cell(annotation, column) or f"no {column.lower()}"
        if role == Qt.ItemDataRole.DecorationRole and column in LABEL_COLUMNS:
            colour = QColor(self._words.colour_of(annotation))
            return QColor(_worn(colour.name())) if colour.isValid() else None
        return None

    def _annotation_at(self, index: _AnyIndex) -> Any:
        id = self.id_at(index.row()) if index.isValid() else None
        return self._all().get(id) if id is not None and self._words is not None else None


class SpansModel(AnnotationsModel):
    """A row for each span."""

    columns = SPAN_COLUMNS

    def _all(self) -> Any:
        return self._known.annotation_set.spans

    def _cell(self, annotation: Span, column: str) -> str:
        return self._known.span_cell(annotation, column)

    def _key(self, annotation: Span) -> Key:
        return self._known.span_key(annotation, self.sorted_by)

    def _touched(self, changes: Changes) -> list[str]:
        return _ids(changes.spans)

    @property
    def _known(self) -> AnnotationWords:
        assert self._words is not None, "rows are asked for only while an article is shown"
        return self._words


class RelationsModel(AnnotationsModel):
    """A row for each relation: head → label → tail."""

    columns = RELATION_COLUMNS

    def _all(self) -> Any:
        return self._known.annotation_set.relations

    def _cell(self, annotation: Relation, column: str) -> str:
        return self._known.relation_cell(annotation, column)

    def _key(self, annotation: Relation) -> Key:
        return self._known.relation_key(annotation, self.sorted_by)

    def _touched(self, changes: Changes) -> list[str]:
        """Return what changed itself, and what stands on spans that did."""
        touched = _ids(changes.relations)
        spans = {before.id for before, after in changes.spans if before and after}
        if spans:
            known = set(touched)
            touched += [
                id
                for id, one in self._all().items()
                if (one.head in spans or one.tail in spans) and id not in known
            ]
        return touched

    @property
    def _known(self) -> AnnotationWords:
        assert self._words is not None, "rows are asked for only while an article is shown"
        return self._words


def _worn(colour: str) -> str:
    """Return a label's colour as it is seen on the ground of the theme in use."""
    now = current_colours()
    return label_colours(colour, text_colours(is_dark=now.is_dark, is_high=now.is_high)).strong


def _ids(pairs: Any) -> list[str]:
    return [(after or before).id for before, after in pairs]

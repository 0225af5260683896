"""Labels in rows with boxes to tick beside each: what is allowed where."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHeaderView, QTableWidget, QTableWidgetItem, QWidget

from annotator.model.labels import RelationLabel, SpanLabel
from annotator.ui.models.article_words import one_line

_ID = Qt.ItemDataRole.UserRole
_ROW = 24
_LEAST_ROWS, _MOST_ROWS = 3, 9
_TICKABLE = (
    Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable
)


class TickTable(QTableWidget):
    """Ticks are set by a click or the space bar; arrow keys go from box to box."""

    ticked = Signal()

    def __init__(self, name: str, columns: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(0, 1 + len(columns), parent)
        self._columns = tuple(columns)
        self._is_filling = False
        self.setAccessibleName(name)
        self.setHorizontalHeaderLabels(["Label", *columns])
        self.verticalHeader().hide()
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setSelectionMode(QTableWidget.SelectionMode.NoSelection)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setResizeContentsPrecision(0)  # what is seen decides: measuring all takes long
        header.setSectionsClickable(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for column in range(1, self.columnCount()):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
        self.itemChanged.connect(lambda _: self._tell())

    def show_labels(
        self, labels: Iterable[SpanLabel | RelationLabel], ticks: Sequence[frozenset[str]]
    ) -> None:
        """Show a row for each label that is offered, or ticked: for each column the ids ticked."""
        shown = [one for one in labels if not one.is_retired or any(one.id in ids for ids in ticks)]
        self._is_filling = True
        self.setRowCount(len(shown))
        for row, label in enumerate(shown):
            name = one_line(label.name, 40) + (" (retired)" if label.is_retired else "")
            item = QTableWidgetItem(name)
            item.setFlags(Qt.ItemFlag.ItemIsEnabled)
            item.setData(_ID, label.id)
            self.setItem(row, 0, item)
            for column, ids in enumerate(ticks, 1):
                box = QTableWidgetItem()
                box.setFlags(_TICKABLE)
                is_ticked = label.id in ids
                box.setCheckState(Qt.CheckState.Checked if is_ticked else Qt.CheckState.Unchecked)
                words = f"{name}: {self._columns[column - 1]}"
                box.setData(Qt.ItemDataRole.AccessibleTextRole, words)
                self.setItem(row, column, box)
        if shown:
            self.setCurrentCell(0, 1)
        self._is_filling = False
        self._fit(len(shown))

    def ticks(self) -> tuple[frozenset[str], ...]:
        """Return the ids that are ticked, for each column."""
        found: list[set[str]] = [set() for _ in self._columns]
        for row in range(self.rowCount()):
            name = self.item(row, 0)
            for column, ids in enumerate(found, 1):
                box = self.item(row, column)
                if name is not None and box is not None and _is_ticked(box):
                    ids.add(str(name.data(_ID)))
        return tuple(map(frozenset, found))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left stays among the boxes."""
        is_first = self.currentColumn() <= 1
        if event.key() == Qt.Key.Key_Left and is_first:
            return
        super().keyPressEvent(event)

    def _tell(self) -> None:
        if not self._is_filling:
            self.ticked.emit()

    def _fit(self, rows: int) -> None:
        """Be as high as the rows are, within reason; more are scrolled."""
        row = max(_ROW, self.sizeHintForRow(0))
        for number in range(rows):
            self.setRowHeight(number, row)
        frame = 2 * self.frameWidth() + self.horizontalHeader().sizeHint().height()
        least, most = (min(max(rows, 1), limit) for limit in (_LEAST_ROWS, _MOST_ROWS))
        self.setMinimumHeight(frame + row * least + 2)
        self.setMaximumHeight(frame + row * most + 4)
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """Return room for some of the rows; where there is more, more are shown."""
        height = min(self.minimumHeight() + _ROW, self.maximumHeight())
        return QSize(super().sizeHint().width(), height)


def _is_ticked(box: QTableWidgetItem) -> bool:
    return box.checkState() == Qt.CheckState.Checked

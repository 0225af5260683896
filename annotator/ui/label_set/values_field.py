"""The values that an attribute lets one choose from: added, renamed in place, ordered, removed."""

import re
from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from annotator.ui.panels.enter_button import is_enter

_OLD = Qt.ItemDataRole.UserRole
"""What the value is called in the project; empty for one that is not there."""
_ROW = 30
_LEAST_ROWS = 4
_ALT = Qt.KeyboardModifier.AltModifier
_SEPARATORS = re.compile(r"[\n\r\t;,]+")


class ValuesField(QWidget):
    """A list of values, and below it the line in which the next one is written."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.list = _ValueList(self)
        self.list.setAccessibleName("Values")
        self.entry = _Entry(self)
        self.entry.setAccessibleName("Another value")
        self.entry.setPlaceholderText("Another value, then Enter")
        self.add_button = QPushButton("Add value", self)
        self.remove_button = QPushButton("Remove value", self)
        for button in (self.add_button, self.remove_button):
            button.setAutoDefault(False)
        below = QHBoxLayout()
        below.setSpacing(8)
        below.addWidget(self.entry, 1)
        below.addWidget(self.add_button)
        below.addWidget(self.remove_button)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(6)
        whole.addWidget(self.list, 1)
        whole.addLayout(below)
        self.entry.values_entered.connect(self._add)
        self.add_button.clicked.connect(lambda: self._add([self.entry.text()]))
        self.remove_button.clicked.connect(self._remove)
        self.list.removal_requested.connect(self._remove)
        self.list.itemChanged.connect(lambda _: self.changed.emit())
        self.list.moved.connect(self.changed)
        self.list.currentRowChanged.connect(lambda row: self.remove_button.setEnabled(row >= 0))

    def show_values(self, values: Sequence[str], names: Mapping[str, str]) -> None:
        """Show values; `names`: value in the project -> what it is called now."""
        old = {now: before for before, now in names.items()}
        self.list.blockSignals(True)
        self.list.clear()
        for value in values:
            self._put(value, old.get(value, value))
        self.list.blockSignals(False)
        self.entry.clear()
        self.remove_button.setEnabled(False)

    def values(self) -> tuple[str, ...]:
        """Return the values in their order."""
        return tuple(self.list.item(row).text().strip() for row in range(self.list.count()))

    def names(self) -> dict[str, str]:
        """Return value that was here -> what it is called now."""
        items = [self.list.item(row) for row in range(self.list.count())]
        named = ((str(one.data(_OLD)), one.text().strip()) for one in items)
        return {old: now for old, now in named if old and old != now}

    def _put(self, value: str, old: str) -> None:
        item = QListWidgetItem(value, self.list)
        item.setData(_OLD, old)
        item.setFlags(item.flags() | Qt.ItemFlag.ItemIsEditable)

    def _add(self, values: Sequence[str]) -> None:
        wanted = [one.strip() for one in values if one.strip()]
        self.list.blockSignals(True)
        for value in wanted:
            self._put(value, value)
        self.list.blockSignals(False)
        self.entry.clear()
        self.entry.setFocus()
        if wanted:
            self.list.scrollToBottom()
            self.changed.emit()

    def _remove(self) -> None:
        row = self.list.currentRow()
        if row >= 0:
            self.list.takeItem(row)
            self.changed.emit()


class _ValueList(QListWidget):
    """F2 or a double click renames, Delete removes, Alt with an arrow moves."""

    removal_requested = Signal()
    moved = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        triggers = QAbstractItemView.EditTrigger
        self.setEditTriggers(triggers.DoubleClicked | triggers.EditKeyPressed)
        self.setMinimumHeight(_ROW * _LEAST_ROWS)

    def sizeHint(self) -> QSize:
        """Return the least that it can do with: it takes the room that is left."""
        return QSize(super().sizeHint().width(), self.minimumHeight())

    def event(self, event: QEvent) -> bool:
        """Keep Alt with an arrow from moving the attribute itself."""
        is_mine = isinstance(event, QKeyEvent) and self._step(event) != 0
        if is_mine and event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = self._step(event)
        if step:
            self._move(step)
        elif event.matches(QKeySequence.StandardKey.Delete):
            self.removal_requested.emit()
        elif is_enter(event):
            self._edit()
        else:
            super().keyPressEvent(event)

    def _edit(self) -> None:
        """Rename the current value. Enter that ended renaming one comes by here, too, and stops:
        the window is not to be applied by it."""
        is_editing = self.state() == QAbstractItemView.State.EditingState
        if self.currentRow() >= 0 and not is_editing:
            self.editItem(self.currentItem())

    def _step(self, event: QKeyEvent) -> int:
        if not event.modifiers() & _ALT:
            return 0
        return {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()), 0)

    def _move(self, step: int) -> None:
        row = self.currentRow()
        if row >= 0 and 0 <= row + step < self.count():
            item = self.takeItem(row)
            self.insertItem(row + step, item)
            self.setCurrentItem(item)
            self.moved.emit()


class _Entry(QLineEdit):
    """Enter adds what is written; several lines or words with commas pasted are several values."""

    values_entered = Signal(list)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if is_enter(event) and self.text().strip():
            self.values_entered.emit([self.text()])
        elif event.matches(QKeySequence.StandardKey.Paste) and self._paste():
            return
        else:
            super().keyPressEvent(event)

    def _paste(self) -> bool:
        """Add what the clipboard holds where that are several values; tell whether so."""
        held = QGuiApplication.clipboard().mimeData()
        parts = [one for one in _SEPARATORS.split(held.text()) if one.strip()]
        if len(parts) < 2:
            return False
        self.values_entered.emit(parts)
        return True

"""The list of reasons that verdicts are given for: add, rename, remove, order."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from annotator.ui.dialogs.form import FormDialog
from annotator.ui.panels.plain_text import PlainLabel

_WIDTH = 440
_NEW = "new reason"
_EDITABLE = Qt.ItemFlag.ItemIsEditable


class ReasonsDialog(FormDialog):
    """A row is renamed where it stands; what is empty or there twice goes when it is accepted."""

    help_page = "review"
    reasons_chosen = Signal(list)

    def __init__(
        self, reasons: Sequence[str], usual: Sequence[str], parent: QWidget | None = None
    ) -> None:
        super().__init__("Reasons for decisions", "Keep this list", parent)
        self.setObjectName("reasons")
        self._usual = tuple(usual)
        self.list = QListWidget(self)
        self.list.setAccessibleName("Reasons, in their order")
        self.list.setEditTriggers(
            QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.AnyKeyPressed
        )
        self.list.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.list.installEventFilter(self)
        self.add = self._button("Add", self.add_reason)
        self.rename = self._button("Rename", self.rename_reason)
        self.remove = self._button("Remove", self.remove_reason)
        self.up = self._button("Up", lambda: self.move_reason(-1))
        self.down = self._button("Down", lambda: self.move_reason(1))
        self.again = self._button("The usual ones", self._show_usual)
        self._arrange()
        self.show_reasons(reasons)
        self.list.currentRowChanged.connect(self._enable)
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def reasons(self) -> list[str]:
        """Return the list as it stands now."""
        return [self._item(row).text() for row in range(self.list.count())]

    def show_reasons(self, reasons: Sequence[str]) -> None:
        """Show another list."""
        self.list.clear()
        for one in reasons:
            self._insert(self.list.count(), one)
        self.list.setCurrentRow(0)
        self._enable()

    # ---- acts

    def add_reason(self) -> None:
        """Put a new reason below the chosen one, and let it be named."""
        row = self.list.currentRow() + 1
        self._insert(row, _NEW)
        self.list.setCurrentRow(row)
        self.rename_reason()

    def rename_reason(self) -> None:
        """Let the chosen one be named."""
        item = self.list.currentItem()
        if item is not None:
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)
            self.list.editItem(item)

    def remove_reason(self) -> None:
        """Take the chosen one out. Verdicts that were given for it keep it."""
        row = self.list.currentRow()
        if row >= 0:
            self.list.takeItem(row)
            self._enable()

    def move_reason(self, step: int) -> None:
        """Move the chosen one down (1) or up (-1)."""
        row = self.list.currentRow()
        if 0 <= row + step < self.list.count() and row >= 0:
            self.list.insertItem(row + step, self.list.takeItem(row))
            self.list.setCurrentRow(row + step)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Delete, Insert and Alt with an arrow act on the list."""
        if watched is self.list and isinstance(event, QKeyEvent):
            is_press = event.type() == QEvent.Type.KeyPress
            if is_press and self._take_key(event):
                return True
        return super().eventFilter(watched, event)

    def accept(self) -> None:
        """Close, then tell the list."""
        reasons = self.reasons()
        super().accept()
        self.reasons_chosen.emit(reasons)

    # ---- inside

    def _take_key(self, event: QKeyEvent) -> bool:
        with_alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        acts: dict[tuple[Qt.Key, bool], Callable[[], None]] = {
            (Qt.Key.Key_Delete, False): self.remove_reason,
            (Qt.Key.Key_Insert, False): self.add_reason,
            (Qt.Key.Key_Up, True): lambda: self.move_reason(-1),
            (Qt.Key.Key_Down, True): lambda: self.move_reason(1),
        }
        act = acts.get((Qt.Key(event.key()), with_alt))
        if act is None:
            return False
        act()
        return True

    def _button(self, words: str, act: Callable[[], object]) -> QPushButton:
        button = QPushButton(words, self)
        button.setAutoDefault(False)
        button.clicked.connect(lambda _=False: act())
        return button

    def _arrange(self) -> None:
        self.fields.addWidget(
            PlainLabel(
                "One key gives each of them while you review: W, then 1, 2, 3 …", self, tone="muted"
            )
        )
        beside = QVBoxLayout()
        for button in (self.add, self.rename, self.remove, self.up, self.down):
            beside.addWidget(button)
        beside.addStretch(1)
        beside.addWidget(self.again)
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(self.list, 1)
        row.addLayout(beside)
        self.fields.addLayout(row, 1)
        self.setMinimumWidth(_WIDTH)

    def _insert(self, row: int, reason: str) -> None:
        item = QListWidgetItem(reason)
        item.setFlags(item.flags() | _EDITABLE)
        self.list.insertItem(row, item)

    def _item(self, row: int) -> QListWidgetItem:
        item = self.list.item(row)
        assert item is not None, "there is an item in every row"
        return item

    def _show_usual(self) -> None:
        self.show_reasons(self._usual)

    def _enable(self, *_: object) -> None:
        row, count = self.list.currentRow(), self.list.count()
        for button in (self.rename, self.remove):
            button.setEnabled(row >= 0)
        self.up.setEnabled(row > 0)
        self.down.setEnabled(0 <= row < count - 1)

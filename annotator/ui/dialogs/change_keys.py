"""The dialog in which keys are changed: the table of actions, and a field that records a key."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from annotator.model.labels import LabelSet
from annotator.ui.actions import BY_ID, GROUPS
from annotator.ui.bindings import shown_keys
from annotator.ui.dialogs.help_page import HelpedDialog
from annotator.ui.fuzzy import fit
from annotator.ui.key_table import KeyTable, keys_of_event
from annotator.ui.panels.plain_text import PlainLabel, set_tone

_IdRole = Qt.ItemDataRole.UserRole
_RECORDS = "Press the new key. Esc leaves it as it is."


class KeyRecorder(QLabel):
    """While it has the focus, the next key is not done but told."""

    recorded = Signal(str)
    """The key as a portable string; "" where Esc gave it up."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_RECORDS, parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setObjectName("key_recorder")
        self.setAccessibleName(_RECORDS)
        self.hide()

    def begin(self) -> None:
        """Wait for a key."""
        self.show()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def event(self, event: QEvent) -> bool:
        """Take every key, Tab and shortcuts of the window as well."""
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            self._take(event)
            return True
        return super().event(event)

    def _take(self, event: QKeyEvent) -> None:
        is_escape = event.key() == Qt.Key.Key_Escape
        keys = "" if is_escape else keys_of_event(event)
        if keys or is_escape:
            self.hide()
            self.recorded.emit(keys)


class ChangeKeys(HelpedDialog):
    """Choose an action, press Enter, press the new key. What has that key already is told first."""

    help_page = "keys"

    def __init__(
        self,
        key_table: KeyTable,
        parent: QWidget | None = None,
        label_set: LabelSet | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("Change keys")
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._keys, self._label_set = key_table, label_set
        self._asked = ""
        """A key that another action has, while it is asked whether to take it."""
        self.query = QLineEdit(self)
        self.query.setPlaceholderText("Find an action or a key")
        self.query.setAccessibleName("Find an action or a key")
        self.table = QTableWidget(0, 2, self)
        self.recorder = KeyRecorder(self)
        self.message = PlainLabel(parent=self, tone="muted")
        self.take_button = QPushButton("Take it", self)
        self.record_button = QPushButton("Record a key", self)
        self.remove_button = QPushButton("No key", self)
        self.reset_button = QPushButton("As delivered", self)
        self.reset_all_button = QPushButton("All as delivered", self)
        self._arrange()
        self._connect()
        self._fill()
        self._follow()
        self.query.setFocus()

    @property
    def action(self) -> str:
        """The id of the chosen action, or ""."""
        item = self.table.item(self.table.currentRow(), 0)
        return "" if item is None else str(item.data(_IdRole))

    def choose_action(self, action: str) -> None:
        """Choose an action (id) in the table."""
        for row in range(self.table.rowCount()):
            item = self.table.item(row, 0)
            if item is not None and item.data(_IdRole) == action:
                self.table.setCurrentCell(row, 0)

    def shown_actions(self) -> list[str]:
        """Return the ids of the actions that are listed now."""
        rows = [row for row in range(self.table.rowCount()) if not self.table.isRowHidden(row)]
        items = [self.table.item(row, 0) for row in rows]
        return [str(item.data(_IdRole)) for item in items if item is not None]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter records, wherever the focus is but on a button."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._record()
        else:
            super().keyPressEvent(event)

    # ---- making ----------------------------------------------------------------------------

    def _arrange(self) -> None:
        self.table.setHorizontalHeaderLabels(["What it does", "Keys"])
        self.table.verticalHeader().hide()
        self.table.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(QTableWidget.SelectionMode.SingleSelection)
        self.table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.table.setShowGrid(False)
        self.table.setTabKeyNavigation(False)
        self.table.setAccessibleName("Actions and their keys")
        header = self.table.horizontalHeader()
        header.hide()
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.resizeSection(1, 220)
        buttons = QHBoxLayout()
        for button in (self.record_button, self.remove_button, self.reset_button):
            button.setAutoDefault(False)
            buttons.addWidget(button)
        buttons.addStretch(1)
        buttons.addWidget(self.reset_all_button)
        told = QHBoxLayout()
        told.addWidget(self.message, 1)
        told.addWidget(self.take_button)
        for button in (self.take_button, self.reset_all_button):
            button.setAutoDefault(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 16, 18, 16)
        column.setSpacing(10)
        for widget in (self.query, self.table, self.recorder):
            column.addWidget(widget)
        column.addLayout(told)
        column.addLayout(buttons)
        self.resize(640, 620)

    def _connect(self) -> None:
        self.query.textChanged.connect(self._find)
        self.table.currentCellChanged.connect(lambda *_: self._follow())
        self.table.cellDoubleClicked.connect(lambda *_: self._record())
        self.recorder.recorded.connect(self._take_key)
        self.record_button.clicked.connect(self._record)
        self.take_button.clicked.connect(self._take_over)
        self.remove_button.clicked.connect(self._remove)
        self.reset_button.clicked.connect(self._reset)
        self.reset_all_button.clicked.connect(self._reset_all)

    def _fill(self) -> None:
        order = sorted(self._keys.actions, key=lambda one: GROUPS.index(one.group))
        self.table.setRowCount(len(order))
        for row, action in enumerate(order):
            words = QTableWidgetItem(f"{action.group}: {action.text}")
            words.setData(_IdRole, action.id)
            self.table.setItem(row, 0, words)
            self.table.setItem(row, 1, QTableWidgetItem())
        self._show_keys()
        self.table.setCurrentCell(0, 0)

    # ---- what happens ----------------------------------------------------------------------

    def _show_keys(self) -> None:
        for row in range(self.table.rowCount()):
            words, shown = self.table.item(row, 0), self.table.item(row, 1)
            if words is None or shown is None:
                continue
            action = str(words.data(_IdRole))
            keys = dict.fromkeys(shown_keys(one) for one in self._keys.keys_of(action))
            own = "  (changed)" if self._keys.is_changed(action) else ""
            shown.setText((", ".join(keys) or "–") + own)

    def _find(self, query: str) -> None:
        first = None
        for row in range(self.table.rowCount()):
            items = (self.table.item(row, 0), self.table.item(row, 1))
            words = " ".join(item.text() for item in items if item is not None)
            is_found = not query.strip() or fit(query, words) is not None
            self.table.setRowHidden(row, not is_found)
            first = row if is_found and first is None else first
        if first is not None:
            self.table.setCurrentCell(first, 0)

    def _follow(self) -> None:
        """Show what can be done with the chosen action; what was asked is let go of."""
        self._asked = ""
        self.take_button.hide()
        action = self.action
        self.record_button.setEnabled(bool(action))
        self.remove_button.setEnabled(bool(action) and bool(self._keys.keys_of(action)))
        self.reset_button.setEnabled(bool(action) and self._keys.is_changed(action))
        self.reset_all_button.setEnabled(self._keys.has_changes)
        self._say("")

    def _record(self) -> None:
        if self.action:
            self._follow()
            self.recorder.begin()

    def _take_key(self, keys: str) -> None:
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        if not keys:
            return
        conflict = self._keys.find_conflict(keys, self.action, self._label_set)
        if conflict is None:
            self._choose(keys)
        elif conflict.action:
            self._asked = keys
            self._say(f"{conflict.words} Take it from there?")
            self.take_button.show()
            self.take_button.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._say(conflict.words, is_bad=True)

    def _take_over(self) -> None:
        if self._asked:
            self._choose(self._asked)
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _choose(self, keys: str) -> None:
        action = self.action
        self._keys.choose(action, [keys])
        self._show_keys()
        self._follow()
        self._say(f"{shown_keys(keys)}: {BY_ID[action].text}.")

    def _remove(self) -> None:
        self._keys.choose(self.action, [])
        self._show_keys()
        self._follow()

    def _reset(self) -> None:
        self._keys.reset(self.action)
        self._show_keys()
        self._follow()

    def _reset_all(self) -> None:
        self._keys.reset_all()
        self._show_keys()
        self._follow()
        self._say("Every key is as it was delivered.")

    def _say(self, words: str, *, is_bad: bool = False) -> None:
        set_tone(self.message, "bad" if is_bad else "muted")
        self.message.setText(words)

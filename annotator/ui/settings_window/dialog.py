"""The settings window: groups at the left, every setting of the table at the right, a search."""

import tomllib
from pathlib import Path
from typing import Any

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFileDialog,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from annotator.messages import name_path, show_text
from annotator.settings.files import read_settings, write_settings
from annotator.settings.store import Settings
from annotator.settings.table import GROUPS, Setting, shown_settings
from annotator.ui.dialogs.help_page import HelpedDialog
from annotator.ui.models.article_words import count_words
from annotator.ui.panels.enter_button import is_enter
from annotator.ui.panels.plain_text import PlainLabel, Tone, set_tone
from annotator.ui.panels.quiet_button import QuietButton
from annotator.ui.panels.search_field import SearchField
from annotator.ui.settings_window.fields import Field, FlagField, KeysField, make_field

_FILES = "Settings (*.toml);;All files (*)"
_SIZE = (860, 640)
_NAMES = 150
_ROW = 30
_NAMED = 3


class SettingRow(QWidget):
    """A setting under its name: its field, what it is, and a way back to how it was delivered."""

    def __init__(self, setting: Setting, parent: QWidget) -> None:
        super().__init__(parent)
        self.setting = setting
        self.field: Field = make_field(setting, self)
        self.reset_button = QuietButton("As delivered", self)
        self.reset_button.setAccessibleName(f"As delivered: {setting.title}")
        # It keeps its room: what stands beside it must not jump.
        policy = self.reset_button.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.reset_button.setSizePolicy(policy)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 4, 0, 8)
        grid.setVerticalSpacing(3)
        grid.setColumnStretch(0, 1)
        if not isinstance(self.field, FlagField):
            name = PlainLabel(setting.title, self)
            name.setBuddy(self.field)
            grid.addWidget(name, 0, 0)
        grid.addWidget(self.field, 1, 0)
        grid.addWidget(self.reset_button, 1, 1)
        grid.addWidget(PlainLabel(setting.description, self, tone="muted"), 2, 0)

    def show_value(self, value: Any) -> None:
        """Show a value, and whether there is a way back from it."""
        self.field.show_value(value)
        self.reset_button.setVisible(value != self.setting.default)

    def is_about(self, query: str) -> bool:
        """Tell whether these words lead here: by name, description, group or choice."""
        one = self.setting
        words = [one.title, one.description, one.group or "", *(said for _, said in one.choices)]
        return all(any(part in said.lower() for said in words) for part in query.lower().split())


class SettingsWindow(HelpedDialog):
    """Each change counts at once, and is said to whoever looks after what it changes."""

    help_page = "settings"

    changed = Signal(str)
    """The name of a setting."""
    keys_requested = Signal()

    def __init__(self, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Settings")
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._settings = settings
        self.query = SearchField("", self)
        self.query.setPlaceholderText("Find a setting")
        self.query.setAccessibleName("Find a setting")
        self.groups = QListWidget(self)
        self.groups.setAccessibleName("Groups of settings")
        self.groups.viewport().setAutoFillBackground(False)
        for group in GROUPS:
            QListWidgetItem(group, self.groups).setSizeHint(QSize(0, _ROW))
        self.rows: dict[str, SettingRow] = {}
        self._headings: dict[str, PlainLabel] = {}
        self.nothing = PlainLabel("No setting is called so.", self, tone="muted")
        self.message = PlainLabel(parent=self, tone="muted")
        self.reset_button = QPushButton("All as delivered", self)
        self.import_button = QPushButton("Import…", self)
        self.export_button = QPushButton("Export…", self)
        self.close_button = QPushButton("Close", self)
        self._page = QScrollArea(self)
        self._fill()
        self._arrange()
        self._connect()
        self.show_values()
        self.say("")
        self.groups.setCurrentRow(0)
        self.query.setFocus()

    # ---- looking

    def shown_names(self) -> list[str]:
        """Return the names of the settings that are listed now."""
        return [name for name, row in self.rows.items() if not row.isHidden()]

    def show_values(self) -> None:
        """Show every setting as it is now."""
        for name, row in self.rows.items():
            row.show_value(self._settings.get(name))
        self.reset_button.setEnabled(any(map(self._settings.is_changed, self.rows)))

    def say(self, words: str, tone: Tone = "muted") -> None:
        """Say what was done, or why not, beside the buttons."""
        set_tone(self.message, tone)
        self.message.setText(words)
        self.message.setVisible(bool(words))

    # ---- doing

    def choose(self, name: str, value: Any) -> None:
        """Keep a value, and say that it counts."""
        self._settings.choose(name, value)
        self.show_values()
        self.changed.emit(name)

    def reset_all(self) -> None:
        """Let every setting be as it was delivered; what the program remembers stays."""
        changed = [name for name in self.rows if self._settings.is_changed(name)]
        for name in changed:
            self._settings.reset(name)
            self.changed.emit(name)
        self.show_values()
        self.say(f"{count_words(len(changed), 'setting', 'settings')} as delivered.")

    def import_from(self, path: Path) -> None:
        """Take over what a file says; the rest is as it was delivered."""
        try:
            taken = read_settings(path.read_text(encoding="utf-8-sig"))
        except OSError as error:
            why = error.strerror or "it cannot be read"
            self.say(f"{_name(path)} was not read: {why}.", "bad")
            return
        except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
            self.say(f"{_name(path)} is no file of settings: {show_text(str(error), 80)}.", "bad")
            return
        if taken.passed_over and not taken.values:
            self.say(f"Nothing in {_name(path)} is a setting of this program.", "bad")
            return
        for name, row in self.rows.items():
            value = taken.values.get(name, row.setting.default)
            if value != self._settings.get(name):
                self._settings.choose(name, value)
                self.changed.emit(name)
        self.show_values()
        words = f"{count_words(len(taken.values), 'setting', 'settings')} from {_name(path)}."
        if taken.passed_over:
            names = ", ".join(show_text(one, 30) for one in taken.passed_over[:_NAMED])
            more = " and more" if len(taken.passed_over) > _NAMED else ""
            words += f" Not known or not fit, and passed over: {names}{more}."
        self.say(words, "warn" if taken.passed_over else "muted")

    def export_to(self, path: Path) -> None:
        """Write what was chosen into a file."""
        target = path if path.suffix else path.with_suffix(".toml")
        beside = target.with_name(f"{target.name}.new")
        try:
            beside.write_text(write_settings(self._settings), encoding="utf-8")
            beside.replace(target)
        except OSError as error:
            self.say(f"{_name(target)} was not written: {error.strerror or 'no room'}.", "bad")
            return
        self.say(f"Written to {_name(target)}.")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """F1 shows the page of settings; Enter in a field keeps what was typed and no more."""
        if not is_enter(event):
            super().keyPressEvent(event)
        elif isinstance(focused := self.focusWidget(), QPushButton):
            focused.click()

    # ---- making

    def _fill(self) -> None:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(20, 0, 14, 12)
        column.setSpacing(2)
        for group in GROUPS:
            heading = self._headings[group] = PlainLabel(group.upper(), inside, tone="heading")
            heading.setContentsMargins(0, 12, 0, 4)
            column.addWidget(heading)
            for setting in shown_settings(group):
                row = self.rows[setting.name] = SettingRow(setting, inside)
                column.addWidget(row)
        self.nothing.hide()
        column.addWidget(self.nothing)
        column.addStretch(1)
        self._page.setWidget(inside)
        self._page.setWidgetResizable(True)
        self._page.setFrameShape(QFrame.Shape.NoFrame)
        self._page.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._page.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def _arrange(self) -> None:
        self.groups.setFixedWidth(_NAMES)
        self.groups.setFrameShape(QListWidget.Shape.NoFrame)
        middle = QHBoxLayout()
        middle.addWidget(self.groups)
        middle.addWidget(self._page, 1)
        buttons = QHBoxLayout()
        for button in (self.reset_button, self.import_button, self.export_button):
            button.setAutoDefault(False)
            buttons.addWidget(button)
        buttons.addStretch(1)
        self.close_button.setAutoDefault(False)
        buttons.addWidget(self.close_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 16, 18, 16)
        column.setSpacing(10)
        column.addWidget(self.query)
        column.addLayout(middle, 1)
        column.addWidget(self.message)
        column.addLayout(buttons)
        self.resize(*_SIZE)

    def _connect(self) -> None:
        self.query.textChanged.connect(self._find)
        self.query.list_requested.connect(self._go_to_first)
        self.query.leave_requested.connect(self.reject)
        self.groups.currentTextChanged.connect(self._go_to_group)
        self.reset_button.clicked.connect(self.reset_all)
        self.import_button.clicked.connect(self._choose_to_import)
        self.export_button.clicked.connect(self._choose_to_export)
        self.close_button.clicked.connect(self.accept)
        for name, row in self.rows.items():
            row.field.value_chosen.connect(lambda value, name=name: self.choose(name, value))
            row.reset_button.clicked.connect(lambda _=False, name=name: self._reset(name))
            if isinstance(row.field, KeysField):
                row.field.button.clicked.connect(self.keys_requested)

    # ---- what happens

    def _reset(self, name: str) -> None:
        row = self.rows[name]
        self.choose(name, row.setting.default)
        row.field.setFocus(Qt.FocusReason.OtherFocusReason)  # the button is gone

    def _find(self, query: str) -> None:
        for row in self.rows.values():
            row.setVisible(not query.strip() or row.is_about(query))
        found = set(self.shown_names())
        for group, heading in self._headings.items():
            heading.setVisible(any(one.name in found for one in shown_settings(group)))  # type: ignore[arg-type]
        self.nothing.setVisible(not found)
        self._page.verticalScrollBar().setValue(0)

    def _go_to_first(self) -> None:
        names = self.shown_names()
        if names:
            self.rows[names[0]].field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _go_to_group(self, group: str) -> None:
        self.query.clear()
        heading = self._headings[group]
        self._page.verticalScrollBar().setValue(heading.y())

    def _choose_to_import(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(self, "Import settings", _folder(), _FILES)
        if chosen:
            self.import_from(Path(chosen))

    def _choose_to_export(self) -> None:
        start = str(Path(_folder()) / "annotator-settings.toml")
        chosen, _ = QFileDialog.getSaveFileName(self, "Export settings", start, _FILES)
        if chosen:
            self.export_to(Path(chosen))


def _folder() -> str:
    from annotator.ui.dialogs.path_field import documents_folder

    return str(documents_folder())


def _name(path: Path) -> str:
    return f"“{show_text(name_path(Path(path.name)), 60)}”"

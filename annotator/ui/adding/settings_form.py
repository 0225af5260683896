"""What can be chosen of a format, drawn from its settings: a menu or a field for each."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget

from annotator.formats.format import Setting
from annotator.ui.panels.menu_button import Choice, MenuButton
from annotator.ui.panels.plain_text import PlainLabel, plain_tooltip

_PAUSE_MS = 400
"""After the last key in a field, before anybody is told."""


class SettingsForm(QWidget):
    """A row for each setting; what was chosen is kept while the settings shown change."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.menus: dict[str, MenuButton] = {}
        self.fields: dict[str, QLineEdit] = {}
        self._settings: tuple[Setting, ...] = ()
        self._chosen: dict[str, str] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(14)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnStretch(1, 1)
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self.changed)

    def show_settings(self, settings: Sequence[Setting]) -> None:
        """Show these; nothing is drawn anew where they are the same as before."""
        if tuple(settings) == self._settings:
            return
        self._settings = tuple(settings)
        while (item := self._grid.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        self.menus.clear()
        self.fields.clear()
        for setting in self._settings:
            self._add(setting)
        self.setVisible(bool(self._settings))

    def settings(self) -> Mapping[str, str]:
        """Return what was chosen otherwise than by default."""
        defaults = {one.name: one.default for one in self._settings}
        return {
            name: value
            for name, value in self._chosen.items()
            if name in defaults and value != defaults[name]
        }

    def _add(self, setting: Setting) -> None:
        row = self._grid.rowCount()
        label = PlainLabel(setting.title, self, tone="muted")
        label.setToolTip(plain_tooltip(setting.description))
        self._grid.addWidget(label, row, 0)
        field = self._menu(setting) if setting.values else self._field(setting)
        label.setBuddy(field)
        field.setToolTip(plain_tooltip(setting.description))
        field.setAccessibleDescription(setting.description)
        if isinstance(field, MenuButton):
            self._grid.addWidget(field, row, 1, Qt.AlignmentFlag.AlignLeft)
        else:
            self._grid.addWidget(field, row, 1)

    def _menu(self, setting: Setting) -> MenuButton:
        menu = self.menus[setting.name] = MenuButton(setting.title, self, is_framed=True)
        choices = [Choice(value, value or "—") for value in setting.values]
        menu.set_choices(choices, self._chosen.get(setting.name, setting.default))
        menu.choice_requested.connect(
            lambda key, name=setting.name, one=menu, of=choices: self._choose(name, one, of, key)
        )
        return menu

    def _field(self, setting: Setting) -> QLineEdit:
        field = self.fields[setting.name] = QLineEdit(self)
        field.setAccessibleName(setting.title)
        field.setPlaceholderText(setting.default)
        field.setText(self._chosen.get(setting.name, ""))
        field.textEdited.connect(lambda text, name=setting.name: self._type(name, text))
        return field

    def _choose(self, name: str, menu: MenuButton, choices: Sequence[Choice], key: str) -> None:
        self._chosen[name] = key
        menu.set_choices(choices, key)
        self.changed.emit()

    def _type(self, name: str, text: str) -> None:
        if text.strip():
            self._chosen[name] = text.strip()
        else:
            self._chosen.pop(name, None)
        self._pause.start()

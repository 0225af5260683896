"""What can be chosen of a format, drawn from its settings: a menu or a field for each."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QLineEdit, QWidget

from annotator.formats.format import Offer, Setting
from annotator.ui.models.article_words import one_line
from annotator.ui.panels.menu_button import Choice, MenuButton
from annotator.ui.panels.plain_text import PlainLabel, plain_tooltip

_PAUSE_MS = 400
"""After the last key in a field, before anybody is told."""
_ONE_COLUMN = 6
"""More settings than that stand in two columns."""
_LONGEST_ITEM = 70


class SettingsForm(QWidget):
    """A row for each setting; what was chosen is kept while the settings shown change."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.menus: dict[str, MenuButton] = {}
        self.fields: dict[str, QLineEdit] = {}
        self.boxes: dict[str, QComboBox] = {}
        """Of settings for which the files offer something."""
        self._offers: Mapping[str, Offer] = {}
        self._settings: tuple[Setting, ...] = ()
        self._chosen: dict[str, str] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(14)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnStretch(1, 1)
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self.changed)

    def show_settings(
        self, settings: Sequence[Setting], offers: Mapping[str, Offer] | None = None
    ) -> None:
        """Show these, with what the files offer for them by name.

        Nothing is drawn anew where they are the same as before.
        """
        offers = offers or {}
        if tuple(settings) == self._settings and offers.keys() == self._offers.keys():
            self._show_offers(offers)
            return
        self._settings, self._offers = tuple(settings), offers
        while (item := self._grid.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        self.menus.clear()
        self.fields.clear()
        self.boxes.clear()
        columns = 2 if len(self._settings) > _ONE_COLUMN else 1
        self._grid.setColumnStretch(3, 1 if columns == 2 else 0)
        for place, setting in enumerate(self._settings):
            self._add(setting, place // columns, 2 * (place % columns))
        self._show_offers(offers)
        self.setVisible(bool(self._settings))

    def _show_offers(self, offers: Mapping[str, Offer]) -> None:
        self._offers = offers
        for name, box in self.boxes.items():
            _fill(box, offers[name], self._chosen.get(name, ""))

    def settings(self) -> Mapping[str, str]:
        """Return what was chosen otherwise than by default."""
        defaults = {one.name: one.default for one in self._settings}
        return {
            name: value
            for name, value in self._chosen.items()
            if name in defaults and value != defaults[name]
        }

    def _add(self, setting: Setting, row: int, column: int) -> None:
        label = PlainLabel(setting.title, self, tone="muted")
        label.setToolTip(plain_tooltip(setting.description))
        self._grid.addWidget(label, row, column)
        if setting.name in self._offers:
            field: QWidget = self._box(setting)
        else:
            field = self._menu(setting) if setting.values else self._field(setting)
        label.setBuddy(field)
        field.setToolTip(plain_tooltip(setting.description))
        field.setAccessibleDescription(setting.description)
        if isinstance(field, MenuButton):
            self._grid.addWidget(field, row, column + 1, Qt.AlignmentFlag.AlignLeft)
        else:
            self._grid.addWidget(field, row, column + 1)

    def _menu(self, setting: Setting) -> MenuButton:
        menu = self.menus[setting.name] = MenuButton(setting.title, self, is_framed=True)
        choices = [Choice(value, value or "as found") for value in setting.values]
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

    def _box(self, setting: Setting) -> QComboBox:
        """A list of what the files offer, in which something else can be written."""
        box = self.boxes[setting.name] = QComboBox(self)
        box.setEditable(True)
        box.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        box.setMinimumContentsLength(8)
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setAccessibleName(setting.title)
        if (field := box.lineEdit()) is not None:
            field.setAccessibleName(setting.title)
            field.textEdited.connect(lambda text, name=setting.name: self._type(name, text))
        box.activated.connect(lambda place, name=setting.name: self._take(name, place))
        return box

    def _take(self, name: str, place: int) -> None:
        """Take what was picked from the list; the first entry is what was found."""
        value = self.boxes[name].itemData(place)
        self._type(name, value)
        self.boxes[name].setEditText(value)

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


def _fill(box: QComboBox, offer: Offer, chosen: str) -> None:
    """Offer what is found first, then nothing, then each value with an example of it."""
    found = f"found: {offer.taken}" if offer.taken else "none found"
    box.clear()
    box.addItem(one_line(found, _LONGEST_ITEM), "")
    if offer.nothing:
        box.addItem("– none", offer.nothing)
    for value, example in offer.values:
        words = f"{value}  ·  {example}" if example else value
        box.addItem(one_line(words, _LONGEST_ITEM), value)
    if (field := box.lineEdit()) is not None:
        field.setPlaceholderText(one_line(found, _LONGEST_ITEM))
    box.setEditText(chosen)
    if (view := box.view()) is not None:
        view.setMinimumWidth(max(box.width(), view.sizeHintForColumn(0) + 24))

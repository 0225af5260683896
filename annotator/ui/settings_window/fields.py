"""A field for each kind of setting: what it shows, and that another value was chosen."""

from typing import Any

from PySide6.QtCore import QLocale, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import (
    QComboBox,
    QDoubleSpinBox,
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QSpinBox,
    QWidget,
)

from annotator.settings.table import Bounds, Setting
from annotator.ui.dialogs.path_field import PathField
from annotator.ui.dialogs.reading_dialog import installed_families
from annotator.ui.fonts import READING_FAMILY
from annotator.ui.models.article_words import count_words
from annotator.ui.panels.plain_text import PlainLabel
from annotator.ui.panels.tick_box import TickBox

_TEXT_MARGIN = 6
_LONGEST_NAME = 80
_WIDEST_TICK = 420


class Field(QWidget):
    """The field of one setting. `show_value` shows and says nothing; hands say."""

    value_chosen = Signal(object)

    def __init__(self, setting: Setting, parent: QWidget) -> None:
        super().__init__(parent)
        self.setting = setting
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(8)

    def show_value(self, value: Any) -> None:
        """Show a value as chosen."""
        raise NotImplementedError

    def _put(self, control: QWidget, *, is_stretched: bool = False) -> None:
        """Make a control the one that has the focus here, under the setting's name."""
        if not control.accessibleName():
            control.setAccessibleName(self.setting.title)
        control.setAccessibleDescription(self.setting.description)
        self._row.addWidget(control, 1 if is_stretched else 0)
        self.setFocusProxy(control)


class FlagField(Field):
    """Yes or no: a box with the setting's name beside it."""

    def __init__(self, setting: Setting, parent: QWidget) -> None:
        super().__init__(setting, parent)
        self.box = TickBox(setting.title, self, widest=_WIDEST_TICK)
        self._put(self.box)
        self._row.addStretch(1)
        self.box.clicked.connect(lambda is_ticked: self.value_chosen.emit(bool(is_ticked)))

    def show_value(self, value: Any) -> None:
        """Tick the box, or do not."""
        self.box.setChecked(bool(value))


class ChoiceField(Field):
    """One of several."""

    def __init__(
        self, setting: Setting, choices: tuple[tuple[str, str], ...], parent: QWidget
    ) -> None:
        super().__init__(setting, parent)
        self.box = _Choices(self)
        for value, words in choices:
            self.box.addItem(words, value)
        self._put(self.box)
        self._row.addStretch(1)
        self.box.activated.connect(lambda _: self.value_chosen.emit(self.box.currentData()))

    def show_value(self, value: Any) -> None:
        """Show which one it is; a value that is not offered is offered from now on."""
        if self.box.findData(value) < 0:
            self.box.addItem(str(value), value)
        self.box.setCurrentIndex(self.box.findData(value))


class NumberField(Field):
    """A number within its bounds."""

    def __init__(self, setting: Setting, bounds: Bounds, parent: QWidget) -> None:
        super().__init__(setting, parent)
        self.box: _Whole | _Broken
        if bounds.step % 1:
            self.box = _Broken(self)
            self.box.setDecimals(1)
            self.box.setRange(bounds.low, bounds.high)
            self.box.setSingleStep(bounds.step)
        else:
            self.box = _Whole(self)
            self.box.setRange(int(bounds.low), int(bounds.high))
            self.box.setSingleStep(int(bounds.step))
        if bounds.unit:
            self.box.setSuffix(f" {bounds.unit}")
        self.box.setLocale(QLocale.c())
        self.box.setMinimumSize(170, 30)
        self.box.lineEdit().setAccessibleName(setting.title)
        self.box.lineEdit().setTextMargins(_TEXT_MARGIN, 0, 0, 0)
        self.box.setKeyboardTracking(False)  # not with each digit: 1 is on the way to 14
        self._put(self.box)
        self._row.addStretch(1)
        self.box.valueChanged.connect(self.value_chosen.emit)

    def show_value(self, value: Any) -> None:
        """Show the number."""
        self.box.blockSignals(True)
        self.box.setValue(value)
        self.box.blockSignals(False)


class TextField(Field):
    """A line of text, kept when one leaves it or presses Enter."""

    def __init__(self, setting: Setting, parent: QWidget) -> None:
        super().__init__(setting, parent)
        self.edit = QLineEdit(self)
        self.edit.setMaxLength(_LONGEST_NAME)
        self._shown = ""
        self._put(self.edit, is_stretched=True)
        self.edit.editingFinished.connect(self._finish)

    def show_value(self, value: Any) -> None:
        """Show the text."""
        self._shown = value
        self.edit.setText(value)

    def _finish(self) -> None:
        if self.edit.text().strip() != self._shown:
            self._shown = self.edit.text().strip()
            self.value_chosen.emit(self._shown)


class FolderField(Field):
    """A folder, typed or chosen; empty where the program chooses."""

    def __init__(self, setting: Setting, parent: QWidget) -> None:
        super().__init__(setting, parent)
        self._shown = ""
        self.path = PathField(setting.title, "", _ask_folder, self)
        self.path.edit.setPlaceholderText("in the user's data folder")
        self._put(self.path, is_stretched=True)
        self.path.edit.editingFinished.connect(self._finish)
        self.path.browse_button.clicked.connect(self._finish)

    def show_value(self, value: Any) -> None:
        """Show the folder."""
        self._shown = value
        self.path.edit.setText(value)

    def _finish(self) -> None:
        if self.path.path() != self._shown:
            self._shown = self.path.path()
            self.value_chosen.emit(self._shown)


class KeysField(Field):
    """How many keys are changed, and the way to where they are recorded, conflicts told."""

    def __init__(self, setting: Setting, parent: QWidget) -> None:
        super().__init__(setting, parent)
        self.button = QPushButton("Change keys…", self)
        self.button.setAutoDefault(False)
        self.count = PlainLabel(parent=self, tone="muted")
        self._put(self.button)
        self._row.addWidget(self.count, 1)

    def show_value(self, value: Any) -> None:
        """Say for how many actions one has chosen."""
        said = f"chosen for {count_words(len(value), 'action')}" if value else "all as delivered"
        self.count.setText(said)


def make_field(setting: Setting, parent: QWidget) -> Field:
    """Return the field that fits a setting, by what the table says of it."""
    if setting.name == "keys":
        return KeysField(setting, parent)
    if setting.name == "text_family":
        faces = (("", f"{READING_FAMILY} (as delivered)"),)
        return ChoiceField(setting, faces + tuple((f, f) for f in installed_families()), parent)
    if setting.name.endswith("_folder"):
        return FolderField(setting, parent)
    if setting.choices:
        return ChoiceField(setting, setting.choices, parent)
    if setting.bounds is not None:
        return NumberField(setting, setting.bounds, parent)
    if isinstance(setting.default, bool):
        return FlagField(setting, parent)
    return TextField(setting, parent)


class _Choices(QComboBox):
    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the page: nobody wants to choose by scrolling past."""
        event.ignore()


class _Whole(QSpinBox):
    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the page."""
        event.ignore()


class _Broken(QDoubleSpinBox):
    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the page."""
        event.ignore()


def _ask_folder(over: QWidget, path: str) -> str:
    return QFileDialog.getExistingDirectory(over, "Folder of the backups", path)

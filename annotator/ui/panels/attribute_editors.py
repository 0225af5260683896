"""One editor for each kind of attribute; each says what was entered and shows what it is told."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from annotator.model.attribute import Attribute, AttributeKind, AttributeValue
from annotator.ui.panels.flow_layout import FlowLayout
from annotator.ui.panels.menu_button import Choice, MenuButton
from annotator.ui.panels.number_field import NumberField
from annotator.ui.panels.plain_text import ElidedLabel, plain_tooltip
from annotator.ui.panels.tick_box import TickBox

_UNSET = ""
"""The key of "not set" in menus: no value of a choice is empty."""


class AttributeEditor(QWidget):
    """The name of an attribute and its value."""

    value_entered = Signal(object)
    """An `AttributeValue`, or None where it is taken away."""

    def __init__(self, attribute: Attribute, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.attribute = attribute
        self.setToolTip(plain_tooltip(attribute.description))

    def show_value(self, value: AttributeValue | None) -> None:
        """Show a value, without saying that it was entered."""
        raise NotImplementedError

    def commit(self) -> None:
        """Say what has been typed, if it has not been said; what is clicked is said at once."""

    def _name_label(self) -> ElidedLabel:
        star = " *" if self.attribute.is_required else ""
        label = ElidedLabel(self.attribute.name + star, self)
        if self.attribute.description.strip():
            label.setToolTip(plain_tooltip(self.attribute.description))
        return label

    def _in_a_row(self, field: QWidget, share: int = 0) -> None:
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self._name_label(), 1)
        layout.addWidget(field, share)
        self.setFocusProxy(field)


class ChoiceEditor(AttributeEditor):
    """One of several values, from a menu."""

    def __init__(self, attribute: Attribute, parent: QWidget | None = None) -> None:
        super().__init__(attribute, parent)
        self.button = MenuButton(attribute.name, self)
        self.button.choice_requested.connect(
            lambda key: self.value_entered.emit(None if key == _UNSET else key)
        )
        self._in_a_row(self.button)

    def show_value(self, value: AttributeValue | None) -> None:
        """Show the value chosen."""
        choices = [Choice(one, one) for one in self.attribute.values]
        chosen = _UNSET if value is None else str(value)
        self.button.set_choices([Choice(_UNSET, "not set"), *choices], chosen, chosen)


class SeveralEditor(AttributeEditor):
    """Any of several values, as ticks."""

    def __init__(self, attribute: Attribute, parent: QWidget | None = None) -> None:
        super().__init__(attribute, parent)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self._name_label())
        ticks = QWidget(self)
        flow = FlowLayout(ticks, spacing=10)
        self.boxes = {value: TickBox(value, ticks) for value in attribute.values}
        for box in self.boxes.values():
            box.clicked.connect(self._say)
            flow.addWidget(box)
        layout.addWidget(ticks)

    def show_value(self, value: AttributeValue | None) -> None:
        """Tick the values chosen."""
        chosen = value if isinstance(value, tuple) else ()
        for one, box in self.boxes.items():
            box.setChecked(one in chosen)

    def _say(self) -> None:
        chosen = tuple(one for one, box in self.boxes.items() if box.isChecked())
        self.value_entered.emit(chosen or None)


class FlagEditor(AttributeEditor):
    """Yes or no, as one tick. Where an answer is required "no" is one, else it is none."""

    def __init__(self, attribute: Attribute, parent: QWidget | None = None) -> None:
        super().__init__(attribute, parent)
        self.box = TickBox("", self)
        self.box.setAccessibleName(attribute.name)
        self.box.clicked.connect(self._say)
        self._in_a_row(self.box)

    def show_value(self, value: AttributeValue | None) -> None:
        """Tick or not."""
        self.box.setChecked(value is True)

    def _say(self, is_ticked: bool) -> None:
        no = False if self.attribute.is_required else None
        self.value_entered.emit(True if is_ticked else no)


class TextEditor(AttributeEditor):
    """Free text, said when the field is left."""

    def __init__(self, attribute: Attribute, parent: QWidget | None = None) -> None:
        super().__init__(attribute, parent)
        self.field = QLineEdit(self)
        self.field.setAccessibleName(attribute.name)
        self.field.setPlaceholderText("not set")
        self.field.editingFinished.connect(self.commit)
        self._shown = ""
        self._in_a_row(self.field, 2)

    def show_value(self, value: AttributeValue | None) -> None:
        """Show the text."""
        self._shown = "" if value is None else str(value)
        self.field.setText(self._shown)

    def commit(self) -> None:
        """Say the text."""
        text = self.field.text()
        if text != self._shown:
            self._shown = text
            self.value_entered.emit(text if text.strip() else None)


class NumberEditor(AttributeEditor):
    """A number, said when the field is left."""

    def __init__(self, attribute: Attribute, parent: QWidget | None = None) -> None:
        super().__init__(attribute, parent)
        self.field = NumberField(self)
        self.field.setAccessibleName(attribute.name)
        self.field.number_entered.connect(self.value_entered)
        self._in_a_row(self.field, 1)

    def show_value(self, value: AttributeValue | None) -> None:
        """Show the number."""
        is_number = isinstance(value, int | float) and not isinstance(value, bool)
        self.field.set_number(value if is_number else None)  # type: ignore[arg-type]

    def commit(self) -> None:
        """Say the number."""
        self.field.commit()


_EDITORS: dict[AttributeKind, Callable[[Attribute, QWidget | None], AttributeEditor]] = {
    "choice": ChoiceEditor,
    "several": SeveralEditor,
    "flag": FlagEditor,
    "text": TextEditor,
    "number": NumberEditor,
}


def make_editor(attribute: Attribute, parent: QWidget | None = None) -> AttributeEditor:
    """Return the editor for an attribute."""
    return _EDITORS[attribute.kind](attribute, parent)

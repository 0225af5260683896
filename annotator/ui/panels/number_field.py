"""A spin box that can be empty: a number that nobody has said yet is not zero."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QValidator
from PySide6.QtWidgets import QAbstractSpinBox, QDoubleSpinBox, QWidget

_LARGEST = 1e15


class NumberField(QDoubleSpinBox):
    """Whole numbers come out as int, others as float, no number as None."""

    number_entered = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        self._is_empty = True
        self._said: int | float | None = None
        super().__init__(parent)
        self.setRange(-_LARGEST, _LARGEST)
        self.setDecimals(6)
        self.setKeyboardTracking(False)
        self.setButtonSymbols(QAbstractSpinBox.ButtonSymbols.UpDownArrows)
        self.lineEdit().setPlaceholderText("not set")
        self.editingFinished.connect(self._say)
        self.set_number(None)

    def number(self) -> int | float | None:
        """Return the number that stands in the field."""
        if self._is_empty:
            return None
        value = self.value()
        return int(value) if value.is_integer() else value

    def set_number(self, number: int | float | None) -> None:
        """Show a number, or none."""
        self._said = number
        self._is_empty = number is None
        self.setValue(number or 0)
        self.lineEdit().setText(self.textFromValue(self.value()))

    def commit(self) -> None:
        """Say what has been typed."""
        self.interpretText()
        self._say()

    def stepBy(self, steps: int) -> None:
        """Count up or down; from nothing, from zero."""
        self._is_empty = False
        super().stepBy(steps)
        self.lineEdit().setText(self.textFromValue(self.value()))
        self._say()

    def textFromValue(self, value: float) -> str:
        """Return the number without zeros that say nothing."""
        if self._is_empty:
            return ""
        return self.locale().toString(value, "f", 6).rstrip("0").rstrip(".,") if value else "0"

    def valueFromText(self, text: str) -> float:
        """Return the number written; nothing is nothing."""
        self._is_empty = not text.strip()
        return 0.0 if self._is_empty else super().valueFromText(text)

    def validate(self, text: str, position: int) -> object:
        """An empty field is fine."""
        if not text.strip():
            return QValidator.State.Acceptable, text, position
        return super().validate(text, position)

    def _say(self) -> None:
        number = self.number()
        if number != self._said:
            self._said = number
            self.number_entered.emit(number)

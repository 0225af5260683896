"""A field for a number, or for none: what nobody has said yet is not zero."""

from PySide6.QtCore import QLocale, Qt, Signal
from PySide6.QtGui import QDoubleValidator, QFocusEvent, QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from annotator.ui.models.article_words import locale

_LARGEST = 1e15
_DECIMALS = 9
_STEPS = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1, Qt.Key.Key_PageUp: 10, Qt.Key.Key_PageDown: -10}


class NumberField(QLineEdit):
    """Whole numbers come out as int, others as float, nothing as None. Up and Down count."""

    number_entered = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._said: int | float | None = None
        plain = locale()
        plain.setNumberOptions(QLocale.NumberOption.OmitGroupSeparator)
        self._locale = plain
        validator = QDoubleValidator(-_LARGEST, _LARGEST, _DECIMALS, self)
        validator.setNotation(QDoubleValidator.Notation.StandardNotation)
        validator.setLocale(plain)
        self.setValidator(validator)
        self.setPlaceholderText("not set")
        self.setAlignment(Qt.AlignmentFlag.AlignRight)

    def number(self) -> int | float | None:
        """Return the number that stands in the field; None where there is none."""
        value, is_number = self._locale.toDouble(self.text().strip())
        if not is_number:
            return None
        return int(value) if value.is_integer() else value

    def set_number(self, number: int | float | None) -> None:
        """Show a number, or none."""
        self._said = number
        self._write(number)

    def commit(self) -> None:
        """Say the number, if it is another one than before; what is half a number goes."""
        number = self.number()
        if number is None and self.text().strip():
            self._write(self._said)
            return
        if number != self._said:
            self._said = number
            self.number_entered.emit(number)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Count or finish where the key says so. (Qt finishes no field that is empty.)"""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.commit()
            return
        step = _STEPS.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        else:
            self._write((self.number() or 0) + step)
            self.commit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Finish."""
        super().focusOutEvent(event)
        self.commit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the panel: nobody wants to change numbers by scrolling past."""
        event.ignore()

    def _write(self, number: int | float | None) -> None:
        if number is None:
            self.clear()
        elif isinstance(number, int):
            self.setText(self._locale.toString(number))
        else:
            written = self._locale.toString(number, "f", _DECIMALS)
            self.setText(written.rstrip("0").rstrip(self._locale.decimalPoint()))

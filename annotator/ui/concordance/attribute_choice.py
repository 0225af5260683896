"""The choice of an attribute of spans and its value, as a condition of a search."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QWidget

from annotator.model.attribute import Attribute, AttributeValue, read_value
from annotator.model.labels import LabelSet
from annotator.ui.models.article_words import one_line

Condition = tuple[str, AttributeValue]
"""An attribute (id) and the value that a span has."""

_VALUE_WIDTH = 90
_LONGEST = 40


class AttributeChoice(QWidget):
    """A box with every value that can be listed; numbers and words are written in a field beside
    it. Hidden where spans are asked for nothing."""

    changed = Signal()

    def __init__(self, label_set: LabelSet, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: list[tuple[Attribute, AttributeValue | None]] = []
        """What each row after the first means; None: the value is written."""
        self.box = QComboBox(self)
        self.box.setAccessibleName("Attribute of the span")
        self.box.addItem("any attribute")
        for one in label_set.attributes:
            if one.applies_to == "span" and not one.is_retired:
                self._add(one)
        self.value = QLineEdit(self)
        self.value.setAccessibleName("Value of the attribute")
        self.value.setPlaceholderText("value")
        self.value.setFixedWidth(_VALUE_WIDTH)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(self.box)
        row.addWidget(self.value)
        self.box.currentIndexChanged.connect(lambda _: self._take_choice())
        self.value.textEdited.connect(lambda _: self.changed.emit())
        self.setVisible(bool(self._rows))
        self._show_field()

    def condition(self) -> Condition | None:
        """Return what is chosen; None: nothing, or a value that the attribute does not take."""
        row = self.box.currentIndex() - 1
        if row < 0:
            return None
        attribute, value = self._rows[row]
        written = self.value.text()
        if value is None and written.strip():
            value = read_value(attribute, written)
        return None if value is None else (attribute.id, value)

    def show_condition(self, condition: Condition | None) -> None:
        """Choose a condition; nobody is told."""
        self.blockSignals(True)
        self.box.setCurrentIndex(0)
        for number, (attribute, value) in enumerate(self._rows, 1):
            if condition is not None and attribute.id == condition[0]:
                if value is None:
                    self.value.setText(str(condition[1]))
                if value in (None, condition[1]):
                    self.box.setCurrentIndex(number)
        self._show_field()
        self.blockSignals(False)

    def _add(self, attribute: Attribute) -> None:
        name = one_line(attribute.name, _LONGEST)
        if attribute.kind in ("text", "number"):
            self._rows.append((attribute, None))
            self.box.addItem(f"{name} =")
            return
        words = ("yes", "no") if attribute.kind == "flag" else attribute.values
        for one in words:
            self._rows.append((attribute, read_value(attribute, one)))
            self.box.addItem(f"{name} = {one_line(one, _LONGEST)}")

    def _take_choice(self) -> None:
        self._show_field()
        self.changed.emit()

    def _show_field(self) -> None:
        row = self.box.currentIndex() - 1
        self.value.setVisible(row >= 0 and self._rows[row][1] is None)

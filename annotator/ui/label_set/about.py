"""What the label set as a whole is called and is for."""

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from annotator.model.labels import LabelSet
from annotator.text.names import fits_a_line
from annotator.ui.dialogs.form import FormDialog
from annotator.ui.dialogs.verbatim_field import VerbatimField

_WIDTH = 420


class AboutLabelSet(FormDialog):
    """Name and description of a label set; nothing is applied by it."""

    help_page = "labels"
    changed = Signal(object)
    """The label set as it is called now."""

    def __init__(self, label_set: LabelSet, parent: QWidget | None = None) -> None:
        super().__init__("About the label set", "OK", parent)
        self._label_set = label_set
        self.name, self.description = QLineEdit(self), VerbatimField(self)
        self.name.setText(label_set.name)
        self.description.set_whole_text(label_set.description)
        self.add_field("Name", self.name)
        self.add_field("Description", self.description)
        self.name.textChanged.connect(lambda _: self._check())
        self.resize(_WIDTH, self.sizeHint().height())

    def accept(self) -> None:
        """Say how it is called and close."""
        if self._check():
            name, words = self.name.text().strip(), self.description.whole_text().strip()
            self.changed.emit(replace(self._label_set, name=name, description=words))
            super().accept()

    def _check(self) -> bool:
        is_right = fits_a_line(self.name.text())
        self.say("" if is_right else "A name is one line of letters that can be seen.")
        return is_right

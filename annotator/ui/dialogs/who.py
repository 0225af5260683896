"""Asks who annotates, or whose labels some are: a name that the project knows, or a new one."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QComboBox, QWidget

from annotator.ui.dialogs.form import FormDialog
from annotator.ui.panels.plain_text import PlainLabel


class WhoDialog(FormDialog):
    """The names that are known in a list, and a field for another."""

    help_page = "first-hour"

    def __init__(
        self,
        names: Sequence[str],
        chosen: str,
        on_chosen: Callable[[str], object],
        parent: QWidget | None = None,
        *,
        question: str = "Who are you?",
        words: str = "Your labels are kept under this name, apart from those of others.",
        accept_words: str = "Annotate",
    ) -> None:
        super().__init__(question, accept_words, parent)
        self._on_chosen = on_chosen
        self.name = QComboBox(self)
        self.name.setEditable(True)
        self.name.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.name.addItems(list(names))
        self.name.setCurrentText(chosen)
        if (field := self.name.lineEdit()) is not None:
            field.setAccessibleName("Name")
        self.fields.addWidget(PlainLabel(words, self, tone="muted"))
        self.add_field("Name", self.name)
        self.setFixedWidth(420)
        self.name.editTextChanged.connect(self._judge)
        self._judge(self.name.currentText())
        self.name.setFocus()

    def accept(self) -> None:
        """Close, then tell the name."""
        name = self.name.currentText().strip()
        if name:
            super().accept()
            self._on_chosen(name)

    def _judge(self, name: str) -> None:
        self.accept_button.setEnabled(bool(name.strip()))

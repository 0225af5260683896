"""Asks who annotates: a name that the project knows, or a new one."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QComboBox, QDialog, QDialogButtonBox, QVBoxLayout, QWidget

from annotator.ui.widgets.tone_label import ToneLabel


class WhoDialog(QDialog):
    """Names are known to be plain: a list of them, and a field for another."""

    def __init__(
        self,
        names: Sequence[str],
        chosen: str,
        on_chosen: Callable[[str], object],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("Annotate as")
        self._on_chosen = on_chosen
        self.name = QComboBox()
        self.name.setEditable(True)
        self.name.addItems(list(names))
        self.name.setCurrentText(chosen)
        self.name.setAccessibleName("Who are you?")
        words = ToneLabel(
            "Your labels are kept under this name, apart from those of others. Choose a name of "
            "this project or write a new one.",
            "muted",
        )
        words.setWordWrap(True)
        buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
        )
        self.agree = buttons.button(QDialogButtonBox.StandardButton.Ok)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(12)
        for widget in (ToneLabel("Who are you?", "strong"), words, self.name, buttons):
            column.addWidget(widget)
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
        self.agree.setEnabled(bool(name.strip()))

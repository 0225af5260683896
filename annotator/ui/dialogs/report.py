"""When a fault of ours came up: what it was, as plain text to copy, and that the work is safe."""

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from annotator.ui.panels.plain_text import PlainLabel
from annotator.ui.widgets.line_label import LineLabel


class FaultReport(QDialog):
    """Shows a report and lets it be copied; nothing is sent anywhere."""

    def __init__(self, report: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("A fault in annotator")
        heading = LineLabel("Something in annotator went wrong.", tone="strong")
        words = PlainLabel(
            "What you did before is kept. You can go on; if it happens again, please send this "
            "report to whoever looks after the program. Look through it first: it may name files "
            "of yours.",
            tone="muted",
        )
        self.text = QPlainTextEdit(report)
        self.text.setReadOnly(True)
        self.text.setProperty("field", True)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        copy = buttons.addButton("Copy", QDialogButtonBox.ButtonRole.ActionRole)
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(report))
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(10)
        for widget in (heading, words, self.text, buttons):
            column.addWidget(widget)
        self.resize(640, 420)

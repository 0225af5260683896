"""What was saved of a damaged project, and opening it."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import QWidget

from annotator.messages import name_path
from annotator.ui.dialogs.form import FormDialog
from annotator.ui.panels.plain_text import PlainLabel


class SalvagedDialog(FormDialog):
    """Lines that say how much there is; it is opened, or left where it is."""

    help_page = "files-and-safety"

    def __init__(self, target: Path, lines: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__("What could be saved", "Open it", parent)
        self.lines = [PlainLabel(line, self) for line in lines]
        for line in self.lines:
            self.fields.addWidget(line)
        words = f"It is in {name_path(target)}. The damaged file stays as it is."
        self.fields.addWidget(PlainLabel(words, self, tone="muted"))
        self.fields.addStretch(1)
        self.cancel_button.setText("Close")
        self.setMinimumWidth(480)

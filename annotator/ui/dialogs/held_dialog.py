"""A project that another program holds: said, and tried again when one likes."""

from PySide6.QtWidgets import QWidget

from annotator.ui.dialogs.form import FormDialog
from annotator.ui.panels.plain_text import PlainLabel


class HeldDialog(FormDialog):
    """Accepted: it is to be tried again."""

    help_page = "files-and-safety"

    def __init__(self, words: str, parent: QWidget | None = None) -> None:
        super().__init__("The project is in use", "Try again", parent)
        self.words = PlainLabel(words, self)
        self.fields.addWidget(self.words)
        self.setMinimumWidth(420)
        self.accept_button.setFocus()

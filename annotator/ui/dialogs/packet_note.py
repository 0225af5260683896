"""What whoever sent a packet says to whoever opens it."""

from PySide6.QtWidgets import QWidget

from annotator.ui.dialogs.form import FormDialog
from annotator.ui.panels.plain_text import PlainLabel


class PacketNote(FormDialog):
    """The note, as plain text."""

    help_page = "colleagues"

    def __init__(self, note: str, parent: QWidget | None = None) -> None:
        super().__init__("A word with this packet", "Close", parent)
        self.note = PlainLabel(note, self)
        self.fields.addWidget(self.note)
        self.cancel_button.hide()
        self.setMinimumWidth(420)
        self.accept_button.setFocus()

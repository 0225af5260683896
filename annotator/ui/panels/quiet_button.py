"""A flat button whose words are literal."""

from PySide6.QtWidgets import QSizePolicy, QWidget

from annotator.ui.panels.enter_button import EnterButton
from annotator.ui.panels.plain_text import menu_text


class QuietButton(EnterButton):
    """Takes no more room than its words and is no dialog's default."""

    def __init__(self, words: str, parent: QWidget | None = None) -> None:
        super().__init__(menu_text(words), parent)
        self.setProperty("quiet", True)
        self.setAutoDefault(False)
        self.setAccessibleName(words)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

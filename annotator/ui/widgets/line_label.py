"""Plain words on one line."""

from PySide6.QtWidgets import QWidget

from annotator.ui.panels.plain_text import PlainLabel, Tone


class LineLabel(PlainLabel):
    """A label as wide as its words, which never breaks them; never markup."""

    def __init__(
        self, text: str = "", parent: QWidget | None = None, *, tone: Tone = "text"
    ) -> None:
        super().__init__(text, parent, tone=tone)
        self.setWordWrap(False)

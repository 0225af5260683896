"""A field for a whole text that keeps what was pasted exactly as it was."""

from PySide6.QtCore import QMimeData
from PySide6.QtWidgets import QPlainTextEdit, QWidget


class VerbatimField(QPlainTextEdit):
    """Qt's editors rewrite line breaks and lose odd ones; what came in whole is kept beside."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("field", True)
        self.setTabChangesFocus(True)
        self._whole: str | None = None
        self._shown_at = -1

    def set_whole_text(self, text: str) -> None:
        """Show a text; it is what `whole_text` returns until somebody edits it."""
        self.setPlainText(text)
        self._keep(text)

    def whole_text(self) -> str:
        """Return the text: verbatim if it came in whole and is untouched."""
        if self._whole is not None and self.document().revision() == self._shown_at:
            return self._whole
        return self.document().toRawText().replace("\u2029", "\n")

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Paste; into an empty field, or over everything, the text comes in whole."""
        is_whole = len(self.textCursor().selectedText()) >= self.document().characterCount() - 1
        super().insertFromMimeData(source)
        if is_whole and source.hasText():
            self._keep(source.text())

    def _keep(self, text: str) -> None:
        self._whole = text
        self._shown_at = self.document().revision()

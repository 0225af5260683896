"""NOTE: free words on the selected span or relation, for whoever reviews."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetrics, QKeyEvent
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from annotator.edits import edit as edits
from annotator.ui.panels.section import Inspected, Section

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_LINES = 3


class NoteField(QPlainTextEdit):
    """Plain text, done when the focus leaves, or by Ctrl+Enter or Esc, which leave too."""

    finished = Signal()
    leave_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("field", True)
        self.setTabChangesFocus(True)
        self.setPlaceholderText("Leave a note for the reviewer")
        self.setAccessibleName("Note")
        metrics = QFontMetrics(self.font())
        self.setFixedHeight(metrics.lineSpacing() * _LINES + 22)

    def event(self, event: QEvent) -> bool:
        """Keep the keys that finish a note: as a shortcut Ctrl+Enter would finish the article."""
        is_asked = event.type() == QEvent.Type.ShortcutOverride
        if is_asked and isinstance(event, QKeyEvent) and _is_finishing(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Finish where the key says so."""
        if _is_finishing(event):
            self.finished.emit()
            self.leave_requested.emit()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Finish."""
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.finished.emit()


def _is_finishing(event: QKeyEvent) -> bool:
    is_enter = event.key() in _ENTER
    has_control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
    return (is_enter and has_control) or event.key() == Qt.Key.Key_Escape


class NoteSection(Section):
    """The note of the one annotation selected. What was typed is never lost by selecting on."""

    leave_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Note", parent)
        self._about: str | None = None
        self._note = ""
        self.field = NoteField(self)
        self.field.finished.connect(self.commit)
        self.field.leave_requested.connect(self.leave_requested)
        self.body.addWidget(self.field)

    def show_inspected(self, inspected: Inspected) -> None:
        """Show the note of the one annotation selected."""
        annotation = inspected.annotation
        note = (annotation.note or "") if annotation else ""
        about = annotation.id if annotation else None
        self.setVisible(annotation is not None)
        if (about, note) != (self._about, self._note):
            self._about, self._note = about, note
            if self.field.toPlainText() != note:
                self.field.setPlainText(note)

    def commit(self) -> None:
        """Ask that what was typed be the note from now on."""
        typed = self.field.toPlainText()
        if self._about is not None and typed.strip() != self._note.strip():
            self.edit_requested.emit(edits.SetNote(self._about, typed or None))

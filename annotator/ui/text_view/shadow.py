"""The invisible text: it has focus, caret and selection, and screen readers read it."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QPoint, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QFocusEvent,
    QKeyEvent,
    QPaintEvent,
    QTextCursor,
)
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QWidget

from annotator.text.offsets import Utf16Table
from annotator.ui.text_view.substitution import shadow_text

_SIZE = (40, 24)
"""Pixels around the caret, so that magnifiers find it; nothing is painted there."""


class Shadow(QPlainTextEdit):
    """A read-only text widget that paints nothing. Offsets are code points of the article."""

    caret_moved = Signal()
    """The caret or the selection is elsewhere now, whoever moved it."""
    focus_changed = Signal(bool)

    def __init__(self, parent: QWidget, take_key: Callable[[QKeyEvent], bool]) -> None:
        super().__init__(parent)
        self._take_key = take_key
        self._units = Utf16Table("")
        self._is_quiet = False
        self.setReadOnly(True)
        self.setUndoRedoEnabled(False)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByKeyboard
            | Qt.TextInteractionFlag.TextSelectableByMouse
        )
        self.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_NoSystemBackground)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_NoSystemBackground)
        self.viewport().setAutoFillBackground(False)
        self.setAutoFillBackground(False)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.setCursorWidth(0)
        self.setAcceptDrops(False)
        self.setAccessibleName(self.tr("Article text"))
        self.resize(*_SIZE)
        self.cursorPositionChanged.connect(self._tell)
        self.selectionChanged.connect(self._tell)

    # ---- text, caret and selection -----------------------------------------------------------

    def show_text(self, text: str) -> None:
        """Hold another article's text, the caret at its start."""
        self._is_quiet = True
        self._units = Utf16Table(text)
        self.setPlainText(shadow_text(text))
        self._is_quiet = False

    def caret(self) -> int:
        """Return where the caret stands."""
        return self._units.to_offset(self.textCursor().position())

    def anchor(self) -> int:
        """Return where the selection began; the caret is its other end."""
        return self._units.to_offset(self.textCursor().anchor())

    def place(self, anchor: int, caret: int) -> None:
        """Select from one offset to another and leave the caret at the latter."""
        if (anchor, caret) == (self.anchor(), self.caret()):
            return
        cursor = self.textCursor()
        self._is_quiet = True
        cursor.setPosition(self._units.to_units(anchor))
        cursor.setPosition(self._units.to_units(caret), QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(cursor)
        self._is_quiet = False
        self.caret_moved.emit()

    def stand_at(self, point: QPoint) -> None:
        """Move so that the invisible caret lies over the one that is painted."""
        self.move(point - self.cursorRect().topLeft())

    def announce(self, sentence: str) -> None:
        """Have a screen reader say something, where one listens."""
        if QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, sentence))

    def _tell(self) -> None:
        if not self._is_quiet:
            self.caret_moved.emit()

    # ---- Qt --------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint nothing: the text view does."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Offer each key to the text view; what it does not take goes to the window."""
        event.setAccepted(self._take_key(event))

    def event(self, event: QEvent) -> bool:
        """Leave shortcuts to the window: nothing here needs a key before it."""
        if event.type() == QEvent.Type.ShortcutOverride:
            event.ignore()
            return False
        return super().event(event)

    def focusNextPrevChild(self, next: bool) -> bool:
        """Keep Tab: it goes from span to span."""
        return False

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.focus_changed.emit(True)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.focus_changed.emit(False)

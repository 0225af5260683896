"""The invisible text: it has focus, caret and selection, and screen readers read it."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QPoint, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QAccessibleTextCursorEvent,
    QFocusEvent,
    QKeyEvent,
    QPaintEvent,
    QTextCursor,
)
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QWidget

from annotator.ui.text_view.blocks import Blocks
from annotator.ui.text_view.shadow_table import ShadowTable

_AT_ONCE = 20_000
"""Characters that are filled in at a time: a millisecond's work."""
_BLOCKS_AT_ONCE = 2_000
"""Blocks likewise, where most are empty lines."""
_SIZE = (40, 24)
"""Pixels around the caret, so that magnifiers find it; nothing is painted there."""


class Shadow(QPlainTextEdit):
    """A read-only text widget that paints nothing. Offsets are code points of the article.

    The text comes in slices, those around the caret first. Until all is there, a caret or an
    anchor beyond what is there stands at its edge; what `caret` and `anchor` say is true always.
    """

    caret_moved = Signal()
    """The caret or the selection is elsewhere now, whoever moved it."""
    focus_changed = Signal(bool)

    def __init__(self, parent: QWidget, take_key: Callable[[QKeyEvent], bool]) -> None:
        super().__init__(parent)
        self._take_key = take_key
        self._is_quiet = False
        self.show_text("", Blocks(""))
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

    def show_text(self, text: str, blocks: Blocks) -> None:
        """Hold another article's text, cut into these blocks, the caret at its start.

        Where nobody listens even the first of it comes after the first picture.
        """
        self._table, self._blocks = ShadowTable(text, blocks), blocks
        self._anchor = self._caret = 0
        self._begin_at(0, is_empty=not QAccessible.isActive())

    @property
    def is_whole(self) -> bool:
        """Whether all of the article's text is there."""
        return self._first == 0 and self._last == len(self._blocks)

    def caret(self) -> int:
        """Return where the caret stands."""
        return self._caret

    def anchor(self) -> int:
        """Return where the selection began; the caret is its other end."""
        return self._anchor

    def place(self, anchor: int, caret: int) -> None:
        """Select from one offset to another and leave the caret at the latter."""
        if (anchor, caret) == (self._anchor, self._caret):
            return
        self._anchor, self._caret = anchor, caret
        if self._position(caret) is None:
            self._begin_at(caret)
        else:
            self._put_cursor()
        self.caret_moved.emit()

    def stand_at(self, point: QPoint) -> None:
        """Move so that the invisible caret lies over the one that is painted."""
        self.move(point - self.cursorRect().topLeft())

    def announce(self, sentence: str) -> None:
        """Have a screen reader say something, where one listens."""
        if QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, sentence))

    def _tell(self) -> None:
        """Take over what somebody else did with Qt's own cursor."""
        if self._is_quiet:
            return
        cursor = self.textCursor()
        self._anchor = self._table.to_offset(self._base + cursor.anchor())
        self._caret = self._table.to_offset(self._base + cursor.position())
        self.caret_moved.emit()

    # ---- filling -----------------------------------------------------------------------------

    def _begin_at(self, offset: int, *, is_empty: bool = False) -> None:
        """Hold the text around an offset, or none at first, and let the rest come."""
        number = self._blocks.number_at(offset)
        self._first = self._last = number
        if not is_empty:
            self._first, self._last = self._fill_from(number), self._fill_to(number)
        self._is_quiet = True
        self.setPlainText(self._table.lines(self._first, self._last))
        self._is_quiet = False
        self._put_cursor()

    def fill_more(self) -> bool:
        """Put in some more behind what is there, then before it; return whether more is left."""
        if self.is_whole:
            return False
        cursor = QTextCursor(self.document())
        first, last = self._first, self._last
        if last < len(self._blocks):
            self._last = self._fill_to(last)
            cursor.movePosition(QTextCursor.MoveOperation.End)
            slice = self._table.lines(last, self._last)
        else:
            self._first = self._fill_from(first)
            slice = self._table.lines(self._first, first)
        # Nobody has to be told: a screen reader would read it all out.
        self._is_quiet = True
        self.document().blockSignals(True)
        cursor.insertText(slice)
        self.document().blockSignals(False)
        self._is_quiet = False
        self._put_cursor()
        return self._tell_when_whole()

    def _tell_when_whole(self) -> bool:
        """Say where the caret is when all is there: what came before it gave it another number.

        Return whether more is left.
        """
        if self.is_whole and QAccessible.isActive():
            where = QAccessibleTextCursorEvent(self, self.textCursor().position())
            QAccessible.updateAccessibility(where)
        return not self.is_whole

    def _fill_to(self, block: int) -> int:
        end = self._table.start_of(block) + _AT_ONCE
        last = min(self._blocks.number_at(end) + 1, block + _BLOCKS_AT_ONCE)
        return min(len(self._blocks), last)

    def _fill_from(self, block: int) -> int:
        first = self._blocks.number_at(max(0, self._table.start_of(block) - _AT_ONCE))
        return max(first, block - _BLOCKS_AT_ONCE)

    @property
    def _base(self) -> int:
        """The position in the whole text of the first character that is there."""
        return self._table.to_units(self._table.start_of(self._first))

    def _position(self, offset: int) -> int | None:
        """Return where in what is there an offset stands, None where it is not there."""
        if self._table.start_of(self._first) <= offset <= self._table.start_of(self._last):
            return self._table.to_units(offset) - self._base
        return None

    def _put_cursor(self) -> None:
        """Put Qt's cursor where caret and anchor are, or as near as there is text."""
        first, last = (self._table.start_of(one) for one in (self._first, self._last))
        cursor = self.textCursor()
        anchor, caret = (
            self._table.to_units(min(max(one, first), last)) - self._base
            for one in (self._anchor, self._caret)
        )
        if (anchor, caret) == (cursor.anchor(), cursor.position()):
            return
        self._is_quiet = True
        cursor.setPosition(anchor)
        cursor.setPosition(caret, QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(cursor)
        self._is_quiet = False

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

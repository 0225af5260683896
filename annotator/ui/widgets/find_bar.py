"""The small bar for finding words in the open article."""

from bisect import bisect_left
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QToolButton, QWidget

from annotator.ui.icons import icon
from annotator.ui.widgets.line_label import LineLabel

TextRange = tuple[int, int]
HITS_AT_MOST = 5000


def find_ranges(text: str, words: str, at_most: int = HITS_AT_MOST) -> tuple[TextRange, ...]:
    """Return where these words stand in a text, case ignored: code points, half open, in order.

    Lower case keeps the length of nearly every text; where it does not, case counts.
    """
    if not words:
        return ()
    lowered, wanted = text.lower(), words.lower()
    if len(lowered) != len(text):
        lowered, wanted = text, words
    found: list[TextRange] = []
    place = lowered.find(wanted)
    while place >= 0 and len(found) < at_most:
        found.append((place, place + len(wanted)))
        place = lowered.find(wanted, place + len(wanted))
    return tuple(found)


class FindBar(QWidget):
    """Words, how many hits, next and previous. Esc closes it; the window goes to the hits."""

    hits_found = Signal(object)
    """All hits: a tuple of (start, end)."""
    hit_requested = Signal(int, int)
    """A hit to go to."""
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("find_bar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._text = ""
        self._hits: tuple[TextRange, ...] = ()
        self._current = -1
        self.words = QLineEdit(self)
        self.words.setPlaceholderText("Find in the article")
        self.words.setAccessibleName("Find in the article")
        self.words.textEdited.connect(lambda _: self._look(0))
        self.words.installEventFilter(self)
        self._count = LineLabel("", self, tone="muted")
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 6, 10, 6)
        row.addWidget(self.words, 1)
        row.addWidget(self._count)
        row.addWidget(self._button("chevron-up", "Previous hit", self.find_previous))
        row.addWidget(self._button("chevron-down", "Next hit", self.find_next))
        row.addWidget(self._button("x", "Close", self.close_bar))
        self.hide()

    def open_on(self, text: str, words: str, caret: int) -> None:
        """Show the bar over a text, with words to look for (or those of last time)."""
        self._text = text
        if words:
            self.words.setText(words)
        self.show()
        self.words.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.words.selectAll()
        self._look(caret)

    def set_text(self, text: str) -> None:
        """Take another article's text; where the bar is open its hits are shown."""
        self._text = text
        self._current = -1
        if self.isVisible():
            self._hits = find_ranges(text, self.words.text())
            self._tell()

    def find_next(self) -> None:
        """Go to the next hit, from the last one to the first."""
        self._step(1)

    def find_previous(self) -> None:
        """Go to the hit before, from the first one to the last."""
        self._step(-1)

    def close_bar(self) -> None:
        """Hide the bar and its hits."""
        self._hits, self._current = (), -1
        self.hide()
        self.hits_found.emit(())
        self.closed.emit()

    def count_words(self) -> str:
        """Return what is said about the number of hits."""
        return self._count.text()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter and Shift Enter go on and back, Esc closes."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                is_back = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
                self._step(-1 if is_back else 1)
                return True
            if event.key() == Qt.Key.Key_Escape:
                self.close_bar()
                return True
        return super().eventFilter(watched, event)

    def _button(self, name: str, what: str, act: Callable[[], object]) -> QToolButton:
        button = QToolButton(self)
        button.setIcon(icon(name))
        button.setAccessibleName(what)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.clicked.connect(act)
        return button

    def _look(self, caret: int) -> None:
        self._hits = find_ranges(self._text, self.words.text())
        self._current = bisect_left(self._hits, (caret, caret)) if self._hits else -1
        if self._hits:
            self._current %= len(self._hits)
        self._tell()
        if self._hits:
            self.hit_requested.emit(*self._hits[self._current])

    def _step(self, step: int) -> None:
        if not self._hits and self._text:
            self._hits = find_ranges(self._text, self.words.text())
        if self._hits:
            self._current = (self._current + step) % len(self._hits)
            self._tell()
            self.hit_requested.emit(*self._hits[self._current])

    def _tell(self) -> None:
        if not self.words.text():
            words = ""
        elif not self._hits:
            words = "Not found"
        else:
            words = f"{max(self._current, 0) + 1:,} of {len(self._hits):,}"
        self._count.setText(words)
        self.hits_found.emit(self._hits)

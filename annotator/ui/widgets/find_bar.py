"""The bar for finding words in the open article: the words, how to look, how many hits."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QToolButton, QVBoxLayout, QWidget

from annotator.text.finding import Query
from annotator.ui.icons import icon
from annotator.ui.panels.plain_text import PlainLabel, plain_tooltip
from annotator.ui.widgets.line_label import LineLabel

_NAME = "Find in the article"
_NARROWEST, _WIDEST = 120, 420
"""Pixels of the field: words to look for are few, and buttons stand near to them."""


class FindBar(QWidget):
    """What is asked leaves as signals; what came of it is shown by `say`. Knows no article."""

    query_changed = Signal()
    """The words or how to look for them are others now; `query()` has them."""
    step_requested = Signal(int)
    """1 for the next hit, -1 for the one before."""
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("find_bar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.words = QLineEdit(self)
        self.words.setPlaceholderText(_NAME)
        self.words.setAccessibleName(_NAME)
        self.words.setMinimumWidth(_NARROWEST)
        self.words.setMaximumWidth(_WIDEST)
        self.words.textEdited.connect(lambda _: self.query_changed.emit())
        self.case = self._toggle("Aa", "Match case")
        self.whole = self._toggle("word", "Whole words only")
        self.pattern = self._toggle(".*", "Regular expression")
        self._count = LineLabel("", self, tone="muted")
        self._fault = PlainLabel("", self, tone="bad")
        self._fault.hide()
        self.previous = self._button("chevron-up", "Previous hit (Shift F3)", self._ask_back)
        self.next = self._button("chevron-down", "Next hit (F3)", self._ask_on)
        self.close_button = self._button("x", "Close (Esc)", self.close_bar)
        self._arrange()
        self.installEventFilter(self)
        for part in self.findChildren(QWidget):
            part.installEventFilter(self)
        self.hide()

    def query(self) -> Query:
        """Return what is asked for."""
        return Query(
            self.words.text(),
            is_pattern=self.pattern.isChecked(),
            is_case_exact=self.case.isChecked(),
            is_whole_word=self.whole.isChecked(),
        )

    def open_bar(self, words: str = "") -> None:
        """Show the bar with words to look for (or those of last time), ready to be typed over."""
        if words:
            self.words.setText(words)
        self.show()
        self.words.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.words.selectAll()

    def close_bar(self) -> None:
        """Hide the bar; words and ways to look stay for the next time."""
        if not self.isHidden():
            self.hide()
            self.closed.emit()

    def say(self, count: str, fault: str = "") -> None:
        """Say how many hits there are, or on a line of its own why there can be none."""
        self._count.setText(count)
        self._fault.setText(fault)
        self._fault.setVisible(bool(fault))

    def said(self) -> str:
        """Return what is said."""
        return self._fault.text() or self._count.text()

    def show_can_step(self, can_step: bool) -> None:
        """Offer to go to other hits, or not."""
        self.previous.setEnabled(can_step)
        self.next.setEnabled(can_step)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Esc closes wherever one is in the bar; in the field Enter and Shift Enter go on."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() == Qt.Key.Key_Escape:
                self.close_bar()
                return True
            if watched is self.words and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                is_back = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
                self.step_requested.emit(-1 if is_back else 1)
                return True
        return super().eventFilter(watched, event)

    def _arrange(self) -> None:
        whole = QVBoxLayout(self)
        whole.setContentsMargins(14, 6, 10, 6)
        whole.setSpacing(4)
        row = QHBoxLayout()
        row.setSpacing(4)
        row.addWidget(self.words, 1)
        row.addSpacing(2)
        for toggle in (self.case, self.whole, self.pattern):
            row.addWidget(toggle)
        row.addSpacing(6)
        row.addWidget(self._count)
        row.addStretch(1)
        for button in (self.previous, self.next, self.close_button):
            row.addWidget(button)
        whole.addLayout(row)
        whole.addWidget(self._fault)

    def _toggle(self, text: str, what: str) -> QToolButton:
        button = QToolButton(self)
        button.setText(text)
        button.setCheckable(True)
        button.setProperty("toggle", True)
        button.setAccessibleName(what)
        button.setToolTip(plain_tooltip(what))
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        button.toggled.connect(lambda _: self.query_changed.emit())
        return button

    def _button(self, name: str, what: str, act: Callable[[], object]) -> QToolButton:
        button = QToolButton(self)
        button.setIcon(icon(name))
        button.setIconSize(QSize(16, 16))
        button.setAccessibleName(what)
        button.setToolTip(plain_tooltip(what))
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        button.clicked.connect(lambda _: act())
        return button

    def _ask_on(self) -> None:
        self.step_requested.emit(1)

    def _ask_back(self) -> None:
        self.step_requested.emit(-1)

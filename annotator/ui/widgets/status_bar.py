"""The bar at the bottom: saved or not, counts, what happened last, and what the hand can do now."""

from PySide6.QtCore import QPointF, Qt, QTimer, Signal, SignalInstance
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QWidget

from annotator.ui.panels.key_hint import KeyHint
from annotator.ui.panels.plain_text import ElidedLabel, Tone, set_tone
from annotator.ui.theme import current_colours, theme
from annotator.ui.widgets.line_label import LineLabel

HEIGHT = 26
_SAVED_KEEPS = 130
"""Pixels that the words about saving keep in however narrow a window."""
MESSAGE_STAYS = 9000
"""Milliseconds that a message is shown unless another act comes first."""


class SavedDot(QWidget):
    """How things are, by form and colour: a full dot, a ring, a cross; words beside it say it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._role = "good"
        self.setFixedSize(9, 9)
        theme().changed.connect(self.update)

    def set_role(self, role: str) -> None:
        """Show a colour of the theme, by its name in `Colours`."""
        self._role = role
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the dot."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colour = QColor(getattr(current_colours(), self._role))
        painter.setPen(QPen(colour, 2))
        if self._role == "bad":
            painter.drawLine(QPointF(1.5, 1.5), QPointF(7.5, 7.5))
            painter.drawLine(QPointF(1.5, 7.5), QPointF(7.5, 1.5))
        elif self._role == "warn":
            painter.drawEllipse(QPointF(4.5, 4.5), 3, 3)
        else:
            painter.setBrush(colour)
            painter.drawEllipse(QPointF(4.5, 4.5), 3, 3)


class StatusBar(QWidget):
    """Left what is so, in the middle what happened, right what can be done."""

    retry_requested = Signal()
    undo_requested = Signal()
    door_requested = Signal(str)
    """An action (id) to which what is said leads."""
    left_requested = Signal()
    """What a change of the label set left shall be seen."""
    key_sheet_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("status_bar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(HEIGHT)
        self._dot = SavedDot(self)
        self._saved = ElidedLabel("Saved", tone="muted")
        self.retry = _quiet_button("Retry", self.retry_requested)
        self._counts = LineLabel("", tone="muted")
        self._progress = LineLabel("", tone="muted")
        for whole in (self._counts, self._progress):
            whole.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        self._message = ElidedLabel("", tone="text")
        self.undo = _quiet_button("Undo", self.undo_requested)
        self.see = _quiet_button("See them", self.left_requested)
        self.see.setAccessibleName("See what is not allowed")
        self.door = QPushButton(self)
        self._leads_to = ""
        _make_quiet(self.door)
        self.door.clicked.connect(lambda: self.door_requested.emit(self._leads_to))
        self._hint = ElidedLabel("", tone="faint")
        self._keys = _quiet_button("for keys", self.key_sheet_requested)
        self._press = LineLabel("Press", tone="muted")
        self._key_hint = KeyHint("?", self)
        self._fade = QTimer(self)
        self._fade.setSingleShot(True)
        self._fade.timeout.connect(self.clear_message)
        self._arrange()
        self.show_saved()
        self.clear_message()

    # ---- saved or not

    def show_saved(self) -> None:
        """Say that everything is in the file."""
        self._show_state("good", "Saved", "muted", can_retry=False)

    def show_saving(self) -> None:
        """Say that edits wait for their commit."""
        self._show_state("warn", "Saving…", "muted", can_retry=False)

    def show_not_saved(self, reason: str, unsaved: int) -> None:
        """Say that edits could not be saved, why, and how many wait."""
        edits = "1 edit" if unsaved == 1 else f"{unsaved:,} edits"
        self._show_state("bad", f"Not saved ({edits}): {reason}", "bad", can_retry=True)

    def show_read_only(self, reason: str) -> None:
        """Say that this project can only be read."""
        self._show_state("warn", f"Read only: {reason}" if reason else "Read only", "muted", False)

    def saved_words(self) -> str:
        """Return what is said about saving."""
        return self._saved.text()

    def _show_state(self, role: str, words: str, tone: Tone, can_retry: bool) -> None:
        self._dot.set_role(role)
        set_tone(self._saved, tone)
        self._saved.setText(words)
        # The one thing that must always be read: hints and messages give way first.
        width = self._saved.fontMetrics().horizontalAdvance(words) + 2
        self._saved.setMinimumWidth(min(width, _SAVED_KEEPS))
        self.retry.setVisible(can_retry)
        for widget in (self._counts, self._progress):
            widget.setVisible(not can_retry)  # what is wrong needs the room

    # ---- counts, messages, hints

    def show_counts(self, counts: str, progress: str) -> None:
        """Show what is in the open article, and how far the project is."""
        self._counts.setText(counts)
        self._progress.setText(progress)

    def counts_words(self) -> str:
        """Return what is said of the article and the project."""
        return f"{self._counts.text()}, {self._progress.text()}"

    def show_article_counts(self, counts: str) -> None:
        """Show what is in the open article; the project's progress stays."""
        self._counts.setText(counts)

    def show_message(
        self,
        sentence: str,
        *,
        can_undo: bool = False,
        is_refusal: bool = False,
        has_left: bool = False,
        door: tuple[str, str] | None = None,
    ) -> None:
        """Say what happened, or why it did not; it fades after a while. `has_left`: it left what
        is not allowed any more. `door`: words of a button beside it, and the action (id) that it
        runs."""
        set_tone(self._message, "bad" if is_refusal else "text")
        self._message.setText(sentence)
        self._message.setVisible(True)
        self.undo.setVisible(can_undo)
        self.see.setVisible(has_left)
        self._leads_to = door[1] if door is not None else ""
        self.door.setText(door[0] if door is not None else "")
        self.door.setVisible(door is not None)
        self._hint.setVisible(False)
        self._fade.start(MESSAGE_STAYS)

    def clear_message(self) -> None:
        """Say nothing; the hint is seen again."""
        self._fade.stop()
        self._message.setText("")
        self._message.setVisible(False)
        self.undo.setVisible(False)
        self.see.setVisible(False)
        self.door.setVisible(False)
        self._hint.setVisible(True)

    def message(self) -> str:
        """Return what is said now."""
        return self._message.text()

    def message_tone(self) -> str:
        """Return the tone it is said in: "text", or "bad" for a refusal."""
        return str(self._message.property("tone"))

    def show_hint(self, hint: str) -> None:
        """Show what the hand can do now."""
        self._hint.setText(hint)

    def hint(self) -> str:
        """Return the hint."""
        return self._hint.text()

    def show_key_sheet_key(self, key: str) -> None:
        """Show which key opens the sheet of keys; empty for none."""
        self._key_hint.set_keys(key)
        for widget in (self._press, self._key_hint):
            widget.setVisible(bool(key))
        self._keys.setText("for keys" if key else "Keys")

    def _arrange(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 0, 10, 0)
        row.setSpacing(6)
        for widget in (self._dot, self._saved, self.retry):
            row.addWidget(widget)
        row.addSpacing(14)
        row.addWidget(self._counts)
        row.addSpacing(14)
        row.addWidget(self._progress)
        row.addSpacing(20)
        row.addWidget(self._message)
        row.addWidget(self.see)
        row.addWidget(self.door)
        row.addWidget(self.undo)
        row.addStretch(1)
        row.addWidget(self._hint)
        row.addSpacing(14)
        row.addWidget(self._press)
        row.addWidget(self._key_hint)
        row.addSpacing(-4)  # the button's own padding makes up for it
        row.addWidget(self._keys)


def _quiet_button(text: str, wish: SignalInstance) -> QPushButton:
    button = QPushButton(text)
    _make_quiet(button)
    button.clicked.connect(wish)
    return button


def _make_quiet(button: QPushButton) -> None:
    button.setProperty("quiet", True)
    button.setProperty("small", True)
    button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    button.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

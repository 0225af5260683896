"""What the tour shows: a card with a step in words, and a ring round what the step is about."""

from PySide6.QtCore import QRect, QRectF, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QColor,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from annotator.ui.panels.plain_text import PlainLabel
from annotator.ui.panels.quiet_button import QuietButton
from annotator.ui.theme import current_colours, theme

WIDTH = 330
_EDGE = 14
_RADIUS = 9.0


class TourCard(QFrame):
    """Takes no focus by itself: the hands stay where the step wants them."""

    help_page = "tour"

    leave_requested = Signal()
    skip_requested = Signal()
    text_requested = Signal()
    """Esc: back to where one was, the card stays."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("tour_card")
        self.setAccessibleName("Tour")
        self._count = PlainLabel(parent=self, tone="muted")
        self._title = PlainLabel(parent=self, tone="strong")
        self._words = PlainLabel(parent=self)
        self._done = PlainLabel(parent=self, tone="good")
        self.leave_button = QuietButton("Leave the tour", self)
        self.skip_button = QuietButton("Skip this step", self)
        column = QVBoxLayout(self)
        column.setContentsMargins(_EDGE, 12, _EDGE, 8)
        column.setSpacing(6)
        for label in (self._done, self._count, self._title, self._words):
            column.addWidget(label)
        buttons = QHBoxLayout()
        buttons.addWidget(self.leave_button)
        buttons.addStretch(1)
        buttons.addWidget(self.skip_button)
        column.addLayout(buttons)
        self.setFixedWidth(WIDTH)
        self.leave_button.clicked.connect(self.leave_requested)
        self.skip_button.clicked.connect(self.skip_requested)
        theme().changed.connect(self.update)

    def show_step(self, count: str, title: str, words: str, done: str, *, is_last: bool) -> None:
        """Show a step, and above it what was done before; it is said to a screen reader too."""
        for label, text in (
            (self._done, done),
            (self._count, count),
            (self._title, title),
            (self._words, words),
        ):
            label.setText(text)
            label.setVisible(bool(text))
        self.skip_button.setVisible(not is_last)
        self.leave_button.setText("Close" if is_last else "Leave the tour")
        self.leave_button.setAccessibleName(self.leave_button.text())
        said = " ".join(one for one in (done, count, title, words) if one)
        self.setAccessibleDescription(said)
        if QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, said))

    def text(self) -> str:
        """Return all that stands on it."""
        labels = (self._done, self._count, self._title, self._words)
        return "\n".join(label.text() for label in labels if label.text())

    def place(self, right: int, bottom: int) -> None:
        """Stand with the lower right corner here."""
        height = max(self.heightForWidth(WIDTH), self.sizeHint().height())
        self.setGeometry(right - WIDTH, bottom - height, WIDTH, height)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes back to the text."""
        if event.key() == Qt.Key.Key_Escape:
            self.text_requested.emit()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint a sheet with an edge in the accent colour."""
        colours = current_colours()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(colours.accent), 1.5))
        painter.setBrush(QColor(colours.base))
        sheet = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.drawRoundedRect(sheet, _RADIUS, _RADIUS)


class TourRing(QWidget):
    """A ring round a part of the window; the mouse goes through it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        theme().changed.connect(self.update)

    def surround(self, target: QWidget) -> None:
        """Stand round a widget of the same window; nowhere where it is not to be seen."""
        self.setVisible(target.isVisible())
        if not target.isVisible():
            return
        over = target.window()
        corner = target.mapTo(over, target.rect().topLeft())
        around = QRect(corner, target.size()).adjusted(-2, -2, 2, 2)
        self.setGeometry(around.intersected(over.rect()))
        self.raise_()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ring."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(current_colours().accent), 2.5))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1.5, 1.5, -1.5, -1.5), 6, 6)

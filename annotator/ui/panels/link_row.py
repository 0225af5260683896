"""A row of the inspector that goes somewhere, with a button at its end that deletes."""

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QHBoxLayout,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from annotator.ui.fonts import small_font
from annotator.ui.models.article_words import one_line
from annotator.ui.panels.plain_text import plain_tooltip
from annotator.ui.panels.wrapped_text import is_right_to_left, wrap_lines
from annotator.ui.theme import current_colours, theme

_DELETE_KEYS = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)
_LINES = 2
_AROUND = 2
"""Pixels above and below the words."""


class LinkText(QAbstractButton):
    """Words of two lines at most; a click or Enter goes there, Delete asks to delete."""

    delete_requested = Signal()

    def __init__(self, words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = one_line(words)
        self.setAccessibleName(self.words)
        self.setToolTip(plain_tooltip(self.words))
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        theme().changed.connect(self.update)

    def sizeHint(self) -> QSize:
        """Return room for the words, within reason."""
        metrics = QFontMetrics(self.font())
        width = min(metrics.horizontalAdvance(self.words) + 2, 400)
        return QSize(width, self.heightForWidth(max(self.width(), 160)))

    def minimumSizeHint(self) -> QSize:
        """May be narrower than its words."""
        return QSize(30, QFontMetrics(self.font()).lineSpacing() + 2 * _AROUND)

    def hasHeightForWidth(self) -> bool:
        """Words that find no room in one line go on in a second."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of the lines at this width."""
        lines = max(1, len(self.lines(width)))
        return lines * QFontMetrics(self.font()).lineSpacing() + 2 * _AROUND

    def lines(self, width: int) -> list[str]:
        """Return the lines at a width."""
        return wrap_lines(self.words, self.font(), width, _LINES)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes, Delete asks to delete."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        elif event.key() in _DELETE_KEYS:
            self.delete_requested.emit()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the words, in the accent while they are pointed at."""
        colours = current_colours()
        painter = QPainter(self)
        is_lit = self.underMouse() or self.hasFocus()
        painter.setPen(QColor(colours.accent if is_lit else colours.text))
        if self.hasFocus():
            font = self.font()
            font.setUnderline(True)
            painter.setFont(font)
        place = QRect(0, _AROUND, self.width(), QFontMetrics(painter.font()).lineSpacing())
        is_mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        is_turned = is_right_to_left(self.words) != is_mirrored
        side = Qt.AlignmentFlag.AlignRight if is_turned else Qt.AlignmentFlag.AlignLeft
        for words in self.lines(self.width()):
            painter.drawText(place, Qt.AlignmentFlag.AlignVCenter | side, words)
            place.translate(0, place.height())


class LinkRow(QWidget):
    """The words, and "Del"."""

    followed = Signal()
    delete_requested = Signal()

    def __init__(self, words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.link = LinkText(words, self)
        self.delete_button = QPushButton("Del", self)
        self.delete_button.setFont(small_font(self.font()))
        self.delete_button.setAutoDefault(False)
        self.delete_button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.delete_button.setAccessibleName(f"Delete: {self.link.words}")
        self.delete_button.setProperty("small", True)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self.link, 1)
        beside = QVBoxLayout()
        beside.setContentsMargins(0, _AROUND, 0, 0)
        beside.addWidget(self.delete_button)
        beside.addStretch(1)
        layout.addLayout(beside)
        self.link.clicked.connect(self.followed)
        self.link.delete_requested.connect(self.delete_requested)
        self.delete_button.clicked.connect(self.delete_requested)

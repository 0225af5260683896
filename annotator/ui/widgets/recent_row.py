"""One recent project: its name, where it is, and whether it is still there."""

from pathlib import Path

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QAction,
    QColor,
    QFont,
    QFontMetrics,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from annotator.ui.fonts import interface_font
from annotator.ui.panels.enter_button import press_by_enter
from annotator.ui.theme import current_colours, theme


class RecentRow(QAbstractButton):
    """A button that says which file it opens; a missing one says so and cannot be pressed."""

    forget_requested = Signal(object)
    """A Path to leave out of the list."""

    def __init__(self, path: Path, *, is_there: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.path = path
        self.setEnabled(is_there)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(path.stem if is_there else f"{path.stem}, missing")
        self.setAccessibleDescription(str(path))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        forget = QAction("Take off this list", self)
        forget.triggered.connect(lambda: self.forget_requested.emit(self.path))
        self.addAction(forget)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        theme().changed.connect(self.update)

    def place_words(self) -> str:
        """Return where the project is, with the home folder as "~"; missing ones say so."""
        folder = self.path.parent
        home = Path.home()
        shown = f"~/{folder.relative_to(home)}" if folder.is_relative_to(home) else str(folder)
        shown = shown.removesuffix("/.")
        return shown if self.isEnabled() else f"missing · {shown}"

    def sizeHint(self) -> QSize:
        """Return the room of one line of name and one of place."""
        lines = QFontMetrics(self.font()).lineSpacing() + QFontMetrics(_small()).lineSpacing()
        return QSize(320, lines + 14)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses it."""
        if not press_by_enter(self, event):
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint name and place."""
        colours = current_colours()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.underMouse() and self.isEnabled():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colours.hover))
            painter.drawRoundedRect(self.rect(), 6, 6)
        if self.hasFocus():
            painter.setPen(QPen(QColor(colours.accent), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), 6, 6)
        inside = self.rect().adjusted(10, 6, -10, -6)
        top = QFontMetrics(self.font()).lineSpacing()
        _draw_line(
            painter, inside, self.path.stem, colours.text if self.isEnabled() else colours.faint
        )
        painter.setFont(_small())
        inside.setTop(inside.top() + top + 1)
        _draw_line(
            painter,
            inside,
            self.place_words(),
            colours.muted if self.isEnabled() else colours.faint,
        )


def _small() -> QFont:
    return interface_font(8.75)


def _draw_line(painter: QPainter, place: QRect, text: str, colour: str) -> None:
    flags = Qt.TextFlag.TextSingleLine | Qt.AlignmentFlag.AlignTop
    metrics = QFontMetrics(painter.font())
    painter.setPen(QColor(colour))
    shown = metrics.elidedText(text, Qt.TextElideMode.ElideMiddle, place.width())
    painter.drawText(place, int(flags), shown)

"""The painted caret: it blinks while the article has the focus, and rests otherwise."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QTimer
from PySide6.QtGui import QColor, QGuiApplication, QPainter
from shiboken6 import isValid

if TYPE_CHECKING:
    from annotator.ui.text_view.text_view import TextView

_WIDTH = 2.0


class BlinkingCaret:
    """Shows where the caret is; no timer runs while it cannot be seen."""

    def __init__(self, view: TextView) -> None:
        self._view = view
        self._is_on = False
        self._painted: QRectF | None = None
        """Where the caret was shown last, to be painted over."""
        self._blink = QTimer(view)
        self._blink.timeout.connect(self._toggle)

    def show(self) -> None:
        """Show the caret now, and let it blink from now on where the platform wants it to."""
        if not self._view.has_caret():
            return
        self._is_on = True
        self._repaint(self._painted)
        self._painted = self._rect()
        self._repaint(self._painted)
        flash = QGuiApplication.styleHints().cursorFlashTime()
        if flash > 0 and self._view.isVisible():
            self._blink.start(flash // 2)
        else:
            self._blink.stop()

    def hide(self) -> None:
        """Stop blinking and show no caret."""
        self._blink.stop()
        self._is_on = False
        self._repaint(self._painted)

    def follow_focus(self, has_focus: bool) -> None:
        """Show the caret while keys come to the article."""
        if not isValid(self._view):
            return  # the window is being taken down, and takes the focus from its parts
        if has_focus:
            self.show()
        else:
            self.hide()

    def follow_shift(self, first: int, by: int) -> None:
        """The picture below a height of the window has moved, and the caret's with it."""
        if self._painted is not None and self._painted.bottom() >= first:
            self._repaint(self._painted)
            self._painted = self._painted.translated(0, by)
            self._repaint(self._painted)

    def paint(self, painter: QPainter) -> None:
        """Draw the caret where it is on."""
        rect = self._rect() if self._is_on else None
        if rect is not None:
            if rect != self._painted:  # the text has another size, or has scrolled
                self._repaint(self._painted)
                self._painted = rect
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
            painter.fillRect(
                QRectF(round(rect.left()) - 0.5, rect.top(), _WIDTH, rect.height()),
                QColor(self._view.colours.text),
            )
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)

    def _toggle(self) -> None:
        self._is_on = not self._is_on
        self._repaint(self._rect())

    def _repaint(self, rect: QRectF | None) -> None:
        if rect is not None:
            self._view.viewport().update(rect.toAlignedRect().adjusted(-2, -2, 2, 2))

    def _rect(self) -> QRectF | None:
        return self._view.caret_rect(self._view.selection.caret)

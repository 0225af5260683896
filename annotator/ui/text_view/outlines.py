"""Outlines of what is suggested: dotted, firmer where the hand is, with a name at their start."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from annotator.ui.text_view.typography import Typography

_WIDEST_NAME = 120
_ROUND = 3.0


def paint_outline(
    painter: QPainter, rects: Sequence[QRectF], colour: QColor, *, is_current: bool
) -> None:
    """Draw a dotted line around each part of a line that is suggested."""
    pen = QPen(colour, 1.8 if is_current else 1.2)
    pen.setDashPattern([3.0, 1.6] if is_current else [1.0, 2.0])
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for rect in rects:
        pixels = QRectF(rect.toAlignedRect())
        painter.drawRoundedRect(pixels.adjusted(-0.5, 0.5, 0.5, 0.5), _ROUND, _ROUND)


def place_of_name(rect: QRectF, name: str, kind: Typography) -> QRectF:
    """Return where the name of a suggestion stands: on the upper edge of its first part."""
    metrics = kind.name_metrics
    width = min(float(_WIDEST_NAME), metrics.horizontalAdvance(name))
    top = rect.top() - metrics.height() * 0.72
    return QRectF(round(rect.left()) + 3, round(top), width, metrics.height())


def paint_name_ground(
    painter: QPainter, place: QRectF, colour: QColor, ground: QColor, *, is_current: bool
) -> None:
    """Clear the ground for a name; that of the suggestion the hand is at has an edge."""
    painter.setPen(QPen(colour, 1.0) if is_current else Qt.PenStyle.NoPen)
    painter.setBrush(ground)
    inset = 3 if is_current else 1
    painter.drawRoundedRect(place.adjusted(-inset, 1, inset, 0), 2.5, 2.5)

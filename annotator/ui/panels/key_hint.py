"""A key cap: the small framed name of a key beside what it does."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from annotator.ui.actions import BY_ID
from annotator.ui.bindings import shown_keys
from annotator.ui.fonts import small_font
from annotator.ui.theme import Colours, current_colours, theme

_PADDING = 5


class KeyHint(QWidget):
    """Shows a key such as "R" or "Ctrl L"; says nothing to screen readers, its neighbour does."""

    def __init__(self, keys: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._keys = keys
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        theme().changed.connect(self.update)

    @property
    def keys(self) -> str:
        """The name of the key."""
        return self._keys

    def set_keys(self, keys: str) -> None:
        """Show another key."""
        self._keys = keys
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Return the size of the cap."""
        return key_cap_size(self._keys, self.font())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the cap."""
        painter = QPainter(self)
        size = self.sizeHint()
        place = QRectF(0, (self.height() - size.height()) / 2, size.width(), size.height())
        paint_key_cap(painter, place, self._keys, self.font(), current_colours())


def key_of(action: str) -> str:
    """Return the first key of an action (an id of the one table) as people read it."""
    keys = BY_ID[action].keys
    return shown_keys(keys[0]) if keys else ""


def key_cap_size(keys: str, font: QFont) -> QSize:
    """Return the size of a key cap in the company of this font."""
    metrics = QFontMetrics(small_font(font))
    width = max(metrics.horizontalAdvance(keys) + 2 * _PADDING, metrics.height() + 2)
    return QSize(width, metrics.height() + 3)


def paint_key_cap(
    painter: QPainter, place: QRectF, keys: str, font: QFont, colours: Colours
) -> None:
    """Paint a key cap into a rectangle."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(colours.border), 1))
    painter.setBrush(QColor(colours.base))
    painter.drawRoundedRect(place.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
    painter.setFont(small_font(font))
    painter.setPen(QColor(colours.muted))
    painter.drawText(place, Qt.AlignmentFlag.AlignCenter, keys)
    painter.restore()

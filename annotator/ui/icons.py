"""Icons: line drawings from `resources/icons`, drawn in the colours of the theme."""

from functools import lru_cache

from PySide6.QtCore import QByteArray, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QIconEngine, QImage, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from annotator.resources import resource_path
from annotator.ui.theme import current_colours


class _ThemedIcon(QIconEngine):
    """Draws an SVG in the text colour of whatever theme is in use when it is drawn."""

    def __init__(self, name: str, role: str, active_role: str) -> None:
        super().__init__()
        self._name = name
        self._role, self._active_role = role, active_role

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        roles = {QIcon.Mode.Disabled: "faint", QIcon.Mode.Active: self._active_role}
        role = roles.get(mode, self._role)
        colour = getattr(current_colours(), role)
        _renderer(self._name, colour).render(painter, QRectF(rect))

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        image = QImage(size, QImage.Format.Format_ARGB32_Premultiplied)
        image.fill(Qt.GlobalColor.transparent)
        painter = QPainter(image)
        self.paint(painter, QRect(QPoint(0, 0), size), mode, state)
        painter.end()
        return QPixmap.fromImage(image)

    def clone(self) -> QIconEngine:
        return _kept(_ThemedIcon(self._name, self._role, self._active_role))


_engines: list[QIconEngine] = []
"""Qt does not hold a reference to an engine written in Python: these keep them."""


def _kept(engine: QIconEngine) -> QIconEngine:
    _engines.append(engine)
    return engine


@lru_cache(maxsize=128)
def _renderer(name: str, colour: str) -> QSvgRenderer:
    drawing = resource_path("icons", f"{name}.svg").read_text(encoding="utf-8")
    drawing = drawing.replace("currentColor", colour)
    drawing = drawing.replace('stroke-width="2"', 'stroke-width="1.75"')
    return QSvgRenderer(QByteArray(drawing.encode()))


@lru_cache(maxsize=128)
def icon(name: str, role: str = "muted", active_role: str = "") -> QIcon:
    """Return an icon by the name of its file, in a colour of `Colours` by name.

    `active_role` is its colour on a button that has the focus, where that is another one.
    """
    return QIcon(_kept(_ThemedIcon(name, role, active_role or role)))

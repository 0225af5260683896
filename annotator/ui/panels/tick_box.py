"""A check box that can be seen in both themes, with literal words."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QCheckBox, QSizePolicy, QWidget

from annotator.ui.models.article_words import one_line
from annotator.ui.panels.plain_text import plain_tooltip
from annotator.ui.theme import current_colours, theme

_BOX = 14
_GAP = 7
_WIDEST = 230


class TickBox(QCheckBox):
    """A box of the theme's colours; words that are too long are elided, never read as markup."""

    def __init__(self, words: str, parent: QWidget | None = None, *, widest: int = _WIDEST) -> None:
        """`widest`: pixels for the words before they are cut."""
        super().__init__(parent)
        self._widest = widest
        self.words = one_line(words)
        self.setAccessibleName(self.words)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        theme().changed.connect(self.update)

    def show_words(self, words: str) -> None:
        """Put other words beside the box."""
        self.words = one_line(words)
        self.setAccessibleName(self.words)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Return room for box and words, within reason."""
        metrics = QFontMetrics(self.font())
        width = min(metrics.horizontalAdvance(self.words), self._widest)
        if width == self._widest:
            self.setToolTip(plain_tooltip(self.words))
        gap = _GAP + 1 if self.words else 0
        return QSize(_BOX + gap + width + 1, max(_BOX + 4, metrics.height() + 5))

    def minimumSizeHint(self) -> QSize:
        """May be narrower than its words."""
        return QSize(_BOX + 1, self.sizeHint().height())

    def hitButton(self, place: object) -> bool:
        """Box and words are one target."""
        return True

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint box and words."""
        colours = current_colours()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        is_mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        left = self.width() - _BOX - 0.5 if is_mirrored else 0.5
        box = QRectF(left, (self.height() - _BOX) / 2, _BOX, _BOX)
        is_ticked = self.isChecked()
        edge = colours.accent if is_ticked or self.hasFocus() else colours.faint
        painter.setPen(QPen(QColor(edge), 1.6 if self.hasFocus() else 1.1))
        painter.setBrush(QColor(colours.accent if is_ticked else colours.base))
        painter.drawRoundedRect(box, 3.5, 3.5)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(colours.text), 1))
            painter.drawRoundedRect(box.adjusted(-0.5, -0.5, 0.5, 0.5), 4, 4)
        if is_ticked:
            _paint_tick(painter, box, colours.on_accent)
        self._paint_words(painter, is_mirrored, colours.text if self.isEnabled() else colours.faint)

    def _paint_words(self, painter: QPainter, is_mirrored: bool, ink: str) -> None:
        room = self.rect().adjusted(_BOX + _GAP + 1, 0, 0, 0)
        if is_mirrored:
            room = self.rect().adjusted(0, 0, -_BOX - _GAP - 1, 0)
        painter.setPen(QColor(ink))
        words = QFontMetrics(self.font()).elidedText(
            self.words, Qt.TextElideMode.ElideRight, room.width()
        )
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, words)


def _paint_tick(painter: QPainter, box: QRectF, ink: str) -> None:
    pen = QPen(QColor(ink), 1.8)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    points = [QPointF(0.24, 0.53), QPointF(0.43, 0.72), QPointF(0.77, 0.31)]
    painter.drawPolyline(
        QPolygonF([QPointF(box.x() + p.x() * _BOX, box.y() + p.y() * _BOX) for p in points])
    )

"""How often each label is there: bars with a name and a number, each of them a filter."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QWidget

from annotator.ui.elsewhere.model import Group
from annotator.ui.fonts import small_font
from annotator.ui.models.article_words import locale
from annotator.ui.panels.chip_colours import chip_colours
from annotator.ui.panels.enter_button import press_by_enter
from annotator.ui.panels.flow_layout import FlowLayout
from annotator.ui.panels.plain_text import plain_tooltip
from annotator.ui.theme import current_colours, theme

_NARROWEST, _WIDEST = 118, 210
_EDGE, _BAR, _GAP = 9, 4, 5


class Bar(QAbstractButton):
    """One group; while it is pressed only what is in it is shown."""

    def __init__(self, group: Group, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._group = group
        self._share = 0.0
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        theme().changed.connect(self.update)

    def show_group(self, group: Group, most: int) -> None:
        """Show name and number, and a bar as long as they are of the most frequent group."""
        self._group, self._share = group, group.places / max(1, most)
        self.setAccessibleName(f"{group.name}, {locale().toString(group.places)}")
        self.setToolTip(plain_tooltip(f"{group.name}: {locale().toString(group.places)}"))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Return room for name, number and bar."""
        metrics = QFontMetrics(small_font(self.font()))
        words = f"{self._group.name}   {locale().toString(self._group.places)}"
        width = min(_WIDEST, max(_NARROWEST, metrics.horizontalAdvance(words) + 2 * _EDGE))
        return QSize(width, metrics.height() + _GAP + _BAR + 12)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses it too, as Space does."""
        if not press_by_enter(self, event):
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint name, number, bar."""
        colours = current_colours()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        frame = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        ground, edge = colours.base, colours.border
        if self.isChecked():
            ground, edge = colours.accent_soft, colours.accent
        elif self.underMouse():
            ground = colours.hover
        painter.setPen(QPen(QColor(colours.accent if self.hasFocus() else edge), 1))
        painter.setBrush(QColor(ground))
        painter.drawRoundedRect(frame, 5, 5)
        self._paint_words(painter)
        room = QRectF(_EDGE, self.height() - _BAR - 6, self.width() - 2 * _EDGE, _BAR)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.line))
        painter.drawRoundedRect(room, 2, 2)
        filled = QRectF(room)
        filled.setWidth(max(2.0 if self._group.places else 0.0, room.width() * self._share))
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            filled.moveRight(room.right())
        painter.setBrush(QColor(self._ink()))
        painter.drawRoundedRect(filled, 2, 2)

    def _paint_words(self, painter: QPainter) -> None:
        colours = current_colours()
        painter.setFont(small_font(self.font()))
        metrics = QFontMetrics(painter.font())
        count = locale().toString(self._group.places)
        width = self.width() - 2 * _EDGE
        line = QRectF(_EDGE, 5, width, metrics.height())
        is_mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        near, far = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight
        near, far = (far, near) if is_mirrored else (near, far)
        room = width - metrics.horizontalAdvance(count) - 8
        name = metrics.elidedText(self._group.name, Qt.TextElideMode.ElideRight, room)
        painter.setPen(QColor(colours.text))
        painter.drawText(line, near | Qt.AlignmentFlag.AlignVCenter, name)
        painter.setPen(QColor(colours.muted))
        painter.drawText(line, far | Qt.AlignmentFlag.AlignVCenter, count)

    def _ink(self) -> str:
        colours = current_colours()
        return (
            chip_colours(self._group.colour, colours).ink if self._group.colour else colours.faint
        )


class Histogram(QWidget):
    """Bars side by side; several can be pressed."""

    chosen_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("How it is labelled")
        self._bars: dict[str, Bar] = {}
        self._flow = FlowLayout(self, spacing=6)

    @property
    def chosen(self) -> frozenset[str]:
        """The groups (keys) that are pressed."""
        return frozenset(key for key, bar in self._bars.items() if bar.isChecked())

    def bar(self, key: str) -> Bar | None:
        """Return the bar of a group."""
        return self._bars.get(key)

    def show_groups(self, groups: Sequence[Group]) -> None:
        """Show these groups in this order; what is pressed stays so, and so does the focus."""
        most = max((one.places for one in groups), default=0)
        keys = [one.key for one in groups]
        for gone in self._bars.keys() - set(keys):
            self._let_go(self._bars.pop(gone))
        if keys != list(self._bars):
            while self._flow.takeAt(0) is not None:
                pass
            self._bars = {one.key: self._bars.get(one.key) or self._make(one) for one in groups}
            for bar in self._bars.values():
                self._flow.addWidget(bar)
                bar.show()
        before: QWidget | None = None
        for one in groups:
            bar = self._bars[one.key]
            bar.show_group(one, most)
            if before is not None:
                self.setTabOrder(before, bar)
            before = bar
        self.updateGeometry()

    def press_none(self) -> None:
        """Press none; nobody is told."""
        for bar in self._bars.values():
            bar.blockSignals(True)
            bar.setChecked(False)
            bar.blockSignals(False)
            bar.update()

    def _make(self, group: Group) -> Bar:
        bar = Bar(group, self)
        bar.toggled.connect(lambda _: self.chosen_changed.emit())
        return bar

    def _let_go(self, bar: Bar) -> None:
        bar.hide()
        bar.setParent(None)
        bar.deleteLater()

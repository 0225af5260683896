"""A label as a chip: its name in its colour, and its key."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QWidget

from annotator.model.labels import RelationLabel, SpanLabel
from annotator.text.graphemes import next_boundary
from annotator.ui.models.article_words import one_line
from annotator.ui.panels.chip_colours import chip_colours
from annotator.ui.panels.key_hint import key_cap_size, paint_key_cap
from annotator.ui.panels.plain_text import plain_tooltip
from annotator.ui.theme import current_colours, theme

_PADDING = 6
_GAP = 5
_CAP_EDGE = 3
_INSET = 0.75
_WIDEST_NAME = 170
_LEAST_LETTERS = 3


class LabelChip(QAbstractButton):
    """Clicking asks for the label; marked, it says that this is the label of what is selected.

    A click leaves the focus where it is: the hand labels on in the article.
    """

    def __init__(
        self,
        label: SpanLabel | RelationLabel,
        parent: QWidget | None = None,
        *,
        has_key: bool = True,
    ) -> None:
        super().__init__(parent)
        self.label = label
        self._name = one_line(label.name, 200)
        self._keys = label.key.upper() if has_key else ""
        self._is_marked = False
        self._is_off = False
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setToolTip(plain_tooltip(_about(label)))
        self.setAccessibleDescription(one_line(label.description))
        self._name_accessibly()
        theme().changed.connect(self.update)

    @property
    def is_marked(self) -> bool:
        """Whether this is the label of what is selected."""
        return self._is_marked

    def set_marked(self, is_marked: bool) -> None:
        """Say whether this is the label of what is selected."""
        if is_marked != self._is_marked:
            self._is_marked = is_marked
            self._name_accessibly()
            self.update()

    @property
    def is_off(self) -> bool:
        """Whether what wears this label is not shown."""
        return self._is_off

    def set_off(self, is_off: bool) -> None:
        """Say whether what wears this label is left out of the text."""
        if is_off != self._is_off:
            self._is_off = is_off
            self._name_accessibly()
            self.update()

    def sizeHint(self) -> QSize:
        """Return room for name and key; very long names get no more than their share."""
        metrics = QFontMetrics(_name_font(self.font()))
        cap = key_cap_size(self._keys, self.font())
        width = self.name_width() + 2 + _PADDING
        if self._keys:
            width += _GAP + cap.width() + _CAP_EDGE
        else:
            width += _PADDING
        return QSize(width, max(metrics.height() + 6, cap.height() + 4))

    def name_width(self) -> int:
        """Return how wide the name is at most."""
        metrics = QFontMetrics(_name_font(self.font()))
        return min(metrics.horizontalAdvance(self._name), _WIDEST_NAME)

    def least_name_width(self) -> int:
        """Return how wide the first letters are, by which the name can still be told."""
        letters = first_letters(self._name)
        return QFontMetrics(_name_font(self.font())).horizontalAdvance(letters)

    def minimumSizeHint(self) -> QSize:
        """May be narrower than its name."""
        return QSize(48, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the chip."""
        colours = current_colours()
        is_lit = self._is_marked or self.underMouse()
        chip = chip_colours(self.label.colour, colours, is_lit)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        frame = QRectF(self.rect()).adjusted(_INSET, _INSET, -_INSET, -_INSET)
        edge = colours.accent if self.hasFocus() else chip.ink
        has_edge = self.hasFocus() or self._is_marked
        painter.setPen(QPen(QColor(edge), 1.5) if has_edge else Qt.PenStyle.NoPen)
        painter.setBrush(QColor(chip.ground))
        painter.drawRoundedRect(frame, 5, 5)
        self._paint_words(painter, frame, chip.ink)
        if self._is_off:
            painter.setPen(QPen(QColor(chip.ink), 1.2))
            middle = frame.center().y()
            painter.drawLine(QPointF(frame.left() + 3, middle), QPointF(frame.right() - 3, middle))

    def _paint_words(self, painter: QPainter, frame: QRectF, ink: str) -> None:
        room = frame.adjusted(_PADDING, 0, -_PADDING, 0)
        if self._keys:
            cap = key_cap_size(self._keys, self.font())
            place = QRectF(
                frame.right() - cap.width() - _CAP_EDGE,
                frame.center().y() - cap.height() / 2,
                cap.width(),
                cap.height(),
            )
            paint_key_cap(painter, place, self._keys, self.font(), current_colours())
            room.setRight(place.left() - _GAP)
        font = _name_font(self.font())
        font.setUnderline(self.hasFocus())  # the edge alone would differ by its colour
        painter.setFont(font)
        painter.setPen(QColor(ink))
        metrics = QFontMetrics(painter.font())
        name = short_name(self._name, metrics, int(room.width()) + 1)
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, name)

    def _name_accessibly(self) -> None:
        keys = f", key {self._keys}" if self._keys else ""
        marked = ", label of the selection" if self._is_marked else ""
        off = ", switched off" if self._is_off else ""
        self.setAccessibleName(f"{self._name}{keys}{marked}{off}")


def first_letters(name: str) -> str:
    """Return the first few letters of a name, none of them cut apart."""
    end = 0
    for _ in range(_LEAST_LETTERS):
        end = next_boundary(name, end)
    return name[:end]


def short_name(name: str, metrics: QFontMetrics, room: int) -> str:
    """Return as much of a name as has room: its first letters alone where little would be left.

    So of several names in one row all that are cut short look alike.
    """
    shown = metrics.elidedText(name, Qt.TextElideMode.ElideRight, room)
    letters = first_letters(name)
    return shown if shown == name or len(shown) > 2 * len(letters) else letters


def _name_font(font: QFont) -> QFont:
    name = QFont(font)
    if font.pointSizeF() > 0:
        name.setPointSizeF(font.pointSizeF() * 0.93)
    return name


def _about(label: SpanLabel | RelationLabel) -> str:
    lines = (one_line(label.name, 200), label.description, label.example)
    return "\n".join(line for line in lines if line.strip())

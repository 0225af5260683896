"""Many nodes and what ties them, where a layout has put them; names as far as there is room. One
comes nearer by wheel and keys, and pulls what is seen along."""

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt, QVariantAnimation
from PySide6.QtGui import (
    QColor,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPen,
    QWheelEvent,
)
from PySide6.QtWidgets import QApplication, QWidget

from annotator.ui.charts.chart import Chart
from annotator.ui.charts.ink import strong
from annotator.ui.charts.item import Box, Item, Table
from annotator.ui.charts.look import WHOLE, Look
from annotator.ui.motion import is_motion_reduced
from annotator.ui.theme import current_colours

_HIGH = 34
"""In heights of a line."""
_SMALLEST, _LARGEST = 0.22, 0.75
"""Radii, in heights of a line."""
_HIT = 9.0
"""Pixels around the middle of a tie in which it is pointed at."""
_STEP = 1.5
"""How much nearer a key or a notch of the wheel comes."""
_NOTCH = 120.0
_GLIDE_MS = 140


class Dot(NamedTuple):
    """A node, from -1 to 1 both ways."""

    name: str
    colour: str
    number: int
    """How large it is."""
    words: str
    x: float
    y: float
    behind: object = None


class Link(NamedTuple):
    """A tie between two nodes (their places in the list)."""

    head: int
    tail: int
    name: str
    number: int
    words: str
    behind: object = None


class Network(Chart):
    """Larger nodes are named first; every name and number is told at the pointer and the cursor."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self._dots: Sequence[Dot] = ()
        self._links: Sequence[Link] = ()
        self.look = WHOLE
        self._before = WHOLE
        self._goal = WHOLE
        self._glide = QVariantAnimation(self, startValue=0.0, endValue=1.0, duration=_GLIDE_MS)
        self._glide.valueChanged.connect(self._glide_on)
        self._pressed: QPointF | None = None
        """Where the hand has pressed and not yet let go."""
        self._is_pulled = False

    def show_network(self, dots: Sequence[Dot], links: Sequence[Link]) -> None:
        """Show these nodes and ties; other nodes are seen as a whole at first."""
        if [one.name for one in dots] != [one.name for one in self._dots]:
            self._glide.stop()
            self.look = self._goal = WHOLE
        self._dots, self._links = dots, links
        self.show_anew()

    def wanted_height(self) -> int:
        """The same for all but the smallest."""
        return (_HIGH if len(self._dots) > 8 else _HIGH // 2) * self.line

    def lay_out(self) -> Sequence[Item]:
        """The nodes, then the middles of the ties."""
        items = []
        places = [self._place(at) for at in range(len(self._dots))]
        for place, dot in zip(places, self._dots, strict=True):
            radius = max(5.0, self._radius(dot)) + 2
            box = Box(place.x() - radius, place.y() - radius, 2 * radius, 2 * radius)
            items.append(Item(dot.name, dot.words, box, dot.behind))
        for link in self._links:
            middle = (places[link.head] + places[link.tail]) / 2
            box = Box(middle.x() - _HIT / 2, middle.y() - _HIT / 2, _HIT, _HIT)
            items.append(Item(self._told(link), link.words, box, link.behind))
        return items

    def zoom(self, steps: int) -> None:
        """Come so many steps nearer to the item one is at, or go farther off; 0 shows the whole."""
        at = self._goal.seen(*self._spot(self.current)) if self.current >= 0 else (0.0, 0.0)
        is_seen = all(abs(one) <= 1 for one in at)
        nearer = self._goal.zoomed(_STEP**steps, at if is_seen else (0.0, 0.0))
        self._look_at(nearer if steps else WHOLE)

    def table(self) -> Table:
        """A row for each node, then for each tie."""
        nodes = [(dot.name, dot.words) for dot in self._dots]
        ties = [(self._told(link), link.words) for link in self._links]
        behind = [*(one.behind for one in self._dots), *(one.behind for one in self._links)]
        return Table(
            ("Name or tie", "How often"),
            (*nodes, *ties),
            tuple((one, one) for one in behind),
        )

    def paint(self, painter: QPainter) -> None:
        """Paint ties, nodes over them, then names that do not cover each other."""
        colours = current_colours()
        most = max((one.number for one in self._links), default=1)
        for link in self._links:
            thick = 0.8 + 2.6 * (link.number / most) ** 0.5
            painter.setPen(QPen(QColor(colours.border), thick))
            painter.drawLine(self._place(link.head), self._place(link.tail))
        for at, dot in enumerate(self._dots):
            painter.setPen(QPen(QColor(colours.base), 1.5))
            painter.setBrush(QColor(strong(dot.colour)))
            radius = self._radius(dot)
            painter.drawEllipse(self._place(at), radius, radius)
        self._paint_names(painter)

    def _paint_names(self, painter: QPainter) -> None:
        colours = current_colours()
        behind = QColor(colours.base)
        behind.setAlphaF(1.0 if colours.is_high else 0.85)
        for room, name in self.named_rooms():
            painter.fillRect(room, behind)  # ties that pass below a name are held off it
            painter.setPen(QColor(colours.text))
            painter.drawText(room, Qt.AlignmentFlag.AlignCenter, name)

    def named_rooms(self) -> list[tuple[QRectF, str]]:
        """Return the names that are written and where: the largest nodes first, below, above or
        beside them; none that would cover a node or another name."""
        metrics = QFontMetrics(self.small)
        found = []
        taken = [QRectF(*item.box) for item in self.items[: len(self._dots)]]
        order = sorted(range(len(self._dots)), key=lambda at: -self._dots[at].number)
        for at in order:
            name = metrics.elidedText(
                self._dots[at].name, Qt.TextElideMode.ElideRight, 12 * self.line
            )
            place, radius = self._place(at), self._radius(self._dots[at])
            if not self.rect().contains(place.toPoint()):
                continue
            width, high = metrics.horizontalAdvance(name) + 2, self.line
            middle = min(max(0.0, place.x() - width / 2), self.width() - width)
            others = [one for number, one in enumerate(taken) if number != at]
            for left, top in (
                (middle, place.y() + radius + 2),
                (middle, place.y() - radius - 2 - high),
                (place.x() + radius + 4, place.y() - high / 2),
                (place.x() - radius - 4 - width, place.y() - high / 2),
            ):
                room = QRectF(left, top, width, high)
                is_within = QRectF(self.rect()).contains(room)
                if is_within and not any(map(room.intersects, others)):
                    found.append((room, name))
                    taken.append(room)
                    break
        return found

    def _told(self, link: Link) -> str:
        return f"{self._dots[link.head].name} — {link.name} → {self._dots[link.tail].name}"

    # ---- nearer and farther

    def wheelEvent(self, event: QWheelEvent) -> None:
        """The wheel comes nearer to what is under the pointer, once one is at the picture or with
        Ctrl; else it is the page's."""
        is_meant = self.hasFocus() or event.modifiers() & Qt.KeyboardModifier.ControlModifier
        middle, (across, down) = self._middle(), self._reach()
        from_middle = event.position() - middle
        at = from_middle.x() / across, from_middle.y() / down
        nearer = self.look.zoomed(_STEP ** (event.angleDelta().y() / _NOTCH), at)
        if is_meant and nearer != self.look:
            self._look_at(nearer, is_at_once=True)
        else:
            event.ignore()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """What an arrow leads to is brought into sight."""
        before = self.current
        super().keyPressEvent(event)
        if self.current not in (before, -1):
            self._look_at(self._goal.showing(*self._spot(self.current)))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """The hand may be about to pull."""
        self._pressed, self._is_pulled = event.position(), False
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """What is seen is pulled along, where there is more than that."""
        if self._pressed is None or not event.buttons() & Qt.MouseButton.LeftButton:
            super().mouseMoveEvent(event)
            return
        way = event.position() - self._pressed
        if not self._is_pulled and way.manhattanLength() < QApplication.startDragDistance():
            return
        self._is_pulled = True
        self._pressed = event.position()
        across, down = self._reach()
        self.setCursor(Qt.CursorShape.ClosedHandCursor)
        self._look_at(self.look.moved(way.x() / across, way.y() / down), is_at_once=True)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """What was pulled is not opened."""
        self._pressed = None
        if self._is_pulled:
            self._is_pulled = False
            self.unsetCursor()
        else:
            super().mouseReleaseEvent(event)

    def _look_at(self, goal: Look, *, is_at_once: bool = False) -> None:
        """Look otherwise from now on; it glides there unless the hand is on it."""
        self._glide.stop()
        self._before, self._goal = self.look, goal
        if is_at_once or is_motion_reduced() or not self.isVisible():
            self._glide_on(1.0)
        elif goal != self.look:
            self._glide.start()

    def _glide_on(self, share: float) -> None:
        self.look = self._before.between(self._goal, share) if share < 1 else self._goal
        self.items = self.lay_out()
        self.refresh()

    def _spot(self, item: int) -> tuple[float, float]:
        """Return where an item lies in the picture, from -1 to 1 both ways."""
        if item < len(self._dots):
            return self._dots[item].x, self._dots[item].y
        link = self._links[item - len(self._dots)]
        head, tail = self._dots[link.head], self._dots[link.tail]
        return (head.x + tail.x) / 2, (head.y + tail.y) / 2

    def _middle(self) -> QPointF:
        return QPointF(self.width() / 2, (self.height() - self.line) / 2)

    def _reach(self) -> tuple[float, float]:
        """Return how far (pixels) what is seen reaches from the middle, across and down."""
        edge = 2.0 * self.line
        return max(1.0, self.width() / 2 - 2 * edge), max(1.0, self.height() / 2 - edge)

    def _place(self, at: int) -> QPointF:
        across, down = self._reach()
        x, y = self.look.seen(self._dots[at].x, self._dots[at].y)
        return self._middle() + QPointF(x * across, y * down)

    def _radius(self, dot: Dot) -> float:
        most: int = max((one.number for one in self._dots), default=1)
        return self.line * (_SMALLEST + (_LARGEST - _SMALLEST) * float((dot.number / most) ** 0.5))

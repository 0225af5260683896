"""The painted strip: scrolling, painting and finding what lies at a point of the window."""

from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from math import ceil, floor
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRect, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QHideEvent,
    QPainter,
    QPaintEvent,
    QRegion,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from annotator.model.labels import LabelSet
from annotator.ui.text_view.colours import LIGHT, TextColours, blend
from annotator.ui.text_view.galley import Galley
from annotator.ui.text_view.idle_work import IdleWork
from annotator.ui.text_view.laid import LaidBlock
from annotator.ui.text_view.look import Look
from annotator.ui.text_view.painter import Painter
from annotator.ui.text_view.picking import Picked, pick
from annotator.ui.text_view.repainting import (
    AFTERWARDS,
    REACH,
    Patch,
    Shift,
    changed_patches,
    is_everywhere,
    lit_patches,
    recedes_otherwise,
    shift_between,
)
from annotator.ui.text_view.scrolling import Anchor
from annotator.ui.text_view.typography import (
    COLUMN_CHARACTERS,
    Typography,
    typography_of,
)

_TOP = 26.0
"""Free room above the article."""
_BOTTOM_SHARE = 0.35
"""How much of the window may be empty below the end of the article."""
_ABOVE_ALL = -(10**9)
_LEAST_MARGIN = 44
_BAR_WIDTH = 10


class Located(NamedTuple):
    """A point of the window in terms of a block: x from the column's left, y from its top."""

    block: LaidBlock
    x: float
    y: float


class Canvas(QAbstractScrollArea):
    """Shows a galley. What is selected comes in as a `Look`; this knows no gestures."""

    scrolled = Signal()
    """What is on screen is another part of the article, or heights became known better."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._galley: Galley | None = None
        self._anchor: Anchor | None = None
        self._colours = LIGHT
        self._family, self._point_size = "Noto Serif", 13.5
        self._column_characters, self._line_spacing = COLUMN_CHARACTERS, 1.0
        self._language: str | None = None
        self._typography: Typography | None = None
        self._painter: Painter | None = None
        self._look = Look()
        self._is_syncing = False
        self._last_value = 0
        self._bar_width = _BAR_WIDTH
        self._afterwards = QTimer(self, singleShot=True, interval=AFTERWARDS)
        self._afterwards.timeout.connect(self.viewport().update)
        self.idle = IdleWork(self, self._fill_a_little, self._sync_bar)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        viewport = self.viewport()
        viewport.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        viewport.setMouseTracking(True)
        viewport.setCursor(Qt.CursorShape.IBeamCursor)
        self._dress_scroll_bar()

    # ---- what is shown -----------------------------------------------------------------------

    @property
    def galley(self) -> Galley | None:
        """The article on its strip, or None."""
        return self._galley

    @property
    def scroll_anchor(self) -> Anchor | None:
        """Which block is at the top of the window, or None where nothing is shown."""
        return self._anchor

    @property
    def is_settled(self) -> bool:
        """Whether all heights are known, all is painted, and no idle work is left."""
        return self.idle.is_done and not self._afterwards.isActive()

    @property
    def colours(self) -> TextColours:
        """What is drawn with."""
        return self._colours

    def _dress_scroll_bar(self) -> None:
        """Make the scroll bar slim, in the colours of the text; of no width where it is hidden."""
        ground = self._colours.background
        rest, hovered = (blend(self._colours.text, ground, share) for share in (0.2, 0.4))
        self.verticalScrollBar().setStyleSheet(
            f"QScrollBar:vertical {{ background: {ground}; width: {self._bar_width}px; }}"
            f"QScrollBar::handle:vertical {{ background: {rest}; min-height: 36px;"
            " border-radius: 3px; margin: 2px 2px; }"
            f"QScrollBar::handle:vertical:hover {{ background: {hovered}; }}"
            "QScrollBar::add-line:vertical, QScrollBar::sub-line:vertical { height: 0; }"
            "QScrollBar::add-page:vertical, QScrollBar::sub-page:vertical { background: none; }"
        )

    def replace_scroll_bar(self) -> None:
        """Give the scroll bar no room, as something beside the text scrolls in its place.

        It stays what one scrolls by, and screen readers still find it.
        """
        self._bar_width = 0
        self._dress_scroll_bar()

    @property
    def painter(self) -> Painter | None:
        """What draws blocks, or None where nothing is shown."""
        return self._painter

    def typography(self) -> Typography:
        """Return faces and sizes in use."""
        if self._typography is None:
            self._typography = typography_of(
                self._family,
                self._point_size,
                self._language,
                self._column_characters,
                self._line_spacing,
            )
        return self._typography

    def _show_galley(self, galley: Galley | None, label_set: LabelSet) -> None:
        self._galley = galley
        self._anchor = None
        self._painter = None
        if galley is not None:
            self._anchor = Anchor(galley.height_of, lambda: galley.heights, _TOP)
            self._painter = Painter(self._colours, label_set, self.typography())
        self._look = Look()
        self.idle.begin()
        self._refresh()

    def _refresh(self) -> None:
        self.viewport().update()
        self._take_heights()

    def _take_heights(self) -> None:
        self._sync_bar()
        self.scrolled.emit()
        if self._galley is not None and not self._galley.heights.all_exact():
            self.idle.begin()

    def set_look(self, look: Look) -> None:
        """Draw the selection so from now on: the lines it is on at once, what recedes soon."""
        before, self._look = self._look, look
        if look == before or not self.isVisible():
            return
        if is_everywhere(before, look):
            self.viewport().update()
            return
        for block, top in self._on_screen():
            for patch in lit_patches(block, before, look):
                self._update_patch(patch, top)
        if recedes_otherwise(before, look):
            self._afterwards.start()

    def _refresh_blocks(self, touched: Collection[int]) -> None:
        """Paint what changed in some blocks, and all that moved because of it."""
        galley = self._galley
        if galley is None:
            return
        kept = galley.kept(touched)
        for after, top in self._on_screen():
            if after.number not in touched:
                continue
            before = kept.get(after.number)
            shift = shift_between(before, after)
            if shift is not None:
                self._shift(shift, _pixel(top))
            for patch in changed_patches(before, after):
                self._update_patch(patch, top)
        self._take_heights()

    def _shift(self, shift: Shift, top: int) -> None:
        """Move what stands below a height of a block; its picture goes along where it can."""
        self._move_picture(top + floor(shift.start), shift.by)

    def _move_picture(self, first: int, by: float) -> None:
        """Move the picture below a height of the window; paint it anew where it cannot go along."""
        viewport, whole = self.viewport(), round(by)
        # What Qt scrolls stays within the rectangle it is told.
        highest = max(0, first + min(0, whole))
        below = QRect(0, highest, viewport.width(), viewport.height() - highest)
        ratio = self.devicePixelRatioF()
        if whole != by or round(ratio) != ratio or abs(whole) >= below.height():
            viewport.update(below)
        elif below.height() > 0:
            viewport.scroll(0, whole, below)
            self._follow_shift(first, whole)

    def _follow_shift(self, first: int, by: int) -> None:
        """The picture below a height of the window has moved: what is painted over it as well."""

    def _on_screen(self) -> Iterator[tuple[LaidBlock, float]]:
        """Yield the blocks on screen, and where each begins in the window."""
        if self._galley is None or self._anchor is None:
            return
        y, bottom = -self._anchor.inside, self.viewport().height()
        for number in range(self._anchor.block, len(self._galley.blocks)):
            if y >= bottom:
                return
            block = self._galley.laid(number)
            yield block, y
            y += block.height

    def _update_patch(self, patch: Patch, top: float) -> None:
        width, column = self.viewport().width(), self.column_left()
        first, last = floor(top + patch.top), ceil(top + patch.bottom)
        left = floor(max(0.0, column + patch.left))
        right = ceil(min(float(width), column + patch.right))
        self.viewport().update(left, first, right - left, last - first)

    # ---- geometry --------------------------------------------------------------------------

    def _column_width(self) -> float:
        room = self.viewport().width() - 2 * _LEAST_MARGIN
        return float(max(160, min(self.typography().column_width, room)))

    def column_left(self) -> float:
        """Return where the column begins in the window."""
        return float(
            round(max(_LEAST_MARGIN, (self.viewport().width() - self._column_width()) / 2))
        )

    def locate(self, point: QPointF) -> Located | None:
        """Return the block at a point of the window; above or below all text, the nearest."""
        if self._galley is None or self._anchor is None:
            return None
        number, y = self._anchor.block, point.y() + self._anchor.inside
        last = len(self._galley.blocks) - 1
        while number < last and y >= (height := self._galley.laid(number).height):
            y -= height
            number += 1
        while number > 0 and y < 0:
            number -= 1
            y += self._galley.laid(number).height
        return Located(self._galley.laid(number), point.x() - self.column_left(), y)

    def pick_at(self, point: QPointF) -> Picked | None:
        """Return what lies at a point of the window."""
        there = self.locate(point)
        return None if there is None else pick(there.block, there.x, there.y, self._look)

    def top_of(self, block: int) -> float | None:
        """Return where a block begins in the window, or None where it is far from it."""
        if self._anchor is None:
            return None
        return self._anchor.top_of(block, 3.0 * self.viewport().height())

    def caret_rect(self, offset: int) -> QRectF | None:
        """Return where the caret before a character stands in the window; None if far off."""
        galley = self._galley
        if galley is None:
            return None
        number = galley.blocks.number_at(offset)
        top = self.top_of(number)
        if top is None:
            return None
        laid = galley.laid(number)
        offset = min(offset, galley.blocks[number].end)
        line = laid.paragraph.line_at(offset)
        x = laid.paragraph.x_at(offset, line)
        there = laid.lines[line]
        height = max(there.text_height, 8.0)
        return QRectF(self.column_left() + x, top + there.text_top, 1.5, height)

    def visible_range(self) -> tuple[int, int]:
        """Return from which to which offset the article is on screen."""
        height = float(self.viewport().height())
        first, last = self.locate(QPointF(0, 0)), self.locate(QPointF(0, height))
        if first is None or last is None:
            return (0, 0)
        start = first.block.lines[first.block.line_at_y(max(0.0, first.y))].start
        return (start, last.block.lines[last.block.line_at_y(last.y)].end)

    # ---- scrolling -------------------------------------------------------------------------

    def scroll_to(self, offset: int) -> None:
        """Bring an offset to the upper third of the window."""
        if self._galley is None or self._anchor is None:
            return
        number = self._galley.blocks.number_at(offset)
        laid = self._galley.laid(number)
        line = laid.lines[laid.paragraph.line_at(offset)]
        self._anchor.go_to(number, line.top)
        self._anchor.move(-self.viewport().height() / 3)
        self._settle()

    def reveal(self, offset: int) -> None:
        """Scroll as little as shows the line of an offset with some room around it."""
        rect = self.caret_rect(offset)
        height = self.viewport().height()
        room = min(64.0, height / 5)
        if rect is None or rect.bottom() < -height or rect.top() > 2 * height:
            self.scroll_to(offset)
        elif rect.top() < room:
            self.scroll_by(rect.top() - room)
        elif rect.bottom() > height - room:
            self.scroll_by(rect.bottom() - height + room)

    def scroll_by(self, distance: float) -> None:
        """Scroll by some pixels, down for positive numbers."""
        anchor = self._anchor
        if anchor is not None:
            with self._moving(anchor):
                anchor.move(distance)

    def _settle(self) -> None:
        self._keep_within()
        self._refresh()

    def _keep_within(self) -> None:
        if self._anchor is not None:
            self._anchor.keep_within(self.viewport().height() - self._room_below())

    @contextmanager
    def _moving(self, anchor: Anchor) -> Iterator[None]:
        """Scroll within this: the picture goes along, and only what comes into view is painted."""
        viewport, block, before = self.viewport(), anchor.block, -anchor.inside
        yield
        self._keep_within()
        after = self.top_of(block)
        if after is None or self._is_painted_over():
            viewport.update()
        elif after != before:
            self._move_picture(_ABOVE_ALL, after - before)
            # What stands out of lines beyond the edge comes into view as well.
            seen = ceil(abs(after - before) + REACH)
            edge = 0 if after > before else viewport.height() - seen
            viewport.update(0, edge, viewport.width(), seen)
        self._take_heights()

    def _room_below(self) -> float:
        """Return how much of the window may stay empty below the end of the article."""
        height = self.viewport().height()
        if self._galley is None or self._galley.heights.total + _TOP <= height:
            return 0.0
        return height * _BOTTOM_SHARE

    def _sync_bar(self) -> None:
        bar, height = self.verticalScrollBar(), self.viewport().height()
        self._is_syncing = True
        if self._galley is None or self._anchor is None:
            bar.setRange(0, 0)
        else:
            whole = self._galley.heights.total + _TOP + self._room_below()
            bar.setPageStep(height)
            bar.setSingleStep(round(self.typography().text_height * 1.4))
            bar.setRange(0, max(0, round(whole - height)))
            bar.setValue(round(self._anchor.y))
        self._last_value = bar.value()
        self._is_syncing = False

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """Follow the scroll bar: short ways over true heights, far jumps by what is thought."""
        if self._is_syncing or self._anchor is None:
            return
        value = self.verticalScrollBar().value()
        distance, self._last_value = value - self._last_value, value
        with self._moving(self._anchor):
            if abs(distance) > 3 * self.viewport().height():
                self._anchor.jump(float(value))
            else:
                self._anchor.move(float(distance))
        self.idle.follow_scroll(distance)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Break the lines anew where the column has another width; keep the top line in place."""
        if self._galley is not None and self._column_width() != self._galley.width:
            self._keeping_place(lambda galley: galley.set_width(self._column_width()))
        self._settle()

    def _keeping_place(self, change: Callable[[Galley], None]) -> None:
        """Change the galley's layout and put the first visible line back where it was."""
        galley, anchor = self._galley, self._anchor
        if galley is None or anchor is None:
            return
        inside = anchor.inside
        offset, rest = galley.blocks[anchor.block].start, inside
        if inside > 0 and galley.is_laid(anchor.block):
            laid = galley.laid(anchor.block)
            line = laid.lines[laid.line_at_y(inside)]
            offset, rest = line.start, inside - line.top
        change(galley)
        laid = galley.laid(anchor.block)
        line = laid.lines[laid.paragraph.line_at(offset)]
        anchor.go_to(anchor.block, line.top + rest if inside > 0 else inside)
        self.idle.begin()
        self._settle()

    # ---- painting --------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the lines that the exposed region touches, and nothing else."""
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), QColor(self._colours.background))
        if self._galley is None or self._anchor is None or self._painter is None:
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        left = self.column_left()
        exposed = list(event.region())  # type: ignore[call-overload] # not in PySide's stubs
        rects = sorted(
            (one.top(), one.bottom() + 1, one.left(), one.right() + 1) for one in exposed
        )
        for block, y in self._on_screen():
            top = _pixel(y)
            near = [
                Patch(start - top, end - top, first - left, last - left)
                for start, end, first, last in rects
                if end - top > -REACH and start - top < block.height + REACH
            ]
            if near:
                painter.translate(left, top)
                count = self._painter.paint(painter, block, near, self._look)
                self._galley.work.painted_lines += count
                painter.translate(-left, -top)
        self._paint_over(painter)
        if event.region() == QRegion(self.viewport().rect()):
            self._afterwards.stop()
        self.idle.follow_picture()

    def _paint_over(self, painter: QPainter) -> None:
        """Paint on top of the text: the caret, for instance."""

    def _is_painted_over(self) -> bool:
        """Tell whether something on top of the text stays where it is when the text scrolls."""
        return False

    def _fill_a_little(self) -> bool:
        """Do other work that can wait; return whether more is left."""
        return False

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._galley is not None:
            self.idle.begin()

    def hideEvent(self, event: QHideEvent) -> None:
        self.idle.stop()
        self._afterwards.stop()
        super().hideEvent(event)


def _pixel(y: float) -> int:
    """Return the pixel at which a block begins: always the next one at a half, so that blocks that
    move by whole pixels keep their distance."""
    return floor(y + 0.5)

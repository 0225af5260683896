"""Painting a laid-out block: grounds, characters, underlines, names, arcs, ring, hints."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFont,
    QFontMetricsF,
    QPainter,
    QPainterPath,
    QPen,
    QPixmap,
)

from annotator.model.labels import LabelSet
from annotator.ui.text_view.arcs import Point
from annotator.ui.text_view.colours import (
    LabelColours,
    TextColours,
    blend,
    hit_edge,
    label_colours,
)
from annotator.ui.text_view.laid import Box, LaidBlock, LaidLine, Name, Ribbon, Wire
from annotator.ui.text_view.laying import UNDERLINE
from annotator.ui.text_view.look import Disputed, Look, hits_over, offers_over
from annotator.ui.text_view.outlines import paint_name_ground, paint_outline, place_of_name
from annotator.ui.text_view.repainting import REACH, Patch, lines_within
from annotator.ui.text_view.seen import wires_within, within
from annotator.ui.text_view.substitution import shown_text
from annotator.ui.text_view.typography import Typography
from annotator.ui.text_view.wording import abbreviation

_UNKNOWN = "#7a7a7a"
"""The colour of a label that the label set does not know."""
_CORNER = 2
_BEND = 5.0
_RING = 2.0
_UNDERLINE = round(UNDERLINE)
_LEAN = 3
"""Pixels by which letters may stand out over what they advance."""
_MOST_MOVED = 60.0
"""By how much the letters of a hint may push a name aside."""
_PICTURES = 2000
"""How many names are kept as pictures, of a few kilobytes each."""


class Words(NamedTuple):
    """A name above a span, or words on an arc, and how wide they may be, in pixels."""

    text: str
    width: int
    is_name: bool


class Painter:
    """Draws lines of laid-out blocks in one set of colours and one typography."""

    def __init__(self, colours: TextColours, label_set: LabelSet, typography: Typography) -> None:
        self.colours = colours
        self._type = typography
        self._bases = {one.id: one.colour for one in label_set.span_labels}
        self._bases |= {one.id: one.colour for one in label_set.relation_labels}
        self._names = {one.id: shown_text(one.name).upper() for one in label_set.span_labels}
        self._wears: dict[str, LabelColours] = {}
        self._pens: dict[str, QColor] = {}
        self._ratio = 1.0
        """Pixels of the screen in one of the window, where it is being painted."""
        self._at_rest = blend(colours.faint, colours.background, 0.7)
        self._wash = blend(colours.find, colours.background, 0.45)

    def label_colours(self, label: str) -> LabelColours:
        """Return what a label (id) wears."""
        found = self._wears.get(label)
        if found is None:
            found = label_colours(self._bases.get(label, _UNKNOWN), self.colours)
            self._wears[label] = found
        return found

    def paint(
        self, painter: QPainter, block: LaidBlock, patches: Iterable[Patch], look: Look
    ) -> int:
        """Draw what of the block is seen in these patches; return how many lines that touched."""
        seen = lines_within(block, patches)
        self._ratio = painter.device().devicePixelRatioF()
        texts = {number: part for number, part in seen.items() if _shows_text(block, number, part)}
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        boxes = []
        for number, part in texts.items():
            line = block.lines[number]
            there = within(line.boxes, (part.left, part.right))
            self._paint_grounds(painter, block, line, there, look)
            boxes.append(there)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for there in boxes:
            self._paint_rings(painter, there, look)
        for number in texts:
            block.paragraph.draw_line(number, painter)
        for number in texts if look.offers else ():
            self._paint_offers(painter, block, block.lines[number], look)
        for number, part in seen.items():
            self._paint_above(painter, block.lines[number], part, look)
        return len(seen)

    # ---- behind the characters ---------------------------------------------------------------

    def _paint_grounds(
        self,
        painter: QPainter,
        block: LaidBlock,
        line: LaidLine,
        boxes: Sequence[Box],
        look: Look,
    ) -> None:
        if look.disputed is not None:
            self._paint_disputed(painter, block, line, look.disputed)
        else:
            self._paint_tints(painter, boxes, look)
        for hit in hits_over(look.hits, line.start, line.end):
            self._fill_range(painter, block, line, hit, self.colours.find)
        if look.text is not None:
            self._fill_range(painter, block, line, look.text, self.colours.selection)
        if look.hits:
            self._paint_hit_edges(painter, block, line, look)
        for box in boxes:
            strong = self._strong(box.span, box.label, look)
            left, width = round(box.left), max(2, round(box.right) - round(box.left))
            painter.fillRect(left, round(box.bottom) - _UNDERLINE, width, _UNDERLINE, strong)

    def _paint_tints(self, painter: QPainter, boxes: Sequence[Box], look: Look) -> None:
        for box in boxes:
            wears = self.label_colours(box.label)
            is_quiet = look.recedes and box.span not in look.lit_spans
            self._fill_box(painter, box, self._colour(wears.quiet if is_quiet else wears.tint))

    def _paint_disputed(
        self, painter: QPainter, block: LaidBlock, line: LaidLine, disputed: Disputed
    ) -> None:
        """Lay a wash behind what people differ on, a stronger one behind what is judged now."""
        for covered in hits_over(disputed.places, line.start, line.end):
            self._fill_range(painter, block, line, covered, self._wash)
        for covered in hits_over(disputed.current_places, line.start, line.end):
            self._fill_range(painter, block, line, covered, self.colours.find)

    def _strong(self, span: str, label: str, look: Look) -> QColor:
        """Return the colour of a span's line and name: its label's, or a quiet one."""
        if look.is_quiet(span):
            return self._colour(self.colours.faint)
        return self._colour(self.label_colours(label).strong)

    def _paint_hit_edges(
        self, painter: QPainter, block: LaidBlock, line: LaidLine, look: Look
    ) -> None:
        """Draw a line around each hit, a thick one around what of them is selected."""
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for hit in hits_over(look.hits, line.start, line.end):
            is_current = look.text is not None and look.text[0] <= hit[0] < look.text[1]
            width = 2 if is_current else 1
            edge = self.colours.ring if is_current else hit_edge(self.colours)
            pen = QPen(self._colour(edge), width)
            pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
            painter.setPen(pen)
            inset = width / 2
            for rect in self._rects(block, line, hit):
                pixels = QRectF(rect.toAlignedRect())
                painter.drawRect(pixels.adjusted(inset, inset, -inset, -inset))

    @staticmethod
    def _fill_box(painter: QPainter, box: Box, colour: QColor) -> None:
        """Fill a box; its upper corners are taken off where the span begins and ends."""
        left, top = round(box.left), round(box.top)
        width, height = max(2, round(box.right) - left), round(box.bottom) - top
        for inset in range(_CORNER):
            at_left = _CORNER - inset if box.has_start else 0
            at_right = _CORNER - inset if box.has_end else 0
            painter.fillRect(left + at_left, top + inset, width - at_left - at_right, 1, colour)
        painter.fillRect(left, top + _CORNER, width, height - _CORNER, colour)

    def _fill_range(
        self,
        painter: QPainter,
        block: LaidBlock,
        line: LaidLine,
        covered: tuple[int, int],
        colour: str,
    ) -> None:
        for rect in self._rects(block, line, covered):
            painter.fillRect(rect, self._colour(colour))

    @staticmethod
    def _rects(block: LaidBlock, line: LaidLine, covered: tuple[int, int]) -> list[QRectF]:
        """Return where a line shows a range; an empty line within it has a little."""
        start, end = max(covered[0], line.start), min(covered[1], line.end)
        if covered[0] > line.end or covered[1] < line.start:
            return []
        number = block.line_at_y(line.top)
        rects = [
            QRectF(left, line.text_top, right - left, line.text_height)
            for left, right in block.paragraph.ranges(number, start, end)
        ]
        if line.start == line.end and covered[0] <= line.start < covered[1]:
            rects.append(QRectF(0, line.text_top, 6, line.text_height))
        return rects

    def _paint_rings(self, painter: QPainter, boxes: Sequence[Box], look: Look) -> None:
        """Draw rings behind the characters: a comma beside a selected span stays to be seen."""
        for box in boxes:
            if look.has_ring(box.span):
                self._paint_ring(painter, box)

    def _paint_ring(self, painter: QPainter, box: Box | Ribbon) -> None:
        painter.setPen(QPen(self._colour(self.colours.ring), _RING))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        left, width = round(box.left), max(2, round(box.right) - round(box.left))
        rect = QRectF(left, round(box.top), width, round(box.bottom) - round(box.top))
        # Right above a box stands its name, right below a ribbon does.
        above, below = (0.5, 2.5) if isinstance(box, Box) else (2.5, 1.0)
        painter.drawRoundedRect(rect.adjusted(-1, -above, 1, below), 3, 3)

    def _paint_offers(
        self, painter: QPainter, block: LaidBlock, line: LaidLine, look: Look
    ) -> None:
        """Draw outlines around what is suggested, and at their start what it would be called."""
        for offer in offers_over(look.offers, line.start, line.end):
            colour = self._colour(self.label_colours(offer.label).strong)
            rects = self._rects(block, line, offer.covered)
            paint_outline(painter, rects, colour, is_current=offer.is_current)
            is_named = offer.is_first and line.start <= offer.covered[0]
            name = self._names.get(offer.label, "")
            if rects and name and is_named and (offer.is_current or look.names_offers):
                ground = self._colour(self.colours.background)
                place = place_of_name(rects[0], name, self._type)
                paint_name_ground(painter, place, colour, ground, is_current=offer.is_current)
                words = Words(name, round(place.width()), True)
                self._paint_words(painter, place.left(), place.top(), words, colour)

    # ---- above and below the characters --------------------------------------------------------

    def _paint_above(self, painter: QPainter, line: LaidLine, part: Patch, look: Look) -> None:
        extent = (part.left, part.right)
        for join in within(line.joins, extent):
            pen = QPen(self._strong(join.span, join.label, look), 1.6)
            pen.setDashPattern([1.2, 1.8])
            painter.setPen(pen)
            painter.drawLine(QPointF(join.left, join.y), QPointF(join.right, join.y))
        words = self._type.arc_height / 2
        wires = wires_within(line.wires, extent, (part.top - words, part.bottom + words))
        shown = [wire for wire in wires if look.shows_arc(wire.relation)]
        for wire in sorted(shown, key=lambda one: one.relation in look.lit_relations):
            self._paint_wire(painter, wire, wire.relation in look.lit_relations)
        for name in within(line.names, extent, _MOST_MOVED):
            if not _reaches_into(name, part):
                continue
            hint = look.hints.get(name.span)
            moved = self._paint_hint(painter, name, hint) if hint else 0.0
            self._paint_name(painter, name, moved, look)
        for ribbon in within(line.ribbons, extent):
            self._paint_ribbon(painter, ribbon, look)
        for name in within(line.floating, extent, _MOST_MOVED):
            self._paint_floating(painter, name, look)

    def _paint_floating(self, painter: QPainter, name: Name, look: Look) -> None:
        """Draw a name that has no room of its own over what is there, where it is wanted now."""
        hint = look.hints.get(name.span)
        if name.span in look.named_spans:
            painter.setPen(QPen(self._colour(self.label_colours(name.label).strong), 1.0))
            painter.setBrush(self._colour(self.colours.background))
            ground = QRectF(name.left - 4, name.top - 1, name.width + 8, name.height + 1)
            painter.drawRoundedRect(ground, 3, 3)
            self._paint_name(painter, name, 0.0, look)
        if hint:
            self._paint_hint(painter, name, hint)

    def _paint_ribbon(self, painter: QPainter, ribbon: Ribbon, look: Look) -> None:
        """Draw another annotator's span: hollow and hatched, open where it goes on elsewhere."""
        colour = self._strong(ribbon.span, ribbon.label, look)
        if look.has_ring(ribbon.span):
            self._paint_ring(painter, ribbon)
        left, right = round(ribbon.left) + 0.5, max(round(ribbon.right) - 0.5, ribbon.left + 2.5)
        top, bottom = round(ribbon.top) + 0.5, round(ribbon.bottom) + 0.5
        ground = QRectF(left, top, right - left, bottom - top)
        painter.fillRect(ground, QBrush(colour, Qt.BrushStyle.BDiagPattern))
        painter.setPen(QPen(colour, 1.0))
        painter.drawLine(QPointF(left, top), QPointF(right, top))
        painter.drawLine(QPointF(left, bottom), QPointF(right, bottom))
        for x, is_closed in ((left, ribbon.has_start), (right, ribbon.has_end)):
            if is_closed:
                painter.drawLine(QPointF(x, top), QPointF(x, bottom))
        if ribbon.text:
            words = Words(ribbon.text, round(ribbon.text_width), True)
            self._paint_words(painter, ribbon.text_left, ribbon.bottom + 1, words, colour)

    def _paint_name(self, painter: QPainter, name: Name, moved: float, look: Look) -> None:
        colour = self._strong(name.span, name.label, look)
        if name.leader is not None:
            x, bottom = name.leader
            top = name.top + self._type.name_height - 1
            painter.fillRect(QRectF(x, top, 1, bottom - top), colour)
        words = Words(name.text, round(name.width), True)
        self._paint_words(painter, name.left + moved, name.top, words, colour)

    def _paint_wire(self, painter: QPainter, wire: Wire, is_lit: bool) -> None:
        colour = self._colour(
            self.label_colours(wire.label).strong if is_lit else self.colours.faint
        )
        line = colour if is_lit else self._colour(self._at_rest)
        pen = QPen(line, 1.6 if is_lit else 1.0)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        path = QPainterPath()
        for points in wire.lines:
            _add_bent(path, points)
        if wire.arrow is not None:
            x, y, way = wire.arrow
            path.moveTo(x - 3.5, y - 5 * way)
            path.lineTo(x, y)
            path.lineTo(x + 3.5, y - 5 * way)
        painter.drawPath(path)
        self._paint_wire_name(painter, wire, colour)

    def _paint_wire_name(self, painter: QPainter, wire: Wire, colour: QColor) -> None:
        height = self._type.relation_metrics.height()
        top = wire.y - height / 2
        ground = QRectF(wire.text_left - 2, top + 1, wire.width + 4, height - 2)
        painter.fillRect(ground, self._colour(self.colours.background))
        self._paint_words(
            painter, wire.text_left, top, Words(wire.text, round(wire.width), False), colour
        )
        if wire.far is not None:
            words = Words(wire.far_text, round(wire.far_width), False)
            muted = self._colour(self.colours.muted)
            self._paint_words(painter, wire.text_left + wire.width + 5, top, words, muted)

    def _paint_hint(self, painter: QPainter, name: Name, hint: str) -> float:
        """Draw the letters to type before a span's name; return how far the name gives way."""
        letters = hint.upper()
        metrics = self._type.name_metrics
        width = max(15.0, metrics.horizontalAdvance(letters) + 7)
        rect = QRectF(name.left - 3, name.top - 2, width, metrics.height() + 2)
        painter.setFont(self._type.name_font)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._colour(self.colours.accent))
        painter.drawRoundedRect(rect, 3.5, 3.5)
        painter.setPen(self._colour(self.colours.background))
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, letters)
        return width

    # ---- caches ----------------------------------------------------------------------------

    def _colour(self, value: str) -> QColor:
        found = self._pens.get(value)
        if found is None:
            found = self._pens[value] = QColor(value)
        return found

    def _paint_words(
        self, painter: QPainter, left: float, top: float, words: "Words", colour: QColor
    ) -> None:
        """Draw a name as a picture that is kept: a page has hundreds, and there are few to keep."""
        ratio = self._ratio
        key = (words, colour.rgb(), ratio)
        pictures = self._type.pictures
        picture = pictures.get(key)
        if picture is None:
            if len(pictures) >= _PICTURES:
                pictures.clear()
            picture = pictures[key] = self._picture_of(words, colour, ratio)
        painter.drawPixmap(round(left) - _LEAN, round(top), picture)

    def _picture_of(self, words: "Words", colour: QColor, ratio: float) -> QPixmap:
        font, metrics, shown = self._fitted(words)
        room = QSizeF(metrics.horizontalAdvance(shown) + 2 * _LEAN, metrics.height() + 2) * ratio
        picture = QPixmap(room.toSize())
        picture.setDevicePixelRatio(ratio)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        painter.setFont(font)
        painter.setPen(colour)
        painter.drawText(QPointF(_LEAN, metrics.ascent()), shown)
        painter.end()
        return picture

    def _fitted(self, words: "Words") -> tuple[QFont, QFontMetricsF, str]:
        """Return the font of words, its measures, and what of the words has room."""
        kind = self._type
        font = kind.name_font if words.is_name else kind.relation_font
        metrics = kind.name_metrics if words.is_name else kind.relation_metrics
        shown = words.text
        if metrics.horizontalAdvance(shown) > words.width + 1:
            shown = abbreviation(shown, words.width, metrics.horizontalAdvance)
        return font, metrics, shown


def _reaches_into(name: Name, part: Patch) -> bool:
    """Tell whether a name, its hint or the thin line down from it is at the height of a part."""
    foot = name.top + name.height if name.leader is None else name.leader[1]
    return name.top - REACH <= part.bottom and foot + name.height / 2 + REACH >= part.top


def _shows_text(block: LaidBlock, number: int, part: Patch) -> bool:
    """Tell whether a part of a line shows any of its characters or of the grounds behind them."""
    line = block.lines[number]
    top = min([line.text_top, *(box.top for box in line.boxes)])
    return top - REACH <= part.bottom and line.bottom + REACH >= part.top


def _add_bent(path: QPainterPath, points: Sequence[Point]) -> None:
    """Add a line through the points with its corners rounded."""
    path.moveTo(*points[0])
    for before, corner, after in zip(points, points[1:], points[2:], strict=False):
        path.lineTo(*_towards(corner, before))
        onward = _towards(corner, after)
        path.quadTo(corner[0], corner[1], onward[0], onward[1])
    path.lineTo(*points[-1])


def _towards(corner: Point, other: Point) -> Point:
    across, down = other[0] - corner[0], other[1] - corner[1]
    length = max(1e-6, (across * across + down * down) ** 0.5)
    share = min(_BEND, length / 2) / length
    return (corner[0] + across * share, corner[1] + down * share)

"""From a point in a laid-out block to what is there: a character, spans, a name, an arc, a stub.

Numbers only; x from the left of the column, y from the top of the block.
"""

import itertools
from dataclasses import dataclass
from typing import Literal

from annotator.ui.text_view.laid import LaidBlock, LaidLine, Name, Wire
from annotator.ui.text_view.look import AT_REST, Look

_NEAR = 4.0
"""How far beside a thin line still counts as on it."""
_EDGE = 4.0

Side = Literal["start", "end"]


@dataclass(frozen=True, slots=True)
class Picked:
    """All that lies at one point."""

    offset: int
    """The nearest place between two characters."""
    character: int | None = None
    """The character under the point."""
    spans: tuple[str, ...] = ()
    """Spans under the point, the one painted last first."""
    name: str | None = None
    """The span whose name is under the point."""
    relation: str | None = None
    far: str | None = None
    """The span that a stub under the point leads to."""
    edge: tuple[str, int, Side] | None = None
    """Span, offset at the edge, and which end of a fragment is under the point."""
    second: str | None = None
    """Another annotator's span whose ribbon or name is under the point."""


def pick(block: LaidBlock, x: float, y: float, look: Look = AT_REST) -> Picked:
    """Return what is at a point, as it looks; edges of selected spans are easier to get hold of."""
    number = block.line_at_y(y)
    line = block.lines[number]
    offset = block.paragraph.offset_at(number, x)
    name = _name_at(line, x, y, look)
    if name is not None:
        return Picked(offset, spans=(name.span,), name=name.span)
    second = _ribbon_at(line, x, y)
    if second is not None:
        return Picked(offset, second=second)
    wire = _wire_at(block, number, x, y, look)
    if wire is not None:
        is_stub_text = wire.far is not None and _is_on_text(wire, x, y)
        return Picked(offset, relation=wire.relation, far=wire.far if is_stub_text else None)
    boxes = [box for box in line.boxes if box.left <= x <= box.right and box.top <= y <= box.bottom]
    spans = tuple(dict.fromkeys(box.span for box in reversed(boxes)))
    is_on_text = line.text_top <= y <= line.text_top + line.text_height
    character = block.paragraph.character_at(number, x) if is_on_text else None
    return Picked(offset, character, spans, edge=_edge_at(block, line, x, y, look.spans))


def _name_at(line: LaidLine, x: float, y: float, look: Look) -> Name | None:
    floating = [name for name in line.floating if name.span in look.named_spans]
    for name in reversed([*line.names, *floating]):
        if name.left - 2 <= x <= name.left + name.width + 2 and 0 <= y - name.top < name.height:
            return name
    return None


def _ribbon_at(line: LaidLine, x: float, y: float) -> str | None:
    """Return another annotator's span whose ribbon, or name below it, is under a point."""
    if not line.ribbons or y < line.ribbons[0].top - 2:
        return None
    for ribbon in line.ribbons:
        is_on_ribbon = ribbon.left <= x <= ribbon.right and ribbon.top - 2 <= y < ribbon.bottom + 1
        right = ribbon.text_left + ribbon.text_width
        is_on_name = ribbon.text_left <= x <= right and 0 <= y - ribbon.bottom < ribbon.text_height
        if is_on_ribbon or (ribbon.text and is_on_name):
            return ribbon.span
    return None


def _wire_at(block: LaidBlock, number: int, x: float, y: float, look: Look) -> Wire | None:
    """Return the arc under a point; legs of the next line's arcs reach up into this line."""
    below = block.lines[number + 1 : number + 2]
    for line in (block.lines[number], *below):
        for wire in line.wires:
            is_there = _is_on_text(wire, x, y) or _is_on_lines(wire, x, y)
            if is_there and look.shows_arc(wire.relation):
                return wire
    return None


def _is_on_text(wire: Wire, x: float, y: float) -> bool:
    right = wire.text_left + wire.width + wire.far_width
    return wire.text_left - 2 <= x <= right + 2 and abs(y - wire.y) <= 7


def _is_on_lines(wire: Wire, x: float, y: float) -> bool:
    for points in wire.lines:
        for (x1, y1), (x2, y2) in itertools.pairwise(points):
            if (
                min(x1, x2) - _NEAR <= x <= max(x1, x2) + _NEAR
                and min(y1, y2) - _NEAR <= y <= max(y1, y2) + _NEAR
            ):
                return True
    return False


def _edge_at(
    block: LaidBlock, line: LaidLine, x: float, y: float, selected: frozenset[str]
) -> tuple[str, int, Side] | None:
    number = block.line_at_y(line.top)
    for box in reversed(line.boxes):
        is_selected = box.span in selected
        top = box.top if is_selected else box.bottom - 6
        if not top <= y <= box.bottom + 3:
            continue
        reach = _EDGE + 2 if is_selected else _EDGE
        for edge, has_edge, inward in (
            (box.left, box.has_start, box.left + 1),
            (box.right, box.has_end, box.right - 1),
        ):
            if not has_edge or abs(x - edge) > reach:
                continue
            offset = block.paragraph.character_at(number, inward)
            if offset is not None:
                # Where words run leftwards, they start at the right.
                leading, trailing = block.paragraph.edges(number, offset)
                is_start = abs(edge - leading) < abs(edge - trailing)
                side: Side = "start" if is_start else "end"
                return (box.span, offset if is_start else offset + 1, side)
    return None

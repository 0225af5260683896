"""From where to where something on a line is seen: to paint a part of it and leave out the rest."""

from collections.abc import Iterable, Sequence
from typing import TypeVar

from annotator.ui.text_view.laid import Box, Join, Name, Ribbon, Wire
from annotator.ui.text_view.lanes import Extent

EVERYWHERE: Extent = (float("-inf"), float("inf"))
_BESIDE = 8.0
"""How far rings, grounds of names and the like stand out to the sides."""
_ARROW = 4.0
Item = Box | Join | Name | Ribbon
T = TypeVar("T", Box, Join, Name, Ribbon)


def extent_of(items: Iterable[Item]) -> Extent:
    """Return from where to where some of what stands on a line reaches; there is at least one."""
    extents = [_extent(one) for one in items]
    return (min(one[0] for one in extents), max(one[1] for one in extents))


def extent_of_wire(wire: Wire) -> Extent:
    """Return from where to where an arc reaches, with its words."""
    places = [x for line in wire.lines for x, _ in line]
    places += (wire.text_left, wire.text_left + wire.width + 5 + wire.far_width)
    return (min(places) - _ARROW, max(places) + _ARROW)


def within(items: Sequence[T], extent: Extent, besides: float = 0.0) -> Sequence[T]:
    """Return what of the items is seen in an extent, or may be: `besides` pixels aside from it."""
    if extent == EVERYWHERE:
        return items
    left, right = extent[0] - besides - _BESIDE, extent[1] + besides + _BESIDE
    return [one for one in items if _reaches(_extent(one), left, right)]


def wires_within(wires: Sequence[Wire], extent: Extent, heights: Extent) -> Sequence[Wire]:
    """Return the arcs that are seen in an extent, and between two heights."""
    left, right = extent[0] - _BESIDE, extent[1] + _BESIDE
    return [
        one
        for one in wires
        if _reaches(extent_of_wire(one), left, right) and _reaches(_heights_of(one), *heights)
    ]


def _heights_of(wire: Wire) -> Extent:
    """Return from which to which height an arc reaches, with its words."""
    heights = [y for line in wire.lines for _, y in line]
    # Words stand on the line at its height.
    return (min(heights) - _BESIDE, max(heights) + _BESIDE)


def _reaches(extent: Extent, left: float, right: float) -> bool:
    return extent[1] >= left and extent[0] <= right


def _extent(one: Item) -> Extent:
    if isinstance(one, Name):
        left, right = one.left, one.left + one.width
        return (left, right) if one.leader is None else (min(left, one.leader[0]), right + 1)
    if isinstance(one, Ribbon) and one.text:
        return (min(one.left, one.text_left), max(one.right, one.text_left + one.text_width))
    return (one.left, one.right)

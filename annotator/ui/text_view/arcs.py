"""Arcs: the way of each relation through the room above a line, as numbers.

Three shapes. A *bracket* ties two spans of one line. A *step* leaves the line above downwards and
reaches a span of this line. A *stub* is the short beginning of a way to somewhere else; it says
where it goes. Pixels; x from the left of the column, levels counted upwards from the text.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from annotator.ui.text_view.lanes import Extent

Shape = Literal["bracket", "step", "stub"]
Point = tuple[float, float]

HOOK = 10.0
"""How long the horizontal beginning of a stub is."""
_NAME_PADDING = 4.0
_LEAST_LINE = 4.0
"""Of the line, so much at least is seen on either side of the name."""


@dataclass(slots=True)
class Way:
    """One relation in the room above one line, before it has a level."""

    relation: str
    shape: Shape
    start: float
    """x of the leg on the head's side (of a stub: the only leg)."""
    end: float
    """x of the other leg (of a stub: where its name begins)."""
    name_width: float
    """Of a stub, with the far end's text."""
    comes_from_above: Literal["start", "end", ""] = ""
    """Of a step: which leg comes down from the line above."""
    is_named_left: bool = False
    """Whether the name stands to the left where it finds no place on the line."""
    level: int = 0

    @property
    def legs_down(self) -> tuple[float, ...]:
        """Where legs run down to the text."""
        if self.shape == "stub" or self.comes_from_above == "end":
            return (self.start,)
        return (self.end,) if self.comes_from_above == "start" else (self.start, self.end)

    @property
    def legs_up(self) -> tuple[float, ...]:
        """Where a leg runs up to the line above."""
        if not self.comes_from_above:
            return ()
        return (self.start,) if self.comes_from_above == "start" else (self.end,)

    @property
    def extent(self) -> Extent:
        """The room it takes from side to side, its name included."""
        left, right = sorted((self.start, self.end))
        if self.shape == "stub":
            name = self.name_width
            return (left, right + name) if self.end > self.start else (left - name, right)
        if not self.is_short:
            return (left, right)
        beside = _NAME_PADDING + self.name_width
        return (left - beside, right) if self.is_named_left else (left, right + beside)

    @property
    def is_short(self) -> bool:
        """Whether the name finds no place on the line: it stands beside it."""
        return self.shape != "stub" and is_too_short(self.start, self.end, self.name_width)


def is_too_short(start: float, end: float, name_width: float) -> bool:
    """Tell whether a name finds no place on the line between two legs."""
    return abs(end - start) < name_width + 2 * (_NAME_PADDING + _LEAST_LINE)


def place_name(way: Way, others: Sequence[Way]) -> float:
    """Return the left of the way's name: the middle of its line, aside from legs that cross it."""
    left, right = sorted((way.start, way.end))
    if way.shape == "stub":
        return way.end if way.end > way.start else way.end - way.name_width
    if way.is_short:
        beside = right + _NAME_PADDING
        return left - _NAME_PADDING - way.name_width if way.is_named_left else beside
    middle = (left + right - way.name_width) / 2
    crossing = [
        x
        for other in others
        if other is not way
        for x in (other.legs_down if other.level > way.level else other.legs_up)
    ]
    room = int((right - left - way.name_width) / 2 - _NAME_PADDING)
    for distance in range(0, room + 1, 3):
        for place in (middle + distance, middle - distance):
            if not any(place - 3 <= x <= place + way.name_width + 3 for x in crossing):
                return place
    return middle


def route(
    way: Way, height: float, start_foot: float, end_foot: float, name_left: float
) -> list[list[Point]]:
    """Return the lines to draw, corners to be rounded; gaps are where the name stands.

    `height` is the y of the way's level, the feet are the y where its legs end.
    """
    if way.shape == "stub":
        side = 1 if way.end > way.start else -1
        return [[(way.start, start_foot), (way.start, height), (way.end - 3 * side, height)]]
    if way.is_short:
        corners = [(way.start, height), (way.end, height)]
        return [[(way.start, start_foot), *corners, (way.end, end_foot)]]
    gap = (name_left - _NAME_PADDING, name_left + way.name_width + _NAME_PADDING)
    first, last = gap if way.start < way.end else (gap[1], gap[0])
    return [
        [(way.start, start_foot), (way.start, height), (first, height)],
        [(last, height), (way.end, height), (way.end, end_foot)],
    ]

"""Arcs: the way of each relation through the room above a line, as numbers.

Three shapes. A *bracket* ties two spans of one line. A *step* leaves the line above downwards and
reaches a span of this line. A *stub* is the short beginning of a way to somewhere else; it says
where it goes. Pixels; x from the left of the column, levels counted upwards from the text.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from annotator.ui.text_view.lanes import Extent, LanePacker

Shape = Literal["bracket", "step", "stub"]
Point = tuple[float, float]

HOOK = 10.0
"""How long the horizontal beginning of a stub is."""
_LEG_APART = 7.0
_ARROW_APART = 6.0
_NAME_PADDING = 4.0


class Leg(NamedTuple):
    """Where an arc stands on a span: on its name, or on its box."""

    x: float
    on_name: bool


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
        """The room it takes from side to side."""
        if self.shape == "stub":
            return _stub_extent(self.start, self.end, self.name_width)
        left, right = sorted((self.start, self.end))
        short = max(0.0, self.name_width + 2 * _NAME_PADDING - (right - left)) / 2
        return (left - short, right + short)

    @property
    def is_short(self) -> bool:
        """Whether the name leaves no room for a line beside it."""
        return abs(self.end - self.start) < self.name_width + 2 * _NAME_PADDING


def _stub_extent(leg: float, name: float, width: float) -> Extent:
    return (leg, name + width) if name > leg else (name - width, leg)


def order_of_leg(here: float, there: float) -> tuple[int, float]:
    """Return the sort key that puts the legs on one span so that its arcs do not cross.

    Those that go left come first, the nearest foremost; then those that go right, the farthest
    foremost.
    """
    return (0, here - there) if there < here else (1, here - there)


def place_legs(
    wanted: Sequence[float],
    box: Extent,
    name: Extent | None,
    blocked: Sequence[tuple[Extent, bool]],
) -> list[Leg]:
    """Return a leg for each wanted x, moved aside where another span's name is in the way.

    `blocked` holds the names of other spans on the line, each with whether it stands above this
    span's own name. Where there is no free place at all, the wanted one is taken.
    """
    left, right = box[0] + 3, max(box[0] + 3, box[1] - 3)
    # Of hundreds of names on a crowded line only a few are near.
    near = [one for one in blocked if one[0][0] - 2 <= right and one[0][1] + 2 >= left]
    legs: list[Leg] = []
    for x in wanted:
        legs.append(_place_leg(x, (left, right), name, near, legs))
    # Moved aside, a leg may have passed another: in their order again, their arcs do not cross.
    return sorted(legs) if list(wanted) == sorted(wanted) else legs


def _place_leg(
    wanted: float,
    room: Extent,
    name: Extent | None,
    blocked: Sequence[tuple[Extent, bool]],
    taken: Sequence[Leg],
) -> Leg:
    left, right = room
    for distance in range(0, int(right - left) + 8, 4):
        for x in (wanted + distance, wanted - distance):
            if not left <= x <= right or any(abs(x - leg.x) < _LEG_APART for leg in taken):
                continue
            on_name = name is not None and name[0] - 2 <= x <= name[1] + 2
            if (
                name is not None
                and not on_name
                and name[0] - _ARROW_APART < x < name[1] + _ARROW_APART
            ):
                continue  # an arrow head here would run into the name's last letter
            if not any(
                start - 2 <= x <= end + 2 and (is_above or not on_name)
                for (start, end), is_above in blocked
            ):
                return Leg(x, on_name)
    return Leg(min(max(wanted, left), right), name is not None)


def turn_stubs(ways: Sequence[Way], leftmost: float) -> None:
    """Let stubs run to the left whose words would be crossed by legs on the right."""
    for way in ways:
        if way.shape != "stub" or way.end < way.start:
            continue
        turned = _stub_extent(way.start, 2 * way.start - way.end, way.name_width)
        if turned[0] < leftmost or not _legs_within(way, way.extent, ways):
            continue
        if not _legs_within(way, turned, ways):
            way.end = 2 * way.start - way.end


def pack_arcs(ways: Sequence[Way]) -> int:
    """Give each way its level, the shortest next to the text; return how many levels there are.

    The words of a stub keep clear of legs: above the arcs whose legs go down through their place,
    below those whose leg comes down from the line above.
    """
    packer = LanePacker(3.0)
    waiting = sorted(ways, key=lambda one: (one.extent[1] - one.extent[0], one.relation))
    below = _what_is_below(ways)
    placed: set[str] = set()
    while waiting:
        # Where ways wait for each other in a ring, a crossing cannot be helped: the shortest goes.
        free = (one for one in waiting if below[one.relation] <= placed)
        way = next(free, waiting[0])
        known = {other.relation: other.level for other in ways if other.relation in placed}
        lower = [known[one] + 1 for one in below[way.relation] if one in known]
        way.level = packer.place(way.extent, max(lower, default=0))
        placed.add(way.relation)
        waiting.remove(way)
    return packer.count


def _what_is_below(ways: Sequence[Way]) -> dict[str, set[str]]:
    """Return for each way (by relation) the ways that had better be below it."""
    below: dict[str, set[str]] = {way.relation: set() for way in ways}
    for stub in ways:
        if stub.shape != "stub" and not _is_crossed_anywhere(stub, ways):
            continue
        left, right = stub.extent
        for other in ways:
            if other is stub:
                continue
            if any(left < x < right for x in other.legs_down):
                below[stub.relation].add(other.relation)
            elif any(left < x < right for x in other.legs_up):
                below[other.relation].add(stub.relation)
    return below


def _is_crossed_anywhere(way: Way, ways: Sequence[Way]) -> bool:
    """Tell whether the name of a short way finds no place over its legs that others leave free."""
    if not way.is_short:
        return False
    left, right = sorted((way.start, way.end))
    first, last = int(right - way.name_width - _NAME_PADDING), int(left + _NAME_PADDING)
    crossing = [x for other in ways if other is not way for x in other.legs_down]
    return not any(
        all(not place - 3 <= x <= place + way.name_width + 3 for x in crossing)
        for place in range(first, max(first, last) + 1, 3)
    )


def _legs_within(way: Way, extent: Extent, ways: Sequence[Way]) -> list[Way]:
    """Return the other ways with a leg between the ends of an extent."""
    return [
        other
        for other in ways
        if other is not way
        and any(extent[0] < x < extent[1] for x in (*other.legs_down, *other.legs_up))
    ]


def place_name(way: Way, others: Sequence[Way]) -> float:
    """Return the left of the way's name: the middle of its line, aside from legs that cross it."""
    if way.shape == "stub":
        return way.end if way.end > way.start else way.end - way.name_width
    left, right = sorted((way.start, way.end))
    middle = (left + right - way.name_width) / 2
    crossing = [
        x
        for other in others
        if other is not way
        for x in (other.legs_down if other.level > way.level else other.legs_up)
    ]
    # A short way's name covers both its legs; a longer way's name leaves some line on both sides.
    beside: list[Extent] = []
    if way.is_short:
        beside = [one.extent for one in others if one is not way and one.level == way.level]
    room = int(abs((right - left - way.name_width) / 2 - _NAME_PADDING)) + (
        4 if way.is_short else 0
    )
    for distance in range(0, max(1, room), 3):
        for place in (middle + distance, middle - distance):
            end = place + way.name_width
            if any(place - 3 <= x <= end + 3 for x in crossing):
                continue
            if not distance or not any(place - 3 < two and one < end + 3 for one, two in beside):
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
        return _short_route(way, height, start_foot, end_foot)
    gap = (name_left - _NAME_PADDING, name_left + way.name_width + _NAME_PADDING)
    first, last = gap if way.start < way.end else (gap[1], gap[0])
    return [
        [(way.start, start_foot), (way.start, height), (first, height)],
        [(last, height), (way.end, height), (way.end, end_foot)],
    ]


def _short_route(way: Way, height: float, start_foot: float, end_foot: float) -> list[list[Point]]:
    """Return two legs that end above or below the name, which takes the whole way."""
    below, above = height + 6.0, height - 6.0
    return [
        [(way.start, start_foot), (way.start, below if start_foot > height else above)],
        [(way.end, below if end_foot > height else above), (way.end, end_foot)],
    ]

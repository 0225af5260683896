"""Legs: where on a span its arcs stand, so that they keep clear of names and of each other.

Numbers only; x in pixels from the left of the column.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Literal, NamedTuple

from annotator.ui.text_view.lanes import Extent

Bound = Literal["left", "above", "right", "far"]
"""Where an arc goes from its span: along the line, up to the line above, or far away."""

_APART = 9.0
_STEP = 4
_CLEARANCES = (6.0, 2.0)
"""From the name of another span: an arrow head has room, or at least the line."""
_OWN_NAME_APART = 6.0
_FROM_EDGE = 3.0


class Leg(NamedTuple):
    """Where an arc stands on a span: on its name, or on its box."""

    x: float
    on_name: bool


class Stand(NamedTuple):
    """What legs on one span have to go by."""

    box: Extent
    name: Extent | None
    """The name of the span, where it stands on this line."""
    blocked: Sequence[tuple[Extent, bool]]
    """The names of other spans on the line, each with whether it stands above this one's own."""

    @classmethod
    def on(cls, box: Extent, name: Extent | None, names: Iterable[tuple[Extent, bool]]) -> "Stand":
        """Return the stand on a box; of hundreds of names on a crowded line only a few are near."""
        left, right = reach_of(box)
        near = [one for one in names if one[0][0] <= right and one[0][1] >= left]
        return cls(box, name, near)

    @property
    def room(self) -> Extent:
        """From where to where on the box legs may stand."""
        left = self.box[0] + _FROM_EDGE
        return (left, max(left, self.box[1] - _FROM_EDGE))


def reach_of(box: Extent) -> Extent:
    """Return from where to where names matter to legs on a box."""
    return (box[0] + _FROM_EDGE - _CLEARANCES[0], box[1] - _FROM_EDGE + _CLEARANCES[0])


def order_of_leg(bound: Bound, here: float, there: float) -> tuple[int, float]:
    """Return the sort key that puts the legs on one span so that its arcs do not cross.

    Those that go left come first, the nearest foremost; then those from the line above as they
    come; then those that go right, the farthest foremost; then those that go nowhere near.
    """
    if bound == "left":
        return (0, here - there)
    if bound == "above":
        return (1, there)
    return (2, here - there) if bound == "right" else (3, there)


def place_legs(wanted: Sequence[float], stand: Stand) -> list[Leg]:
    """Return a leg for each wanted x, moved aside where another span's name is in the way.

    Where there is no free place at all, the wanted one is taken.
    """
    left, right = stand.room
    legs: list[Leg] = []
    for x in wanted:
        taken = [leg.x for leg in legs]
        free = (next(free_legs(x, stand, taken, apart), None) for apart in _CLEARANCES)
        held = Leg(min(max(x, left), right), stand.name is not None)
        legs.append(next((leg for leg in free if leg is not None), held))
    # Moved aside, a leg may have passed another: in their order again, their arcs do not cross.
    return sorted(legs) if list(wanted) == sorted(wanted) else legs


def free_legs(
    wanted: float, stand: Stand, taken: Sequence[float], clearance: float = _CLEARANCES[0]
) -> Iterator[Leg]:
    """Yield the places where a leg can stand, the nearest to the wanted x first.

    `taken` is where other legs are, `clearance` how far from names of other spans to keep.
    """
    left, right = stand.room
    taken = [other for other in taken if left - _APART < other < right + _APART]
    for distance in range(0, int(right - left) + 2 * _STEP, _STEP):
        for x in (wanted + distance, wanted - distance) if distance else (wanted,):
            if left <= x <= right:
                on_name = _standing(x, stand, taken, clearance)
                if on_name is not None:
                    yield Leg(x, on_name)


def _standing(x: float, stand: Stand, taken: Sequence[float], clearance: float) -> bool | None:
    """Tell whether a leg stands on the span's own name; None where it cannot stand."""
    # Plain loops: on a crowded line this is asked ten thousand times.
    for other in taken:
        if -_APART < x - other < _APART:
            return None
    on_name = False
    if stand.name is not None:
        start, end = stand.name
        on_name = start - 2 <= x <= end + 2
        if not on_name and start - _OWN_NAME_APART < x < end + _OWN_NAME_APART:
            return None  # it would run into the name's end
    for (start, end), is_above in stand.blocked:
        if start - clearance <= x <= end + clearance and (is_above or not on_name):
            return None
    return on_name

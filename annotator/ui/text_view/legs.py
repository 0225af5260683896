"""Legs: where on a span its arcs stand, so that they keep clear of names and of each other.

Numbers only; x in pixels from the left of the column.
"""

from collections.abc import Iterator, Sequence
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

    @property
    def room(self) -> Extent:
        """From where to where on the box legs may stand."""
        left = self.box[0] + _FROM_EDGE
        return (left, max(left, self.box[1] - _FROM_EDGE))


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
    # Of hundreds of names on a crowded line only a few are near.
    near = [one for one in stand.blocked if one[0][0] - 6 <= right and one[0][1] + 6 >= left]
    stand = stand._replace(blocked=near)
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
    for distance in range(0, int(right - left) + 2 * _STEP, _STEP):
        for x in (wanted + distance, wanted - distance) if distance else (wanted,):
            if left <= x <= right and all(abs(x - other) >= _APART for other in taken):
                on_name = _is_on_name(x, stand.name)
                if on_name is not None and not _is_blocked(x, on_name, stand.blocked, clearance):
                    yield Leg(x, on_name)


def _is_on_name(x: float, name: Extent | None) -> bool | None:
    """Tell whether a leg stands on the span's own name; None where it would run into its end."""
    if name is None:
        return False
    if name[0] - 2 <= x <= name[1] + 2:
        return True
    return None if name[0] - _OWN_NAME_APART < x < name[1] + _OWN_NAME_APART else False


def _is_blocked(
    x: float, on_name: bool, blocked: Sequence[tuple[Extent, bool]], clearance: float
) -> bool:
    return any(
        start - clearance <= x <= end + clearance and (is_above or not on_name)
        for (start, end), is_above in blocked
    )

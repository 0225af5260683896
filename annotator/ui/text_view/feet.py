"""Feet: where the arcs of a block's spans stand, on top of them and, to the next line, below."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from annotator.ui.text_view.index import AnnotationIndex
from annotator.ui.text_view.lanes import Extent
from annotator.ui.text_view.legs import Bound, Leg, Stand, free_legs, order_of_leg, place_legs
from annotator.ui.text_view.stretches import Stretch

_CLEAR_OF_BOX = 3.0
"""Between a box and what stands on it: the ring of a selected span has room there."""
_FARTHEST_APART = 16.0
_MOST_PLACES = 10
"""Of all the places where a leg could stand, so many are told, from near to far."""


class Home(NamedTuple):
    """Where a span has its name."""

    line: int
    stretch: Stretch
    box: Extent
    """From where to where arcs may stand: its first part."""

    @property
    def middle(self) -> float:
        """The middle of its box."""
        return (self.box[0] + self.box[1]) / 2


@dataclass(slots=True)
class Foot:
    """Where an arc stands: on which span, and where on it."""

    home: Home
    stand: Stand
    leg: Leg
    is_below: bool

    @property
    def y(self) -> float:
        """The height at which the leg ends."""
        stretch = self.home.stretch
        if self.is_below:
            return stretch.box_bottom + _CLEAR_OF_BOX
        return stretch.name_top - 1 if self.leg.on_name else stretch.box_top - _CLEAR_OF_BOX


class Feet:
    """The feet of the arcs above some lines of a block: on them, and below the lines before.

    `names_below` is what to keep clear of below each line.
    """

    def __init__(
        self,
        index: AnnotationIndex,
        homes: dict[str, Home],
        lines: Collection[int],
        names_below: Sequence[Sequence[Extent]] | None = None,
    ) -> None:
        self._index = index
        self._homes = homes
        self._lines = lines
        self._names_below = names_below
        self._feet: dict[tuple[str, str], Foot] = {}
        self._side_by_side: dict[tuple[int, bool], list[Foot]] = {}
        on_line: dict[int, list[Home]] = {}
        for home in homes.values():
            on_line.setdefault(home.line, []).append(home)
        for span, home in homes.items():
            if home.line in lines or home.line + 1 in lines:
                relations = index.relations_of(span)
                if relations:
                    self._place(span, home, relations, on_line[home.line])

    def at(self, span: str, relation: str) -> Foot:
        """Return where a relation (id) stands on a span (id) that is at home in the block."""
        return self._feet[span, relation]

    def other_legs(self, foot: Foot) -> list[Leg]:
        """Return where else a leg could stand, clear of all others on its side of the line."""
        others = self._side_by_side[foot.home.line, foot.is_below]
        taken = [other.leg.x for other in others if other is not foot]
        every = list(free_legs(foot.leg.x, foot.stand, taken))
        return every[:: max(1, len(every) // _MOST_PLACES)]

    # ---- placing them ------------------------------------------------------------------------

    def _place(
        self, span: str, home: Home, relations: Iterable[str], on_line: Iterable[Home]
    ) -> None:
        above, below = [], []
        has_above, has_below = home.line in self._lines, home.line + 1 in self._lines
        for relation in relations:
            bound, there = self._goal(relation, span, home)
            if bound is None:
                if has_below:
                    below.append((there, relation))
            elif has_above:
                above.append((order_of_leg(bound, home.middle, there), relation))
        stretch = home.stretch
        if above:
            names = [
                (other.stretch.name, other.stretch.row > stretch.row)
                for other in on_line
                if other is not home and other.stretch.name
            ]
            self._fan_out(span, home, Stand.on(home.box, stretch.name, names), sorted(above), False)
        if below:
            under = self._names_below[home.line] if self._names_below else ()
            stand = Stand.on(home.box, None, [(name, True) for name in under])
            self._fan_out(span, home, stand, sorted(below), True)

    def _fan_out(
        self,
        span: str,
        home: Home,
        stand: Stand,
        relations: Sequence[tuple[object, str]],
        is_below: bool,
    ) -> None:
        """Let relations stand side by side over the middle of a span, in the order given."""
        left, right = home.box
        apart = min(_FARTHEST_APART, (right - left) / (len(relations) + 1))
        first = home.middle - apart * (len(relations) - 1) / 2
        legs = place_legs([first + apart * number for number in range(len(relations))], stand)
        beside = self._side_by_side.setdefault((home.line, is_below), [])
        for (_, relation), leg in zip(relations, legs, strict=True):
            foot = self._feet[span, relation] = Foot(home, stand, leg, is_below)
            beside.append(foot)

    def _goal(self, id: str, span: str, home: Home) -> tuple[Bound | None, float]:
        """Return where a relation goes from a span, None for down, and the x it heads for."""
        relation = self._index.relations[id]
        there = self._homes.get(relation.tail if relation.head == span else relation.head)
        if there is None or abs(there.line - home.line) > 1:
            return ("far", 0.0)
        if there.line != home.line:
            return ("above" if there.line < home.line else None, there.middle)
        return ("left" if there.middle < home.middle else "right", there.middle)

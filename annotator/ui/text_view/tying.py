"""Tying: from the relations at a block's spans to the arcs above its lines."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from annotator.model.relation import Relation
from annotator.ui.text_view import arcs
from annotator.ui.text_view.crossings import Place, pack_arcs, untangle
from annotator.ui.text_view.feet import Feet, Foot, Home
from annotator.ui.text_view.index import AnnotationIndex
from annotator.ui.text_view.laid import Wire
from annotator.ui.text_view.lanes import Extent
from annotator.ui.text_view.legs import Leg
from annotator.ui.text_view.paragraph import Paragraph
from annotator.ui.text_view.stretches import OVERHANG
from annotator.ui.text_view.wording import Wording

_BEFORE_FAR_TEXT = 5.0
_MOST_MOVED, _MOST_TURNED = 8, 16
"""On a line with more arcs only words change sides, on one with still more nothing does: to try
all would take too long."""


@dataclass(slots=True)
class Tie:
    """One relation above one line."""

    relation: Relation
    way: arcs.Way
    start: Foot
    end: Foot
    """Of a stub the same as `start`."""
    name_width: float
    far: str | None = None
    far_text: str = ""
    far_width: float = 0.0


class Ties(NamedTuple):
    """The ties above each line of a block, and how many levels they take there."""

    lines: list[list[Tie]]
    levels: list[int]


class Tying:
    """Ties the relations of one block, line by line."""

    def __init__(
        self,
        paragraph: Paragraph,
        index: AnnotationIndex,
        wording: Wording,
        homes: Sequence[Mapping[str, Home]],
        names_below: Sequence[Sequence[Extent]] | None = None,
        known: tuple[Ties, Collection[int]] | None = None,
    ) -> None:
        """`homes` are the spans (by id) at home on each line, `names_below` is where words stand
        below each line, for arcs to keep clear of them.

        `known` are the ties as they were before, and the lines above which they are others now:
        what is above other lines stays as it was.
        """
        self._paragraph = paragraph
        self._index = index
        self._wording = wording
        before, lines = known or (None, range(len(paragraph)))
        self.lines = frozenset(lines)
        self.ties = Ties(
            [[] if one in self.lines else before.lines[one] for one in range(len(paragraph))]
            if before
            else [[] for _ in range(len(paragraph))],
            list(before.levels) if before else [0] * len(paragraph),
        )
        if self.lines and wording.density.has_arcs:
            # Arcs come down from the line above.
            standing = {line for one in self.lines for line in (one - 1, one) if line >= 0}
            # Spans farther away than that are far ends, wherever they are.
            near = {line for one in standing for line in (one - 1, one, one + 1)}
            self._homes = {
                span: home
                for line in sorted(near)
                if 0 <= line < len(paragraph)
                for span, home in homes[line].items()
            }
            self._feet = Feet(index, self._homes, self.lines, names_below)
            for span, home in self._homes.items():
                if home.line in standing:
                    for relation in index.relations_of(span):
                        self._tie(span, home, index.relations[relation])

    def level(self) -> Iterator[None]:
        """Give the arcs their levels, in steps: there are no wires before that."""
        for line in sorted(self.lines):
            self._untangle(self.ties.lines[line])
            self.ties.levels[line] = pack_arcs([tie.way for tie in self.ties.lines[line]])
            yield

    def wires(self, line: int, top: float) -> list[Wire]:
        """Return the arcs above a line whose room for arcs begins at `top`."""
        ties = self.ties.lines[line]
        ways = [tie.way for tie in ties]
        pitch = self._wording.typography.arc_height
        ground = top + self.ties.levels[line] * pitch
        return [self._wire(tie, ground - (tie.way.level + 0.5) * pitch, ways) for tie in ties]

    def _wire(self, tie: Tie, height: float, ways: list[arcs.Way]) -> Wire:
        relation = tie.relation
        left = arcs.place_name(tie.way, ways)
        start, end = tie.start.y, tie.end.y
        arrow: tuple[float, float, int] | None = (tie.way.end, end, 1 if end > height else -1)
        if tie.way.shape == "stub":
            arrow = (tie.way.start, start, 1) if tie.far == relation.head else None
        return Wire(
            relation.id,
            relation.label,
            relation.head,
            relation.tail,
            tie.way.shape,
            arcs.route(tie.way, height, start, end, left),
            arrow,
            self._wording.relation_name(relation.label),
            left,
            height,
            tie.name_width,
            tie.far,
            tie.far_text,
            tie.far_width,
        )

    # ---- which way each relation goes --------------------------------------------------------

    def _tie(self, span: str, home: Home, relation: Relation) -> None:
        other = relation.tail if relation.head == span else relation.head
        there = self._homes.get(other)
        is_far = there is None or abs(there.line - home.line) > 1
        line = home.line if there is None or is_far else max(home.line, there.line)
        if line not in self.lines:
            return
        foot = self._feet.at(span, relation.id)
        width = self._wording.relation_name_width(relation.label)
        if there is None or is_far:
            self._tie_to_far_end(span, other, foot, relation, width)
        elif relation.head == span:
            end = self._feet.at(other, relation.id)
            shape: arcs.Shape = "bracket" if there.line == home.line else "step"
            way = arcs.Way(relation.id, shape, foot.leg.x, end.leg.x, width)
            if shape == "step":
                way.comes_from_above = "start" if home.line < there.line else "end"
            way.is_named_left = not self._has_room(max(way.start, way.end), arcs.HOOK, width)
            self.ties.lines[line].append(Tie(relation, way, foot, end, width))

    def _tie_to_far_end(
        self, near: str, far: str, foot: Foot, relation: Relation, name_width: float
    ) -> None:
        spans = self._index.spans
        if far not in spans:
            return
        text = self._wording.far_end(spans[far], spans[near])
        far_width = _BEFORE_FAR_TEXT + self._wording.typography.relation_width(text)
        width = name_width + far_width
        x = foot.leg.x
        hook = arcs.HOOK if self._has_room(x, arcs.HOOK, width) else -arcs.HOOK
        way = arcs.Way(relation.id, "stub", x, x + hook, width)
        tie = Tie(relation, way, foot, foot, name_width, far, text, far_width)
        self.ties.lines[foot.home.line].append(tie)

    def _has_room(self, leg: float, hook: float, words: float) -> bool:
        """Tell whether the words of a stub do not stand out too far beside the column."""
        end = leg + hook + (words if hook > 0 else -words)
        return -OVERHANG <= end <= self._paragraph.width + OVERHANG

    # ---- where else arcs could stand, to cross fewer others ----------------------------------

    def _untangle(self, ties: list[Tie]) -> None:
        if not 2 <= len(ties) <= _MOST_TURNED:
            return
        legs: dict[tuple[int, Place], tuple[Leg, Leg]] = {}

        def places(number: int) -> Iterator[Place]:
            for start, end, place in self._places(ties[number], len(ties) <= _MOST_MOVED):
                legs[number, place] = (start, end)
                yield place

        def stand(number: int, place: Place) -> None:
            tie = ties[number]
            tie.start.leg, tie.end.leg = legs[number, place]

        untangle([tie.way for tie in ties], places, stand)

    def _places(self, tie: Tie, can_move: bool) -> Iterator[tuple[Leg, Leg, Place]]:
        """Yield where else an arc could stand, with the legs it has there."""
        start, end, way = tie.start.leg, tie.end.leg, tie.way
        if way.shape == "stub":
            for leg in (start, *(self._feet.other_legs(tie.start) if can_move else ())):
                for hook in (arcs.HOOK, -arcs.HOOK):
                    if self._has_room(leg.x, hook, way.name_width):
                        yield leg, leg, Place(leg.x, leg.x + hook, False, abs(leg.x - start.x))
            return
        pairs = [(start, end)]
        if can_move:
            pairs += [(leg, end) for leg in self._feet.other_legs(tie.start)]
            pairs += [(start, leg) for leg in self._feet.other_legs(tie.end)]
        for one, other in pairs:
            detour = abs(one.x - start.x) + abs(other.x - end.x)
            yield one, other, Place(one.x, other.x, False, detour)
            can_be_left = self._has_room(min(one.x, other.x), -arcs.HOOK, way.name_width)
            if can_be_left and arcs.is_too_short(one.x, other.x, way.name_width):
                yield one, other, Place(one.x, other.x, True, detour)

"""Tying: from the relations at a block's spans to the arcs above its lines."""

from dataclasses import dataclass

from annotator.model.relation import Relation
from annotator.ui.text_view import arcs
from annotator.ui.text_view.index import AnnotationIndex
from annotator.ui.text_view.laid import Wire
from annotator.ui.text_view.paragraph import Paragraph
from annotator.ui.text_view.stretches import OVERHANG, Stretch
from annotator.ui.text_view.wording import Wording

_BEFORE_FAR_TEXT = 5.0


@dataclass(frozen=True, slots=True)
class Home:
    """Where a span has its name."""

    line: int
    stretch: Stretch


@dataclass(slots=True)
class Foot:
    """Where an arc stands: on which span, and where on it."""

    home: Home
    leg: arcs.Leg

    def y(self, line: int) -> float:
        """Return the height of the foot for an arc that runs above a line."""
        stretch = self.home.stretch
        if self.home.line < line:
            return stretch.box_bottom + 1
        return (stretch.name_top if self.leg.on_name else stretch.box_top) - 1


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


class Tying:
    """The ties of one block, line by line."""

    def __init__(
        self,
        paragraph: Paragraph,
        index: AnnotationIndex,
        wording: Wording,
        homes: dict[str, Home],
    ) -> None:
        self._paragraph = paragraph
        self._index = index
        self._wording = wording
        self._homes = homes
        self.lines: list[list[Tie]] = [[] for _ in range(len(paragraph))]
        self._feet: dict[tuple[str, str], Foot] = {}
        tied = {}
        if wording.density.has_arcs:
            tied = {span: home for span, home in homes.items() if index.relations_of(span)}
        if tied:
            self._place_feet(tied)
            for span, home in tied.items():
                for relation in index.relations_of(span):
                    self._tie(span, home, index.relations[relation])
        for ties in self.lines:
            arcs.turn_stubs([tie.way for tie in ties], -OVERHANG)
        self.levels = [arcs.pack_arcs([tie.way for tie in ties]) for ties in self.lines]

    def wires(self, line: int, top: float) -> list[Wire]:
        """Return the arcs above a line whose room for arcs begins at `top`."""
        ties = self.lines[line]
        ways = [tie.way for tie in ties]
        pitch = self._wording.typography.arc_height
        ground = top + self.levels[line] * pitch
        return [self._wire(tie, line, ground - (tie.way.level + 0.5) * pitch, ways) for tie in ties]

    def _wire(self, tie: Tie, line: int, height: float, ways: list[arcs.Way]) -> Wire:
        relation = tie.relation
        left = arcs.place_name(tie.way, ways)
        start, end = tie.start.y(line), tie.end.y(line)
        arrow: tuple[float, float, int] | None = (tie.way.end, end, 1 if end > height else -1)
        if tie.way.shape == "stub":
            is_tail = tie.start is self._feet.get((relation.tail, relation.id))
            arrow = (tie.way.start, start, 1) if is_tail else None
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
        foot = self._feet[span, relation.id]
        width = self._wording.relation_name_width(relation.label)
        if there is None or abs(there.line - home.line) > 1:
            self._tie_to_far_end(span, other, foot, relation, width)
        elif relation.head == span:
            end = self._feet[other, relation.id]
            shape: arcs.Shape = "bracket" if there.line == home.line else "step"
            way = arcs.Way(relation.id, shape, foot.leg.x, end.leg.x, width)
            if shape == "step":
                way.comes_from_above = "start" if home.line < there.line else "end"
            self.lines[max(home.line, there.line)].append(Tie(relation, way, foot, end, width))

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
        fits_right = x + arcs.HOOK + width <= self._paragraph.width + OVERHANG
        end = x + arcs.HOOK if fits_right else x - arcs.HOOK
        way = arcs.Way(relation.id, "stub", x, end, width)
        tie = Tie(relation, way, foot, foot, name_width, far, text, far_width)
        self.lines[foot.home.line].append(tie)

    # ---- where arcs stand on their spans -----------------------------------------------------

    def _place_feet(self, tied: dict[str, Home]) -> None:
        on_line: dict[int, list[Home]] = {}
        for home in self._homes.values():
            on_line.setdefault(home.line, []).append(home)
        for span, home in tied.items():
            left, right = box = self._first_box(home)
            middle = (left + right) / 2
            relations = sorted(
                self._index.relations_of(span),
                key=lambda id: (arcs.order_of_leg(middle, self._goal(id, span, home)), id),
            )
            step = min(16.0, (right - left) / (len(relations) + 1))
            first = middle - step * (len(relations) - 1) / 2
            wanted = [first + step * number for number in range(len(relations))]
            blocked = [
                (other.stretch.name, other.stretch.row > home.stretch.row)
                for other in on_line[home.line]
                if other is not home and other.stretch.name
            ]
            legs = arcs.place_legs(wanted, box, home.stretch.name, blocked)
            for relation, leg in zip(relations, legs, strict=True):
                self._feet[span, relation] = Foot(home, leg)

    def _first_box(self, home: Home) -> tuple[float, float]:
        ranges = home.stretch.ranges
        return ranges[-1 if self._paragraph.is_rtl else 0][0]

    def _goal(self, id: str, span: str, home: Home) -> float:
        """Return the x that a relation heads for from a span; a stub heads to the right."""
        relation = self._index.relations[id]
        there = self._homes.get(relation.tail if relation.head == span else relation.head)
        if there is None or abs(there.line - home.line) > 1:
            return home.stretch.extent[1] + 1.0
        left, right = self._first_box(there)
        return (left + right) / 2

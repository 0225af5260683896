"""What a laid-out block consists of, as numbers: y from the top of the block, x from its left."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from annotator.ui.text_view.arcs import Point, Shape
from annotator.ui.text_view.paragraph import Paragraph
from annotator.ui.text_view.stretches import Stretch

if TYPE_CHECKING:
    from annotator.ui.text_view.feet import Home
    from annotator.ui.text_view.ribbons import Ribbons
    from annotator.ui.text_view.tying import Ties


class Box(NamedTuple):
    """The ground behind one stretch of a span on one line; its underline is at the bottom."""

    span: str
    label: str
    left: float
    right: float
    top: float
    bottom: float
    has_start: bool
    """Whether a fragment starts or ends at the left, and so the corner is rounded."""
    has_end: bool
    """The same of the right."""

    def moved_by(self, by: float) -> Box:
        """Return the same some pixels lower."""
        span, label, left, right, top, bottom, has_start, has_end = self
        return Box(span, label, left, right, top + by, bottom + by, has_start, has_end)


class Name(NamedTuple):
    """The name of a span's label above the span's start."""

    span: str
    label: str
    text: str
    left: float
    top: float
    width: float
    height: float
    leader: tuple[float, float] | None
    """x and lower end of the thin line down to the span, where other names stand between."""

    def moved_by(self, by: float) -> Name:
        """Return the same some pixels lower."""
        span, label, text, left, top, width, height, leader = self
        if leader is not None:
            leader = (leader[0], leader[1] + by)
        return Name(span, label, text, left, top + by, width, height, leader)


class Ribbon(NamedTuple):
    """What another annotator's span has on one line: a hollow ribbon below the text."""

    span: str
    label: str
    left: float
    right: float
    top: float
    bottom: float
    has_start: bool
    has_end: bool
    text: str
    """The name of its label below the ribbon, or empty where the span does not start here."""
    text_left: float
    text_width: float
    text_height: float

    def moved_by(self, by: float) -> Ribbon:
        """Return the same some pixels lower."""
        return self._replace(top=self.top + by, bottom=self.bottom + by)


class Join(NamedTuple):
    """The dotted line between two parts of a span."""

    span: str
    label: str
    left: float
    right: float
    y: float

    def moved_by(self, by: float) -> Join:
        """Return the same some pixels lower."""
        return self._replace(y=self.y + by)


class Wire(NamedTuple):
    """What is drawn of a relation above one line."""

    relation: str
    label: str
    head: str
    tail: str
    shape: Shape
    lines: list[list[Point]]
    arrow: tuple[float, float, int] | None
    """x, y of the tip, and 1 where it points down, -1 where it points up."""
    text: str
    text_left: float
    y: float
    width: float
    far: str | None = None
    """Of a stub: the id of the span it leads to."""
    far_text: str = ""
    far_width: float = 0.0

    def moved_by(self, by: float) -> Wire:
        """Return the same some pixels lower."""
        arrow = self.arrow
        return self._replace(
            lines=[[(x, y + by) for x, y in line] for line in self.lines],
            arrow=None if arrow is None else (arrow[0], arrow[1] + by, arrow[2]),
            y=self.y + by,
        )


@dataclass(slots=True)
class LaidLine:
    """One line of text with all that stands on it."""

    start: int
    end: int
    top: float
    height: float
    text_top: float
    text_height: float
    boxes: list[Box] = field(default_factory=list)
    """The longest first, so that shorter ones are painted over it."""
    names: list[Name] = field(default_factory=list)
    floating: list[Name] = field(default_factory=list)
    """Names without room of their own, drawn over what is there while they are wanted."""
    ribbons: list[Ribbon] = field(default_factory=list)
    """Spans of another annotator."""
    joins: list[Join] = field(default_factory=list)
    wires: list[Wire] = field(default_factory=list)
    moved: float = field(default=0.0, compare=False)
    """By how much it stands lower than before, where nothing else about it has changed."""

    @property
    def bottom(self) -> float:
        """Where the next line begins."""
        return self.top + self.height

    def moved_by(self, by: float) -> LaidLine:
        """Return the same line some pixels lower."""
        return LaidLine(
            self.start,
            self.end,
            self.top + by,
            self.height,
            self.text_top + by,
            self.text_height,
            [one.moved_by(by) for one in self.boxes],
            [one.moved_by(by) for one in self.names],
            [one.moved_by(by) for one in self.floating],
            [one.moved_by(by) for one in self.ribbons],
            [one.moved_by(by) for one in self.joins],
            [one.moved_by(by) for one in self.wires],
            by,
        )


def has_steps(line: LaidLine) -> bool:
    """Tell whether arcs come down to a line from the one above."""
    return any(one.shape == "step" for one in line.wires)


@dataclass(slots=True)
class LaidBlock:
    """A block ready to be painted and picked in."""

    number: int
    paragraph: Paragraph
    lines: list[LaidLine]
    height: float
    tops: list[float]
    stretches: list[list[Stretch]] = field(default_factory=list)
    """What the lines were made of, and what stands above and below them: for laying out anew what
    changes."""
    homes: list[dict[str, Home]] = field(default_factory=list)
    ties: Ties | None = None
    ribbons: Ribbons | None = None

    def line_at_y(self, y: float) -> int:
        """Return the number of the line at this height; above or below, the nearest."""
        return max(0, bisect_right(self.tops, y) - 1)

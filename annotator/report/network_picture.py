"""A picture of a graph in a report: nodes where a layout has put them, and what ties them."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from annotator.messages.quoting import shorten, show_text
from annotator.report.markup import Html, element
from annotator.report.shapes import INK, WIDTH, place, stroke, svg, text

_HIGH = 540
_SMALLEST, _LARGEST = 3.5, 13.0
"""Radii in pixels."""
_EDGE = 60
_LETTER, _LINE = 6.2, 13.0
"""Pixels that a letter of a name takes, and a line of them."""
_TIE = "#c9ced6"
_LONGEST = 26


class Dot(NamedTuple):
    """A node, from -1 to 1 both ways."""

    name: str
    colour: str
    number: int
    """How large it is."""
    x: float
    y: float


class Link(NamedTuple):
    """A tie between two nodes (their places in the list)."""

    head: int
    tail: int
    number: int
    """How thick it is."""


class _Room(NamedTuple):
    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: "_Room") -> bool:
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )


def draw_network(title: str, dots: Sequence[Dot], links: Sequence[Link]) -> Html:
    """Return nodes, ties below them, and the names of as many as there is room for, those of the
    largest first."""
    most = max((one.number for one in dots), default=1) or 1
    thickest = max((one.number for one in links), default=1) or 1
    places = [_place(one) for one in dots]
    shapes: list[Html] = []
    for link in links:
        width = 0.7 + 2.3 * (link.number / thickest) ** 0.5
        ends = (*places[link.head], *places[link.tail])
        shapes.append(stroke(*ends, _TIE, round(width, 1)))
    radii = [_SMALLEST + (_LARGEST - _SMALLEST) * (one.number / most) ** 0.5 for one in dots]
    for dot, (x, y), radius in zip(dots, places, radii, strict=True):
        shapes.append(
            element(
                "circle",
                cx=place(x),
                cy=place(y),
                r=place(radius),
                fill=dot.colour,
                stroke="#ffffff",
                stroke_width=1.2,
            )
        )
    shapes += _names(dots, places, radii)
    return svg(title, WIDTH, _HIGH, shapes)


def _place(dot: Dot) -> tuple[float, float]:
    x = WIDTH / 2 + dot.x * (WIDTH / 2 - _EDGE)
    return x, _HIGH / 2 + dot.y * (_HIGH / 2 - _EDGE / 2)


def _names(
    dots: Sequence[Dot], places: Sequence[tuple[float, float]], radii: Sequence[float]
) -> Iterator[Html]:
    taken: list[_Room] = []
    for at in sorted(range(len(dots)), key=lambda at: (-dots[at].number, at)):
        name = shorten(show_text(dots[at].name), _LONGEST)
        width = _LETTER * len(name)
        x, y = places[at]
        middle = min(max(x, width / 2), WIDTH - width / 2)
        top = y + radii[at] + 1
        room = _Room(middle - width / 2, top, middle + width / 2, top + _LINE)
        if room.bottom <= _HIGH and not any(map(room.meets, taken)):
            taken.append(room)
            yield from _haloed(middle, top + _LINE - 3, name)


def _haloed(x: float, y: float, words: str) -> Iterator[Html]:
    """Yield words that are read over lines and nodes: their ground first."""
    width = _LETTER * len(words)
    yield element(
        "rect",
        x=place(x - width / 2),
        y=place(y - _LINE + 4),
        width=place(width),
        height=place(_LINE),
        fill="#ffffff",
        fill_opacity="0.75",
        rx=2,
    )
    yield text(x, y, words, INK, "middle", 11)

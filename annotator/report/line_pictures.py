"""Pictures of lines in a report: how figures go over days, each with the band it may lie in."""

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from annotator.messages.quoting import shorten, show_text
from annotator.report.markup import Html, element
from annotator.report.shapes import HAIR, MUTED, WIDTH, place, stroke, svg, text

INKS = ("#0072b2", "#b8500a", "#00795a", "#a8568a", "#7a6100", "#5c4fb5", "#3f6f94", "#7a3b1d")
"""Of lines by their number: told apart by eyes that lack red, green or blue."""
_DASHES = (None, "7 4", "2 4", "9 4 2 4")
"""How lines differ besides."""
_HIGH, _LEFT, _ABOVE, _BELOW = 170, 56, 14, 24
"""In pixels: the room between the axes, and around it."""
_ROW = 15
"""Between two names at the ends of lines."""
_APART = 76
"""Pixels that words below take."""


class Stop(NamedTuple):
    """A value of a line, and the interval it lies in."""

    along: float
    up: float
    low: float | None = None
    high: float | None = None


class Line(NamedTuple):
    """Values from the left to the right under a name, "" for none."""

    name: str
    stops: Sequence[Stop]


class Tick(NamedTuple):
    """A place on an axis and what is written there."""

    at: float
    words: str


def draw_lines(
    title: str, lines: Sequence[Line], below: Sequence[Tick], beside: Sequence[Tick]
) -> Html:
    """Return lines between two axes: `below` are ticks along, as many are written as there is room
    for; `beside` are ticks up, from the foot (the first) to the top (the last)."""
    shown = [one for one in lines if one.stops]
    if not shown:
        return svg(title, WIDTH, _ABOVE + _HIGH + _BELOW, [])
    scale = _Scale(shown, beside)
    shapes: list[Html] = []
    for tick in beside:
        y = scale.y(tick.at)
        shapes.append(stroke(_LEFT, y, scale.right, y, HAIR))
        shapes.append(text(_LEFT - 8, y + 4, tick.words, MUTED, "end", 11))
    shapes += _words_below(below, scale)
    for number, line in enumerate(shown):
        shapes += _line(line, number, scale)
    shapes += _names(shown, scale)
    return svg(title, WIDTH, _ABOVE + _HIGH + _BELOW, shapes)


class _Scale:
    """From values to pixels."""

    def __init__(self, lines: Sequence[Line], beside: Sequence[Tick]) -> None:
        longest = max(len(_shown_name(one.name)) for one in lines)
        self.right = WIDTH - 6 - (7 * longest + 10 if longest else 0)
        self._first = min(stop.along for one in lines for stop in one.stops)
        self._last = max(stop.along for one in lines for stop in one.stops)
        self._foot, self._top = beside[0].at, beside[-1].at

    def x(self, along: float) -> float:
        if self._last == self._first:
            return (_LEFT + self.right) / 2
        share = (along - self._first) / (self._last - self._first)
        return _LEFT + 6 + share * (self.right - _LEFT - 12)

    def y(self, up: float) -> float:
        share = (up - self._foot) / ((self._top - self._foot) or 1)
        return _ABOVE + _HIGH * (1 - min(1.0, max(0.0, share)))


def _words_below(below: Sequence[Tick], scale: _Scale) -> list[Html]:
    shapes, free = [], 0.0
    for tick in below:
        x = scale.x(tick.at)
        if x - _APART / 2 >= free:
            middle = min(x, WIDTH - _APART / 2)
            shapes.append(text(middle, _ABOVE + _HIGH + 17, tick.words, MUTED, "middle", 11))
            free = x + _APART / 2
    return shapes


def _line(line: Line, number: int, scale: _Scale) -> list[Html]:
    ink = INKS[number % len(INKS)]
    dash = _DASHES[(number + number // len(INKS)) % len(_DASHES)]
    shapes = _intervals(line.stops, ink, scale)
    for one, other in pairwise(line.stops):
        ends = (scale.x(one.along), scale.y(one.up), scale.x(other.along), scale.y(other.up))
        shapes.append(stroke(*ends, ink, 2, dash))
    if len(line.stops) < 40:
        shapes += [
            element(
                "circle", cx=place(scale.x(one.along)), cy=place(scale.y(one.up)), r=3, fill=ink
            )
            for one in line.stops
        ]
    return shapes


def _intervals(stops: Sequence[Stop], ink: str, scale: _Scale) -> list[Html]:
    """Return a band where every value has its interval; where some have none, strokes at those that
    have one: a band would say more than is known."""
    held = [
        (scale.x(one.along), scale.y(one.low), scale.y(one.high))
        for one in stops
        if one.low is not None and one.high is not None
    ]
    if len(held) < len(stops) or len(held) < 2:
        return [stroke(x, low, x, high, ink, 1) for x, low, high in held]
    edge = [(x, high) for x, _, high in held] + [(x, low) for x, low, _ in reversed(held)]
    corners = " ".join(f"{place(x)},{place(y)}" for x, y in edge)
    return [element("polygon", points=corners, fill=ink, fill_opacity="0.14")]


def _names(lines: Sequence[Line], scale: _Scale) -> list[Html]:
    """Return each name at the end of its line, never over another."""
    ends = sorted(
        ((scale.y(line.stops[-1].up), number) for number, line in enumerate(lines)), reverse=True
    )
    shapes, floor = [], float("inf")
    for y, number in ends:
        floor = min(y, floor - _ROW)
        name = _shown_name(lines[number].name)
        if name:
            ink = INKS[number % len(INKS)]
            shapes.append(text(scale.right + 8, floor + 4, name, ink, None, 12))
    return shapes


def _shown_name(name: str) -> str:
    return shorten(show_text(name), 20)

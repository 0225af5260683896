"""Pictures of counts in a report: bars that lie, columns that stand, a curve."""

from collections.abc import Sequence
from itertools import pairwise
from math import ceil
from typing import NamedTuple

from annotator.messages.quoting import shorten, show_text
from annotator.report.markup import Html
from annotator.report.shapes import BAR, HAIR, INK, MUTED, WIDTH, rect, stroke, svg, text

_NAMES, _FIGURES, _ROW = 210, 80, 22
_HIGH, _LEFT, _ABOVE, _BELOW = 150, 56, 18, 24
"""Of columns and curves, in pixels: the room between the axes, and around it."""
_APART = 64
"""Pixels between words below columns."""
_CURVE = "#2456a6"


class Count(NamedTuple):
    """How many there are of something."""

    name: str
    number: int
    colour: str = BAR


def draw_counts(title: str, counts: Sequence[Count]) -> Html:
    """Return bars, one under the other, each as long as its number, which stands at its end."""
    most = max((one.number for one in counts), default=0) or 1
    shapes: list[Html] = []
    for at, one in enumerate(counts):
        foot = at * _ROW + 15
        shapes.append(text(_NAMES - 10, foot, shorten(show_text(one.name), 32), INK, "end"))
        length = (WIDTH - _NAMES - _FIGURES) * one.number / most
        shapes.append(rect(_NAMES, at * _ROW + 4, length, _ROW - 8, one.colour))
        shapes.append(text(_NAMES + length + 8, foot, f"{one.number:,}", INK))
    return svg(title, WIDTH, _ROW * len(counts) + 4, shapes)


def draw_columns(title: str, counts: Sequence[Count]) -> Html:
    """Return columns side by side, with names below as far as there is room."""
    most = max((one.number for one in counts), default=0) or 1
    shapes = _axes(most)
    each = (WIDTH - _LEFT) / max(1, len(counts))
    every = max(1, ceil(_APART / each))
    for at, one in enumerate(counts):
        height = _HIGH * one.number / most
        left = _LEFT + at * each
        shapes.append(rect(left + 1, _ABOVE + _HIGH - height, each - 2, height, one.colour))
        if at % every == 0:
            words = shorten(show_text(one.name), 14)
            shapes.append(text(left + each / 2, _ABOVE + _HIGH + 16, words, MUTED, "middle", 11))
    return svg(title, WIDTH, _ABOVE + _HIGH + _BELOW, shapes)


def draw_curve(title: str, points: Sequence[tuple[int, int]], first: str, last: str) -> Html:
    """Return a curve through points (along, up), in order; `first` and `last` are written below its
    ends."""
    most = max((up for _, up in points), default=0) or 1
    begin, end = points[0][0], points[-1][0]
    shapes = _axes(most)

    def at(point: tuple[int, int]) -> tuple[float, float]:
        along = (point[0] - begin) / max(1, end - begin)
        return _LEFT + along * (WIDTH - _LEFT - 4), _ABOVE + _HIGH * (1 - point[1] / most)

    for one, other in pairwise(points):
        shapes.append(stroke(*at(one), *at(other), _CURVE, 2.5))
    foot = _ABOVE + _HIGH + 16
    shapes.append(text(_LEFT, foot, first, MUTED, None, 11))
    shapes.append(text(WIDTH - 4, foot, last, MUTED, "end", 11))
    return svg(title, WIDTH, _ABOVE + _HIGH + _BELOW, shapes)


def _axes(most: int) -> list[Html]:
    """Return hairlines at nothing and at the most, with their figures."""
    shapes = []
    for number, y in ((0, _ABOVE + _HIGH), (most, _ABOVE)):
        shapes.append(stroke(_LEFT, y, WIDTH, y, HAIR))
        shapes.append(text(_LEFT - 8, y + 4, f"{number:,}", MUTED, "end", 11))
    return shapes

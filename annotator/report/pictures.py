"""Pictures of a report: bars with their intervals, a bar in parts, a matrix; small SVG, no script.

Every picture can be read without its colours: figures stand in it as text.
"""

from collections.abc import Sequence
from typing import NamedTuple

from annotator.messages.quoting import shorten, show_text
from annotator.report.markup import Html, element
from annotator.report.shapes import BAR, HAIR, INK, MUTED, WIDTH, rect, stroke, svg, text

_NAMES = 210
"""Room for the names at the left, in pixels, and for the figures at the right."""
_FIGURES = 120
_ROW = 24
_WHISKER = "#1d2430"
PART_COLOURS = ("#3f8f5f", "#d7b33c", "#e08a3c", "#b4502e", "#5d84bd", "#8a6db3")
"""Of the parts of a `Breakdown`, in its order; each can be told from its neighbours in grey."""


class Bar(NamedTuple):
    """A figure between 0 and 1 under its name, with its interval where it has one."""

    name: str
    value: float | None
    low: float | None = None
    high: float | None = None
    figure: str = ""
    """The figure as it is written."""


class Part(NamedTuple):
    """A part of a whole."""

    name: str
    size: int


def draw_bars(title: str, bars: Sequence[Bar]) -> Html:
    """Return bars from 0 to 1, one under the other; a whisker is the interval."""
    height = _ROW * len(bars) + 26
    scale = WIDTH - _NAMES - _FIGURES
    shapes: list[Html] = []
    for tenth in range(0, 11, 2):
        x = _NAMES + scale * tenth / 10
        shapes.append(stroke(x, 4, x, height - 20, HAIR))
        shapes.append(text(x, height - 6, f"{tenth / 10:.1f}", MUTED, "middle", 11))
    for number, bar in enumerate(bars):
        shapes += _bar(bar, number * _ROW + 4, scale)
    return svg(title, WIDTH, height, shapes)


def _bar(bar: Bar, top: float, scale: float) -> list[Html]:
    middle = top + _ROW / 2
    shapes = [text(_NAMES - 10, middle + 4, shorten(show_text(bar.name), 32), INK, "end")]
    figure_at = WIDTH - _FIGURES + 12
    if bar.value is None:
        return [*shapes, text(figure_at, middle + 4, bar.figure or "–", MUTED)]
    reach = max(0.0, bar.value) * scale
    shapes.append(rect(_NAMES, top + 5, reach, _ROW - 10, BAR))
    if bar.low is not None and bar.high is not None:
        low, high = (_NAMES + max(0.0, one) * scale for one in (bar.low, bar.high))
        shapes.append(stroke(low, middle, high, middle, _WHISKER, 1.6))
        shapes += [stroke(x, middle - 4, x, middle + 4, _WHISKER, 1.6) for x in (low, high)]
    return [*shapes, text(figure_at, middle + 4, bar.figure, INK)]


def draw_parts(title: str, parts: Sequence[Part]) -> Html:
    """Return one bar that is the whole, in its parts; their names and shares stand below."""
    whole = sum(part.size for part in parts) or 1
    shapes: list[Html] = []
    x = 0.0
    for part, colour in zip(parts, PART_COLOURS, strict=False):
        width = WIDTH * part.size / whole
        shapes.append(rect(x, 2, max(0.0, width - 1), 26, colour))
        x += width
    column = WIDTH / 3
    for number, (part, colour) in enumerate(zip(parts, PART_COLOURS, strict=False)):
        left, top = column * (number % 3), 42 + 20 * (number // 3)
        shapes.append(rect(left, top, 12, 12, colour))
        words = f"{shorten(show_text(part.name), 22)} {100 * part.size / whole:.1f} %"
        shapes.append(text(left + 18, top + 10, words, INK))
    return svg(title, WIDTH, 42 + 20 * ((len(parts) + 2) // 3), shapes)


def draw_matrix(
    title: str, rows: Sequence[str], columns: Sequence[str], counts: Sequence[Sequence[int]]
) -> Html:
    """Return a matrix of counts; the darker a cell, the greater its share of its row."""
    cell, names, heads = 46, 130, 92
    width, height = names + cell * len(columns) + 60, heads + 30 * len(rows) + 6
    shapes: list[Html] = []
    for at, name in enumerate(columns):
        x = names + cell * at + cell / 2 + 4
        turn = f"rotate(-40 {x:.1f} {heads - 8})"
        shapes.append(text(x, heads - 8, shorten(show_text(name), 15), INK, turn=turn))
    for at, (name, line) in enumerate(zip(rows, counts, strict=True)):
        top = heads + 30 * at
        shapes.append(text(names - 8, top + 19, shorten(show_text(name), 17), INK, "end"))
        whole = sum(line) or 1
        for column, count in enumerate(line):
            shapes += _cell(names + cell * column, top, cell, count, count / whole)
    return svg(title, width, height, shapes)


def _cell(left: float, top: float, width: float, count: int, share: float) -> list[Html]:
    shade = round(255 - 150 * share), round(255 - 100 * share), round(255 - 45 * share)
    fill = "#{:02x}{:02x}{:02x}".format(*shade)
    box = element(
        "rect",
        x=left,
        y=top,
        width=width - 2,
        height=28,
        fill=fill if count else "#f6f7f9",
    )
    if not count:
        return [box]
    return [box, text(left + width / 2 - 1, top + 19, f"{count:,}", INK, "middle")]

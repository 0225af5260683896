"""What pictures of a report are made of: boxes, lines and words, as small SVG."""

from collections.abc import Sequence

from annotator.report.markup import Html, element

WIDTH = 680
"""Of a picture, in pixels."""
INK, MUTED, HAIR, BAR = "#1d2430", "#5b6472", "#d9dde3", "#8fb0dc"


def svg(title: str, width: float, height: float, shapes: Sequence[Html]) -> Html:
    """Return a picture of these shapes, with what it is told as."""
    return element(
        "svg",
        element("title", title),
        *shapes,
        xmlns="http://www.w3.org/2000/svg",
        role="img",
        viewBox=f"0 0 {width:.0f} {height:.0f}",
        width=f"{width:.0f}",
        height=f"{height:.0f}",
    )


def rect(x: float, y: float, width: float, height: float, fill: str) -> Html:
    """Return a box."""
    return element(
        "rect", x=place(x), y=place(y), width=place(width), height=place(height), fill=fill, rx=2
    )


def stroke(
    x1: float,
    y1: float,
    x2: float,
    y2: float,
    ink: str,
    width: float = 1,
    dash: str | None = None,
) -> Html:
    """Return a line, broken as `dash` says (lengths of strokes and gaps)."""
    return element(
        "line",
        x1=place(x1),
        y1=place(y1),
        x2=place(x2),
        y2=place(y2),
        stroke=ink,
        stroke_width=width,
        stroke_dasharray=dash,
    )


def text(
    x: float,
    y: float,
    words: str,
    ink: str,
    anchor: str | None = None,
    size: int = 13,
    turn: str | None = None,
) -> Html:
    """Return words whose foot is at a place."""
    return element(
        "text",
        words,
        x=place(x),
        y=place(y),
        fill=ink,
        font_size=size,
        font_family="system-ui, sans-serif",
        text_anchor=anchor,
        transform=turn,
    )


def place(number: float) -> str:
    """A place in pixels, with one decimal where it needs one."""
    return f"{number:.1f}".removesuffix(".0")

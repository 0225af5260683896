"""Where a list can stand so that it hides as little as possible of what one looks for."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QPoint, QPointF, QRect, QSize

if TYPE_CHECKING:
    from annotator.ui.text_view.canvas import Canvas

_EDGE = 4
"""Between a list and the edge of the window."""
_STEP = 16
"""Between two places that are looked at."""
_HINT = 18.0
"""How far the letters of a hint may push a name to the right."""


class Taken(NamedTuple):
    """A rectangle that should stay in view, in pixels of the window."""

    left: float
    top: float
    right: float
    bottom: float


def find_place(
    size: QSize, area: QRect, wanted: QPoint, taken: Iterable[Taken]
) -> tuple[QPoint, float]:
    """Return where a list of this size hides least, and how many square pixels it hides there.

    Always inside the area; of places equally good, the one nearest to the wanted corner.
    """
    standing = tuple(taken)
    right = max(_EDGE, area.width() - size.width() - _EDGE)
    bottom = max(_EDGE, area.height() - size.height() - _EDGE)
    near = QPoint(min(max(_EDGE, wanted.x()), right), min(max(_EDGE, wanted.y()), bottom))
    columns = {near.x(), _EDGE, right}
    rows = {near.y(), _EDGE, bottom, *range(_EDGE, bottom, _STEP)}
    places = [QPoint(x, y) for x in columns for y in rows]
    # By distance first: where nothing at all is hidden, no further place is looked at.
    places.sort(key=lambda place: ((place - wanted).manhattanLength(), place.y(), place.x()))
    best, least = near, float("inf")
    for place in places:
        hidden = _hidden(place, size, standing)
        if hidden < least:
            best, least = place, hidden
        if not hidden:
            break
    return best, least


def standing_of(view: Canvas, spans: Collection[str]) -> list[Taken]:
    """Return what is on screen of some spans: their boxes, and their names with room for hints."""
    galley = view.galley
    first = view.locate(QPointF(0, 0))
    last = view.locate(QPointF(0, view.viewport().height()))
    found: list[Taken] = []
    if galley is None or first is None or last is None:
        return found
    left = view.column_left()
    for number in range(first.block.number, last.block.number + 1):
        top = view.top_of(number)
        if top is None:
            continue
        for line in galley.laid(number).lines:
            found += [
                Taken(left + one.left, top + one.top, left + one.right, top + one.bottom)
                for one in line.boxes
                if one.span in spans
            ]
            found += [
                Taken(
                    left + one.left - 3,
                    top + one.top - 2,
                    left + one.left + one.width + _HINT,
                    top + one.top + one.height,
                )
                for one in line.names
                if one.span in spans
            ]
    return found


def _hidden(place: QPoint, size: QSize, taken: Sequence[Taken]) -> float:
    left, top = place.x(), place.y()
    right, bottom = left + size.width(), top + size.height()
    hidden = 0.0
    for one in taken:
        wide = min(right, one.right) - max(left, one.left)
        high = min(bottom, one.bottom) - max(top, one.top)
        if wide > 0 and high > 0:
            hidden += wide * high
    return hidden

"""The colours of a label's chip: a tint to stand on, and ink that can be read on it."""

from functools import lru_cache
from typing import NamedTuple

from PySide6.QtGui import QColor

from annotator.ui.text_view.colours import TextColours, blend, contrast, label_colours, text_colours
from annotator.ui.theme import Colours

_TINT = 0.16
_MARKED_TINT = 0.30
_STEPS = 20


class ChipColours(NamedTuple):
    """As "#rrggbb"."""

    ground: str
    ink: str


@lru_cache(maxsize=512)
def chip_colours(label_colour: str, colours: Colours, is_marked: bool = False) -> ChipColours:
    """Return the colours of a chip; what is no colour counts as the theme's muted one."""
    known = QColor(label_colour)
    colour = known.name() if known.isValid() else colours.muted
    text = text_colours(is_dark=colours.is_dark, is_high=colours.is_high)
    strong = label_colours(colour, text).strong
    ground = blend(strong, colours.base, _MARKED_TINT if is_marked else _TINT)
    return ChipColours(ground, _readable(strong, ground, text))


def _readable(colour: str, ground: str, text: TextColours) -> str:
    """Return the colour, made lighter on dark and darker on light as far as it must be."""
    goal = "#ffffff" if text.is_dark else "#000000"
    steps = (blend(goal, colour, step / _STEPS) for step in range(_STEPS + 1))
    return next((ink for ink in steps if contrast(ink, ground) >= text.least_contrast), goal)

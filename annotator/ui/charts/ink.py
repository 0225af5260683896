"""Colours of pictures: labels as the text has them, series that differ for every eye, shades."""

from PySide6.QtGui import QColor

from annotator.ui.text_view.colours import blend, contrast, label_colours, text_colours
from annotator.ui.theme import Colours, current_colours

SERIES = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#8a6d00", "#5c4fb5", "#56b4e9", "#7a3b1d")
"""After Okabe and Ito: told apart by eyes that lack red, green or blue."""
DASHES: tuple[tuple[int, ...], ...] = ((), (6, 3), (2, 3), (8, 3, 2, 3))
"""How lines differ besides: whole, dashed, dotted, both."""


def strong(colour: str) -> str:
    """Return a colour ("#rrggbb") made readable on the theme's ground; no colour is a quiet one."""
    colours = current_colours()
    known = QColor(colour)
    if not colour or not known.isValid():
        return colours.faint
    text = text_colours(is_dark=colours.is_dark, is_high=colours.is_high)
    return label_colours(known.name(), text).strong


def series_ink(number: int) -> str:
    """Return the colour of a line or a person by number, from 0 on."""
    return strong(SERIES[number % len(SERIES)])


def dashes(number: int) -> tuple[int, ...]:
    """Return how a line is broken, by its number; lines of one colour never are alike."""
    return DASHES[(number + number // len(SERIES)) % len(DASHES)]


def shade(share: float, colours: Colours) -> str:
    """Return the ground of a cell: from nothing (0) to the accent (1)."""
    return blend(colours.accent, colours.base, 0.06 + 0.74 * min(1.0, max(0.0, share)))


def on(ground: str, colours: Colours) -> str:
    """Return what letters on a ground are written in: whichever is read best."""
    return max((colours.text, colours.base), key=lambda one: contrast(one, ground))

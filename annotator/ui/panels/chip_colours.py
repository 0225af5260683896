"""The colours of a label's chip: a tint to stand on, and ink that can be read on it."""

from functools import lru_cache
from typing import NamedTuple

from PySide6.QtGui import QColor

from annotator.ui.theme import Colours

_LEAST_CONTRAST = 4.5
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
    colour = QColor(label_colour)
    if not colour.isValid():
        colour = QColor(colours.muted)
    ground = _mix(QColor(colours.base), colour, _MARKED_TINT if is_marked else _TINT)
    return ChipColours(ground.name(), _readable(colour, ground, colours.is_dark).name())


def contrast(one: QColor, other: QColor) -> float:
    """Return the contrast of two colours as WCAG counts it, 1 to 21."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _readable(colour: QColor, ground: QColor, is_dark: bool) -> QColor:
    """Return the colour, made lighter on dark and darker on light as far as it must be."""
    goal = QColor("#ffffff" if is_dark else "#000000")
    for step in range(_STEPS + 1):
        ink = _mix(colour, goal, step / _STEPS)
        if contrast(ink, ground) >= _LEAST_CONTRAST:
            return ink
    return goal


def _mix(one: QColor, other: QColor, share: float) -> QColor:
    red, green, blue = (
        a + (b - a) * share for a, b in zip(_parts(one), _parts(other), strict=True)
    )
    return QColor.fromRgbF(red, green, blue)


def _parts(colour: QColor) -> tuple[float, float, float]:
    return (colour.redF(), colour.greenF(), colour.blueF())


def _luminance(colour: QColor) -> float:
    red, green, blue = (_linear(part) for part in _parts(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)

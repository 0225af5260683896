"""How far apart colours look, also to those who tell fewer of them apart. No Qt.

G. M. Machado, M. M. Oliveira, L. A. F. Fernandes, "A Physiologically-based Model for Simulation of
Color Vision Deficiency" (2009): matrices on linear light for the whole lack of one kind of cones.
Distances are those of OKLab (`annotator.ui.text_view.oklab`): 0.02 can just be told.
"""

from functools import lru_cache
from typing import Literal

from annotator.ui.text_view.oklab import Lab, Rgb, to_oklab

Vision = Literal["usual", "protan", "deutan", "tritan"]
VISIONS: tuple[Vision, ...] = ("usual", "protan", "deutan", "tritan")
VISION_WORDS: dict[Vision, str] = {
    "usual": "",
    "protan": "without red cones",
    "deutan": "without green cones",
    "tritan": "without blue cones",
}
_Matrix = tuple[tuple[float, float, float], ...]
_MATRICES: dict[Vision, _Matrix] = {
    "protan": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deutan": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritan": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}


def seen_as(colour: str, vision: Vision) -> Rgb:
    """Return what "#rrggbb" looks like to somebody, red, green and blue from 0 to 1."""
    value = int(colour.lstrip("#"), 16)
    rgb = ((value >> 16) / 255, (value >> 8 & 255) / 255, (value & 255) / 255)
    if vision == "usual":
        return rgb
    light = [_linear(part) for part in rgb]
    red, green, blue = (
        _gamma(
            min(1.0, max(0.0, sum(share * part for share, part in zip(row, light, strict=True))))
        )
        for row in _MATRICES[vision]
    )
    return red, green, blue


@lru_cache(maxsize=16384)
def place_of(colour: str, vision: Vision) -> Lab:
    """Return where a colour lies in OKLab for somebody."""
    return to_oklab(seen_as(colour, vision))


def apart(one: str, other: str, vision: Vision = "usual") -> float:
    """Return how far apart two colours look to somebody: black and white are 1."""
    pairs = zip(place_of(one, vision), place_of(other, vision), strict=True)
    return float(sum((a - b) ** 2 for a, b in pairs) ** 0.5)


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)


def _gamma(part: float) -> float:
    return 12.92 * part if part <= 0.0031308 else float(1.055 * part ** (1 / 2.4) - 0.055)

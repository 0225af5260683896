"""Colours for labels that come without: the first that is free and tells apart."""

import colorsys
from collections.abc import Collection

PALETTE = (
    "#c25112",
    "#244acf",
    "#278453",
    "#72009d",
    "#075860",
    "#a00b51",
    "#564e01",
    "#a25aa1",
    "#472400",
    "#0f7fa8",
    "#b3261e",
    "#4a6a13",
    "#5c6470",
    "#8a5a2b",
    "#5b3fd6",
    "#00796b",
)
"""Dark enough to be read on white, apart by lightness as well as by hue."""
_GOLDEN = 0.618034


def free_colour(taken: Collection[str]) -> str:
    """Return the first colour of the palette that is not taken; then hues far from each other."""
    used = {colour.lower() for colour in taken}
    for colour in PALETTE:
        if colour not in used:
            return colour
    hue = (len(used) * _GOLDEN) % 1.0
    red, green, blue = colorsys.hls_to_rgb(hue, 0.34 + 0.08 * (len(used) % 3), 0.65)
    return f"#{round(red * 255):02x}{round(green * 255):02x}{round(blue * 255):02x}"

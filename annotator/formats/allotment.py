"""Colours for labels that come without: the first that is free and tells apart."""

import colorsys
from collections.abc import Collection

PALETTE = (
    "#1c50cc",
    "#db6411",
    "#4d2803",
    "#af77a1",
    "#013753",
    "#894845",
    "#6f7bfd",
    "#332ab0",
    "#78985d",
    "#5c4302",
    "#9b1588",
    "#70303b",
    "#0e5157",
    "#1e7fa2",
    "#7d541a",
    "#c92a71",
    "#1da928",
    "#9976d4",
    "#a93eb6",
    "#166e53",
    "#93356c",
    "#0c6492",
    "#5c9d75",
    "#a68748",
)
"""As far apart as can be, for the colour-blind too: what `ui.label_set.colour_choice` spreads."""
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

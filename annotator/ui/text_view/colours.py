"""Colours of the text view, and of each label on it: every letter reaches 4.5:1 on its ground.

Colours are "#rrggbb" here; no Qt.
"""

import colorsys
from dataclasses import dataclass
from functools import lru_cache

from annotator.ui.text_view.oklab import from_oklab, to_oklab

LEAST_CONTRAST = 4.5
_LIGHT_ENOUGH = 0.64
"""The least lightness, as OKLab has it, that labels have on a dark ground."""
_MIRRORED = 0.75
HIGH_CONTRAST = 7.0
"""What everything reaches where high contrast is asked for."""


@dataclass(frozen=True, slots=True)
class TextColours:
    """What the text view is drawn with."""

    background: str
    text: str
    muted: str
    """Standfirst, dates, captions."""
    faint: str
    """Relations at rest and their names."""
    selection: str
    accent: str
    ring: str
    find: str
    """Behind search hits."""
    is_dark: bool
    least_contrast: float = LEAST_CONTRAST
    """What labels reach on their grounds."""


LIGHT = TextColours(
    background="#ffffff",
    text="#1d1c1a",
    muted="#5f5c57",
    faint="#716e67",
    selection="#cfe0ff",
    accent="#2a56c6",
    ring="#2a56c6",
    find="#ffe48a",
    is_dark=False,
)
DARK = TextColours(
    background="#232428",
    text="#e9e7e2",
    muted="#c0bdb5",
    faint="#98958d",
    selection="#304a80",
    accent="#8fadff",
    ring="#a9c0ff",
    find="#4f400e",
    is_dark=True,
)
HIGH_LIGHT = TextColours(
    background="#ffffff",
    text="#000000",
    muted="#2b2b2b",
    faint="#3d3d3d",
    selection="#a9c9ff",
    accent="#00309c",
    ring="#00309c",
    find="#ffe766",
    is_dark=False,
    least_contrast=HIGH_CONTRAST,
)
HIGH_DARK = TextColours(
    background="#000000",
    text="#ffffff",
    muted="#e6e6e6",
    faint="#cfcfcf",
    selection="#0046a8",
    accent="#8fd0ff",
    ring="#ffffff",
    find="#665000",
    is_dark=True,
    least_contrast=HIGH_CONTRAST,
)


def text_colours(*, is_dark: bool, is_high: bool) -> TextColours:
    """Return what the text view is drawn with in a theme."""
    if is_high:
        return HIGH_DARK if is_dark else HIGH_LIGHT
    return DARK if is_dark else LIGHT


@dataclass(frozen=True, slots=True)
class LabelColours:
    """One label's colours on one ground."""

    strong: str
    """Names, underlines and arcs: readable on the background."""
    tint: str
    """Behind the text; the text is readable on it."""
    quiet: str
    """The tint of a span that recedes because another is selected."""
    on_strong: str
    """Text on a ground of `strong`."""


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours, from 1 to 21 (as WCAG 2 defines it)."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def blend(colour: str, ground: str, share: float) -> str:
    """Return `share` (0 to 1) of a colour laid over a ground."""
    over, under = _parts(colour), _parts(ground)
    return _hex(tuple(a * share + b * (1 - share) for a, b in zip(over, under, strict=True)))


@lru_cache(maxsize=1024)
def label_colours(base: str, colours: TextColours) -> LabelColours:
    """Return what a label whose colour is `base` wears on this ground."""
    if colours.is_dark:
        base = _turned_light(base)
    tint = _readable_tint(base, colours, 0.19 if colours.is_dark else 0.15)
    grounds = (colours.background, blend(base, colours.background, 0.08))
    strong = _readable(base, grounds, colours)
    return LabelColours(
        strong=strong,
        tint=tint,
        quiet=blend(tint, colours.background, 0.55),
        on_strong=max(("#ffffff", "#111214"), key=lambda one: contrast(one, strong)),
    )


@lru_cache(maxsize=16)
def hit_edge(colours: TextColours) -> str:
    """Return the colour of the line around a search hit, to be seen on the text and off it."""
    return blend(colours.text, colours.find, 0.5)


def _turned_light(base: str) -> str:
    """Return a colour as light on dark as it was dark on light.

    Colours that differ by being darker or lighter still do: made just light enough to be read,
    brown and orange would be one.
    """
    lightness, a, b = to_oklab(_parts(base))
    if lightness < _LIGHT_ENOUGH:
        lightness = _LIGHT_ENOUGH + _MIRRORED * (_LIGHT_ENOUGH - lightness)
    return _hex(from_oklab((lightness, a, b)))


def _readable(base: str, grounds: tuple[str, ...], colours: TextColours) -> str:
    """Return the colour made lighter or darker until it can be read on all the grounds."""
    hue, light, saturation = colorsys.rgb_to_hls(*_parts(base))
    step = 0.01 if colours.is_dark else -0.01
    colour = base
    while min(contrast(colour, ground) for ground in grounds) < colours.least_contrast:
        light += step
        if not 0 <= light <= 1:
            break
        colour = _hex(colorsys.hls_to_rgb(hue, light, saturation))
    return colour


def _readable_tint(base: str, colours: TextColours, share: float) -> str:
    """Return the strongest tint up to `share` on which all text colours can be read."""
    while share > 0.02:
        tint = blend(base, colours.background, share)
        worst = min(contrast(colours.text, tint), contrast(colours.muted, tint))
        if worst >= colours.least_contrast:
            return tint
        share -= 0.01
    return colours.background


def _parts(colour: str) -> tuple[float, float, float]:
    value = int(colour.lstrip("#"), 16)
    return ((value >> 16) / 255, (value >> 8 & 255) / 255, (value & 255) / 255)


def _hex(parts: tuple[float, ...]) -> str:
    return "#" + "".join(f"{round(min(1.0, max(0.0, part)) * 255):02x}" for part in parts)


def _luminance(colour: str) -> float:
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in _parts(colour)
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue

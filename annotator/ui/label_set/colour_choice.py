"""Colours for labels that differ from all others, in both themes and for every kind of eyes. No Qt.

What counts is not the colour that is kept but what is drawn from it: the letters and lines of its
label on light and on dark ground, which reach 4.5:1 there (`annotator.ui.text_view.colours`). Of
many candidates the one is next whose nearest neighbour is farthest; so the least distance falls
slowly with the number of labels and never to nothing.
"""

import math
import re
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from annotator.ui.label_set.colour_vision import VISIONS, Vision, place_of
from annotator.ui.text_view.colours import DARK, HIGH_DARK, HIGH_LIGHT, LIGHT, label_colours
from annotator.ui.text_view.oklab import Lab, from_oklab

TOLD_APART = 0.02
"""Below this two labels are easily taken for each other where they are not side by side."""
_HUES = 30
_LIGHTNESSES = (0.32, 0.40, 0.48, 0.56, 0.64)
_STRENGTHS = (0.09, 0.14, 0.20)
_WEIGHTS: dict[Vision, float] = {"usual": 1.0, "protan": 1.25, "deutan": 1.25, "tritan": 1.5}
"""Distances of those who tell less apart are made larger before they are compared: they may be
smaller, or else all colours would differ by lightness alone."""
_HIGH_WEIGHT = 1.75
"""Where high contrast is asked for there are few colours: they differ, but less."""
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
_Look = tuple[Lab, ...]


class Likeness(NamedTuple):
    """The colour that is nearest to another, and for whom they are how far apart."""

    colour: str
    vision: Vision
    is_dark: bool
    distance: float


def is_colour(words: str) -> bool:
    """Tell whether something is written as colours are: #2f6fde."""
    return _COLOUR.fullmatch(words) is not None


def suggest_colours(taken: Iterable[str], count: int = 10) -> list[str]:
    """Return colours that differ most from those that are taken and from each other."""
    return _spread(list(dict.fromkeys(taken)), count)


def spread_colours(count: int) -> list[str]:
    """Return colours for so many labels at once, those first that are told apart best."""
    return _spread([], count)


def nearest(colour: str, others: Iterable[str]) -> Likeness | None:
    """Return which of the others a colour is most easily taken for; None where there is none."""
    found = (likeness(colour, other) for other in others)
    return min(found, key=lambda one: one.distance, default=None)


def likeness(one: str, other: str) -> Likeness:
    """Return for whom and in which theme two colours are nearest, and how far apart there."""
    return min(
        (
            Likeness(other, vision, ground is DARK, _distance(a, b))
            for (vision, ground, a), (_, _, b) in zip(_places(one), _places(other), strict=True)
        ),
        key=lambda found: found.distance,
    )


def least_apart(colours: Sequence[str]) -> float:
    """Return how far apart the two are that are most alike, for whom they are most alike."""
    pairs = ((a, b) for place, a in enumerate(colours) for b in colours[:place])
    return min((likeness(a, b).distance for a, b in pairs), default=math.inf)


# ---- inside -------------------------------------------------------------------------------------


def _spread(taken: list[str], count: int) -> list[str]:
    candidates = _candidates()
    room: list[float] = [math.inf] * len(candidates)
    for colour in taken:
        room = list(map(min, room, _gaps(colour)))
    chosen: list[str] = []
    while len(chosen) < count:
        is_first = not taken and not chosen
        best = 0 if is_first else max(range(len(candidates)), key=room.__getitem__)
        colour, _ = candidates[best]
        chosen.append(colour)
        room = list(map(min, room, _gaps(colour)))
    return chosen


@lru_cache(maxsize=1024)
def _gaps(colour: str) -> tuple[float, ...]:
    """How far every candidate is from a colour: the colours of a project are asked again and
    again."""
    look = _look(colour)
    return tuple(_gap(other, look) for _, other in _candidates())


@cache
def _candidates() -> tuple[tuple[str, _Look], ...]:
    """Every colour that may be suggested; a strong blue, which is all colour for all, first."""
    found = dict.fromkeys(
        _hex(lightness, strength, 2 * math.pi * (hue / _HUES) + 4.6)
        for strength in reversed(_STRENGTHS)
        for lightness in (0.48, *_LIGHTNESSES)
        for hue in range(_HUES)
    )
    return tuple((colour, _look(colour)) for colour in found)


def _hex(lightness: float, strength: float, hue: float) -> str:
    parts = from_oklab((lightness, strength * math.cos(hue), strength * math.sin(hue)))
    return "#" + "".join(f"{round(part * 255):02x}" for part in parts)


@cache
def _look(colour: str) -> _Look:
    """Where a label of this colour lies for every kind of eyes on either ground, weighted."""
    weighted = [(place, _WEIGHTS[vision]) for vision, _, place in _places(colour)]
    for ground in (HIGH_LIGHT, HIGH_DARK):
        weighted.append((place_of(label_colours(colour, ground).strong, "usual"), _HIGH_WEIGHT))
    return tuple((a * weight, b * weight, c * weight) for (a, b, c), weight in weighted)


@cache
def _places(colour: str) -> tuple[tuple[Vision, object, Lab], ...]:
    return tuple(
        (vision, ground, place_of(label_colours(colour, ground).strong, vision))
        for ground in (LIGHT, DARK)
        for vision in VISIONS
    )


def _gap(one: _Look, other: _Look) -> float:
    return min(_distance(a, b) for a, b in zip(one, other, strict=True))


def _distance(one: Lab, other: Lab) -> float:
    return math.dist(one, other)

"""How numbers are spread: their middle, their ends, and bars to draw."""

from typing import NamedTuple

import numpy as np

from annotator.project.overview.sheets import Numbers

BARS = 20
"""About so many bars are drawn."""
_NICE = (1, 2, 5)


class Bar(NamedTuple):
    """How many values lie from `least` to `most`, both included."""

    least: int
    most: int
    times: int


class Spread(NamedTuple):
    """Whole numbers, however many; all 0 where there are none."""

    total: int = 0
    """How many there are."""
    mean: float = 0.0
    least: int = 0
    quartile: float = 0.0
    median: float = 0.0
    upper_quartile: float = 0.0
    most: int = 0
    bars: tuple[Bar, ...] = ()
    """Side by side, all as wide but for the last: what is beyond 99 in a hundred is in it."""


NOTHING = Spread()


def spread(values: Numbers) -> Spread:
    """Return how values are spread."""
    if not len(values):
        return NOTHING
    low, quartile, median, upper, high = np.percentile(values, (0, 25, 50, 75, 100)).tolist()
    return Spread(
        len(values),
        float(values.mean()),
        int(low),
        quartile,
        median,
        upper,
        int(high),
        _bars(values, int(low), int(high)),
    )


def _bars(values: Numbers, low: int, high: int) -> tuple[Bar, ...]:
    usual = max(low, int(np.percentile(values, 99, method="higher")))
    width = _nice_width((usual - low + 1) / BARS)
    first = low // width * width
    count = (usual - first) // width + 1
    places = np.minimum((values - first) // width, count - 1)
    times = np.bincount(places, minlength=count).tolist()
    lows = [first + width * place for place in range(count)]
    return tuple(
        Bar(low, high if place == count - 1 else low + width - 1, times[place])
        for place, low in enumerate(lows)
    )


def _nice_width(least: float) -> int:
    power = 1
    while True:
        for nice in _NICE:
            if nice * power >= least:
                return nice * power
        power *= 10

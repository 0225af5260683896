"""Spreads of numbers as histograms with doors."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from annotator.ui.models.article_words import locale
from annotator.ui.overview.card import Card, Picture
from annotator.ui.overview.words import count_tick

if TYPE_CHECKING:
    from annotator.project.overview.spread import Spread

Door = Callable[[tuple[int, int], str], object]
"""What is behind the numbers between two ends, both included, which are called so."""


def show_spread(
    card: Card,
    picture: Picture | None,
    name: str,
    columns: tuple[str, str],
    spread: "Spread",
    caption: str,
    door: Door,
) -> Picture:
    """Show a spread in a histogram of a card, made where there is none yet; return
    that. `caption`: what the numbers are."""
    from annotator.ui.charts.histogram import Column, Histogram  # late: it is loaded by `read`

    if picture is None:
        picture = card.add_picture(Histogram(name, columns, count_tick, card))
    chart = picture.chart
    assert isinstance(chart, Histogram)
    made = []
    for bar in spread.bars:
        words = ends_words(bar.least, bar.most)
        behind = door((bar.least, bar.most), words) if bar.times else None
        made.append(Column(words, bar.times, behind))
    chart.show_columns(made)
    if len(made) > 1:
        picture.show_numbers(f"{caption}: {spread_words(spread)}")
    else:
        picture.show_why(f"{caption}: {made[0].name} everywhere" if made else "")
    return picture


def ends_words(least: int, most: int) -> str:
    """Return "5", or "5–9"."""
    number: Callable[[int], str] = locale().toString
    return number(least) if least == most else f"{number(least)}–{number(most)}"


def spread_words(spread: "Spread") -> str:
    """Return what lies in the middle, and the ends."""
    number = locale().toString
    middle = number(float(spread.median), "f", 0 if spread.median == int(spread.median) else 1)
    return f"half up to {middle}, from {number(spread.least)} to {number(spread.most)}"

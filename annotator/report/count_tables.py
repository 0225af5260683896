"""Pictures of counts with the same numbers as tables below them."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, TypeVar

from annotator.report.count_pictures import Count, draw_columns, draw_counts
from annotator.report.markup import Html, joined, table

if TYPE_CHECKING:
    from annotator.project.overview.spread import Spread

Row = TypeVar("Row")
_STOPS = 10
"""Rows of a table of a curve, about so many."""


def counts_with_table(title: str, counts: Sequence[Count], head: tuple[str, str]) -> Html:
    """Return bars that lie, and their table."""
    return joined([draw_counts(title, counts), table(head, [one[:2] for one in counts])])


def columns_with_table(title: str, counts: Sequence[Count], head: tuple[str, str]) -> Html:
    """Return columns side by side, and a table of those that are not empty."""
    rows = [one[:2] for one in counts if one.number]
    return joined([draw_columns(title, counts), table(head, rows)])


def spread_counts(spread: "Spread") -> list[Count]:
    """Return how many values lie in each bar of a spread."""
    return [Count(ends_words(one.least, one.most), one.times) for one in spread.bars]


def ends_words(least: int, most: int) -> str:
    """Return "5", or "5–9"."""
    return f"{least:,}" if least == most else f"{least:,}–{most:,}"


def some_of(rows: Sequence[Row]) -> list[Row]:
    """Return rows spread evenly over all of them, the first and the last among them."""
    count = min(_STOPS, len(rows))
    places = {round(at * (len(rows) - 1) / max(1, count - 1)) for at in range(count)}
    return [rows[at] for at in sorted(places)]

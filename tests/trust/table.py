"""The table of rows: what was run for each, how it ended, and what the tests counted."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from tests.trust.rows import ROWS

FIGURE = "trust: "
"""What stands before the name of a figure among the properties of a report."""


@dataclass
class Row:
    """What one row's tests have come to."""

    number: int
    passed: int = 0
    failed: int = 0
    skipped: list[str] = field(default_factory=list)
    figures: Counter[str] = field(default_factory=Counter)
    simulated: list[str] = field(default_factory=list)

    @property
    def verdict(self) -> str:
        """One word."""
        if self.failed or self.figures["losses"]:
            return "FAILED"
        return "ok" if self.passed else "skipped" if self.skipped else "NO TEST"

    @property
    def is_good(self) -> bool:
        """Whether it holds; what cannot be shown on this system does not count against it."""
        return self.verdict in ("ok", "skipped")


def lines_of_table(rows: Iterable[Row], together: Row) -> Iterator[str]:
    """Yield the table, what was simulated or skipped, and the sum, in which a test that shows
    several rows counts once."""
    rows = list(rows)
    width = max(len(ROWS[one.number]) for one in rows)
    yield f"row  {'fault or input':<{width}}  tests  result   figures"
    for one in rows:
        said = ", ".join(_figures(one.figures))
        sign = "*" if one.simulated else ""
        line = f"{one.number:>3}  {ROWS[one.number]:<{width}}  {one.passed + one.failed:>5}  "
        yield f"{line}{one.verdict + sign:<8} {said}".rstrip()
    yield ""
    for one in rows:
        yield from (f"  * row {one.number}, simulated: {what}" for what in one.simulated)
        yield from (f"  row {one.number}, skipped: {why}" for why in one.skipped)
    good = sum(one.is_good for one in rows)
    yield f"{good} of {len(rows)} rows hold: {', '.join(_sum(together))}."


def _figures(figures: Counter[str]) -> Iterator[str]:
    losses = [("losses", figures["losses"])] if "losses" in figures else []
    for name, count in [*((n, c) for n, c in figures.items() if n != "losses"), *losses]:
        yield f"{name} {count:,}"


def _sum(together: Row) -> Iterator[str]:
    yield f"{together.passed + together.failed:,} tests"
    yield from _figures(Counter({"losses": 0, **together.figures}))

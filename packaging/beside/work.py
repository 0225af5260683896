"""The same work for every program, and what it took."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import NamedTuple

TIMES = 30
"""Articles that are opened, and spans that are saved."""


class Corpus(NamedTuple):
    """The same articles, spans and relations, as each program reads them."""

    articles: int
    jsonl: Path
    """Of the program itself."""
    doccano: Path
    """A folder: lines of articles, and the labels beside them."""
    label_studio: Path
    """A folder: tasks, and the configuration of the page."""


@dataclass
class Taken:
    """What it took one program."""

    name: str
    importing: float = 0.0
    exporting: float = 0.0
    opening: list[float] = field(default_factory=list)
    saving: list[float] = field(default_factory=list)
    megabytes: float = 0.0

    def row(self) -> str:
        """Return it as a row of a table of Markdown."""
        return (
            f"| {self.name} | {self.importing:.1f} s | {self.exporting:.1f} s"
            f" | {median(self.opening) * 1000:.1f} ms | {median(self.saving) * 1000:.1f} ms"
            f" | {self.megabytes:.0f} MB |"
        )


HEAD = (
    "| | import | export | open an article | save a span | memory at most |\n"
    "|---|---|---|---|---|---|"
)


def seconds(act: Callable[[], object]) -> float:
    """Return how long something takes by the clock."""
    begun = time.perf_counter()
    act()
    return time.perf_counter() - begun

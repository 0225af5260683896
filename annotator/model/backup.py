"""A backup of a project file, how much a file holds, and what was saved of a damaged one."""

from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import NamedTuple


class Backup(NamedTuple):
    """One that is there, whole when it was made. `at` is in UTC, `size` in bytes on the disk."""

    number: int
    at: datetime
    path: Path
    size: int


class Until(NamedTuple):
    """How far to follow the journal: not beyond a moment (with its zone), not beyond the act of the
    history with a number, or, where neither is said, as far as it goes."""

    at: datetime | None = None
    seq: int | None = None


THE_END, THE_BACKUP = Until(), Until(seq=-1)
"""As far as it goes, and not at all."""


class Reach(NamedTuple):
    """How far the journal takes a backup."""

    acts: int = 0
    """How many acts it adds."""
    last: str = ""
    """When the last one of them was, ISO in UTC; "" where there are none."""
    seq: int = 0
    """The number of that act in the history, 0 where there are none."""
    is_broken: bool = False
    """Whether it has later lines that do not follow: something between was not kept."""


class Contents(NamedTuple):
    """How much a project file holds; `last_act` is ISO in UTC, "" where nothing was done."""

    documents: int
    spans: int
    relations: int
    acts: int
    last_act: str


@dataclass(slots=True)
class Salvaged:
    """What was saved. `lost_spans` and `lost_relations` is what the sets that were saved say they
    had besides; `changed` are documents (ids) whose text is not what its hash says."""

    documents: int = 0
    sets: int = 0
    spans: int = 0
    relations: int = 0
    acts: int = 0
    lost_documents: int = 0
    """Of which nothing is known but that something stood on them."""
    lost_spans: int = 0
    lost_relations: int = 0
    lost_acts: int = 0
    changed: list[str] = field(default_factory=list)
    unreadable: list[str] = field(default_factory=list)
    """Tables of which something could not be read."""

"""What a CAS holds that stays out, gathered: one word on each kind of thing, with how many."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field


class CasWrong(Exception):
    """A file that is no CAS; the message says in short why."""


@dataclass(slots=True)
class Complaints:
    """Reasons by which something stayed out, and notes on what came in otherwise."""

    _counts: Counter[str] = field(default_factory=Counter)
    _first: dict[str, str] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)

    def add(self, reason: str, which: str = "") -> None:
        """Take note of a thing that stays out; `which` names the first of its kind."""
        self._counts[reason] += 1
        self._first.setdefault(reason, which)

    def reasons(self) -> Iterator[str]:
        """Yield a clause for each reason."""
        for reason, count in self._counts.items():
            first = self._first[reason]
            example = f", first {first}" if first else ""
            yield f"{reason} ({count}{example}); left out"

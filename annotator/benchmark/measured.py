"""What came out: the times of an act and of its floor, and how they stand to what is promised."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from typing import Any, NamedTuple

from annotator.benchmark.contract import Promise


class Memory(NamedTuple):
    """Megabytes that a process held before an act, and at most meanwhile."""

    rest: float
    peak: float


@dataclass(frozen=True, slots=True)
class Measured:
    """Seconds that an act took, and its floor, done by turns."""

    ours: Sequence[float]
    floor: Sequence[float]
    memory: Memory | None = None

    @classmethod
    def of_milliseconds(
        cls, ours: Sequence[float], floor: Sequence[float], memory: Memory | None = None
    ) -> "Measured":
        """Return the same from milliseconds, as hands measure them."""
        return cls([one / 1000 for one in ours], [one / 1000 for one in floor], memory)


@dataclass(frozen=True, slots=True)
class Spread:
    """The middle of several times, and what one in a hundred exceeds; in seconds."""

    median: float
    p99: float

    @classmethod
    def of(cls, times: Sequence[float]) -> "Spread":
        """Return the spread of times, of which there is one at least."""
        ordered = sorted(times)
        return cls(
            ordered[len(ordered) // 2], ordered[min(len(ordered) - 1, len(ordered) * 99 // 100)]
        )


@dataclass(frozen=True, slots=True)
class Line:
    """A promise, what was measured, and whether that is inside."""

    promise: Promise
    ours: Spread | None = None
    floor: Spread | None = None
    memory: Memory | None = None
    rounds: int = 0
    fault: str = ""
    """Why nothing could be measured."""

    @classmethod
    def of(cls, promise: Promise, measured: Measured) -> "Line":
        """Hold what was measured against what is promised."""
        ours, floor = Spread.of(measured.ours), Spread.of(measured.floor)
        return cls(promise, ours, floor, measured.memory, len(measured.ours))

    @property
    def ratio(self) -> float | None:
        """How many times as long as its floor the act takes, by their middles."""
        if self.ours is None or self.floor is None:
            return None
        return self.ours.median / max(self.floor.median, 1e-9)

    @property
    def megabytes(self) -> float | None:
        """How much more the process held at most than at rest; None where nobody tells."""
        return None if self.memory is None else self.memory.peak - self.memory.rest

    @property
    def is_in_time(self) -> bool:
        """Whether the ratio is what is promised or better."""
        return self.ratio is not None and self.ratio <= self.promise.times

    @property
    def is_in_memory(self) -> bool:
        """Whether no more memory was taken than is promised; true where nobody tells."""
        limit, held = self.promise.megabytes, self.megabytes
        return limit is None or held is None or held <= limit

    @property
    def is_inside(self) -> bool:
        """Whether the promise is kept."""
        return self.is_in_time and self.is_in_memory

    @property
    def why(self) -> str:
        """Why it is not inside; "" where it is."""
        if self.fault:
            return self.fault
        return "" if self.is_inside else self.promise.why_over

    def body(self) -> dict[str, Any]:
        """Return it as JSON has it; seconds and megabytes."""
        promise = self.promise
        return {
            "act": promise.id,
            "words": promise.act,
            "floor_words": promise.floor,
            "promise": {"times": promise.times, "megabytes": promise.megabytes},
            "ours": asdict(self.ours) if self.ours else None,
            "floor": asdict(self.floor) if self.floor else None,
            "rounds": self.rounds,
            "times": self.ratio,
            "rest_megabytes": self.memory.rest if self.memory else None,
            "peak_megabytes": self.memory.peak if self.memory else None,
            "megabytes": self.megabytes,
            "inside": self.is_inside,
            "why": self.why,
        }


@dataclass(frozen=True, slots=True)
class Result:
    """One run: where, how large, and a line for each promise that was measured."""

    machine: dict[str, Any]
    is_quick: bool
    seconds: float
    lines: list[Line] = field(default_factory=list)

    @property
    def is_inside(self) -> bool:
        """Whether every promise that was measured is kept."""
        return all(one.is_inside for one in self.lines)

    def body(self) -> dict[str, Any]:
        """Return it as the object that `--json` prints."""
        return {
            "version": 1,
            "quick": self.is_quick,
            "seconds": round(self.seconds, 1),
            "inside": self.is_inside,
            "machine": self.machine,
            "acts": [one.body() for one in self.lines],
        }

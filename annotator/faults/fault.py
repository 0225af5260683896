"""A fault, and all those of this run: each is kept once and counted."""

import logging
import threading
import traceback
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import NamedTuple

from annotator.faults.log_file import is_worth_a_line
from annotator.faults.traces import name_of, place_of, trace_without_text

DISTINCT_AT_MOST = 100
"""Faults that are told apart in one run; what comes later is logged as one of them."""
_LONGEST_WORDS = 100_000
_DEEP = 4
"""Frames, from the inside, by which faults are told apart."""
_log = logging.getLogger(__name__)

_Likeness = tuple[type, tuple[tuple[str, int], ...]]


@dataclass(slots=True)
class Fault:
    """Something that went wrong in our program."""

    kind: str
    where: str
    """Module and line."""
    trace: str
    """What happened where, without text of anybody."""
    words: str
    """Python's own traceback: with what the error says, and that may be anything."""
    began: datetime = field(default_factory=lambda: datetime.now(UTC))
    count: int = 1


class Met(NamedTuple):
    """A fault that was just met."""

    fault: Fault
    is_new: bool


class Faults:
    """The faults of this run. Every method may be called from any thread."""

    def __init__(self) -> None:
        self._known: dict[_Likeness, Fault] = {}
        self._lock = threading.Lock()
        self.last: Fault | None = None

    def meet(self, error: BaseException, source: str) -> Met:
        """Keep and log a fault, or count it: it is logged again the 10th time, the 100th, and so
        on. `source` says in a word or two of ours what was at work."""
        likeness = _likeness(error)
        with self._lock:
            fault, is_new = self._known.get(likeness), False
            if fault is None and len(self._known) >= DISTINCT_AT_MOST:
                fault = self.last
            if fault is None:
                fault, is_new = _make_fault(error, likeness), True
                self._known[likeness] = fault
            else:
                fault.count += 1
            self.last, count = fault, fault.count
        if is_new:
            _log.error("fault, %s\n%s", source, fault.trace)
        elif is_worth_a_line(count):
            _log.error("%s at %s has come %d times", fault.kind, fault.where, count)
        return Met(fault, is_new)


def _make_fault(error: BaseException, likeness: _Likeness) -> Fault:
    file, line = likeness[1][-1] if likeness[1] else ("", 0)
    where = f"{place_of(file)}:{line}" if file else "unknown"
    return Fault(name_of(error), where, trace_without_text(error), _with_words(error))


def _likeness(error: BaseException) -> _Likeness:
    steps = traceback.walk_tb(error.__traceback__)
    frames = [(frame.f_code.co_filename, line) for frame, line in steps]
    return type(error), tuple(frames[-_DEEP:])


def _with_words(error: BaseException) -> str:
    lines = traceback.format_exception(type(error), error, error.__traceback__)
    return "".join(lines)[-_LONGEST_WORDS:]

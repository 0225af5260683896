"""Taking the time of an act and of its floor by turns, and the memory that a process holds."""

import gc
import importlib
import re
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from annotator.benchmark.measured import Measured, Memory

Act = Callable[[], object]
_MEGABYTE = 1_000_000
_IS_LINUX, _IS_MAC = (sys.platform.startswith(one) for one in ("linux", "darwin"))
_STATUS = Path("/proc/self/status")
_CLEAR = Path("/proc/self/clear_refs")


def by_turns(
    ours: Act,
    floor: Act,
    rounds: int,
    *,
    clock: Callable[[], float] = time.perf_counter,
    before: Act = lambda: None,
) -> Measured:
    """Return the seconds of an act and of its floor, done by turns after each was done once.

    `before` is done before each of ours, outside the time. The first of ours, while little is held
    yet, tells the memory.
    """
    floor()
    before()
    memory = memory_of(ours)
    taken: tuple[list[float], list[float]] = ([], [])
    for _ in range(rounds):
        taken[1].append(seconds_of(floor, clock))
        before()
        taken[0].append(seconds_of(ours, clock))
    return Measured(*taken, memory)


def seconds_of(act: Act, clock: Callable[[], float] = time.perf_counter) -> float:
    """Return how long an act takes by a clock."""
    begun = clock()
    act()
    return clock() - begun


def memory_of(act: Act) -> Memory | None:
    """Do something and return the megabytes held before and at most meanwhile; None where the
    system does not tell."""
    gc.collect()
    _forget_peak()
    rest = resident()
    act()
    top = peak()
    return None if rest is None or top is None else Memory(rest, max(rest, top))


def resident() -> float | None:
    """Return the megabytes that this process holds now; None where the system does not tell."""
    return _status("VmRSS") if _IS_LINUX else peak()


def peak() -> float | None:
    """Return the most that this process has held, in megabytes; None where nobody tells."""
    if _IS_LINUX:
        return _status("VmHWM")
    try:
        resource: Any = importlib.import_module("resource")
    except ImportError:
        return None
    most: int = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most * (1 if _IS_MAC else 1024) / _MEGABYTE


@contextmanager
def without_collecting() -> Iterator[None]:
    """Keep Python from looking for garbage, as the program does while an article is open."""
    gc.collect()
    gc.freeze()
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
        gc.unfreeze()
        gc.collect()


def _forget_peak() -> None:
    """Let the peak begin anew where the system can do that; elsewhere it is that of the life."""
    try:
        _CLEAR.write_text("5", encoding="ascii")
    except OSError:
        return


def _status(name: str) -> float | None:
    try:
        found = re.search(rf"{name}:\s+(\d+) kB", _STATUS.read_text(encoding="ascii"))
    except OSError:
        return None
    return int(found[1]) * 1024 / _MEGABYTE if found else None

"""Stop-watches for widgets: how long an act takes until it is on the screen, and how much memory.

Times are of the processor in the window's thread: what else the machine does is not in them.
Between acts the loop sleeps as long as it does under a quick hand: whatever comes on the screen
then, ours and the bare widget alike, comes out of a sleep and not out of a warm cache.
"""

import gc
import statistics
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from time import thread_time

from PySide6.QtCore import QEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QWidget

FRAME = 1000 / 60
"""Milliseconds of one frame."""


BETWEEN_KEYS = 30
"""Milliseconds of rest before a key: a hand takes longer."""
_BETWEEN_NOTCHES = 16
"""Milliseconds of rest before a step of a scroll: those of a frame."""


def rest(milliseconds: int) -> None:
    """Let the loop do what it has to, and sleep."""
    QTest.qWait(milliseconds)


def timed(act: Callable[[], object]) -> float:
    """Return the milliseconds until an act is on the screen."""
    start = thread_time()
    act()
    QApplication.processEvents()
    return (thread_time() - start) * 1000


def p99(times: Sequence[float]) -> float:
    """Return the time that one in a hundred exceeds."""
    ordered = sorted(times)
    return ordered[min(len(ordered) - 1, int(len(ordered) * 0.99))]


def row(name: str, ours: Sequence[float], bare: Sequence[float] = ()) -> str:
    """Return a line of the table."""
    line = f"  {name:<28} p50 {statistics.median(ours):7.2f}  p99 {p99(ours):7.2f}"
    if bare:
        line += f"   bare p50 {statistics.median(bare):7.2f}  p99 {p99(bare):7.2f}"
        ratios = (statistics.median(ours), statistics.median(bare)), (p99(ours), p99(bare))
        line += "   × " + " / ".join(f"{one / max(0.01, other):.1f}" for one, other in ratios)
    return line


def scroll(area: QAbstractScrollArea, step: int, times: int) -> list[float]:
    """Scroll by steps, each of which comes on the screen."""
    bar, taken = area.verticalScrollBar(), []
    for _ in range(times):
        rest(_BETWEEN_NOTCHES)
        taken.append(timed(lambda: bar.setValue(bar.value() + step)))
    return taken


def resident() -> float:
    """Return the megabytes that the process holds now."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * 4096 / 1e6


def discard(*widgets: QWidget) -> None:
    """Let go of widgets at once."""
    for one in widgets:
        one.hide()
        one.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    QApplication.processEvents()


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

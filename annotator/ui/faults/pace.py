"""Slow turns of the window: how long it stood still, and in which of our functions.

The window ticks; a thread of its own sees the ticks fail to come and looks where the window is just
then. Where the window stands still for very long, Python writes that down below all of our code,
also when it holds everything else up. Nothing ticks while the window is not in use.
"""

import logging
import sys
import threading
import time
import traceback
from collections import Counter
from collections.abc import Callable
from types import FrameType

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QGuiApplication

from annotator.faults.log_file import is_worth_a_line, times
from annotator.faults.traces import place_of

SLOW = 0.25
"""Seconds of a turn from which on it is logged."""
TICK = 0.1
"""Seconds between ticks."""
_EVERY = 50
"""Ticks after which it is said that the window lives."""
_NAMED = 3
"""Functions of ours that are named, from the inside."""
_log = logging.getLogger(__name__)


class Pace(QObject):
    """Watches the thread that it is made on, from `start` to `stop`."""

    def __init__(
        self,
        expect_life: Callable[[], object] = lambda: None,
        expect_nothing: Callable[[], object] = lambda: None,
        parent: QObject | None = None,
    ) -> None:
        """`expect_life` is called now and then while the window lives and is in use;
        `expect_nothing` when it no longer is."""
        super().__init__(parent)
        self._expect_life, self._expect_nothing = expect_life, expect_nothing
        self._watched = threading.get_ident()
        self._timer = QTimer(self, interval=round(TICK * 1000))
        self._timer.timeout.connect(self._tick)
        self._ticks = 0
        self._last = 0.0
        self._where = ""
        self._counts: Counter[str] = Counter()
        self._is_used = threading.Event()
        self._is_over = threading.Event()
        self._thread = threading.Thread(target=self._watch, name="pace", daemon=True)

    def start(self) -> None:
        """Watch while the window is in use."""
        application = QGuiApplication.instance()
        assert isinstance(application, QGuiApplication)
        application.applicationStateChanged.connect(self._follow)
        self._thread.start()
        self._follow(application.applicationState())

    def stop(self) -> None:
        """Watch no more."""
        self._timer.stop()
        self._expect_nothing()
        self._is_over.set()
        self._is_used.set()
        self._thread.join()

    def _follow(self, state: Qt.ApplicationState) -> None:
        if state == Qt.ApplicationState.ApplicationActive and not self._is_over.is_set():
            self._last, self._where, self._ticks = time.monotonic(), "", 0
            self._expect_life()
            self._timer.start()
            self._is_used.set()
        else:
            self._is_used.clear()
            self._timer.stop()
            self._expect_nothing()

    def _tick(self) -> None:
        now = time.monotonic()
        seconds, self._last = now - self._last - TICK, now
        where, self._where = self._where, ""
        self._ticks += 1
        if self._ticks % _EVERY == 0 or seconds > SLOW:
            self._expect_life()
        if seconds > SLOW:
            self._counts[where] += 1
            if is_worth_a_line(self._counts[where]):
                where = (where or "not in our functions") + times(self._counts[where])
                _log.warning("slow turn: %d ms, %s", round(seconds * 1000), where)

    def _watch(self) -> None:
        """Look where the window is whenever it is late (on a thread of its own)."""
        while not self._is_over.wait(TICK):
            self._is_used.wait()
            if time.monotonic() - self._last > SLOW + TICK and not self._where:
                frame = sys._current_frames().get(self._watched)
                self._where = where_is(frame)


def where_is(frame: FrameType | None) -> str:
    """Return the functions of ours that a stack is in, the innermost first."""
    ours: list[str] = []
    for step, line in traceback.walk_stack(frame) if frame is not None else ():
        place = place_of(step.f_code.co_filename)
        if place.startswith("annotator/") and "faults/pace" not in place:
            ours.append(f"{place}:{line} {step.f_code.co_qualname}")
        if len(ours) == _NAMED:
            break
    return " < ".join(ours)

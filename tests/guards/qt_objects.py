"""What of Qt can be left behind: timers that tick, threads that run, windows that stay.

Only imported where a test uses Qt.
"""

import gc
import weakref
from collections.abc import Callable

import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, QThread, QThreadPool, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from tests.guards import leaks

# Windows that Qt makes and keeps for itself.
OWN_WINDOWS = {"QTipLabel": "the one tool tip, hidden and used again"}


def get_address(widget: QWidget) -> int:
    """Where the C++ object lies; Python's own id may change between two looks."""
    address: int = shiboken6.getCppPointer(widget)[0]
    return address


def list_windows() -> dict[int, QWidget]:
    """The top-level widgets, hidden ones too, by address."""
    windows = QApplication.topLevelWidgets() if QApplication.instance() else []
    return {
        get_address(window): window
        for window in windows
        if window.metaObject().className() not in OWN_WINDOWS
    }


MADE: "weakref.WeakSet[QTimer | QThread]" = weakref.WeakSet()
"""Every timer and thread that Python has made and that is still there. Remembered as they are made:
to look for them among all objects after each test took two thirds of the suite's time."""


def remember(kind: type[QTimer] | type[QThread]) -> None:
    """Puts what is made of a class, or of a class derived from it, into MADE from now on."""
    make: Callable[..., None] = kind.__init__

    def made(self: QTimer | QThread, *arguments: object, **options: object) -> None:
        make(self, *arguments, **options)
        MADE.add(self)

    kind.__init__ = made  # type: ignore[method-assign]


remember(QTimer)
remember(QThread)


def is_running(thread: QThread) -> bool:
    """Whether a thread runs, other than the one that asks."""
    return thread.isRunning() and not thread.isCurrentThread()


def list_busy() -> dict[int, QTimer | QThread]:
    """Active timers and running threads that Python knows of, by id."""
    return {
        id(thing): thing
        for thing in list(MADE)
        if shiboken6.isValid(thing)
        and (thing.isActive() if isinstance(thing, QTimer) else is_running(thing))
    }


def describe(thing: QTimer | QThread | QWidget) -> str:
    """A line that helps to find who made it."""
    name = f" named {thing.objectName()}" if thing.objectName() else ""
    if isinstance(thing, QTimer):
        parent = type(thing.parent()).__name__ if thing.parent() else "nobody"
        return f"timer still active: every {thing.interval()} ms, child of {parent}{name}"
    if isinstance(thing, QThread):
        return f"Qt thread still running: {type(thing).__name__}{name}"
    return f"window left: {type(thing).__name__}{name}"


class QtWatch:
    """Timers, threads and windows of Qt.

    There is one look for each test, at its end: what was not there at the end of the test before is
    new.
    """

    def __init__(self) -> None:
        self.known: set[int] = set()

    def look(self) -> None:
        """Nothing: the last look at the test before serves."""

    def find_leaks(self) -> list[str]:
        """What is new after everything that was to be deleted later has been deleted."""
        if QCoreApplication.instance() is None:
            return []
        patience = int(leaks.PATIENCE * 1000)
        lines = []
        if not QThreadPool.globalInstance().waitForDone(patience):
            lines.append("the thread pool still works")
        keys = set(self._list_found())  # only the keys: the things themselves may be garbage
        if keys - self.known:
            gc.collect()
            for thread in list_busy().values():
                if isinstance(thread, QThread):
                    thread.wait(patience)
            found = self._list_found()
            lines += [describe(thing) for key, thing in found.items() if key not in self.known]
            keys = set(found)
        self.known = keys
        return lines

    @staticmethod
    def _list_found() -> dict[int, QTimer | QThread | QWidget]:
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        return {**list_windows(), **list_busy()}


WATCH = QtWatch()

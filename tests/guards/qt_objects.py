"""What of Qt can be left behind: timers that tick, threads that run, windows that stay.

Only imported where a test uses Qt.
"""

import gc

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


def list_busy() -> dict[int, QTimer | QThread]:
    """Active timers and running threads that Python knows of, by id."""
    busy: dict[int, QTimer | QThread] = {}
    for thing in gc.get_objects():
        kind = type(thing)  # not isinstance: it would wake lazy proxies
        if issubclass(kind, (QTimer, QThread)) and shiboken6.isValid(thing):
            works = thing.isActive() if issubclass(kind, QTimer) else thing.isRunning()
            if works:
                busy[id(thing)] = thing
    return busy


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
    """Timers, threads and windows of Qt."""

    def look(self) -> None:
        """Remembers what is there before the test."""
        main = QThread.currentThread()
        self.before = {*list_windows(), *list_busy(), id(main)}

    def find_leaks(self) -> list[str]:
        """What is there after everything that was to be deleted later has been deleted."""
        if QCoreApplication.instance() is None:
            return []
        lines = []
        patience = int(leaks.PATIENCE * 1000)
        if not QThreadPool.globalInstance().waitForDone(patience):
            lines.append("the thread pool still works")
        if self._list_new():
            gc.collect()
        return lines + [describe(thing) for thing in self._list_new()]

    def _list_new(self) -> list[QTimer | QThread | QWidget]:
        """New windows, active timers, and threads that still run when patience is over."""
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        found = {**list_windows(), **list_busy()}
        patience = int(leaks.PATIENCE * 1000)
        new = [thing for key, thing in found.items() if key not in self.before]
        return [thing for thing in new if not (isinstance(thing, QThread) and thing.wait(patience))]

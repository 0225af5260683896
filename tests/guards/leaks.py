"""Guard: a test that leaves a thread, a timer, a widget or a changed garbage collector fails.

What is there after the last fixture is done and was not there before the first is a leak. A test
that failed anyway is not judged: its traceback still holds what it made.
"""

import gc
import sys
import threading
import time
from collections.abc import Generator
from typing import Protocol

import pytest

PATIENCE = 5.0  # seconds for a thread that was told to stop; spent only where one still runs


class Watch(Protocol):
    """Looks at one kind of thing before a test and again after it."""

    def look(self) -> None:
        """Remembers what is there before the test."""
        ...

    def find_leaks(self) -> list[str]:
        """A line for each thing that is there now and was not before."""
        ...


class ThreadWatch:
    """Python's threads. (Threads of Qt show here only as strangers; the Qt watch knows them.)"""

    def look(self) -> None:
        """Remembers the threads that run."""
        self.before = set(threading.enumerate())

    def find_leaks(self) -> list[str]:
        """New threads that still run when patience is over."""
        end = time.monotonic() + PATIENCE
        new = [thread for thread in threading.enumerate() if thread not in self.before]
        own = [thread for thread in new if not isinstance(thread, threading._DummyThread)]
        for thread in own:
            thread.join(max(0.0, end - time.monotonic()))
        return [f"thread still running: {thread.name}" for thread in own if thread.is_alive()]


class CollectorWatch:
    """The garbage collector, which the window turns off while an article is open."""

    def look(self) -> None:
        """Remembers whether it is on and how much is frozen."""
        self.was_on = gc.isenabled()
        self.frozen = gc.get_freeze_count()  # Python 3.12 starts with some of its own

    def find_leaks(self) -> list[str]:
        """It was on and is off, or more is frozen than was. Puts it right again."""
        leaks = []
        if self.was_on and not gc.isenabled():
            leaks.append("garbage collection left off")
            gc.enable()
        if gc.get_freeze_count() > self.frozen:
            leaks.append("garbage collection left frozen")
            gc.unfreeze()
        return leaks


WATCHES = pytest.StashKey[list[Watch]]()
FAILED = pytest.StashKey[bool]()


def choose_watches(item: pytest.Item) -> list[Watch]:
    """The watches for a test; those of Qt only where the test has an application."""
    watches: list[Watch] = [ThreadWatch(), CollectorWatch()]
    if "qapp" in getattr(item, "fixturenames", ()) or "PySide6.QtWidgets" in sys.modules:
        from tests.guards.qt_objects import WATCH

        watches.append(WATCH)
    return watches


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> Generator[None]:
    """Looks before the first fixture."""
    item.stash[WATCHES] = choose_watches(item)
    for watch in item.stash[WATCHES]:
        watch.look()
    yield


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item,
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Remembers whether the test failed."""
    report = yield
    item.stash[FAILED] = item.stash.get(FAILED, False) or report.failed
    return report


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_teardown(item: pytest.Item) -> Generator[None]:
    """Looks again when the last fixture is done."""
    yield
    leaks = [leak for watch in item.stash[WATCHES] for leak in watch.find_leaks()]
    if leaks and not item.stash.get(FAILED, False):
        pytest.fail("\n".join(leaks), pytrace=False)

"""What a window holds at one moment: memory, Qt's objects, windows, timers, threads."""

import ctypes
import ctypes.util
import gc
import os
import sys
import threading
from collections import Counter
from collections.abc import Sequence
from functools import cache
from typing import Any, NamedTuple

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QWidget

from tests.guards.qt_objects import list_busy, list_windows


class Held(NamedTuple):
    """How much there is, after everything that nobody needs has gone."""

    megabytes: float
    """Of memory that is really there; 0 where the system does not tell."""
    in_use: float
    """MB of it that somebody has asked for and not given back; what is there besides lies between
    such pieces and is used again. 0 where the C library does not tell."""
    python: int
    """Objects that Python's collector knows."""
    objects: int
    """Qt's objects below the window."""
    windows: int
    timers_and_threads: int
    """Timers that tick and threads of Qt that run."""
    threads: int
    """Python's."""


def look(window: QWidget) -> Held:
    """Let go of garbage, give memory back to the system, and count."""
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    gc.unfreeze()
    gc.collect()
    give_back()
    return Held(
        memory(),
        in_use(),
        len(gc.get_objects()),
        len(window.findChildren(QObject)),
        len(list_windows()),
        len(list_busy()),
        threading.active_count(),
    )


def kinds() -> Counter[str]:
    """Count what there is, by class: what grows from one look to the next is a leak."""
    return Counter(f"{type(one).__module__}.{type(one).__qualname__}" for one in gc.get_objects())


def windows() -> Counter[str]:
    """Count the windows, shown or not, by class."""
    return Counter(type(one).__name__ for one in list_windows().values())


def give_back() -> None:
    """Let the C library return what it holds free, where it can."""
    if hasattr(_c_library(), "malloc_trim"):
        _c_library().malloc_trim(0)


class _Account(ctypes.Structure):
    """What `mallinfo2` of the GNU C library tells."""

    _fields_ = [
        (name, ctypes.c_size_t)
        for name in [
            "arena",
            "ordblks",
            "smblks",
            "hblks",
            "mapped",
            "usmblks",
            "fsmblks",
            "used",
            "free",
            "keepcost",
        ]
    ]


def in_use() -> float:
    """Return how many MB have been asked for and not given back."""
    library = _c_library()
    if not hasattr(library, "mallinfo2"):
        return 0.0
    library.mallinfo2.restype = _Account
    account = library.mallinfo2()
    return (account.used + account.mapped) / 2**20


@cache
def _c_library() -> Any:
    name = ctypes.util.find_library("c") if sys.platform.startswith("linux") else None
    return ctypes.CDLL(name) if name else None


def memory() -> float:
    """Return the resident memory of this process in MB."""
    try:
        with open("/proc/self/statm", encoding="ascii") as stream:
            return int(stream.read().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 2**20
    except OSError:
        return 0.0


def slope(values: Sequence[float]) -> float:
    """Return by how much values grow from one to the next, by least squares."""
    count = len(values)
    if count < 2:
        return 0.0
    middle, mean = (count - 1) / 2, sum(values) / count
    above = sum((at - middle) * (value - mean) for at, value in enumerate(values))
    return above / sum((at - middle) ** 2 for at in range(count))

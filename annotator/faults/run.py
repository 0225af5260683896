"""One run of the window, known by a file that goes when it ends well.

A crash writes into it where it happened, and so does a window that stands still for long; Python
does that itself, below all of our code, and knows no values. Whatever ends the program otherwise,
also the power, leaves the file, which is locked while its run goes on: the next start finds it.
"""

import faulthandler
import os
import re
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from annotator import __version__
from annotator.faults.places import log_folder
from annotator.faults.traces import place_of
from annotator.storage.file_lock import try_lock

HANGS = 20.0
"""Seconds that the window may stand still before it is written down where."""
_LARGEST = 200_000
_FILE = re.compile(r'File "([^"]*)", line (\d+) in ')
_BEGAN = re.compile(r"process (\d+), begun (\S+ \S+)")


@dataclass(frozen=True, slots=True)
class BrokenOff:
    """A run that did not end well."""

    process: int
    began: str
    """Date and time (UTC)."""
    trace: str
    """Where each thread was, as far as anything could be written down; else empty."""

    @property
    def why(self) -> str:
        """Return in a few words what is known."""
        for line in self.trace.splitlines():
            if line.startswith("Fatal Python error: "):
                return line.removeprefix("Fatal Python error: ").strip()
            if line.startswith("Windows fatal exception: "):
                return line.removeprefix("Windows fatal exception: ").strip()
        if "Timeout" in self.trace:
            return "it stood still and was ended"
        return "it was ended from outside, or the computer went off"


class Run:
    """This run. `begin` it before the window is there, `end` it when all is closed."""

    def __init__(self, file: int, path: Path) -> None:
        self._file = file
        self._path = path
        self._was_enabled = faulthandler.is_enabled()
        faulthandler.enable(file, all_threads=True)

    @classmethod
    def begin(cls, folder: Path | None = None) -> "Run | None":
        """Write down that a run goes on, and let a crash say where. None: nothing can be kept."""
        folder = folder or log_folder()
        path = folder / f"run-{os.getpid()}-{time.time_ns()}.txt"
        head = f" process {os.getpid()}, begun {time.strftime('%Y-%m-%d %H:%M:%S', time.gmtime())}"
        try:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_APPEND, 0o600)
            os.write(file, f"{head}, annotator {__version__}\n".encode())
            is_ours = try_lock(file)
        except OSError:
            return None
        if not is_ours:
            os.close(file)
            return None
        return cls(file, path)

    def expect_life(self) -> None:
        """Write down where all threads are if this is not called again for `HANGS` seconds."""
        faulthandler.dump_traceback_later(HANGS, file=self._file, repeat=False)

    def expect_nothing(self) -> None:
        """Let the window stand still: nobody looks at it."""
        faulthandler.cancel_dump_traceback_later()

    def end(self) -> None:
        """Forget the run: it ended well."""
        faulthandler.cancel_dump_traceback_later()
        faulthandler.disable()
        if self._was_enabled:
            faulthandler.enable()
        os.close(self._file)
        try:
            self._path.unlink(missing_ok=True)
        except OSError:
            return


def take_broken_off(folder: Path | None = None) -> list[BrokenOff]:
    """Return the runs that did not end well, the newest last, and forget them."""
    found = []
    for path in sorted((folder or log_folder()).glob("run-*.txt")):
        if (one := _take(path)) is not None:
            found.append(one)
    return sorted(found, key=lambda one: one.began)


def _take(path: Path) -> BrokenOff | None:
    """Return what a run left; None where it still goes on or nothing can be done with it."""
    try:
        file = os.open(path, os.O_RDWR)
    except OSError:
        return None
    try:
        if not try_lock(file):
            return None
        os.lseek(file, 1, os.SEEK_SET)
        said = os.read(file, _LARGEST).decode(errors="replace")
        if sys.platform != "win32":
            path.unlink()
    except OSError:
        return None
    finally:
        os.close(file)
    if sys.platform == "win32":  # nobody can take away what is open there
        path.unlink(missing_ok=True)
    head, _, trace = said.partition("\n")
    known = _BEGAN.search(head)
    trace = _FILE.sub(lambda found: f"{place_of(found[1])}:{found[2]} ", trace).strip()
    return BrokenOff(int(known[1]) if known else 0, known[2] if known else "", trace)

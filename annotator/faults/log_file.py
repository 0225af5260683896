"""The log on disk: whole lines, a few files of a megabyte, shared by all programs of this user.

No file is kept open: each record is appended by one write, under a lock that other programs of ours
take too, so that lines are never torn and the turn to a new file is made by one of them. A log that
cannot be written, because the disk is full or nothing may be written there, disturbs nobody.
"""

import logging
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from annotator.faults.places import LOG_NAME, log_folder, without_home
from annotator.faults.traces import trace_without_text
from annotator.storage.file_lock import try_lock

SIZE, KEPT = 1_000_000, 4
"""Bytes at which a new file is begun, and how many files there are at most."""
LOGGER = "annotator"
"""What this logger and those below it say is kept; what libraries say may hold anything."""
_TRIES, _NAP = 25, 0.002
"""How often, and seconds between, one asks for the lock; without it nothing is turned over."""
_TAIL = 60_000
"""Bytes of the newest file in which the newest lines are looked for."""


class LogFile(logging.Handler):
    """Appends to the log in a folder, which is made when it is needed."""

    def __init__(self, folder: Path, *, size: int = SIZE, kept: int = KEPT) -> None:
        super().__init__(logging.INFO)
        self._path = folder / LOG_NAME
        self._size = size
        self._kept = kept

    def emit(self, record: logging.LogRecord) -> None:
        """Append a record; where that cannot be, it is lost."""
        try:
            self._append(line_of(record).encode(errors="backslashreplace"))
        except OSError:
            return
        except Exception:  # noqa: BLE001  a line that cannot be made is our fault, but not worth more
            self.handleError(record)

    def _append(self, line: bytes) -> None:
        self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with self._turn() as is_mine:
            if is_mine and _size_of(self._path) + len(line) > self._size:
                self._begin_new()
            how = os.O_WRONLY | os.O_APPEND | os.O_CREAT | getattr(os, "O_BINARY", 0)
            file = os.open(self._path, how, 0o600)
            try:
                written = os.write(file, line)
                if written < len(line) and is_mine:  # the disk is full: no half lines
                    os.ftruncate(file, os.fstat(file).st_size - written)
            finally:
                os.close(file)

    @contextmanager
    def _turn(self) -> Iterator[bool]:
        """Hold the lock, if it can be had soon; tells whether it could."""
        file = os.open(self._path.with_suffix(".lock"), os.O_RDWR | os.O_CREAT, 0o600)
        try:
            for _ in range(_TRIES):
                if try_lock(file):
                    yield True
                    return
                time.sleep(_NAP)
            yield False
        finally:
            os.close(file)

    def _begin_new(self) -> None:
        """Move each file on by one; the last one goes."""
        names = [self._path, *(self._path.with_suffix(f".{n}.log") for n in range(1, self._kept))]
        for number in range(len(names) - 1, 0, -1):
            if names[number - 1].exists():
                os.replace(names[number - 1], names[number])


@contextmanager
def keeping_log(folder: Path | None = None) -> Iterator[LogFile]:
    """Keep what is logged while inside, by default where this system keeps logs."""
    log = LogFile(folder or log_folder())
    logger = logging.getLogger(LOGGER)
    before = logger.level
    logger.addHandler(log)
    logger.setLevel(logging.INFO)
    try:
        yield log
    finally:
        logger.removeHandler(log)
        logger.setLevel(before)


def is_worth_a_line(count: int) -> bool:
    """Tell whether what came so often is logged once more: the first, 10th, 100th time …"""
    return str(count).strip("0") == "1"


def times(count: int) -> str:
    """Return how often something came, to be put behind it; nothing for the first time."""
    return f" ({count:,} times)" if count > 1 else ""


def line_of(record: logging.LogRecord) -> str:
    """Return a record as a line: when (UTC), which process, how grave, who, what. An error that it
    tells of stands below, indented, without its words."""
    at = time.strftime("%Y-%m-%d %H:%M:%S", time.gmtime(record.created))
    words = record.getMessage()
    if record.exc_info and record.exc_info[1] is not None:
        words += "\n" + trace_without_text(record.exc_info[1])
    head = f"{at}.{int(record.msecs):03d}Z {record.process} {record.levelname} {record.name}: "
    return head + "\n    ".join(without_home(words).splitlines()) + "\n"


def newest_lines(count: int, folder: Path | None = None, process: int | None = None) -> list[str]:
    """Return the newest lines of the log, in order; only those of one process if it is named."""
    path = (folder or log_folder()) / LOG_NAME
    lines: list[str] = []
    for one in (path.with_suffix(".1.log"), path):
        lines += _tail_of(one)
    if process is not None:
        lines = _lines_of(lines, process)
    return lines[-count:]


def _tail_of(path: Path) -> list[str]:
    try:
        with path.open("rb") as file:
            file.seek(max(0, _size_of(path) - _TAIL))
            is_cut = file.tell() > 0
            lines = file.read().decode(errors="replace").splitlines()
    except OSError:
        return []
    return lines[1:] if is_cut else lines


def _lines_of(lines: list[str], process: int) -> list[str]:
    """Return the lines of a process, with what is indented below them."""
    kept: list[str] = []
    is_its = False
    for line in lines:
        if not line.startswith(" "):
            is_its = line.split(" ", 3)[2:3] == [str(process)]
        kept += [line] if is_its else []
    return kept


def _size_of(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0

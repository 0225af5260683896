"""Files beside a file: a name that is free, and a folder that keeps it through a power cut."""

import os
from contextlib import suppress
from itertools import count
from pathlib import Path


def free_name(path: Path, stem: str) -> Path:
    """Return a path beside `path`, with its ending, called `stem` or, where that is taken, the
    same with the first number from 2 on that is not."""
    names = (stem if number == 1 else f"{stem} {number}" for number in count(1))
    free = (path.with_name(name + path.suffix) for name in names)
    return next(one for one in free if not one.exists())


def sync_folder(folder: Path) -> None:
    """Let the name of a new file survive a power cut, where the system can be asked to."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)

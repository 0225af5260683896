"""Waiting for another program that holds a project file."""

import time
from pathlib import Path

from annotator.model.errors import ProjectLocked
from annotator.project.rows import IsCancelled, Progress, ReportProgress, stop_if
from annotator.storage.database import BUSY_TIMEOUT
from annotator.storage.held import holder_of, is_held

__all__ = ["is_held", "wait_until_free"]

_NAP = 0.1


def wait_until_free(
    path: Path,
    *,
    progress: ReportProgress = lambda progress: None,
    is_cancelled: IsCancelled = lambda: False,
) -> None:
    """Return when nobody holds a file; it belongs off the GUI thread. ProjectLocked after some
    seconds, with who holds it where the system tells; Cancelled."""
    end = time.monotonic() + BUSY_TIMEOUT
    while is_held(path):
        stop_if(is_cancelled)
        if time.monotonic() > end:
            raise ProjectLocked(path, holder_of(path))
        progress(Progress(0, 0, holder_of(path)))
        time.sleep(_NAP)

"""What goes with the window from its first to its last moment: log, crash file, slow turns."""

import logging
import platform
from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import qVersion

from annotator import __version__
from annotator.faults.log_file import keeping_log
from annotator.faults.run import BrokenOff, Run, take_broken_off
from annotator.storage.engine import sqlite_version
from annotator.ui.faults.pace import Pace

_log = logging.getLogger(__name__)


@contextmanager
def running() -> Iterator[BrokenOff | None]:
    """Keep the log, let a crash say where it was, and watch for slow turns while inside. The
    application is there already. Yields the newest run before that did not end well, if any."""
    with keeping_log():
        broken_off = take_broken_off()
        for one in broken_off:
            _log.warning("the run of process %d did not end well: %s", one.process, one.why)
        run = Run.begin()
        _log.info(
            "begun: annotator %s, Python %s, Qt %s, SQLite %s, %s",
            __version__,
            platform.python_version(),
            qVersion(),
            sqlite_version(),
            platform.platform(terse=True),
        )
        pace = Pace(run.expect_life, run.expect_nothing) if run else Pace()
        pace.start()
        try:
            yield broken_off[-1] if broken_off else None
        finally:
            pace.stop()
            if run is not None:
                run.end()
            _log.info("ended")

"""The report of a fault: what happened where, what is so on this machine, the newest log lines."""

import os
import time
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

from annotator import __version__
from annotator.faults.fault import Fault
from annotator.faults.places import reports_folder, without_home
from annotator.faults.run import BrokenOff

LOG_LINES = 60
KEPT = 20
"""Reports that nobody was there to read, of which the newest are kept."""


def compose_report(
    what: Fault | BrokenOff | None,
    state: Iterable[str],
    log: Iterable[str],
    *,
    has_words: bool = False,
) -> str:
    """Return a report as plain text. `state` and `log` are lines; `has_words` adds what the error
    itself says, and that may be text of an article."""
    now = datetime.now(UTC).strftime("%Y-%m-%d %H:%M:%S")
    parts = [f"Report of annotator {__version__}, made {now} UTC", _told(what)]
    if has_words and isinstance(what, Fault):
        parts.append(f"With the words of the error\n\n{what.words.rstrip()}")
    for title, lines in (("This computer", state), ("Newest lines of the log", log)):
        block = "\n".join(lines)
        parts += [f"{title}\n\n{block}"] if block else []
    return without_home("\n\n\n".join(parts)) + "\n"


def _told(what: Fault | BrokenOff | None) -> str:
    if isinstance(what, Fault):
        times = "once" if what.count == 1 else f"{what.count:,} times"
        return (
            f"{what.kind} at {what.where}, {times}, first at {what.began:%H:%M:%S} UTC"
            f"\n\n{what.trace}"
        )
    if isinstance(what, BrokenOff):
        told = (
            f"The run begun {what.began} UTC (process {what.process}) did not end well: {what.why}"
        )
        return f"{told}\n\n{what.trace}".rstrip()
    return "No fault was met in this run."


def keep_report(report: str, folder: Path | None = None) -> Path | None:
    """Write a report that nobody is there to read, and drop the oldest; return where it is. None:
    it could not be written."""
    folder = folder or reports_folder()
    path = folder / f"report-{time.strftime('%Y%m%d-%H%M%S', time.gmtime())}-{os.getpid()}.txt"
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        path.write_text(report, encoding="utf-8", errors="backslashreplace")
        for old in sorted(folder.glob("report-*.txt"))[:-KEPT]:
            old.unlink(missing_ok=True)
    except OSError:
        return None
    return path

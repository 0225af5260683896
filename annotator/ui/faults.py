"""What becomes of exceptions that nobody caught: the work is kept, a report is shown."""

import platform
import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import qVersion

from annotator import __version__
from annotator.messages import sentence
from annotator.model.errors import AnnotatorError

if TYPE_CHECKING:
    from annotator.ui.main_window import MainWindow


def report_of(error: BaseException) -> str:
    """Return the report of a fault: versions and where it happened, no text of any article."""
    lines = traceback.format_exception(type(error), error, error.__traceback__)
    about = f"annotator {__version__}, Python {platform.python_version()}, Qt {qVersion()}"
    return f"{about}, {platform.platform(terse=True)}\n\n{''.join(lines)}"


def take_fault(window: "MainWindow", error: BaseException) -> None:
    """Show an error of the user's world as its sentence, and anything else as a report."""
    if isinstance(error, AnnotatorError):
        window.tell(sentence(error))
        return
    report = report_of(error)
    with suppress(OSError, ValueError):
        print(report, file=sys.stderr)  # noqa: T201 (whoever started us from a terminal sees it)
    if window.session is not None:
        with suppress(AnnotatorError):
            window.session.project.flush(2.0)
    # One at a time: a fault while painting would otherwise bury the screen in windows.
    if window.fault_report is None:
        from annotator.ui.dialogs.report import FaultReport

        window.fault_report = FaultReport(report, window)
        window.fault_report.finished.connect(lambda: setattr(window, "fault_report", None))
        window.fault_report.open()


@contextmanager
def watch_faults(window: "MainWindow") -> Iterator[None]:
    """Catch what nobody caught for as long as the window runs."""

    def hook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            window.close()
        else:
            take_fault(window, error.with_traceback(trace))

    before, sys.excepthook = sys.excepthook, hook
    try:
        yield
    finally:
        sys.excepthook = before

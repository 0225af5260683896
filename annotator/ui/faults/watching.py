"""How faults are heard of while the window is open: on any thread, from Python and from Qt."""

import logging
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal

from annotator.faults.fault import Fault, Faults, Met
from annotator.faults.places import name_of_project
from annotator.messages import sentence
from annotator.model.errors import AnnotatorError
from annotator.ui.faults.qt_messages import logging_qt
from annotator.ui.models.article_words import count_words

if TYPE_CHECKING:
    from annotator.faults.run import BrokenOff
    from annotator.ui.faults.dialog import FaultReport
    from annotator.ui.main_window import MainWindow
    from annotator.ui.session import Session

_log = logging.getLogger(__name__)
_AGAIN = "The same fault came again."
_ENDED = "annotator was ended from outside last time. What was said to be saved is there."


class FaultWatch(QObject):
    """Keeps and logs the faults of a window, and shows them: a new one as a report, one after the
    other; one that comes again only in a word."""

    _heard = Signal(object)
    """A `Met`, or an error of the user's world."""

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self._window = window
        self.faults = Faults()
        self.broken_off: BrokenOff | None = None
        """The run before, where it did not end well."""
        self.report: FaultReport | None = None
        """The report that is shown."""
        self._followed = ""
        # Queued also from this thread: no window is made from amid a painting that failed.
        self._heard.connect(self._show, Qt.ConnectionType.QueuedConnection)

    def hear(self, error: BaseException, source: str) -> None:
        """Take an error that nobody caught (any thread). `source` says what was at work."""
        if isinstance(error, AnnotatorError):
            _log.info("refused: %s", type(error).__name__)
            self._heard.emit(error)
            return
        self._heard.emit(self.meet(error, source))

    def meet(self, error: BaseException, source: str) -> Met:
        """Keep and log a fault without showing it (any thread)."""
        met = self.faults.meet(error, source)
        if met.is_new and sys.stderr is not None:
            with suppress(OSError, ValueError):
                sys.stderr.write(f"{met.fault.trace}\n")
        return met

    def follow(self, session: "Session | None") -> None:
        """Log what becomes of this session; None: it was closed."""
        if self._followed:
            _log.info("project %s closed", self._followed)
            self._followed = ""
        if session is not None:
            project = session.project
            self._followed = name_of_project(project.path)
            how = f"read only ({project.read_only_reason})" if project.is_read_only else "opened"
            _log.info("project %s %s", self._followed, how)
            session.saving_failed.connect(self._log_failure)

    def show_report(self) -> None:
        """Show the report of the last fault, or one of how things stand."""
        self._open(self.faults.last or self.broken_off)

    def tell_of_run_before(self, broken_off: "BrokenOff") -> None:
        """Say that the program did not end well last time; where it crashed, show what is known."""
        self.broken_off = broken_off
        if broken_off.trace:
            self._open(broken_off)
        else:
            self._window.tell_of_fault(_ENDED, is_over=True)

    def _show(self, heard: Met | AnnotatorError) -> None:
        try:
            self._tell(heard)
        except Exception as error:  # noqa: BLE001  told in turn it would go round for ever
            self.meet(error, "in showing a fault")

    def _tell(self, heard: Met | AnnotatorError) -> None:
        if isinstance(heard, AnnotatorError):
            self._window.tell(sentence(heard))
        elif self.report is not None:
            self.report.count(heard.fault)
        elif heard.is_new:
            self._open(heard.fault)
        else:
            self._window.tell_of_fault(_AGAIN)

    def _open(self, what: "Fault | BrokenOff | None") -> None:
        """Show one report at a time: a fault while painting would bury the screen in windows."""
        from annotator.ui.faults.dialog import FaultReport

        if self.report is None:
            self.report = FaultReport(what, self._window)
            self.report.finished.connect(self._forget_report)
        self.report.open()
        self.report.raise_()

    def _forget_report(self) -> None:
        self.report = None

    def _log_failure(self, error: AnnotatorError, unsaved: int) -> None:
        is_full = getattr(error, "is_disk_full", False)
        why = ", the disk is full" if is_full else ""
        edits = count_words(unsaved, "edit")
        _log.info("%s of project %s not saved%s", edits, self._followed, why)


@contextmanager
def watch_faults(window: "MainWindow") -> Iterator[None]:
    """Hear of what nobody caught for as long as the window runs."""
    watch = window.faults

    def hook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            window.close()
        else:
            watch.hear(error.with_traceback(trace), "in the window")

    def thread_hook(met: threading.ExceptHookArgs) -> None:
        if met.exc_value is not None and not isinstance(met.exc_value, SystemExit):
            watch.hear(met.exc_value, "in a thread")

    def unraisable_hook(met: "sys.UnraisableHookArgs") -> None:
        # It came while something was being thrown away: nobody waits for anything.
        if met.exc_value is not None:
            watch.meet(met.exc_value, "in tidying up")

    before = sys.excepthook, threading.excepthook, sys.unraisablehook
    sys.excepthook, threading.excepthook, sys.unraisablehook = hook, thread_hook, unraisable_hook
    try:
        with logging_qt():
            yield
    finally:
        sys.excepthook, threading.excepthook, sys.unraisablehook = before

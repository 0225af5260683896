"""Work off the GUI thread: run a function, hear of its progress and result on the GUI thread."""

import logging
import threading
import time
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Signal
from shiboken6 import isValid

_log = logging.getLogger(__name__)
REPORT_EVERY = 0.05
"""Seconds between two reports of progress that reach the screen."""

_running: set["Task"] = set()
"""Keeps each task alive until its result has been delivered."""


class Task(QObject):
    """One piece of work on a thread of its own, which ends with it.

    A thread for each rather than a pool: jobs are few, and none is left behind when they are done.
    """

    _done = Signal(object)
    _failed = Signal(object)
    _progressed = Signal(object)

    def __init__(
        self,
        work: Callable[["Task"], Any],
        owner: QObject | None,
        on_done: Callable[[Any], None] | None,
        on_failed: Callable[[Exception], None] | None,
        on_progress: Callable[[Any], None] | None,
    ) -> None:
        super().__init__()
        self._work = work
        self._owner = owner
        self._on_done = on_done
        self._on_failed = on_failed
        self._on_progress = on_progress
        self._cancelled = threading.Event()
        self._reported = 0.0
        self._done.connect(self._deliver_result)
        self._failed.connect(self._deliver_failure)
        self._progressed.connect(self._deliver_progress)
        self._thread = threading.Thread(target=self._run, daemon=True, name="task")

    def start(self) -> None:
        """Begin."""
        _running.add(self)
        self._thread.start()

    def cancel(self) -> None:
        """Ask the work to stop. Nothing is delivered any more but what it raises at the end."""
        self._cancelled.set()

    def is_cancelled(self) -> bool:
        """Tell whether the work has been asked to stop (any thread)."""
        return self._cancelled.is_set()

    def report(self, progress: Any) -> None:
        """Pass progress on to the GUI thread, not too often (called by the work, any thread)."""
        now = time.monotonic()
        if now - self._reported >= REPORT_EVERY:
            self._reported = now
            self._progressed.emit(progress)

    def wait(self, seconds: float | None = None) -> bool:
        """Wait until the work is over, delivered or not; tell whether it is."""
        self._thread.join(seconds)
        return not self._thread.is_alive()

    def _run(self) -> None:
        try:
            result = self._work(self)
        except Exception as error:  # noqa: BLE001 (told to the GUI thread, whatever it is)
            self._failed.emit(error)
        else:
            self._done.emit(result)

    def _is_heard(self) -> bool:
        return self._owner is None or isValid(self._owner)

    def _deliver_result(self, result: Any) -> None:
        self._end()
        if self._on_done and self._is_heard() and not self.is_cancelled():
            self._on_done(result)

    def _deliver_failure(self, error: Exception) -> None:
        self._end()
        if not self._is_heard():
            # Whoever asked has gone, and often that is why it failed.
            _log.info("work failed that nobody waits for", exc_info=error)
            return
        if self._on_failed is None:
            raise error
        self._on_failed(error)

    def _deliver_progress(self, progress: Any) -> None:
        if self._on_progress and self._is_heard() and not self.is_cancelled():
            self._on_progress(progress)

    def _end(self) -> None:
        self._thread.join()
        _running.discard(self)


def run_task(
    function: Callable[..., Any],
    *args: Any,
    owner: QObject | None = None,
    on_done: Callable[[Any], None] | None = None,
    on_failed: Callable[[Exception], None] | None = None,
    on_progress: Callable[[Any], None] | None = None,
) -> Task:
    """Run `function(*args)` on another thread; the callbacks come on the GUI thread.

    With `on_progress` the function is called with `progress=` and `is_cancelled=` besides, as the
    long jobs of `Project` want them. A result that comes after `cancel()` is dropped. Nothing is
    called once `owner` is deleted. Without `on_failed` an error is raised on the GUI thread.
    """

    def work(task: Task) -> Any:
        if on_progress is None:
            return function(*args)
        return function(*args, progress=task.report, is_cancelled=task.is_cancelled)

    task = Task(work, owner, on_done, on_failed, on_progress)
    task.start()
    return task


def running_tasks() -> tuple[Task, ...]:
    """Return the tasks whose end has not been delivered."""
    return tuple(_running)

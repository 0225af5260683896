"""Ctrl C during long work: the work is asked to stop and leaves nothing half done."""

import signal
import threading
from contextlib import AbstractContextManager
from types import FrameType
from typing import Any, Self


class Stop(AbstractContextManager["Stop"]):
    """Hears Ctrl C while it is entered; whoever works asks `is_asked`. A second one breaks off."""

    def __init__(self) -> None:
        self._is_asked = False
        self._before: Any = None

    def __enter__(self) -> Self:
        if threading.current_thread() is threading.main_thread():  # only there signals arrive
            self._before = signal.signal(signal.SIGINT, self._hear)
        return self

    def __exit__(self, *_: object) -> None:
        if self._before is not None:
            signal.signal(signal.SIGINT, self._before)

    def is_asked(self) -> bool:
        """Tell whether the user wants it to stop."""
        return self._is_asked

    def _hear(self, _signal: int, _frame: FrameType | None) -> None:
        if self._is_asked:
            raise KeyboardInterrupt
        self._is_asked = True

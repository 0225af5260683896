"""Searching the open article without making anybody wait: here if it is quick, else beside."""

import threading
import time
from dataclasses import dataclass, field

from PySide6.QtCore import QObject, Signal

from annotator.model.errors import AnnotatorError
from annotator.project.searching import Hits, find_in_text
from annotator.text.finding import Query
from annotator.ui.tasks import run_task

QUICK_LENGTH = 60_000
"""Code points of a text that is looked through at once for plain words."""
QUICK_SECONDS = 0.012
"""After which even that goes on beside: less than a frame."""


@dataclass(frozen=True, slots=True)
class _Request:
    """What is to be looked for in which text, until it is no longer wanted."""

    text: str
    query: Query
    dropped: threading.Event = field(default_factory=threading.Event)


class ArticleSearch(QObject):
    """Answers the latest question only; one search runs at a time, on another thread if need be.

    A pattern cannot be stopped in the midst of a match, only given up when its time is over. So a
    new question waits for the thread of the last one, and questions between the two are forgotten.
    """

    answered = Signal(object)
    """Hits, for the query asked last."""
    refused = Signal(object)
    """An AnnotatorError: why the query asked last has no answer."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._running: _Request | None = None
        self._waiting: _Request | None = None

    @property
    def is_under_way(self) -> bool:
        """Whether an answer is still to come."""
        return self._waiting is not None or (
            self._running is not None and not self._running.dropped.is_set()
        )

    def ask(self, text: str, query: Query) -> None:
        """Look for a query; the answer comes by a signal, perhaps before this returns."""
        self.drop()
        if not query.is_pattern and len(text) <= QUICK_LENGTH and self._answer_now(text, query):
            return
        self._waiting = _Request(text, query)
        self._begin()

    def drop(self) -> None:
        """Want no answer any more."""
        self._waiting = None
        if self._running is not None:
            self._running.dropped.set()

    def _answer_now(self, text: str, query: Query) -> bool:
        """Answer if it is done in time; tell whether it was."""
        end = time.monotonic() + QUICK_SECONDS
        was_late = False

        def is_late() -> bool:
            nonlocal was_late
            was_late = time.monotonic() > end
            return was_late

        try:
            hits = find_in_text(text, query, is_late)
        except AnnotatorError as error:
            self.refused.emit(error)
            return True
        if was_late:
            return False
        self.answered.emit(hits)
        return True

    def _begin(self) -> None:
        if self._running is not None or self._waiting is None:
            return
        request, self._running, self._waiting = self._waiting, self._waiting, None
        run_task(
            find_in_text,
            request.text,
            request.query,
            request.dropped.is_set,
            owner=self,
            on_done=self._take_hits,
            on_failed=self._take_error,
        )

    def _take_hits(self, hits: Hits) -> None:
        if self._end():
            self.answered.emit(hits)

    def _take_error(self, error: Exception) -> None:
        is_wanted = self._end()
        if not isinstance(error, AnnotatorError):
            raise error
        if is_wanted:
            self.refused.emit(error)

    def _end(self) -> bool:
        """Take note that the thread is free; tell whether its answer is still wanted."""
        request, self._running = self._running, None
        is_wanted = request is not None and not request.dropped.is_set()
        self._begin()
        return is_wanted

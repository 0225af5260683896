"""The one thread that writes: a queue of edits, saved in order, and bulk jobs between them.

A burst of edits shares a transaction; each is told of as saved only after the commit has returned.
Where a commit fails the queue stands still, in order, everything in it is kept, the reason is told,
and the writer tries again by itself, later and later, and whenever it is asked to. A bulk job that
meets a queue standing still is refused; one that fails is rolled back and leaves the queue alone.
"""

import sqlite3
import threading
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol, TypeVar, cast

from annotator.model.changes import Changes
from annotator.model.errors import SavingFailed
from annotator.storage.annotations import write_set_changes
from annotator.storage.assignments import write_assignments
from annotator.storage.database import (
    connect_writer,
    file_identity,
    put_journal_away,
    saving_error,
    transaction,
)
from annotator.storage.documents import put_meta
from annotator.storage.entities import put_entities
from annotator.storage.history import HistoryRow, append_row, last_row
from annotator.storage.labels import put_label_set
from annotator.storage.verdicts import ReviewRows, write_review

T = TypeVar("T")

LARGEST_BURST = 1_000
"""Edits that share one transaction at most."""
_NAP = 0.2
"""Seconds that a caller sleeps at once who waits for a job."""
FIRST_PAUSE, LONGEST_PAUSE = 1.0, 30.0
"""Seconds between tries after a failure; each pause is twice the one before."""


class Told(Protocol):
    """Who hears, on the writer's thread, what came of the queue."""

    def saved(self, seq: int, unsaved: int) -> None:
        """Everything up to this row of the history is in the file; so many edits wait still."""

    def saving_failed(self, error: SavingFailed, unsaved: int) -> None:
        """A commit failed; so many edits wait."""


@dataclass(frozen=True, slots=True)
class Edited:
    """An edit to be saved: what it changed, and its row of the history."""

    changes: Changes
    row: HistoryRow
    review: ReviewRows | None = None


@dataclass(slots=True)
class Job:
    """Bulk work in a transaction of its own, for which a caller waits."""

    work: Callable[["Transaction"], Any]
    done: threading.Event = field(default_factory=threading.Event)
    result: Any = None
    error: BaseException | None = None

    def finish(self, result: Any = None, error: BaseException | None = None) -> None:
        """Let the caller go on."""
        self.result, self.error = result, error
        self.done.set()


@dataclass(slots=True)
class Transaction:
    """What a bulk job writes with; all of it stays or none."""

    connection: sqlite3.Connection
    tail: tuple[int, str]

    def append(self, row: HistoryRow) -> None:
        """Add a row to the history."""
        self.tail = (row.seq, append_row(self.connection, row, self.tail[1]))


class Writer:
    """The queue and its thread. All methods may be called from any other thread."""

    def __init__(self, path: Path, told: Told) -> None:
        self._path = path
        self._told = told
        self._connection: sqlite3.Connection | None = connect_writer(path)
        self._file = file_identity(path)
        self._tail = last_row(self._connection)
        self._condition = threading.Condition()
        self._queue: deque[Edited | Job] = deque()
        self._submitted = 0
        self._committed = 0
        self._error: SavingFailed | None = None
        self._failures = 0
        self._pause = FIRST_PAUSE
        self._is_retry_wanted = False
        self._is_closing = False
        # Daemon, so that a script that forgets to close still ends; `Store` flushes at exit.
        self._thread = threading.Thread(target=self._run, name="annotator-writer", daemon=True)
        self._thread.start()

    @property
    def last_seq(self) -> int:
        """The number of the last row of the history that is in the file."""
        return self._tail[0]

    @property
    def unsaved(self) -> int:
        """How many edits wait for their commit."""
        return self._submitted - self._committed

    @property
    def error(self) -> SavingFailed | None:
        """Why the queue stands still, or None."""
        return self._error

    def submit(self, edited: Edited) -> None:
        """Queue an edit; returns at once."""
        with self._condition:
            self._queue.append(edited)
            self._submitted += 1
            self._condition.notify_all()

    def enqueue(self, work: Callable[[Transaction], T]) -> Job:
        """Queue bulk work behind all edits so far; returns at once. `wait_for` has its result."""
        job = Job(work)
        with self._condition:
            self._queue.append(job)
            self._is_retry_wanted = True
            self._condition.notify_all()
        return job

    def wait_for(self, job: Job) -> Any:
        """Return what the work returned. Whatever it raised is raised here, and nothing of it
        stays. SavingFailed: the queue stands still, or the commit failed."""
        if threading.current_thread() is self._thread:
            raise RuntimeError("the writer's own thread would wait for itself")
        # A Ctrl C that comes just before one lies down to wait is heard only by someone who wakes.
        while not job.done.wait(_NAP):
            pass
        if job.error is not None:
            raise job.error
        return job.result

    def run(self, work: Callable[[Transaction], T]) -> T:
        """Do bulk work in one transaction behind all that is queued, and wait for it."""
        return cast(T, self.wait_for(self.enqueue(work)))

    def retry(self) -> None:
        """Try at once what failed, instead of after the pause; returns at once."""
        with self._condition:
            self._is_retry_wanted = True
            self._condition.notify_all()

    def flush(self, timeout: float | None = None) -> None:
        """Wait until every edit so far is saved; what failed is tried once more. SavingFailed.

        TimeoutError where it takes longer than so many seconds.
        """
        with self._condition:
            target, failures = self._submitted, self._failures
            if self._error:
                self._is_retry_wanted = True
                self._condition.notify_all()

            def is_over() -> bool:
                return self._committed >= target or self._failures > failures

            if not self._condition.wait_for(is_over, timeout):
                raise TimeoutError
            if self._committed < target and self._error:
                raise self._error

    def close(self) -> None:
        """Wait until all is saved, and end the thread. SavingFailed: nothing is closed."""
        self.flush()
        self.abandon()

    def abandon(self) -> None:
        """End the thread, whatever waits in the queue."""
        with self._condition:
            self._is_closing = True
            self._condition.notify_all()
        self._thread.join()

    # ---- on the thread -------------------------------------------------------------------------

    def _run(self) -> None:
        try:
            while batch := self._next_batch():
                if isinstance(batch[0], Job):
                    self._do(batch[0])
                else:
                    self._save([one for one in batch if isinstance(one, Edited)])
        finally:
            self._tidy_up()
            for one in self._queue:
                if isinstance(one, Job):
                    one.finish(error=RuntimeError("closed before the job began"))

    def _next_batch(self) -> list[Edited | Job]:
        """Wait for work; return what goes into the next transaction, or nothing at the end."""
        with self._condition:
            if self._error:
                self._condition.wait_for(
                    lambda: self._is_retry_wanted or self._is_closing, self._pause
                )
                self._is_retry_wanted = False
            else:
                self._condition.wait_for(lambda: self._queue or self._is_closing)
                self._is_retry_wanted = False
            if self._is_closing:
                return []
            return self._head_of_queue()

    def _head_of_queue(self) -> list[Edited | Job]:
        head: list[Edited | Job] = []
        for one in self._queue:
            if isinstance(one, Job) or len(head) == LARGEST_BURST:
                return head or [one]
            head.append(one)
        return head

    def _save(self, batch: list[Edited]) -> None:
        """Commit edits that stand at the head of the queue, and take them out of it."""
        try:
            tail = self._commit(lambda writing: _write_all(writing, batch))
        except Exception as error:  # noqa: BLE001  nothing may end this thread or lose the queue
            self._fail(saving_error(error, self._path))
            return
        with self._condition:
            self._tail = tail
            for _ in batch:
                self._queue.popleft()
            self._error = None
            unsaved = self.unsaved - len(batch)
        # First told, then let go on: whoever waited finds the project knowing that it is saved.
        self._told.saved(tail[0], unsaved)
        with self._condition:
            self._committed += len(batch)
            self._condition.notify_all()

    def _fail(self, error: SavingFailed) -> None:
        self._disconnect()
        with self._condition:
            self._pause = min(self._pause * 2, LONGEST_PAUSE) if self._error else FIRST_PAUSE
            self._error = error
            jobs = [one for one in self._queue if isinstance(one, Job)]
            self._queue = deque(one for one in self._queue if not isinstance(one, Job))
        for job in jobs:
            job.finish(error=error)
        self._told.saving_failed(error, self.unsaved)
        with self._condition:
            self._failures += 1
            self._condition.notify_all()

    def _do(self, job: Job) -> None:
        with self._condition:
            self._queue.popleft()
        results: list[Any] = []
        try:
            self._tail = self._commit(lambda writing: results.append(job.work(writing)))
        except sqlite3.Error as error:
            self._disconnect()
            job.finish(error=saving_error(error, self._path))
        except BaseException as error:  # noqa: BLE001  it belongs to the caller, who waits
            job.finish(error=error)
        else:
            job.finish(results[0])

    def _commit(self, work: Callable[[Transaction], object]) -> tuple[int, str]:
        """Do work in one transaction and return the tail of the history after it."""
        if self._connection is None:
            # A failed write may leave a connection that cannot go on; a new one rolls back first.
            self._connection = connect_writer(self._path)
        if file_identity(self._path) != self._file:
            raise SavingFailed(self._path, "file moved or replaced")
        with transaction(self._connection, is_write=True) as connection:
            writing = Transaction(connection, last_row(connection))
            if writing.tail != self._tail:
                raise SavingFailed(self._path, "changed by another program")
            work(writing)
        return writing.tail

    def _tidy_up(self) -> None:
        """Close, and leave one file."""
        if self._connection is not None:
            put_journal_away(self._connection)
        self._disconnect()

    def _disconnect(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None


def _write_all(writing: Transaction, batch: list[Edited]) -> None:
    for edited in batch:
        changes = edited.changes
        if changes.entities:
            put_entities(
                writing.connection,
                [after for _, after in changes.entities if after],
                [before.id for before, after in changes.entities if before and not after],
            )
        if changes.annotation_set:
            write_set_changes(writing.connection, changes)
        if changes.meta and changes.document:
            put_meta(writing.connection, changes.document, changes.meta[1])
        if changes.label_set:
            put_label_set(writing.connection, changes.label_set[1])
        if edited.review:
            write_review(writing.connection, edited.review)
        if changes.assignments:
            write_assignments(writing.connection, changes.assignments)
        writing.append(edited.row)

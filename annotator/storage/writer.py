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
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol, TypeVar, cast

from annotator.model.changes import Changes
from annotator.model.errors import SavingFailed
from annotator.storage.annotation_writing import write_set_changes
from annotator.storage.assignments import write_assignments
from annotator.storage.checks import is_damaged
from annotator.storage.copy_identity import settle_copy
from annotator.storage.database import (
    MALFORMED,
    connect_writer,
    file_identity,
    is_fault_of_ours,
    put_journal_away,
    saving_error,
    transaction,
    wipe,
)
from annotator.storage.documents import put_meta
from annotator.storage.entities import put_entities
from annotator.storage.history import HistoryRow, append_row, last_row
from annotator.storage.journal.journal import Journal
from annotator.storage.journal.keeping import Keeping
from annotator.storage.labels import put_label_set
from annotator.storage.verdicts import ReviewRows, write_review

T = TypeVar("T")

LARGEST_BURST = 1_000
"""Edits that share one transaction at most."""
_PAGES_AT_ONCE = 512
"""Pages of a copy that are made in one step: a few milliseconds."""
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
    is_apart: bool = False
    """It is done outside of any transaction: what SQLite does only so."""
    done: threading.Event = field(default_factory=threading.Event)
    result: Any = None
    error: BaseException | None = None

    def finish(self, result: Any = None, error: BaseException | None = None) -> None:
        """Let the caller go on."""
        self.result, self.error = result, error
        self.done.set()


@dataclass(slots=True)
class Copying:
    """A copy of the file as it is, made in steps between which edits are saved."""

    target: Path
    follow: Callable[[int, int], None]
    """Told how many pages of how many are copied; what it raises ends the copying."""
    job: Job


class _SavingFailedMeanwhile(Exception):
    """Ends a copying from inside of it: the connection may not go away before."""

    def __init__(self, error: Exception) -> None:
        self.error = error


@dataclass(slots=True)
class Transaction:
    """What a bulk job writes with; all of it stays or none."""

    connection: sqlite3.Connection
    tail: tuple[int, str]
    keeping: Keeping = field(default_factory=Keeping)

    def append(self, row: HistoryRow) -> None:
        """Add a row to the history."""
        self.tail = (row.seq, append_row(self.connection, row, self.tail[1]))

    def relax(self) -> None:
        """Called between statements of bulk work, which the journal may have given up."""
        self.keeping.relax()


class Writer:
    """The queue and its thread. All methods may be called from any other thread."""

    def __init__(self, path: Path, told: Told, journal: Journal | None = None) -> None:
        self._path = path
        self._told = told
        self.journal = journal
        """What is written is kept there too."""
        self._keeping = Keeping(journal)
        self._is_copy_settled = False
        """Whether the file says which copy it is: it does with the first thing that is written."""
        self._connection: sqlite3.Connection | None = connect_writer(path)
        self._file = file_identity(path)
        self._tail = last_row(self._connection)
        self._condition = threading.Condition()
        self._queue: deque[Edited | Job | Copying] = deque()
        self._submitted = 0
        self._committed = 0
        self._error: SavingFailed | None = None
        self._failures = 0
        self._is_trying = False
        """Whether edits are just now being written, by an attempt whose end is not known yet."""
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
        self._put(job)
        return job

    def _put(self, work: Job | Copying) -> None:
        """Queue work for which somebody waits; RuntimeError where nobody is there any more to do
        it, for they would wait for ever."""
        with self._condition:
            if self._is_closing:
                raise RuntimeError("closed before the job began")
            self._queue.append(work)
            self._is_retry_wanted = True
            self._condition.notify_all()

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

    def wipe(self) -> None:
        """Write the file anew behind all that is queued, and wait for it: nothing that was deleted
        is left in it. All of it or nothing, as any commit. SavingFailed."""
        job = Job(lambda writing: wipe(writing.connection), is_apart=True)
        self._put(job)
        self.wait_for(job)

    def copy_to(
        self, target: Path, follow: Callable[[int, int], None] = lambda done, total: None
    ) -> None:
        """Copy the file, with all edits so far, to a place where there is none, and wait for it.

        It is made in steps by the connection that writes: edits are saved between them and are in
        the copy too, and no reader holds anybody up. SavingFailed names the copy; what `follow`
        raises is raised. The unfinished copy is left to the caller.
        """
        copying = Copying(target, follow, Job(lambda writing: None))
        self._put(copying)
        self.wait_for(copying.job)

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
            if self._error or self._is_trying:
                self._is_retry_wanted = True
                self._condition.notify_all()
                failures += self._is_trying  # what was begun before is not the attempt of this call

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
                try:
                    self._work_on(batch)
                except Exception as error:  # noqa: BLE001  nothing may end this thread
                    report_fault(error)
        finally:
            self._tidy_up()
            if self.journal is not None:
                self.journal.close()
            for one in self._queue:
                if job := _job_of(one):
                    job.finish(error=RuntimeError("closed before the job began"))

    def _work_on(self, batch: list[Edited | Job | Copying]) -> None:
        if isinstance(batch[0], Job):
            self._do(batch[0])
        elif isinstance(batch[0], Copying):
            self._copy(batch[0])
        else:
            self._save([one for one in batch if isinstance(one, Edited)])

    def _next_batch(self) -> list[Edited | Job | Copying]:
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

    def _head_of_queue(self) -> list[Edited | Job | Copying]:
        head: list[Edited | Job | Copying] = []
        for one in self._queue:
            if _job_of(one) or len(head) == LARGEST_BURST:
                return head or [one]
            head.append(one)
        return head

    def _save(self, batch: list[Edited]) -> None:
        """Commit edits that stand at the head of the queue, and take them out of it."""
        with self._condition:
            self._is_trying = True
        try:
            tail = self._commit(lambda writing: _write_all(writing, batch))
        except Exception as error:  # noqa: BLE001  nothing may end this thread or lose the queue
            is_ours = is_fault_of_ours(error)
            if isinstance(error, sqlite3.IntegrityError) and self._is_damaged():
                is_ours, error = False, sqlite3.DatabaseError(MALFORMED)
            self._fail(saving_error(error, self._path))
            if is_ours:
                report_fault(error)
        else:
            self._take_out(batch, tail)

    def _is_damaged(self) -> bool:
        """Tell whether a rule of the file was broken because the file is damaged."""
        return self._connection is not None and is_damaged(self._connection)

    def _take_out(self, batch: list[Edited], tail: tuple[int, str]) -> None:
        """Tell of edits at the head of the queue that they are in the file."""
        with self._condition:
            self._tail = tail
            for _ in batch:
                self._queue.popleft()
            self._error = None
            unsaved = self.unsaved - len(batch)
        try:
            # First told, then let go on: whoever waited finds the project knowing that it is saved.
            self._told.saved(tail[0], unsaved)
        finally:  # it is saved, whoever could not hear it
            with self._condition:
                self._committed += len(batch)
                self._is_trying = False
                self._condition.notify_all()

    def _fail(self, error: SavingFailed) -> None:
        self._disconnect()
        with self._condition:
            self._pause = min(self._pause * 2, LONGEST_PAUSE) if self._error else FIRST_PAUSE
            self._error = error
            jobs = [job for one in self._queue if (job := _job_of(one))]
            self._queue = deque(one for one in self._queue if isinstance(one, Edited))
        for job in jobs:
            job.finish(error=error)
        try:
            self._told.saving_failed(error, self.unsaved)
        finally:
            with self._condition:
                self._failures += 1
                self._is_trying = False
                self._condition.notify_all()

    def _do(self, job: Job) -> None:
        with self._condition:
            self._queue.popleft()
        results: list[Any] = []
        try:
            if job.is_apart:
                self._work_apart(job.work)
                results.append(None)
            else:
                self._tail = self._commit(lambda writing: results.append(job.work(writing)))
        except sqlite3.Error as error:
            self._disconnect()
            job.finish(error=saving_error(error, self._path))
        except BaseException as error:  # noqa: BLE001  it belongs to the caller, who waits
            job.finish(error=error)
        else:
            job.finish(results[0])

    def _work_apart(self, work: Callable[[Transaction], object]) -> None:
        if self._connection is None:
            self._connection = connect_writer(self._path)
        if file_identity(self._path) != self._file:
            raise SavingFailed(self._path, "file moved or replaced")
        work(Transaction(self._connection, self._tail))

    def _copy(self, copying: Copying) -> None:
        with self._condition:
            self._queue.popleft()
        if self._connection is None:
            self._connection = connect_writer(self._path)
        job = copying.job

        def go_on(_: int, left: int, total: int) -> None:
            copying.follow(total - left, total)
            self._save_meanwhile()

        try:
            with closing(sqlite3.connect(copying.target, isolation_level=None)) as copy:
                self._connection.backup(copy, pages=_PAGES_AT_ONCE, progress=go_on)
        except _SavingFailedMeanwhile as broken:
            error = saving_error(broken.error, self._path)
            self._fail(error)
            job.finish(error=error)
        except (sqlite3.Error, OSError) as broken:
            job.finish(error=saving_error(broken, copying.target))
        except BaseException as broken:  # noqa: BLE001  it belongs to the caller, who waits
            job.finish(error=broken)
        else:
            job.finish()

    def _save_meanwhile(self) -> None:
        """Save the edits at the head of the queue while a copy is being made."""
        with self._condition:
            if self._is_closing:
                raise RuntimeError("closed before the copy was made")
            head = self._head_of_queue() if self._queue else []
        batch = [one for one in head if isinstance(one, Edited)]
        if batch:
            try:
                tail = self._commit(lambda writing: _write_all(writing, batch))
            except Exception as error:
                raise _SavingFailedMeanwhile(error) from error
            self._take_out(batch, tail)

    def _commit(self, work: Callable[[Transaction], object]) -> tuple[int, str]:
        """Do work in one transaction and return the tail of the history after it."""
        if self._connection is None:
            # A failed write may leave a connection that cannot go on; a new one rolls back first.
            self._connection = connect_writer(self._path)
        if file_identity(self._path) != self._file:
            raise SavingFailed(self._path, "file moved or replaced")
        self._keeping.prepare(self._connection)
        with transaction(self._connection, is_write=True) as connection:
            writing = Transaction(connection, last_row(connection), self._keeping)
            if writing.tail != self._tail:
                raise SavingFailed(self._path, "changed by another program")
            has_gone_back = self._has_gone_back()
            self._keeping.begin(connection, writing.tail[0], has_gone_back=has_gone_back)
            work(writing)
            self._keeping.end(connection, writing.tail[0])
            is_settled = self._is_copy_settled or connection.total_changes > 0
            if is_settled and not self._is_copy_settled:
                settle_copy(connection, self._path, has_gone_back=has_gone_back)
        self._is_copy_settled = is_settled
        self._keeping.write()
        return writing.tail

    def _has_gone_back(self) -> bool:
        """Whether the file, to which nothing was written yet, is older than the journal knows it:
        somebody has put an older state in its place."""
        if self._is_copy_settled or self.journal is None:
            return False
        return self.journal.has_gone_further(self._tail[0])

    def _tidy_up(self) -> None:
        """Close, and leave one file."""
        if self._connection is not None:
            put_journal_away(self._connection)
        self._disconnect()

    def _disconnect(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None


def report_fault(error: Exception) -> None:
    """Let whoever runs this program know of a fault of ours, as of one that ends a thread."""
    met = (type(error), error, error.__traceback__, threading.current_thread())
    threading.excepthook(threading.ExceptHookArgs(met))


def _job_of(one: Edited | Job | Copying) -> Job | None:
    if isinstance(one, Copying):
        return one.job
    return one if isinstance(one, Job) else None


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
            write_set_changes(writing.connection, changes, is_decision=edited.row.step == "do")
        if changes.meta and changes.document:
            put_meta(writing.connection, changes.document, changes.meta[1])
        if changes.label_set:
            put_label_set(writing.connection, changes.label_set[1], edited.row.at)
        if edited.review:
            write_review(writing.connection, edited.review)
        if changes.assignments:
            write_assignments(writing.connection, changes.assignments)
        writing.append(edited.row)
        writing.keeping.cut(edited.row.seq)

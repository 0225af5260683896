"""Between the writer and the journal: each transaction followed, its lines handed on afterwards.

A line is written after the commit, never before: the journal knows nothing that is not saved.
"""

import sqlite3
from contextlib import suppress

from annotator.storage.about import read_about
from annotator.storage.journal.journal import Journal
from annotator.storage.journal.position import (
    POSITION,
    new_position,
    put_position,
    read_position,
)
from annotator.storage.journal.recording import Recording


class Keeping:
    """What the writer's transactions leave behind, kept where there is a journal that is on."""

    def __init__(self, journal: Journal | None = None) -> None:
        self._journal = journal
        self._recording: Recording | None = None
        self._of: sqlite3.Connection | None = None
        """The connection that the recording follows."""
        self._lines: list[bytes] | None = []
        """Of the transaction; None: it was too much."""

    @property
    def _is_on(self) -> bool:
        return self._journal is not None and self._journal.is_on

    def prepare(self, connection: sqlite3.Connection) -> None:
        """Called before a transaction: what a rollback takes back is done outside of it."""
        if not self._is_on:
            return
        # Without room for temporary tables nothing is kept, and saving goes on.
        with suppress(sqlite3.Error):
            if self._of is not connection:
                self._recording = None
                self._recording = Recording(connection)
                self._of = connection
            if self._recording is not None:
                self._recording.watch()

    def begin(self, connection: sqlite3.Connection, seq: int, *, has_gone_back: bool) -> None:
        """A transaction has begun; the history ends with row `seq`. A file that `has_gone_back`
        follows on no line, for another one does already."""
        self._lines = []
        if self._recording is not None:
            position = "" if has_gone_back else read_position(connection, seq)
            self._recording.begin(position or new_position())

    def relax(self) -> None:
        """Bulk work is between two statements."""
        if self._recording is not None:
            self._recording.relax()

    def leave_out(self) -> None:
        """Nothing of this transaction is to be in the journal, which ends before it."""
        if self._recording is not None:
            self._recording.leave_out()

    def cut(self, seq: int) -> None:
        """An act is written; its row of the history is `seq`."""
        if self._recording is not None:
            self._recording.cut(seq)

    def end(self, connection: sqlite3.Connection, seq: int) -> None:
        """The transaction is about to be committed: let the file say at which line it is."""
        if self._recording is None:
            if read_about(connection, POSITION):
                put_position(connection, "", seq)
            return
        ended = self._recording.end(seq)
        self._lines, position = ended or (None, new_position())
        if position != read_position(connection, seq):
            put_position(connection, position, seq)

    def write(self) -> None:
        """It was committed."""
        if self._journal is None:
            return
        if self._lines is None:
            self._journal.leave_out()
        else:
            self._journal.append(self._lines)

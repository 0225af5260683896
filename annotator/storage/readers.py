"""Connections for reading, one for each thread that reads at this moment."""

import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

from annotator.storage.database import DAMAGE, connect_reader, reading_error, transaction

Reading = Callable[[], AbstractContextManager[sqlite3.Connection]]
"""Gives a connection to read with, and holds one state of the file meanwhile."""


class Readers:
    """A pool: whoever reads takes a connection and gives it back."""

    def __init__(self, path: Path, *, is_read_only: bool) -> None:
        self._path = path
        self._is_read_only = is_read_only
        self._lock = threading.Lock()
        self._idle: list[sqlite3.Connection] = []
        self._is_closed = False

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """Hold one state of the file while inside. NotAProject (damaged), ProjectLocked.

        Be short: nothing can be saved meanwhile.
        """
        try:
            connection = self._take()
            try:
                with transaction(connection, is_write=False):
                    yield connection
            finally:
                self._give_back(connection)
        except DAMAGE as error:
            raise reading_error(error, self._path) from error

    def close(self) -> None:
        """Close the connections; those in use are closed when they are given back."""
        with self._lock:
            self._is_closed = True
            idle, self._idle = self._idle, []
        for connection in idle:
            connection.close()

    def _take(self) -> sqlite3.Connection:
        with self._lock:
            if self._is_closed:
                raise RuntimeError("the project is closed")
            if self._idle:
                return self._idle.pop()
        return connect_reader(self._path, is_read_only=self._is_read_only)

    def _give_back(self, connection: sqlite3.Connection) -> None:
        with self._lock:
            if not self._is_closed:
                self._idle.append(connection)
                return
        connection.close()

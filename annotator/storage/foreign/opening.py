"""The door: a foreign file sifted into a clean one, for as long as somebody looks at it."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from annotator.model.errors import RowUnfit
from annotator.storage.database import protect
from annotator.storage.foreign.copying import private_copy
from annotator.storage.foreign.guarding import guarded
from annotator.storage.foreign.sieve import Sieve

_QUICKLY = ("journal_mode = MEMORY", "synchronous = OFF", "foreign_keys = OFF")
"""For a file that is thrown away: nothing of it needs to survive."""


@dataclass(frozen=True, slots=True)
class Foreign:
    """What is fit in a foreign file."""

    connection: sqlite3.Connection
    """To a clean file of the newest shape: only what is not retired is in it."""
    unfit: tuple[RowUnfit, ...]
    incomplete: frozenset[str]
    """Ids of annotation sets of which some rows are unfit."""


@contextmanager
def open_foreign(
    path: Path,
    *,
    is_main_file_enough: bool = False,
    follow: Callable[[], None] = lambda: None,
) -> Iterator[Foreign]:
    """Sift a file that comes from elsewhere. It is only read, and nothing is made beside it.

    is_main_file_enough: a journal or log beside it, whose work is lost so, does not matter.
    follow: called now and then; what it raises ends it all.

    ProjectMissing, NotAProject, ProjectTooNew, MadeWhileOpen, ForeignShape, HistoryBroken,
    FileUnreadable, SavingFailed (no room for copies).
    """
    # Late: sqlite-utils takes longer to import than a project to open.
    from annotator.storage.foreign.shapes import check_shape
    from annotator.storage.migrations import bring_up_to_date

    path = path.absolute()
    with (
        private_copy(path, is_main_file_enough=is_main_file_enough) as copy,
        closing(_clean_connection(copy.folder / "clean")) as clean,
    ):
        bring_up_to_date(clean)
        with guarded(copy.path, path) as asked:
            check_shape(asked, copy.version, path)
            asked.check()
            sieve = Sieve(asked, clean, path, copy.version, follow)
            sieve.sift()
        copy.path.unlink()
        clean.execute("PRAGMA query_only = ON")
        yield Foreign(clean, tuple(sieve.unfit), frozenset(sieve.incomplete))


def _clean_connection(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    protect(connection)
    for pragma in _QUICKLY:
        connection.execute(f"PRAGMA {pragma}").fetchall()
    return connection

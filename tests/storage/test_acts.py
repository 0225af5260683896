"""Pages of acts: however long the history is, a page reads no more than itself."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing

import pytest

from annotator.storage.acts import read_acts
from annotator.storage.database import protect
from annotator.storage.history import HistoryRow, append_row
from annotator.storage.migrations import bring_up_to_date
from annotator.storage.past import read_rows_since

LONG = 4_000
ROW = HistoryRow(
    1, "2026-01-24T00:00:00.000+00:00", None, "talks", "set", "do", None,
    '{"edit":"SetNote"}', '{"edit":"SetNote"}',
)  # fmt: skip


@pytest.fixture(scope="module")
def file() -> Iterator[sqlite3.Connection]:
    """Acts on two articles in turn, now and then one on none."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        protect(connection)
        bring_up_to_date(connection)
        connection.execute("BEGIN")
        tail = ""
        for seq in range(1, LONG + 1):
            document = None if seq % 100 == 0 else ("talks", "other")[seq % 2]
            tail = append_row(connection, ROW._replace(seq=seq, document=document), tail)
        connection.execute("COMMIT")
        yield connection


class Steps:
    """How many steps SQLite takes, in hundreds."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.count = 0
        connection.set_progress_handler(self._step, 100)

    def _step(self) -> int:
        self.count += 1
        return 0


@pytest.mark.parametrize("document", [None, "talks"])
def test_a_page_is_as_quick_at_the_end_as_in_the_middle(
    file: sqlite3.Connection, document: str | None
) -> None:
    steps = Steps(file)
    first, before = read_acts(file, document, None, 50)
    assert len(first) == 50
    assert before == first[-1].seq
    middle, _ = read_acts(file, document, 2_000, 50)
    assert len(middle) == 50
    file.set_progress_handler(None, 0)
    assert steps.count < 150, "every row looked at is fifteen steps"


def test_ten_acts_since_are_ten_rows(file: sqlite3.Connection) -> None:
    steps = Steps(file)
    rows = read_rows_since(file, "talks", LONG - 20, LONG + 1, 200)
    file.set_progress_handler(None, 0)
    assert [row.seq for row in rows] == list(range(LONG - 2, LONG - 20, -2))
    assert steps.count < 20


def test_a_narrow_page_says_where_to_look_on(file: sqlite3.Connection) -> None:
    found: list[int] = []
    before: int | None = None
    pages = 0
    while True:
        rows, before = read_acts(file, None, before, 50, edits=["Hide"])
        found += [row.seq for row in rows]
        pages += 1
        if before is None:
            break
    assert (found, pages) == ([], 3)

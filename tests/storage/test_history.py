"""The chain of the history."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.storage.database import protect
from annotator.storage.history import (
    NO_ROW,
    HistoryRow,
    append_row,
    last_row,
    read_latest_of,
    read_newest_rows,
    read_row,
    read_rows,
    read_steps,
)
from annotator.storage.migrations import bring_up_to_date

FIRST = HistoryRow(1, "2026-01-24T00:00:00Z", None, "talks", "set", "do", None, "{}", '{"a": 1}')


@pytest.fixture
def file() -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        protect(connection)
        bring_up_to_date(connection)
        yield connection


def test_rows_come_back_as_they_were(file: sqlite3.Connection) -> None:
    assert last_row(file) == NO_ROW
    rows = [
        FIRST,
        FIRST._replace(seq=3, document="other"),
        FIRST._replace(seq=4, step="undo", of=1),
        FIRST._replace(seq=6, step="redo", of=1),
    ]
    tail = ""
    for row in rows:
        tail = append_row(file, row, tail)
    assert last_row(file) == (6, tail)
    assert read_row(file, 3) == rows[1]
    assert read_row(file, 2) is None
    assert read_latest_of(file, 1) == rows[3]
    assert read_latest_of(file, 3) == rows[1]
    assert read_rows(file, None, 0, 2) == rows[:2]
    assert read_rows(file, None, 3, 9) == rows[2:]
    assert read_rows(file, "talks", 0, 9) == [rows[0], rows[2], rows[3]]
    assert read_newest_rows(file, "talks", 2) == [rows[3], rows[2]]
    assert list(read_steps(file, None)) == [
        (1, "do", None),
        (3, "do", None),
        (4, "undo", 1),
        (6, "redo", 1),
    ]
    assert list(read_steps(file, "somebody")) == []


@given(st.sampled_from(HistoryRow._fields), st.text(max_size=3))
def test_the_hash_covers_every_column(field: str, value: str) -> None:
    other = FIRST._replace(**{field: value})
    assert (other.sha256("") == FIRST.sha256("")) == (other == FIRST)


def test_the_hash_covers_the_row_before() -> None:
    assert FIRST.sha256("one") != FIRST.sha256("other")

"""Under which version of the label set annotations were made: what reading it takes."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from annotator.benchmark.ground import Ground, Sizes
from annotator.storage.label_set_versions import read_made_under

_STEPS = 10
"""Instructions of SQLite that are counted as one."""


def _work(connection: sqlite3.Connection) -> int:
    """Return what it takes to read of the last article."""
    counted = 0

    def count() -> int:
        nonlocal counted
        counted += 1
        return 0

    ((last,),) = connection.execute("SELECT id FROM documents ORDER BY key DESC LIMIT 1")
    connection.set_progress_handler(count, _STEPS)
    found = read_made_under(connection, last)
    connection.set_progress_handler(None, 0)
    assert len(found) > 60  # Spans and relations.
    return counted


@pytest.mark.parametrize("is_analyzed", [False, True])
def test_reading_one_article_takes_the_same_in_a_project_of_any_size(
    tmp_path: Path, is_analyzed: bool
) -> None:
    ground = Ground(tmp_path, Sizes(0, 0, 0, 0))
    taken = []
    for count in (4, 40):
        with closing(sqlite3.connect(ground.project(count, people=("Maria",)))) as connection:
            for table in ("spans", "relations"):
                connection.execute(
                    f"UPDATE {table} SET made_under = (SELECT max(number) FROM label_set_versions)"
                )
            if is_analyzed:
                connection.execute("ANALYZE")
            taken.append(_work(connection))
    assert taken[1] < 1.5 * taken[0], taken

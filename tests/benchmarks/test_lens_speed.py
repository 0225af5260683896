"""Speed of the consistency lens: 1,000, 10,000 and 100,000 articles with eight names in each.

Measured against the least that any program would have to do: all texts and all spans of the file
fetched once with plain SQL. Seconds of the processor until the first rows, until all that is odd in
a set by itself is known, and until all is; megabytes that the process holds more than before, with the thousand
likeliest of each kind kept, as the window does.
"""

import gc
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from time import perf_counter, thread_time
from typing import NamedTuple

import pytest

from annotator.model.oddity import OddKind
from annotator.project.consistency.finding import CORPUS_KINDS
from annotator.project.consistency.found import Batch
from annotator.project.consistency.ranked import Ranked, Ranking
from annotator.project.project import Project
from annotator.ui.lens.lens import SHOWN_AT_MOST
from tests.benchmarks.labelled_corpora import NAMES_IN_ONE, make_labelled
from tests.benchmarks.measures import resident

pytestmark = pytest.mark.benchmark

COUNTS = (1_000, 10_000, 100_000)
ALONE: tuple[OddKind, ...] = ("ends", "sentences", "relations", "duplicates", "parts")


class Run(NamedTuple):
    """What it took to go through a project."""

    first: float
    whole: float
    memory: float
    ranking: Ranking


@pytest.fixture(scope="module")
def corpora(tmp_path_factory: pytest.TempPathFactory) -> dict[int, Path]:
    folder = tmp_path_factory.mktemp("lens")
    return {count: make_labelled(folder / f"{count}.annotator", count) for count in COUNTS}


def test_how_long_it_takes(corpora: dict[int, Path]) -> None:
    print(
        f"\n{'articles':>9}{'bare, s':>9}{'first, s':>10}{'alone, s':>10}{'×':>6}"
        f"{'whole, s':>10}{'×':>6}{'memory, MB':>12}   found"
    )
    for count, path in corpora.items():
        bare = _bare(path)
        alone = _run(path, ALONE)
        whole = _run(path, ())
        found = ", ".join(f"{kind} {one:,}" for kind, one in whole.ranking.counts.items() if one)
        print(
            f"{count:>9,}{bare:>9.2f}{whole.first:>10.3f}{alone.whole:>10.1f}"
            f"{alone.whole / bare:>6.1f}{whole.whole:>10.1f}{whole.whole / bare:>6.1f}"
            f"{whole.memory:>12.0f}   {found}"
        )
        # One of a hundred of each; what is forgotten may be the only one of its words.
        slips = count * NAMES_IN_ONE / 100
        assert 0.8 * slips < whole.ranking.counts["ends"] < 1.2 * slips
        assert 0.5 * slips < whole.ranking.counts["repeats"] < 1.2 * slips
        assert whole.ranking.counts["labels"] > 0.5 * slips
        assert {one.oddity.kind for one in whole.ranking.found} >= {"labels", "repeats", "ends"}
        assert set(whole.ranking.counts) - set(ALONE) == CORPUS_KINDS


def test_it_can_be_stopped_at_any_time(corpora: dict[int, Path]) -> None:
    """The longest that passes between two looks at whether one has had enough."""
    with Project.open(corpora[max(COUNTS)]) as project:
        longest, last = 0.0, perf_counter()
        for _ in _for_seconds(project.consistency.find(), 60.0):
            longest, last = max(longest, perf_counter() - last), perf_counter()
    print(f"\nlongest pause between two pages: {1000 * longest:.0f} ms")


def _for_seconds(batches: Iterator[Batch], seconds: float) -> Iterator[Batch]:
    end = perf_counter() + seconds
    for batch in batches:
        yield batch
        if perf_counter() > end:
            return


def _run(path: Path, kinds: tuple[OddKind, ...]) -> Run:
    gc.collect()
    with Project.open(path) as project:
        before = most = resident()
        begun = thread_time()
        first = 0.0
        ranked = Ranked(SHOWN_AT_MOST)
        for batch in project.consistency.find(kinds):
            if batch.found and not first:
                first = thread_time() - begun
            ranked.add(batch)
            most = max(most, resident())
        ranking = ranked.ranking()
        return Run(first, thread_time() - begun, most - before, ranking)


def _bare(path: Path) -> float:
    """Fetch every text and every span once."""
    begun = thread_time()
    with closing(sqlite3.connect(path)) as connection:
        for _ in connection.execute("SELECT id, title, text FROM documents"):
            pass
        for _ in connection.execute("SELECT set_key, id, label_key, start, end FROM spans"):
            pass
    return thread_time() - begun

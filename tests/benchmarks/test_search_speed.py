"""Speed of a search in all articles: 1,000, 10,000 and 100,000 of them, European, Chinese and Thai.

Measured against the least that any program would have to do: the same words put to a bare FTS5
index, and the texts it names read for one page. Milliseconds until the first hits, which is what
one waits for while typing, and until the last of the 10,000 that the window shows.
"""

import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from statistics import median

import pytest

from annotator.project.corpus_search import CorpusQuery
from annotator.project.project import Project
from annotator.text.index_words import question_of
from tests.benchmarks.large_corpora import HAN, NAME, PHRASE, RARE, make_corpus

pytestmark = pytest.mark.benchmark

COUNTS = (1_000, 10_000, 100_000)
SHOWN = 10_000
_TIMES = 5
_PAGE = 10

QUERIES = {
    "one letter": CorpusQuery("s"),
    "two letters": CorpusQuery("th"),
    "beginning": CorpusQuery("quillb"),
    "rare word": CorpusQuery(RARE, is_whole_word=True),
    "frequent word": CorpusQuery("the", is_whole_word=True),
    "phrase": CorpusQuery(PHRASE),
    "case": CorpusQuery(NAME, is_case_exact=True),
    "one Han sign": CorpusQuery("務"),
    "Han word": CorpusQuery(HAN),
    "nothing": CorpusQuery("zzyzx"),
    "label": CorpusQuery(NAME, labels=("p",)),
    "pattern": CorpusQuery(r"\bharbour\s+\w+", is_pattern=True),
}


@pytest.fixture(scope="module")
def corpora(tmp_path_factory: pytest.TempPathFactory) -> dict[int, Path]:
    folder = tmp_path_factory.mktemp("search")
    return {count: make_corpus(folder / f"{count}.annotator", count) for count in COUNTS}


def test_a_search_answers_while_one_types(corpora: dict[int, Path]) -> None:
    print(f"\n{'first hits, ms':<16}" + "".join(f"{count:>26,}" for count in COUNTS))
    for name, query in QUERIES.items():
        cells = [_cell(path, query) for path in corpora.values()]
        print(f"{name:<16}" + "".join(f"{cell:>26}" for cell in cells))


def test_all_that_is_shown(corpora: dict[int, Path]) -> None:
    print(f"\n{'shown hits, s':<16}" + "".join(f"{count:>16,}" for count in COUNTS))
    for name in ("two letters", "phrase", "one Han sign", "pattern"):
        seconds = []
        for path in corpora.values():
            with Project.open(path) as project:
                begun = time.perf_counter()
                found = 0
                for page in project.search.hits(QUERIES[name]):
                    found += len(page)
                    if found >= SHOWN:
                        break
                seconds.append(time.perf_counter() - begun)
        print(f"{name:<16}" + "".join(f"{one:>16.2f}" for one in seconds))


def _cell(path: Path, query: CorpusQuery) -> str:
    """Return milliseconds, those of the bare index, and how many times as long."""
    with Project.open(path) as project:
        pages: Callable[[], Iterator[object]] = lambda: project.search.hits(query)  # noqa: E731
        ours = _milliseconds(lambda: next(pages(), None))
    question = "" if query.is_pattern else question_of(query.words)
    with closing(sqlite3.connect(path)) as connection:
        bare = _milliseconds(lambda: _ask(connection, question))
    return f"{ours:.1f} / {bare:.1f} = × {ours / max(bare, 0.01):.1f}"


def _milliseconds(act: Callable[[], object]) -> float:
    times = []
    for _ in range(_TIMES):
        begun = time.perf_counter()
        act()
        times.append((time.perf_counter() - begun) * 1000)
    return median(times)


def _ask(connection: sqlite3.Connection, question: str) -> None:
    """Ask for all articles of a question in order, and read the first texts; a pattern has none."""
    if question:
        keys = connection.execute(
            "SELECT rowid FROM word_index WHERE word_index MATCH ? ORDER BY rowid", (question,)
        ).fetchall()
    else:
        keys = connection.execute("SELECT key FROM documents ORDER BY position").fetchall()
    marks = ",".join("?" * len(keys[:_PAGE]))
    chosen = [key for (key,) in keys[:_PAGE]]
    connection.execute(f"SELECT text FROM documents WHERE key IN ({marks})", chosen).fetchall()

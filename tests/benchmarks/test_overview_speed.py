"""Speed of the Overview: 100,000 articles, eight names in each, labelled by one or by two.

Measured against the least that any program would have to do: the rows that are counted fetched
once with plain SQL. Seconds of the processor.
"""

import shutil
import sqlite3
import statistics
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from time import perf_counter, thread_time

import pytest

from annotator.edits.edit import AddSpan
from annotator.model.ids import new_id
from annotator.model.span import Span
from annotator.project.overview.behind import ArticlesWhere, SpansWhere
from annotator.project.overview.cases import CasesWhere
from annotator.project.overview.narrowed import Narrowed
from annotator.project.project import Project
from tests.benchmarks.labelled_corpora import make_labelled
from tests.benchmarks.measures import resident

pytestmark = pytest.mark.benchmark

COUNT = 100_000
WIRE = Narrowed(sources=("Agency 3",), since="2012", labels=("p", "o"), statuses=("finished",))


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_labelled(tmp_path_factory.mktemp("overview") / "large.annotator", COUNT)


@pytest.fixture
def project(path: Path) -> Iterator[Project]:
    with Project.open(path, is_read_only=True) as opened:
        yield opened


def took(act: Callable[[], object]) -> float:
    begun = thread_time()
    act()
    return thread_time() - begun


def fetch(path: Path, *statements: str) -> float:
    """Fetch rows, and do nothing with them."""
    begun = thread_time()
    with closing(sqlite3.connect(path)) as connection:
        for statement in statements:
            for _ in connection.execute(statement):
                pass
    return thread_time() - begun


def test_from_summary_rows(project: Project, path: Path) -> None:
    bare = fetch(
        path,
        "SELECT key, id, source, published, characters FROM documents",
        "SELECT key, document_key, annotator_key, status, spans, relations, id FROM annotation_sets",
        "SELECT * FROM span_counts",
        "SELECT * FROM relation_counts",
    )
    overview = project.overview
    first = took(overview.by_state)
    print(f"\nsummary rows: {bare:.2f} s fetched, {first:.2f} s until the first number")
    for narrowed in (Narrowed(), WIRE):
        for count in (overview.by_state, overview.by_annotator, overview.span_labels,
                      overview.spans_per_set, overview.by_source, overview.by_date):  # fmt: skip
            seconds = took(lambda: count(narrowed))  # noqa: B023
            print(f"  {count.__name__:<20} {seconds:.3f} s")
            assert seconds < 1
    where = ArticlesWhere(label="p", spans=(7, 8))
    assert took(lambda: overview.articles(where, WIRE)) < 1
    assert first < 6 * bare


def test_from_spans(project: Project, path: Path) -> None:
    bare = fetch(
        path,
        "SELECT key, text FROM documents",
        "SELECT set_key, id, label_key, start, end, fragments FROM spans",
        "SELECT set_key, label_key, head, tail FROM relations",
    )
    overview = project.overview
    overview.by_state()
    before, longest, last = resident(), 0.0, perf_counter()

    def progress(_: object) -> None:
        nonlocal longest, last
        longest, last = max(longest, perf_counter() - last), perf_counter()

    first = took(lambda: overview.count_corpus(progress))
    print(
        f"\nspans: {bare:.2f} s fetched, {first:.2f} s to count, {first / bare:.1f} times;"
        f" {resident() - before:.0f} MB; longest page {1000 * longest:.0f} ms"
    )
    for narrowed in (Narrowed(), WIRE):
        for count in (overview.span_lengths, overview.by_tenth, overview.frequent_texts,
                      overview.growth, overview.ties, overview.values):  # fmt: skip
            seconds = took(lambda: count(narrowed))  # noqa: B023
            print(f"  {count.__name__:<20} {seconds:.3f} s")
            assert seconds < 1
        seconds = took(lambda: overview.spans(SpansWhere(label="p", tenth=9), narrowed))  # noqa: B023
        print(f"  {'spans behind':<20} {seconds:.3f} s")
        assert seconds < 1
    assert first < 20 * bare


def test_agreement(tmp_path_factory: pytest.TempPathFactory) -> None:
    path = make_labelled(tmp_path_factory.mktemp("both") / "both.annotator", COUNT, is_by_both=True)
    bare = fetch(path, "SELECT set_key, id, label_key, start, end, fragments FROM spans")
    with Project.open(path, is_read_only=True) as project:
        overview = project.overview
        first, second = (one.id for one in project.annotators())
        before = resident()
        seconds = took(overview.agreement)
        print(
            f"\nagreement: {bare:.2f} s fetched, {seconds:.1f} s to compare, "
            f"{seconds / bare:.0f} times; {resident() - before:.0f} MB"
        )
        assert seconds < 60 * bare
        for narrowed in (Narrowed(), Narrowed(sources=("Agency 3",), labels=("p", "o"))):
            for name, count in (
                ("agreement", lambda: overview.agreement(narrowed)),  # noqa: B023
                ("confusion", lambda: overview.confusion(first, second, narrowed)),  # noqa: B023
                ("over time", lambda: overview.agreement_over_time(narrowed)),  # noqa: B023
                ("drift", lambda: overview.drift(narrowed)),  # noqa: B023
                ("cases", lambda: overview.cases(CasesWhere(first, second, "label"), narrowed)),  # noqa: B023
            ):
                again = took(count)
                print(f"  {name:<20} {again:.3f} s")
                assert again < 1


def test_saving_meanwhile(path: Path, tmp_path: Path) -> None:
    """An edit waits for no more than a page that is read."""
    copy = Path(shutil.copyfile(path, tmp_path / "edited.annotator"))
    with Project.open(copy, annotator="ilse") as project:
        alone = [_save(project, number) for number in range(30)]
        with ThreadPoolExecutor(1) as pool:
            counting = pool.submit(project.overview.count_corpus)
            beside = []
            while not counting.done():
                beside.append(_save(project, 100 + len(beside)))
            counting.result()
    print(
        f"\nsaved: {1000 * statistics.median(alone):.0f} ms alone, while it is counted "
        f"{1000 * statistics.median(beside):.0f} ms, at most {1000 * max(beside):.0f} ms"
        f" ({len(beside)} edits)"
    )
    assert max(beside) < 1


def _save(project: Project, number: int) -> float:
    begun = perf_counter()
    project.apply(AddSpan(Span(new_id(), "p", ((0, 3),))), f"d{number:06}")
    project.flush()
    return perf_counter() - begun

"""How fast labels change that very much wears, and a phrase in very many articles.

    python -m pytest -m benchmark tests/benchmarks/test_label_speed.py -s

Each is held against the least that SQLite needs for as much, in the same run: the bounds catch a
lost index or a query for each row, not a busy machine. What is done is counted, and taken back to
the same bytes.
"""

import sqlite3
import statistics
import time
from collections.abc import Callable
from contextlib import closing
from io import BytesIO
from pathlib import Path

import pytest

from annotator.model.annotation_set import AnnotationSet
from annotator.model.document import Document
from annotator.model.span import Span
from annotator.project.label_changes.change import LabelChange, Merge, Rename, Split
from annotator.project.project import Project
from annotator.storage.intake import Intake
from tests.builders import LABEL_SET, make_document

pytestmark = pytest.mark.benchmark

ARTICLES, SPANS = 1_000, 100
WORDS = "Norrow votes. "
"""Written once for each span."""


def seconds(work: Callable[[], object]) -> float:
    """Return how long some work takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def make_project(path: Path, articles: int, spans: int) -> Project:
    """Return an open project in which ilse has labelled PERSON `spans` times on each article."""

    def job(intake: Intake) -> None:
        ilse = intake.annotator_named("ilse").id
        for at in range(articles):
            made = [
                Span(f"s{at}-{nth}", "p", ((nth * len(WORDS), nth * len(WORDS) + 6),))
                for nth in range(spans)
            ]
            document: Document = make_document(WORDS * SPANS, f"d{at:04}")
            intake.add_document(document)
            intake.add_set(
                AnnotationSet(
                    f"set{at}", document.id, ilse, "finished", spans={one.id: one for one in made}
                )
            )

    project = Project.create(path, label_set=LABEL_SET, annotator="ilse")
    project.bring_in(job, import_id="all")
    return project


def exported(project: Project) -> bytes:
    project.flush()
    stream = BytesIO()
    project.export(stream)
    return stream.getvalue()


def write_bare(path: Path, rows: int) -> None:
    """Write as many rows as there are spans into a new file: a label and a place each."""
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("CREATE TABLE spans (id TEXT PRIMARY KEY, label TEXT, start INTEGER)")
        connection.executemany(
            "INSERT INTO spans VALUES (?, 'p', ?)", ((f"s{at}", at) for at in range(rows))
        )


def relabel_bare(path: Path) -> None:
    """Give each row another label, by its id."""
    with closing(sqlite3.connect(path)) as connection:
        ids = connection.execute("SELECT id FROM spans").fetchall()
        with connection:
            connection.executemany("UPDATE spans SET label = 'o' WHERE id = ?", ids)


def tell(what: str, ours: float, bare: float) -> float:
    """Print how long something took, and return how many times the bare floor that is."""
    ratio = ours / bare
    print(f"\n{what:45} {1000 * ours:9.1f} ms   bare {1000 * bare:9.1f} ms   × {ratio:.1f}", end="")
    return ratio


def test_renaming_costs_the_same_however_much_wears_it(tmp_path: Path) -> None:
    taken = {}
    for articles, spans in ((1, 100), (ARTICLES, SPANS)):
        with make_project(tmp_path / f"{articles}.annotator", articles, spans) as project:
            assert project.statistics().labels["PERSON"] == articles * spans
            before = exported(project)
            times = []
            for name in ("VOICE", "PERSON") * 10 + ("VOICE",):

                def rename(name: str = name, project: Project = project) -> None:
                    project.labels.change(Rename("p", name))
                    project.flush()

                times.append(seconds(rename))
            taken[articles * spans] = statistics.median(times)
            after = exported(project)
            assert after == before.replace(b'"PERSON"', b'"VOICE"')
            assert after.count(b'"VOICE"') >= articles * spans
    # A thousand times as much; where each span were written anew, it would take as many times longer.
    few, many = taken[100], taken[ARTICLES * SPANS]
    assert tell("rename a label of 100,000 spans, and of 100", many, few) < 10


@pytest.mark.parametrize(
    "change", [Merge(("p",), "o"), Split("p", "o", "Norrow")], ids=["merge", "split"]
)
def test_moving_a_hundred_thousand_spans(tmp_path: Path, change: LabelChange) -> None:
    count = ARTICLES * SPANS
    write_bare(tmp_path / "bare", count)
    bare = seconds(lambda: relabel_bare(tmp_path / "bare"))
    with make_project(tmp_path / "news.annotator", ARTICLES, SPANS) as project:
        before = exported(project)
        seen = seconds(lambda: project.labels.preview(change))
        assert project.labels.preview(change).spans == count

        def do() -> None:
            project.labels.change(change)
            project.flush()

        def undo() -> None:
            project.undo()
            project.flush()

        done = seconds(do)
        assert project.statistics().labels["ORGANISATION"] == count
        undone = seconds(undo)
        assert exported(project) == before
        assert project.check() == []
    name = type(change).__name__.lower()
    assert tell(f"{name}: count 100,000 spans", seen, bare) < 60
    assert tell(f"{name}: move 100,000 spans", done, bare) < 120
    assert tell(f"{name}: take them back", undone, bare) < 120


def test_one_phrase_in_a_thousand_articles(tmp_path: Path) -> None:
    write_bare(tmp_path / "bare", ARTICLES * SPANS)
    bare = seconds(lambda: relabel_bare(tmp_path / "bare"))
    with make_project(tmp_path / "news.annotator", ARTICLES, 0) as project:
        before = exported(project)
        places = []

        def look() -> None:
            places[:] = [one for page in project.elsewhere.places("Norrow") for one in page]

        look()  # the index of words is made by the first search
        seen = seconds(look)
        assert len(places) == ARTICLES * SPANS

        def do() -> None:
            project.elsewhere.change(places, "label", "p", "Norrow")
            project.flush()

        def undo() -> None:
            project.undo()
            project.flush()

        done = seconds(do)
        assert project.statistics().labels["PERSON"] == ARTICLES * SPANS
        undone = seconds(undo)
        assert exported(project) == before
        assert project.check() == []
    assert tell("the same elsewhere: see 100,000 places", seen, bare) < 60
    assert tell("the same elsewhere: label them", done, bare) < 120
    assert tell("the same elsewhere: take them back", undone, bare) < 120

"""How fast the project file is: bringing in, reading out, opening an article, saving an edit.

    python -m pytest -m benchmark tests/benchmarks -s

The bounds are ten times what a quiet machine of two cores needs: they catch a lost index or a query
for each row, not a busy machine. What was measured is printed.
"""

import random
import statistics
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from annotator.edits.edit import AddSpan
from annotator.model.annotation_set import AnnotationSet
from annotator.model.document import Document, Meta
from annotator.model.ids import new_id
from annotator.model.relation import Relation
from annotator.model.span import Span
from annotator.project.project import Project
from annotator.storage.intake import Intake
from annotator.storage.outlet import stream_sets
from tests.builders import LABEL_SET

pytestmark = pytest.mark.benchmark

DOCUMENTS, SPANS, RELATIONS, CHARACTERS = 2_000, 60, 20, 3_000


def measure(what: str, bound: float, work: Callable[[], object], times: int = 1) -> None:
    """Time some work (median of several times, in milliseconds), print it and hold it to a bound."""
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        work()
        taken.append(1000 * (time.perf_counter() - start))
    median = statistics.median(taken)
    print(f"\n{what:55} {median:10.2f} ms (largest {max(taken):.2f})", end="")
    assert median < bound, what


def make_sources() -> list[tuple[Document, list[Span], list[Relation]]]:
    chance = random.Random(1)
    words = [f"w{number}" for number in range(500)]
    sources = []
    for number in range(DOCUMENTS):
        text = f"{number} " + " ".join(chance.choices(words, k=CHARACTERS // 5))
        starts = [chance.randrange(CHARACTERS - 500) for _ in range(SPANS)]
        spans = [Span(new_id(), chance.choice("porc"), ((at, at + 20),)) for at in starts]
        ends = [chance.sample(spans, 2) for _ in range(RELATIONS)]
        relations = [Relation(new_id(), "s", head.id, tail.id) for head, tail in ends]
        sources.append((Document(f"d{number}", text, Meta(f"Title {number}")), spans, relations))
    return sources


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed project with everything in it."""
    sources = make_sources()
    path = tmp_path_factory.mktemp("speed") / "speed.annotator"

    def job(intake: Intake) -> None:
        ilse = intake.annotator_named("ilse")
        for document, spans, relations in sources:
            if intake.document_sha256(document.id) is None:
                intake.add_document(document)
            assert not intake.taken_ids([span.id for span in spans])
            by_id = {span.id: span for span in spans}
            made = AnnotationSet(new_id(), document.id, ilse.id, "finished", spans=by_id)
            intake.add_set(replace(made, relations={one.id: one for one in relations}))

    with Project.create(path, label_set=LABEL_SET, annotator="ilse") as project:
        measure(
            f"import of {DOCUMENTS} documents with {SPANS} spans each",
            20_000,
            lambda: project.bring_in(job, import_id="all"),
        )
    print(f"\n{'size of the file':55} {path.stat().st_size / 1e6:10.1f} MB", end="")
    return path


@pytest.fixture
def project(path: Path) -> Iterator[Project]:
    with Project.open(path, annotator="ilse") as project:
        yield project


def test_opening_the_project(project: Project) -> None:
    measure(
        "open a project to read",
        500,
        lambda: Project.open(project.path, is_read_only=True).close(),
        9,
    )


def test_opening_articles(project: Project) -> None:
    ids = iter([f"d{number}" for number in range(0, DOCUMENTS, 9)])

    def open_article() -> None:
        id = next(ids)
        assert len(project.annotation_set(id).spans) == SPANS
        assert project.document(id)

    measure("open an article with its set", 20, open_article, 200)


def test_saving(project: Project) -> None:
    def save() -> None:
        project.apply(AddSpan(Span(new_id(), "p", ((0, 9),))), "d1")
        project.flush()

    measure(
        "apply an edit",
        10,
        lambda: project.apply(AddSpan(Span(new_id(), "p", ((0, 9),))), "d2"),
        50,
    )
    measure("apply an edit and wait until it is saved", 500, save, 20)


def test_lists(project: Project) -> None:
    keys = project.document_keys()
    measure("all keys of the list", 200, project.document_keys, 9)
    measure("keys of one state", 300, lambda: project.document_keys(which="finished"), 9)
    measure("counts by state", 300, project.document_counts, 9)
    measure("100 rows of the list", 200, lambda: project.document_rows(keys[500:600]), 9)
    measure("search of the list in all texts", 2_000, lambda: project.document_keys("w77 w499"), 3)


def test_streaming_everything(project: Project) -> None:
    def stream() -> None:
        assert sum(1 for _ in stream_sets(project.store)) == DOCUMENTS

    measure("stream all sets, as an export does", 15_000, stream, 3)


def test_counting_and_checking(project: Project) -> None:
    measure("statistics", 500, project.statistics, 5)
    measure("check", 15_000, lambda: project.check() == [] or pytest.fail("faults"))

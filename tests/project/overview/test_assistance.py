"""What was suggested and what was not, apart: as SQL counts it, span by span."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from random import Random
from typing import Any

import pytest

from annotator.edits.edit import AddSpan, SetStatus, Together
from annotator.model.ids import new_id
from annotator.model.span import Span
from annotator.model.suggested import Suggested
from annotator.project.overview.assistance import Assistance
from annotator.project.overview.narrowed import EVERYTHING, Narrowed
from annotator.project.project import Project
from annotator.project.review import Pairing
from annotator.project.ruling import Ruling
from annotator.project.suggesting.unaided import is_drawn
from annotator.review.agreement import F1
from tests.builders import make_document
from tests.project.building import make_project

TEXT = "Ilse Varga runs Norrow Lines and Tom Quill was there at noon on Monday."
STARTS = (0, 5, 16, 23, 33, 37)
PEOPLE = ("ilse", "jon", "mara")
DRAWN = [f"d{number}" for number in range(200) if is_drawn(f"d{number}")][:4]
OTHERS = [f"d{number}" for number in range(200) if not is_drawn(f"d{number}")][:10]
ASSISTED = "(span.suggested IS NOT NULL OR span.origin IN ('propagated', 'suggested'))"


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three people have finished what chance gave them, by hand and from suggestions."""
    random = Random(11)
    documents = [make_document(TEXT, id) for id in (*DRAWN, *OTHERS)]
    with make_project(tmp_path_factory.mktemp("assisted"), documents) as project:
        ids = [project.assignments.person(name).id for name in PEOPLE]
        division = project.assignments.divide(DRAWN, ids, per_article=3)
        project.assignments.assign(division)
        for name in PEOPLE:
            project.sign_in(name)
            for document in documents:
                if random.random() < 0.85:
                    work(random, project, document.id)
        return project.path


def work(random: Random, project: Project, document: str) -> None:
    spans = [
        span(random, start, is_aided=document in OTHERS)
        for start in STARTS
        if random.random() < 0.7
    ]
    if spans:
        project.apply(Together(tuple(map(AddSpan, spans)), "label"), document)
    if random.random() < 0.9:
        project.apply(SetStatus("finished"), document)


def span(random: Random, start: int, *, is_aided: bool) -> Span:
    model = random.choice(("", "", "crf", "repetition", "elsewhere")) if is_aided else ""
    return Span(
        new_id(),
        random.choice("ppo"),
        ((start, start + random.choice((4, 4, 10))),),
        origin={"crf": "suggested", "repetition": "propagated"}.get(model, "manual"),  # type: ignore[arg-type]
        suggested=Suggested(model, "1", 0.9) if model else None,
    )


@pytest.fixture
def project(path: Path) -> Iterator[Project]:
    with Project.open(path, annotator="ilse") as project:
        yield project


def asked(project: Project, statement: str) -> list[Any]:
    project.flush()
    with closing(sqlite3.connect(project.path)) as connection:
        return connection.execute(statement).fetchall()


def by_sql(project: Project, condition: str, where: str = "1") -> tuple[int, int]:
    """How many spans have an answer, of how many: each span once for each other who has finished
    the article."""
    statement = f"""
        SELECT count(*), sum(EXISTS (
            SELECT 1 FROM spans AS same WHERE same.set_key = other.key
            AND same.label_key = span.label_key
            AND (same.start, same.end) = (span.start, span.end)
        ))
        FROM spans AS span
        JOIN annotation_sets AS held ON held.key = span.set_key
        JOIN annotation_sets AS other ON other.document_key = held.document_key
        JOIN documents ON documents.key = held.document_key
        WHERE held.key <> other.key AND held.status = 'finished' AND other.status = 'finished'
        AND {condition} AND {where}
    """
    ((count, same),) = asked(project, statement)
    return same or 0, count


def told(one: F1) -> tuple[int, int]:
    return one.matched, one.first


def measured(project: Project, narrowed: Narrowed = EVERYTHING) -> Assistance:
    return project.overview.assistance(narrowed)


def test_what_the_other_has_too_is_what_sql_counts(project: Project) -> None:
    found = measured(project)
    assert told(found.assisted) == by_sql(project, ASSISTED)
    assert told(found.unassisted) == by_sql(project, f"NOT {ASSISTED}")
    assert found.assisted.first > 50
    assert found.unassisted.first > 50
    assert found.assisted.value == found.assisted.matched / found.assisted.first
    assert found.assisted.low is not None


def test_the_report_on_agreement_tells_the_same_apart(project: Project) -> None:
    scores = project.agreement().whole
    found = measured(project)
    for one, other in ((scores.assisted, found.assisted), (scores.unassisted, found.unassisted)):
        assert (one.value, one.matched, one.first) == (other.value, other.matched, other.first)
    for pair in project.agreement().pairs:
        both = pair.scores.assisted.first + pair.scores.unassisted.first
        assert both == pair.scores.span_f1.first + pair.scores.span_f1.second


def test_under_filters_too(project: Project) -> None:
    found = measured(project, Narrowed(labels=("p",)))
    label = "span.label_key = (SELECT key FROM span_labels WHERE id = 'p')"
    assert told(found.assisted) == by_sql(project, ASSISTED, label)
    ids = {one.name: one.id for one in project.annotators()}
    found = measured(project, Narrowed(annotators=(ids["ilse"], ids["mara"])))
    keys = "(SELECT key FROM annotators WHERE name IN ('ilse', 'mara'))"
    two = f"held.annotator_key IN {keys} AND other.annotator_key IN {keys}"
    assert told(found.assisted) == by_sql(project, ASSISTED, two)
    assert told(found.unassisted) == by_sql(project, f"NOT {ASSISTED}", two)


def test_articles_without_suggestions_stand_beside_the_others(project: Project) -> None:
    found = measured(project)
    assert found.documents_without and found.documents_without <= set(DRAWN)
    names = ",".join(f"'{id}'" for id in DRAWN)
    for f1, among in ((found.without, "IN"), (found.others, "NOT IN")):
        same, count = by_sql(project, "1", f"documents.id {among} ({names})")
        assert (2 * f1.matched, f1.first + f1.second) == (same, count)
        assert f1.value == pytest.approx(same / count)


def test_what_the_review_keeps_is_counted_apart(project: Project) -> None:
    nothing = measured(project)
    assert told(nothing.assisted_kept) == (0, 0)
    assert nothing.assisted_kept.why
    ids = {one.name: one.id for one in project.annotators()}
    first, second = ids["ilse"], ids["jon"]
    project.sign_in("rita")
    for document in OTHERS[:6]:
        pairing = Pairing(first, second)
        cases = project.review.compare(document, pairing).differences
        project.review.settle([Ruling(document, pairing, one, "first") for one in cases])
    found = measured(project)
    expected = {True: [0, 0], False: [0, 0]}
    for document in {one.document for one in project.review.verdicts()}:
        curated = project.review.curated(document)
        kept = {(one.label, one.fragments) for one in curated.annotation_set.spans.values()}
        for held in project.annotation_sets(document):
            if held.annotator is not None and held.status == "finished":
                for one in held.spans.values():
                    expected[one.is_assisted][0] += (one.label, one.fragments) in kept
                    expected[one.is_assisted][1] += 1
    assert told(found.assisted_kept) == tuple(expected[True])
    assert told(found.unassisted_kept) == tuple(expected[False])
    assert found.assisted_kept.first > 0


def test_where_nothing_was_suggested_there_is_nothing_to_tell(tmp_path: Path) -> None:
    with make_project(tmp_path, [make_document(TEXT, "d1")]) as project:
        found = measured(project)
        assert found.is_empty
        assert found.assisted.value is None

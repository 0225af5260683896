"""Sets are read as they were written, in the order of the text, by a few statements in all."""

import random
from dataclasses import replace

import pytest

from annotator.model.annotation_set import AnnotationSet
from annotator.model.document import Document
from annotator.model.relation import Relation
from annotator.model.span import Span
from annotator.project.project import Project
from annotator.storage import annotations
from annotator.storage.annotations import read_set, read_sets
from tests.builders import LABEL_SET, make_set

TEXT = "word " * 2000
SPANS = (
    Span("plain", "p", ((10, 14),)),
    Span("parts", "o", ((5, 9), (15, 19))),
    Span(
        "said",
        "c",
        ((0, 4),),
        {"x": "certain"},
        "a “note”\n\twith\x1f breaks \U0001f600",
        "imported",
    ),
    Span("doubtful", "p", ((20, 24),), is_doubtful=True),
    Span("z", "p", ((30, 34),)),
    Span("a", "p", ((30, 34),)),
    Span("longer", "p", ((30, 39),)),
)
RELATIONS = (
    Relation("first", "w", "plain", "parts"),
    Relation("second", "s", "a", "z", {"f": True}, "noted", "suggested"),
)


@pytest.fixture
def project(tmp_path):
    def job(intake):
        for number in range(3):
            document = f"d{number}"
            intake.add_document(Document(document, TEXT + str(number)))
            mine = make_set(document=document, annotator=intake.annotator_named("ilse").id)
            spans = {f"{one.id}{number}": one._replace(id=f"{one.id}{number}") for one in SPANS}
            relations = {
                f"{one.id}{number}": one._replace(
                    id=f"{one.id}{number}", head=f"{one.head}{number}", tail=f"{one.tail}{number}"
                )
                for one in RELATIONS
            }
            intake.add_set(replace(mine, id=f"set{number}", spans=spans, relations=relations))

    with Project.create(tmp_path / "a.annotator", label_set=LABEL_SET, annotator="ilse") as project:
        project.bring_in(job, import_id="all")
        yield project


def read(project, number=0) -> AnnotationSet:
    with project.store.reading() as connection:
        found = read_set(connection, f"d{number}", project.me.id)
    assert found is not None
    return found


def test_a_set_is_read_as_it_was_written(project):
    found = read(project, 1)
    for one in SPANS:
        assert found.spans[f"{one.id}1"] == one._replace(id=f"{one.id}1")
        assert isinstance(found.spans[f"{one.id}1"], Span)
    assert found.relations["second1"] == RELATIONS[1]._replace(id="second1", head="a1", tail="z1")
    assert isinstance(found.relations["first1"], Relation)


def test_spans_stand_in_the_order_of_the_text_and_relations_by_id(project):
    found = read(project)
    assert list(found.spans) == ["said0", "parts0", "plain0", "doubtful0", "longer0", "a0", "z0"]
    assert list(found.relations) == ["first0", "second0"]


def test_a_set_without_annotations_is_read_as_one(project):
    project.bring_in(
        lambda intake: (
            intake.add_document(Document("bare", TEXT)),
            intake.add_set(replace(make_set(document="bare", annotator=None), status="curated")),
        ),
        import_id="other",
    )
    with project.store.reading() as connection:
        found = read_set(connection, "bare", None)
    assert (found.spans, found.relations) == ({}, {})


def test_as_few_statements_for_many_sets_as_for_one(project):
    def count(condition, *parameters):
        statements = []
        with project.store.reading() as connection:
            connection.set_trace_callback(statements.append)
            found = read_sets(connection, condition, parameters)
            connection.set_trace_callback(None)
        return len(found), len(statements)

    one, for_one = count("AND documents.id = ?", "d0")
    all_of_them, for_all = count("")
    assert (one, all_of_them) == (1, 3)
    assert for_all == for_one <= 9


def test_many_spans_are_sorted_as_few_are(monkeypatch):
    chance = random.Random(3)
    starts = [chance.randrange(200) for _ in range(500)]
    ends = [start + chance.randint(1, 9) for start in starts]
    few = annotations._in_text_order(starts, ends)
    assert few == sorted(range(500), key=lambda one: (starts[one], -ends[one]))
    monkeypatch.setattr(annotations, "_MANY", 10)
    assert annotations._in_text_order(starts, ends) == few


def test_what_only_some_spans_have_stays_with_them():
    columns = [
        ["a", "b", "c"],
        [7, 8, 7],
        [9, 0, 0],
        [12, 5, 6],
        [None, "[[0,2],[3,5]]", None],
        [None, None, None],
        ["", None, "see above"],
        [None, "imported", None],
        [0, 0, 1],
    ]
    made = annotations._make_spans(columns, {7: "person", 8: "place"})
    assert list(made) == ["c", "b", "a"]
    assert made["a"] == Span("a", "person", ((9, 12),), note="")
    assert made["b"] == Span("b", "place", ((0, 2), (3, 5)), origin="imported")
    assert made["c"] == Span("c", "person", ((0, 6),), note="see above", is_doubtful=True)

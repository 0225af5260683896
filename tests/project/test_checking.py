"""Every fault that a file can have is named; a file that is whole has none."""

import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from annotator.edits.edit import AddRelation, AddSpan, RemoveSpan
from annotator.model.relation import Relation
from annotator.model.span import Span
from annotator.project.project import Project
from tests.builders import LABEL_SET, TEXT, make_document
from tests.project.building import make_project


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A closed project with two spans (one of two parts), a relation, and a history."""
    with make_project(tmp_path, [make_document(TEXT), make_document(TEXT, "other")]) as project:
        project.apply(AddSpan(Span("person", "p", ((43, 53),))), "talks")
        project.apply(AddSpan(Span("firm", "o", ((0, 7), (20, 25)))), "talks")
        project.apply(AddRelation(Relation("works", "w", "person", "firm")), "talks")
        project.apply(AddSpan(Span("gone", "p", ((0, 7),))), "talks")
        project.apply(RemoveSpan("gone"), "talks")
    return tmp_path / "news.annotator"


def faults_after(path: Path, *statements: str) -> set[tuple[str, str]]:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for statement in statements:
            connection.execute(statement)
    with Project.open(path, is_read_only=True) as project:
        return set(project.check())


def test_a_whole_project_has_no_fault(path: Path) -> None:
    assert faults_after(path) == set()


@pytest.mark.parametrize(
    ("statement", "fault"),
    [
        ("UPDATE documents SET text = replace(text, 'Varga', 'Verga') WHERE id = 'talks'", ("text", "talks")),
        ("UPDATE documents SET characters = characters + 1 WHERE id = 'other'", ("length", "other")),
        ("UPDATE spans SET end = 9999 WHERE id = 'person'", ("span outside text", "talks person")),
        ("UPDATE spans SET fragments = '[[0,7],[5,25]]' WHERE id = 'firm'", ("fragments", "talks firm")),
        ("UPDATE spans SET start = 1 WHERE id = 'firm'", ("fragments", "talks firm")),
        ("""UPDATE documents SET sections = '[["title",0,9999]]' WHERE id = 'other'""", ("section outside text", "other")),
        ("DELETE FROM spans WHERE id = 'firm'", ("reference", "relations -> spans")),
        ("UPDATE spans SET label_key = 99 WHERE id = 'person'", ("reference", "spans -> span_labels")),
        ("UPDATE relations SET id = 'firm'", ("id twice", "firm")),
        ("UPDATE span_labels SET position = NULL WHERE id = 'o'", ("label not in the label set", "talks firm")),
        (
            "UPDATE relation_labels SET position = NULL WHERE id = 'w'",
            ("relation label not in the label set", "talks works"),
        ),
        ("UPDATE span_labels SET position = NULL WHERE id = 'r'", ("label refers to no label", "holds role")),
        ("UPDATE span_labels SET position = NULL WHERE id = 'c'", ("attribute refers to no label", "certainty")),
        ("UPDATE history SET edit = replace(edit, 'person', 'nobody') WHERE seq = 2", ("history", "2")),
        ("DELETE FROM history WHERE seq = 3", ("history", "4")),
        ("""UPDATE history SET inverse = '{"edit": "Nothing"}' WHERE seq = 4""", ("history", "unreadable after 3")),
    ],
)  # fmt: skip
def test_a_fault_is_named(path: Path, statement: str, fault: tuple[str, str]) -> None:
    assert fault in faults_after(path, statement)


@pytest.mark.parametrize(
    ("statement", "what"),
    [
        ("UPDATE annotation_sets SET spans = 7", "span summary"),
        ("UPDATE span_counts SET spans = spans + 1", "span summary"),
        ("DELETE FROM span_counts", "span summary"),
        ("UPDATE annotation_sets SET relations = 7", "relation summary"),
        ("UPDATE relation_counts SET relations = 3", "relation summary"),
        ("DELETE FROM relation_counts", "relation summary"),
    ],
)
def test_a_summary_that_does_not_agree(path: Path, statement: str, what: str) -> None:
    assert {fault[0] for fault in faults_after(path, statement)} == {what}


def test_a_bit_that_fell_over_in_a_text_is_found_by_its_hash(path: Path) -> None:
    content = path.read_bytes()
    at = content.index(b"Ilse Varga, the harbour")
    path.write_bytes(content[:at] + b"Else" + content[at + 4 :])
    with Project.open(path, is_read_only=True) as project:
        assert len(project.check()) == 1


def test_check_of_a_project_with_labels_of_its_own(tmp_path: Path) -> None:
    grown = replace(LABEL_SET, name="Mine", description="with 'quotes' and %")
    with make_project(tmp_path, label_set=grown) as project:
        assert project.check() == []

"""Every fault that a file can have is named; a file that is whole has none."""

import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import orjson
import pytest

from annotator.edits.edit import AddRelation, AddSpan, RelabelSpan, RemoveSpan
from annotator.model.ids import derived_id
from annotator.model.relation import Relation
from annotator.model.span import Span
from annotator.project.project import Project
from annotator.project.rows import ExportChoice
from tests.builders import LABEL_SET, TEXT, make_document
from tests.project.building import make_project
from tests.project.test_review import People


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


def test_row_11_a_bit_that_fell_over_in_a_text_is_found_by_its_hash(path: Path) -> None:
    content = path.read_bytes()
    at = content.index(b"Ilse Varga, the harbour")
    path.write_bytes(content[:at] + b"Else" + content[at + 4 :])
    with Project.open(path, is_read_only=True) as project:
        assert len(project.check()) == 1


def test_check_of_a_project_with_labels_of_its_own(tmp_path: Path) -> None:
    grown = replace(LABEL_SET, name="Mine", description="with 'quotes' and %")
    with make_project(tmp_path, label_set=grown) as project:
        assert project.check() == []


# ---- reviews, what was taken in, who is to do what ------------------------------------------------


@pytest.fixture
def reviewed(tmp_path: Path) -> Path:
    """A closed project with a verdict that was answered, a curated set that was imported, a second
    time, and what a colleague's copy had brought."""
    with make_project(tmp_path) as project:
        people = People(project)
        people.settle(choice="neither")
        project.export(tmp_path / "curated.jsonl", ExportChoice(is_curated_only=True))
        verdict = project.review.verdicts("talks")[0]
        project.sign_in("jon")
        project.review.answer(verdict.id, "contested")
    base = tmp_path / "news.annotator"
    copy = tmp_path / "copy.annotator"
    copy.write_bytes(base.read_bytes())
    with Project.open(copy, annotator="jon") as project:
        project.apply(AddSpan(Span("late", "p", ((0, 7),))), "talks")
        project.apply(RelabelSpan("v-jon", "r"), "talks")
    line = orjson.loads((tmp_path / "curated.jsonl").read_bytes())
    line["id"] = "copy"
    (tmp_path / "curated.jsonl").write_bytes(orjson.dumps(line) + b"\n")
    with Project.open(base, annotator="mara") as project:
        project.merge(copy)
        project.import_sources([tmp_path / "curated.jsonl"])
        mine = project.assignments.divide(["talks"], [project.me.id])  # type: ignore[union-attr]
        project.assignments.assign(mine)
    with closing(sqlite3.connect(base, isolation_level=None)) as connection:
        (jon,) = connection.execute("SELECT id FROM annotators WHERE name = 'jon'").fetchone()
        again = derived_id("second time", jon, "2")
        connection.execute("INSERT INTO annotators (id, name) VALUES (?, 'jon (2)')", (again,))
        connection.execute("INSERT INTO second_times VALUES (?, ?, 2)", (again, jon))
    return base


def test_a_reviewed_project_that_is_whole_has_no_fault(reviewed: Path) -> None:
    with closing(sqlite3.connect(reviewed)) as connection:
        for table in (
            "verdicts",
            "taken_history",
            "taken_edits",
            "provenance",
            "negatives",
            "assignments",
        ):
            assert connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0], table
    assert faults_after(reviewed) == set()


@pytest.mark.parametrize(
    ("statement", "what"),
    [
        ("UPDATE verdicts SET verdict = '{nonsense}'", "verdict unreadable"),
        ("UPDATE verdicts SET verdict = '{}'", "verdict unreadable"),
        ("UPDATE verdicts SET verdict = json_set(verdict, '$.difference.first', 7)", "verdict unreadable"),
        ("UPDATE verdicts SET verdict = json_set(verdict, '$.outcome', '[[')", "verdict unreadable"),
        ("UPDATE verdicts SET choice = 'first'", "verdict and its columns differ"),
        ("UPDATE verdicts SET reason = 'slip'", "verdict and its columns differ"),
        ("UPDATE verdicts SET verdict = json_set(verdict, '$.document', 'copy')", "verdict and its columns differ"),
        ("UPDATE verdicts SET reviewer = (SELECT id FROM annotators WHERE name = 'jon')", "verdict and its columns differ"),
        ("UPDATE verdicts SET verdict = json_set(verdict, '$.difference.fault', 'odd')", "verdict in unknown words"),
        ("UPDATE verdicts SET verdict = json_set(verdict, '$.difference.first.fragments', json('[[0,9999]]'))", "verdict outside text"),
        ("UPDATE verdicts SET verdict = json_set(verdict, '$.difference.first.fragments', json('[]'))", "verdict outside text"),
        ("UPDATE verdicts SET verdict = json_set(verdict, '$.difference.first.label', 'gone')", "verdict on an unknown label"),
        ("UPDATE verdicts SET verdict = json_set(verdict, '$.answers[0][0]', 'nobody')", "verdict answered by nobody"),
        ("UPDATE verdicts SET verdict = json_set(verdict, '$.answers[0][1]', 'shrugged')", "verdict answered by nobody"),
        ("UPDATE verdicts SET reviewer = 'nobody'", "reference"),
        ("UPDATE verdicts SET document_key = 99", "reference"),
        ("UPDATE remarks SET annotator = 'nobody'", "reference"),
        ("UPDATE assignments SET annotator = 'nobody'", "reference"),
        ("UPDATE assignments SET document_key = 99", "reference"),
        ("UPDATE second_times SET annotator = 'nobody'", "second time under a wrong id"),
        ("UPDATE second_times SET of = annotator", "second time of a second time"),
        ("UPDATE taken_history SET edit = replace(edit, 'late', 'soon')", "taken history"),
        ("""UPDATE taken_history SET inverse = '{"edit": "Nothing"}'""", "taken history"),
        ("""UPDATE taken_edits SET edit = '{"edit": "Nothing"}'""", "taken edit"),
        ("""UPDATE taken_edits SET inverse = '{nonsense}'""", "taken edit"),
        ("UPDATE negatives SET end = 9999", "negative outside text"),
        ("UPDATE negatives SET fragments = '[[0,7],[9,9999]]'", "fragments"),
        ("UPDATE negatives SET set_key = (SELECT key FROM annotation_sets WHERE status <> 'curated')", "negative of an annotator"),
        ("UPDATE provenance SET id = 'nothing'", "provenance of nothing"),
        ("UPDATE provenance SET set_key = (SELECT key FROM annotation_sets WHERE status <> 'curated')", "provenance of an annotator"),
    ],
)  # fmt: skip
def test_a_fault_of_a_review_is_named(reviewed: Path, statement: str, what: str) -> None:
    if "remarks" in statement:
        with Project.open(reviewed, annotator="mara") as project:
            project.review.say("talks", "v-jon", "Why?")
    assert what in {fault for fault, _ in faults_after(reviewed, statement)}


def test_a_fault_of_a_verdict_says_where(reviewed: Path) -> None:
    with Project.open(reviewed, is_read_only=True) as project:
        (verdict,) = project.review.verdicts("talks")
    found = faults_after(reviewed, "UPDATE verdicts SET verdict = '{nonsense}'")
    assert found == {("verdict unreadable", f"talks {verdict.id}")}


def test_an_index_that_finds_nothing_any_more_is_named(path: Path) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA writable_schema = ON")
        names = "SELECT name, rootpage FROM sqlite_schema WHERE name LIKE 'history_by_%' LIMIT 2"
        (one, first), (other, second) = connection.execute(names).fetchall()
        for name, page in ((one, second), (other, first)):
            connection.execute("UPDATE sqlite_schema SET rootpage = ? WHERE name = ?", (page, name))
    with Project.open(path, is_read_only=True) as project:
        assert {fault.what for fault in project.check()} == {"database"}

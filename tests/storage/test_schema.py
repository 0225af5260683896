"""The shape of the file: what it forbids, and what people see in it with any tool."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from annotator.edits.edit import AddRelation, AddSpan, CorrectMeta
from annotator.model.document import Meta
from annotator.model.relation import Relation
from annotator.model.span import Span
from annotator.storage.header import APPLICATION_ID, SCHEMA_VERSION
from tests.builders import make_document
from tests.project.building import make_project

TEXT = "a😀 ferry, é naïve 渡輪"


@pytest.fixture
def file(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    """A project with two spans and a relation, opened as any tool would."""
    with make_project(tmp_path, [make_document(TEXT, title="Ferry")]) as project:
        project.apply(AddSpan(Span("one", "p", ((1, 2),))), "talks")
        project.apply(AddSpan(Span("two", "o", ((3, 8), (18, 20)))), "talks")
        project.apply(AddRelation(Relation("tie", "w", "one", "two", note="so")), "talks")
        project.apply_to_project(CorrectMeta("talks", Meta("Ferry", extra={"desk": ["a", 1]})))
    with closing(sqlite3.connect(tmp_path / "news.annotator", isolation_level=None)) as connection:
        connection.execute("PRAGMA foreign_keys = ON")
        yield connection


def test_the_head_names_us(file: sqlite3.Connection) -> None:
    assert file.execute("PRAGMA application_id").fetchone() == (APPLICATION_ID,)
    assert file.execute("PRAGMA user_version").fetchone() == (SCHEMA_VERSION,)
    assert file.execute("PRAGMA journal_mode").fetchone() == ("delete",)


def test_people_see_the_covered_text(file: sqlite3.Connection) -> None:
    rows = file.execute(
        'SELECT title, annotator, label, start, "end", text FROM span_text ORDER BY start'
    )
    assert rows.fetchall() == [
        ("Ferry", "ilse", "PERSON", 1, 2, "😀"),
        ("Ferry", "ilse", "ORGANISATION", 3, 20, "ferry 渡輪"),
    ]


def test_people_see_relations_as_sentences(file: sqlite3.Connection) -> None:
    rows = file.execute("SELECT head, label, tail, note FROM relation_text").fetchall()
    assert rows == [("😀", "works for", "ferry 渡輪", "so")]


def test_tables_are_strict_and_have_plain_names(file: sqlite3.Connection) -> None:
    tables = {row[1]: row[5] for row in file.execute("PRAGMA table_list") if row[2] == "table"}
    ours = {name for name in tables if not name.startswith(("sqlite_", "_sqlite"))}
    assert ours == {
        "meta", "annotators", "imports", "documents", "span_labels", "relation_labels",
        "attributes", "document_labels", "annotation_sets", "spans", "relations", "span_counts",
        "relation_counts", "history", "verdicts", "remarks", "reasons", "taken_history", "taken_sets", "taken_edits",
        "assignments", "second_times", "provenance", "negatives", "fingerprints", "newer_texts",
        "hidden_documents", "joined_annotators", "seen_texts",
        "entities", "label_set_versions", "deleted_annotations", "dismissals",
        "purges", "purged_documents",
    }  # fmt: skip
    assert all(tables[name] for name in ours)


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM documents",
        "DELETE FROM annotators",
        "DELETE FROM span_labels WHERE id = 'p'",
        "DELETE FROM spans",
        "DELETE FROM annotation_sets",
        "UPDATE spans SET start = 9, \"end\" = 9",
        "UPDATE spans SET start = -1",
        "UPDATE spans SET start = 'one'",
        "UPDATE spans SET origin = 'guessed'",
        "UPDATE relations SET head = 'nobody'",
        "UPDATE annotation_sets SET status = 'done'",
        "UPDATE annotation_sets SET status = 'curated'",
        "UPDATE annotation_sets SET annotator_key = NULL",
        "INSERT INTO annotators (id, name) VALUES ('x', 'ilse')",
        "INSERT INTO annotators (id, name) VALUES ('x', '')",
        "INSERT INTO documents (id, position, sha256, characters, text) SELECT id, 9, sha256, 1, '' FROM documents",
        "INSERT INTO annotation_sets (id, document_key, annotator_key, status)"
        " SELECT 'x', document_key, annotator_key, status FROM annotation_sets",
        "UPDATE span_labels SET name = 'PERSON'",
        "UPDATE documents SET extra = 'desk'",
        "UPDATE documents SET is_retired = 2",
        "UPDATE history SET step = 'undo'",
        "UPDATE history SET annotator = 'nobody'",
    ],
)  # fmt: skip
def test_the_file_itself_forbids(file: sqlite3.Connection, statement: str) -> None:
    with pytest.raises(sqlite3.IntegrityError):
        file.execute(statement)


def test_what_is_in_json_can_be_asked_with_json(file: sqlite3.Connection) -> None:
    assert file.execute("SELECT json_extract(extra, '$.desk[1]') FROM documents").fetchone() == (1,)
    assert file.execute("SELECT json_extract(edit, '$.edit') FROM history ORDER BY seq").fetchall() == [
        ("BringIn",), ("Together",), ("AddSpan",), ("AddRelation",), ("CorrectMeta",),
    ]  # fmt: skip

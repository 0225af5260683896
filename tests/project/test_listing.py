"""Lists: what they show, how they are searched, and that unsaved edits are in them."""

import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from annotator.edits import edit as edits
from annotator.model.document import Document, Meta
from annotator.model.errors import Cancelled
from annotator.model.span import Span
from annotator.project.project import Project
from annotator.storage import readers, writer
from tests.builders import make_document, make_set, make_span
from tests.project.building import bring, make_documents, make_project


def mark(project: Project, document: str, id: str = "") -> None:
    project.apply(edits.AddSpan(Span(id or f"on {document}", "p", ((0, 2),))), document)


@pytest.fixture
def five(tmp_path: Path) -> Iterator[Project]:
    """Documents d0 to d4, of which d1 is begun and d2 finished."""
    with make_project(tmp_path, make_documents(5)) as project:
        mark(project, "d1")
        mark(project, "d2")
        project.apply(edits.SetStatus("finished"), "d2")
        yield project


@pytest.mark.parametrize("is_saved", [True, False])
def test_documents_by_state(five: Project, is_saved: bool) -> None:
    if is_saved:
        five.flush()
    assert five.document_keys() == [1, 2, 3, 4, 5]
    assert five.document_keys(which="new") == [1, 4, 5]
    assert five.document_keys(which="in_progress") == [2]
    assert five.document_keys(which="finished") == [3]
    assert five.document_counts() == {"all": 5, "new": 3, "in_progress": 1, "finished": 1}


def test_states_are_mine(five: Project) -> None:
    five.sign_in("jon")
    assert five.document_keys(which="new") == [1, 2, 3, 4, 5]
    assert five.document_counts()["new"] == 5
    assert {row.status for row in five.document_rows([1, 2, 3])} == {"new"}


def test_undoing_all_makes_a_document_new_again(five: Project) -> None:
    for _ in range(3):
        five.undo()
    for _ in range(2):
        assert five.document_counts() == {"all": 5, "new": 5, "in_progress": 0, "finished": 0}
        assert five.document_keys(which="new") == [1, 2, 3, 4, 5]
        five.flush()


def test_lists_are_right_while_edits_wait(five: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """Commits that fail change nothing in what the lists say."""

    def refuse(*_: object) -> None:
        raise sqlite3.OperationalError("refused")

    five.flush()
    with monkeypatch.context() as patch:
        patch.setattr(writer, "_write_all", refuse)
        mark(five, "d0")
        five.apply(edits.SetStatus("in_progress"), "d2")
        five.apply_to_project(edits.CorrectMeta("d4", Meta(title="Zebra")))
        assert five.unsaved
        assert five.document_counts() == {"all": 5, "new": 2, "in_progress": 3, "finished": 0}
        assert five.document_keys(which="in_progress") == [1, 2, 3]
        assert five.document_keys("zebra") == [5]
        first, *_, last = five.document_rows([1, 5])
        assert (first.status, first.spans, last.title) == ("in_progress", 1, "Zebra")
    five.flush()
    assert five.document_keys(which="in_progress") == [1, 2, 3]


def test_rows_come_in_the_order_asked(five: Project) -> None:
    assert [row.id for row in five.document_rows([4, 1, 99, 3])] == ["d3", "d0", "d2"]
    assert five.document_rows([]) == []


def test_a_row_says_what_the_list_shows(tmp_path: Path) -> None:
    meta = Meta("Ferry", "Norrow Post", "2026-01-24")
    sets = [
        make_set(
            make_span("abc", "a", id="x"),
            make_span("abc", "b", id="y"),
            document="one",
            annotator="ilse",
        )
    ]
    with make_project(tmp_path, [Document("one", "abc", meta)]) as project:
        bring(project, [], sets, "i2")
        (row,) = project.document_rows([1])
    assert row == (1, "one", "Ferry", "Norrow Post", "2026-01-24", 3, "in_progress", 2, 0, "")


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("\n\n  Council   opens\ttalks \nmore", "Council opens talks"),
        ("word " * 40, ("word " * 16).strip()),
        ("字" * 300, "字" * 80),
        (" \n ", "the-id"),
        ("", "the-id"),
    ],
)
def test_a_document_without_a_title_is_called_by_its_first_words(
    tmp_path: Path, text: str, title: str
) -> None:
    with make_project(tmp_path, [Document("the-id", text)]) as project:
        assert project.document_rows([1])[0].title == title


def test_search_folds_case_and_wants_all_words(tmp_path: Path) -> None:
    documents = [
        Document("a", "Die STRASSE zur Fähre", Meta("Hafen")),
        Document("b", "渡輪公司", Meta(source="Norrow Post")),
        Document("c", "ferry and harbour"),
    ]
    with make_project(tmp_path, documents) as project:
        for words, found in {
            "straße": [1],
            "FÄHRE hafen": [1],
            "fähre post": [],
            "渡輪": [2],
            "norrow": [2],
            "ferry  HARBOUR": [3],
            "%": [],
            "  ": [1, 2, 3],
        }.items():
            assert project.document_keys(words) == found, words
        assert project.document_keys("ferry", "finished") == []


def test_statistics_count_every_set(five: Project) -> None:
    sets = [make_set(Span("theirs", "o", ((0, 3),)), document="d0", annotator="jon")]
    bring(five, [], [replace(sets[0], status="finished")], "i2")
    counts = five.statistics()
    assert (counts.documents, counts.characters) == (
        5,
        sum(len(one.text) for one in five.documents()),
    )
    assert counts.annotators == {
        "ilse": {"sets": {"finished": 1, "in_progress": 1, "new": 0}, "spans": 2, "relations": 0},
        "jon": {"sets": {"finished": 1, "in_progress": 0, "new": 0}, "spans": 1, "relations": 0},
    }
    assert counts.labels == {"PERSON": 2, "ORGANISATION": 1, "ROLE": 0, "CLAIM": 0}
    assert counts.relations == {"works for": 0, "holds role": 0, "leads": 0, "same as": 0}


def test_a_retired_label_is_counted_only_where_it_is_worn(five: Project) -> None:
    retired = tuple(replace(one, is_retired=True) for one in five.label_set.span_labels)
    five.apply_to_project(edits.ReplaceLabelSet(replace(five.label_set, span_labels=retired)))
    assert five.statistics().labels == {"PERSON": 2}


# ---- how often the file is asked ----------------------------------------------------------------


class Statements:
    """Counts the statements that a project's readers and its writer run."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.seen: list[str] = []
        for module, name in ((readers, "connect_reader"), (writer, "connect_writer")):
            monkeypatch.setattr(module, name, self._watched(getattr(module, name)))

    def _watched(self, connect):  # type: ignore[no-untyped-def]
        def connect_and_watch(*args, **parts):  # type: ignore[no-untyped-def]
            connection = connect(*args, **parts)
            connection.set_trace_callback(self.seen.append)
            return connection

        return connect_and_watch

    def count(self, word: str) -> int:
        return sum(one.lstrip().startswith(word) for one in self.seen)


@pytest.fixture
def statements(monkeypatch: pytest.MonkeyPatch) -> Statements:
    return Statements(monkeypatch)


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The path of a project with 20,000 documents."""
    folder = tmp_path_factory.mktemp("large")
    make_project(
        folder, [make_document(f"Ferry {n} sails", f"d{n}") for n in range(20_000)]
    ).close()
    return folder / "news.annotator"


def test_lists_of_many_documents_ask_no_more_for_more(large: Path, statements: Statements) -> None:
    with Project.open(large, annotator="ilse") as project:
        statements.seen.clear()
        keys = project.document_keys()
        assert len(keys) == 20_000
        assert project.document_keys(which="new") == keys
        assert len(project.document_rows(keys[100:300])) == 200
        assert project.document_counts()["new"] == 20_000
        assert statements.count("SELECT") <= 8
        statements.seen.clear()
        assert project.document_keys("ferry 19999") == [20_000]
        assert statements.count("SELECT") <= 41


def test_opening_an_article_asks_the_same_however_much_is_in_it(
    tmp_path: Path, statements: Statements
) -> None:
    documents = [make_document("x" * 600, "full"), make_document("y" * 600, "sparse")]
    many = [Span(f"s{n}", "p", ((n, n + 1),)) for n in range(500)]
    few = [Span("t", "p", ((0, 1),))]
    with make_project(tmp_path, documents) as project:
        sets = [make_set(*many, document="full", annotator="ilse")]
        other = make_set(*few, document="sparse", annotator="ilse")
        sets.append(replace(other, id="other"))
        bring(project, [], sets, "i2")
        counts = []
        for id in ("full", "sparse"):
            statements.seen.clear()
            project.document(id)
            project.annotation_set(id)
            counts.append(statements.count("SELECT"))
        # One of them for the hash that the text is held against, two for what was suggested.
        assert counts[0] == counts[1] <= 11


def test_one_edit_is_one_transaction(project: Project, statements: Statements) -> None:
    project.close()
    with Project.open(project.path, annotator="ilse") as watched:
        statements.seen.clear()
        mark(watched, "talks")
        watched.flush()
        assert statements.count("BEGIN IMMEDIATE") == 1
        assert statements.count("INSERT INTO history") == 1


def test_a_burst_shares_transactions(tmp_path: Path, statements: Statements) -> None:
    with make_project(tmp_path, [make_document("x" * 300, "talks")]) as project:
        statements.seen.clear()
        for n in range(200):
            project.apply(edits.AddSpan(Span(f"s{n}", "p", ((n, n + 1),))), "talks")
        project.flush()
        assert statements.count("BEGIN IMMEDIATE") < 150
        assert len(list(project.history())) == 201


def test_a_search_nobody_waits_for_ends(five):
    with pytest.raises(Cancelled):
        five.document_keys("article", is_cancelled=lambda: True)
    assert len(five.document_keys("", is_cancelled=lambda: True)) == 5


def test_a_title_taken_away_shows_the_first_words_before_it_is_saved(tmp_path: Path) -> None:
    document = Document("talks", "Council opens ferry talks\nMore.", Meta(title="Talks"))
    with make_project(tmp_path, [document]) as project:
        other = sqlite3.connect(project.path, isolation_level=None)
        try:
            other.execute("BEGIN IMMEDIATE")  # nothing is saved meanwhile
            project.apply_to_project(edits.CorrectMeta("talks", Meta()))
            (row,) = project.document_rows(project.document_keys())
            assert project.unsaved == 1
            assert row.title == "Council opens ferry talks"
        finally:
            other.execute("ROLLBACK")
            other.close()

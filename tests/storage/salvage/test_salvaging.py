"""Damaged files: any page gone, any rows lost, what is left is whole and counted."""

import random
import sqlite3
from contextlib import closing, suppress
from dataclasses import replace
from pathlib import Path

import pytest

from annotator.edits.edit import AddRelation, AddSpan, SetStatus
from annotator.model.annotation_set import AnnotationSet
from annotator.model.errors import (
    AnnotatorError,
    NotAProject,
    ProjectExists,
    ProjectMissing,
)
from annotator.model.relation import Relation
from annotator.model.span import Span
from annotator.project.project import Project
from annotator.project.salvaging import can_be_salvaged, salvage, salvaged_name
from tests.builders import TEXT, make_set, make_span
from tests.project.building import bring, make_documents, make_project

PAGE = 4096


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Forty articles of some length, labelled by two people, with a history."""
    folder = tmp_path_factory.mktemp("whole")
    documents = make_documents(40, TEXT * 12)
    with make_project(folder, documents) as project:
        for number in range(40):
            text = documents[number].text
            for nth in range(1, 6):
                span = make_span(text, "Ilse Varga", id=f"v{number}-{nth}", nth=nth)
                project.apply(AddSpan(span), f"d{number}")
            project.apply(
                AddSpan(make_span(text, "Norrow Lines", "o", id=f"l{number}")), f"d{number}"
            )
            project.apply(
                AddRelation(Relation(f"w{number}", "w", f"v{number}-1", f"l{number}")),
                f"d{number}",
            )
        project.apply(SetStatus("finished"), "d0")
        sets = [
            replace(_jons(documents[number].text, number), id=f"jon-{number}")
            for number in range(40)
        ]
        bring(project, sets=sets, import_id="jon")
    return project.path


def _jons(text: str, number: int) -> AnnotationSet:
    span = make_span(text, "Norrow Lines", "o", id=f"j{number}")
    return make_set(span, document=f"d{number}", annotator="jon")


@pytest.fixture
def path(whole: Path, tmp_path: Path) -> Path:
    copy = tmp_path / "news.annotator"
    copy.write_bytes(whole.read_bytes())
    return copy


def faults(path: Path) -> list[object]:
    with Project.open(path, annotator="ilse") as project:
        for document in project.documents():
            list(project.annotation_sets(document.id))
        with suppress(AnnotatorError):  # what is to be taken back may be among what is lost
            project.undo()
        return list(project.check())


def test_of_a_whole_file_all_is_saved(path: Path, tmp_path: Path) -> None:
    before = path.read_bytes()
    done = salvage(path, tmp_path / "saved.annotator")
    assert (done.documents, done.sets, done.spans, done.relations) == (40, 80, 280, 40)
    assert (done.lost_documents, done.lost_spans, done.lost_relations, done.lost_acts) == (0,) * 4
    assert done.changed == done.unreadable == []
    assert path.read_bytes() == before
    with (
        Project.open(path, is_read_only=True) as one,
        Project.open(tmp_path / "saved.annotator", is_read_only=True) as other,
    ):
        for document in one.documents():
            assert other.document(document.id) == document
            assert list(other.annotation_sets(document.id)) == list(
                one.annotation_sets(document.id)
            )
        assert list(other.history()) == list(one.history())
        assert other.label_set == one.label_set
    assert faults(tmp_path / "saved.annotator") == []


def test_row_12_whatever_page_is_gone_the_rest_is_saved(whole: Path, tmp_path: Path) -> None:
    content = whole.read_bytes()
    pages = len(content) // PAGE
    saved, least = 0, 280
    tried = range(0, pages, 3)
    for page in tried:
        damaged = bytearray(content)
        keep = 100 if page == 0 else 0  # the header: without one it is no file of ours
        damaged[page * PAGE + keep : (page + 1) * PAGE] = bytes(PAGE - keep)
        path, target = tmp_path / "d.annotator", tmp_path / f"{page}.annotator"
        path.write_bytes(damaged)
        done = salvage(path, target)
        assert done.lost_spans + done.spans <= 280
        with Project.open(target) as project:
            assert project.check() == [], page
            assert project.document_counts()["all"] == done.documents
        saved += done.spans
        least = min(least, done.documents)
        target.unlink()
    assert saved > 0.93 * 280 * len(tried), f"{saved} of {280 * len(tried)}"


@pytest.mark.parametrize("seed", range(6))
def test_row_12_noise_in_several_pages(whole: Path, tmp_path: Path, seed: int) -> None:
    rng = random.Random(seed)
    damaged = bytearray(whole.read_bytes())
    for _ in range(200):
        damaged[rng.randrange(200, len(damaged))] = rng.randrange(256)
    path, target = tmp_path / "d.annotator", tmp_path / "saved.annotator"
    path.write_bytes(damaged)
    salvage(path, target)
    assert faults(target) == []


def test_row_11_a_text_with_one_bit_flipped_is_kept_and_named(path: Path, tmp_path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("UPDATE documents SET text = 'X' || substr(text, 2) WHERE id = 'd7'")
        connection.commit()
    done = salvage(path, tmp_path / "saved.annotator")
    assert done.changed == ["d7"]
    assert (done.documents, done.spans) == (40, 280)
    assert faults(tmp_path / "saved.annotator") == []


def test_row_11_the_history_is_kept_up_to_where_it_is_proved(path: Path, tmp_path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("UPDATE history SET at = '1999' WHERE seq = 100")
        connection.commit()
    done = salvage(path, tmp_path / "saved.annotator")
    assert done.acts == 99
    assert done.lost_acts > 0
    assert done.spans == 280
    assert faults(tmp_path / "saved.annotator") == []


def test_what_hangs_in_the_air_goes_or_gets_a_stand_in(path: Path, tmp_path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA foreign_keys = OFF")
        for statement in (
            "DELETE FROM span_labels WHERE id = 'o'",
            "DELETE FROM annotators WHERE name = 'jon'",
            "DELETE FROM documents WHERE id = 'd3'",
            "DELETE FROM spans WHERE id = 'v5-1'",
            "UPDATE spans SET \"end\" = 999999 WHERE id = 'v6-2'",
            "UPDATE spans SET attributes = '{broken}' WHERE id = 'v6-3'",
        ):
            connection.execute(statement)
        connection.commit()
    done = salvage(path, tmp_path / "saved.annotator")
    assert done.lost_documents == 1
    assert done.documents == 39
    with Project.open(tmp_path / "saved.annotator", annotator="ilse") as project:
        assert "salvaged label 2" in {one.name for one in project.label_set.span_labels}
        assert "salvaged annotator" in " ".join(one.name for one in project.annotators())
        assert "w5" not in project.annotation_set("d5").relations, "its head is gone"
        mine: dict[str, Span] = dict(project.annotation_set("d6").spans)
        assert "v6-2" not in mine
        assert mine["v6-3"].attributes == {}
        assert project.check() == []


@pytest.mark.parametrize("size", [0, 15, 90])
def test_row_12_where_nothing_is_left_it_is_said(path: Path, tmp_path: Path, size: int) -> None:
    path.write_bytes(path.read_bytes()[:size])
    with pytest.raises(NotAProject):
        salvage(path, tmp_path / "saved.annotator")
    assert not (tmp_path / "saved.annotator").exists()


def test_row_12_a_file_that_was_cut_off(path: Path, tmp_path: Path) -> None:
    content = path.read_bytes()
    path.write_bytes(content[: len(content) * 5 // 6 // PAGE * PAGE])
    assert can_be_salvaged(path)
    done = salvage(path, tmp_path / "saved.annotator")
    assert done.documents > 0
    assert faults(tmp_path / "saved.annotator") == []


def test_a_file_that_was_cut_off_within_a_page(whole: Path, tmp_path: Path) -> None:
    """SQLite begins every such row anew: salvaging ends all the same."""
    content = whole.read_bytes()
    for percent in (75, 90):
        path, target = tmp_path / f"{percent}.annotator", tmp_path / f"saved {percent}.annotator"
        path.write_bytes(content[: len(content) * percent // 100 // PAGE * PAGE + 412])
        assert salvage(path, target).documents > 0
        assert faults(target) == []


def test_nothing_is_overwritten(path: Path, tmp_path: Path) -> None:
    taken = tmp_path / "saved.annotator"
    taken.write_text("mine")
    with pytest.raises(ProjectExists):
        salvage(path, taken)
    assert taken.read_text() == "mine"
    with pytest.raises(ProjectMissing):
        salvage(tmp_path / "nothing", tmp_path / "x")
    assert salvaged_name(path).name == "news (salvaged).annotator"
    salvaged_name(path).write_text("mine")
    assert salvaged_name(path).name == "news (salvaged) 2.annotator"
    (tmp_path / "other.db").write_bytes(b"SQLite format 3\x00" + bytes(200))
    assert not can_be_salvaged(tmp_path / "other.db")


def test_what_damage_has_made_alike_is_told_apart_and_kept(path: Path, tmp_path: Path) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        # As one byte can do it: the span and the ends of the relation at it are called alike.
        for table, column in (("spans", "id"), ("relations", "head")):
            connection.execute(f"UPDATE {table} SET {column} = 'v3-1' WHERE {column} = 'v7-1'")
        connection.execute("UPDATE relations SET id = 'w3' WHERE id = 'w7'")
        counted = "SELECT (SELECT count(*) FROM spans), (SELECT count(*) FROM relations)"
        before = connection.execute(counted).fetchone()
    target = tmp_path / "saved.annotator"
    salvage(path, target)
    assert faults(target) == []
    with closing(sqlite3.connect(target)) as connection:
        assert connection.execute(counted).fetchone() == before
    with Project.open(target, annotator="ilse") as project:
        (one,) = project.annotation_set("d7").relations.values()
        assert one.head in project.annotation_set("d7").spans
        assert "v3-1" in project.annotation_set("d3").spans

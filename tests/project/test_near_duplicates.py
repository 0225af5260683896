"""Near duplicates in a project, and labels carried from one article to another."""

from pathlib import Path

import pytest

from annotator.edits.edit import AddRelation, AddSpan
from annotator.messages import act_words
from annotator.model.errors import Cancelled, DocumentUnknown
from annotator.model.relation import Relation
from annotator.project.near_duplicates import Twin
from annotator.project.project import Project
from annotator.project.rows import Progress
from annotator.storage.fingerprints import count_unprinted
from tests.builders import make_document, make_set, make_span
from tests.project.building import bring, make_project
from tests.text.test_fingerprints import text_of

LEAD = "Ilse Varga, the harbour master, met Norrow Lines on Monday in Lomera.\n\n"
WIRE = LEAD + " ".join(text_of(5, 200)) + "\n"
UPDATE = "Update: " + LEAD + " ".join(text_of(5, 200)) + "\n\nMore to follow.\n"
OTHER = " ".join(text_of(6, 200)) + "\n"


@pytest.fixture
def project(tmp_path: Path):
    documents = [
        make_document(text, id)
        for id, text in (
            ("wire", WIRE),
            ("other", OTHER),
            ("update", UPDATE),
            ("copy", WIRE),
            ("dots", "…"),
        )
    ]
    with make_project(tmp_path, documents) as made:
        yield made


def unprinted(project: Project) -> int:
    with project.store.reading() as connection:
        return count_unprinted(connection)


def test_groups_in_project_order(project: Project) -> None:
    [group] = project.near_duplicates.groups()
    assert [one.document for one in group] == ["wire", "update", "copy"]
    assert group[0].share == group[2].share == 1.0
    assert 0.7 < group[1].share < 1.0


def test_those_of_one_article_the_most_alike_first(project: Project) -> None:
    assert [one.document for one in project.near_duplicates.of("wire")] == ["copy", "update"]
    assert project.near_duplicates.of("other") == []
    assert project.near_duplicates.of("dots") == []
    with pytest.raises(DocumentUnknown):
        project.near_duplicates.of("gone")


def test_those_of_an_import_are_told(project: Project) -> None:
    near = project.near_duplicates
    assert near.among(["other", "dots"]) == []
    assert near.among(["update"]) == near.groups()


def test_fingerprints_are_made_once_and_kept(project: Project) -> None:
    assert unprinted(project) == 5
    seen: list[Progress] = []
    project.near_duplicates.groups(seen.append)
    assert seen and seen[0] == Progress(0, 5)
    assert unprinted(project) == 0
    seen.clear()
    project.near_duplicates.groups(seen.append)
    assert seen == []
    bring(project, [make_document(UPDATE + "End.", "late")], import_id="second")
    assert unprinted(project) == 1
    assert Twin("late", pytest.approx(0.97, abs=0.1)) in project.near_duplicates.groups()[0]


def test_they_are_no_act(project: Project) -> None:
    before = project.next_undo()
    project.near_duplicates.groups()
    assert project.next_undo() == before
    project.undo()
    assert project.near_duplicates.groups() == []


def test_stopping(project: Project) -> None:
    with pytest.raises(Cancelled):
        project.near_duplicates.groups(is_cancelled=lambda: True)


def test_a_file_that_is_only_read_stays_as_it_is(project: Project) -> None:
    project.close()
    before = project.path.read_bytes()
    with Project.open(project.path, is_read_only=True) as opened:
        [group] = opened.near_duplicates.groups()
        assert len(group) == 3
        assert opened.near_duplicates.newer_texts() == {}
    assert project.path.read_bytes() == before


def test_labels_are_carried_over_as_one_act(project: Project) -> None:
    varga = make_span(WIRE, "Ilse Varga", id="varga")
    lines = make_span(WIRE, "Norrow Lines", "o", id="lines")
    for edit in (AddSpan(varga), AddSpan(lines), AddRelation(Relation("w", "w", "varga", "lines"))):
        project.apply(edit, "wire")
    looked = project.near_duplicates.look_over("wire", "update")
    assert project.annotation_set("update").spans == {}
    carried, changes = project.near_duplicates.carry_over("wire", "update")
    assert (len(carried.spans), len(carried.relations)) == (2, 1)
    assert len(looked.spans) == 2
    assert changes.document == "update"
    mine = project.annotation_set("update")
    assert {one.covered_text(UPDATE) for one in mine.spans.values()} == {
        "Ilse Varga",
        "Norrow Lines",
    }
    assert {one.origin for one in (*mine.spans.values(), *mine.relations.values())} == {
        "propagated"
    }
    assert mine.status == "in_progress"
    act = project.next_undo()
    assert (
        act and act_words(act.edit, project.label_set) == "carried 3 annotations over from “wire”"
    )
    again, _ = project.near_duplicates.carry_over("wire", "update")
    assert again.spans == ()
    project.undo()
    assert project.annotation_set("update").spans == {}


def test_anothers_labels_can_be_carried_over_to_my_set(project: Project) -> None:
    bring(
        project,
        sets=[make_set(make_span(WIRE, "Lomera", id="l"), document="wire", annotator="jon")],
        import_id="second",
    )
    jon = next(one.id for one in project.annotators() if one.name == "jon")
    project.near_duplicates.carry_over("wire", "copy", jon)
    [mine] = project.annotation_set("copy").spans.values()
    assert mine.covered_text(WIRE) == "Lomera"

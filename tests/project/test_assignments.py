"""Assignments through the one road: made, withdrawn, undone, redone, kept in the file; and what is
mine in lists."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from annotator.edits.edit import AddSpan, Assign, SetStatus
from annotator.model.errors import (
    AnnotatorUnknown,
    DocumentUnknown,
    NameUnfit,
    NothingToUndo,
    ProjectReadOnly,
    UndoBlocked,
)
from annotator.project.assignments import Workload
from annotator.project.dividing import Division
from annotator.project.project import Project
from annotator.storage.assignments import read_assignments
from tests.builders import TEXT, make_span
from tests.project.building import Ear, bring, make_documents, make_project

DOCUMENTS = ["d0", "d1", "d2", "d3"]


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    """Four articles, maria and jonas to label them, mara signed in."""
    with make_project(tmp_path, make_documents(4), annotator=None) as made:
        for name in ("jonas", "maria"):
            made.assignments.person(name)
        made.sign_in("mara")
        yield made


def ids(project: Project) -> dict[str, str]:
    return {one.name: one.id for one in project.annotators()}


def assign(project: Project, *names: str, is_blind: bool = False, **how: int) -> None:
    people = [ids(project)[name] for name in names]
    division = project.assignments.divide(DOCUMENTS, people, **how)
    project.assignments.assign(division, is_blind=is_blind)


def held(project: Project) -> dict[str, list[str]]:
    names = {id: name for name, id in ids(project).items()}
    found = {one: [names[a.annotator] for a in project.assignments.on(one)] for one in DOCUMENTS}
    return {document: sorted(who) for document, who in found.items() if who}


def test_many_are_assigned_in_one_act(project: Project) -> None:
    ear = Ear()
    project.subscribe(ear)
    assign(project, "maria", "jonas")
    assert held(project) == {"d0": ["maria"], "d1": ["jonas"], "d2": ["maria"], "d3": ["jonas"]}
    ((changes, _),) = ear.changes
    assert len(changes.assignments) == 4
    (made,) = project.assignments.on("d0")
    assert (made.by, made.is_blind) == (ids(project)["mara"], False)
    project.undo()
    assert held(project) == {}
    project.redo()
    assert len(held(project)) == 4
    project.undo()
    with pytest.raises(NothingToUndo):
        project.undo()


def test_they_are_kept_and_undone_after_a_restart(project: Project) -> None:
    assign(project, "maria", "jonas", per_article=2, is_blind=True)
    before = {one: project.assignments.on(one) for one in DOCUMENTS}
    project.close()
    with Project.open(project.path, annotator="mara") as again:
        assert {one: again.assignments.on(one) for one in DOCUMENTS} == before
        again.undo()
        assert held(again) == {}
    with Project.open(project.path, annotator="mara") as again:
        assert held(again) == {}
        again.redo()
        assert {one: again.assignments.on(one) for one in DOCUMENTS} == before
        again.flush()
        assert again.check() == []
        steps = [act.step for act in again.history() if isinstance(act.edit, Assign)]
        assert steps == ["do", "undo", "redo"]


def test_the_file_has_what_is_on_screen(project: Project) -> None:
    assign(project, "maria")
    project.assignments.withdraw(["d1"], [ids(project)["maria"]])
    project.flush()
    with project.store.reading() as connection:
        rows = read_assignments(connection)
        assert read_assignments(connection, annotators=["nobody"]) == []
    assert [one.document for one in rows] == ["d0", "d2", "d3"]
    assert rows == project.assignments.of(ids(project)["maria"])


def test_the_same_once_more_is_no_act(project: Project) -> None:
    assign(project, "maria", "jonas")
    people = [ids(project)[name] for name in ("jonas", "maria")]
    division = project.assignments.divide(DOCUMENTS, people)
    assert division.given == ()
    assert project.assignments.assign(division).is_empty


def test_withdrawing_leaves_labels(project: Project) -> None:
    assign(project, "maria", "jonas")
    project.sign_in("maria")
    project.apply(AddSpan(make_span(f"0. {TEXT}", "Monday", "c", "m")), "d0")
    project.sign_in("mara")
    everybody = list(ids(project).values())
    changes = project.assignments.withdraw(DOCUMENTS, everybody)
    assert len(changes.assignments) == 4
    assert held(project) == {}
    assert len(list(project.annotation_sets("d0"))) == 1
    assert project.assignments.withdraw(DOCUMENTS, everybody).is_empty
    project.undo()
    assert len(held(project)) == 4


def test_undo_stops_where_somebody_has_assigned_otherwise(project: Project) -> None:
    assign(project, "maria")
    project.sign_in("jonas")
    project.assignments.withdraw(["d0"], [ids(project)["maria"]])
    project.sign_in("mara")
    with pytest.raises(UndoBlocked):
        project.undo()


def test_an_import_that_goes_takes_its_assignments_out_of_sight(project: Project) -> None:
    project.sign_in("jonas")
    bring(project, [one for one in make_documents(6) if one.id not in DOCUMENTS], import_id="two")
    project.sign_in("mara")
    maria = ids(project)["maria"]
    project.assignments.assign(project.assignments.divide(["d4", "d0"], [maria]))
    project.sign_in("jonas")
    project.undo()
    assert [one.document for one in project.assignments.of(maria)] == ["d0"]
    with pytest.raises(DocumentUnknown):
        project.assignments.assign(project.assignments.divide(["d4"], [maria]))
    project.redo()
    assert {one.document for one in project.assignments.of(maria)} == {"d0", "d4"}


def test_what_is_not_saved_yet_outlives_an_import(project: Project) -> None:
    assign(project, "maria")
    with project.store.reading():
        assigned = project._road.assigned
    assigned.forget()
    assert len(project.assignments.of(ids(project)["maria"])) == 4


def test_mine_is_a_filter_with_counts(project: Project) -> None:
    assert "mine" not in project.document_counts()
    assign(project, "maria", "jonas")
    assert project.document_keys(which="mine") == []
    project.sign_in("jonas")
    rows = project.document_rows(project.document_keys(which="mine"))
    assert [row.id for row in rows] == ["d1", "d3"]
    counts = project.document_counts()
    assert (counts["mine"], counts["mine_open"]) == (2, 2)
    project.apply(SetStatus("finished"), "d1")
    for _ in range(2):  # unsaved, then saved
        counts = project.document_counts()
        assert (counts["mine"], counts["mine_open"], counts["finished"]) == (2, 1, 1)
        assert len(project.document_keys(which="mine")) == 2
        project.flush()


def test_workloads(project: Project) -> None:
    assign(project, "maria", "jonas", is_blind=True)
    project.sign_in("jonas")
    project.apply(SetStatus("finished"), "d1")
    jonas, mara, maria = (ids(project)[name] for name in ("jonas", "mara", "maria"))
    assert project.assignments.workloads() == [
        Workload(jonas, 2, 1, 2, 0, 0),
        Workload(mara, 0, 0, 0, 0, 0),
        Workload(maria, 2, 0, 2, 0, 0),
    ]


def test_nobody_need_have_signed_in(tmp_path: Path) -> None:
    with make_project(tmp_path, make_documents(1), annotator=None) as project:
        maria = project.assignments.person("maria").id
        project.assignments.assign(Division(1, (("d0", maria),), {}, 0))
        assert project.assignments.of(maria)[0].by is None
        assert project.me is None
        with pytest.raises(AnnotatorUnknown):
            project.assignments.look("d0")


def test_a_project_that_can_only_be_read(project: Project) -> None:
    maria = ids(project)["maria"]
    project.close()
    with Project.open(project.path, is_read_only=True) as looking:
        with pytest.raises(ProjectReadOnly):
            looking.assignments.person("erik")
        division = looking.assignments.divide(["d0"], [maria])
        with pytest.raises(ProjectReadOnly):
            looking.assignments.assign(division)
        with pytest.raises(ProjectReadOnly):
            looking.assignments.assign_again({maria: ["d0"]})


def test_a_name_must_be_one(project: Project) -> None:
    with pytest.raises(NameUnfit):
        project.assignments.person(" ")
    assert project.assignments.person("MARIA").name == "maria"

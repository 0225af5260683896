"""What comes in comes in whole, as one act."""

import threading
from dataclasses import replace

import pytest

from annotator.edits import edit as edits
from annotator.model import errors
from annotator.model.labels import LabelSet, SpanLabel
from annotator.model.relation import Relation
from annotator.project.project import Project
from annotator.storage.intake import Intake
from tests.builders import LABEL_SET, TEXT, make_document, make_set, make_span
from tests.project.building import Ear, bring

PERSON = make_span(TEXT, "Ilse Varga", "p", "person")


def test_an_import_is_one_act_of_mine(project: Project) -> None:
    bring(project, [make_document(TEXT, "second")], import_id="i2")
    act = project.next_undo()
    assert act is not None
    assert act.edit == edits.BringIn("i2", ("news.txt",), 1, 0)
    assert act.inverse == edits.Retire("i2", 1, 0)
    assert act.annotator == project.me.id  # type: ignore[union-attr]


def test_documents_stand_behind_those_that_were_there(project: Project) -> None:
    bring(project, [make_document(TEXT, "b"), make_document(TEXT, "a")], import_id="i2")
    assert [one.id for one in project.documents()] == ["talks", "b", "a"]


def test_a_job_that_raises_leaves_nothing(project: Project) -> None:
    ear = Ear()
    project.subscribe(ear)

    def job(intake: Intake) -> None:
        intake.add_document(make_document(TEXT, "second"))
        intake.annotator_named("jon")
        raise errors.Cancelled

    with pytest.raises(errors.Cancelled):
        project.bring_in(job, import_id="i2")
    assert [one.id for one in project.documents()] == ["talks"]
    assert [one.name for one in project.annotators()] == ["ilse"]
    assert ear.changes == []
    assert project.check() == []
    project.apply(edits.AddSpan(PERSON), "talks")
    project.flush()
    assert project.check() == []


def test_a_job_that_adds_nothing_leaves_nothing_and_has_its_result(project: Project) -> None:
    def job(intake: Intake) -> str:
        intake.annotator_named("jon")
        return "nothing new"

    assert project.bring_in(job, import_id="i2") == "nothing new"
    assert [one.name for one in project.annotators()] == ["ilse"]
    assert len(list(project.history())) == 1


def test_new_labels_come_with_the_import(project: Project) -> None:
    place = SpanLabel("pl", "PLACE", "#123456")
    grown = replace(LABEL_SET, span_labels=(*LABEL_SET.span_labels, place))
    ear = Ear()
    project.subscribe(ear)

    def job(intake: Intake) -> None:
        intake.put_label_set(grown)
        assert intake.label_set == grown
        intake.add_document(make_document(TEXT, "second"))
        jon = intake.annotator_named("jon")
        intake.add_set(make_set(PERSON._replace(label="pl"), document="second", annotator=jon.id))

    project.bring_in(job, import_id="i2")
    assert project.label_set == grown
    assert ear.changes[-1][0].label_set == (LABEL_SET, grown)
    assert project.statistics().labels["PLACE"] == 1


def test_an_intake_knows_what_is_there(project: Project) -> None:
    known = make_document()

    def job(intake: Intake) -> None:
        assert intake.documents_by_sha256(known.sha256) == ["talks"]
        assert intake.documents_by_sha256("0" * 64) == []
        assert intake.document_sha256("talks") == known.sha256
        assert intake.document_sha256("nowhere") is None
        jon = intake.annotator_named("jon")
        assert intake.annotator_named("jon") is jon
        assert intake.set_of("talks", jon.id) is None
        assert intake.taken_ids(["person"]) == []
        annotation_set = make_set(PERSON, Relation("r", "s", "person", "person"), annotator=jon.id)
        intake.add_set(annotation_set)
        assert intake.taken_ids(["person"]) == ["person"]
        assert intake.taken_ids(["r"]) == ["r"]
        assert intake.set_of("talks", jon.id) == annotation_set

    project.bring_in(job, import_id="i2")

    def later(intake: Intake) -> None:
        assert intake.taken_ids(["person"]) == ["person"]
        assert intake.taken_ids(["r"]) == ["r"]
        assert intake.taken_ids(["s"]) == []

    project.bring_in(later, import_id="i3")


def test_my_own_set_can_come_in(project: Project) -> None:
    project.annotation_set("talks")
    bring(project, [], [make_set(PERSON, annotator="ilse")], "i2")
    assert list(project.annotation_set("talks").spans) == ["person"]


def test_edits_go_on_while_an_import_runs(project: Project) -> None:
    project.apply(edits.AddSpan(PERSON), "talks")
    bring(project, [make_document(TEXT, "other")], import_id="i2")
    inside, go_on = threading.Event(), threading.Event()

    def job(intake: Intake) -> None:
        inside.set()
        assert go_on.wait(30)
        intake.add_document(make_document(TEXT, "slow"))

    importing = threading.Thread(target=project.bring_in, args=(job,), kwargs={"import_id": "i3"})
    importing.start()
    try:
        assert inside.wait(30)
        project.apply(edits.SetNote("person", "meanwhile"), "talks")
        assert project.annotation_set("talks").spans["person"].note == "meanwhile"
        assert project.document_counts()["all"] == 2
        with pytest.raises(errors.ProjectLocked):
            project.apply(edits.AddSpan(PERSON._replace(id="b")), "other")
        with pytest.raises(errors.ProjectLocked):
            project.apply_to_project(edits.ReplaceLabelSet(LabelSet()))
    finally:
        go_on.set()
        importing.join()
    project.flush()
    assert project.check() == []
    undone = project.next_undo()
    assert undone is not None
    assert undone.edit == edits.SetNote("person", "meanwhile")
    project.undo()
    assert project.undo().documents_retired == 1


def test_an_id_that_is_taken_is_our_fault_and_leaves_nothing(project: Project) -> None:
    with pytest.raises(errors.SavingFailed):
        bring(project, [make_document(TEXT, "new"), make_document(TEXT, "talks")], import_id="i2")
    assert project.document_counts()["all"] == 1
    assert project.saving_error is None

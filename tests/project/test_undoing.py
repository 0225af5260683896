"""Undo and redo: mine, in order, and still there after the program was closed."""

from dataclasses import replace
from pathlib import Path

import pytest

from annotator.edits import edit as edits
from annotator.model import errors
from annotator.model.labels import LabelSet
from annotator.model.relation import Relation
from annotator.project.project import Project
from tests.builders import LABEL_SET, TEXT, make_document, make_set, make_span
from tests.project.building import Ear, bring, make_documents, make_project

PERSON = make_span(TEXT, "Ilse Varga", "p", "person")
FIRM = make_span(TEXT, "Norrow Lines", "o", "firm")
WORKS = Relation("works", "w", "person", "firm")


def mark(project: Project, document: str = "talks") -> None:
    for edit in (edits.AddSpan(PERSON), edits.AddSpan(FIRM), edits.AddRelation(WORKS)):
        project.apply(edit, document)


def reopened(project: Project, annotator: str | None = "ilse") -> Project:
    project.close()
    return Project.open(project.path, annotator=annotator)


def test_all_of_it_back_and_forth(project: Project) -> None:
    states = [project.annotation_set("talks")]
    for edit in (edits.AddSpan(PERSON), edits.AddSpan(FIRM), edits.AddRelation(WORKS)):
        project.apply(edit, "talks")
        states.append(project.annotation_set("talks"))
    for state in reversed(states[:-1]):
        project.undo()
        assert project.annotation_set("talks") == state
    for state in states[1:]:
        project.redo()
        assert project.annotation_set("talks") == state


def test_undo_survives_closing(project: Project) -> None:
    mark(project)
    marked = project.annotation_set("talks")
    project.undo()
    with reopened(project) as again:
        again.undo()
        again.undo()
        assert again.annotation_set("talks").is_untouched
        assert list(again.annotation_sets("talks")) == []
        third = reopened(again)
    with third:
        for _ in range(3):
            third.redo()
        assert third.annotation_set("talks") == marked
        assert third.check() == []


def test_a_set_of_which_all_was_taken_back_is_no_set(project: Project) -> None:
    mark(project)
    project.flush()
    assert project.statistics().annotators
    for _ in range(3):
        project.undo()
    for _ in range(2):
        assert list(project.annotation_sets("talks")) == []
        project.flush()
    assert project.statistics().annotators == {}


def test_undo_takes_the_newest_act_wherever_it_was(tmp_path: Path) -> None:
    with make_project(tmp_path, make_documents(2)) as project:
        project.apply(edits.AddSpan(PERSON), "d0")
        project.apply(edits.AddSpan(FIRM), "d1")
        assert project.undo().document == "d1"
        assert project.undo().document == "d0"


def test_undo_is_mine_alone(project: Project) -> None:
    mark(project)
    project.sign_in("jon")
    assert project.next_undo() is None
    with pytest.raises(errors.NothingToUndo) as caught:
        project.undo()
    assert not caught.value.is_redo
    project.sign_in("ilse")
    project.undo()
    project.sign_in("jon")
    with pytest.raises(errors.NothingToUndo) as caught:
        project.redo()
    assert caught.value.is_redo


def test_a_new_act_ends_what_could_be_done_again(project: Project) -> None:
    mark(project)
    project.undo()
    project.apply(edits.SetNote("firm", "a ferry line"), "talks")
    assert project.next_redo() is None
    with reopened(project) as again:
        assert again.next_redo() is None


def test_the_next_acts_have_names(project: Project) -> None:
    mark(project)
    project.undo()
    undo, redo = project.next_undo(), project.next_redo()
    assert undo is not None
    assert undo.edit == edits.AddSpan(FIRM)
    assert redo is not None
    assert redo.edit == edits.AddRelation(WORKS)
    with reopened(project) as again:
        assert (again.next_undo(), again.next_redo()) == (undo, redo)


def test_what_was_lost_comes_back_whole(project: Project) -> None:
    mark(project)
    project.apply(edits.SetAttribute("person", "m", "named"), "talks")
    project.apply(edits.SetNote("person", "her"), "talks")
    before = project.annotation_set("talks")
    project.apply(
        edits.Together((edits.RemoveRelation("works"), edits.RemoveSpan("person")), "delete"),
        "talks",
    )
    with reopened(project) as again:
        again.undo()
        assert again.annotation_set("talks") == before
        again.redo()
        assert "person" not in again.annotation_set("talks").spans


def test_doing_again_asks_no_rule_that_came_later(project: Project) -> None:
    project.apply(edits.AddSpan(PERSON), "talks")
    project.undo()
    project.sign_in("jon")
    retired = tuple(replace(one, is_retired=True) for one in LABEL_SET.span_labels)
    project.apply_to_project(edits.ReplaceLabelSet(replace(LABEL_SET, span_labels=retired)))
    project.sign_in("ilse")
    project.redo()
    assert "person" in project.annotation_set("talks").spans


def test_listeners_hear_of_undo(project: Project) -> None:
    mark(project)
    ear = Ear()
    project.subscribe(ear)
    changes = project.undo("here")
    assert ear.changes == [(changes, "here")]
    assert changes.relations == ((WORKS, None),)


# ---- meta and label set -------------------------------------------------------------------------


def test_a_correction_is_taken_back_unless_somebody_corrected_since(project: Project) -> None:
    meta = project.document("talks").meta
    project.apply_to_project(edits.CorrectMeta("talks", replace(meta, title="One")))
    project.undo()
    assert project.document("talks").meta == meta
    project.redo()
    project.sign_in("jon")
    project.apply_to_project(edits.CorrectMeta("talks", replace(meta, title="Two")))
    project.sign_in("ilse")
    with pytest.raises(errors.UndoBlocked):
        project.undo()
    assert project.document("talks").meta.title == "Two"


def test_a_label_set_is_put_back(project: Project) -> None:
    renamed = replace(LABEL_SET.span_labels[0], name="HUMAN")
    other = replace(LABEL_SET, span_labels=(renamed, *LABEL_SET.span_labels[1:]))
    project.apply(edits.AddSpan(PERSON), "talks")
    project.apply_to_project(edits.ReplaceLabelSet(other))
    assert project.label_set == other
    assert project.annotation_set("talks").spans["person"].label == "p"
    with reopened(project) as again:
        assert again.label_set == other
        again.undo()
        assert again.label_set == LABEL_SET
    with Project.open(project.path) as third:
        assert third.label_set == LABEL_SET


def test_a_label_that_is_worn_cannot_go(project: Project) -> None:
    project.apply(edits.AddSpan(PERSON), "talks")
    with pytest.raises(errors.LabelInUse) as caught:
        project.apply_to_project(edits.ReplaceLabelSet(LabelSet()))
    assert (caught.value.label, caught.value.count) == ("PERSON", 1)
    assert project.label_set == LABEL_SET


def test_a_label_that_is_gone_blocks_the_undo_that_needs_it(project: Project) -> None:
    project.apply(edits.AddSpan(PERSON), "talks")
    project.apply(edits.RemoveSpan("person"), "talks")
    project.sign_in("jon")
    project.apply_to_project(edits.ReplaceLabelSet(LabelSet()))
    project.sign_in("ilse")
    with pytest.raises(errors.UndoBlocked):
        project.undo()
    project.sign_in("jon")
    project.undo()
    project.sign_in("ilse")
    project.undo()
    assert "person" in project.annotation_set("talks").spans
    assert project.check() == []


# ---- imports ------------------------------------------------------------------------------------


def test_an_import_is_retired_and_brought_back(project: Project) -> None:
    sets = [make_set(PERSON, FIRM, WORKS, document="second", annotator="jon")]
    ear = Ear()
    project.subscribe(ear)
    bring(project, [make_document(TEXT, "second")], sets, "i2")
    assert ear.changes[-1][0].documents_added == ear.changes[-1][0].sets_added == 1
    project.undo()
    assert ear.changes[-1][0].documents_retired == 1
    assert project.document_counts()["all"] == 1
    assert project.statistics().labels["PERSON"] == 0
    with pytest.raises(errors.DocumentUnknown):
        project.document("second")
    with reopened(project) as again:
        again.redo()
        (one,) = again.annotation_sets("second")
        assert set(one.spans) == {"person", "firm"}
        assert again.statistics().labels["PERSON"] == 1
        assert again.check() == []


def test_an_import_with_later_work_on_it_stays(project: Project) -> None:
    bring(project, [make_document(TEXT, "second")], import_id="i2")
    project.sign_in("jon")
    project.apply(edits.AddSpan(PERSON), "second")
    project.apply(edits.AddSpan(FIRM), "second")
    project.undo()
    project.sign_in("ilse")
    with pytest.raises(errors.UndoBlocked) as caught:
        project.undo()
    assert caught.value.count == 1
    assert project.document("second")
    project.sign_in("jon")
    project.undo()
    project.sign_in("ilse")
    project.undo()
    assert project.document_counts()["all"] == 1


def test_what_was_taken_back_cannot_come_again_without_its_document(project: Project) -> None:
    bring(project, [make_document(TEXT, "second")], import_id="i2")
    project.sign_in("jon")
    project.apply(edits.AddSpan(PERSON), "second")
    project.undo()
    project.sign_in("ilse")
    project.undo()
    project.sign_in("jon")
    with pytest.raises(errors.UndoBlocked):
        project.redo()
    project.sign_in("ilse")
    project.redo()
    project.sign_in("jon")
    project.redo()
    assert "person" in project.annotation_set("second").spans


def test_an_import_on_which_another_import_stands_stays(project: Project) -> None:
    project.sign_in("jon")
    bring(project, [], [make_set(PERSON, annotator="ilse")], "i2")
    project.sign_in("ilse")
    with pytest.raises(errors.UndoBlocked):
        project.undo()


def test_the_same_import_can_come_again_after_it_was_taken_back(project: Project) -> None:
    sets = [make_set(PERSON, document="second", annotator="jon")]
    bring(project, [make_document(TEXT, "second")], sets, "i2")
    project.undo()
    bring(project, [make_document(TEXT, "second")], [replace(sets[0], id="other")], "i3")
    (one,) = project.annotation_sets("second")
    assert list(one.spans) == ["person"]
    assert project.check() == []


def test_what_was_taken_back_stays_back_where_its_place_is_taken(project: Project) -> None:
    bring(project, [make_document(TEXT, "second")], import_id="i2")
    project.undo()
    project.sign_in("jon")
    bring(project, [make_document(TEXT, "second")], import_id="i3")
    project.sign_in("ilse")
    with pytest.raises(errors.UndoBlocked) as caught:
        project.redo()
    assert caught.value.count == 1


def test_a_long_session_keeps_few_acts_in_memory_and_takes_back_all(project: Project) -> None:
    project.apply(edits.AddSpan(PERSON), "talks")
    for number in range(900):
        project.apply(edits.SetNote("person", f"{number}"), "talks")
    project.flush()
    project.apply(edits.SetNote("person", "the last"), "talks")
    assert len(project._road.past._acts) < 850
    assert len(project._road.past._latest) < 850
    project.undo()
    for number in reversed(range(900)):
        assert project.annotation_set("talks").spans["person"].note == f"{number}"
        project.undo()
    project.redo()
    assert project.annotation_set("talks").spans["person"].note == "0"
    assert project.check() == []

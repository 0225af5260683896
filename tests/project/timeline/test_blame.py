"""Blame: which acts made a span or relation and changed it, here, elsewhere, and all at once."""

from pathlib import Path
from shutil import copy

import pytest

from annotator.edits.edit import AddSpan, MoveSpan, PutBack, RelabelSpan, RemoveSpan, SetNote
from annotator.model.errors import DocumentUnknown
from annotator.model.history_errors import AnnotationUnknown
from annotator.project.label_changes.change import Merge
from annotator.project.project import Project
from annotator.project.timeline.blame import Blamed
from tests.builders import TEXT, make_set, make_span
from tests.project.building import bring, make_project

VARGA = make_span(TEXT, "Ilse Varga")


def told(blamed: list[Blamed]) -> list[tuple[str, str, str]]:
    """What, how, where; newest first."""
    return [(type(one.act.edit).__name__, one.act.step, one.where) for one in blamed]


def test_all_that_was_done_to_it_and_nothing_else(project: Project) -> None:
    project.apply(AddSpan(VARGA), "talks")
    project.apply(AddSpan(make_span(TEXT, "Monday", "c")), "talks")
    project.apply(SetNote("Ilse Varga", "is named Monday too"), "talks")
    project.apply(RelabelSpan("Ilse Varga", "r"), "talks")
    project.undo()
    project.apply(SetNote("Monday", "said by Ilse Varga"), "talks")
    project.apply(RemoveSpan("Monday"), "talks")
    found = project.timeline.blame("talks", "Ilse Varga")
    assert told(found) == [
        ("PutBack", "undo", "here"),
        ("RelabelSpan", "do", "here"),
        ("SetNote", "do", "here"),
        ("Together", "do", "here"),
    ]
    assert [one.seq for one in found] == [one.act.seq for one in found]
    gone = project.timeline.blame("talks", "Monday")
    assert told(gone)[0] == ("RemoveSpan", "do", "here")


def test_a_change_of_labels_is_told_with_who_did_it(project: Project) -> None:
    project.apply(AddSpan(VARGA), "talks")
    chief = project.sign_in("chief")
    project.labels.change(Merge(("p",), "r"))
    newest = project.timeline.blame("talks", "Ilse Varga")[0]
    assert newest.where == "many"
    assert "PERSON" in newest.source
    assert newest.act.annotator == chief.id
    assert newest.seq == next(project.history(newest=1)).seq
    part = newest.act.edit.edits[0]  # type: ignore[union-attr]
    assert isinstance(part, PutBack)
    assert part.annotation.label == "r"
    project.undo()
    assert [one.where for one in project.timeline.blame("talks", "Ilse Varga")] == ["here"]


def test_what_came_with_an_import_is_told(project: Project) -> None:
    bring(project, [], [make_set(VARGA, annotator="jon")], "later")
    jon = next(one for one in project.annotators() if one.name == "jon")
    project.flush()
    (only,) = project.timeline.blame("talks", "Ilse Varga")
    assert (only.where, only.source) == ("came in", "news.txt")
    assert only.act.annotator != jon.id


def test_what_a_colleague_did_in_their_file(project: Project, tmp_path: Path) -> None:
    project.apply(AddSpan(VARGA), "talks")
    project.flush()
    theirs = tmp_path / "theirs" / "jon.annotator"
    theirs.parent.mkdir()
    copy(project.path, theirs)
    with Project.open(theirs, annotator="ilse") as other:
        other.apply(MoveSpan("Ilse Varga", ((30, 40),)), "talks")
    project.merge(theirs)
    assert told(project.timeline.blame("talks", "Ilse Varga")) == [
        ("TakeIn", "do", "came in"),
        ("MoveSpan", "do", "elsewhere"),
        ("Together", "do", "here"),
    ]
    moved = project.timeline.blame("talks", "Ilse Varga")[1]
    assert (moved.seq, moved.source) == (None, "jon.annotator")


def test_what_is_not_there_and_never_was(project: Project) -> None:
    with pytest.raises(AnnotationUnknown):
        project.timeline.blame("talks", "nothing")
    with pytest.raises(DocumentUnknown):
        project.timeline.blame("gone", "nothing")


def test_blind_labels_have_no_blame_for_others(tmp_path: Path) -> None:
    with make_project(tmp_path) as project:
        both = [project.sign_in(name).id for name in ("jon", "ilse")]
        division = project.assignments.divide(["talks"], both, per_article=2)
        project.assignments.assign(division, is_blind=True)
        project.apply(AddSpan(VARGA), "talks")
        assert len(project.timeline.blame("talks", "Ilse Varga", is_for_me=True)) == 1
        project.sign_in("jon")
        assert project.timeline.blame("talks", "Ilse Varga", is_for_me=True) == []

"""The review of a project: verdicts through the one road, undone, redone, kept in the file."""

from pathlib import Path

import pytest

from annotator.edits.edit import AddSpan, RelabelSpan, SetStatus
from annotator.model.changes import Changes
from annotator.model.difference import Difference
from annotator.model.errors import (
    AnnotatorUnknown,
    DocumentUnknown,
    NothingToUndo,
    ProjectReadOnly,
    UndoBlocked,
    VerdictUnknown,
)
from annotator.model.span import Span
from annotator.project.project import Project
from annotator.project.review import Pairing, Ruling
from tests.builders import TEXT, make_span
from tests.project.building import make_project


class People:
    """ilse and jon label the talks and differ; mara reviews."""

    def __init__(self, project: Project) -> None:
        self.project = project
        self.id: dict[str, str] = {}
        for name, label in (("ilse", "p"), ("jon", "o")):
            self.id[name] = project.sign_in(name).id
            project.apply(AddSpan(make_span(TEXT, "Ilse Varga", label, f"v-{name}")), "talks")
            project.apply(AddSpan(make_span(TEXT, "Norrow Lines", "o", f"n-{name}")), "talks")
            project.apply(SetStatus("finished"), "talks")
        self.id["mara"] = project.sign_in("mara").id
        self.pairing = Pairing(self.id["ilse"], self.id["jon"])

    def difference(self) -> Difference:
        (case,) = self.project.review.cases("talks", self.pairing)
        return case.difference

    def settle(self, **said: object) -> Changes:
        said = {"choice": "first", **said}
        ruling = Ruling("talks", self.pairing, self.difference(), **said)  # type: ignore[arg-type]
        return self.project.review.settle([ruling])

    def is_open(self) -> bool:
        return any(one.is_open for one in self.project.review.cases("talks", self.pairing))

    def curated(self) -> dict[str, str]:
        spans = self.project.review.curated("talks").annotation_set.spans.values()
        return {span.covered_text(TEXT): span.label for span in spans}


@pytest.fixture
def people(tmp_path: Path):
    with make_project(tmp_path) as project:
        yield People(project)


def test_a_verdict_settles_and_makes_the_curated_set(people: People) -> None:
    assert people.curated() == {"Norrow Lines": "o"}
    changes = people.settle(reason="slip", comment=" clearly\0 her ", needs_guideline=True)
    assert not people.is_open()
    assert people.curated() == {"Ilse Varga": "p", "Norrow Lines": "o"}
    (verdict,) = people.project.review.verdicts("talks")
    assert changes.verdicts == ((None, verdict),)
    assert (verdict.reviewer, verdict.reason, verdict.comment, verdict.needs_guideline) == (
        people.id["mara"], "slip", "clearly\ufffd her", True,
    )  # fmt: skip


def test_the_sets_are_not_touched(people: People) -> None:
    before = list(people.project.annotation_sets("talks"))
    people.settle(choice="neither")
    assert list(people.project.annotation_sets("talks")) == before


def test_it_is_kept_undone_and_redone_after_a_restart(people: People) -> None:
    people.settle()
    verdicts = people.project.review.verdicts()
    path = people.project.path
    people.project.close()
    with Project.open(path, annotator="mara") as project:
        assert project.review.verdicts() == verdicts == project.review.verdicts("talks")
        project.undo()
        assert project.review.verdicts() == []
        project.redo()
        project.flush()
    with Project.open(path, annotator="mara") as project:
        assert project.review.verdicts() == verdicts
        assert project.check() == []
        assert [act.step for act in project.history()][-3:] == ["do", "undo", "redo"]


def test_deciding_otherwise_replaces_the_verdict(people: People) -> None:
    people.settle()
    people.settle(choice="second")
    (verdict,) = people.project.review.verdicts("talks")
    assert verdict.choice == "second"
    people.project.undo()
    assert people.project.review.verdicts("talks")[0].choice == "first"


def test_the_same_once_more_is_no_act(people: People) -> None:
    people.settle()
    assert people.settle().is_empty


def test_many_at_once_are_one_act(people: People) -> None:
    project = people.project
    added = Ruling(
        "talks", people.pairing, None, "added", (make_span(TEXT, "Monday", "c", "mine"),)
    )
    project.review.settle([Ruling("talks", people.pairing, people.difference(), "both"), added])
    assert len(project.review.verdicts("talks")) == 2
    project.undo()
    assert project.review.verdicts("talks") == []
    with pytest.raises(NothingToUndo):
        project.undo()


def test_withdrawing_opens_the_case_again(people: People) -> None:
    people.settle()
    (verdict,) = people.project.review.verdicts()
    people.project.review.withdraw([verdict.id])
    assert people.is_open()
    with pytest.raises(VerdictUnknown):
        people.project.review.withdraw([verdict.id])
    people.project.flush()
    with pytest.raises(VerdictUnknown):
        people.project.review.verdict(verdict.id)
    people.project.undo()
    assert people.project.review.verdict(verdict.id) == verdict


def test_a_set_that_moves_on_opens_the_case_again(people: People) -> None:
    people.settle()
    people.project.sign_in("jon")
    people.project.apply(RelabelSpan("v-jon", "r"), "talks")
    (case,) = people.project.review.cases("talks", people.pairing)
    assert case.is_stale
    assert people.curated() == {"Norrow Lines": "o"}


# ---- answers, remarks, reasons --------------------------------------------------------------------


def test_accepting_takes_it_into_my_set_as_one_act(people: People) -> None:
    people.settle()
    project = people.project
    (verdict,) = project.review.verdicts()
    project.sign_in("jon")
    changes = project.review.answer(verdict.id, "accepted", RelabelSpan("v-jon", "p"))
    assert changes.annotation_set is not None
    assert project.annotation_set("talks").spans["v-jon"].label == "p"
    assert project.review.verdict(verdict.id).answers == ((people.id["jon"], "accepted"),)
    assert not people.is_open()
    project.undo()
    assert project.annotation_set("talks").spans["v-jon"].label == "o"
    assert project.review.verdict(verdict.id) == verdict
    project.redo()
    assert project.annotation_set("talks").spans["v-jon"].label == "p"


def test_a_verdict_that_was_answered_is_not_undone_unseen(people: People) -> None:
    people.settle()
    (verdict,) = people.project.review.verdicts()
    people.project.sign_in("jon")
    people.project.review.answer(verdict.id, "contested")
    people.project.sign_in("mara")
    with pytest.raises(UndoBlocked):
        people.project.undo()
    assert len(people.project.review.verdicts()) == 1


def test_a_discussion(people: People) -> None:
    project = people.project
    project.review.say("talks", "v-jon", " Is it <b>her</b>? ")
    project.sign_in("jon")
    project.review.say("talks", "v-jon", "Yes.", is_closing=True)
    project.flush()
    said = [(one.text, one.is_closing) for one in project.review.remarks("talks")]
    assert said == [("Is it <b>her</b>?", False), ("Yes.", True)]
    project.undo()
    assert len(project.review.remarks("talks")) == 1
    path = project.path
    project.close()
    with Project.open(path) as again:
        assert [one.text for one in again.review.remarks("talks")] == ["Is it <b>her</b>?"]


def test_the_list_of_reasons(people: People) -> None:
    project = people.project
    usual = project.review.reasons
    assert "slip" in usual
    project.review.set_reasons([" slip ", "", "slip", "too long"])
    assert project.review.reasons == ("slip", "too long")
    project.undo()
    assert project.review.reasons == usual
    project.redo()
    path = project.path
    project.close()
    with Project.open(path) as again:
        assert again.review.reasons == ("slip", "too long")


def test_without_any_reason_there_are_the_usual_ones_as_in_the_file(people: People) -> None:
    project = people.project
    usual = project.review.reasons
    project.review.set_reasons(["slip"])
    project.review.set_reasons([" "])
    assert project.review.reasons == usual
    project.flush()
    with Project.open(project.path, is_read_only=True) as again:
        assert again.review.reasons == usual
    project.undo()
    assert project.review.reasons == ("slip",)


# ---- what cannot be -----------------------------------------------------------------------------


def test_against_the_curated_set_and_alone(people: People) -> None:
    review = people.project.review
    people.settle()
    jon = people.id["jon"]
    assert [one.difference.kind for one in review.cases("talks", Pairing(jon, None))] == ["label"]
    alone = review.cases("talks", Pairing(jon, is_alone=True))
    assert {one.difference.kind for one in alone} == {"missing"}
    row = review.reviewed("talks", people.pairing).standing
    assert (row.differences, row.open) == (1, 0)


def test_whoever_is_nobody_decides_nothing(people: People) -> None:
    difference = people.difference()
    path = people.project.path
    people.project.close()
    with Project.open(path) as project:
        with pytest.raises(AnnotatorUnknown):
            project.review.settle([Ruling("talks", people.pairing, difference, "first")])
        with pytest.raises(AnnotatorUnknown):
            project.review.say("talks", "v-jon", "Who?")
    with Project.open(path, is_read_only=True) as project, pytest.raises(ProjectReadOnly):
        project.review.set_reasons(["slip"])


def test_an_article_that_is_not_there(people: People) -> None:
    ruling = Ruling("gone", people.pairing, None, "added", (Span("a", "p", ((0, 1),)),))
    with pytest.raises(DocumentUnknown):
        people.project.review.settle([ruling])
    assert people.project.review.verdicts() == []

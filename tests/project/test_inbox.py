"""The inbox: what verdicts say to an annotator, and what accepting and contesting them does."""

from dataclasses import replace
from pathlib import Path
from threading import Thread

import pytest

from annotator.edits.edit import (
    AddRelation,
    AddSpan,
    RelabelSpan,
    ReplaceLabelSet,
    SetAttribute,
    SetDocumentLabels,
    SetStatus,
)
from annotator.model.errors import (
    AnnotatorUnknown,
    LabelUnknown,
    RelationForbidden,
    UndoBlocked,
    VerdictUnknown,
)
from annotator.model.relation import Relation
from annotator.model.verdict import Choice, Verdict
from annotator.project.inbox import adopt
from annotator.project.project import Project
from annotator.project.review import Pairing, Ruling
from annotator.review.inbox import InboxRow
from tests.builders import LABEL_SET, TEXT, make_document, make_span
from tests.project.building import bring, make_project

THE_LINES = make_span(TEXT, "that Norrow Lines", "o", "n-jon")


class Team:
    """ilse and jon have finished the talks and differ in every way; mara reviews."""

    def __init__(self, project: Project) -> None:
        self.project = project
        self.id: dict[str, str] = {}
        for name, label in (("ilse", "p"), ("jon", "o")):
            self.sign_in(name)
            self.do(AddSpan(make_span(TEXT, "Ilse Varga", label, f"v-{name}")))
            self.do(AddSpan(make_span(TEXT, "Monday", "c", f"m-{name}")))
        self.do(AddSpan(THE_LINES))
        self.do(AddSpan(make_span(TEXT, "harbour master", "r", "h-jon")))
        self.do(SetAttribute("m-jon", "x", "certain"))
        self.do(SetDocumentLabels(frozenset({"d1"})))
        self.do(SetStatus("finished"))
        self.sign_in("ilse")
        self.do(AddSpan(make_span(TEXT, "Norrow Lines", "o", "n-ilse")))
        self.do(AddRelation(Relation("r-ilse", "w", "v-ilse", "n-ilse")))
        self.do(AddSpan(make_span(TEXT, "June", "c", "j-ilse")))
        self.do(SetStatus("finished"))
        self.sign_in("mara")
        self.pairing = Pairing(self.id["ilse"], self.id["jon"])

    def sign_in(self, name: str) -> None:
        self.id[name] = self.project.sign_in(name).id

    def do(self, edit: object) -> None:
        self.project.apply(edit, "talks")  # type: ignore[arg-type]

    def settle(self, kind: str, choice: Choice, **said: object) -> Verdict:
        """mara decides about the difference of a kind (or a fault of a relation)."""
        self.sign_in("mara")
        (difference,) = [
            one.difference
            for one in self.project.review.cases("talks", self.pairing)
            if one.difference.kind == kind
        ]
        ruling = Ruling("talks", self.pairing, difference, choice, **said)  # type: ignore[arg-type]
        changes = self.project.review.settle([ruling])
        _, verdict = changes.verdicts[0]
        assert verdict is not None
        return verdict

    def inbox(self, name: str) -> list[InboxRow]:
        self.sign_in(name)
        rows = list(self.project.review.inbox())
        assert list(self.project.review.inbox("talks")) == [
            one for one in rows if one.document == "talks"
        ]
        return rows

    def states(self, name: str) -> list[str]:
        return [one.state for one in self.inbox(name)]

    def labels(self, name: str) -> dict[str, str]:
        mine = self.project.annotation_set("talks", self.id[name])
        return {one.covered_text(TEXT): one.label for one in mine.spans.values()}


@pytest.fixture
def team(tmp_path: Path):
    with make_project(tmp_path, [make_document(title="Ferry talks")]) as project:
        yield Team(project)


def test_whoever_was_judged_wrong_finds_it(team: Team) -> None:
    assert team.inbox("ilse") == team.inbox("jon") == team.inbox("mara") == []
    verdict = team.settle("label", "first", reason="slip", comment="her name")
    (row,) = team.inbox("jon")
    assert (row.document, row.title, row.state) == ("talks", "Ferry talks", "waiting")
    assert row.verdict == verdict and row.is_waiting and row.about == verdict.id
    assert row.concern is not None
    assert row.concern.before == team.project.annotation_set("talks").spans["v-jon"]
    assert [one.label for one in row.concern.after] == ["p"]
    assert team.inbox("ilse") == team.inbox("mara") == []


def test_it_is_in_reading_order_and_in_project_order(team: Team) -> None:
    bring(team.project, [make_document(id="later"), make_document(id="first")], import_id="x")
    for document in ("later", "first"):
        for name, label in (("ilse", "p"), ("jon", "o")):
            team.sign_in(name)
            span = make_span(TEXT, "Ilse Varga", label, f"{document}-{name}")
            team.project.apply(AddSpan(span), document)
        team.sign_in("mara")
        (case,) = team.project.review.cases(document, team.pairing)
        team.project.review.settle([Ruling(document, team.pairing, case.difference, "second")])
    for kind in ("missing", "boundary", "document_label"):
        team.settle(kind, "second")
    rows = team.inbox("ilse")
    assert [one.document for one in rows] == ["talks"] * 3 + ["later", "first"]
    assert [one.place for one in rows[:3]] == sorted(one.place for one in rows[:3])
    assert rows[0].place == (0, 0)


def test_the_inbox_survives_a_restart(team: Team) -> None:
    team.settle("label", "first")
    team.project.flush()
    with Project.open(team.project.path, annotator="jon", is_read_only=True) as project:
        assert [one.state for one in project.review.inbox()] == ["waiting"]
    with Project.open(team.project.path, is_read_only=True) as project:
        assert list(project.review.inbox()) == []


def test_a_long_look_can_be_cancelled(team: Team) -> None:
    team.settle("label", "first")
    team.sign_in("jon")
    assert list(team.project.review.inbox(is_cancelled=lambda: True)) == []


# ---- accepting ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "choice", "name"),
    [
        ("label", "first", "jon"),
        ("boundary", "second", "ilse"),
        ("extra", "second", "ilse"),
        ("missing", "second", "ilse"),
        ("relation", "first", "jon"),
        ("attribute", "second", "ilse"),
        ("document_label", "second", "ilse"),
        ("label", "neither", "ilse"),
        ("label", "both", "jon"),
    ],
)
def test_what_is_accepted_is_no_difference_any_more(
    team: Team, kind: str, choice: Choice, name: str
) -> None:
    if kind == "relation":  # jon cannot tie her to the lines while she is an organisation
        team.project.review.accept([team.settle("label", "first").id])
        team.sign_in("jon")
        (row,) = team.project.review.inbox()
        assert row.verdict is not None
        team.project.review.accept([row.verdict.id])
    verdict = team.settle(kind, choice)
    before = team.project.annotation_set("talks", team.id[name])
    assert "waiting" in team.states(name)
    changes = team.project.review.accept([verdict.id])
    assert changes.annotation_set is not None
    after = team.project.annotation_set("talks")
    assert adopt(verdict, after, LABEL_SET) is None
    assert "accepted" in team.states(name)
    if choice in {"first", "second"}:
        team.sign_in("mara")
        assert not any(
            one.difference.kind == kind and one.difference.sides == verdict.difference.sides  # type: ignore[union-attr]
            for one in team.project.review.cases("talks", team.pairing)
        )
    team.sign_in(name)
    team.project.undo()
    assert team.project.annotation_set("talks") == before
    assert team.project.review.verdict(verdict.id) == verdict
    team.project.redo()
    assert team.project.annotation_set("talks") == after


def test_several_are_accepted_as_one_act(team: Team) -> None:
    verdicts = [team.settle(kind, "first") for kind in ("relation", "label", "boundary")]
    before = team.project.annotation_set("talks", team.id["jon"])
    assert team.states("jon") == ["waiting"] * 3
    changes = team.project.review.accept([one.id for one in verdicts])
    assert len(changes.verdicts) == 3 and len(changes.spans) == 2
    assert team.states("jon") == ["accepted"] * 3
    mine = team.project.annotation_set("talks")
    (relation,) = mine.relations.values()
    assert (relation.head, relation.tail) == ("v-jon", "n-jon")
    path = team.project.path
    team.project.close()
    with Project.open(path, annotator="jon") as project:
        assert project.annotation_set("talks").spans == mine.spans
        project.undo()
        assert project.annotation_set("talks").spans == before.spans
        assert [one.state for one in project.review.inbox()] == ["waiting"] * 3
        assert project.check() == []


def test_all_or_nothing_is_accepted(team: Team) -> None:
    verdicts = [team.settle(kind, "first") for kind in ("relation", "boundary")]
    before = team.project.annotation_set("talks", team.id["jon"])
    team.sign_in("jon")
    with pytest.raises(RelationForbidden):
        team.project.review.accept([one.id for one in verdicts])
    assert team.project.annotation_set("talks") == before
    assert team.states("jon") == ["waiting"] * 2


def test_accepting_begins_a_set_that_was_new(team: Team) -> None:
    verdict = team.settle("label", "second")
    team.sign_in("ilse")
    mine = team.project.annotation_set("talks")
    team.do(SetStatus("new"))
    team.project.review.accept([verdict.id])
    assert team.project.annotation_set("talks").status == "in_progress"
    team.project.undo()
    assert team.project.annotation_set("talks").spans == mine.spans
    assert team.project.annotation_set("talks").status == "new"


def test_whoever_says_so_already_is_not_asked(team: Team) -> None:
    team.settle("label", "first")
    team.sign_in("jon")
    team.do(RelabelSpan("v-jon", "p"))
    assert team.inbox("jon") == []


def test_whoever_has_moved_on_is_told_so(team: Team) -> None:
    verdict = team.settle("label", "first")
    team.sign_in("jon")
    team.do(RelabelSpan("v-jon", "r"))
    (row,) = team.inbox("jon")
    assert (row.state, row.is_waiting) == ("stale", False)
    team.project.review.accept([verdict.id])
    assert team.labels("jon")["Ilse Varga"] == "p"


def test_what_the_reviewer_added_is_for_all_who_have_finished(team: Team) -> None:
    team.sign_in("ana")
    team.do(SetStatus("in_progress"))
    team.sign_in("mara")
    added = (make_span(TEXT, "ferry talks", "c", "mine"),)
    team.project.review.settle([Ruling("talks", team.pairing, None, "added", added)])
    assert team.states("ilse") == team.states("jon") == ["waiting"]
    assert team.states("ana") == []
    team.do(SetStatus("finished"))
    (row,) = team.inbox("ana")
    assert row.verdict is not None
    team.project.review.accept([row.verdict.id])
    assert team.labels("ana") == {"ferry talks": "c"}


def test_a_label_that_is_gone_refuses_and_changes_nothing(team: Team) -> None:
    verdict = team.settle("extra", "second")
    team.sign_in("mara")
    retired = tuple(replace(one, is_retired=one.id == "r") for one in LABEL_SET.span_labels)
    team.project.apply_to_project(ReplaceLabelSet(replace(LABEL_SET, span_labels=retired)))
    team.sign_in("ilse")
    before = team.project.annotation_set("talks")
    with pytest.raises(LabelUnknown):
        team.project.review.accept([verdict.id])
    assert team.project.annotation_set("talks") == before


# ---- contesting -----------------------------------------------------------------------------------


def test_what_is_contested_is_open_again_until_it_is_settled_anew(team: Team) -> None:
    verdict = team.settle("label", "first")
    team.sign_in("jon")
    team.project.review.contest(verdict.id, " She speaks for <b>all</b> of them. ")
    (row,) = team.inbox("jon")
    assert (row.state, row.is_waiting, row.unread) == ("contested", False, 0)
    assert [one.text for one in row.thread] == ["She speaks for <b>all</b> of them."]
    team.sign_in("mara")
    (case,) = [one for one in team.project.review.cases("talks", team.pairing) if one.verdict]
    assert case.is_contested and case.is_open
    anew = team.settle("label", "second")
    assert (anew.id, anew.answers) == (verdict.id, ())
    assert anew.answered_before == ((team.id["jon"], "contested"),)
    assert team.states("jon") == []
    assert team.states("ilse") == ["waiting"]


def test_the_reviewer_finds_the_annotators_words_until_it_is_settled_anew(team: Team) -> None:
    verdict = team.settle("label", "first")
    team.sign_in("jon")
    team.project.review.contest(verdict.id, "She speaks for all of them.")
    (row,) = team.inbox("mara")
    assert (row.state, row.unread) == ("discussed", 1)
    team.settle("label", "neither")
    assert team.inbox("mara") == []


def test_a_reviewer_may_stand_by_it(team: Team) -> None:
    verdict = team.settle("label", "neither")
    team.sign_in("ilse")
    team.project.review.accept([verdict.id])
    team.sign_in("jon")
    team.project.review.contest(verdict.id)
    team.sign_in("mara")
    team.project.review.stand_by([verdict.id])
    assert team.states("jon") == ["settled_since"]
    assert team.states("ilse") == ["accepted"]
    anew = team.project.review.verdict(verdict.id)
    assert anew.at > verdict.at and anew.answers == ((team.id["ilse"], "accepted"),)
    team.sign_in("mara")
    team.project.undo()
    assert team.states("jon") == ["contested"]


def test_settling_alike_is_standing_by_it(team: Team) -> None:
    verdict = team.settle("label", "first")
    team.sign_in("jon")
    team.project.review.contest(verdict.id)
    team.settle("label", "first", comment="It is her name.")
    assert team.states("jon") == ["settled_since"]


def test_a_comment_alone_asks_nobody_again(team: Team) -> None:
    verdict = team.settle("label", "neither")
    team.sign_in("ilse")
    team.project.review.accept([verdict.id])
    team.sign_in("mara")
    assert verdict.difference is not None
    ruling = Ruling("talks", team.pairing, verdict.difference, "neither", comment="see rule 3")
    team.project.review.settle([ruling])
    assert team.states("ilse") == ["accepted"]


def test_contesting_is_one_act(team: Team) -> None:
    verdict = team.settle("label", "first")
    team.sign_in("jon")
    team.project.review.contest(verdict.id, "No.")
    team.project.undo()
    assert team.project.review.verdict(verdict.id) == verdict
    assert team.project.review.remarks("talks") == []
    team.project.redo()
    assert team.states("jon") == ["contested"]
    assert [one.text for one in team.project.review.remarks("talks")] == ["No."]


def test_what_was_settled_anew_cannot_be_contested_backwards(team: Team) -> None:
    verdict = team.settle("label", "first")
    team.sign_in("jon")
    team.project.review.contest(verdict.id)
    team.settle("label", "neither")
    team.sign_in("jon")
    with pytest.raises(UndoBlocked):
        team.project.undo()
    assert team.states("jon") == ["settled_since"]


# ---- discussions ----------------------------------------------------------------------------------


def test_a_remark_on_a_verdict_waits_for_an_answer(team: Team) -> None:
    verdict = team.settle("label", "first")
    team.sign_in("mara")
    team.project.review.say("talks", verdict.id, "Do you agree?")
    (row,) = team.inbox("jon")
    assert (row.state, row.unread) == ("waiting", 1)
    team.project.review.say("talks", verdict.id, "Why?")
    assert team.inbox("jon")[0].unread == 0
    # ilse was right, but she is part of it.
    (row,) = team.inbox("ilse")
    assert (row.state, row.unread, row.verdict) == ("discussed", 2, verdict)
    (row,) = team.inbox("mara")
    assert (row.state, row.unread) == ("discussed", 1)
    team.project.review.say("talks", verdict.id, "", is_closing=True)
    assert team.inbox("mara") == team.inbox("ilse") == []


def test_a_remark_on_my_span_is_for_me_alone(team: Team) -> None:
    team.sign_in("mara")
    team.project.review.say("talks", "j-ilse", "Which June?")
    team.project.review.say("talks", "r-ilse", "Since when?")
    rows = {one.about: one for one in team.inbox("ilse")}
    assert {one.state for one in rows.values()} == {"discussed"}
    assert rows["j-ilse"].annotation == team.project.annotation_set("talks").spans["j-ilse"]
    start = TEXT.index("Ilse Varga")
    assert rows["r-ilse"].place == (start, start + len("Ilse Varga"))
    assert team.inbox("jon") == []
    team.sign_in("ilse")
    team.project.review.say("talks", "j-ilse", "This one.")
    assert [one.unread for one in team.inbox("mara")] == [1]


def test_whoever_has_reviewed_the_article_hears_of_what_is_said_there(team: Team) -> None:
    team.sign_in("jon")
    team.project.review.say("talks", "m-jon", "Is a day a claim?")
    assert team.inbox("mara") == team.inbox("ilse") == []
    team.settle("label", "first")
    (row,) = team.inbox("mara")
    assert (row.state, row.unread) == ("discussed", 1)
    assert row.annotation == team.project.annotation_set("talks", team.id["jon"]).spans["m-jon"]


def test_whoever_has_accepted_is_asked_nothing_more(team: Team) -> None:
    verdict = team.settle("label", "first")
    team.project.review.say("talks", verdict.id, "Do you agree?")
    team.sign_in("jon")
    team.project.review.accept([verdict.id])
    assert [one.is_waiting for one in team.inbox("jon")] == [False]


# ---- what cannot be ---------------------------------------------------------------------------------


def test_what_is_not_there_or_not_mine(team: Team) -> None:
    team.sign_in("jon")
    for act in (team.project.review.contest, lambda id: team.project.review.accept([id])):
        with pytest.raises(VerdictUnknown):
            act("gone")
    team.project.flush()
    with Project.open(team.project.path, is_read_only=True) as project:
        assert list(project.review.inbox("gone")) == []


def test_nobody_has_no_inbox_and_answers_nothing(team: Team) -> None:
    verdict = team.settle("label", "first")
    path = team.project.path
    team.project.close()
    with Project.open(path) as project:
        assert list(project.review.inbox()) == []
        with pytest.raises(AnnotatorUnknown):
            project.review.accept([verdict.id])
        with pytest.raises(AnnotatorUnknown):
            project.review.contest(verdict.id, "No.")


def test_whoever_reads_slowly_holds_nobody_up(team: Team) -> None:
    team.settle("label", "first")
    team.settle("boundary", "first")
    team.sign_in("jon")
    rows = iter(team.project.review.inbox())
    next(rows)
    other = Thread(target=lambda: team.do(SetStatus("in_progress")), daemon=True)
    other.start()
    other.join(10)
    assert not other.is_alive()
    assert len(list(rows)) == 1

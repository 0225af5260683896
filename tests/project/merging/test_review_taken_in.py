"""Verdicts, remarks and reasons that come with a colleague's project."""

from pathlib import Path

import pytest

from annotator.edits.edit import (
    AddSpan,
)
from annotator.model.verdict import Choice, Verdict
from annotator.project.project import Project
from annotator.project.review import Pairing, Ruling
from tests.project.merging.copies import (
    MASTER,
    VARGA,
    content,
    copy,
    edit,
    looked_at,
    merge,
)
from tests.storage.foreign.tampering import run


def judge(path: Path, choice: Choice, who: str = "mara") -> Verdict:
    """Settle the first difference between ilse and jon."""
    with Project.open(path, annotator=who) as project:
        ids = {one.name: one.id for one in project.annotators()}
        pairing = Pairing(ids["ilse"], ids["jon"])
        case = project.review.cases("talks", pairing)[0]
        changes = project.review.settle([Ruling("talks", pairing, case.difference, choice)])
        verdict = changes.verdicts[0][1]
        assert verdict is not None
        return verdict


@pytest.fixture
def judged(base: Path) -> Path:
    """A project in which jon differs from ilse, and mara has said who is right."""
    edit(base, AddSpan(VARGA._replace(id="his", label="o")), annotator="jon")
    judge(base, "first")
    return base


def test_verdicts_and_remarks_come_along(base: Path) -> None:
    edit(base, AddSpan(VARGA._replace(id="his", label="o")), annotator="jon")
    other = copy(base, "other")
    verdict = judge(other, "first")
    with Project.open(other, annotator="jon") as project:
        project.review.say("talks", verdict.id, "Why?")
        project.review.set_reasons(["slip", "whim"])
    report = merge(base, other)
    assert (report.verdicts, report.remarks, report.has_new_reasons) == (1, 1, True)
    assert content(base) == content(other) | {"reasons": content(base)["reasons"]}
    with Project.open(base, annotator="ilse") as project:
        assert "whim" in project.review.reasons
        project.undo()
        assert project.review.verdicts() == []
        assert project.review.remarks("talks") == []
        assert "whim" not in project.review.reasons
        project.redo()
        assert project.review.verdicts() == [verdict]


def test_what_was_withdrawn_stays_withdrawn(judged: Path) -> None:
    other = copy(judged, "other")
    with Project.open(judged, annotator="mara") as project:
        project.review.withdraw([one.id for one in project.review.verdicts()])
    assert not merge(judged, other).is_anything_new
    with looked_at(judged) as project:
        assert project.review.verdicts() == []
    merge(other, judged)
    with looked_at(other) as project:
        assert project.review.verdicts() == []


def test_the_newer_verdict_stays_and_answers_of_all(judged: Path) -> None:
    other = copy(judged, "other")
    with Project.open(other, annotator="jon") as project:
        (verdict,) = project.review.verdicts()
        project.review.answer(verdict.id, "accepted")
    with Project.open(judged, annotator="ilse") as project:
        project.review.answer(verdict.id, "contested")
    third = copy(judged, "third")
    merge(judged, other)
    with looked_at(judged) as project:
        (held,) = project.review.verdicts()
        assert sorted(answer for _, answer in held.answers) == ["accepted", "contested"]
    newer = judge(third, "second")
    assert newer.id == verdict.id
    merge(judged, third)
    with looked_at(judged) as project:
        assert project.review.verdicts() == [newer]


def test_a_verdict_that_cannot_be_understood_stays_out(judged: Path) -> None:
    other = copy(judged, "other")
    run('UPDATE verdicts SET id = \'v2\', verdict = \'{"id":"v2","odd":1}\'')(other)
    report = merge(judged, other)
    assert [type(one.error).__name__ for one in report.problems] == []  # nothing there is new
    edit(other, AddSpan(MASTER))
    report = merge(judged, other)
    assert [type(one.error).__name__ for one in report.problems] == ["RowUnfit"]

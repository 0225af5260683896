"""How a document stands between two, one alone, one and the curated set, or everybody."""

from pathlib import Path

import pytest

from annotator.edits.edit import SetStatus
from annotator.model.errors import DocumentUnknown
from annotator.model.span import Span
from annotator.project.project import Project
from annotator.project.review import Ruling
from annotator.project.standing import EVERYBODY, Pairing, Reviewed
from annotator.review.queue import Standing
from tests.builders import TEXT, make_span
from tests.project.building import make_documents, make_project
from tests.project.differing import say

VARGA = make_span(f"0. {TEXT}", "Ilse Varga", "p", "varga")
LINES = make_span(f"0. {TEXT}", "Norrow Lines", "o", "lines")


@pytest.fixture
def project(tmp_path: Path):
    """Three label d0, one d1, nobody d2."""
    with make_project(tmp_path, make_documents(3)) as project:
        for name, label in (("ana", "p"), ("ben", "o"), ("kim", "p")):
            say(project, name, VARGA._replace(label=label), LINES, document="d0")
        say(project, "ana", VARGA, document="d1")
        project.sign_in("mara")
        yield project


def _id(project: Project, name: str) -> str:
    return next(one.id for one in project.annotators() if one.name == name)


def _pair(project: Project, first: str, second: str) -> Pairing:
    return Pairing(_id(project, first), _id(project, second))


def _kinds(reviewed: Reviewed) -> list[str]:
    return [one.difference.kind for one in reviewed.cases]


def test_two(project: Project) -> None:
    reviewed = project.review.reviewed("d0", _pair(project, "ana", "ben"))
    assert _kinds(reviewed) == ["label"]
    assert reviewed.standing == Standing("d0", 1, 1, 1)
    assert len(reviewed.sets) == 3 and reviewed.first and reviewed.second
    with pytest.raises(DocumentUnknown):
        project.review.reviewed("nowhere", _pair(project, "ana", "ben"))


def test_one_alone_and_against_what_is_settled(project: Project) -> None:
    alone = project.review.reviewed("d0", Pairing(_id(project, "ana"), is_alone=True))
    assert (_kinds(alone), alone.second) == (["missing", "missing"], None)
    curated = project.review.reviewed("d0", Pairing(_id(project, "ana"), None))
    assert _kinds(curated) == ["missing"]
    assert curated.second is not None and len(curated.second.spans) == 1


def test_everybody(project: Project) -> None:
    reviewed = project.review.reviewed("d0", EVERYBODY)
    (case,) = reviewed.cases
    assert case.place is not None and case.place.voices == 3
    assert reviewed.standing == Standing("d0", 1, 1, 1)
    assert reviewed.comparison is None and len(reviewed.places) == 2
    assert project.review.reviewed("d2", EVERYBODY).cases == ()
    with pytest.raises(ValueError, match="two"):
        project.review.compare("d0", EVERYBODY)


def test_which_documents_can_be_reviewed(project: Project) -> None:
    project.flush()
    review = project.review
    assert review.labelled(EVERYBODY) == ["d0"]
    assert review.labelled(Pairing(_id(project, "ana"), is_alone=True)) == ["d0", "d1"]
    page = review.reviewed_page(["d1", "gone", "d0"], _pair(project, "ana", "ben"))
    assert [one.document.id for one in page] == ["d1", "d0"]


@pytest.mark.parametrize("is_everybody", [True, False])
def test_what_all_have_finished_alike_is_asked_too(project: Project, is_everybody: bool) -> None:
    pairing = EVERYBODY if is_everybody else _pair(project, "ana", "ben")
    reviewed = project.review.reviewed("d0", pairing, 1)
    assert _kinds(reviewed) == ["label", "agree"]
    assert reviewed.standing == Standing("d0", 1, 1, 1)
    audited = reviewed.cases[1].difference
    whose = Pairing(_id(project, "ana"), _id(project, "ben"))
    project.review.settle([Ruling("d0", whose, audited, "neither")])
    spans = project.review.curated("d0").annotation_set.spans.values()
    assert [one.covered_text(f"0. {TEXT}") for one in spans] == []
    assert not project.review.reviewed("d0", pairing, 1).cases[1].is_open
    project.sign_in("ben")
    project.apply(SetStatus("in_progress"), "d0")
    assert "agree" not in _kinds(project.review.reviewed("d0", pairing, 1))


def test_what_was_added(project: Project) -> None:
    made = Span("made", "c", ((0, 2),))
    project.review.settle([Ruling("d1", EVERYBODY, None, "added", (made,))])
    assert project.review.reviewed("d1", EVERYBODY).apart[0].outcome == (made,)

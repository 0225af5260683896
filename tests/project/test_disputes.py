"""Disputed documents: found once, found again where something has changed, filtered by."""

from pathlib import Path

import pytest

from annotator.edits.edit import RelabelSpan, SetStatus
from annotator.model.errors import Cancelled
from annotator.project import disputes
from annotator.project.project import Project
from annotator.project.review import Pairing, Ruling
from tests.builders import TEXT, make_span
from tests.project.building import make_documents, make_project
from tests.project.differing import say

VARGA = make_span(f"0. {TEXT}", "Ilse Varga", "p", "varga")


@pytest.fixture
def project(tmp_path: Path):
    """Of four documents two are finished by two people, who differ on d1."""
    with make_project(tmp_path, make_documents(4)) as project:
        say(project, "ilse", VARGA, document="d0")
        say(project, "jon", VARGA, document="d0")
        say(project, "ilse", VARGA, document="d1")
        say(project, "jon", VARGA._replace(label="o"), document="d1")
        say(project, "ilse", VARGA, document="d2")
        say(project, "jon", document="d2", is_finished=False)
        yield project


def _settle(project: Project, document: str) -> None:
    ids = {one.name: one.id for one in project.annotators()}
    pairing = Pairing(ids["ilse"], ids["jon"])
    cases = project.review.cases(document, pairing)
    project.sign_in("mara")
    project.review.settle([Ruling(document, pairing, one.difference, "first") for one in cases])


@pytest.mark.parametrize("is_saved", [True, False])
def test_two_who_have_finished_and_differ(project: Project, is_saved: bool) -> None:
    if is_saved:
        project.flush()
    assert project.review.disputed() == (["d1"], 2)


def test_a_verdict_settles_it_and_undo_opens_it_again(project: Project) -> None:
    project.review.disputed()
    _settle(project, "d1")
    assert project.review.disputed().documents == []
    project.undo()
    assert project.review.disputed().documents == ["d1"]


def test_an_edit_opens_a_dispute(project: Project) -> None:
    project.review.disputed()
    project.sign_in("jon")
    project.apply(RelabelSpan("varga-jon-d0", "r"), "d0")
    assert project.review.disputed().documents == ["d0", "d1"]
    project.apply(SetStatus("in_progress"), "d1")
    project.flush()
    assert project.review.disputed() == (["d0"], 1)


def test_only_what_has_changed_is_compared_again(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    project.review.disputed()
    read: list[str] = []
    before = disputes.is_disputed
    monkeypatch.setattr(
        disputes,
        "is_disputed",
        lambda said, labels: read.append(said.document.id) or before(said, labels),
    )
    project.review.disputed()
    assert read == []
    _settle(project, "d1")
    project.review.disputed()
    assert read == ["d1"]


def test_three_are_compared_each_with_each(project: Project) -> None:
    say(project, "kim", VARGA._replace(label="r"), document="d0")
    _settle(project, "d1")
    assert project.review.disputed().documents == ["d0"]


def test_the_list_is_filtered_by_it(project: Project) -> None:
    keys = project.document_keys(which="disputed")
    assert [row.id for row in project.document_rows(keys)] == ["d1"]
    assert project.document_keys("nowhere", "disputed") == []
    assert project.document_keys("ferry", "disputed") == keys


def test_it_can_be_stopped(project: Project) -> None:
    with pytest.raises(Cancelled):
        project.review.disputed(lambda: True)

"""Agreement of a project: whose sets count, with what is on screen, page by page, stopped at will."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from annotator.edits.edit import AddSpan, RelabelSpan, SetStatus
from annotator.model.annotation_set import AnnotationSet, Status
from annotator.model.errors import AnnotatorUnknown, Cancelled, DocumentUnknown
from annotator.project.project import Project
from annotator.project.review import Pairing
from annotator.project.rows import Progress
from annotator.storage import outlet
from tests.builders import TEXT, make_set, make_span
from tests.project.building import bring, make_documents, make_project


def a_set(document: str, annotator: str, label: str, status: Status = "finished") -> AnnotationSet:
    span = make_span(TEXT, "Ilse Varga", label, f"{annotator} {document}")
    made = make_set(span, document=document, annotator=annotator)
    return replace(made, id=f"{annotator} {document}", status=status)


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    """Four documents: ada and bo have finished d0, d1, d2 and differ on d1; cy has finished d0 and
    begun d1; d3 is ada's alone, and dan has nothing but a start."""
    with make_project(tmp_path, make_documents(4)) as made:
        sets = [a_set(f"d{at}", "ada", "p") for at in range(4)]
        sets += [a_set(f"d{at}", "bo", "o" if at == 1 else "p") for at in range(3)]
        sets += [a_set("d0", "cy", "p"), a_set("d1", "cy", "p", "in_progress")]
        sets += [a_set("d3", "dan", "p", "in_progress")]
        bring(made, [], sets, "sets")
        yield made


def names(project: Project) -> dict[str, str]:
    return {one.id: one.name for one in project.annotators()}


def ids(project: Project, *chosen: str) -> list[str]:
    by_name = {one.name: one.id for one in project.annotators()}
    return [by_name[name] for name in chosen]


def test_what_both_have_finished_counts(project: Project) -> None:
    measured = project.agreement()
    called = names(project)
    assert [called[one] for one in measured.annotators] == ["ada", "bo", "cy"]
    assert measured.documents == 3
    found = {
        (called[one.first or ""], called[one.second or ""]): [a.document for a in one.articles]
        for one in measured.pairs
    }
    assert found == {("ada", "bo"): ["d0", "d1", "d2"], ("ada", "cy"): ["d0"], ("bo", "cy"): ["d0"]}
    assert measured.pairs[0].scores.span_f1[3:6] == (2, 3, 3)
    assert measured.pairs[0].behind(["label"]) == [("d1", 1)]


def test_what_both_have_begun_counts_where_that_is_asked(project: Project) -> None:
    measured = project.agreement(is_unfinished_counted=True)
    assert len(measured.annotators) == 4
    assert measured.documents == 4


def test_those_who_are_named_in_their_order_and_once(project: Project) -> None:
    bo, ada, dan = ids(project, "bo", "ada", "dan")
    measured = project.agreement([bo, ada, bo])
    assert measured.annotators == (bo, ada)
    assert [(one.first, one.second) for one in measured.pairs] == [(bo, ada)]
    (pair,) = project.agreement([ada, dan]).pairs
    assert pair.scores.span_f1.why == "documents"


def test_somebody_unknown(project: Project) -> None:
    with pytest.raises(AnnotatorUnknown):
        project.agreement(["nobody"])


def test_a_project_in_which_one_alone_has_finished(tmp_path: Path) -> None:
    with make_project(tmp_path) as project:
        bring(project, [], [a_set("talks", "ada", "p")], "sets")
        measured = project.agreement()
        assert (len(measured.annotators), measured.pairs) == (1, ())
        assert measured.whole.span_f1.why == "annotators"


def test_edits_that_are_not_saved_yet_count(project: Project) -> None:
    project.sign_in("bo")
    project.apply(RelabelSpan("bo d1", "p"), "d1")
    assert project.agreement().pairs[0].scores.span_f1.value == 1
    project.apply(SetStatus("in_progress"), "d1")
    assert len(project.agreement().pairs[0].articles) == 2


@pytest.mark.parametrize("page", [1, 2, 100])
def test_however_much_is_read_at_once(
    project: Project, page: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = project.agreement()
    monkeypatch.setattr(outlet, "PAGE", page)
    assert project.agreement() == expected
    monkeypatch.setattr(outlet, "SPANS_OF_A_PAGE", page)
    assert project.agreement() == expected


def test_progress_is_told(project: Project) -> None:
    told: list[Progress] = []
    project.agreement(progress=told.append)
    assert [(one.done, one.total) for one in told] == [(0, 3), (1, 3), (2, 3)]


def test_it_stops_when_it_is_told_to(project: Project) -> None:
    with pytest.raises(Cancelled):
        project.agreement(is_cancelled=lambda: True)


def test_the_file_is_not_touched(project: Project) -> None:
    project.flush()
    before = project.path.read_bytes()
    project.agreement()
    assert project.path.read_bytes() == before


# ---- one article --------------------------------------------------------------------------------


def test_two_on_one_article(project: Project) -> None:
    ada, bo = ids(project, "ada", "bo")
    pair = project.review.agreement("d1", Pairing(ada, bo))
    assert (pair.first, pair.second) == (ada, bo)
    assert pair.scores.span_f1[3:6] == (0, 1, 1)
    project.sign_in("bo")
    project.apply(AddSpan(make_span(TEXT, "Ilse Varga", "p", "second")), "d1")
    assert project.review.agreement("d1", Pairing(ada, bo)).scores.span_f1.value == 2 / 3


def test_one_against_the_curated_set(project: Project) -> None:
    (ada,) = ids(project, "ada")
    pair = project.review.agreement("d0", Pairing(ada, None))
    assert pair.second is None
    assert pair.scores.span_f1.value == 1


def test_one_alone_agrees_with_nobody(project: Project) -> None:
    (ada,) = ids(project, "ada")
    with pytest.raises(ValueError, match="alone"):
        project.review.agreement("d0", Pairing(ada, is_alone=True))
    with pytest.raises(DocumentUnknown):
        project.review.agreement("gone", Pairing(ada, None))


def test_for_me_what_is_given_blind_waits_until_all_have_finished(project: Project) -> None:
    project.sign_in("dan")
    (dan,) = ids(project, "dan")
    project.assignments.assign(project.assignments.divide(["d0"], [dan]), is_blind=True)
    assert (project.agreement().documents, project.agreement().closed) == (3, 0)
    mine = project.agreement(is_for_me=True)
    assert (mine.documents, mine.closed) == (2, 1)
    assert [one.document for one in mine.pairs[0].articles] == ["d1", "d2"]
    project.apply(SetStatus("finished"), "d0")
    assert project.agreement(is_for_me=True).documents == 3

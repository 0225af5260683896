"""Annotators renamed, and two that are one person joined: previewed, one act, one undo."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from annotator.edits.edit import AddSpan, SetStatus
from annotator.model.annotator import Annotator
from annotator.model.errors import AnnotatorUnknown, NameUnfit, NothingToUndo, UndoBlocked
from annotator.model.people_errors import AnnotatorNameTaken, JoinRefused
from annotator.model.span import Span
from annotator.project.label_changes.change import Merge
from annotator.project.project import Project
from annotator.project.ruling import Ruling
from annotator.project.standing import Pairing
from tests.builders import make_set
from tests.project.building import Ear, bring, make_documents, make_project


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    """Five articles: maria labelled d0 and d1, "Maria B." d2 (finished) and d3; mara is signed in
    and has assigned d4 to Maria B."""
    with make_project(tmp_path, make_documents(5), annotator=None) as made:
        mark(made, "maria", "d0", "d1")
        mark(made, "Maria B.", "d2", "d3")
        made.apply(SetStatus("finished"), "d2")
        made.sign_in("mara")
        division = made.assignments.divide(["d4"], [id_of(made, "Maria B.")])
        made.assignments.assign(division)
        yield made


def mark(project: Project, name: str, *documents: str) -> None:
    project.sign_in(name)
    for one in documents:
        project.apply(AddSpan(Span(f"{name} on {one}", "p", ((0, 2),))), one)


def id_of(project: Project, name: str) -> str:
    return next(one.id for one in project.annotators(with_second_times=True) if one.name == name)


def sets(project: Project) -> list[tuple[str, str, str, tuple[str, ...]]]:
    names = {one.id: one.name for one in project.annotators(with_second_times=True)}
    return [
        (document.id, names[one.annotator or ""], one.id, tuple(one.spans))
        for document in project.documents()
        for one in project.annotation_sets(document)
    ]


def owners(project: Project) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for document, name, *_ in sets(project):
        found.setdefault(name, []).append(document)
    return found


def people(project: Project) -> list[str]:
    return [one.name for one in project.annotators()]


# ---- renaming -----------------------------------------------------------------------------------


def test_renaming_is_one_act_and_one_undo(project: Project) -> None:
    ear = Ear()
    project.subscribe(ear)
    project.people.rename(id_of(project, "maria"), "  Maria Lind ")
    assert people(project) == ["Maria B.", "Maria Lind", "mara"]
    ((changes, _),) = ear.changes
    assert [pair[1].name for pair in changes.people if pair[1]] == ["Maria Lind"]
    assert owners(project)["Maria Lind"] == ["d0", "d1"]
    project.undo()
    assert people(project) == ["Maria B.", "mara", "maria"]
    project.redo()
    assert "Maria Lind" in people(project)
    assert project.check() == []


def test_whoever_is_signed_in_has_the_new_name(project: Project) -> None:
    project.people.rename(id_of(project, "mara"), "Mara K.")
    assert project.me is not None
    assert project.me.name == "Mara K."


def test_second_times_go_along(project: Project) -> None:
    maria = id_of(project, "maria")
    project.assignments.assign_again({maria: ["d0"]})
    project.people.rename(maria, "Lind")
    names = {one.name for one in project.annotators(with_second_times=True)}
    assert {"Lind", "Lind, second time"} <= names
    assert project.check() == []


@pytest.mark.parametrize("name", ["MARA", "maria b."])
def test_a_name_that_another_has_is_refused(project: Project, name: str) -> None:
    with pytest.raises(AnnotatorNameTaken):
        project.people.rename(id_of(project, "maria"), name)
    assert people(project) == ["Maria B.", "mara", "maria"]


def test_what_is_no_name_or_nobody_is_refused(project: Project) -> None:
    with pytest.raises(NameUnfit):
        project.people.rename(id_of(project, "maria"), " \n")
    with pytest.raises(AnnotatorUnknown):
        project.people.rename("nobody", "Maria")
    with pytest.raises(AnnotatorUnknown):
        project.people.named("Nobody")


def test_another_writing_of_ones_own_name_is_fine(project: Project) -> None:
    project.people.rename(id_of(project, "maria"), "Maria")
    assert "Maria" in people(project)


def test_a_name_that_somebody_else_has_by_now_is_not_given_back(project: Project) -> None:
    maria = id_of(project, "maria")
    project.people.rename(maria, "Maria Bell")
    mara = id_of(project, "mara")
    project.sign_in("maria")
    project.sign_in("mara")
    with pytest.raises(AnnotatorNameTaken) as refused:
        project.undo()
    assert (refused.value.name, refused.value.other) == ("maria", "maria")
    assert {one.id for one in project.annotators()} >= {maria, mara}
    assert id_of(project, "Maria Bell") == maria
    project.apply(SetStatus("finished"), "d0")
    project.flush()
    assert project.check() == []


def test_a_rename_since_blocks_the_undo(project: Project) -> None:
    maria = id_of(project, "maria")
    project.people.rename(maria, "Lind")
    project.sign_in("Maria B.")
    project.people.rename(maria, "Linde")
    project.sign_in("mara")
    with pytest.raises(UndoBlocked):
        project.undo()


# ---- joining ------------------------------------------------------------------------------------


def join(project: Project, name: str = "Maria B.", into: str = "maria") -> None:
    project.people.join(id_of(project, name), id_of(project, into))


def test_it_is_told_before_and_changes_nothing(project: Project) -> None:
    before, acts = sets(project), len(list(project.history()))
    preview = project.people.preview_join(id_of(project, "Maria B."), id_of(project, "maria"))
    assert preview == (
        Annotator(id_of(project, "Maria B."), "Maria B."),
        Annotator(id_of(project, "maria"), "maria"),
        2, 1, 2, 0, 0, 0, 1, (),
    )  # fmt: skip
    assert (sets(project), len(list(project.history()))) == (before, acts)


def test_all_goes_over_as_it_stands(project: Project) -> None:
    before = sets(project)
    join(project)
    assert owners(project) == {"maria": ["d0", "d1", "d2", "d3"]}
    assert [(one[0], *one[2:]) for one in sets(project)] == [
        (one[0], *one[2:]) for one in before
    ], "sets keep their ids and annotations"
    assert people(project) == ["mara", "maria"]
    (assigned,) = project.assignments.on("d4")
    assert assigned.annotator == id_of(project, "maria")
    assert project.statistics().annotators["maria"]["sets"]["finished"] == 1
    assert project.check() == []


def test_one_undo_gives_all_of_it_back(project: Project) -> None:
    before, assigned = sets(project), project.assignments.on("d4")
    join(project)
    project.undo()
    assert sets(project) == before
    assert project.assignments.on("d4") == assigned
    assert people(project) == ["Maria B.", "mara", "maria"]
    project.redo()
    assert owners(project) == {"maria": ["d0", "d1", "d2", "d3"]}
    assert project.check() == []


def test_whoever_signs_in_under_the_old_name_is_the_other(project: Project) -> None:
    join(project)
    project.sign_in("maria b.")
    assert project.me is not None
    assert project.me.name == "maria"
    for _ in range(2):
        project.undo()
    with pytest.raises(NothingToUndo):
        project.undo()  # what she did as Maria B. is not on her stack
    assert owners(project) == {"maria": ["d2", "d3"]}


def test_work_that_comes_in_under_the_old_name_is_the_others(project: Project) -> None:
    join(project)
    bring(project, sets=[make_set(document="d4", annotator="Maria B.")], import_id="later")
    assert owners(project)["maria"] == ["d0", "d1", "d2", "d3", "d4"]


def test_both_on_one_article_are_refused_with_a_list(project: Project) -> None:
    mark(project, "Maria B.", "d1")
    project.sign_in("mara")
    before = sets(project)
    ids = id_of(project, "Maria B."), id_of(project, "maria")
    assert project.people.preview_join(*ids).clashes == ("d1",)
    with pytest.raises(JoinRefused) as caught:
        project.people.join(*ids)
    assert (caught.value.reason, caught.value.documents, caught.value.count) == ("sets", ("d1",), 1)
    assert sets(project) == before


def test_oneself_and_second_times_are_refused(project: Project) -> None:
    for name, into, reason in (
        ("maria", "maria", "same"),
        ("mara", "maria", "me"),
    ):
        with pytest.raises(JoinRefused) as caught:
            join(project, name, into)
        assert caught.value.reason == reason
    project.assignments.assign_again({id_of(project, "maria"): ["d0"]})
    with pytest.raises(JoinRefused) as caught:
        join(project)
    assert caught.value.reason == "second times"


def test_work_done_since_blocks_the_undo(project: Project) -> None:
    join(project)
    project.sign_in("maria")
    project.apply(AddSpan(Span("later", "p", ((3, 5),))), "d2")
    project.sign_in("mara")
    with pytest.raises(UndoBlocked) as caught:
        project.undo()
    assert caught.value.count == 1
    assert owners(project) == {"maria": ["d0", "d1", "d2", "d3"]}


def test_verdicts_and_remarks_name_the_other(project: Project) -> None:
    mark(project, "jon", "d2")
    project.apply(AddSpan(Span("more", "p", ((4, 8),))), "d2")
    project.sign_in("Maria B.")
    project.review.say("d2", "Maria B. on d2", "Is it she?")
    project.sign_in("mara")
    whose = Pairing(id_of(project, "Maria B."), id_of(project, "jon"))
    (case,) = project.review.cases("d2", whose)
    project.review.settle([Ruling("d2", whose, case.difference, "second")])
    before = project.review.verdicts("d2")
    join(project)
    (verdict,) = project.review.verdicts("d2")
    assert (verdict.first, verdict.id) == (id_of(project, "maria"), before[0].id)
    assert [one.annotator for one in project.review.remarks("d2")] == [id_of(project, "maria")]
    now = Pairing(id_of(project, "maria"), id_of(project, "jon"))
    assert [one.is_open for one in project.review.cases("d2", now)] == [False]
    assert project.check() == []
    project.undo()
    assert project.review.verdicts("d2") == before
    assert [one.annotator for one in project.review.remarks("d2")] == [id_of(project, "Maria B.")]


def test_a_packet_of_before_is_met_as_the_others(project: Project, tmp_path: Path) -> None:
    packet = tmp_path / "packet.annotator"
    project.write_packet(packet)
    with Project.open(packet, annotator="Maria B.") as opened:
        opened.apply(AddSpan(Span("there", "p", ((3, 5),))), "d3")
        opened.apply(AddSpan(Span("new there", "p", ((3, 5),))), "d4")
    join(project)
    project.merge(packet)
    assert owners(project) == {"maria": ["d0", "d1", "d2", "d3", "d4"]}
    assert {"there", "Maria B. on d3"} == set(
        project.annotation_set("d3", id_of(project, "maria")).spans
    )
    assert project.check() == []


def test_an_act_on_many_sets_before_is_not_undone_behind_their_back(project: Project) -> None:
    project.labels.change(Merge(("p",), "o"))
    project.sign_in("jon")
    join(project)
    project.sign_in("mara")
    with pytest.raises(UndoBlocked):
        project.undo()
    assert project.check() == []

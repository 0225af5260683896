"""Assignments and second times in files that meet, and in packets."""

from pathlib import Path

import pytest

from annotator.edits.edit import AddSpan, SetStatus
from annotator.project.project import Project
from annotator.project.rows import PacketChoice
from tests.project.merging.copies import (
    COUNCIL,
    MASTER,
    VARGA,
    content,
    copy,
    edit,
    looked_at,
    make_base,
    merge,
)


@pytest.fixture
def base(tmp_path: Path) -> Path:
    return make_base(tmp_path)


def assign(path: Path, *names: str, documents: tuple[str, ...] = ("talks",), **how: bool) -> Path:
    with Project.open(path, annotator="mara") as project:
        people = [project.assignments.person(name).id for name in names]
        division = project.assignments.divide(documents, people, per_article=len(people))
        project.assignments.assign(division, **how)
    return path


def withdraw(path: Path, name: str, document: str = "talks") -> None:
    with Project.open(path, annotator="mara") as project:
        project.assignments.withdraw([document], [project.assignments.person(name).id])


def assigned(path: Path) -> dict[str, dict[str, bool]]:
    """Return document -> name -> whether it is blind."""
    with looked_at(path) as project:
        names = {one.id: one.name for one in project.annotators(with_second_times=True)}
        return {
            one.id: {names[a.annotator]: a.is_blind for a in project.assignments.on(one.id)}
            for one in project.documents()
        }


# ---- files that meet ---------------------------------------------------------------------------


def test_those_of_both_are_kept(base: Path) -> None:
    other = copy(base, "other")
    assign(base, "ilse")
    assign(other, "jonas", documents=("talks", "second"))
    report = merge(base, other)
    assert report.assignments == 2
    assert assigned(base) == {"talks": {"ilse": False, "jonas": False}, "second": {"jonas": False}}
    assert not merge(base, other).is_anything_new
    merge(other, base)
    assert assigned(other) == assigned(base)


def test_what_is_blind_in_either_is_blind(base: Path) -> None:
    assign(base, "ilse")
    other = copy(base, "other")
    withdraw(other, "ilse")
    assign(other, "ilse", is_blind=True)
    merge(base, other)
    assert assigned(base)["talks"] == {"ilse": True}
    merge(other, base)
    assert assigned(other)["talks"] == {"ilse": True}


def test_what_was_withdrawn_here_does_not_come_back(base: Path) -> None:
    assign(base, "ilse", documents=("talks", "second"))
    older = copy(base, "older")
    withdraw(base, "ilse")
    assert not merge(base, older).is_anything_new
    other = copy(base, "other")
    assign(other, "jonas", documents=("talks", "second"))
    merge(base, other)
    withdraw(base, "jonas")
    assert not merge(base, other).is_anything_new
    assert assigned(base) == {"talks": {}, "second": {"ilse": False, "jonas": False}}


def test_taken_in_and_given_back(base: Path) -> None:
    other = assign(copy(base, "other"), "jonas", is_blind=True)
    assign(base, "jonas", documents=("second",))
    before = assigned(base)
    with Project.open(base, annotator="ilse") as project:
        heard = project.merge(other)
        assert heard.is_anything_new
        jonas = project.assignments.person("jonas").id
        assert len(project.assignments.of(jonas)) == 1
    after = assigned(base)
    with Project.open(base, annotator="ilse") as project:
        changes = project.undo()
        assert changes.assignments
        project.redo()
        project.undo()
        assert project.check() == []
    assert assigned(base) == before
    assert after != before


def test_a_second_time_comes_in_and_goes_on(base: Path) -> None:
    edit(base, SetStatus("finished"))
    with Project.open(base, annotator="ilse") as project:
        project.assignments.assign_again({project.me.id: ["talks"]})  # type: ignore[union-attr]
    other = copy(base, "other")
    edit(other, AddSpan(VARGA._replace(id="again")))
    merge(base, other)
    edit(other, AddSpan(MASTER._replace(id="more")), SetStatus("finished"))
    report = merge(base, other)
    assert report.sets_changed == 1
    assert not merge(base, other).is_anything_new
    assert content(base)["sets"] == content(other)["sets"]
    with looked_at(base) as project:
        (ilse,) = [one.id for one in project.annotators() if one.name == "ilse"]
        oneself = project.assignments.with_oneself(ilse)
        assert (oneself.documents, oneself.matched, oneself.first, oneself.second) == (1, 1, 2, 2)
        assert set(project.annotation_set("talks", ilse).spans) == {"varga", "lines"}


def test_both_copies_of_a_second_time_meet(base: Path) -> None:
    edit(base, SetStatus("finished"))
    with Project.open(base, annotator="ilse") as project:
        project.assignments.assign_again({project.me.id: ["talks"]})  # type: ignore[union-attr]
    other = copy(base, "other")
    edit(base, AddSpan(VARGA._replace(id="here")))
    edit(other, AddSpan(COUNCIL._replace(id="there")))
    merge(base, other)
    with Project.open(base, annotator="ilse") as project:
        mine = project.annotation_set("talks")
        assert set(mine.spans) == {"here", "there"}
        assert set(project.annotation_set("talks", project.me.id).spans) == {"varga", "lines"}  # type: ignore[union-attr]


# ---- packets -----------------------------------------------------------------------------------


def pack(base: Path, choice: PacketChoice) -> Path:
    path = base.with_name("packet.annotator")
    with Project.open(base, annotator="mara") as project:
        project.write_packet(path, choice)
    return path


def test_a_packet_has_what_is_assigned_to_those_in_it(base: Path) -> None:
    assign(base, "ilse", "jonas", is_blind=True)
    assign(base, "jonas", documents=("second",))
    packet = pack(base, PacketChoice(annotators=("ilse",), is_assigned_only=True))
    assert assigned(packet) == {"talks": {"ilse": True}}
    with looked_at(packet) as project:
        assert [one.name for one in project.annotators()] == ["ilse"]
    packet.unlink()
    whole = pack(base, PacketChoice())
    assert assigned(whole) == assigned(base)
    assert not merge(base, whole).is_anything_new


def test_a_second_time_goes_out_in_a_packet_and_comes_back(base: Path) -> None:
    edit(base, SetStatus("finished"))
    with Project.open(base, annotator="mara") as project:
        (ilse,) = [one.id for one in project.annotators() if one.name == "ilse"]
        project.assignments.assign_again({ilse: ["talks"]})
    packet = pack(base, PacketChoice(annotators=("ilse",), is_assigned_only=True))
    assert assigned(packet) == {"talks": {"ilse, second time": True}}
    with Project.open(packet, annotator="ilse") as project:
        assert project.annotation_set("talks").is_untouched
        assert not project.assignments.can_see("talks", ilse)
    edit(packet, AddSpan(VARGA._replace(id="again")), SetStatus("finished"))
    report = merge(base, packet)
    assert report.sets_new == 1
    with looked_at(base) as project:
        assert project.assignments.with_oneself(ilse).span_f1 == 2 / 3
    assert not merge(base, packet).is_anything_new

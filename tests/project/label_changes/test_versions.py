"""Under which version of the label set and its guidelines each annotation was made."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from annotator.edits.edit import (
    AddRelation,
    AddSpan,
    RelabelSpan,
    RemoveRelation,
    RemoveSpan,
    ReplaceLabelSet,
    SetNote,
)
from annotator.model.label_errors import VersionUnknown
from annotator.model.labels import LabelSet
from annotator.model.relation import Relation
from annotator.project.label_changes.change import Merge, Rename, Retire
from annotator.project.project import Project
from annotator.project.rows import PacketChoice
from tests.builders import LABEL_SET, TEXT, make_document, make_set, make_span
from tests.project.building import bring, make_project


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with make_project(tmp_path, [make_document()]) as made:
        made.apply(AddSpan(make_span(TEXT, "Ilse Varga", id="varga")), "talks")
        made.apply(AddSpan(make_span(TEXT, "Norrow Lines", "o", id="lines")), "talks")
        made.apply(AddRelation(Relation("works", "w", "varga", "lines")), "talks")
        yield made


def with_guideline(label_set: LabelSet, label: str, guideline: str) -> LabelSet:
    labels = tuple(
        replace(one, guideline=guideline) if one.id == label else one
        for one in label_set.span_labels
    )
    return replace(label_set, span_labels=labels)


def write_guideline(project: Project, guideline: str, label: str = "p") -> None:
    changed = with_guideline(project.label_set, label, guideline)
    project.apply_to_project(ReplaceLabelSet(changed))


def numbers(project: Project, document: str = "talks") -> dict[str, int | None]:
    project.flush()
    found: dict[str, int | None] = {}
    for one in project.annotation_sets(document):
        for annotation in (*one.spans.values(), *one.relations.values()):
            under = project.labels.made_under(annotation)
            found[annotation.id] = under.version.number if under else None
    return found


def test_what_is_made_is_made_under_the_version_in_force(project: Project) -> None:
    write_guideline(project, "Real people only.")
    project.apply(AddSpan(make_span(TEXT, "harbour master", "r", id="master")), "talks")
    assert numbers(project) == {"varga": 1, "lines": 1, "works": 1, "master": 2}
    varga = project.annotation_set("talks").spans["varga"]
    under = project.labels.made_under(varga)
    assert under is not None
    assert (under.is_in_force, under.changed) == (False, ("guideline",))
    assert under.version.label_set.span_labels[0].guideline == ""
    lines = project.labels.made_under(project.annotation_set("talks").spans["lines"])
    assert lines is not None
    assert lines.changed == (), "nothing of its own label is said otherwise"


def test_each_version_and_what_was_made_under_it(project: Project) -> None:
    write_guideline(project, "Real people only.")
    project.apply(AddSpan(make_span(TEXT, "harbour master", "r", id="master")), "talks")
    found = [
        (one.version.number if one.version else None, one.spans, one.relations, one.is_in_force)
        for one in project.labels.versions()
    ]
    assert found == [(1, 2, 1, False), (2, 1, 0, True)]
    assert project.labels.version(2).label_set == project.label_set
    assert project.labels.version(1).label_set == LABEL_SET
    with pytest.raises(VersionUnknown):
        project.labels.version(3)


def test_looks_are_no_version(project: Project) -> None:
    painted = tuple(replace(one, colour="#123456", key="") for one in LABEL_SET.span_labels)
    turned = replace(LABEL_SET, span_labels=painted[::-1])
    project.apply_to_project(ReplaceLabelSet(turned))
    assert len(project.labels.versions()) == 1


def test_taken_back_it_is_the_version_it_was(project: Project) -> None:
    write_guideline(project, "Real people only.")
    project.undo()
    project.apply(AddSpan(make_span(TEXT, "harbour master", "r", id="master")), "talks")
    assert numbers(project)["master"] == 1
    assert len(project.labels.versions()) == 2


def test_whoever_relabels_decides_anew_and_whoever_remarks_does_not(project: Project) -> None:
    write_guideline(project, "Real people only.")
    project.apply(SetNote("lines", "the ferry line"), "talks")
    assert numbers(project)["lines"] == 1
    project.apply(RelabelSpan("varga", "r"), "talks")
    assert numbers(project)["varga"] == 2


def test_what_was_deleted_comes_back_as_it_was(project: Project) -> None:
    write_guideline(project, "Real people only.")
    project.apply(RemoveRelation("works"), "talks")
    project.apply(RemoveSpan("varga"), "talks")
    write_guideline(project, "Real people only, and not in titles.")
    for _ in range(3):
        project.undo()
    assert numbers(project) == {"varga": 1, "lines": 1, "works": 1}
    project.redo()
    project.undo()
    assert numbers(project) == {"varga": 1, "lines": 1, "works": 1}


@pytest.mark.parametrize("change", [Rename("p", "PEOPLE"), Retire("p"), Merge(("p",), "r")])
def test_a_change_of_labels_decides_nothing(project: Project, change: object) -> None:
    project.labels.change(change)  # type: ignore[arg-type]
    assert numbers(project) == {"varga": 1, "lines": 1, "works": 1}
    assert project.labels.versions()[1].is_in_force
    project.undo()
    assert numbers(project) == {"varga": 1, "lines": 1, "works": 1}
    assert project.labels.versions()[0].is_in_force


def test_of_what_came_from_elsewhere_nobody_knows(project: Project) -> None:
    jon = make_set(make_span(TEXT, "Ilse Varga", id="j1"), annotator="jon")
    bring(project, sets=[jon], import_id="jon")
    assert numbers(project)["j1"] is None
    assert project.labels.versions()[0].version is None
    assert project.labels.versions()[0].spans == 1


def test_a_packet_and_what_comes_back_know_it(project: Project, tmp_path: Path) -> None:
    write_guideline(project, "Real people only.")
    packet = tmp_path / "packet.annotator"
    project.write_packet(packet, PacketChoice())
    with Project.open(packet, annotator="ilse") as there:
        assert numbers(there) == {"varga": 1, "lines": 1, "works": 1}
        there.apply(AddSpan(make_span(TEXT, "harbour master", "r", id="master")), "talks")
        write_guideline(there, "Real people, and ships.")
        there.apply(AddSpan(make_span(TEXT, "Council", "o", id="council")), "talks")
        assert numbers(there)["council"] == 3
    write_guideline(project, "Nobody at all.")
    project.merge(packet)
    found = numbers(project)
    assert (found["varga"], found["master"]) == (1, 2)
    council = project.labels.made_under(project.annotation_set("talks").spans["council"])
    assert council is not None
    assert council.version.label_set.span_labels[0].guideline == "Real people, and ships."
    assert project.check() == []

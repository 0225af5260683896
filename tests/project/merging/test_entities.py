"""What is linked to entities goes from file to file with them."""

from pathlib import Path

import pytest

from annotator.edits.edit import AddSpan, LinkSpan, PutEntities
from annotator.model.entity import Entity
from annotator.project.entities.doing import MergeEntities
from annotator.project.project import Project
from annotator.project.rows import PacketChoice
from tests.project.merging.copies import (
    COUNCIL,
    LINES,
    VARGA,
    copy,
    edit,
    looked_at,
    make_base,
    merge,
    spans_of,
)

ILSE = Entity("e-ilse", "Ilse Varga", "p", "Q1")


@pytest.fixture
def base(tmp_path: Path) -> Path:
    return make_base(tmp_path)


def link(path: Path, entity: Entity = ILSE, span: str = "varga", annotator: str = "ilse") -> Path:
    """Link a span of somebody's to an entity that is made for it."""
    with Project.open(path, annotator=annotator) as project:
        made = PutEntities((entity,), linked=LinkSpan(span, entity.id, entity.name))
        project.entities.put(made, "talks")
    return path


def entities(path: Path) -> dict[str, Entity]:
    with looked_at(path) as project:
        return dict(project.entities.all())


def test_a_set_that_is_changed_brings_its_entity(base: Path) -> None:
    other = link(copy(base, "other"))
    assert merge(base, other).is_anything_new
    assert entities(base) == {ILSE.id: ILSE}
    assert spans_of(base)["varga"].entity == ILSE.id
    assert not merge(base, other).is_anything_new


def test_a_set_that_is_new_brings_its_entity_and_none_that_nothing_is_linked_to(
    base: Path, tmp_path: Path
) -> None:
    other = copy(base, "other")
    edit(other, AddSpan(COUNCIL), annotator="jon")
    link(other, Entity("e-council", "The council", "o"), "council", "jon")
    with Project.open(other, annotator="jon") as project:
        project.entities.put(PutEntities((Entity("e-idle", "Nobody yet"),)))
    empty = tmp_path / "empty.annotator"
    Project.create(empty, annotator="mara").close()
    merge(empty, other, annotator="mara")
    assert list(entities(empty)) == ["e-council"]
    merge(base, other)
    assert list(entities(base)) == ["e-council"]
    assert spans_of(base, annotator="jon")["council"].entity == "e-council"


def test_the_kind_is_the_label_of_that_name_here(base: Path, tmp_path: Path) -> None:
    """The two label sets were made apart: their PERSON has another id."""
    link(base)
    path = tmp_path / "news.annotator"
    with Project.create(path, annotator="mara") as project:
        person = next(one.id for one in project.label_set.span_labels if one.name == "PERSON")
    assert person != "p"
    merge(path, base, annotator="mara")
    assert entities(path)[ILSE.id].kind == person


def test_taking_in_is_taken_back_with_its_entities_and_done_again(base: Path) -> None:
    other = link(copy(base, "other"))
    merge(base, other)
    with Project.open(base, annotator="ilse") as project:
        project.undo()
        assert list(project.entities.all()) == []
        assert project.annotation_set("talks").spans["varga"] == VARGA
        project.flush()
        assert project.check() == []
        project.redo()
        assert list(project.entities.all()) == [ILSE.id]
        assert project.annotation_set("talks").spans["varga"].entity == ILSE.id
        project.flush()
        assert project.check() == []


def test_what_is_said_here_of_an_entity_stays(base: Path) -> None:
    link(base)
    other = link(copy(base, "other"), ILSE, "lines")
    with Project.open(other, annotator="ilse") as project:
        project.entities.put(PutEntities((Entity(ILSE.id, "I. Varga", "p", "Q2"),)))
    merge(base, other)
    assert entities(base) == {ILSE.id: ILSE}
    assert spans_of(base)["lines"].entity == ILSE.id


def test_mentions_of_merged_entities_follow(base: Path) -> None:
    link(base)
    other = link(copy(base, "other"), Entity("e-other", "Varga"), "lines")
    with Project.open(other, annotator="ilse") as project:
        project.entities.do(MergeEntities((ILSE.id,), "e-other"))
    merge(base, other)
    assert spans_of(base)["lines"].entity == "e-other"
    assert spans_of(base)["varga"].entity == "e-other"


def test_a_packet_takes_along_what_it_is_linked_to(base: Path) -> None:
    link(base)
    packet = base.with_name("packet.annotator")
    with Project.open(base, annotator="ilse") as project:
        project.entities.put(PutEntities((Entity("e-idle", "Nobody yet"),)))
        project.write_packet(packet, PacketChoice())
    assert entities(packet) == {ILSE.id: ILSE}
    assert spans_of(packet)["varga"].entity == ILSE.id
    link(packet, Entity("e-lines", "Norrow Lines"), LINES.id)
    merge(base, packet)
    assert sorted(entities(base)) == ["e-idle", ILSE.id, "e-lines"]
    assert spans_of(base)["lines"].entity == "e-lines"

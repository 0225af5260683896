"""One in ten of the articles given to several people is shown without suggestions, to all of them,
in every copy of the project."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from annotator.edits.edit import AddSpan
from annotator.model.ids import new_id
from annotator.model.span import Span
from annotator.project.project import Project
from annotator.project.rows import PacketChoice
from annotator.project.suggesting.unaided import is_drawn
from tests.builders import make_document
from tests.project.building import make_project

TEXT = "Ilse Varga runs Norrow Lines. Ilse Varga said so."
IDS = [f"d{number}" for number in range(400)]
DRAWN, OTHER = next(filter(is_drawn, IDS)), next(one for one in IDS if not is_drawn(one))


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with make_project(tmp_path, [make_document(TEXT, one) for one in (DRAWN, OTHER)]) as project:
        yield project


def assign(project: Project, *names: str) -> list[str]:
    people = [project.assignments.person(one).id for one in names]
    division = project.assignments.divide([DRAWN, OTHER], people, per_article=len(people))
    project.assignments.assign(division)
    return people


def suggested(project: Project, document: str) -> int:
    """Label a name and tell how often it is suggested."""
    mine = project.annotation_set(document)
    if not mine.spans:
        project.apply(AddSpan(Span(new_id(), "p", ((0, 10),))), document)
        mine = project.annotation_set(document)
    return len(project.suggesting.suggest(project.document(document), mine))


def test_about_one_in_ten_is_drawn_and_always_the_same() -> None:
    drawn = [one for one in IDS if is_drawn(one)]
    assert 20 <= len(drawn) <= 60
    assert drawn == [one for one in IDS if is_drawn(one)]
    # The draw is part of what is promised: it may not change with the program.
    assert drawn[:3] == ["d9", "d11", "d13"]


def test_it_counts_only_where_two_people_have_the_article(project: Project) -> None:
    assert (suggested(project, DRAWN), suggested(project, OTHER)) == (1, 1)
    assign(project, "ilse")
    assert suggested(project, DRAWN) == 1
    project.assignments.assign_again({project.me.id: [DRAWN]})  # a second time is no second person
    assert not project.suggesting.is_unaided(DRAWN)
    assign(project, "ilse", "jonas")
    assert project.suggesting.is_unaided(DRAWN) and not project.suggesting.is_unaided(OTHER)
    assert (suggested(project, DRAWN), suggested(project, OTHER)) == (0, 1)


def test_it_is_so_for_everybody_and_after_opening_again_and_can_be_taken_back(
    project: Project,
) -> None:
    assign(project, "ilse", "jonas")
    project.sign_in("jonas")
    assert (suggested(project, DRAWN), suggested(project, OTHER)) == (0, 1)
    project.close()
    with Project.open(project.path, annotator="ilse") as again:
        assert suggested(again, DRAWN) == 0
        jonas = again.assignments.person("jonas").id
        again.assignments.withdraw([DRAWN], [jonas])
        assert suggested(again, DRAWN) == 1


def test_a_packet_for_one_of_them_shows_none_there_either(project: Project, tmp_path: Path) -> None:
    assign(project, "ilse", "jonas")
    project.flush()
    path = tmp_path / "jonas.annotator"
    project.write_packet(path, PacketChoice(annotators=("jonas",), is_assigned_only=True))
    with Project.open(path, annotator="jonas") as packet:
        assert len(packet.assignments.on(DRAWN)) == 1
        assert (suggested(packet, DRAWN), suggested(packet, OTHER)) == (0, 1)

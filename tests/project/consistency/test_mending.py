"""Slips are mended in one act, in one's own sets only."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from annotator.edits.edit import AddRelation, AddSpan
from annotator.model.oddity import Oddity
from annotator.model.relation import Relation
from annotator.model.span import Span
from annotator.project.consistency.mending import Mended, OddPlace
from annotator.project.project import Project
from annotator.review.consistency.alone import find_alone
from tests.builders import make_document
from tests.project.building import make_project

TEXT = "Norrow Lines, sails. Ilse Varga pays Norrow Lines."


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    documents = [make_document(f"{TEXT} {number}", f"d{number}") for number in range(2)]
    with make_project(tmp_path, documents) as made:
        for number in range(2):
            for id, label, place in (
                ("a", "o", (0, 13)),
                ("b", "p", (21, 31)),
                ("c", "p", (21, 31)),
            ):
                made.apply(AddSpan(Span(f"{id}{number}", label, (place,))), f"d{number}")
        yield made


def found(project: Project) -> list[OddPlace]:
    places = []
    for document in ("d0", "d1"):
        mine = project.annotation_set(document)
        assert mine.annotator is not None
        odd = find_alone(f"{TEXT} {document[1]}", mine, project.label_set)
        places += [OddPlace(document, mine.annotator, one) for one in odd]
    return places


def test_many_slips_are_mended_in_one_act_and_one_undo_takes_it_back(project: Project) -> None:
    before = [project.annotation_set(one) for one in ("d0", "d1")]
    places = found(project)
    assert [one.oddity.kind for one in places] == ["ends", "duplicates"] * 2
    done, changes = project.consistency.mend(places)
    assert (done, changes.sets_changed) == (Mended(tuple(places)), 2)
    assert (done.done, done.articles) == (4, 2)
    for one in ("d0", "d1"):
        spans = project.annotation_set(one).spans.values()
        assert [span.fragments for span in spans] == [((0, 12),), ((21, 31),)]
    assert found(project) == []
    project.undo()
    assert [project.annotation_set(one) for one in ("d0", "d1")] == before


def test_what_has_changed_since_or_is_another_persons_is_left(project: Project) -> None:
    places = found(project)
    assert project.consistency.mend(places)[0].done == 4
    assert project.consistency.mend(places)[0] == Mended(left=4)
    others = [one._replace(annotator="somebody") for one in places]
    project.undo()
    assert project.consistency.mend(others)[0] == Mended(left=4)


def test_an_unlabelled_repeat_is_labelled_once(project: Project) -> None:
    mine = project.annotation_set("d0")
    assert mine.annotator is not None
    odd = Oddity("repeats", "unlabelled", ((37, 49),), "o", mend="label", better_label="o")
    place = OddPlace("d0", mine.annotator, odd)
    assert project.consistency.mend([place, place])[0] == Mended((place,), 1)
    assert ((37, 49),) in [one.fragments for one in project.annotation_set("d0").spans.values()]


def test_a_relation_goes_only_where_it_stands_as_it_was_found(project: Project) -> None:
    mine = project.annotation_set("d0")
    assert mine.annotator is not None
    label = next(one for one in project.label_set.relation_labels if one.allows("p", "o"))
    project.apply(AddRelation(Relation("r", label.id, "b0", "a0")), "d0")
    project.apply(AddRelation(Relation("s", label.id, "c0", "a0")), "d0")
    double = Oddity(
        "duplicates",
        "same relation",
        ((21, 31),),
        label.id,
        ("s", "r"),
        "delete",
        other_place=((0, 13),),
    )
    moved = Oddity(
        "relations", "not allowed", ((1, 2),), label.id, ("r",), "delete", other_place=((0, 13),)
    )
    places = [OddPlace("d0", mine.annotator, one) for one in (double, double, moved)]
    assert project.consistency.mend(places)[0] == Mended((places[0],), 2)
    assert list(project.annotation_set("d0").relations) == ["r"]
    # A span that relations stand on is not taken for a duplicate without asking.
    spare = Oddity("duplicates", "same span", ((21, 31),), "p", ("b0", "c0"), "delete")
    assert project.consistency.mend([OddPlace("d0", mine.annotator, spare)])[0] == Mended(left=1)

"""What the label set does not allow: found, and mended in one act."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from annotator.edits.edit import (
    AddRelation,
    AddSpan,
    ReplaceLabelSet,
    SetAttribute,
    SetDocumentLabels,
    SetStatus,
)
from annotator.model.annotation_set import AnnotationSet
from annotator.model.attribute import Attribute
from annotator.model.relation import Relation
from annotator.project.label_changes.change import AllowEnds, Merge, RemoveValue, Retire
from annotator.project.label_changes.fixing import Delete, Relabel, SetValue, Turn, fixes_of
from annotator.project.label_changes.invalid import Invalid, InvalidFinder
from annotator.project.label_changes.listing_invalid import InvalidPlace
from annotator.project.project import Project
from tests.builders import LABEL_SET, TEXT, make_set, make_span
from tests.project.building import bring, make_project


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    """ilse has labelled the talks; jon too."""
    with make_project(tmp_path) as made:
        for edit in (
            AddSpan(make_span(TEXT, "Ilse Varga", id="varga")),
            AddSpan(make_span(TEXT, "Norrow Lines", "o", id="lines")),
            AddRelation(Relation("works", "w", "varga", "lines")),
            SetAttribute("varga", "m", "named"),
            SetDocumentLabels(frozenset({"d1"})),
        ):
            made.apply(edit, "talks")
        bring(made, sets=[make_set(make_span(TEXT, "Monday", id="j1"), annotator="jon")],
              import_id="jon")  # fmt: skip
        yield made


def places(project: Project) -> list[InvalidPlace]:
    return [place for page in project.labels.invalid() for place in page]


def kinds(project: Project) -> list[tuple[str, str]]:
    return [(one.kind, one.annotation) for one in places(project)]


def test_nothing_is_wrong_at_first(project: Project) -> None:
    assert places(project) == []


def test_a_relation_whose_ends_do_not_fit_any_more(project: Project) -> None:
    project.labels.change(AllowEnds("w", frozenset("o"), frozenset("p")))
    (place,) = places(project)
    assert (place.kind, place.document, place.text) == (
        "ends",
        "talks",
        "Ilse Varga → Norrow Lines",
    )
    assert TEXT[place.start : place.end] == "Ilse Varga"
    assert (place.label, place.head, place.tail) == ("w", "p", "o")
    label_set = project.label_set
    assert fixes_of(place, label_set) == [Turn(), Relabel("l"), Relabel("s"), Delete()]
    assert project.labels.fix([place], Turn()) == (1, 0)
    assert places(project) == []
    relation = project.annotation_set("talks").relations["works"]
    assert (relation.head, relation.tail) == ("lines", "varga")
    project.undo()
    assert kinds(project) == [("ends", "works")]


def test_a_value_that_is_none_any_more(project: Project) -> None:
    project.labels.change(RemoveValue("m", "named"))
    (place,) = places(project)
    assert (place.kind, place.attribute, place.value) == ("value", "m", "named")
    assert fixes_of(place, project.label_set) == [SetValue("pronoun"), SetValue(None)]
    project.labels.fix([place], SetValue("pronoun"))
    assert places(project) == []
    assert project.annotation_set("talks").spans["varga"].attributes == {"m": "pronoun"}


def test_a_required_attribute_that_is_missing(project: Project) -> None:
    asked = tuple(replace(one, is_required=one.id == "m") for one in LABEL_SET.attributes)
    project.apply_to_project(ReplaceLabelSet(replace(LABEL_SET, attributes=asked)))
    (place,) = places(project)
    assert (place.kind, place.annotation, place.attribute) == ("missing", "j1", "m")
    names = {one.id: one.name for one in project.annotators()}
    assert names[place.annotator or ""] == "jon"
    assert project.labels.fix([place], SetValue("named")) == (0, 1), "nobody mends another's"
    project.sign_in("jon")
    assert project.labels.fix([place], SetValue("named")) == (1, 0)
    assert places(project) == []


def test_retired_labels_that_are_worn(project: Project) -> None:
    project.labels.change(Retire("p"))
    project.labels.change(Retire("d1"))
    assert kinds(project) == [("retired", "varga"), ("retired", ""), ("retired", "j1")]
    mine, document, _ = places(project)
    assert Relabel("c") in fixes_of(mine, project.label_set)
    assert fixes_of(document, project.label_set) == [Relabel("d2"), Delete()]
    assert project.labels.fix([document], Relabel("d2")) == (1, 0)
    assert project.annotation_set("talks").labels == {"d2"}
    assert project.labels.fix([mine], Delete()) == (1, 0)
    assert not project.annotation_set("talks").relations, "a relation goes with its end"
    project.undo()
    assert set(project.annotation_set("talks").relations) == {"works"}


def test_many_are_mended_as_one_act(project: Project) -> None:
    project.apply(AddSpan(make_span(TEXT, "Council", id="council")), "talks")
    project.labels.change(Retire("p"))
    before = places(project)
    assert project.labels.fix(before, Relabel("r")) == (2, 1)
    project.undo()
    assert places(project) == before


def test_what_does_not_do_is_left(project: Project) -> None:
    project.labels.change(AllowEnds("w", frozenset("r"), frozenset("r")))
    (place,) = places(project)
    last = project.next_undo()
    assert project.labels.fix([place], Turn()) == (0, 1), "it would not be allowed either"
    assert project.next_undo() == last, "nothing done is no act"


def test_an_attribute_on_a_label_that_does_not_carry_it() -> None:
    label_set = replace(
        LABEL_SET, attributes=(Attribute("k", "known", "flag", labels=frozenset("o")),)
    )
    span = make_span(TEXT, "Ilse Varga", id="varga")._replace(attributes={"k": True})
    one: AnnotationSet = make_set(span)
    assert list(InvalidFinder(label_set).find(one)) == [
        Invalid("elsewhere", "varga", "p", "k", True)
    ]


def test_what_is_mine_is_told(project: Project) -> None:
    project.labels.change(Retire("p"))
    assert [(one.annotation, one.is_mine) for one in places(project)] == [
        ("varga", True),
        ("j1", False),
    ]
    project.sign_in("jon")
    assert [one.is_mine for one in places(project)] == [False, True]


def test_of_an_article_that_came_back_the_second_time_is_mine(project: Project) -> None:
    project.apply(SetStatus("finished"), "talks")
    me = project.me
    assert me is not None
    project.assignments.assign_again({me.id: ["talks"]})
    project.apply(AddSpan(make_span(TEXT, "Council", id="again")), "talks")
    project.labels.change(Retire("p"))
    found = [(one.annotation, one.is_mine) for one in places(project)]
    assert sorted(found) == [("again", True), ("j1", False), ("varga", False)]
    assert project.labels.fix(places(project), Relabel("o")) == (1, 2)


def test_what_i_may_not_see_is_left_out(project: Project) -> None:
    project.labels.change(Retire("p"))
    jon = next(one.id for one in project.annotators() if one.name == "jon")
    ilse = next(one.id for one in project.annotators() if one.name == "ilse")
    division = project.assignments.divide(["talks"], [jon, ilse], per_article=2)
    project.assignments.assign(division, is_blind=True)
    seen = [place for page in project.labels.invalid(is_for_me=True) for place in page]
    assert [one.annotation for one in seen] == ["varga"]
    assert len(places(project)) == 2


def test_what_i_may_not_see_is_counted_and_not_quoted(project: Project) -> None:
    jon = next(one.id for one in project.annotators() if one.name == "jon")
    ilse = next(one.id for one in project.annotators() if one.name == "ilse")
    division = project.assignments.divide(["talks"], [jon, ilse], per_article=2)
    project.assignments.assign(division, is_blind=True)
    for change in (Retire("p"), Merge(("p",), "o")):
        preview = project.labels.preview(change, is_for_me=True)
        assert {one.annotator for one in preview.worn} == {"ilse", "jon"}
        assert {one.annotator for one in preview.examples} == {"ilse"}

"""One phrase in all articles: what is said of its places, and all changed in one act."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest

from annotator.edits.edit import AddRelation, AddSpan, SetStatus
from annotator.model.document import Document, Meta
from annotator.model.errors import AnnotatorUnknown, Cancelled, LabelUnknown, PatternTooHeavy
from annotator.model.relation import Relation
from annotator.model.span import Span
from annotator.project.everywhere import Everywhere
from annotator.project.project import Project
from annotator.project.same_elsewhere import (
    Outcome,
    Place,
    Verb,
    can_change,
    count_groups,
    groups_of,
    is_meant,
    preview,
)
from tests.builders import make_document, make_set, make_span
from tests.project.building import bring, make_project

TEXTS = {
    "a": "Ilse Varga sailed. Varga paid. VARGA waved.",
    "b": "Mr Varga spoke to Ilse Varga-Lang of Vargas.",
    "c": "Nobody of that name.",
}


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    documents = [Document(id, text, Meta(id.upper())) for id, text in TEXTS.items()]
    with make_project(tmp_path, documents) as made:
        for span in (
            make_span(TEXTS["a"], "Varga", "p", id="exact", nth=2),
            make_span(TEXTS["a"], "Ilse Varga", "p", id="longer"),
        ):
            made.apply(AddSpan(span), "a")
        made.apply(AddRelation(Relation("r", "s", "exact", "longer")), "a")
        text = TEXTS["b"]
        theirs = [
            make_span(text, "Varga", "o", id="other"),
            make_span(text, "Var", "r", id="shorter"),
            make_span(text, "Mr Va", "c", id="across"),
            Span("parts", "p", ((text.index("Varga"), text.index("Varga") + 5), (14, 18))),
        ]
        bring(made, sets=[make_set(*theirs, document="b", annotator="jon")], import_id="jon")
        yield made


def all_places(project: Project, words: str = "Varga", **more: object) -> list[Place]:
    return [one for page in project.elsewhere.places(words, **more) for one in page]  # type: ignore[arg-type]


def exported(project: Project) -> bytes:
    stream = BytesIO()
    project.export(stream)
    return stream.getvalue()


def test_every_place_and_what_is_said_there(project: Project) -> None:
    jon = next(one.id for one in project.annotators() if one.name == "jon")
    places = all_places(project)
    assert [(one.document, one.start, one.text) for one in places] == [
        ("a", 5, "Varga"),
        ("a", 19, "Varga"),
        ("a", 31, "VARGA"),
        ("b", 3, "Varga"),
        ("b", 23, "Varga"),
    ], "whole words alone: not Vargas"
    said = [[(one.label, one.fit, one.is_mine, one.covered) for one in p.marked] for p in places]
    assert said[0] == [("p", "longer", True, "Ilse Varga")]
    assert said[1] == [("p", "exact", True, "Varga")]
    assert said[2] == []
    assert sorted(said[3]) == [
        ("c", "overlapping", False, "Mr Va"),
        ("o", "exact", False, "Varga"),
        ("p", "longer", False, "Varga spok"[:5] + " " + TEXTS["b"][14:18]),
        ("r", "shorter", False, "Var"),
    ]
    assert {one.annotator for one in places[3].marked} == {jon}
    assert [one.is_same for one in places] == [True, True, False, True, False], "Varga-Lang is one"
    assert [one.relations for one in places[1].marked] == [1]
    assert places[0].left + places[0].text + places[0].right == TEXTS["a"]


def test_groups_with_and_without_an_annotator(project: Project) -> None:
    jon = next(one.id for one in project.annotators() if one.name == "jon")
    places = all_places(project)
    assert groups_of(places[2]) == ("",)
    assert groups_of(places[3], jon) == groups_of(places[3])
    assert groups_of(places[1], jon) == ("",)
    assert count_groups(places) == {
        "longer": 2, "p": 1, "": 2, "o": 1, "shorter": 1, "overlapping": 1,
    }  # fmt: skip


def test_case_and_the_article_one_is_at(project: Project) -> None:
    assert [one.text for one in all_places(project, is_case_exact=True)] == ["Varga"] * 4
    assert [one.document for one in all_places(project, first="b")] == list("bbaaa")
    assert [one.document for one in all_places(project, first="c")] == list("aaabb")


MEANT: list[tuple[Verb, str, list[bool], list[bool]]] = [
    ("label", "p", [True, False, True, True, True], [False] * 5),
    ("relabel", "p", [False] * 5, [False] * 5),
    ("relabel", "o", [False, True, False, False, False], [False, True, False, False, False]),
    ("delete", "", [False, True, False, False, False], [False, True, False, False, False]),
]


@pytest.mark.parametrize(("verb", "label", "possible", "meant"), MEANT)
def test_what_an_act_is_meant_for(
    project: Project, verb: Verb, label: str, possible: list[bool], meant: list[bool]
) -> None:
    places = all_places(project)
    assert [can_change(one, verb, label) for one in places] == possible
    assert [is_meant(one, verb, label) for one in places] == meant


def test_unlabelled_and_written_alike_is_meant(project: Project) -> None:
    places = all_places(project, "VARGA")
    assert [is_meant(one, "label", "p") for one in places] == [False, False, True, False, False]


def test_where_several_of_mine_stand_none_is_relabelled(project: Project) -> None:
    project.apply(AddSpan(make_span(TEXTS["a"], "Varga", "o", id="second", nth=2)), "a")
    assert not can_change(all_places(project)[1], "relabel", "r")


def test_all_are_labelled_in_one_act_and_one_undo(project: Project) -> None:
    before = exported(project)
    places = all_places(project)
    assert preview(places, "label", "r") == Outcome(4, 2)
    done, changes = project.elsewhere.change(places, "label", "r", "Varga")
    assert done == Everywhere(added=4, articles=2)
    assert changes.sets_changed == 2
    assert [one.label for p in all_places(project) for one in p.mine] == ["r", "p", "r", "r", "r"]
    project.undo()
    assert exported(project) == before


def test_relabelled_and_deleted_with_its_relations(project: Project) -> None:
    before = exported(project)
    done, _ = project.elsewhere.change(all_places(project), "relabel", "o", "Varga")
    assert done == Everywhere(relabelled=1, articles=1)
    assert project.annotation_set("a").spans["exact"].label == "o"
    project.undo()
    assert exported(project) == before
    assert preview(all_places(project), "delete", "") == Outcome(1, 1, 1)
    done, _ = project.elsewhere.change(all_places(project), "delete", "", "Varga")
    assert done == Everywhere(removed=1, articles=1)
    assert not project.annotation_set("a").relations
    jon = next(one.id for one in project.annotators() if one.name == "jon")
    assert len(project.annotation_set("b", jon).spans) == 4, "others' stay"
    project.undo()
    assert exported(project) == before


def test_a_thousand_articles_previewed_done_undone(tmp_path: Path) -> None:
    text = "Norrow Lines pays. Norrow Lines sails. {}"
    documents = [make_document(text.format(number), f"d{number:04}") for number in range(1000)]
    with make_project(tmp_path, documents) as project:
        for number in range(0, 1000, 4):
            project.apply(
                AddSpan(make_span(text, "Norrow Lines", "p", f"s{number}")), f"d{number:04}"
            )
        before = exported(project)
        places = all_places(project, "Norrow Lines")
        meant = [one for one in places if is_meant(one, "label", "o")]
        assert preview(meant, "label", "o") == Outcome(1750, 1000)
        done, _ = project.elsewhere.change(meant, "label", "o", "Norrow Lines")
        assert done == Everywhere(added=1750, articles=1000)
        labels = project.statistics().labels
        assert (labels["PERSON"], labels["ORGANISATION"]) == (250, 1750)
        assert count_groups(all_places(project, "Norrow Lines")) == {"p": 250, "o": 1750}
        assert project.check() == []
        project.undo()
        assert exported(project) == before
        project.redo()
        assert project.statistics().labels["ORGANISATION"] == 1750
        project.undo()
        assert exported(project) == before


def test_blind_rules_hold(project: Project) -> None:
    ids = {one.name: one.id for one in project.annotators()}
    division = project.assignments.divide(["b"], [ids["ilse"], ids["jon"]], per_article=2)
    project.assignments.assign(division, is_blind=True)
    assert all_places(project)[3].marked == ()
    assert len(all_places(project, is_for_me=False)[3].marked) == 4


def test_a_second_time_is_mine_and_the_first_is_not_seen(project: Project) -> None:
    project.apply(SetStatus("finished"), "a")
    project.assignments.assign_again({project.me.id: ["a"]})  # type: ignore[union-attr]
    assert [one.marked for one in all_places(project)[:3]] == [(), (), ()]
    done, _ = project.elsewhere.change(all_places(project)[:3], "label", "o", "Varga")
    assert done.added == 3
    assert [one.mine[0].label for one in all_places(project)[:3]] == ["o", "o", "o"]
    assert project.annotation_set("a", project.me.id).spans["exact"].label == "p"  # type: ignore[union-attr]


def test_what_cannot_be_done(project: Project) -> None:
    places = all_places(project)
    with pytest.raises(LabelUnknown):
        project.elsewhere.change(places, "label", "gone", "Varga")
    with pytest.raises(Cancelled):
        project.elsewhere.change(places, "label", "o", "Varga", is_cancelled=lambda: True)
    with pytest.raises(Cancelled):
        all_places(project, is_cancelled=lambda: True)
    with pytest.raises(PatternTooHeavy):
        all_places(project, "x" * 2000)
    project.close()
    with Project.open(project.path) as opened, pytest.raises(AnnotatorUnknown):
        opened.elsewhere.change(places, "label", "o", "Varga")

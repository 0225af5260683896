"""Edits for everyday acts on several annotations."""

from dataclasses import replace

from hypothesis import given

from annotator.edits.apply import Ground, apply
from annotator.edits.compose import edit_by_hand, label_ranges, relabel_spans, remove_annotations
from annotator.edits.edit import AddSpan, RelabelSpan, Together, TurnRelation
from annotator.model.annotation_set import AnnotationSet
from annotator.model.relation import Relation
from tests.builders import LABEL_SET, TEXT, make_set, make_span
from tests.strategies import FREE_LABEL_SET, LENGTH, sound_sets

PERSON = make_span(TEXT, "Ilse Varga", "p", "person")
FIRM = make_span(TEXT, "Norrow Lines", "o", "firm")
WORKS = Relation("works", "w", "person", "firm")
SET = make_set(PERSON, FIRM, WORKS)
GROUND = Ground(LABEL_SET, len(TEXT))


def test_removing_a_span_takes_its_relations_first() -> None:
    after = apply(remove_annotations(SET, ["person"]), SET, GROUND).annotation_set
    assert (list(after.spans), list(after.relations)) == (["firm"], [])


def test_removing_all_of_it_at_once_is_one_act_with_one_inverse() -> None:
    outcome = apply(remove_annotations(SET, ["works", "person", "firm", "person"]), SET, GROUND)
    assert outcome.annotation_set.spans == {}
    assert apply(outcome.inverse, outcome.annotation_set, GROUND).annotation_set == SET


def test_removing_what_is_not_there_is_an_empty_act() -> None:
    assert remove_annotations(SET, ["nobody"]) == Together((), "delete")


def test_relabelling_one_span_is_a_plain_edit() -> None:
    assert relabel_spans(["person", "person"], "r") == RelabelSpan("person", "r")


def test_relabelling_several_is_one_act() -> None:
    edit = relabel_spans(["person", "firm"], "r")
    after = apply(edit, SET, GROUND).annotation_set
    assert {span.label for span in after.spans.values()} == {"r"}


def test_one_label_on_many_ranges_is_one_act() -> None:
    edit = label_ranges([(0, 4), (9, 13)], "p")
    assert isinstance(edit, Together)
    assert [(one.span.label, one.span.fragments) for one in edit.edits] == [
        ("p", ((0, 4),)),
        ("p", ((9, 13),)),
    ]
    assert len({one.span.id for one in edit.edits}) == 2
    assert isinstance(label_ranges([(0, 4)], "p"), AddSpan)


# ---- from one state of a set to another -----------------------------------------------------------


@given(sound_sets("me"), sound_sets("me"))
def test_the_edit_by_hand_leads_there_and_back(before: AnnotationSet, after: AnnotationSet) -> None:
    after = replace(after, status=before.status)
    edit = edit_by_hand(before, after, FREE_LABEL_SET)
    if edit is None:
        assert before == after
        return
    ground = Ground(FREE_LABEL_SET, LENGTH)
    outcome = apply(edit, before, ground)
    assert outcome.annotation_set == after
    assert apply(outcome.inverse, after, ground).annotation_set == before


def test_what_stands_in_both_is_changed_and_not_made_anew() -> None:
    other = replace(SET, spans={**SET.spans, "person": PERSON._replace(label="r")})
    assert edit_by_hand(SET, other, LABEL_SET) == RelabelSpan("person", "r")
    turned = replace(SET, relations={"works": WORKS._replace(head="firm", tail="person")})
    assert edit_by_hand(SET, turned, LABEL_SET) == TurnRelation("works")
    assert edit_by_hand(SET, SET, LABEL_SET) is None


def test_two_relations_that_change_places_never_say_the_same() -> None:
    leads = Relation("leads", "l", "person", "firm")
    before = make_set(PERSON, FIRM, WORKS, leads)
    swapped = {"works": WORKS._replace(label="l"), "leads": leads._replace(label="w")}
    after = replace(before, relations=swapped)
    edit = edit_by_hand(before, after, LABEL_SET)
    assert edit is not None
    assert apply(edit, before, GROUND).annotation_set == after

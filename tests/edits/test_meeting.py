"""Two copies of one set meet: what comes of each contradiction, and where the other is kept."""

from dataclasses import replace

import pytest
from hypothesis import given

from annotator.edits import edit as edits
from annotator.edits.apply import Ground, apply
from annotator.edits.becoming import edit_between
from annotator.edits.edit import SetEdit
from annotator.edits.history import Act
from annotator.edits.meeting import Met, meet
from annotator.edits.other_copy import make_other_copy, read_others, rename_copy
from annotator.edits.side import Side
from annotator.edits.touched import Known
from annotator.model.annotation_set import AnnotationSet
from annotator.model.attribute import Attribute
from annotator.model.relation import Relation
from annotator.model.span import Span
from tests.builders import LABEL_SET, make_set
from tests.strategies import LENGTH, annotation_sets

A, B = Span("a", "p", ((0, 5),), {"m": "named"}), Span("b", "o", ((8, 12),))
TIE = Relation("tie", "w", "a", "b")
BASE = make_set(A, B)
TONE = Attribute("t", "tone", "choice", "document", ("calm", "angry"))
GROUND = Ground(replace(LABEL_SET, attributes=(*LABEL_SET.attributes, TONE)), LENGTH)


def side(*done: SetEdit, at: int = 0, base: AnnotationSet = BASE) -> Side:
    """Return a copy in which some things were done, the first at a time."""
    acts = []
    for number, edit in enumerate(done, at):
        outcome = apply(edit, base, GROUND)
        base = outcome.annotation_set
        act = Act(number, f"{number:04}", "me", "talks", "s", "do", None, edit, outcome.inverse)
        acts.append(Known(act, f"sha {number}"))
    return Side(base, tuple(acts))


def other_of(met: Met) -> AnnotationSet:
    return make_other_copy(met.annotation_set, met.others, met.deleted, "copy")


def test_what_does_not_touch_the_same_is_put_together() -> None:
    ours = side(edits.RelabelSpan("b", "r"), edits.SetNote("a", "who?"))
    theirs = side(edits.SetAttribute("a", "m", "pronoun"), edits.AddRelation(TIE), at=10)
    met = meet(ours, theirs)
    assert met.conflicts == ()
    assert met.annotation_set.spans == {
        "a": A._replace(note="who?", attributes={"m": "pronoun"}),
        "b": B._replace(label="r"),
    }
    assert met.annotation_set.relations == {"tie": TIE}
    assert other_of(met).is_untouched


@pytest.mark.parametrize("is_ours_newer", [False, True])
def test_the_newer_stays_and_the_other_is_kept(is_ours_newer: bool) -> None:
    ours = side(edits.RelabelSpan("b", "r"), at=20 if is_ours_newer else 0)
    theirs = side(edits.MoveSpan("b", ((9, 12),)), at=10)
    met = meet(ours, theirs)
    moved, relabelled = B._replace(fragments=((9, 12),)), B._replace(label="r")
    kept, lost = (relabelled, moved) if is_ours_newer else (moved, relabelled)
    assert met.annotation_set.spans["b"] == kept
    (conflict,) = met.conflicts
    assert (conflict.kind, conflict.kept, conflict.other) == ("core", kept, lost)
    spans = other_of(met).spans
    assert spans.pop("a~") == A._replace(id="a~")
    ((id, version),) = spans.items()
    assert id.startswith("b~")
    assert version == lost._replace(id=id)


def test_a_value_that_contradicts_is_a_version_of_its_own() -> None:
    ours = side(edits.SetAttribute("a", "m", "pronoun"), edits.AddRelation(TIE))
    theirs = side(edits.SetAttribute("a", "m", None), edits.SetAttribute("a", "m", "named"), at=10)
    met = meet(ours, theirs)
    (conflict,) = met.conflicts
    assert (conflict.kind, conflict.attribute) == ("attribute", "m")
    assert (conflict.kept_value, conflict.other_value) == ("named", "pronoun")
    copy = other_of(met)
    (version,) = (one for id, one in copy.spans.items() if id.startswith("a~"))
    assert version.attributes == {"m": "pronoun"}
    assert copy.relations["tie~"] == Relation("tie~", "w", version.id, "b~")


def test_what_one_deleted_and_the_other_changed_stays() -> None:
    met = meet(side(edits.RemoveSpan("b")), side(edits.RelabelSpan("b", "r"), at=10))
    assert met.annotation_set.spans["b"].label == "r"
    assert [one.kind for one in met.conflicts] == ["deleted"]
    assert list(other_of(met).spans) == ["a~"]


def test_what_one_deleted_is_gone() -> None:
    met = meet(side(edits.RemoveSpan("b")), side(edits.SetNote("a", "x"), at=10))
    assert list(met.annotation_set.spans) == ["a"]
    assert met.conflicts == ()


def test_a_relation_brings_its_ends_back() -> None:
    met = meet(side(edits.RemoveSpan("b")), side(edits.AddRelation(TIE), at=10))
    assert met.annotation_set.relations == {"tie": TIE}
    assert met.annotation_set.spans["b"] == B
    assert [one.kind for one in met.conflicts] == ["deleted"]
    copy = other_of(met)
    assert (list(copy.spans), copy.relations) == (["a~"], {})


def test_both_notes_are_kept() -> None:
    met = meet(side(edits.SetNote("a", "one")), side(edits.SetNote("a", "two"), at=10))
    assert met.annotation_set.spans["a"].note == "one\n\ntwo"
    assert met.conflicts == ()


def test_what_both_made_alike_is_one_and_relations_follow() -> None:
    mine, yours = Span("m", "r", ((14, 20),)), Span("y", "r", ((14, 20),), note="boss")
    holds = Relation("h1", "h", "a", "m")
    ours = side(edits.AddSpan(mine), edits.AddRelation(holds))
    theirs = side(edits.AddSpan(yours), edits.AddRelation(holds._replace(id="h0", tail="y")), at=10)
    for one, other in ((ours, theirs), (theirs, ours)):
        met = meet(one, other)
        assert met.annotation_set.spans["m"] == mine._replace(note="boss")
        assert met.annotation_set.relations == {"h0": holds._replace(id="h0")}
        assert met.conflicts == ()


def test_the_document_as_a_whole() -> None:
    ours = side(
        edits.SetStatus("finished"),
        edits.SetDocumentLabels(frozenset({"d1"})),
        edits.SetDocumentAttribute("t", "calm"),
    )
    theirs = side(
        edits.SetStatus("in_progress"),
        edits.SetDocumentLabels(frozenset({"d2"})),
        edits.SetDocumentAttribute("t", "angry"),
        at=10,
    )
    met = meet(ours, theirs)
    one = met.annotation_set
    assert (one.status, one.labels, one.attributes) == (
        "in_progress",
        frozenset({"d1", "d2"}),
        {"t": "angry"},
    )
    (conflict,) = met.conflicts
    assert (conflict.kind, conflict.other_value) == ("document attribute", "calm")
    assert other_of(met).attributes == {"t": "calm"}


def test_the_other_copy_is_read_as_it_was_made() -> None:
    ours = side(edits.RelabelSpan("a", "r"), edits.AddRelation(TIE._replace(label="s")))
    theirs = side(edits.RelabelSpan("a", "c"), at=10)
    met = meet(ours, theirs)
    copy = other_of(met)
    assert read_others(met.annotation_set, copy) == met.others
    renamed = rename_copy(copy, {"a": "z"})
    assert {id.partition("~")[0] for id in renamed.spans} == {"z", "b"}
    (tie,) = renamed.relations.values()
    assert tie.head in renamed.spans


def test_what_was_settled_is_no_version_any_more() -> None:
    met = meet(side(edits.RelabelSpan("b", "r")), side(edits.RelabelSpan("b", "c"), at=10))
    settled = replace(met.annotation_set, spans={"a": A, "b": B._replace(label="r")})
    assert make_other_copy(settled, met.others, met.deleted, "copy").is_untouched


def test_what_is_missing_for_no_reason_stays() -> None:
    """Of their set a row was unfit."""
    theirs = replace(side(base=make_set(A)), is_incomplete=True)
    met = meet(side(edits.SetNote("a", "x")), theirs)
    assert list(met.annotation_set.spans) == ["a", "b"]


@given(annotation_sets(), annotation_sets())
def test_the_edit_between_two_sets_makes_one_of_the_other(
    before: AnnotationSet, after: AnnotationSet
) -> None:
    outcome = apply(edit_between(before, after), before, GROUND)
    assert outcome.annotation_set == replace(after, id=before.id)
    back = apply(outcome.inverse, outcome.annotation_set, GROUND).annotation_set
    assert back == before
    assert apply(edit_between(after, before), after, GROUND).annotation_set == replace(
        before, id=after.id
    )

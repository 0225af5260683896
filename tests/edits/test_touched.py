"""What acts touch: annotations in which respect, and the verdicts that are answered."""

from annotator.edits import edit as edits
from annotator.edits.edit import Edit
from annotator.edits.history import Act
from annotator.edits.touched import (
    ANSWER,
    CORE,
    GONE,
    MADE,
    NOTE,
    STATUS,
    WHOLE,
    Known,
    Touched,
    fields_of,
    standing,
    touched_by,
)
from annotator.model.relation import Relation
from annotator.model.verdict import Remark
from tests.builders import TEXT, make_span

SPAN = make_span(TEXT, "Ilse Varga", "p", "a")._replace(attributes={"m": "named"})
REMARK = Remark("r", "talks", "v", "jon", "2026-01-24", "No.")


def test_several_answers_touch_all_that_they_take() -> None:
    accepted = edits.AnswerVerdict("v", "accepted", edits.RelabelSpan("a", "o"))
    contested = edits.AnswerVerdict("w", "contested")
    act = edits.ReviewTogether((accepted, contested, edits.Say(REMARK)))
    inverse = edits.ReviewTogether(
        (
            edits.Unsay("r"),
            edits.AnswerVerdict("w", None),
            edits.AnswerVerdict("v", None, edits.PutBack(SPAN)),
        )
    )
    assert [(one.id, one.aspect) for one in touched_by(act, inverse)] == [
        ("v", ANSWER),
        ("a", CORE),
        ("a", ("attribute", "m")),
        ("w", ANSWER),
        ("r", MADE),
    ]
    assert ("r", GONE) in [(one.id, one.aspect) for one in touched_by(inverse, act)]


def known(number: int, edit: Edit, inverse: Edit, of: int | None = None) -> Known:
    step = "do" if of is None else "undo"
    at = f"2026-01-24T00:00:{number:02}"
    return Known(Act(number, at, "ilse", "talks", "s", step, of, edit, inverse), f"sha{number}")


def test_each_edit_of_a_set_touches_what_it_says() -> None:
    before = SPAN._replace(note="so")
    cases: list[tuple[Edit, Edit, set[object]]] = [
        (edits.AddSpan(SPAN), edits.RemoveSpan("a"), {MADE, CORE, NOTE, ("attribute", "m")}),
        (edits.RemoveSpan("a"), edits.PutBack(SPAN), {GONE}),
        (edits.MoveSpan("a", ((0, 3),)), edits.MoveSpan("a", SPAN.fragments), {CORE}),
        (edits.RelabelSpan("a", "o"), edits.PutBack(SPAN), {CORE, ("attribute", "m")}),
        (edits.SetNote("a", "x"), edits.SetNote("a", None), {NOTE}),
        (
            edits.SetAttribute("a", "m", None),
            edits.SetAttribute("a", "m", "named"),
            {("attribute", "m")},
        ),
        (edits.PutBack(before), edits.PutBack(SPAN), {NOTE}),
    ]
    for edit, inverse, aspects in cases:
        assert {touch.aspect for touch in touched_by(edit, inverse)} == aspects, edit


def test_what_is_said_of_the_document() -> None:
    edit = edits.Together(
        (
            edits.SetStatus("finished"),
            edits.SetDocumentLabels(frozenset({"d1", "d2"})),
            edits.SetDocumentAttribute("t", "calm"),
        )
    )
    inverse = edits.Together(
        (
            edits.SetDocumentAttribute("t", None),
            edits.SetDocumentLabels(frozenset({"d1"})),
            edits.SetStatus("new"),
        )
    )
    assert [(one.id, one.aspect) for one in touched_by(edit, inverse)] == [
        (WHOLE, STATUS),
        (WHOLE, ("label", "d2")),
        (WHOLE, ("attribute", "t")),
    ]


def test_what_was_taken_back_left_nothing() -> None:
    relabel, back = edits.RelabelSpan("a", "o"), edits.PutBack(SPAN)
    acts = [known(1, relabel, back), known(2, back, edits.PutBack(SPAN._replace(label="o")), 1)]
    assert standing(acts) == []
    assert not Touched(acts).has_value("a")
    assert Touched(acts, with_undone=True).has_value("a")
    assert Touched(acts[1:]).when("a", CORE) == (acts[1].act.at, "sha2")


def test_acts_of_two_files_with_one_number_do_not_cancel_each_other() -> None:
    note, other = edits.SetNote("a", "x"), edits.SetNote("a", "y")
    acts = [known(1, note, edits.SetNote("a", None)), known(1, other, edits.SetNote("a", "z"))]
    undo = known(2, edits.SetNote("a", None), note, 1)
    assert standing([*acts, undo]) == [acts[1]]


def test_only_the_act_that_left_it_so_counts() -> None:
    acts = [
        known(1, edits.RelabelSpan("a", "o"), edits.PutBack(SPAN)),
        known(2, edits.RelabelSpan("a", "r"), edits.PutBack(SPAN._replace(label="o"))),
    ]
    touched = Touched(acts)
    assert touched.when("a", CORE, fields_of(SPAN._replace(label="o"))) == (acts[0].act.at, "sha1")
    assert touched.when("a", CORE, fields_of(SPAN._replace(label="r"))) == (acts[1].act.at, "sha2")
    assert touched.when("a", CORE, fields_of(SPAN._replace(label="c"))) is None


def test_under_other_ids() -> None:
    tie = Relation("r", "w", "a", "b", {"f": True})
    touched = Touched([known(1, edits.AddRelation(tie), edits.RemoveRelation("r"))])
    renamed = touched.renamed({"r": "r2", "a": "a2"}, {"w": "w2", "f": "f2"})
    other = Relation("r2", "w2", "a2", "b", {"f2": True})
    assert renamed.when("r2", CORE, fields_of(other))
    assert renamed.when("r2", ("attribute", "f2"), fields_of(other))
    assert not renamed.has_value("r")

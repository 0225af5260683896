"""What a verdict would make of one's own set: brought to what was decided, and nothing else."""

from dataclasses import replace

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from annotator.edits.apply import Ground, apply
from annotator.edits.compose import edit_by_hand
from annotator.model.annotation_set import AnnotationSet
from annotator.model.difference import Difference
from annotator.model.relation import Relation
from annotator.model.span import Span
from annotator.model.verdict import Choice, Verdict
from annotator.review.adoption import Adoption
from annotator.review.compare import compare
from annotator.review.decisions import span_likeness
from tests.builders import LABEL_SET, TEXT, make_set, make_span
from tests.strategies import FREE_LABEL_SET, LENGTH, sound_sets, spans

ILSE = make_span(TEXT, "Ilse Varga", "p", "a")
THEIRS = ILSE._replace(id="b", label="o")
LINES = make_span(TEXT, "Norrow Lines", "o", "n")
WORKS = Relation("w1", "w", "a", "n")


def _set(*annotations: Span | Relation, annotator: str = "ilse") -> AnnotationSet:
    return replace(make_set(*annotations, annotator=annotator), id=f"set-{annotator}")


def _judge(
    mine: AnnotationSet, theirs: AnnotationSet, choice: Choice, nth: int = 0, **rest: object
) -> Verdict:
    difference = compare(mine, theirs, LABEL_SET).differences[nth]
    made = Verdict(
        "v", "talks", "mara", "2026-01-24", choice, difference, mine.annotator, theirs.annotator
    )
    return replace(made, **rest)  # type: ignore[arg-type]


def _after(
    mine: AnnotationSet, theirs: AnnotationSet, choice: Choice, nth: int = 0, **rest: object
) -> AnnotationSet:
    verdict = _judge(mine, theirs, choice, nth, **rest)
    return Adoption(mine, LABEL_SET, [theirs]).as_decided(verdict)


# ---- examples ---------------------------------------------------------------------------------


def test_a_label_is_taken_over_under_ones_own_id() -> None:
    named = ILSE._replace(attributes={"m": "named"}, note="mine")
    after = _after(_set(named, LINES), _set(THEIRS, annotator="jon"), "second")
    assert after.spans == {"a": named._replace(label="o", attributes={}), "n": LINES}


def test_what_the_new_label_asks_is_answered_as_decided() -> None:
    other = THEIRS._replace(label="p", attributes={"m": "named"})
    after = _after(_set(ILSE._replace(label="o")), _set(other, annotator="jon"), "second")
    assert after.spans["a"] == ILSE._replace(attributes={"m": "named"})


def test_a_span_moves() -> None:
    longer = LINES._replace(id="m", fragments=((LINES.start - 5, LINES.end),))
    after = _after(_set(LINES), _set(longer, annotator="jon"), "second")
    assert after.spans == {"n": LINES._replace(fragments=longer.fragments)}


def test_a_span_that_is_nothing_goes_with_its_relations() -> None:
    mine = _set(ILSE, LINES, WORKS)
    after = _after(mine, _set(LINES._replace(id="l"), annotator="jon"), "neither")
    assert (list(after.spans), list(after.relations)) == (["n"], [])


def test_what_was_missing_comes() -> None:
    after = _after(_set(), _set(THEIRS._replace(note="theirs"), annotator="jon"), "second")
    (made,) = after.spans.values()
    assert span_likeness(made) == span_likeness(THEIRS)
    assert made.id != "b" and made.note is None


def test_both_are_right() -> None:
    after = _after(_set(ILSE), _set(THEIRS, annotator="jon"), "both")
    assert after.spans["a"] == ILSE and len(after.spans) == 2


def test_what_the_reviewer_put_right() -> None:
    made = Span("e", "r", ((0, 7),))
    other = make_span(TEXT, "Monday", "c", "f")
    after = _after(_set(ILSE), _set(THEIRS, annotator="jon"), "edited", outcome=(other, made))
    assert "a" in after.spans
    assert {span_likeness(one) for one in after.spans.values()} == {
        span_likeness(made),
        span_likeness(other),
    }


def test_a_relation_that_was_missing_comes_with_an_end_that_is() -> None:
    theirs = _set(
        ILSE._replace(id="x"), LINES._replace(id="y"), Relation("z", "w", "x", "y"),
        annotator="jon",
    )  # fmt: skip
    mine = _set(ILSE)
    nth = [one.kind for one in compare(mine, theirs, LABEL_SET).differences].index("relation")
    after = _after(mine, theirs, "second", nth)
    (made,) = after.relations.values()
    assert made.head == "a"
    assert span_likeness(after.spans[made.tail]) == span_likeness(LINES)


@pytest.mark.parametrize(
    ("theirs", "fault"),
    [
        (Relation("z", "l", "x", "y"), "type"),
        (Relation("z", "w", "y", "x"), "direction"),
        (Relation("z", "w", "x", "t"), "ends"),
    ],
)
def test_a_relation_becomes_what_was_decided(theirs: Relation, fault: str) -> None:
    ferry = make_span(TEXT, "ferry talks", "o", "f")
    mine = _set(ILSE, LINES, ferry, WORKS)
    other = _set(
        ILSE._replace(id="x"), LINES._replace(id="y"), ferry._replace(id="t"), theirs,
        annotator="jon",
    )  # fmt: skip
    verdict = _judge(mine, other, "second")
    assert verdict.difference is not None and verdict.difference.fault == fault
    (after,) = Adoption(mine, LABEL_SET, [other]).as_decided(verdict).relations.values()
    ends = {"x": "a", "y": "n", "t": "f"}
    assert after == WORKS._replace(
        label=theirs.label, head=ends[theirs.head], tail=ends[theirs.tail]
    )


def test_the_end_of_a_relation_is_what_answers_it_here() -> None:
    longer = LINES._replace(id="y", fragments=((LINES.start - 5, LINES.end),))
    theirs = _set(ILSE._replace(id="x"), longer, Relation("z", "w", "x", "y"), annotator="jon")
    mine = _set(ILSE, LINES)
    nth = [one.kind for one in compare(mine, theirs, LABEL_SET).differences].index("relation")
    (made,) = _after(mine, theirs, "second", nth).relations.values()
    assert (made.head, made.tail) == ("a", "n")
    # Where nobody has the end any more, the verdict itself still knows it.
    verdict = _judge(mine, theirs, "second", nth)
    (made,) = Adoption(mine, LABEL_SET).as_decided(verdict).relations.values()
    assert (made.head, made.tail) == ("a", "n")


def test_values() -> None:
    named, said = ILSE._replace(attributes={"m": "named"}), ILSE._replace(id="b")
    after = _after(_set(named), _set(said, annotator="jon"), "second")
    assert after.spans["a"].attributes == {}
    mine, theirs = _set(), replace(_set(annotator="jon"), labels=frozenset({"d1"}))
    assert _after(mine, theirs, "second").labels == {"d1"}
    assert _after(replace(mine, labels=frozenset({"d2"})), theirs, "neither", 1).labels == set()


def test_what_the_reviewer_added() -> None:
    added = Verdict("v", "talks", "mara", "2026-01-24", "added", None, "jon", None, (ILSE,))
    mine = _set(LINES)
    assert Adoption(mine, LABEL_SET).concern(added) is None
    finished = replace(mine, status="finished")
    assert len(Adoption(finished, LABEL_SET).as_decided(added).spans) == 2
    known = replace(finished, spans={"k": ILSE._replace(id="k")})
    assert Adoption(known, LABEL_SET).as_decided(added) is known


def test_whoever_deleted_it_gets_it_back_under_its_id() -> None:
    verdict = _judge(_set(ILSE), _set(THEIRS, annotator="jon"), "second")
    after = Adoption(_set(), LABEL_SET).as_decided(verdict)
    assert after.spans == {"a": THEIRS._replace(id="a")}


# ---- for whom, and when it is stale ------------------------------------------------------------


def test_whoever_was_right_or_decided_is_told_nothing() -> None:
    mine, theirs = _set(ILSE), _set(THEIRS, annotator="jon")
    assert Adoption(mine, LABEL_SET).concern(_judge(mine, theirs, "first")) is None
    own = _judge(mine, theirs, "second", reviewer="ilse")
    assert Adoption(mine, LABEL_SET).concern(own) is None
    third = _set(ILSE, annotator="ana")
    assert Adoption(third, LABEL_SET).concern(_judge(mine, theirs, "second")) is None
    told = Adoption(mine, LABEL_SET).concern(_judge(mine, theirs, "second"))
    assert told is not None and (told.before, told.after) == (ILSE, (THEIRS,))
    assert told.place == (ILSE.start, ILSE.end)


def test_a_set_that_moved_on_makes_it_stale() -> None:
    mine, theirs = _set(ILSE), _set(THEIRS, annotator="jon")
    verdict = _judge(mine, theirs, "second")

    def has_moved_on(*now: Span) -> bool:
        return Adoption(_set(*now), LABEL_SET, [theirs]).has_moved_on(verdict)

    assert not has_moved_on(ILSE)
    assert not has_moved_on(ILSE._replace(label="o"))
    assert not has_moved_on()
    assert has_moved_on(ILSE._replace(label="r"))


def test_what_was_missing_and_has_come_otherwise_makes_it_stale() -> None:
    theirs = _set(THEIRS, annotator="jon")
    verdict = _judge(_set(), theirs, "second")
    assert not Adoption(_set(LINES), LABEL_SET, [theirs]).has_moved_on(verdict)
    assert not Adoption(_set(THEIRS._replace(id="c")), LABEL_SET, [theirs]).has_moved_on(verdict)
    assert Adoption(_set(ILSE), LABEL_SET, [theirs]).has_moved_on(verdict)


def test_another_value_or_no_carrier_makes_it_stale() -> None:
    named, said = (ILSE._replace(attributes={"m": one}) for one in ("named", "pronoun"))
    verdict = _judge(_set(named), _set(said._replace(id="b"), annotator="jon"), "second")
    assert not Adoption(_set(named), LABEL_SET).has_moved_on(verdict)
    assert Adoption(_set(ILSE), LABEL_SET).has_moved_on(verdict)
    assert Adoption(_set(), LABEL_SET).has_moved_on(verdict)
    assert Adoption(_set(named._replace(label="o")), LABEL_SET).has_moved_on(verdict)


def test_other_ends_make_it_stale() -> None:
    ferry = make_span(TEXT, "ferry talks", "o", "f")
    mine = _set(ILSE, LINES, ferry, WORKS)
    theirs = _set(
        *(one._replace(id=one.id * 2) for one in (ILSE, LINES, ferry)),
        Relation("z", "l", "aa", "nn"),
        annotator="jon",
    )
    verdict = _judge(mine, theirs, "second")
    assert not Adoption(mine, LABEL_SET, [theirs]).has_moved_on(verdict)
    moved = replace(mine, relations={"w1": WORKS._replace(tail="f")})
    assert Adoption(moved, LABEL_SET, [theirs]).has_moved_on(verdict)


# ---- whatever the sets ----------------------------------------------------------------------------


@st.composite
def judged(draw: st.DrawFn) -> tuple[AnnotationSet, AnnotationSet, Verdict]:
    """Two sets, and a verdict on one of their differences; whichever of the two was above."""
    mine, theirs = draw(sound_sets("ilse", "a")), draw(sound_sets("jon", "b"))
    sets = draw(st.permutations([mine, theirs]))
    differences = compare(*sets, FREE_LABEL_SET).differences
    assume(differences)
    difference = draw(st.sampled_from(differences))
    choice = draw(st.sampled_from(["first", "second", "both", "neither", "edited"]))
    outcome: tuple[Span, ...] = ()
    if choice == "edited":
        assume(isinstance(difference.first or difference.second, Span))
        assume(difference.kind != "attribute")
        outcome = (draw(spans("made")),)
    verdict = Verdict(
        "v", "talks", "mara", "2026-01-24", choice, difference,
        sets[0].annotator, sets[1].annotator, outcome,
    )  # fmt: skip
    return mine, theirs, verdict


def _is_about(difference: Difference, was: Difference, theirs: AnnotationSet) -> bool:
    """Whether a difference is the one that was judged, seen from what the other had said."""
    other = {*theirs.spans, *theirs.relations}
    if other.isdisjoint(id for id in was.sides if id):
        return False
    return (
        other.intersection(id for id in was.sides if id)
        <= {id for id in difference.sides if id}
        and (difference.kind == "relation") is (was.kind == "relation")
        and difference.attribute == was.attribute
    )  # fmt: skip


@given(judged())
def test_the_set_comes_to_what_was_decided_and_back(
    drawn: tuple[AnnotationSet, AnnotationSet, Verdict],
) -> None:
    mine, theirs, verdict = drawn
    after = Adoption(mine, FREE_LABEL_SET, [theirs]).as_decided(verdict)
    # Once is enough.
    again = Adoption(after, FREE_LABEL_SET, [theirs])
    assert again.as_decided(verdict) is after
    assert not again.has_moved_on(verdict)
    # What was decided for the other is no difference from the other any more.
    was = verdict.difference
    assert was is not None
    if verdict.choice == ("first" if verdict.first == "jon" else "second"):
        left = compare(after, theirs, FREE_LABEL_SET).differences
        assert [one for one in left if _is_about(one, was, theirs)] == []
        assert was.document_label not in after.labels ^ theirs.labels
    # It is an edit like any other, with a way back.
    edit = edit_by_hand(mine, after, FREE_LABEL_SET)
    if edit is None:
        assert after is mine
        return
    ground = Ground(FREE_LABEL_SET, LENGTH)
    outcome = apply(edit, mine, ground)
    assert outcome.annotation_set == after
    assert apply(outcome.inverse, after, ground).annotation_set == mine


@given(judged())
def test_nothing_else_is_touched(drawn: tuple[AnnotationSet, AnnotationSet, Verdict]) -> None:
    mine, theirs, verdict = drawn
    after = Adoption(mine, FREE_LABEL_SET, [theirs]).as_decided(verdict)
    assert verdict.difference is not None
    judged_ids = {id for id in verdict.difference.sides if id}
    for id, span in mine.spans.items():
        assert id in judged_ids or after.spans.get(id) == span
    for id, relation in mine.relations.items():
        is_standing = relation.head in after.spans and relation.tail in after.spans
        assert id in judged_ids or not is_standing or after.relations.get(id) == relation

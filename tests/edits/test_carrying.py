"""Annotations carried over to another text of an article."""

from dataclasses import replace

import hypothesis.strategies as st
from hypothesis import given

from annotator.edits.carrying import (
    as_allowed,
    carried_act,
    carried_from,
    carry_over,
    without_doubtful,
)
from annotator.model.relation import Relation
from annotator.model.span import Span
from annotator.text.alignment import Alignment
from tests.builders import LABEL_SET, make_set, make_span

OLD = (
    "Ferry talks open\n\n"
    "Ilse Varga, the harbour master, met Norrow Lines on Monday.\n\n"
    "“We agreed,” she said, “in June.” Jonas Hale was there.\n"
)
NEW = (
    "Ferry talks end\n\n"
    "By our reporter\n\n"
    "Ilse Varga, the harbour master, met Norrow Lines on Monday.\n\n"
    "“We agreed,” she said, “in June.” Nobody else came but Hale, Jonas Hale said.\n"
)
VARGA = make_span(OLD, "Ilse Varga", id="varga")._replace(note="sure", attributes={"m": "named"})
LINES = make_span(OLD, "Norrow Lines", "o", id="lines")
QUOTE = Span(
    "quote", "c", tuple(make_span(OLD, part).fragments[0] for part in ("We agreed", "in June"))
)
HALE = make_span(OLD, "Jonas Hale was there", "c", id="hale")
MEETS = Relation("meets", "w", "varga", "lines", attributes={"f": True})
TOLD = Relation("told", "w", "varga", "hale")


def test_what_is_the_same_comes_over_with_its_relations() -> None:
    carried = carry_over(make_set(VARGA, LINES, QUOTE, HALE, MEETS, TOLD), Alignment(OLD, NEW))
    said = {one.covered_text(NEW): one for one in carried.spans}
    assert said.keys() == {"Ilse Varga", "Norrow Lines", "We agreed in June"}
    person = said["Ilse Varga"]
    assert (person.label, person.note, person.attributes) == ("p", "sure", {"m": "named"})
    assert {one.origin for one in carried.spans} == {"propagated"}
    assert not any(one.is_doubtful for one in carried.spans)
    [relation] = carried.relations
    assert (relation.head, relation.tail) == (person.id, said["Norrow Lines"].id)
    assert (relation.attributes, relation.origin) == ({"f": True}, "propagated")
    assert carried.lost == (HALE,)
    assert carried.lost_relations == 1
    ids = {one.id for one in carried.spans} | {relation.id}
    assert len(ids) == 4 and not ids & {"varga", "lines", "quote", "meets"}


def test_what_is_only_found_again_is_doubtful() -> None:
    newer = "Quite another beginning. Norrow Lines will pay, nobody knows when.\n"
    carried = carry_over(make_set(VARGA, LINES, MEETS), Alignment(OLD, newer))
    assert [(one.covered_text(newer), one.is_doubtful) for one in carried.spans] == [
        ("Norrow Lines", True)
    ]
    assert carried.doubtful == 1
    assert carried.lost == (VARGA,)
    assert without_doubtful(carried).spans == ()


def test_doubtful_ones_take_their_relations_with_them() -> None:
    newer = OLD.replace("met Norrow Lines on Monday", "had a word with people of Norrow Lines")
    carried = carry_over(make_set(VARGA, LINES, MEETS), Alignment(OLD, newer))
    assert [one.is_doubtful for one in carried.spans] == [False, True]
    assert len(carried.relations) == 1
    sure = without_doubtful(carried)
    assert (len(sure.spans), sure.relations, sure.lost_relations) == (1, (), 1)


def test_what_stands_there_is_not_made_again_and_relations_lead_to_it() -> None:
    there = make_span(NEW, "Norrow Lines", "o", id="mine")
    carried = carry_over(make_set(VARGA, LINES, MEETS), Alignment(OLD, NEW), make_set(there))
    assert [one.covered_text(NEW) for one in carried.spans] == ["Ilse Varga"]
    assert [one.tail for one in carried.relations] == ["mine"]


def test_a_relation_that_stands_there_is_not_made_again() -> None:
    mine = make_span(NEW, "Norrow Lines", "o", id="mine"), make_span(NEW, "Ilse Varga", id="me")
    present = make_set(*mine, Relation("there", "w", "me", "mine"))
    carried = carry_over(make_set(VARGA, LINES, MEETS), Alignment(OLD, NEW), present)
    assert carried.relations == () and carried.spans == () and carried.lost_relations == 0


def test_what_the_label_set_does_not_allow_any_more_stays_behind() -> None:
    carried = carry_over(make_set(VARGA, LINES, MEETS), Alignment(OLD, NEW))
    retired = replace(
        LABEL_SET,
        span_labels=tuple(replace(one, is_retired=one.id == "o") for one in LABEL_SET.span_labels),
    )
    allowed = as_allowed(carried, retired, {})
    assert [one.label for one in allowed.spans] == ["p"] and allowed.relations == ()
    narrower = replace(
        LABEL_SET,
        relation_labels=tuple(
            replace(one, tails=frozenset("r")) for one in LABEL_SET.relation_labels
        ),
    )
    allowed = as_allowed(carried, narrower, {})
    assert (len(allowed.spans), allowed.relations, allowed.lost_relations) == (2, (), 1)
    assert as_allowed(carried, LABEL_SET, {}) == carried


def test_pieces_that_have_passed_each_other_stay_behind() -> None:
    newer = OLD.replace(
        "“We agreed,” she said, “in June.”", "“In any case, in June,” she said. We agreed with her."
    )
    assert carry_over(make_set(QUOTE), Alignment(OLD, newer)).spans == ()


def test_the_act_says_where_from() -> None:
    assert carried_from(carried_act("ferry: one")) == "ferry: one"
    assert carried_from("relabel") is None


@given(
    st.text("ab é😀\n", max_size=40),
    st.text("ab é😀\n", max_size=40),
    st.text("xyz \n", max_size=30),
)
def test_every_span_covers_what_it_covered(before: str, after: str, between: str) -> None:
    older = before + "Ilse Varga runs it" + after
    newer = between + before + "Ilse Varga runs it" + after
    span = Span("s", "p", ((len(before), len(before) + 10),))
    carried = carry_over(make_set(span), Alignment(older, newer))
    assert [one.covered_text(newer) for one in carried.spans] in ([], ["Ilse Varga"])
    assert len(carried.spans) + len(carried.lost) == 1

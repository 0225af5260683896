"""Keys that are allotted: digits first, then letters that remind of the name, never those of acts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.model.label_keys import (
    RESERVED,
    allot_anew,
    allot_relation_key,
    allot_span_key,
    free_key_for,
    remembered_letters,
)
from annotator.model.labels import RelationLabel, SpanLabel
from annotator.ui.actions import ACTIONS

NINE = "123456789"


def labels(*names: str) -> list[SpanLabel]:
    return [SpanLabel(name, name, "#000000") for name in names]


def test_the_first_nine_get_digits_and_the_next_a_letter_of_its_name() -> None:
    names = [f"L{number}" for number in range(9)]
    keys = allot_anew(labels(*names, "PERSON", "PLACE", "PARTY"))
    assert [keys[name] for name in names] == list(NINE)
    assert (keys["PERSON"], keys["PLACE"], keys["PARTY"]) == ("p", "c", "t")


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("vehicle of war", "v"),
        ("Région", "e"),  # r, n and g are acts
        ("newsAgency", "a"),
        ("渡輪", "a"),
        ("", "a"),
    ],
)
def test_the_letter_is_one_that_one_thinks_of(name: str, key: str) -> None:
    assert allot_span_key(name, NINE) == key


def test_beginnings_of_words_come_before_other_letters() -> None:
    assert remembered_letters("head of State")[:3] == ["h", "o", "s"]
    assert remembered_letters("newsAgency")[:2] == ["n", "a"]
    assert sorted(remembered_letters("x")) == list("abcdefghijklmnopqrstuvwxyz")


def test_a_digit_that_has_become_free_is_given_again() -> None:
    assert allot_span_key("ROLE", NINE.replace("4", "")) == "4"


def test_retired_labels_neither_have_a_key_nor_hold_one() -> None:
    one, other = labels("A", "B")
    gone = SpanLabel("C", "C", "#000000", "1", is_retired=True)
    assert allot_anew([gone, one, other]) == {"A": "1", "B": "2"}
    assert free_key_for(one, [gone, other]) == "1"


def test_what_something_else_has_is_left_to_it() -> None:
    assert allot_span_key("PLACE", {*NINE, "P"}) == "c"
    assert free_key_for(labels("PLACE")[0], [], taken="1p") == "2"


def test_relations_get_letters_and_those_of_acts_last() -> None:
    assert allot_relation_key("leads", "") == "d"
    everything_else = set("abcdefghijklmnopqrstuvwxyz") - {"g"}
    assert allot_relation_key("leads", everything_else) == "g"
    assert allot_anew([RelationLabel("r", "works for", "#000000")]) == {"r": "w"}


@given(st.text(max_size=12), st.sets(st.sampled_from("123456789abcdefghijklmnopqrstuvwxyz")))
def test_a_key_is_free_and_no_act_whatever_the_name(name: str, taken: set[str]) -> None:
    key = allot_span_key(name, taken)
    free = set(NINE + "abcdefghijklmnopqrstuvwxyz") - taken - RESERVED
    assert key in free if free else key == ""


def test_every_letter_that_the_article_takes_is_reserved() -> None:
    bare = {
        key.lower()
        for one in ACTIONS
        if one.context == "article"
        for key in one.keys
        if len(key) == 1 and key.isalpha()
    }
    assert bare <= RESERVED

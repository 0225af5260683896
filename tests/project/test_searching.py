"""One search for window and project: hits, their limit, and errors of the user's world."""

import pytest

from annotator.model.errors import PatternTooHeavy, PatternWrong
from annotator.project.searching import find_in_text
from annotator.text.finding import LENGTH_AT_MOST, Query


def test_hits_are_ranges_of_the_text():
    found = find_in_text("A ferry, a FERRY", Query("ferry"))
    assert found.ranges == ((2, 7), (11, 16))
    assert not found.is_cut


def test_more_than_can_be_shown_is_said():
    found = find_in_text("a" * 9, Query("a"), at_most=8)
    assert (len(found.ranges), found.is_cut) == (8, True)
    assert not find_in_text("a" * 8, Query("a"), at_most=8).is_cut


def test_a_wrong_pattern_is_of_the_users_world():
    with pytest.raises(PatternWrong) as error:
        find_in_text("text", Query("(a", is_pattern=True))
    assert (error.value.reason, error.value.position) == ("missing )", 2)


def test_a_heavy_pattern_and_a_long_one_are_told_apart():
    with pytest.raises(PatternTooHeavy) as error:
        find_in_text("text", Query("(a{999}){999}", is_pattern=True))
    assert error.value.length == 0
    with pytest.raises(PatternTooHeavy) as error:
        find_in_text("text", Query("x" * 10_000))
    assert (error.value.length, error.value.limit) == (10_000, LENGTH_AT_MOST)


def test_what_was_found_before_time_was_up_is_an_answer():
    found = find_in_text("xxy " + "x" * 5000, Query("(x+x+)+y", is_pattern=True))
    assert (found.ranges, found.is_cut) == (((0, 3),), True)

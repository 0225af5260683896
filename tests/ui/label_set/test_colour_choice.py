"""Colours that differ for everybody, measured on what is drawn from them in both themes."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.formats.allotment import PALETTE
from annotator.ui.label_set.colour_choice import (
    TOLD_APART,
    least_apart,
    likeness,
    nearest,
    spread_colours,
    suggest_colours,
)
from annotator.ui.label_set.colour_vision import VISIONS, apart, seen_as
from annotator.ui.text_view.colours import DARK, LIGHT, contrast, label_colours

colours = st.integers(0, 0xFFFFFF).map(lambda value: f"#{value:06x}")


def channels(rgb):
    return tuple(round(part * 255) for part in rgb)


def test_grey_is_the_same_for_everybody():
    for vision in VISIONS:
        assert channels(seen_as("#808080", vision)) == pytest.approx((128, 128, 128), abs=1)


def test_red_and_green_come_close_without_cones_for_either_and_blue_does_not():
    red, green, blue = "#b05030", "#6f7000", "#2050c0"
    for vision in ("protan", "deutan"):
        assert apart(red, green, vision) < apart(red, green) / 2
        assert apart(red, blue, vision) > 0.2
    assert apart("#0080a0", "#00905f", "tritan") < apart("#0080a0", "#00905f") / 2


def test_known_values_of_the_simulation():
    """Pure red in the published matrices: the first column, as a screen has it."""
    assert channels(seen_as("#ff0000", "protan")) == (109, 95, 0)
    assert channels(seen_as("#ff0000", "deutan")) == (163, 144, 0)
    assert channels(seen_as("#ff0000", "tritan")) == (255, 0, 15)


@pytest.mark.parametrize(
    ("count", "least"), [(4, 0.09), (8, 0.055), (12, 0.04), (16, 0.03), (24, 0.02), (40, 0.011)]
)
def test_as_many_as_there_are_differ_for_everybody_in_both_themes(count, least):
    chosen = spread_colours(count)
    assert len(set(chosen)) == count
    assert least_apart(chosen) >= least


def test_those_that_files_bring_are_spread_too():
    assert list(PALETTE) == spread_colours(len(PALETTE))


@given(st.lists(colours, max_size=6))
def test_what_is_suggested_differs_from_what_is_there(taken):
    found = suggest_colours(taken, 6)
    assert len(set(found)) == 6
    first = nearest(found[0], taken)
    assert first is None or first.distance >= 0.05


def test_the_best_comes_first_and_each_knows_of_those_before_it():
    taken = spread_colours(6)
    found = suggest_colours(taken, 5)
    rooms = [nearest(one, [*taken, *found[:place]]).distance for place, one in enumerate(found)]
    assert rooms[0] >= max(rooms) - 0.02
    assert min(rooms) > TOLD_APART


def test_names_in_these_colours_can_be_read_on_both_grounds():
    for colour, ground in itertools.product(spread_colours(40), (LIGHT, DARK)):
        drawn = label_colours(colour, ground)
        assert contrast(drawn.strong, ground.background) >= 4.5
        assert contrast(drawn.strong, drawn.tint) >= 3.0


def test_whom_two_colours_are_alike_to_is_told():
    found = likeness("#b05030", "#6f7000")
    assert found.vision in ("protan", "deutan")
    assert found.distance == pytest.approx(
        min(
            apart(
                label_colours("#b05030", ground).strong,
                label_colours("#6f7000", ground).strong,
                vision,
            )
            for ground in (LIGHT, DARK)
            for vision in VISIONS
        )
    )
    assert nearest("#b05030", []) is None
    assert nearest("#b05030", ["#2050c0", "#6f7000"]).colour == "#6f7000"

"""Chips can be read in both themes, whatever colour a label has."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.ui.panels.chip_colours import chip_colours
from annotator.ui.text_view.colours import contrast
from annotator.ui.theme import DARK, HIGH_DARK, HIGH_LIGHT, LIGHT

COLOURS = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


@given(COLOURS, st.sampled_from([LIGHT, DARK, HIGH_LIGHT, HIGH_DARK]), st.booleans())
def test_the_name_reaches_the_contrast_on_its_ground(colour, theme, is_marked):
    chip = chip_colours(colour, theme, is_marked)
    assert contrast(chip.ink, chip.ground) >= (7 if theme.is_high else 4.5)


@pytest.mark.parametrize("colour", ["", "no colour", "#12", "javascript:"])
def test_what_is_no_colour_is_muted(colour):
    assert chip_colours(colour, LIGHT) == chip_colours(LIGHT.muted, LIGHT)


def test_a_marked_chip_differs():
    assert chip_colours("#c25112", LIGHT).ground != chip_colours("#c25112", LIGHT, True).ground

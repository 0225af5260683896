"""Everything that can be read reaches 4.5:1, whatever colour a label has."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.ui.text_view.colours import (
    DARK,
    HIGH_DARK,
    HIGH_LIGHT,
    LEAST_CONTRAST,
    LIGHT,
    blend,
    contrast,
    label_colours,
    text_colours,
)

colours = st.integers(0, 0xFFFFFF).map(lambda value: f"#{value:06x}")


GROUNDS = [
    pytest.param(LIGHT, id="light"),
    pytest.param(DARK, id="dark"),
    pytest.param(HIGH_LIGHT, id="high light"),
    pytest.param(HIGH_DARK, id="high dark"),
]


def test_contrast_is_that_of_the_guideline():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#777777") == 1
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


def test_blending():
    assert blend("#ffffff", "#000000", 0.5) == "#808080"
    assert blend("#123456", "#ffffff", 1) == "#123456"


@pytest.mark.parametrize("ground", GROUNDS)
@given(base=colours)
def test_every_label_colour_can_be_read(ground, base):
    wears = label_colours(base, ground)
    assert contrast(wears.strong, ground.background) >= ground.least_contrast
    assert contrast(ground.text, wears.tint) >= ground.least_contrast
    assert contrast(ground.muted, wears.tint) >= ground.least_contrast
    assert contrast(ground.text, wears.quiet) >= LEAST_CONTRAST
    assert contrast(wears.on_strong, wears.strong) >= LEAST_CONTRAST


@pytest.mark.parametrize("ground", GROUNDS)
def test_the_ground_colours_can_be_read(ground):
    least = ground.least_contrast
    for one in (ground.text, ground.muted, ground.faint, ground.accent):
        assert contrast(one, ground.background) >= least
    assert contrast(ground.text, ground.selection) >= least
    assert contrast(ground.text, ground.find) >= least
    assert contrast(ground.ring, ground.background) >= LEAST_CONTRAST


@pytest.mark.parametrize("ground", GROUNDS)
def test_soft_words_can_be_read_when_they_are_selected_or_found(ground):
    """Standfirsts and captions are softer than the text and are selected all the same."""
    assert contrast(ground.muted, ground.selection) >= LEAST_CONTRAST
    assert contrast(ground.muted, ground.find) >= LEAST_CONTRAST


@pytest.mark.parametrize("ground", GROUNDS)
def test_hint_letters_can_be_read_on_their_caps(ground):
    assert contrast(ground.background, ground.accent) >= ground.least_contrast


def test_each_theme_has_its_text_colours():
    assert text_colours(is_dark=False, is_high=False) is LIGHT
    assert text_colours(is_dark=True, is_high=False) is DARK
    assert text_colours(is_dark=False, is_high=True) is HIGH_LIGHT
    assert text_colours(is_dark=True, is_high=True) is HIGH_DARK

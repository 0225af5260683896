"""Everything that can be read reaches 4.5:1, whatever colour a label has."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.formats.allotment import PALETTE
from annotator.formats.label_sets import read_label_set
from annotator.resources import resource_path
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
from annotator.ui.text_view.oklab import distance

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


def parts(colour):
    return tuple(int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))


def nearest(bases, ground):
    worn = [parts(label_colours(base, ground).strong) for base in bases]
    return min(distance(one, other) for one, other in itertools.combinations(worn, 2))


@pytest.mark.parametrize("ground", GROUNDS)
def test_sixteen_labels_are_told_apart_on_every_ground(ground):
    """0.02 can just be told; under higher contrast there are fewer colours to choose from."""
    assert len(PALETTE) >= 16
    assert nearest(PALETTE, ground) >= (0.03 if ground.least_contrast == LEAST_CONTRAST else 0.02)


@pytest.mark.parametrize("ground", GROUNDS)
def test_the_labels_of_news_are_far_from_each_other(ground):
    labels = read_label_set(resource_path("label_sets", "news.toml")).span_labels
    assert nearest([one.colour for one in labels], ground) >= 0.06


def test_a_dark_colour_is_a_light_one_on_a_dark_ground():
    brown, orange = "#472400", "#c25112"
    on_light = [contrast(label_colours(one, LIGHT).strong, "#ffffff") for one in (brown, orange)]
    on_dark = [contrast(label_colours(one, DARK).strong, "#000000") for one in (brown, orange)]
    assert on_light[0] > 1.5 * on_light[1]
    assert on_dark[0] > 1.5 * on_dark[1]


def test_each_theme_has_its_text_colours():
    assert text_colours(is_dark=False, is_high=False) is LIGHT
    assert text_colours(is_dark=True, is_high=False) is DARK
    assert text_colours(is_dark=False, is_high=True) is HIGH_LIGHT
    assert text_colours(is_dark=True, is_high=True) is HIGH_DARK

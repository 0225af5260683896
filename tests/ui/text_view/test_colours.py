"""Everything that can be read reaches 4.5:1, whatever colour a label has."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.ui.text_view.colours import (
    DARK,
    LEAST_CONTRAST,
    LIGHT,
    blend,
    contrast,
    label_colours,
)

colours = st.integers(0, 0xFFFFFF).map(lambda value: f"#{value:06x}")


def test_contrast_is_that_of_the_guideline():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#777777") == 1
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


def test_blending():
    assert blend("#ffffff", "#000000", 0.5) == "#808080"
    assert blend("#123456", "#ffffff", 1) == "#123456"


@pytest.mark.parametrize("ground", [LIGHT, DARK], ids=["light", "dark"])
@given(base=colours)
def test_every_label_colour_can_be_read(ground, base):
    wears = label_colours(base, ground)
    assert contrast(wears.strong, ground.background) >= LEAST_CONTRAST
    assert contrast(ground.text, wears.tint) >= LEAST_CONTRAST
    assert contrast(ground.muted, wears.tint) >= LEAST_CONTRAST
    assert contrast(wears.on_strong, wears.strong) >= LEAST_CONTRAST


@pytest.mark.parametrize("ground", [LIGHT, DARK], ids=["light", "dark"])
def test_the_ground_colours_can_be_read(ground):
    for one in (ground.text, ground.muted, ground.faint, ground.accent):
        assert contrast(one, ground.background) >= LEAST_CONTRAST
    assert contrast(ground.text, ground.selection) >= LEAST_CONTRAST
    assert contrast(ground.text, ground.find) >= LEAST_CONTRAST
    assert contrast(ground.ring, ground.background) >= 3

"""OKLab: known colours, there and back, and what screens cannot show."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.ui.text_view.oklab import distance, from_oklab, to_oklab

colours = st.tuples(*[st.floats(0, 1)] * 3)


def test_known_colours():
    """White, and red as its author gives it."""
    assert to_oklab((1.0, 1.0, 1.0)) == pytest.approx((1, 0, 0), abs=1e-3)
    assert to_oklab((1.0, 0.0, 0.0)) == pytest.approx((0.628, 0.225, 0.126), abs=1e-3)
    assert to_oklab((0.0, 0.0, 0.0)) == (0, 0, 0)


@given(colours)
def test_there_and_back(colour):
    assert from_oklab(to_oklab(colour)) == pytest.approx(colour, abs=2e-3)


@given(st.floats(0, 1), st.floats(-0.4, 0.4), st.floats(-0.4, 0.4))
def test_whatever_is_asked_for_can_be_shown_and_is_as_light(lightness, a, b):
    shown = from_oklab((lightness, a, b))
    assert all(0 <= part <= 1 for part in shown)
    assert to_oklab(shown)[0] == pytest.approx(lightness, abs=0.01)


@given(colours, colours)
def test_distance_is_one_at_most_but_for_strong_colours(one, other):
    assert distance(one, one) == 0
    assert distance(one, other) == distance(other, one) <= 1.2

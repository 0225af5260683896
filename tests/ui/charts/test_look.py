"""Which part of a picture is looked at."""

from hypothesis import given
from hypothesis import strategies as st

from annotator.ui.charts.look import NEAREST, WHOLE, Look

places = st.floats(-1, 1)
looks = st.builds(
    lambda zoom, x, y: WHOLE.zoomed(zoom).moved(x, y), st.floats(1, 9), places, places
)


@given(looks, st.floats(0.1, 10), places, places)
def test_it_never_goes_beyond_the_picture(look, times, x, y):
    for one in (look.zoomed(times, (x, y)), look.moved(5 * x, 5 * y), look.showing(x, y)):
        assert 1 <= one.zoom <= NEAREST
        assert abs(one.x) + 1 / one.zoom <= 1 + 1e-9 and abs(one.y) + 1 / one.zoom <= 1 + 1e-9


@given(looks, st.floats(1, 3), places, places)
def test_what_is_under_the_pointer_stays_there_when_one_comes_nearer(look, times, x, y):
    before = look.x + x / look.zoom, look.y + y / look.zoom
    seen = look.zoomed(times, (x, y)).seen(*before)
    assert abs(seen[0] - x) < 1e-6 and abs(seen[1] - y) < 1e-6


@given(looks, places, places)
def test_what_is_shown_is_seen_and_what_is_seen_stays(look, x, y):
    shown = look.showing(x, y)
    assert all(abs(one) <= 1 + 1e-9 for one in shown.seen(x, y))
    assert shown.showing(x, y) == shown or max(map(abs, shown.seen(x, y))) > 1 - 1e-9


def test_from_far_off_the_whole_is_seen():
    assert Look(4, 0.5, -0.5).zoomed(0.01) == WHOLE
    assert WHOLE.between(Look(3, 0.5, 0), 0.5) == Look(2, 0.25, 0)

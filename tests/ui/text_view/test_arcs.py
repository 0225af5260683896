"""Arcs as numbers: what room they take, where their lines run, where their names are."""

from hypothesis import given
from hypothesis import strategies as st

from annotator.ui.text_view import arcs
from annotator.ui.text_view.arcs import Way


def bracket(relation, start, end, name=30.0):
    return Way(relation, "bracket", start, end, name)


def test_a_name_stands_in_the_middle_or_aside_from_a_crossing_leg():
    way = bracket("a", 0, 200)
    assert arcs.place_name(way, [way]) == 85
    crossing = Way("b", "bracket", 100, 400, 30.0, level=1)
    place = arcs.place_name(way, [way, crossing])
    assert not place - 3 <= 100 <= place + 33


def test_where_the_name_finds_no_place_on_the_line_it_stands_beside_it():
    way = bracket("a", 100, 130, name=60.0)
    assert way.is_short
    assert way.extent == (100, 194)
    assert arcs.place_name(way, [way]) == 134
    way.is_named_left = True
    assert way.extent == (36, 130)
    assert arcs.place_name(way, [way]) == 36


def test_a_short_line_is_drawn_whole():
    (line,) = arcs.route(bracket("a", 100, 130, name=60.0), 20.0, 50.0, 52.0, 134.0)
    assert line == [(100, 50.0), (100, 20.0), (130, 20.0), (130, 52.0)]


def test_a_route_leaves_a_gap_for_the_name():
    way = bracket("a", 0, 200)
    first, last = arcs.route(way, 10.0, 40.0, 42.0, 85.0)
    assert first[0] == (0, 40.0)
    assert first[-1] == (81.0, 10.0)
    assert last[0] == (119.0, 10.0)
    assert last[-1] == (200, 42.0)
    backwards = bracket("b", 200, 0)
    first, last = arcs.route(backwards, 10.0, 40.0, 42.0, 85.0)
    assert first[-1][0] == 119.0
    assert last[0][0] == 81.0


def test_a_stub_runs_to_the_side_that_its_name_is_on():
    right = Way("a", "stub", 100, 110, 80.0)
    left = Way("b", "stub", 100, 90, 80.0)
    assert right.extent == (100, 190)
    assert left.extent == (10, 100)
    assert arcs.place_name(right, [right]) == 110
    assert arcs.place_name(left, [left]) == 10
    assert arcs.route(right, 5.0, 30.0, 30.0, 110)[0][-1] == (107.0, 5.0)
    assert not right.is_short


def test_a_step_has_one_leg_up_and_one_down():
    step = Way("s", "step", 60, 200, 40.0, comes_from_above="end")
    assert (step.legs_down, step.legs_up) == ((60,), (200,))
    assert bracket("b", 1, 2).legs_down == (1, 2)
    assert Way("a", "stub", 20, 30, 80.0).legs_up == ()


@given(
    st.floats(0, 400),
    st.floats(0, 300),
    st.floats(20, 160),
    st.lists(st.floats(0, 900), max_size=6),
)
def test_a_name_always_stands_at_its_line_and_within_its_room(start, length, width, crossing):
    way = bracket("s", start, start + length, width)
    others = [Way(str(n), "bracket", x, 990, 10.0, level=1) for n, x in enumerate(crossing)]
    left = arcs.place_name(way, [way, *others])
    assert way.extent[0] <= left + 1e-6
    assert left + width <= way.extent[1] + 1e-6
    if not way.is_short:
        assert way.start + 4 <= left + 1e-6
        assert left + width <= way.end - 4 + 1e-6

"""Arcs as numbers: where they stand, how high they run, where their names are."""

import itertools

from hypothesis import given
from hypothesis import strategies as st

from annotator.ui.text_view import arcs
from annotator.ui.text_view.arcs import Way


def bracket(relation, start, end, name=30.0):
    return Way(relation, "bracket", start, end, name)


def test_nested_arcs_do_not_cross():
    inner, outer = bracket("i", 100, 200), bracket("o", 50, 300)
    assert arcs.pack_arcs([outer, inner]) == 2
    assert (inner.level, outer.level) == (0, 1)


def test_arcs_side_by_side_share_a_level():
    ways = [bracket("a", 0, 100), bracket("b", 120, 220)]
    assert arcs.pack_arcs(ways) == 1


def test_legs_on_one_span_are_ordered_so_that_arcs_nest():
    # From x = 100 to the right ends 200 and 300: the longer one starts further left.
    ends = [200.0, 300.0, 50.0, 20.0]
    order = sorted(ends, key=lambda end: arcs.order_of_leg(100.0, end))
    assert order == [50.0, 20.0, 300.0, 200.0]


def test_a_leg_stands_aside_from_another_spans_name():
    (leg,) = arcs.place_legs([50.0], (0.0, 100.0), None, [((40.0, 60.0), True)])
    assert not 38 <= leg.x <= 62
    assert 3 <= leg.x <= 97
    assert not leg.on_name


def test_a_leg_may_end_on_its_own_name_below_which_others_stand():
    (leg,) = arcs.place_legs([20.0], (0.0, 100.0), (0.0, 40.0), [((10.0, 30.0), False)])
    assert leg == arcs.Leg(20.0, True)


def test_legs_of_one_span_keep_apart():
    legs = arcs.place_legs([50.0, 50.0, 50.0], (0.0, 100.0), None, [])
    xs = sorted(leg.x for leg in legs)
    assert min(b - a for a, b in itertools.pairwise(xs)) >= 7


def test_where_everything_is_blocked_the_wanted_place_is_taken():
    (leg,) = arcs.place_legs([50.0], (40.0, 60.0), (40.0, 80.0), [((0.0, 200.0), True)])
    assert leg == arcs.Leg(50.0, True)


def test_a_name_stands_in_the_middle_or_aside_from_a_crossing_leg():
    way = bracket("a", 0, 200)
    assert arcs.place_name(way, [way]) == 85
    crossing = Way("b", "bracket", 100, 400, 30.0, level=1)
    place = arcs.place_name(way, [way, crossing])
    assert not place - 3 <= 100 <= place + 33


def test_a_short_arc_is_as_wide_as_its_name():
    way = bracket("a", 100, 110, name=60.0)
    assert way.is_short
    left, right = way.extent
    assert right - left == 68
    assert left < 100
    assert right > 110
    legs = arcs.route(way, 20.0, 50.0, 50.0, 75.0)
    assert len(legs) == 2
    assert {points[0][1] for points in legs} | {points[-1][1] for points in legs} == {26.0, 50.0}


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


def test_a_stub_turns_away_from_a_leg_through_its_words():
    stub, other = Way("a", "stub", 100, 110, 80.0), bracket("b", 150, 400)
    arcs.turn_stubs([stub, other], leftmost=-36)
    assert stub.end == 90
    stub = Way("a", "stub", 20, 30, 80.0)
    other = bracket("b", 50, 400)
    arcs.turn_stubs([stub, other], leftmost=-36)
    assert stub.end == 30  # no room to the left


def test_a_stub_that_cannot_turn_runs_above_the_arc():
    stub, other = Way("a", "stub", 20, 30, 80.0), bracket("b", 50, 400)
    arcs.pack_arcs([stub, other])
    assert stub.level > other.level


ways = st.lists(
    st.tuples(
        st.sampled_from(["bracket", "step", "stub"]), st.integers(0, 600), st.integers(5, 300)
    ),
    max_size=15,
).map(
    lambda rows: [
        Way(str(n), shape, start, start + (10 if shape == "stub" else width), 40.0)
        for n, (shape, start, width) in enumerate(rows)
    ]
)


@given(ways)
def test_ways_of_one_level_never_meet(given_ways):
    count = arcs.pack_arcs(given_ways)
    for i, one in enumerate(given_ways):
        assert 0 <= one.level < count
        for other in given_ways[:i]:
            apart = one.extent[1] <= other.extent[0] or other.extent[1] <= one.extent[0]
            assert one.level != other.level or apart


def test_a_stub_runs_below_the_step_whose_leg_comes_down_through_its_words():
    step = Way("s", "step", 60, 200, 40.0, comes_from_above="start")
    stub = Way("a", "stub", 20, 30, 80.0)
    arcs.pack_arcs([step, stub])
    assert stub.level < step.level


def test_a_step_has_one_leg_up_and_one_down():
    step = Way("s", "step", 60, 200, 40.0, comes_from_above="end")
    assert (step.legs_down, step.legs_up) == ((60,), (200,))
    assert bracket("b", 1, 2).legs_down == (1, 2)
    assert Way("a", "stub", 20, 30, 80.0).legs_up == ()


def test_two_stubs_side_by_side_keep_clear_of_each_others_words():
    first, second = Way("a", "stub", 100, 110, 80.0), Way("b", "stub", 115, 125, 120.0)
    arcs.pack_arcs([first, second])
    # The leg of the second goes down through the words of the first: so the first is higher.
    assert first.level > second.level


def test_ways_that_wait_for_each_other_are_placed_all_the_same():
    ways = [
        Way("a", "stub", 100, 110, 80.0),
        Way("b", "stub", 150, 140, 80.0),
        Way("c", "step", 120, 130, 10.0, comes_from_above="start"),
    ]
    assert arcs.pack_arcs(ways) == len({way.level for way in ways})


def test_legs_moved_aside_keep_their_order():
    """The second wanted place is blocked; what is left of the first would cross its arc."""
    blocked = [((40.0, 90.0), True)]
    first, second = arcs.place_legs([30.0, 60.0], (0.0, 100.0), None, blocked)
    assert first.x < second.x


def test_an_arrow_keeps_clear_of_the_end_of_its_spans_own_name():
    (leg,) = arcs.place_legs([43.0], (0.0, 100.0), (0.0, 40.0), [])
    assert leg.on_name or leg.x >= 46


def test_the_name_of_a_short_arc_stands_aside_from_a_crossing_leg_but_over_its_own():
    short = bracket("s", 100, 130, 90.0)
    higher = Way("h", "bracket", 90, 400, 30.0, level=1)
    left = arcs.place_name(short, [short, higher])
    assert left > 90
    assert left <= 104
    assert left + 90 >= 126


def test_the_name_of_a_short_arc_does_not_run_into_its_neighbour():
    short, neighbour = bracket("s", 100, 130, 90.0), bracket("n", 170, 260, 40.0)
    higher = Way("h", "bracket", 90, 400, 30.0, level=1)
    left = arcs.place_name(short, [short, neighbour, higher])
    assert left + 90 <= 170 or left == 70


@given(
    st.floats(0, 400), st.floats(0, 60), st.floats(20, 160), st.lists(st.floats(0, 600), max_size=6)
)
def test_the_name_of_a_short_arc_always_touches_it(start, length, width, crossing):
    short = bracket("s", start, start + min(length, width), width)
    others = [Way(str(n), "bracket", x, 900, 10.0, level=1) for n, x in enumerate(crossing)]
    left = arcs.place_name(short, [short, *others])
    assert left <= short.end + 8
    assert left + width >= short.start - 8

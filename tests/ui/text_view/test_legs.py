"""Legs as numbers: in which order they stand on a span, and what they keep clear of."""

import itertools

from annotator.ui.text_view.legs import Leg, Stand, free_legs, order_of_leg, place_legs


def stand(left, right, name=None, *blocked):
    return Stand((float(left), float(right)), name, blocked)


def test_legs_on_one_span_are_ordered_so_that_arcs_nest():
    # From x = 100 to the right ends 200 and 300: the longer one starts further left.
    goals = [("right", 200.0), ("right", 300.0), ("left", 50.0), ("left", 20.0)]
    order = sorted(goals, key=lambda goal: order_of_leg(goal[0], 100.0, goal[1]))
    assert [there for _, there in order] == [50.0, 20.0, 300.0, 200.0]


def test_what_comes_from_the_line_above_stands_between_as_it_comes():
    goals = [("far", 0.0), ("above", 300.0), ("right", 150.0), ("above", 20.0), ("left", 50.0)]
    order = sorted(goals, key=lambda goal: order_of_leg(goal[0], 100.0, goal[1]))
    assert [bound for bound, _ in order] == ["left", "above", "above", "right", "far"]
    assert [there for bound, there in order if bound == "above"] == [20.0, 300.0]


def test_a_leg_stands_aside_from_another_spans_name():
    (leg,) = place_legs([50.0], stand(0, 100, None, ((40.0, 60.0), True)))
    assert not 34 <= leg.x <= 66, "an arrow head needs room too"
    assert 3 <= leg.x <= 97
    assert not leg.on_name


def test_where_room_is_short_a_leg_comes_nearer_to_another_spans_name():
    (leg,) = place_legs([50.0], stand(0, 100, None, ((5.0, 90.0), True)))
    assert leg.x >= 94


def test_a_leg_may_end_on_its_own_name_below_which_others_stand():
    (leg,) = place_legs([20.0], stand(0, 100, (0.0, 40.0), ((10.0, 30.0), False)))
    assert leg == Leg(20.0, True)


def test_legs_of_one_span_keep_apart():
    legs = place_legs([50.0, 50.0, 50.0], stand(0, 100))
    xs = sorted(leg.x for leg in legs)
    assert min(b - a for a, b in itertools.pairwise(xs)) >= 9


def test_where_everything_is_blocked_the_wanted_place_is_taken():
    (leg,) = place_legs([50.0], stand(40, 60, (40.0, 80.0), ((0.0, 200.0), True)))
    assert leg == Leg(50.0, True)


def test_legs_moved_aside_keep_their_order():
    """The second wanted place is blocked; what is left of the first would cross its arc."""
    first, second = place_legs([30.0, 60.0], stand(0, 100, None, ((40.0, 90.0), True)))
    assert first.x < second.x


def test_an_arrow_keeps_clear_of_the_end_of_its_spans_own_name():
    (leg,) = place_legs([43.0], stand(0, 100, (0.0, 40.0)))
    assert leg.on_name or leg.x >= 46


def test_free_places_are_told_from_near_to_far_and_clear_of_other_legs():
    legs = list(free_legs(50.0, stand(0, 100), [30.0, 52.0]))
    assert legs
    distances = [abs(leg.x - 50.0) for leg in legs]
    assert distances == sorted(distances)
    assert all(abs(leg.x - other) >= 9 for leg in legs for other in (30.0, 52.0))
    assert not list(free_legs(50.0, stand(45, 55), [50.0]))

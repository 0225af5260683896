"""Nodes on a ring and the ways between them, as numbers."""

from math import hypot

import pytest

from annotator.ui.charts.circle import order_round, place_round, way_between


def test_those_with_much_between_them_stand_side_by_side():
    order = order_round({("a", "b"): 1, ("b", "d"): 50, ("c", "a"): 40, ("c", "c"): 9})
    assert sorted(order) == ["a", "b", "c", "d"]
    assert abs(order.index("b") - order.index("d")) == 1
    assert abs(order.index("a") - order.index("c")) == 1


@pytest.mark.parametrize("count", [1, 2, 5, 14])
def test_all_nodes_are_within_the_room_and_apart(count):
    places = list(place_round([str(one) for one in range(count)], 500, 300, (60, 40)).values())
    assert all(59 <= x <= 441 and 39 <= y <= 261 for x, y in places)
    pairs = [(a, b) for at, a in enumerate(places) for b in places[:at]]
    assert all(hypot(a[0] - b[0], a[1] - b[1]) > 20 for a, b in pairs)


def test_there_and_back_are_two_ways_that_end_at_the_rims():
    there = way_between((0, 0), (100, 0), (50, 50), 10)
    back = way_between((100, 0), (0, 0), (50, 50), 10)
    assert there.middle[1] * back.middle[1] < 0
    assert hypot(*there.start) == pytest.approx(10)
    assert hypot(there.end[0] - 100, there.end[1]) == pytest.approx(13)


def test_a_way_to_itself_leads_outwards():
    loop = way_between((10, 50), (10, 50), (50, 50), 10)
    assert loop.middle[0] < 0 and loop.start != loop.end

"""Arrow keys and pointer among items, as numbers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.ui.charts.item import Box, Item, Table, item_at, next_item


def at(*places):
    return [Item(str(n), "", Box(x, y, 10, 10)) for n, (x, y) in enumerate(places)]


GRID = at(*((x * 20, y * 20) for y in range(3) for x in range(3)))


@pytest.mark.parametrize(
    ("start", "direction", "end"),
    [(4, "left", 3), (4, "right", 5), (4, "up", 1), (4, "down", 7), (0, "left", 0), (8, "down", 8)],
)
def test_arrows_go_to_the_neighbour_or_stay(start, direction, end):
    assert next_item(GRID, start, direction) == end


def test_from_nowhere_an_arrow_goes_to_the_first():
    assert next_item(GRID, -1, "down") == 0
    assert next_item([], -1, "down") == -1


def test_a_little_aside_is_nearer_than_far_ahead():
    assert next_item(at((0, 0), (20, 4), (200, 0)), 0, "right") == 1


def test_the_nearest_of_several_is_hit():
    items = at((0, 0), (5, 5))
    assert item_at(items, 8, 8) == 1
    assert item_at(items, 6, 6) == 0
    assert item_at(items, 2, 2) == 0
    assert item_at(items, 40, 40) == -1


@given(
    st.lists(st.tuples(st.integers(0, 300), st.integers(0, 300)), min_size=1, max_size=12),
    st.sampled_from(["left", "right", "up", "down"]),
)
def test_an_arrow_never_goes_back(places, direction):
    items = at(*places)
    for start in range(len(items)):
        end = next_item(items, start, direction)
        (x, y), (to_x, to_y) = items[start].box.middle, items[end].box.middle
        ahead = {"left": x - to_x, "right": to_x - x, "up": y - to_y, "down": to_y - y}[direction]
        assert ahead >= 0 and (ahead > 0 or end == start)


def test_a_table_without_doors_has_none():
    assert Table(("a",), (("1",),)).behind_at(0, 0) is None

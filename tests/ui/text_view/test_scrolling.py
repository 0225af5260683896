"""Heights and the anchor, as numbers."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from annotator.ui.text_view.heights import Heights, estimate_heights
from annotator.ui.text_view.scrolling import Anchor

TRUE = [100.0, 40.0, 250.0, 60.0, 60.0, 300.0, 20.0]


def make_anchor(guessed=80.0, margin=10.0):
    heights = Heights(np.full(len(TRUE), guessed))

    def measure(number):
        heights.set_exact(number, TRUE[number])
        return TRUE[number]

    return Anchor(measure, lambda: heights, margin), heights


def test_true_heights_replace_guesses_and_shift_what_follows():
    heights = Heights(np.array([10.0, 10.0, 10.0]))
    heights.set_exact(1, 25.0)
    assert [heights.top(n) for n in range(4)] == [0, 10, 35, 45]
    assert heights.block_at(34.9) == 1
    assert heights.block_at(1e9) == 2
    assert heights.block_at(-5) == 0
    assert heights.first_estimated() == 0
    assert heights.first_estimated(1) == 2
    assert not heights.all_exact()


def test_more_text_and_more_spans_are_thought_taller():
    low = estimate_heights(np.array([100.0, 5000.0]), 500.0, np.array([0, 0]), 24.0, 5.0)
    high = estimate_heights(np.array([100.0, 5000.0]), 500.0, np.array([5, 50]), 24.0, 5.0)
    assert low[0] < low[1]
    assert all(high > low)


def test_the_margin_above_the_first_block_is_part_of_the_way():
    anchor, _ = make_anchor()
    assert anchor.y == 0
    anchor.move(30)
    assert (anchor.block, anchor.inside, anchor.y) == (0, 20, 30)
    anchor.move(-500)
    assert anchor.y == 0


def test_a_small_step_walks_over_true_heights():
    anchor, _ = make_anchor()
    anchor.move(10 + 100 + 40 + 7)
    assert (anchor.block, anchor.inside) == (2, 7)
    anchor.move(-8)
    assert (anchor.block, anchor.inside) == (1, 39)


@given(st.lists(st.integers(-400, 400), max_size=20))
def test_going_and_coming_back_ends_where_it_began(steps):
    anchor, _ = make_anchor()
    anchor.go_to(2, 50.0)
    visited = []
    for step in steps:
        before = (anchor.block, anchor.inside)
        anchor.move(step)
        visited.append((before, step))
        bottom = anchor.block == len(TRUE) - 1
        top = anchor.block == 0 and anchor.inside <= 0
        if not top and not bottom:
            anchor.move(-step)
            assert anchor.block == before[0]
            assert abs(anchor.inside - before[1]) < 1e-6
            anchor.move(step)


@given(st.floats(0, 900))
def test_measuring_other_blocks_never_moves_the_anchor(y):
    anchor, heights = make_anchor()
    anchor.jump(y)
    place = (anchor.block, anchor.inside)
    for number, height in enumerate(TRUE):
        heights.set_exact(number, height)
    assert (anchor.block, anchor.inside) == place
    assert anchor.y == sum(TRUE[: place[0]]) + place[1] + 10.0


def test_the_end_stays_in_the_window():
    anchor, _ = make_anchor()
    anchor.go_to(6, 15.0)
    anchor.keep_within(200.0)
    left = sum(TRUE[anchor.block :]) - anchor.inside
    assert left == 200.0


def test_where_a_block_begins_in_the_window():
    anchor, _ = make_anchor()
    anchor.go_to(2, 50.0)
    assert anchor.top_of(2, 1000) == -50
    assert anchor.top_of(3, 1000) == 200
    assert anchor.top_of(1, 1000) == -90
    assert anchor.top_of(6, 100) is None

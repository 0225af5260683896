"""Crossings as numbers: which arc runs above which, and where arcs stand that would cross."""

import itertools

from hypothesis import given
from hypothesis import strategies as st

from annotator.ui.text_view.arcs import Way
from annotator.ui.text_view.crossings import Place, Track, crossings, pack_arcs, tangle, untangle


def bracket(relation, start, end, name=30.0):
    return Way(relation, "bracket", start, end, name)


def step(relation, above, below, name=10.0):
    """From `above` on the line above to `below`."""
    return Way(relation, "step", above, below, name, comes_from_above="start")


def stub(relation, leg, words, *, to_left=False):
    return Way(relation, "stub", leg, leg - 10 if to_left else leg + 10, words)


def lines_crossed(ways):
    """How often lines and words of packed ways cross, counted one by one."""
    return sum(
        crossings(*(Track.of(one) for one in sorted(pair, key=lambda way: way.level)))
        for pair in itertools.combinations(ways, 2)
        if pair[0].level != pair[1].level
    )


def test_nested_arcs_do_not_cross():
    inner, outer = bracket("i", 100, 200), bracket("o", 50, 300)
    assert pack_arcs([outer, inner]) == 2
    assert (inner.level, outer.level) == (0, 1)
    assert lines_crossed([inner, outer]) == 0


def test_arcs_side_by_side_share_a_level():
    assert pack_arcs([bracket("a", 0, 100), bracket("b", 120, 220)]) == 1


def test_a_stub_among_legs_runs_above_them():
    words, other = stub("a", 20, 80.0), bracket("b", 50, 400)
    pack_arcs([words, other])
    assert words.level > other.level


def test_a_stub_runs_below_the_step_whose_leg_comes_down_through_its_words():
    coming, words = step("s", 60, 200), stub("a", 20, 80.0)
    pack_arcs([coming, words])
    assert words.level < coming.level


def test_a_short_step_runs_above_the_long_arc_that_its_leg_would_cross():
    """By width alone the step would be the lower one."""
    coming, long = step("s", 40, 110), bracket("b", 0, 100)
    pack_arcs([coming, long])
    assert coming.level > long.level
    assert lines_crossed([coming, long]) == 0


def test_two_stubs_side_by_side_keep_clear_of_each_others_words():
    first, second = stub("a", 100, 80.0), stub("b", 115, 120.0)
    pack_arcs([first, second])
    # The leg of the second goes down through the words of the first: so the first is higher.
    assert first.level > second.level


def test_ways_that_wait_for_each_other_are_placed_all_the_same():
    ways = [stub("a", 100, 80.0), stub("b", 150, 80.0, to_left=True), step("c", 120, 130)]
    assert pack_arcs(ways) == len({way.level for way in ways})


def test_arcs_that_overlap_cross_once_whatever_runs_above():
    one, other = Track.of(bracket("a", 0, 100)), Track.of(bracket("b", 50, 150))
    assert crossings(one, other) == crossings(other, one) == 1
    assert tangle(one, [other, Track.of(bracket("c", 300, 400))]) == 1


def test_a_leg_moves_to_where_no_line_is_crossed():
    """Its span reaches from 0 to 200: inside of the other arc, or outside it."""
    wide, other = bracket("a", 100, 300), bracket("b", 50, 250)
    taken = []
    places = {0: [Place(x, 300, False, abs(x - 100.0)) for x in (10.0, 45.0, 180.0)], 1: []}
    untangle([wide, other], places.__getitem__, lambda *took: taken.append(took))
    assert taken == [(0, Place(45.0, 300, False, 55.0))]
    assert wide.start == 45.0


def test_words_turn_away_from_a_leg():
    """Either the words or their own leg would be crossed by the arc they stand under."""
    words, other = stub("a", 140, 80.0), bracket("b", 20, 200)
    places = {0: [Place(140, 150), Place(140, 130)], 1: []}
    untangle([words, other], places.__getitem__, lambda *_: None)
    assert words.end == 130
    pack_arcs([words, other])
    assert words.level < other.level


def test_what_crosses_nothing_stays():
    ways = [bracket("a", 0, 300), bracket("b", 50, 250)]
    untangle(ways, lambda _: [Place(400, 500)], lambda *_: 1 / 0)
    assert [(way.start, way.end) for way in ways] == [(0, 300), (50, 250)]


def test_what_would_cross_as_often_elsewhere_stays():
    ways = [bracket("a", 100, 300), bracket("b", 50, 250)]
    untangle(ways, lambda number: [Place(120, 300)] if number == 0 else [], lambda *_: 1 / 0)
    assert ways[0].start == 100


ways = st.lists(
    st.tuples(
        st.sampled_from(["bracket", "step", "stub"]), st.integers(0, 600), st.integers(5, 300)
    ),
    max_size=15,
).map(
    lambda rows: [
        Way(
            str(n),
            shape,
            start,
            start + (10 if shape == "stub" else width),
            40.0,
            comes_from_above="start" if shape == "step" else "",
        )
        for n, (shape, start, width) in enumerate(rows)
    ]
)


@given(ways)
def test_ways_of_one_level_never_meet(given_ways):
    count = pack_arcs(given_ways)
    for i, one in enumerate(given_ways):
        assert 0 <= one.level < count
        for other in given_ways[:i]:
            apart = one.extent[1] <= other.extent[0] or other.extent[1] <= one.extent[0]
            assert one.level != other.level or apart


@given(ways, st.lists(st.integers(0, 600), min_size=1, max_size=5))
def test_untangling_never_makes_it_worse(given_ways, xs):
    def total():
        tracks = [Track.of(way) for way in given_ways]
        return sum(tangle(track, tracks[:number]) for number, track in enumerate(tracks))

    def places(number):
        way = given_ways[number]
        return [Place(x, x + way.end - way.start, False, abs(x - way.start)) for x in xs]

    before = total()
    untangle(given_ways, places, lambda *_: None)
    assert total() <= before

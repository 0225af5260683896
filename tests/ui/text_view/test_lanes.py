"""Lanes of underlines and rows of names, as numbers."""

from hypothesis import given
from hypothesis import strategies as st

from annotator.ui.text_view.lanes import LanePacker, pack_names, pack_underlines, shorten_names

extents = st.lists(
    st.tuples(st.integers(0, 600), st.integers(1, 200)).map(lambda pair: (pair[0], sum(pair))),
    max_size=25,
)


def overlap(one, other, apart=0.0):
    return one[0] < other[1] + apart and other[0] < one[1] + apart


def test_apart_means_one_lane():
    assert pack_underlines([(0, 50), (50, 90), (100, 120)]) == [0, 0, 0]


def test_the_inner_span_is_nearer_to_the_text():
    assert pack_underlines([(0, 200), (40, 80)]) == [1, 0]


def test_crossing_and_equal_spans_never_share_a_lane():
    assert sorted(pack_underlines([(0, 60), (40, 100)])) == [0, 1]
    assert pack_underlines([(0, 60), (0, 60), (0, 60)]) == [0, 1, 2]


@given(extents)
def test_no_two_underlines_of_a_lane_overlap(given_extents):
    lanes = pack_underlines(given_extents)
    for i, one in enumerate(given_extents):
        for j in range(i):
            assert lanes[i] != lanes[j] or not overlap(one, given_extents[j])


def test_names_side_by_side_share_the_row():
    assert pack_names([(0, 40), (60, 100)]) == [0, 0]


def test_the_name_further_left_stands_higher():
    assert pack_names([(0, 70), (30, 90)]) == [1, 0]
    assert sorted(pack_names([(0, 70), (0, 40)])) == [0, 1]


@given(extents)
def test_names_never_overlap_nor_does_a_leader_cross_one(given_extents):
    rows = pack_names(given_extents)
    for i, (start, _) in enumerate(given_extents):
        for j, other in enumerate(given_extents):
            if i == j:
                continue
            if rows[i] == rows[j]:
                assert not overlap(given_extents[i], other)
            if rows[j] < rows[i]:
                # The line down from name i runs at its start; nothing lower lies across it.
                assert not other[0] < start < other[1]


def test_crowded_names_are_cut_down_to_their_spans():
    names = [(10.0 * n, 10.0 * n + 80) for n in range(6)]
    shorter, rows = shorten_names(names, [9.0] * 6, most_rows=3, apart=0.5)
    assert max(rows) < 3
    assert all(end - start == 9.0 for start, end in shorter)
    untouched, rows = shorten_names(names[:2], [9.0] * 2, most_rows=3)
    assert untouched == names[:2]
    assert sorted(rows) == [0, 1]


def test_a_packer_starts_no_lower_than_told():
    packer = LanePacker()
    assert packer.place((0, 10)) == 0
    assert packer.place((20, 30), lowest=2) == 2
    assert packer.count == 3
    assert packer.place((40, 50)) == 0

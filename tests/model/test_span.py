"""Spans and their fragments."""

import itertools

from hypothesis import given
from hypothesis import strategies as st

from annotator.model.span import Span, tidy_fragments

TEXT = "“We agreed,” she said, “in June.”"


def test_a_span_reaches_from_its_first_fragment_to_its_last() -> None:
    span = Span("a", "q", ((1, 10), (24, 31)))
    assert (span.start, span.end, span.is_discontinuous) == (1, 31, True)
    assert span.covered_text(TEXT) == "We agreed in June"


def test_a_span_covers_only_its_fragments() -> None:
    span = Span("a", "q", ((1, 10), (24, 31)))
    assert [span.covers(offset) for offset in (0, 1, 9, 10, 24, 31)] == [
        False, True, True, False, True, False,
    ]  # fmt: skip


def test_text_beyond_the_basic_plane_counts_by_code_points() -> None:
    assert Span("a", "p", ((1, 3),)).covered_text("a😀éb") == "😀é"


offsets = st.tuples(st.integers(0, 30), st.integers(0, 30))


@given(st.lists(offsets, max_size=6))
def test_tidy_fragments_cover_the_same_characters_apart_and_in_order(
    fragments: list[tuple[int, int]],
) -> None:
    tidy = tidy_fragments(fragments)
    covered = {at for start, end in fragments for at in range(start, end)}
    assert {at for start, end in tidy for at in range(start, end)} == covered
    assert all(start < end for start, end in tidy)
    assert all(one[1] < other[0] for one, other in itertools.pairwise(tidy))


@given(st.lists(offsets, max_size=6))
def test_tidying_twice_is_tidying_once(fragments: list[tuple[int, int]]) -> None:
    assert tidy_fragments(tidy_fragments(fragments)) == tidy_fragments(fragments)

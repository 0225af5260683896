"""As many pairs as can be made, however one looks for them."""

from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from annotator.model.span import Span
from annotator.review.matching import count_shared
from annotator.review.overlap import count_overlapping
from tests.strategies import spans

few = st.lists(spans(), max_size=5, unique_by=lambda span: span.id)


def _spans(*places: tuple[int, int]) -> list[Span]:
    return [Span(f"{start}-{end}", "P", ((start, end),)) for start, end in places]


def _most(first: list[Span], second: list[Span], label: str) -> int:
    """Try every way of giving each span of the one side another of the other."""
    left = [one for one in first if one.label == label]
    right = [one for one in second if one.label == label]
    if len(left) > len(right):
        left, right = right, left
    return max(
        sum(
            bool(count_shared(one.fragments, other.fragments))
            for one, other in zip(left, chosen, strict=True)
        )
        for chosen in permutations(right, len(left))
    )


@given(few, few)
def test_there_is_no_way_to_make_more(first: list[Span], second: list[Span]) -> None:
    found = count_overlapping(first, second)
    for label in {span.label for span in (*first, *second)}:
        assert found.get(label, 0) == _most(first, second, label)


def test_a_long_span_is_paired_once() -> None:
    assert count_overlapping(_spans((0, 10)), _spans((0, 4), (5, 10))) == {"P": 1}


def test_what_is_equal_gives_way_where_that_makes_one_pair_more() -> None:
    first, second = _spans((0, 6), (4, 8)), _spans((4, 8), (7, 9))
    assert count_overlapping(first, second) == {"P": 2}


def test_a_long_way_is_turned() -> None:
    first = _spans(*((10 * at, 10 * at + 8) for at in range(50)), (1, 3))
    second = _spans(*((10 * at, 10 * at + 8) for at in range(50)), (492, 501))
    bridges = _spans(*((10 * at + 5, 10 * at + 13) for at in range(49)))
    assert count_overlapping(first, [*second, *bridges]) == {"P": 51}


def test_labels_and_gaps_keep_apart() -> None:
    assert count_overlapping([Span("a", "P", ((0, 2), (6, 8)))], [Span("b", "P", ((2, 6),))]) == {}
    assert count_overlapping(_spans((0, 5)), [Span("b", "Q", ((0, 5),))]) == {}

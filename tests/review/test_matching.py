"""Which span answers which."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.model.span import Span
from annotator.review.matching import count_shared, pair_spans
from tests.strategies import spans


def _spans(*places: tuple[int, int, str], side: str = "a") -> list[Span]:
    return [
        Span(f"{side}{number}", label, ((start, end),))
        for number, (start, end, label) in enumerate(places)
    ]


def _kinds(first: list[Span], second: list[Span]) -> list[tuple[str, str, str]]:
    return [(one.first.id, one.second.id, one.kind) for one in pair_spans(first, second)]


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        # Nested spans answer each their own.
        (
            [(0, 10, "O"), (0, 4, "P")],
            [(0, 10, "O"), (0, 4, "P")],
            [("a0", "b0", "agree"), ("a1", "b1", "agree")],
        ),
        ([(0, 5, "P")], [(0, 7, "P")], [("a0", "b0", "boundary")]),
        ([(0, 5, "P")], [(0, 5, "O")], [("a0", "b0", "label")]),
        ([(0, 5, "P")], [(2, 7, "O")], [("a0", "b0", "label_and_boundary")]),
        ([(0, 5, "P")], [(5, 7, "P")], []),
        ([(0, 5, "P")], [], []),
        # One long span is answered once, by the one that shares more.
        ([(0, 10, "P")], [(0, 4, "P"), (5, 10, "P")], [("a0", "b1", "boundary")]),
        # Agreement is taken before the greater overlap.
        (
            [(0, 9, "P"), (0, 4, "P")],
            [(0, 4, "P"), (1, 9, "P")],
            [("a0", "b1", "boundary"), ("a1", "b0", "agree")],
        ),
        # Another label on the same words goes before the same label on other words.
        ([(0, 5, "P")], [(0, 5, "O"), (0, 4, "P")], [("a0", "b0", "label")]),
        # Equal spans answer one to one; the third has no answer.
        (
            [(0, 5, "P"), (0, 5, "P")],
            [(0, 5, "P")],
            [("a0", "b0", "agree")],
        ),
    ],
)
def test_pairs(first, second, expected):
    assert _kinds(_spans(*first), _spans(*second, side="b")) == expected


def test_parts_that_interleave_share_nothing():
    first = Span("a", "P", ((0, 2), (6, 8)))
    second = Span("b", "P", ((2, 6),))
    assert pair_spans([first], [second]) == []


def test_parts_that_overlap_in_one_place_answer():
    first = Span("a", "P", ((0, 2), (6, 8)))
    second = Span("b", "P", ((7, 9),))
    assert [one.kind for one in pair_spans([first], [second])] == ["boundary"]


many = st.lists(spans(), max_size=7, unique_by=lambda span: span.id)


def _characters(span: Span) -> set[int]:
    return {offset for start, end in span.fragments for offset in range(start, end)}


@given(spans(), spans())
def test_shared_characters_are_those_that_both_cover(one: Span, other: Span):
    expected = len(_characters(one) & _characters(other))
    assert count_shared(one.fragments, other.fragments) == expected


@given(many, many)
def test_one_to_one_and_true_to_its_kind(first: list[Span], second: list[Span]):
    pairs = pair_spans(first, second)
    assert len({one.first.id for one in pairs}) == len(pairs)
    assert len({one.second.id for one in pairs}) == len(pairs)
    for one, other, kind in pairs:
        is_same_label, is_same_place = one.label == other.label, one.fragments == other.fragments
        assert _characters(one) & _characters(other)
        assert (
            kind
            == {
                (True, True): "agree",
                (False, True): "label",
                (True, False): "boundary",
                (False, False): "label_and_boundary",
            }[is_same_label, is_same_place]
        )


@given(many, many)
def test_nothing_that_overlaps_is_left_on_both_sides(first: list[Span], second: list[Span]):
    pairs = pair_spans(first, second)
    left = [span for span in first if span.id not in {one.first.id for one in pairs}]
    right = [span for span in second if span.id not in {one.second.id for one in pairs}]
    assert not any(_characters(one) & _characters(other) for one in left for other in right)


@given(many, many, st.randoms())
def test_the_order_they_come_in_does_not_matter(first, second, random):
    pairs = pair_spans(first, second)
    random.shuffle(first)
    random.shuffle(second)
    assert pair_spans(first, second) == pairs


@given(many)
def test_a_set_agrees_with_itself(first: list[Span]):
    pairs = pair_spans(first, [span._replace(id=f"b{span.id}") for span in first])
    assert [one.kind for one in pairs] == ["agree"] * len(first)

"""How likely something is a slip, and what it weighs."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.review.consistency.ranking import likelihood, lower_bound, weight_of


@pytest.mark.parametrize(
    ("part", "whole", "bound"),
    # Newcombe, "Two-sided confidence intervals for the single proportion", Statistics in Medicine
    # 17 (1998), table I, method 3: 81 of 263, 15 of 148, 0 of 20, 1 of 29.
    [(81, 263, 0.2553), (15, 148, 0.0624), (0, 20, 0.0), (1, 29, 0.0061)],
)
def test_the_bound_is_that_of_the_literature(part: int, whole: int, bound: float) -> None:
    assert lower_bound(part, whole) == pytest.approx(bound, abs=0.0001)


def test_few_say_less_than_many_with_the_same_share() -> None:
    assert likelihood(41, 43) == pytest.approx(0.845, abs=0.001)
    assert likelihood(1, 2) == pytest.approx(0.095, abs=0.001)
    assert likelihood(1, 2) < likelihood(2, 3) < likelihood(20, 21) < likelihood(200, 201) < 1
    assert lower_bound(0, 0) == 0


def test_the_same_context_makes_it_likelier() -> None:
    assert likelihood(1, 2, 0) < likelihood(1, 2, 1) < likelihood(1, 2, 2)
    assert 1 - likelihood(41, 43, 2) == pytest.approx((1 - likelihood(41, 43)) / 3)


@given(st.integers(0, 500), st.integers(1, 500), st.integers(0, 2))
def test_it_is_a_share(part: int, more: int, sides: int) -> None:
    whole = part + more
    assert 0 <= likelihood(part, whole, sides) < 1
    assert lower_bound(part, whole) <= part / whole + 1e-12
    assert lower_bound(part, whole) <= lower_bound(part + 1, whole + 1) + 1e-12


def test_relations_weigh() -> None:
    assert [weight_of(count) for count in (0, 3, 15)] == [1, 2, 3]
    assert math.isclose(weight_of(1), 1.5)

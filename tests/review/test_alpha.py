"""Krippendorff's alpha against its definition, pair of values by pair of values."""

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.review.worked_examples import alpha_of

items = st.lists(st.lists(st.sampled_from([None, "a", "b", "c"]), max_size=4), max_size=12)


def naive(items: list[list[object]]) -> float | None:
    """Observed over expected disagreement, from all pairs within items and among all values."""
    pairable = [[value for value in item if value is not None] for item in items]
    pairable = [item for item in pairable if len(item) > 1]
    values = [value for item in pairable for value in item]
    expected = sum(one != other for one, other in permutations(values, 2))
    if not expected:
        return None
    observed = sum(
        sum(one != other for one, other in permutations(item, 2)) / (len(item) - 1)
        for item in pairable
    )
    return 1 - (observed / len(values)) / (expected / (len(values) * (len(values) - 1)))


@given(items)
def test_alpha_is_as_it_is_defined(items: list[list[object]]) -> None:
    assert alpha_of(items) == pytest.approx(naive(items), abs=1e-12)


@given(items, st.randoms())
def test_neither_order_nor_names_matter(items: list[list[object]], random) -> None:
    found = alpha_of(items)
    names = {None: None, "a": "z", "b": "y", "c": "x"}
    turned = [[names[value] for value in item] for item in items]
    random.shuffle(turned)
    for item in turned:
        random.shuffle(item)
    assert alpha_of(turned) == pytest.approx(found, abs=1e-12)


@given(items)
def test_alpha_is_one_where_all_agree_and_more_than_one_value_is_used(
    items: list[list[object]],
) -> None:
    same = [[next(iter(item), None)] * 2 for item in items]
    used = {item[0] for item in same} - {None}
    assert alpha_of(same) == (pytest.approx(1) if len(used) > 1 else None)

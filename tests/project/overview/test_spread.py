"""How numbers are spread."""

import statistics

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from annotator.project.overview.spread import BARS, NOTHING, spread

values = st.lists(st.integers(0, 300) | st.integers(0, 2_000_000), min_size=1, max_size=60)


@given(values)
def test_each_value_is_in_one_bar(numbers: list[int]) -> None:
    told = spread(np.array(numbers, np.int64))
    assert sum(bar.times for bar in told.bars) == told.total == len(numbers)
    for bar in told.bars:
        assert bar.times == sum(bar.least <= one <= bar.most for one in numbers)
    for bar, following in zip(told.bars, told.bars[1:], strict=False):
        assert following.least == bar.most + 1
    assert len(told.bars) <= BARS + 2
    assert (told.least, told.most) == (min(numbers), max(numbers))
    assert np.isclose(told.median, statistics.median(numbers))
    assert np.isclose(told.mean, statistics.fmean(numbers))


def test_of_nothing() -> None:
    assert spread(np.empty(0, np.int64)) == NOTHING


def test_what_is_far_out_does_not_squeeze_the_rest() -> None:
    told = spread(np.array([*range(40)] * 10 + [1_000_000], np.int64))
    assert told.bars[-1].most == 1_000_000
    assert max(bar.times for bar in told.bars) < 60

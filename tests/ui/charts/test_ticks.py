"""Where axes have their numbers and dates."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.ui.charts.ticks import count_ticks, day_ticks


@pytest.mark.parametrize(
    ("most", "ticks"),
    [
        (0, [0, 1]),
        (1, [0, 0.5, 1]),
        (3, [0, 1, 2, 3]),
        (10, [0, 5, 10]),
        (247, [0, 100, 200, 300]),
        (6_884, [0, 2_000, 4_000, 6_000, 8_000]),
    ],
)
def test_numbers_are_round(most, ticks):
    assert count_ticks(most) == ticks


@given(st.floats(0.001, 1e9))
def test_the_axis_reaches_over_what_is_drawn(most):
    ticks = count_ticks(most)
    assert ticks[0] == 0 and ticks[-1] >= most * (1 - 1e-9) and len(ticks) <= 7
    assert ticks == sorted(set(ticks))


def days(first, last, at_most):
    return [date.fromordinal(int(at)) for at, _ in day_ticks(first, last, at_most, str)]


def test_days_become_weeks_and_months_and_years_as_they_must():
    first = date(2017, 1, 3)
    assert days(first, first, 5) == [first]
    assert days(first, date(2017, 1, 6), 5) == [first + timedelta(one) for one in range(4)]
    assert {one.weekday() for one in days(first, date(2017, 2, 6), 6)} == {0}
    assert {one.day for one in days(first, date(2017, 9, 1), 9)} == {1}
    assert {(one.day, one.month) for one in days(first, date(2027, 1, 1), 10)} == {(1, 1)}


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)), st.integers(0, 40_000), st.integers(1, 12))
def test_there_are_never_more_than_fit(first, span, at_most):
    last = first + timedelta(span)
    found = days(first, last, at_most)
    assert 1 <= len(found) <= max(1, at_most)
    assert all(first <= one <= last for one in found)

"""Dates as far as they are said."""

import pytest

from annotator.text.partial_dates import is_partial_date


@pytest.mark.parametrize("written", ["2017", "2017-03", "2017-12-31", "2016-02-29", "0001"])
def test_years_months_and_days(written: str) -> None:
    assert is_partial_date(written)


@pytest.mark.parametrize(
    "written",
    [
        "",
        "17",
        "2017-",
        "2017-3",
        "2017-13",
        "2017-02-29",
        "2017-03-24T12",
        "٢٠١٧",
        "0000",
        "2017\n",
    ],
)
def test_nothing_else(written: str) -> None:
    assert not is_partial_date(written)

"""Intervals: drawn from documents, always the same, honest about what is not known."""

import numpy as np
import pytest

from annotator.review import bootstrap
from annotator.review.bootstrap import interval, resample


def test_a_draw_is_made_of_as_many_documents() -> None:
    sums = resample(np.ones((12, 1)))
    assert sums.shape == (bootstrap.DRAWS, 1)
    assert set(sums.ravel()) == {12.0}


def test_columns_are_drawn_together() -> None:
    table = np.random.default_rng(1).integers(0, 9, (20, 1)).astype(float)
    sums = resample(np.hstack([table, 3 * table]))
    assert np.array_equal(sums[:, 1], 3 * sums[:, 0])
    assert sums[:, 0].mean() == pytest.approx(table.sum(), rel=0.02)
    assert sums[:, 0].std() == pytest.approx(table.std() * np.sqrt(20), rel=0.1)


def test_draws_are_the_same_whenever_and_in_however_many_parts(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    table = np.arange(30.0).reshape(15, 2)
    once = resample(table)
    monkeypatch.setattr(bootstrap, "_BLOCK", 100)
    assert np.array_equal(resample(table), once)


def test_ninety_five_of_a_hundred_draws_lie_within() -> None:
    assert interval(np.arange(0.0, 1001.0)) == (25.0, 975.0)


def test_draws_without_a_value_do_not_count() -> None:
    assert interval(np.array([np.nan, 1.0, 1.0])) == (1.0, 1.0)
    assert interval(np.array([np.nan, np.nan])) is None


def test_the_interval_of_a_share_is_about_the_one_that_is_known() -> None:
    """Of 200 documents with one span each 160 agree: the normal interval is .745 to .855."""
    table = np.column_stack([np.repeat([1.0, 0.0], [160, 40]), np.ones(200)])
    sums = resample(table)
    found = interval(sums[:, 0] / sums[:, 1])
    assert found == pytest.approx((0.745, 0.855), abs=0.01)

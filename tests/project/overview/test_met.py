"""Numbers made of tables with a row for each article."""

import numpy as np
import pytest

from annotator.project.overview.met import GROUPS, change_of, f1_of, join_articles, reckon
from annotator.review.reckoning import Reckoning


def table(articles: int, seed: int = 1, share: float = 0.8) -> np.ndarray:
    """Matched, first and second of articles that are not alike."""
    random = np.random.default_rng(seed)
    first = random.integers(1, 60, articles)
    matched = random.binomial(first, random.beta(8 * share, 8 * (1 - share), articles))
    return np.stack((matched, first, first), axis=1).astype(np.float64)


def test_groups_of_articles_give_the_same_interval() -> None:
    articles = 3 * GROUPS + 7
    counts = {"span": table(articles)}
    grouped = f1_of(reckon(counts, articles), "span")
    each = f1_of(Reckoning(counts, articles), "span")
    assert grouped[3:] == each[3:]
    assert grouped.value == each.value
    for one, other in ((grouped.low, each.low), (grouped.high, each.high)):
        assert one is not None
        assert other is not None
        assert each.high is not None
        assert each.low is not None
        assert one == pytest.approx(other, abs=0.1 * (each.high - each.low))


def test_pairs_on_one_article_are_one_article() -> None:
    tables = [{"span": table(4)}, {"span": table(3, seed=2), "label p": np.ones((3, 3))}]
    joined, articles = join_articles(tables, [np.array([0, 1, 5, 9]), np.array([1, 5, 7])])
    assert articles == 5
    assert np.array_equal(joined["span"][1], tables[0]["span"][1] + tables[1]["span"][0])
    assert np.array_equal(
        joined["span"].sum(0), tables[0]["span"].sum(0) + tables[1]["span"].sum(0)
    )
    assert joined["label p"][:, 0].tolist() == [0, 1, 1, 1, 0]
    assert join_articles([], []) == ({}, 0)


def test_a_change_that_is_one_and_one_that_is_chance() -> None:
    early, late, lower = (
        Reckoning({"span": table(60, seed, share)}, 60)
        for seed, share in ((1, 0.8), (2, 0.8), (3, 0.4))
    )
    chance, fall = change_of(early, late, "span"), change_of(early, lower, "span")
    assert chance is not None
    assert fall is not None
    assert chance[1] < 0 < chance[2]
    assert fall[1] <= fall[0] <= fall[2] < 0
    few = Reckoning({"span": table(5)}, 5)
    assert change_of(few, late, "span") is None
    nothing = Reckoning({"span": np.zeros((20, 3))}, 20)
    assert change_of(nothing, late, "span") is None

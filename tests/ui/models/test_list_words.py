"""What a list is narrowed to, in words; each can be taken away alone."""

import pytest

from annotator.project.rows import Bounds, ListQuery
from annotator.ui.models.list_words import (
    ORDERS,
    bare,
    between,
    direction_words,
    narrowings,
    sorted_by,
)

WHOLE = ListQuery(
    "ferry",
    "new",
    ("Harbour Gazette", "Norrow\nPost"),
    "2017",
    "2018",
    Bounds(1000, 2000),
    Bounds(1, 1),
    "",
    "2026-01",
    "spans",
    is_reversed=True,
)


def test_each_is_said_and_taken_away_alone():
    found = narrowings(WHOLE)
    assert [one.words for one in found] == [
        "Harbour Gazette",
        "Norrow Post",
        "2017 – 2018",
        "1,000–2,000 characters",
        "1 span",
        "edited until Jan 2026",
    ]
    for one in found:
        left = [other.words for other in narrowings(one.without)]
        assert left == [other.words for other in found if other is not one]
        assert (one.without.search, one.without.which, one.without.order) == (
            "ferry",
            "new",
            "spans",
        )


def test_bare_keeps_words_status_and_order():
    left = ListQuery("ferry", "new", order="spans", is_reversed=True)
    assert bare(WHOLE) == left
    assert narrowings(left) == []


@pytest.mark.parametrize(
    ("bounds", "words"),
    [
        (Bounds(10), "10 spans or more"),
        (Bounds(most=1), "up to 1 span"),
        (Bounds(0, 0), "0 spans"),
        (Bounds(0, 5), "0–5 spans"),
    ],
)
def test_ends_of_numbers(bounds, words):
    assert [one.words for one in narrowings(ListQuery(spans=bounds))] == [words]


def test_ends_of_dates():
    assert between("2017", "2017") == "2017"
    assert between("2017", "") == "since 2017"
    assert between("", "2018") == "until 2018"


def test_an_order_begins_at_the_end_one_mostly_wants():
    newest = sorted_by(ListQuery("ferry"), "published")
    assert (newest.search, newest.is_reversed) == ("ferry", True)
    assert direction_words(newest) == "newest first"
    assert direction_words(sorted_by(newest, "source")) == "A to Z"
    assert len({words.name for words in ORDERS.values()}) == len(ORDERS)

"""The keys of a file are offered with examples, and which of them is read as what."""

from typing import Any

from annotator.formats.format import Offered
from annotator.formats.mapper.offering import offered_keys

RECORDS: list[dict[str, Any]] = [
    {"headline": "", "body": "Ilse Varga spoke.", "data": {"when": "2026-11-02"}, "marks": []},
    {
        "headline": "Ferry",
        "body": "Zoé Palm met Norrow Lines.",
        "marks": [{"from": 0, "to": 8, "kind": "person"}],
    },
]


def test_keys_come_with_the_first_example_of_what_stands_there() -> None:
    offers = offered_keys(RECORDS, {})
    assert Offered("headline", "Ferry") in offers["title"].values
    assert Offered("body", "Ilse Varga spoke.") in offers["text"].values
    assert Offered("data.when", "2026-11-02") in offers["date"].values
    assert Offered("marks", "1 in a list") in offers["spans"].values


def test_what_is_taken_is_told_and_what_is_chosen_counts() -> None:
    offers = offered_keys(RECORDS, {})
    assert (offers["text"].taken, offers["title"].taken, offers["url"].taken) == (
        "body", "headline", "",
    )  # fmt: skip
    assert offered_keys(RECORDS, {"title": "body"})["title"].taken == "body"


def test_keys_of_spans_are_those_in_each_of_them() -> None:
    offers = offered_keys(RECORDS, {})
    assert offers["start"].taken == "from"
    assert [one.value for one in offers["label"].values] == ["from", "to", "kind"]
    listed = offered_keys([{"text": "Ilse spoke.", "spans": [[0, 4, "PERSON"]]}], {})
    assert [one.value for one in listed["start"].values] == ["0", "1", "2"]


def test_a_file_of_very_many_keys_offers_some() -> None:
    wide = [{f"key {number}": number for number in range(5000)} | {"text": "Ilse spoke."}]
    assert len(offered_keys(wide, {})["title"].values) <= 80


def test_nothing_is_offered_of_nothing() -> None:
    assert offered_keys([], {})["text"].values == ()

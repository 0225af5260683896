"""Curated sets in a few words."""

import pytest

from annotator.messages.curated_words import open_words, provenance_words


@pytest.mark.parametrize(
    ("spans", "negatives", "words"),
    [
        ({}, 0, "0 spans"),
        ({"added": 1}, 0, "1 span: 1 added"),
        (
            {"added": 2, "adjudicated": 5, "imported": 1, "unanimous": 1240},
            1,
            "1,248 spans: 1,240 unanimous, 5 adjudicated, 2 added, 1 imported; 1 negative",
        ),
        ({}, 12, "0 spans; 12 negatives"),
    ],
)
def test_words(spans: dict[str, int], negatives: int, words: str) -> None:
    counts = {
        "spans": sum(spans.values()),
        "provenance": {"spans": spans, "relations": {}},
        "negatives": negatives,
    }
    assert provenance_words(counts) == words


@pytest.mark.parametrize(
    ("documents", "spans", "words"),
    [
        (0, 0, ""),
        (1, 1, "1 span in 1 article is left out, undecided as yet"),
        (11, 1278, "1,278 spans in 11 articles are left out, undecided as yet"),
    ],
)
def test_words_for_what_is_open(documents: int, spans: int, words: str) -> None:
    assert open_words({"open": {"documents": documents, "spans": spans}}) == words

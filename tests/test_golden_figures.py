"""Checks the golden figures of the end-to-end story and of the real article."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from tests.sample_sources import (
    ROOT,
    SPAN_LABELS,
    STORY_SETS,
    Placed,
    across_paragraphs,
    has_pair,
    is_allowed,
    is_at_words,
    is_containing,
    is_crossing,
    is_stacking,
    place_spans,
    text_of,
)

GOLDEN = ROOT / "tests" / "golden"


def read_golden(name: str) -> dict[str, Any]:
    golden: dict[str, Any] = json.loads((GOLDEN / name).read_text(encoding="utf-8"))
    return golden


def test_story_is_as_long_as_promised() -> None:
    (story,) = STORY_SETS
    assert len(story["spans"]) >= 60
    assert len(story["relations"]) >= 20
    assert across_paragraphs(story) >= 4
    text = text_of(story)
    spans = place_spans(text, story["spans"])
    told = {span["ref"] for span in story["spans"] if span.get("exact")}
    assert told == {ref for ref, span in spans.items() if not is_at_words(text, span.ranges)}
    assert len(told) <= len(spans) * 0.05


def test_golden_figures_of_the_story_are_those_of_its_text() -> None:
    (story,) = STORY_SETS
    text = text_of(story)
    golden = read_golden("shipyard.json")
    assert golden["sha256"] == hashlib.sha256(text.encode("utf-8")).hexdigest()
    spans = place_spans(text, story["spans"])
    assert [(s["ref"], s["label"], s["fragments"]) for s in golden["spans"]] == [
        (ref, span.label, [list(part) for part in span.ranges]) for ref, span in spans.items()
    ]
    assert golden["relations"] == [
        {"label": r["label"], "head": r["head"], "tail": r["tail"]} for r in story["relations"]
    ]


def test_golden_figures_of_the_real_article_are_whole() -> None:
    golden = read_golden("real_article.json")
    spans = [
        Placed(span["label"], tuple((start, end) for start, end in span["fragments"]))
        for span in golden["spans"]
    ]
    assert len(spans) >= 60 and len(golden["relations"]) >= 20
    assert len(set(spans)) == len(spans)
    assert sum(span.get("exact", False) for span in golden["spans"]) <= len(spans) * 0.05
    for fits in (is_crossing, is_containing, is_stacking):
        assert has_pair(spans, fits), fits.__name__
    assert any(len(span.ranges) > 1 for span in spans)
    for relation in golden["relations"]:
        head, tail = spans[relation["head"]], spans[relation["tail"]]
        assert is_allowed(relation["label"], head.label, tail.label), relation


def test_golden_figures_hold_no_words_of_the_real_article() -> None:
    golden = read_golden("real_article.json")
    assert set(golden) == {"sha256", "spans", "relations"}
    assert {key for span in golden["spans"] for key in span} <= {"label", "fragments", "exact"}
    assert {span["label"] for span in golden["spans"]} <= set(SPAN_LABELS)

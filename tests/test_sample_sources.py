"""Checks the sources of the sample: the shapes of its articles, and its two annotators."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.sample_sources import (
    ARTICLES,
    ATTRIBUTES,
    DOCUMENT_LABELS,
    RELATION_LABELS,
    SAMPLE_SETS,
    SPAN_LABELS,
    STORY_SETS,
    Range,
    across_paragraphs,
    has_pair,
    is_allowed,
    is_containing,
    is_crossing,
    is_stacking,
    name_set,
    place_spans,
    read_text,
    text_of,
)

every_set = pytest.mark.parametrize("annotation_set", SAMPLE_SETS + STORY_SETS, ids=name_set)


# ---------------------------------------------------------------- the articles


def article_paths() -> list[Path]:
    return sorted(ARTICLES.glob("*.txt"))


def test_there_are_enough_articles_of_newspaper_length() -> None:
    lengths = [len(read_text(path).split()) for path in article_paths()]
    assert len(lengths) >= 13
    assert max(lengths) <= 420
    assert any(20 <= length <= 30 for length in lengths), "one of a few lines"


@pytest.mark.parametrize(
    "script",
    [
        pytest.param(r"[\u0621-\u064a]{3}", id="Arabic"),
        pytest.param(r"[\u3041-\u30ff]{3}", id="Japanese"),
        pytest.param(r"[\U0001f300-\U0001faff]\u200d", id="joined emoji"),
        pytest.param(r"[\U0001f3fb-\U0001f3ff]", id="skin tone"),
        pytest.param(r"[a-zA-Z]\u0301", id="combining marks"),
        pytest.param(r"„[^“]+“", id="German quotation marks"),
        pytest.param(r"“[^”]+”", id="curly quotation marks"),
        pytest.param(r" \n", id="trailing spaces"),
        pytest.param(r"\r\n", id="line breaks of another system"),
        pytest.param(r"(?m)^By [A-Z]", id="byline"),
        pytest.param(r"(?m)\[[^]]+\]$", id="credit"),
        pytest.param(r"(?m)^\d min read$", id="reading time"),
    ],
)
def test_articles_have_the_shapes_that_real_news_has(script: str) -> None:
    assert any(re.search(script, read_text(path)) for path in article_paths())


def test_articles_speak_of_the_same_people() -> None:
    texts = [read_text(path) for path in article_paths()]
    for name in ("Ines Okoro", "Henrike Aldous", "Bertil Magro", "Lucas Thorne", "Dunya Harrow"):
        assert sum(name in text for text in texts) >= 3, name


def test_mixed_line_breaks_are_in_one_article_only() -> None:
    assert [path.stem for path in article_paths() if "\r" in read_text(path)] == [
        "14-letter-from-little-skerry"
    ]


# ---------------------------------------------------------------- the sets


@every_set
def test_words_are_found_and_labels_known(annotation_set: dict[str, Any]) -> None:
    text = text_of(annotation_set)
    assert annotation_set["status"] in {"new", "in_progress", "finished"}
    assert set(annotation_set["labels"]) <= DOCUMENT_LABELS
    spans = place_spans(text, annotation_set["spans"])
    assert len(spans) == len(annotation_set["spans"]), "a ref is used twice"
    assert len({(s.label, s.ranges) for s in spans.values()}) == len(spans), "a span is there twice"
    for span in spans.values():
        assert span.label in SPAN_LABELS
        assert all(one[1] < two[0] for one, two in itertools.pairwise(span.ranges))
        assert "\n" not in "".join(text[start:end] for start, end in span.ranges)


@every_set
def test_spans_stand_in_reading_order(annotation_set: dict[str, Any]) -> None:
    spans = place_spans(text_of(annotation_set), annotation_set["spans"])
    starts = [span.start for span in spans.values()]
    assert starts == sorted(starts)


@every_set
def test_attributes_are_carried_by_labels_that_may(annotation_set: dict[str, Any]) -> None:
    for span in annotation_set["spans"]:
        for name, value in span.get("attributes", {}).items():
            assert span["label"] in ATTRIBUTES[name]["labels"]
            assert value in ATTRIBUTES[name]["values"]


@every_set
def test_relations_are_allowed_and_resolve(annotation_set: dict[str, Any]) -> None:
    labels = {span["ref"]: span["label"] for span in annotation_set["spans"]}
    seen = Counter((r["label"], r["head"], r["tail"]) for r in annotation_set["relations"])
    assert all(count == 1 for count in seen.values())
    for label, head, tail in seen:
        assert head != tail
        assert is_allowed(label, labels[head], labels[tail]), (label, head, tail)


def pairs_of_sets() -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """The sets of both annotators, for every document that both have worked on."""
    for one, two in itertools.combinations(SAMPLE_SETS, 2):
        if one["document"] == two["document"] and one["spans"] and two["spans"]:
            yield one, two


def span_keys(annotation_set: dict[str, Any]) -> set[tuple[str, tuple[Range, ...]]]:
    spans = place_spans(text_of(annotation_set), annotation_set["spans"])
    return {(span.label, span.ranges) for span in spans.values()}


def test_two_annotators_have_read_ten_articles_or_more() -> None:
    assert {one["annotator"] for one in SAMPLE_SETS} == {"Maria", "Jonas"}
    assert sum(1 for _ in pairs_of_sets()) >= 10
    touched = {one["document"] for one in SAMPLE_SETS if one["status"] != "new"}
    assert {path.stem for path in article_paths()} - touched, "one is left to do"
    assert {one["status"] for one in SAMPLE_SETS} == {"new", "in_progress", "finished"}


def test_annotators_differ_and_agree_on_every_article() -> None:
    for one, two in pairs_of_sets():
        mine, theirs = span_keys(one), span_keys(two)
        agreement = 2 * len(mine & theirs) / (len(mine) + len(theirs))
        assert 0.4 < agreement < 0.95, (one["document"], agreement)


def test_annotators_differ_in_every_way() -> None:
    kinds: Counter[str] = Counter()
    for one, two in pairs_of_sets():
        text = text_of(one)
        mine = place_spans(text, one["spans"])
        theirs = place_spans(text, two["spans"])
        for ref in mine.keys() & theirs.keys():
            kinds["label"] += mine[ref].label != theirs[ref].label
            kinds["boundary"] += mine[ref].ranges != theirs[ref].ranges
            kinds["attribute"] += mine[ref].attributes != theirs[ref].attributes
            kinds["note"] += mine[ref].note != theirs[ref].note
        kinds["missing"] += len(mine.keys() - theirs.keys())
        kinds["extra"] += len(theirs.keys() - mine.keys())
        ties = [{(r["head"], r["tail"]): r["label"] for r in s["relations"]} for s in (one, two)]
        shared = ties[0].keys() & ties[1].keys()
        kinds["relation type"] += sum(ties[0][pair] != ties[1][pair] for pair in shared)
        kinds["relation missing"] += len(ties[0].keys() - ties[1].keys())
        kinds["document label"] += set(one["labels"]) != set(two["labels"])
    assert set(kinds) == {
        "label", "boundary", "attribute", "note", "missing", "extra", "document label",
        "relation type", "relation missing",
    }  # fmt: skip
    assert all(count >= 5 for count in kinds.values()), kinds


@pytest.mark.parametrize("sets", [SAMPLE_SETS, STORY_SETS], ids=["sample", "story"])
def test_every_span_shape_is_there(sets: list[dict[str, Any]]) -> None:
    placed = [list(place_spans(text_of(one), one["spans"]).values()) for one in sets]
    for fits in (is_crossing, is_containing, is_stacking):
        assert any(has_pair(spans, fits) for spans in placed), fits.__name__
    assert any(len(span.ranges) > 1 for spans in placed for span in spans), "discontinuous"


def test_relations_reach_across_paragraphs() -> None:
    assert sum(across_paragraphs(one) > 0 for one in SAMPLE_SETS) >= 10


def test_every_label_of_the_set_is_used() -> None:
    spans = {span["label"] for one in SAMPLE_SETS for span in one["spans"]}
    relations = {relation["label"] for one in SAMPLE_SETS for relation in one["relations"]}
    assert spans == set(SPAN_LABELS)
    assert relations == set(RELATION_LABELS)
    topics = {label for one in SAMPLE_SETS for label in one["labels"]}
    assert topics | {"conflict"} == DOCUMENT_LABELS

"""Checks what the sample and the end-to-end story are made of: label set, articles, sets, golden figures."""

from __future__ import annotations

import hashlib
import itertools
import json
import re
import tomllib
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parent.parent
ARTICLES = ROOT / "resources" / "sample" / "articles"
TEST_ARTICLES = ROOT / "tests" / "data" / "articles"
GOLDEN = ROOT / "tests" / "golden"

WORD = re.compile(r"\w+(?:[-'’.]\w+)*")
COLOUR = re.compile(r"#[0-9a-f]{6}")

Range = tuple[int, int]


@dataclass(frozen=True)
class Placed:
    """A span of a set with the ranges (code points, half open) that its words stand at."""

    label: str
    ranges: tuple[Range, ...]
    attributes: tuple[tuple[str, str], ...] = ()
    note: str | None = None

    @property
    def start(self) -> int:
        return self.ranges[0][0]

    @property
    def end(self) -> int:
        return self.ranges[-1][1]


def read_toml(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def read_text(path: Path) -> str:
    """The text as it stands in the file: no line break is rewritten."""
    return path.read_bytes().decode("utf-8")


def find_nth(text: str, words: str, nth: int) -> Range:
    """Where `words` occur for the nth time (from 1); ValueError if they do not."""
    start = -1
    for _ in range(nth):
        start = text.index(words, start + 1)
    return start, start + len(words)


def place_span(text: str, span: dict[str, Any]) -> Placed:
    parts = span.get("parts", [span])
    ranges = tuple(find_nth(text, part["text"], part.get("nth", 1)) for part in parts)
    attributes = tuple(sorted(span.get("attributes", {}).items()))
    return Placed(span["label"], ranges, attributes, span.get("note"))


def place_spans(text: str, spans: list[dict[str, Any]]) -> dict[str, Placed]:
    return {span["ref"]: place_span(text, span) for span in spans}


def is_at_words(text: str, ranges: tuple[Range, ...]) -> bool:
    """Whether no end of a range lies within a word."""
    ends = set(itertools.chain.from_iterable(ranges))
    return not any(
        word.start() < end < word.end() for word in WORD.finditer(text) for end in ends
    )


def is_crossing(one: Placed, two: Placed) -> bool:
    return one.start < two.start < one.end < two.end


def is_containing(one: Placed, two: Placed) -> bool:
    inside = one.start <= two.start and two.end <= one.end
    return inside and (one.start, one.end) != (two.start, two.end)


def is_stacking(one: Placed, two: Placed) -> bool:
    return one.ranges == two.ranges and one.label != two.label


def has_pair(spans: list[Placed], fits: Callable[[Placed, Placed], bool]) -> bool:
    return any(fits(one, two) for one, two in itertools.permutations(spans, 2))


def paragraph_of(text: str, span: Placed) -> int:
    return text.count("\n", 0, span.start)


LABEL_SET = read_toml(ROOT / "resources" / "label_sets" / "news.toml")
SPAN_LABELS = {label["name"]: label for label in LABEL_SET["span_labels"]}
RELATION_LABELS = {label["name"]: label for label in LABEL_SET["relation_labels"]}
ATTRIBUTES = {attribute["name"]: attribute for attribute in LABEL_SET["attributes"]}
DOCUMENT_LABELS = {label["name"] for label in LABEL_SET["document_labels"]}

SAMPLE_SETS: list[dict[str, Any]] = read_toml(ROOT / "resources" / "sample" / "sets.toml")["sets"]
STORY_SETS: list[dict[str, Any]] = read_toml(TEST_ARTICLES / "shipyard.toml")["sets"]


def name_set(annotation_set: dict[str, Any]) -> str:
    return f"{annotation_set['document']}-{annotation_set['annotator']}"


def text_of(annotation_set: dict[str, Any]) -> str:
    name = f"{annotation_set['document']}.txt"
    folder = ARTICLES if (ARTICLES / name).exists() else TEST_ARTICLES
    return read_text(folder / name)


def is_allowed(label: str, head: str, tail: str) -> bool:
    """Whether the label set lets a relation of this label join spans of these labels."""
    relation = RELATION_LABELS[label]
    fits_head = not relation["heads"] or head in relation["heads"]
    fits_tail = not relation["tails"] or tail in relation["tails"]
    return fits_head and fits_tail and (label != "same as" or head == tail)


every_set = pytest.mark.parametrize("annotation_set", SAMPLE_SETS + STORY_SETS, ids=name_set)


# ---------------------------------------------------------------- the label set


def brightness(colour: str) -> float:
    """Relative luminance as the contrast rule of WCAG wants it, 0 to 1."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_span_labels_stand_in_the_promised_order_on_the_digits() -> None:
    names = "PERSON ORGANISATION PLACE GROUP ROLE DATE EVENT QUOTE CLAIM".split()
    assert [label["name"] for label in LABEL_SET["span_labels"]] == names
    assert [label["key"] for label in LABEL_SET["span_labels"]] == list("123456789")


@pytest.mark.parametrize("kind", ["span_labels", "relation_labels"])
def test_labels_are_told_apart(kind: str) -> None:
    labels = LABEL_SET[kind]
    for field in ("name", "key", "colour"):
        assert len({label[field] for label in labels}) == len(labels), field


@pytest.mark.parametrize(
    "label", LABEL_SET["span_labels"] + LABEL_SET["relation_labels"], ids=lambda label: label["name"]
)
def test_label_has_colour_guidance_and_example(label: dict[str, Any]) -> None:
    assert COLOUR.fullmatch(label["colour"])
    assert 1.05 / (brightness(label["colour"]) + 0.05) >= 4.5
    assert label["description"] and "\n" not in label["description"]
    assert label["example"] and "\n" not in label["example"]


def test_examples_of_span_labels_show_the_span_in_brackets() -> None:
    for label in LABEL_SET["span_labels"]:
        assert re.search(r"\[[^]]+\]", label["example"]), label["name"]


def test_relations_name_labels_that_exist() -> None:
    for relation in LABEL_SET["relation_labels"]:
        assert set(relation["heads"]) | set(relation["tails"]) <= set(SPAN_LABELS)
        if relation["symmetric"]:
            assert relation["heads"] == relation["tails"]


def test_attributes_apply_to_labels_that_exist() -> None:
    assert set(ATTRIBUTES) == {"certainty", "mention"}
    for attribute in ATTRIBUTES.values():
        assert set(attribute["labels"]) <= set(SPAN_LABELS)
        assert len(attribute["values"]) == 3


def test_document_labels_are_a_dozen_topics() -> None:
    assert len(DOCUMENT_LABELS) == 12
    assert {label["group"] for label in LABEL_SET["document_labels"]} == {"topic"}


# ---------------------------------------------------------------- the articles


def article_paths() -> list[Path]:
    return sorted(ARTICLES.glob("*.txt"))


def test_there_are_enough_articles_of_newspaper_length() -> None:
    lengths = [len(read_text(path).split()) for path in article_paths()]
    assert len(lengths) >= 13
    assert max(lengths) <= 420
    assert min(length for length in lengths if length > 11) < 35, "one of a few lines"


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


def across_paragraphs(annotation_set: dict[str, Any]) -> int:
    text = text_of(annotation_set)
    spans = place_spans(text, annotation_set["spans"])
    return sum(
        paragraph_of(text, spans[r["head"]]) != paragraph_of(text, spans[r["tail"]])
        for r in annotation_set["relations"]
    )


def test_relations_reach_across_paragraphs() -> None:
    assert sum(across_paragraphs(one) > 0 for one in SAMPLE_SETS) >= 10


def test_every_label_of_the_set_is_used() -> None:
    spans = {span["label"] for one in SAMPLE_SETS for span in one["spans"]}
    relations = {relation["label"] for one in SAMPLE_SETS for relation in one["relations"]}
    assert spans == set(SPAN_LABELS)
    assert relations == set(RELATION_LABELS)
    assert {label for one in SAMPLE_SETS for label in one["labels"]} >= DOCUMENT_LABELS - {"conflict"}


# ---------------------------------------------------------------- the golden figures


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

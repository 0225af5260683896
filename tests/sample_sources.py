"""Reads the sample, the story and their label set, and finds where the marked words stand."""

from __future__ import annotations

import itertools
import re
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
ARTICLES = ROOT / "resources" / "sample" / "articles"
TEST_ARTICLES = ROOT / "tests" / "data" / "articles"

WORD = re.compile(r"\w+(?:[-'\u2019.]\w+)*")

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
    return not any(word.start() < end < word.end() for word in WORD.finditer(text) for end in ends)


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


def across_paragraphs(annotation_set: dict[str, Any]) -> int:
    text = text_of(annotation_set)
    spans = place_spans(text, annotation_set["spans"])
    return sum(
        paragraph_of(text, spans[r["head"]]) != paragraph_of(text, spans[r["tail"]])
        for r in annotation_set["relations"]
    )

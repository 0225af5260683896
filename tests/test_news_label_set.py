"""Checks the default label set: order, keys, colours, allowed ends."""

from __future__ import annotations

import re
from typing import Any

import pytest

from tests.sample_sources import ATTRIBUTES, DOCUMENT_LABELS, LABEL_SET, SPAN_LABELS

COLOUR = re.compile(r"#[0-9a-f]{6}")


def brightness(colour: str) -> float:
    """Relative luminance as the contrast rule of WCAG wants it, 0 to 1."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_span_labels_stand_in_the_promised_order_on_the_digits() -> None:
    names = "PERSON ORGANISATION PLACE GROUP ROLE DATE EVENT QUOTE CLAIM"
    assert " ".join(label["name"] for label in LABEL_SET["span_labels"]) == names
    assert [label["key"] for label in LABEL_SET["span_labels"]] == list("123456789")


@pytest.mark.parametrize("kind", ["span_labels", "relation_labels"])
def test_labels_are_told_apart(kind: str) -> None:
    labels = LABEL_SET[kind]
    for field in ("name", "key", "colour"):
        assert len({label[field] for label in labels}) == len(labels), field


@pytest.mark.parametrize(
    "label",
    LABEL_SET["span_labels"] + LABEL_SET["relation_labels"],
    ids=lambda label: label["name"],
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

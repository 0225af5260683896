"""Keys are found by their names and by what stands there; what a person says comes first."""

from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from annotator.formats.mapper.mapping import (
    SETTINGS,
    KeyMapping,
    chosen_mapping,
    is_text_key,
    propose_mapping,
)
from annotator.formats.mapper.paths import paths_in, value_at
from tests.formats.strategies import json_values, words

RECORD = {
    "data": {"body": "one", "a.b": 3},
    "data.title": "dotted",
    "authors": [{"name": "A"}, {"name": "B"}, 7],
    "marks": [[0, 4, "X"]],
    "none": None,
    "counts": [None, {"0": 5}],
}


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("data.body", "one"),
        ("data.a.b", 3),
        ("data.title", "dotted"),
        ("authors.name", ["A", "B"]),
        ("authors.1.name", "B"),
        ("authors.9.name", None),
        ("marks.0.2", "X"),
        ("counts.0", [5]),
        ("marks.x", None),
        ("none", None),
        ("data.body.x", None),
        ("gone", None),
        ("", RECORD),
    ],
)
def test_a_path_leads_to_a_value(path: str, value: Any) -> None:
    assert value_at(RECORD, path) == value


def test_paths_of_a_record_are_listed() -> None:
    listed = dict(paths_in({"a": {"b": [{"c": 1}, {"d": 2}]}, "e": 3}))
    assert listed == {
        "a": {"b": [{"c": 1}, {"d": 2}]},
        "a.b": [{"c": 1}, {"d": 2}],
        "a.b.c": 1,
        "a.b.d": 2,
        "e": 3,
    }


@given(st.dictionaries(words, json_values, max_size=3))
@example({"0": [None, {"0": False}]})
def test_what_is_listed_is_found(record: dict[str, Any]) -> None:
    for path, value in paths_in(record):
        assert value is None or value_at(record, path) is not None


def test_keys_are_found_by_their_names() -> None:
    found = propose_mapping(
        [
            {
                "Doc-ID": 7,
                "headline": "Talks",
                "article_body": "A ferry sailed.",
                "pub_date": "2017-01-24",
                "meta": {"publisher": "Herald", "link": "x", "byline": ["A"], "lang": "en"},
                "coder": "ilya",
                "categories": ["sea"],
            }
        ]
    )
    assert found == KeyMapping(
        text="article_body",
        title="headline",
        date="pub_date",
        source="meta.publisher",
        url="meta.link",
        authors="meta.byline",
        language="meta.lang",
        id="Doc-ID",
        annotator="coder",
        labels="categories",
    )


def test_the_text_is_else_the_longest() -> None:
    records = [{"a": "short one", "b": "a much longer one, with many words in it", "c": "x" * 99}]
    assert propose_mapping(records).text == "b"
    assert propose_mapping([{"a": "short one"}]).text == ""
    assert propose_mapping([]) == KeyMapping()


@pytest.mark.parametrize(
    ("part", "keys"),
    [
        ({"start": 0, "end": 4, "label": "X"}, ("start", "end", "label", "", "behind")),
        (
            {"start_offset": 0, "end_offset": 4, "type": "X", "surface": "Ilse"},
            ("start_offset", "end_offset", "type", "surface", "behind"),
        ),
        ({"offset": 0, "length": 4, "entity": "X"}, ("offset", "length", "entity", "", "length")),
        ([0, 4, "X"], ("0", "1", "2", "", "behind")),
        ({"begin": 0, "end": 4}, ("begin", "end", "", "", "behind")),
        ({"start": 0, "end": 4, "labels": ["X", "Y"]}, ("start", "end", "labels", "", "behind")),
    ],
)
def test_spans_are_found_by_their_ends(part: Any, keys: tuple[str, ...]) -> None:
    records = [
        {"text": "Ilse leads", "n": {"marks": []}},
        {"text": "Ilse leads", "n": {"marks": [part]}},
    ]
    found = propose_mapping(records)
    assert found.spans == "n.marks"
    assert (found.start, found.end, found.label, found.covered, found.end_is) == keys
    assert found.text == "text", "and not a key of the spans"


@pytest.mark.parametrize(
    "value", [[7], ["X"], [[0, "x"]], [{"start": 0}], [[]], {"start": 0, "end": 1}]
)
def test_other_lists_are_no_spans(value: Any) -> None:
    assert propose_mapping([{"text": "Ilse leads", "marks": value}]).spans == ""


def test_what_is_chosen_comes_first() -> None:
    proposed = KeyMapping(text="a", title="b", spans="c", start="s", end="e", label="l")
    chosen = chosen_mapping({"text": "x", "title": "-", "date": ""}, proposed)
    assert chosen == KeyMapping(text="x", spans="c", start="s", end="e", label="l")
    other = chosen_mapping({"spans": "d", "label": "kind"}, proposed)
    assert (other.spans, other.start, other.label) == ("d", "", "kind")
    assert chosen_mapping(proposed.settings, KeyMapping()) == proposed
    assert set(proposed.settings) == {one.name for one in SETTINGS}


def test_keys_that_are_called_like_a_text_are_known() -> None:
    assert is_text_key("text")
    assert is_text_key("data.Body_Text")
    assert is_text_key("正文")
    assert not is_text_key("spans[].text")
    assert not is_text_key("completion")

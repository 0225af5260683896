"""What is read in one go is what the strict reader reads, and all that is unusual is left to it."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.formats.jsonl_annotations import (
    finish_spans,
    read_raw_span,
    read_relations,
)
from annotator.formats.jsonl_quick import quick_relations, quick_spans
from annotator.formats.line_reading import LineReading
from annotator.formats.source import Source
from annotator.formats.units import place_claims
from annotator.model.relation import Relation
from annotator.model.span import Span
from tests.formats.reading import TEXT, relation, span

ODD = st.one_of(
    st.none(), st.booleans(), st.integers(-3, 60), st.floats(), st.text(max_size=3),
    st.lists(st.integers(), max_size=2), st.just({}), st.just("x" * 1001), st.just(" "),
)  # fmt: skip
PIECES = st.lists(
    st.tuples(st.integers(0, 40), st.integers(1, 9)).map(lambda one: [one[0], one[0] + one[1]]),
    min_size=1,
    max_size=3,
)


@st.composite
def span_bodies(draw: st.DrawFn) -> Any:
    """Bodies of spans, most of them right, some wrong in one place."""
    start = draw(st.integers(0, 40))
    body: dict[str, Any] = span(draw(st.sampled_from(["a", "b", "c"])), start, start + 4)
    if draw(st.booleans()):
        pieces = draw(PIECES)
        body |= {
            "fragments": pieces,
            "start": min(one for one, _ in pieces),
            "end": max(other for _, other in pieces),
        }
    if draw(st.booleans()):
        pairs = body.get("fragments", [[body["start"], body["end"]]])
        body["text"] = " ".join(TEXT[one:other] for one, other in pairs)
    if draw(st.booleans()):
        body["attributes"] = draw(st.dictionaries(st.sampled_from("xyz"), ODD, max_size=2))
    if draw(st.booleans()):
        body["origin"] = draw(st.sampled_from(["manual", "imported", "dreamt"]))
    if draw(st.integers(0, 4)) == 0:
        keys = ["id", "label", "start", "end", "text", "note", "origin", "fragments", "odd"]
        body[draw(st.sampled_from(keys))] = draw(ODD)
    if draw(st.integers(0, 9)) == 0:
        del body[draw(st.sampled_from(sorted(body)))]
    return body if draw(st.integers(0, 19)) else draw(ODD)


def reading() -> LineReading:
    return LineReading(Source(Path("in.jsonl"), "in.jsonl"), 1)


def strictly(bodies: list[Any]) -> tuple[dict[str, Span], LineReading]:
    found = reading()
    raw = list(found.each(bodies, "spans", read_raw_span))
    _, placed = place_claims(TEXT, [one.claim for one in raw], "codepoint")
    return finish_spans(raw, placed, TEXT, found), found


@settings(max_examples=400)
@given(st.lists(span_bodies(), max_size=4))
def test_spans_are_read_as_the_strict_reader_reads_them(bodies: list[Any]) -> None:
    quick = quick_spans(bodies, TEXT)
    if quick is None:
        return
    slow, found = strictly(bodies)
    assert list(quick.values()) == list(slow.values())
    assert all(type(one) is Span for one in quick.values())
    assert (found.problems, found.unknown) == ([], {})


@pytest.mark.parametrize(
    "body",
    [
        span(text=TEXT[:10], note="n", attributes={"a": "x", "b": True, "c": 3, "d": ["e"]}),
        span(origin="imported"),
        span("s1", 0, 20, fragments=[[0, 4], [11, 20]], text=f"{TEXT[:4]} {TEXT[11:20]}"),
    ],
)
def test_usual_spans_are_read_in_one_go(body: dict[str, Any]) -> None:
    quick = quick_spans([body], TEXT)
    assert quick is not None
    assert list(quick.values()) == list(strictly([body])[0].values())


@pytest.mark.parametrize(
    "more",
    [
        {"text": "another"}, {"start": -1}, {"end": len(TEXT) + 1}, {"start": True}, {"end": 3.0},
        {"doubtful": True}, {"provenance": "added"}, {"odd": 1}, {"label": ["PERSON"]},
        {"fragments": [[0, 4], [4, 10]]}, {"fragments": [[5, 10], [0, 4]]},
        {"attributes": ["a"]}, {"attributes": {"a": None}}, {"note": 3}, {"id": ""},
    ],
)  # fmt: skip
def test_unusual_spans_are_left_to_the_strict_reader(more: dict[str, Any]) -> None:
    assert quick_spans([{**span(), **more}], TEXT) is None


def test_what_is_no_list_is_left_too() -> None:
    assert quick_spans({"a": 1}, TEXT) is None
    assert quick_relations(None, {}) is None
    assert quick_spans([span(), span()], TEXT) is None, "two have one id"


SPANS = {name: Span(name, "PERSON", ((0, 4),)) for name in ("s1", "s2", "s3")}


@st.composite
def relation_bodies(draw: st.DrawFn) -> Any:
    ends = st.sampled_from(["s1", "s2", "s3", "gone"])
    body: dict[str, Any] = relation(draw(st.sampled_from("abs")), draw(ends), draw(ends))
    if draw(st.booleans()):
        body["attributes"] = draw(st.dictionaries(st.sampled_from("xy"), ODD, max_size=2))
    if draw(st.integers(0, 3)) == 0:
        keys = ["id", "label", "head", "tail", "note", "origin", "attributes", "odd"]
        body[draw(st.sampled_from(keys))] = draw(ODD)
    return body


@settings(max_examples=300)
@given(st.lists(relation_bodies(), max_size=3))
def test_relations_are_read_as_the_strict_reader_reads_them(bodies: list[Any]) -> None:
    quick = quick_relations(bodies, SPANS)
    if quick is None:
        return
    found = reading()
    assert quick == read_relations({"relations": bodies}, SPANS, found)
    assert all(type(one) is Relation for one in quick)
    assert (found.problems, found.unknown) == ([], {})


def test_usual_relations_are_read_in_one_go() -> None:
    body = relation(attributes={"sure": True}, note="n", origin="imported")
    assert quick_relations([body], SPANS) == read_relations({"relations": [body]}, SPANS, reading())

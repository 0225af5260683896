"""Records of every JSON format with anything at any place: told, and never raised."""

import copy
import json
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.formats.corpus import CorpusLine
from annotator.formats.format import Format
from annotator.formats.jsonl import encode_line
from annotator.formats.registry import format_named
from annotator.text.offsets import Unit
from tests.formats.json_files import items
from tests.formats.strategies import json_values

TEXT = "Ilse Varga 👩 leads Norrow."
SPAN = {"start": 0, "end": 10, "token_start": 0, "token_end": 1, "label": "PERSON", "text": "x"}
REGION = {
    "id": "a",
    "type": "labels",
    "from_name": "l",
    "to_name": "t",
    "value": {"start": 0, "end": 4, "text": "Ilse", "labels": ["X"]},
    "meta": {"text": ["who?"]},
}
SAMPLES: dict[str, Any] = {
    "prodigy": {
        "text": TEXT,
        "_input_hash": 7,
        "meta": {"title": "a"},
        "tokens": [{"text": "Ilse", "start": 0, "end": 4, "id": 0}],
        "spans": [SPAN, {**SPAN, "start": 13, "end": 18, "attributes": {"a": 1}, "note": "n"}],
        "relations": [{"head": 1, "child": 0, "label": "r", "head_span": SPAN, "child_span": SPAN}],
        "accept": ["a", 1],
        "answer": "accept",
        "_session_id": "a-b",
        "versions": [{"text": TEXT, "spans": [SPAN], "sessions": ["a"], "answer": "accept"}],
    },
    "doccano": {
        "id": 1,
        "text": TEXT,
        "label": [[0, 10, "PERSON"], "class"],
        "entities": [{"id": 1, "label": "A", "start_offset": 0, "end_offset": 4}],
        "relations": [{"id": 1, "from_id": 1, "to_id": 1, "type": "r"}],
        "annotations": [{"label": 1, "start_offset": 13, "end_offset": 18, "user": 1}],
        "cats": ["a"],
        "Comments": ["c"],
        "meta": {"title": "a"},
    },
    "label-studio": {
        "id": 1,
        "data": {"text": TEXT, "title": "a", "authors": ["a"]},
        "annotations": [
            {
                "completed_by": {"id": 1, "email": "a"},
                "result": [
                    REGION,
                    [{**REGION, "id": "b"}],
                    {"id": "a", "type": "choices", "from_name": "c", "value": {"choices": ["x"]}},
                    {"id": "z", "type": "number", "from_name": "n", "value": {"number": 1}},
                    {"type": "relation", "from_id": "a", "to_id": "b", "labels": ["r"]},
                ],
                "ground_truth": True,
            }
        ],
        "predictions": [{"model_version": "m", "result": [REGION]}],
        "drafts": [{}],
    },
    "dygie": {
        "doc_key": "a",
        "sentences": [["Ilse", "Varga"], ["leads", "."]],
        "ner": [[[0, 1, "P"]], [[2, 2, "V"]]],
        "relations": [[[0, 1, 2, 2, "r"]], []],
        "events": [[[[0, "E"], [0, 1, "role"]]], []],
        "clusters": [[[0, 1], [2, 2]]],
    },
    "docred": {
        "title": "a",
        "sents": [["Ilse", "Varga"], ["leads", "."]],
        "vertexSet": [
            [{"name": "a", "sent_id": 0, "pos": [0, 2], "type": "P"}],
            [{"name": "b", "sent_id": 1, "pos": [0, 1], "type": "V"}],
        ],
        "labels": [{"h": 0, "t": 1, "r": "P1", "evidence": [0, 1]}],
    },
    "tacred": {
        "id": "1",
        "docid": "d",
        "relation": "r",
        "token": ["Ilse", "Varga", "leads"],
        "subj_start": 0,
        "subj_end": 1,
        "obj_start": 2,
        "obj_end": 2,
        "subj_type": "P",
        "obj_type": "V",
    },
    "gliner": {
        "tokenized_text": ["Ilse", "Varga", "leads"],
        "ner": [[0, 1, "p"], [2, 2, "v"]],
        "relations": [[0, 1, "r"]],
        "ner_negatives": ["x"],
    },
    "mapper": {
        "text": TEXT,
        "title": "a",
        "date": "2017-01-24",
        "authors": [{"name": "a"}],
        "id": 1,
        "annotator": "a",
        "labels": ["a"],
        "marks": [{"start": 0, "end": 4, "label": ["X"], "text": "Ilse"}],
    },
}
strange = json_values | st.sampled_from(
    [
        None,
        True,
        -1,
        0,
        10**6,
        2**70,
        1.5,
        "",
        " ",
        "\x00",
        "x" * 2000,
        [],
        [[]],
        {},
        [None],
        [{}],
        {"": {}},
        [[0, 1, 2, 3, 4, 5]],
        ["a", 1, None],
    ]
)


def places(value: Any) -> Iterator[tuple[Any, Any]]:
    """Every holder in a value with each key or place in it."""
    keys = (
        value if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ()
    )
    for key in list(keys):
        yield value, key
        yield from places(value[key])


@pytest.mark.parametrize("name", SAMPLES)
def test_a_sample_is_whole(name: str) -> None:
    found = items(format_named(name), SAMPLES[name])
    lines = [one for one in found if isinstance(one, CorpusLine)]
    assert lines
    assert all(line.spans for line in lines)


@pytest.mark.parametrize("name", SAMPLES)
@settings(max_examples=40)
@given(st.data())
def test_anything_may_stand_anywhere(name: str, data: st.DataObject) -> None:
    body = copy.deepcopy(SAMPLES[name])
    for _ in range(data.draw(st.integers(1, 3))):
        holder, key = data.draw(st.sampled_from(list(places(body))))
        if data.draw(st.booleans()):
            holder[key] = copy.deepcopy(data.draw(strange))
        elif isinstance(holder, dict):
            del holder[key]
        else:
            holder.append(copy.deepcopy(holder[key]))
    check(format_named(name), body)


def check(format: Format, body: Any) -> None:
    """Read a record; whatever comes of it can be written as a line of ours."""
    raw = json.dumps(body).encode()
    units: tuple[Unit | None, ...] = (None, "utf16")
    for unit in units:
        for one in items(format, raw, unit=unit):
            if isinstance(one, CorpusLine):
                encode_line(one)
                length = len(one.document.text)
                assert all(0 <= span.start < span.end <= length for span in one.spans)
                ids = {span.id for span in one.spans}
                assert all(tie.head in ids and tie.tail in ids for tie in one.relations)
                assert one.document.id
                assert one.document.text

"""Tasks of Prodigy read: what was accepted comes in, everything else is counted."""

from pathlib import Path, PurePath
from typing import Any

import orjson
import pytest

from annotator.formats.corpus import CorpusLine, Problem
from annotator.formats.format import ReadOptions, Sureness
from annotator.formats.prodigy.format import Prodigy
from annotator.formats.registry import format_of
from annotator.formats.source import file_source
from tests.formats.json_files import (
    DAMAGED,
    NO_REAL,
    REAL,
    items,
    read,
    relations_of,
    spans_of,
)

TEXT = "Ilse Varga 👩‍👧 leads Norrow Lines."
VARGA = {"start": 0, "end": 10, "token_start": 0, "token_end": 1, "label": "PERSON"}
NORROW = {"start": 21, "end": 33, "token_start": 4, "token_end": 5, "label": "ORG"}


def task(**parts: Any) -> dict[str, Any]:
    return {"text": TEXT, "_input_hash": 7, "answer": "accept", **parts}


def only(*bodies: Any, **more: Any) -> CorpusLine:
    lines, told = read(Prodigy(), *bodies, **more)
    assert told == []
    [line] = lines
    return line


def test_spans_come_in_by_code_points_with_what_is_known_beside() -> None:
    line = only(
        task(
            spans=[VARGA, {**NORROW, "score": 0.5}],
            meta={"source": "Norrow Herald", "title": ["no title"], "pages": 3},
            tokens=[{"text": "Ilse", "start": 0, "end": 4, "id": 0}],
            priority=1,
        ),
        name="ferry.jsonl",
    )
    assert spans_of(line) == [("Ilse Varga", "PERSON"), ("Norrow Lines", "ORG")]
    assert {one.origin for one in line.spans} == {"imported"}
    assert (line.document.id, line.is_raw, line.status, line.number) == (
        "ferry-1",
        True,
        "finished",
        1,
    )
    assert line.document.meta.source == "Norrow Herald"
    assert line.document.meta.extra == {
        "prodigy": {
            "_input_hash": 7,
            "priority": 1,
            "meta": {"title": ["no title"], "pages": 3},
            "spans": {line.spans[1].id: {"score": 0.5}},
        }
    }


def test_offsets_that_count_utf_16_are_found_by_the_covered_text() -> None:
    shifted = {"start": 17, "end": 22, "label": "ACT", "text": "leads"}
    lines, [told] = read(Prodigy(), task(spans=[shifted]))
    assert spans_of(lines[0]) == [("leads", "ACT")]
    assert "do not count code points but UTF-16 units" in told
    lines, [told] = read(Prodigy(), task(spans=[shifted]), unit="codepoint")
    assert lines[0].spans[0].is_doubtful
    assert "doubtful" in told


@pytest.mark.parametrize(
    ("parts", "name"),
    [
        ({"_annotator_id": "ilya"}, "ilya"),
        ({"_session_id": "ferry-ilya", "_annotator_id": None}, "ilya"),
        ({"_session_id": "other-ilya"}, "other-ilya"),
        ({"_dataset": "other", "_session_id": "other-ilya"}, "ilya"),
        ({"_session_id": "ferry-2023-01-31_10-09-08"}, None),
        ({"_annotator_id": "2023-01-31_10-09-08", "_session_id": "ferry-ilya"}, "ilya"),
        ({"_session_id": "ferry-default"}, None),
        ({"_session_id": 3}, None),
        ({}, None),
    ],
)
def test_whose_answer_it_is(parts: dict[str, Any], name: str | None) -> None:
    assert only(task(spans=[VARGA], **parts), name="ferry.jsonl").annotator == name


def test_what_was_not_accepted_stays_out_and_is_counted() -> None:
    lines, told = read(
        Prodigy(),
        task(spans=[VARGA], answer="reject"),
        task(spans=[VARGA], answer="reject"),
        task(spans=[VARGA], answer="ignore"),
        task(spans=[{**VARGA, "answer": "reject"}, NORROW]),
        task(spans=[VARGA], answer="perhaps"),
    )
    assert [spans_of(line) for line in lines] == [[("Norrow Lines", "ORG")]]
    assert told == [
        "in.jsonl:5: “answer”: not an answer.",
        "in.jsonl: tasks that were ignored stay out (1).",
        "in.jsonl: tasks that were rejected stay out (2).",
        "in.jsonl: spans that were rejected or ignored stay out (1).",
    ]


def test_a_task_that_nobody_answered_is_an_article_with_what_is_there() -> None:
    lines, _ = read(Prodigy(), {"text": "Ferry"}, {"text": TEXT, "spans": [VARGA]})
    assert [(one.status, len(one.spans)) for one in lines] == [("new", 0), ("in_progress", 1)]


def test_relations_are_met_by_their_spans() -> None:
    other = {**NORROW, "label": "COMPANY"}
    relation = {
        "head": 5,
        "child": 1,
        "label": "led by",
        "head_span": NORROW,
        "child_span": VARGA,
        "color": "#ffd882",
    }
    line = only(task(spans=[VARGA, other, NORROW], relations=[relation]))
    assert relations_of(line) == [("Norrow Lines", "led by", "Ilse Varga")]
    assert line.relations[0].head == line.spans[2].id


def test_relations_without_spans_are_met_by_the_last_token() -> None:
    tokens = [
        {"text": "Ilse", "start": 0, "end": 4, "id": 0},
        {"text": "Varga", "start": 5, "end": 10, "id": 1},
        {"text": "leads", "start": 15, "end": 20, "id": 2},
    ]
    inner = {**VARGA, "start": 5, "token_start": 1}
    relations = [
        {"head": 2, "child": 1, "label": "nsubj"},
        {"head": 1, "child": 9, "label": "x"},
        {"head": True, "child": 1, "label": "x"},
    ]
    lines, told = read(Prodigy(), task(tokens=tokens, spans=[inner, VARGA], relations=relations))
    assert relations_of(lines[0]) == [("leads", "nsubj", "Ilse Varga")]
    assert ("leads", "token") in spans_of(lines[0])
    assert told == [
        "in.jsonl:1: “relations[1].child”: no such span.",
        "in.jsonl:1: “relations[2].head”: no such span.",
    ]


def test_options_that_were_taken_are_labels_of_the_article() -> None:
    options = [{"id": "politics", "text": "Politics"}, {"id": 3, "text": "Sport"}]
    line = only(task(options=options, accept=["politics", 3]))
    assert line.labels == ("politics", "3")
    assert only(task(label="politics")).labels == ("politics",)
    assert only(task(label="politics", spans=[VARGA])).labels == ()
    assert only({"text": TEXT, "label": "politics"}).labels == ()


def test_a_review_gives_everybody_and_the_curated_set() -> None:
    versions = [
        {"text": TEXT, "spans": [VARGA], "sessions": ["ferry-ilya", "ferry-maria"]},
        {"text": TEXT, "spans": [], "sessions": ["ferry-zoe"], "answer": "reject"},
        {"text": "another", "spans": [], "sessions": ["ferry-bo"]},
        {"text": TEXT, "sessions": []},
        7,
    ]
    lines, told = read(
        Prodigy(),
        task(spans=[NORROW], versions=versions, _session_id="ferry-lead"),
        name="ferry.jsonl",
    )
    assert [(one.annotator, one.status, spans_of(one)) for one in lines] == [
        ("ilya", "finished", [("Ilse Varga", "PERSON")]),
        ("maria", "finished", [("Ilse Varga", "PERSON")]),
        (None, "curated", [("Norrow Lines", "ORG")]),
    ]
    assert len({one.spans[0].id for one in lines}) == 3
    assert told == [
        "ferry.jsonl:1: “versions[2]”: of another text.",
        "ferry.jsonl:1: “versions[3].sessions”: nobody's.",
        "ferry.jsonl:1: “versions[4]”: not an object.",
        "ferry.jsonl: tasks that were rejected stay out (1).",
    ]


def test_tasks_that_show_something_else_are_told_and_passed_over() -> None:
    lines, told = read(
        Prodigy(),
        {"html": "<b>Ferry</b>", "_input_hash": 1},
        {"image": "a.png", "text": "a ferry", "_input_hash": 2},
        {"text": "Ferry", "html": "<b>Ferry</b>"},
    )
    assert [line.document.text for line in lines] == ["Ferry"]
    assert told == [
        "in.jsonl: tasks that show html and no plain text stay out (1).",
        "in.jsonl: tasks that show image and no plain text stay out (1).",
    ]


def test_patterns_are_told_to_be_no_articles() -> None:
    [problem] = items(Prodigy(), *[{"label": "ORG", "pattern": "Norrow"}] * 3)
    assert isinstance(problem, Problem)
    assert problem.is_whole
    assert read(Prodigy(), {"label": "ORG", "pattern": [{"lower": "norrow"}]})[1] == [
        "in.jsonl: holds 1 patterns to find words by, which are no articles."
    ]


def test_bad_parts_stay_out_alone() -> None:
    spans = [
        {"start": "0", "end": 4, "label": "X"},
        {"start": 0, "end": 4},
        {"start": 0, "end": 4, "label": 3},
        {"start": 0, "end": 400, "label": "X"},
        {"start": 0, "end": 4, "label": "X", "text": 3},
        7,
        VARGA,
    ]
    lines, told = read(Prodigy(), task(spans=spans), task(spans=7), task(relations=7))
    assert [len(line.spans) for line in lines] == [1]
    assert len(told) == 8
    lines, told = read(
        Prodigy(), {"text": "", "_input_hash": 1}, {"spans": []}, {"text": 3}, 7, {"text": "ok"}
    )
    assert [line.document.text for line in lines] == ["ok"]
    assert told == [
        "in.jsonl:1: “text”: empty.",
        "in.jsonl:2: “text”: missing.",
        "in.jsonl:3: “text”: not a text.",
        "in.jsonl:4: “record”: not an object.",
    ]


@pytest.mark.parametrize("raw", DAMAGED, ids=lambda raw: repr(raw[:12]))
def test_nothing_in_a_file_raises(raw: bytes) -> None:
    items(Prodigy(), raw)


def test_values_nobody_can_write_again_keep_a_task_out() -> None:
    deep: Any = 1
    for _ in range(80):
        deep = [deep]
    _, told = read(Prodigy(), task(beside=deep), task(beside=1), task(meta={"a": deep}))
    assert told == [
        "in.jsonl:1: “beside”: nested too deep.",
        "in.jsonl:3: “meta”: nested too deep.",
    ]


@pytest.mark.parametrize(
    ("body", "sureness"),
    [
        ({"text": "a", "_input_hash": 1}, Sureness.SURE),
        ({"text": "a", "answer": "accept"}, Sureness.SURE),
        ({"text": "a", "spans": [{"start": 0, "end": 1, "label": "X"}]}, Sureness.SURE),
        ({"text": "a", "tokens": [{"text": "a", "start": 0, "end": 1, "id": 0}]}, Sureness.SURE),
        ({"label": "X", "pattern": "a"}, Sureness.SURE),
        ({"html": "<b>", "_input_hash": 1}, Sureness.SURE),
        ({"text": "a", "label": [[0, 1, "X"]]}, Sureness.NO),
        ({"text": "a"}, Sureness.NO),
        ({"question": "a", "answer": "b"}, Sureness.NO),
    ],
)
def test_it_is_known_by_its_keys(body: dict[str, Any], sureness: Sureness) -> None:
    assert Prodigy().recognises(PurePath("a.jsonl"), orjson.dumps(body)) is sureness


@pytest.mark.skipif(not REAL.is_dir(), reason=NO_REAL)
@pytest.mark.parametrize(
    ("name", "lines", "spans"),
    [
        ("nel_emerson/assets/emerson_annotated_text.jsonl", 30, 30),
        ("example-patterns/patterns_disable_bio_rel.jsonl", 0, 0),
        ("example-patterns/patterns_drugs-DRUG.jsonl", 0, 0),
        ("tutorials/llm-ner-interactive/food_data_sample.jsonl", 11, 0),
        ("tutorials/span-and-textcat/examples.jsonl", 3, 0),
    ],
)
def test_real_files_have_what_was_counted_in_them(name: str, lines: int, spans: int) -> None:
    source = file_source(REAL / "prodigy" / Path(name))
    found = [one for one in Prodigy().read(source, ReadOptions()) if isinstance(one, CorpusLine)]
    assert len(found) == lines
    assert sum(len(one.spans) for one in found) == spans
    if spans:
        assert format_of(source).name == "prodigy"
        assert all(one.labels and not one.spans[0].is_doubtful for one in found)

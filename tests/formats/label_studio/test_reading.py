"""Tasks of Label Studio read: annotations, predictions, old shapes; what marks no text is told."""

from pathlib import Path, PurePath
from typing import Any

import orjson
import pytest

from annotator.formats.corpus import CorpusLine, LabelsFound, Problem
from annotator.formats.format import ReadOptions, Sureness
from annotator.formats.label_studio.format import LabelStudio
from annotator.formats.registry import format_of, without_companions
from annotator.formats.source import file_source
from annotator.messages.sentences import problem_words
from tests.formats.json_files import (
    DAMAGED,
    NO_REAL,
    REAL,
    items,
    read,
    relations_of,
    spans_of,
)
from tests.formats.label_studio.test_config import CONFIG

TEXT = "Ilse Varga 👩‍👧 leads Norrow Lines."


def region(
    start: int, end: int, *labels: str, id: str | None = None, **more: Any
) -> dict[str, Any]:
    value = {"start": start, "end": end, "text": TEXT[start:end], "labels": list(labels)}
    return {
        "id": id or f"r{start}",
        "from_name": "label",
        "to_name": "text",
        "type": "labels",
        "value": value,
        **more,
    }


def tie(head: str, tail: str, *labels: str, direction: str = "right") -> dict[str, Any]:
    return {
        "type": "relation",
        "from_id": head,
        "to_id": tail,
        "direction": direction,
        "labels": list(labels),
    }


def beside(id: str, name: str, kind: str, **value: Any) -> dict[str, Any]:
    return {"id": id, "from_name": name, "to_name": "text", "type": kind, "value": value}


VARGA = region(0, 10, "PERSON", id="a")
NORROW = region(21, 33, "ORG", id="b")


def task(*results: Any, text: str = TEXT, **parts: Any) -> dict[str, Any]:
    made = {"id": 5, "completed_by": 3, "result": list(results)}
    return {"id": 140, "data": {"text": text}, "annotations": [made], **parts}


def only(body: Any, **more: Any) -> CorpusLine:
    lines, told = read(LabelStudio(), [body], **more)
    assert told == []
    [line] = lines
    return line


def test_regions_and_relations_come_in() -> None:
    line = only(
        task(
            VARGA,
            NORROW,
            tie("a", "b", "leads"),
            tie("a", "b", "led by", direction="left"),
            tie("b", "a", "with", direction="bi"),
            tie("a", "b"),
        )
    )
    assert spans_of(line) == [("Ilse Varga", "PERSON"), ("Norrow Lines", "ORG")]
    assert relations_of(line) == [
        ("Ilse Varga", "leads", "Norrow Lines"),
        ("Norrow Lines", "led by", "Ilse Varga"),
        ("Norrow Lines", "with", "Ilse Varga"),
        ("Ilse Varga", "related", "Norrow Lines"),
    ]
    assert [dict(one.attributes) for one in line.relations] == [{}, {}, {"direction": "bi"}, {}]
    assert (line.annotator, line.status, line.is_raw) == ("user 3", "finished", True)


def test_what_stands_beside_is_kept() -> None:
    body = task(VARGA, created_at="2023")
    body["data"] |= {"title": "Talks", "desk": "sea"}
    body["annotations"][0]["lead_time"] = 7.5
    meta = only(body).document.meta
    assert meta.title == "Talks"
    assert meta.extra == {
        "label-studio": {
            "id": 140,
            "created_at": "2023",
            "annotations": [{"id": 5, "completed_by": 3, "lead_time": 7.5}],
            "data": {"desk": "sea"},
        }
    }


def test_results_with_the_id_of_a_region_are_its_attributes() -> None:
    line = only(
        task(
            {**VARGA, "meta": {"text": ["who?", "she"]}},
            beside("a", "mention", "choices", start=0, end=10, choices=["named"]),
            beside("a", "roles", "choices", choices=["head", "owner"]),
            beside("a", "why", "textarea", text=["of the", "port"]),
            beside("a", "sure", "rating", rating=4),
            beside("a", "kind", "taxonomy", taxonomy=[["person", "boss"]]),
            beside("x", "topic", "choices", choices=["politics", "sea"]),
            beside("y", "remark", "textarea", text="fine"),
        )
    )
    [span] = line.spans
    assert span.attributes == {
        "mention": "named",
        "roles": ("head", "owner"),
        "why": "of the\nport",
        "sure": 4,
        "kind": "person/boss",
    }
    assert span.note == "who?\nshe"
    assert line.labels == ("politics", "sea")
    assert line.attributes == {"remark": "fine"}


def test_a_region_with_two_labels_becomes_two_spans_and_that_is_said() -> None:
    lines, [told] = read(LabelStudio(), [task(region(0, 10, "PERSON", "BOSS"))])
    assert spans_of(lines[0]) == [("Ilse Varga", "PERSON"), ("Ilse Varga", "BOSS")]
    assert told == "in.jsonl:1: “annotations[0].result[0]” has 2 labels and became as many spans."


@pytest.mark.parametrize(
    ("completed_by", "name"),
    [
        (3, "user 3"),
        ({"id": 3, "email": "ilya@norrow.example", "first_name": "Ilya"}, "ilya@norrow.example"),
        ({"id": 3, "email": "", "first_name": "Ilya", "last_name": "Berg"}, "Ilya Berg"),
        ({"id": 3}, "user 3"),
        ("ilya", "ilya"),
        (None, None),
        (True, None),
    ],
)
def test_whose_annotation_it_is(completed_by: Any, name: str | None) -> None:
    body = task(VARGA)
    body["annotations"][0]["completed_by"] = completed_by
    assert only(body).annotator == name


def test_several_annotations_and_predictions_are_sets_of_their_own() -> None:
    annotations = [
        {"completed_by": 1, "result": [VARGA]},
        {"result": [NORROW]},
        {"result": []},
        {"completed_by": 2, "result": [VARGA], "was_cancelled": True},
        {"completed_by": 4, "result": [VARGA], "ground_truth": True},
        7,
    ]
    predictions = [
        {"model_version": "m1", "score": 0.5, "result": [NORROW]},
        {"model_version": None, "result": [VARGA, NORROW, tie("a", "b", "leads")]},
        12,
    ]
    lines, told = read(
        LabelStudio(),
        [task(annotations=annotations, predictions=predictions, drafts=[{"result": []}])],
    )
    assert [(one.annotator, one.status, len(one.spans)) for one in lines] == [
        ("user 1", "finished", 1),
        (None, "finished", 1),
        ("annotator 2", "finished", 0),
        ("user 4", "finished", 1),
        (None, "curated", 1),
        ("m1", "in_progress", 1),
        ("prediction", "in_progress", 2),
    ]
    assert {one.origin for one in (*lines[5].spans, *lines[6].spans, *lines[6].relations)} == {
        "suggested"
    }
    assert lines[0].spans[0].origin == "imported"
    assert told == [
        "in.jsonl:1: “annotations[5]”: not an object.",
        "in.jsonl: annotations that were cancelled stay out (1).",
        "in.jsonl: drafts stay out (1).",
    ]


def test_one_ground_truth_of_several_is_the_curated_set() -> None:
    annotations = [
        {"result": [VARGA], "ground_truth": True},
        {"completed_by": 2, "result": [NORROW], "ground_truth": True},
        {"result": [NORROW], "ground_truth": True},
    ]
    lines, told = read(LabelStudio(), [task(annotations=annotations)])
    assert [(one.annotator, one.status, spans_of(one)[0][1]) for one in lines] == [
        (None, "curated", "PERSON"),
        ("user 2", "finished", "ORG"),
        ("annotator 2", "finished", "ORG"),
    ]
    assert told == [
        "in.jsonl:1: “annotations[1]” is ground truth too, and not the curated set.",
        "in.jsonl:1: “annotations[2]” is ground truth too, and not the curated set.",
    ]


def test_old_shapes_are_read() -> None:
    old = {"data": {"text": TEXT}, "completions": [{"id": 1, "result": [[VARGA], [NORROW]]}]}
    assert len(only(old).spans) == 2
    assert len(only({"data": {"text": TEXT}, "result": [VARGA]}).spans) == 1
    lines, _ = read(LabelStudio(), {"data": {"text": TEXT}})
    assert [(one.status, one.annotator) for one in lines] == [("new", None)]


def test_json_min_is_read() -> None:
    body = {
        "id": 3,
        "text": TEXT,
        "label": [VARGA["value"], NORROW["value"]],
        "annotator": 2,
        "annotation_id": 9,
        "sentiment": "good",
    }
    line = only(body)
    assert spans_of(line) == [("Ilse Varga", "PERSON"), ("Norrow Lines", "ORG")]
    assert line.annotator == "user 2"
    assert line.document.meta.extra["label-studio"]["data"]["sentiment"] == "good"


def test_other_labels_than_of_text_are_told_and_skipped() -> None:
    page = {"type": "hypertextlabels", "from_name": "l", "value": {"start": "/p[1]/text()[1]"}}
    lines, told = read(LabelStudio(), [task(VARGA, page, {"type": "rectanglelabels"}, {"id": "a"})])
    assert len(lines[0].spans) == 1
    assert told == [
        "in.jsonl: results of the type hypertextlabels, which mark no plain text, stay out (1).",
        "in.jsonl: results of the type rectanglelabels, which mark no plain text, stay out (1).",
        "in.jsonl: results of the type unknown, which mark no plain text, stay out (1).",
    ]
    assert read(LabelStudio(), [task(page)]) == (
        [],
        ["in.jsonl:1: “data.text”: marked as HTML or a dialogue, and no plain text."],
    )


def shifted(start: int, end: int, text: str) -> dict[str, Any]:
    return {**VARGA, "value": {"start": start, "end": end, "text": text, "labels": ["X"]}}


def test_utf_16_of_older_versions_is_found_by_the_covered_text_and_said() -> None:
    lines, [told] = read(LabelStudio(), [task(shifted(17, 22, "leads"), shifted(23, 29, "Norrow"))])
    assert spans_of(lines[0]) == [("leads", "X"), ("Norrow", "X")]
    assert told == (
        "in.jsonl: its offsets were taken to count UTF-16 units: "
        "2 of 2 spans that tell fit the words so."
    )


def test_one_old_task_among_new_ones_is_an_exception() -> None:
    new = [task(shifted(15, 20, "leads")) for _ in range(3)]
    lines, told = read(LabelStudio(), [*new, task(shifted(17, 22, "leads"))])
    assert [spans_of(one) for one in lines] == [[("leads", "X")]] * 4
    assert len(told) == 1
    assert "do not count code points but UTF-16 units" in told[0]


def test_a_text_that_does_not_fit_is_doubted() -> None:
    lines, [told] = read(LabelStudio(), [task(shifted(0, 10, "Else Varga"))])
    assert lines[0].spans[0].is_doubtful
    assert "doubtful" in told


def test_a_configuration_beside_is_read_with_the_tasks(tmp_path: Path) -> None:
    path = tmp_path / "talks.json"
    (tmp_path / "config.xml").write_text(CONFIG)
    results = [
        {**VARGA, "from_name": "kinds", "to_name": "body"},
        {**NORROW, "to_name": "other"},
        beside("a", "roles", "choices", choices=["head"]),
        beside("a", "sure", "choices", choices=["true"]),
        beside("z", "mention", "choices", choices=["named"]),
    ]
    body = task(*results)
    body["data"] = {"article": TEXT, "text": "no"}
    path.write_bytes(orjson.dumps([body]))
    sources = [file_source(one) for one in sorted(tmp_path.iterdir())]
    assert [one.path.name for one in without_companions(sources)] == ["talks.json"]
    (tmp_path / "talks.json").rename(tmp_path / "kept")
    (tmp_path / "other.json").write_bytes(b'{"text": "a"}')
    sources = [file_source(tmp_path / name) for name in ("config.xml", "other.json")]
    assert len(without_companions(sources)) == 2, "a configuration without tasks is its own"
    (tmp_path / "kept").rename(path)
    labels, problem, line = LabelStudio().read(file_source(path), ReadOptions())
    assert isinstance(labels, LabelsFound)
    assert isinstance(problem, Problem)
    told = problem_words("in", problem.line, problem.error)
    assert told.endswith(":1: “annotations[0].result[4]”: of a region that has no label.")
    assert isinstance(line, CorpusLine)
    assert line.document.text == TEXT
    assert line.document.meta.extra["label-studio"]["text_key"] == "article"
    assert dict(line.spans[0].attributes) == {"roles": ("head",), "sure": True}


def test_a_broken_configuration_is_told_and_the_tasks_come_in(tmp_path: Path) -> None:
    path = tmp_path / "talks.json"
    (tmp_path / "config.xml").write_text("<View><Labels></View>")
    path.write_bytes(orjson.dumps([task(VARGA)]))
    problem, line = LabelStudio().read(file_source(path), ReadOptions())
    assert isinstance(problem, Problem)
    assert isinstance(line, CorpusLine)


def test_tasks_that_show_no_text_are_told(tmp_path: Path) -> None:
    path = tmp_path / "talks.json"
    (tmp_path / "config.xml").write_text('<View><HyperText name="p" value="$text"/></View>')
    path.write_bytes(orjson.dumps([task(VARGA)]))
    [problem] = LabelStudio().read(file_source(path), ReadOptions())
    assert isinstance(problem, Problem)
    assert "shows HyperText and no plain text" in problem_words("in", 1, problem.error)


def test_a_configuration_alone_declares_labels(tmp_path: Path) -> None:
    path = tmp_path / "any.xml"
    path.write_text(CONFIG)
    assert format_of(file_source(path)).name == "label-studio"
    [found] = LabelStudio().read(file_source(path), ReadOptions())
    assert isinstance(found, LabelsFound)


def test_the_key_of_the_text_can_be_named() -> None:
    body = {"data": {"a": "a longer one", "b": "short"}, "annotations": []}
    assert only(body).document.text == "a longer one"
    assert only(body, settings={"text": "b"}).document.text == "short"


def test_bad_parts_stay_out_alone() -> None:
    results = [
        7,
        {"type": "labels", "value": 3},
        {"type": "labels", "value": {"start": "0", "end": 3, "labels": ["X"]}},
        region(0, 4),
        region(0, 4, ""),
        beside("a", "m", "choices", choices=[]),
        beside("a", "m", "choices", choices=[3]),
        beside("a", "m", "number", number="3"),
        beside("a", "", "number", number=3),
        tie("a", "nobody", "leads"),
        {**region(0, 400, "X"), "id": "far"},
        VARGA,
    ]
    lines, told = read(LabelStudio(), [task(*results)])
    assert spans_of(lines[0]) == [("Ilse Varga", "PERSON")]
    assert len(told) == 11
    bad: list[Any] = [
        7,
        {"data": 3},
        {"data": {}},
        {"data": {"text": ""}},
        {"data": {"text": TEXT}, "annotations": 7},
        {"data": {"text": TEXT}, "annotations": [{"result": 7}]},
        {"data": {"text": TEXT}, "predictions": 7, "drafts": 7},
    ]
    lines, told = read(LabelStudio(), bad)
    assert len(lines) == 2
    assert len(told) == 6


@pytest.mark.parametrize("raw", DAMAGED, ids=lambda raw: repr(raw[:12]))
def test_nothing_in_a_file_raises(raw: bytes) -> None:
    items(LabelStudio(), raw)


@pytest.mark.parametrize(
    ("body", "sureness"),
    [
        ([task(VARGA)], Sureness.SURE),
        ({"data": {"text": "a"}, "completions": [{"result": [[]]}]}, Sureness.SURE),
        ({"data": {"text": "a"}, "predictions": []}, Sureness.SURE),
        ({"text": "a", "label": [{"start": 0, "end": 1, "labels": ["X"]}]}, Sureness.SURE),
        ([{"data": {"text": "a"}}], Sureness.LIKELY),
        ({"data": {"image": "a"}}, Sureness.NO),
        ({"text": "a", "label": [[0, 1, "X"]]}, Sureness.NO),
        ({"text": "a", "annotations": [{"label": 1, "start_offset": 1}]}, Sureness.NO),
    ],
)
def test_it_is_known_by_its_keys(body: Any, sureness: Sureness) -> None:
    assert LabelStudio().recognises(PurePath("a.json"), orjson.dumps(body)) is sureness


@pytest.mark.skipif(not REAL.is_dir(), reason=NO_REAL)
@pytest.mark.parametrize(
    ("name", "counts", "told"),
    [
        ("label-studio-template-relation-extraction.json", (1, 4, 3), 0),
        ("lsf-examples/html_document/tasks.json", (0, 0, 0), 1),
        ("lsf-examples/html_document/annotations/1.json", (0, 0, 0), 1),
        ("lsf-examples/dialogue_analysis/tasks.json", (0, 0, 0), 1),
        ("lsf-examples/dialogue_analysis/annotations/1.json", (1, 0, 0), 0),
    ],
)
def test_real_files_have_what_was_counted_in_them(
    name: str, counts: tuple[int, int, int], told: int
) -> None:
    source = file_source(REAL / "label-studio" / name)
    assert format_of(source).name == "label-studio"
    found = list(LabelStudio().read(source, ReadOptions()))
    lines = [one for one in found if isinstance(one, CorpusLine)]
    spans, relations = (
        [one for line in lines for one in line.spans],
        [one for line in lines for one in line.relations],
    )
    assert (len(lines), len(spans), len(relations)) == counts
    assert len([one for one in found if isinstance(one, Problem)]) == told
    assert not any(one.is_doubtful for one in spans)

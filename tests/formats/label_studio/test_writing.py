"""Tasks of Label Studio written, with the configuration that shows them, and read again."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import orjson
import pytest
from defusedxml.ElementTree import fromstring
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annotator.formats.corpus import CorpusLine, LabelsFound, Problem
from annotator.formats.format import ReadOptions, WriteOptions
from annotator.formats.label_studio.format import LabelStudio
from annotator.formats.losses import Lost
from annotator.formats.source import file_source
from annotator.model.attribute import Attribute, AttributeValue
from annotator.model.document import Document, Meta
from annotator.model.labels import DocumentLabel, LabelSet, RelationLabel, SpanLabel
from annotator.model.relation import Relation
from annotator.model.span import Span
from tests.formats.json_files import content, fitted
from tests.formats.out_folders import write_folder
from tests.formats.strategies import corpora, words

TEXT = "👩 Ilse Varga leads Norrow."
SPANS = (
    Span("b", "ORG", ((19, 25),), {"sure": True, "roles": ("owner",), "share": 0.5}),
    Span("a", "PERSON", ((2, 12),), {"mention": "named", "why": "is “her”", "text": "x"}, "who?"),
)
RELATIONS = (Relation("r", "leads", "a", "b"),)
LABELS = LabelSet(
    span_labels=(
        SpanLabel("1", "PERSON", "#112233", "1"),
        SpanLabel("2", 'A "B" & <C>', "#445566"),
        SpanLabel("3", "OLD", "#445566", is_retired=True),
    ),
    relation_labels=(RelationLabel("5", "leads", "#778899"),),
    document_labels=(DocumentLabel("6", "politics"),),
    attributes=(
        Attribute("7", "mention", "choice", values=("named", "role")),
        Attribute("8", "why", "text"),
        Attribute("9", "text", "text"),
        Attribute("0", "desk", "choice", "document", ("sea", "land")),
    ),
)


def line(**parts: Any) -> CorpusLine:
    held = {"id": 4, "data": {"desk": "sea"}, "annotations": [{"id": 1}]}
    document = Document("talks", TEXT, Meta(title="Talks", extra={"label-studio": held}))
    made = CorpusLine(
        document, "maria", "finished", ("politics",), {"desk": "sea"}, SPANS, RELATIONS
    )
    return replace(made, **parts)


def files(*lines: CorpusLine, **more: Any) -> tuple[list[Any], Any]:
    """The tasks, and the root of the configuration."""
    made = write_folder(LabelStudio(), lines, WriteOptions(label_set=LABELS, **more))
    assert sorted(made) == ["config.xml", "tasks.json"]
    return orjson.loads(made["tasks.json"]), fromstring(made["config.xml"])


def back(folder: Path, *lines: CorpusLine, label_set: LabelSet = LABELS) -> list[Any]:
    """What is read of the folder that lines are written into."""
    for name, raw in write_folder(LabelStudio(), lines, WriteOptions(label_set=label_set)).items():
        (folder / name).write_bytes(raw)
    return list(LabelStudio().read(file_source(folder / "tasks.json"), ReadOptions()))


def test_a_task_has_its_annotations_as_the_tool_writes_them() -> None:
    [task], _ = files(line())
    assert task["data"] == {
        "text": TEXT,
        "annotator_document": "talks",
        "desk": "sea",
        "title": "Talks",
    }
    [annotation] = task["annotations"]
    assert (annotation["annotator_name"], annotation["ground_truth"]) == ("maria", False)
    first, *more = annotation["result"]
    place = {"start": 2, "end": 12, "text": "Ilse Varga"}
    assert first == {
        "id": "a",
        "from_name": "label",
        "to_name": "text",
        "type": "labels",
        "value": {**place, "labels": ["PERSON"]},
        "meta": {"text": ["who?"]},
    }
    of_a = [(one["from_name"], one["type"], one["value"]) for one in more if one.get("id") == "a"]
    assert of_a == [
        ("mention", "choices", {**place, "choices": ["named"]}),
        ("text-attribute", "textarea", {**place, "text": ["x"]}),
        ("why", "textarea", {**place, "text": ["is “her”"]}),
    ]
    of_b = [(one["from_name"], one["type"], one["value"]) for one in more if one.get("id") == "b"]
    assert [(name, kind) for name, kind, _ in of_b] == [
        ("label", "labels"),
        ("roles", "choices"),
        ("share", "number"),
        ("sure", "choices"),
    ]
    assert (of_b[2][2]["number"], of_b[3][2]["choices"]) == (0.5, ["true"])
    assert {
        "type": "relation",
        "from_id": "a",
        "to_id": "b",
        "direction": "right",
        "labels": ["leads"],
    } in more
    assert [(one["from_name"], one["value"]) for one in more[-2:]] == [
        ("labels", {"choices": ["politics"]}),
        ("document:desk", {"choices": ["sea"]}),
    ]


def test_the_sets_of_an_article_are_one_task() -> None:
    suggested = tuple(one._replace(origin="suggested") for one in SPANS)
    tasks, _ = files(
        line(),
        line(annotator="model 1", spans=suggested, relations=(), labels=(), attributes=None),
        line(annotator=None, status="curated"),
        replace(line(), document=Document("more", TEXT)),
        replace(
            line(annotator=None, status="new"),
            document=Document("bare", TEXT),
            spans=(),
            relations=(),
        ),
    )
    assert [one["id"] for one in tasks] == [1, 2, 3]
    assert [one["ground_truth"] for one in tasks[0]["annotations"]] == [False, True]
    assert tasks[0]["predictions"][0]["model_version"] == "model 1"
    assert tasks[2]["annotations"] == []


def test_the_configuration_asks_for_all_that_is_in_the_tasks() -> None:
    _, root = files(line(spans=(*SPANS, Span("c", "STRANGE", ((0, 1),)))))
    labels = [
        (one.get("value"), one.get("background"), one.get("hotkey")) for one in root.iter("Label")
    ]
    assert labels == [
        ("PERSON", "#112233", "1"),
        ('A "B" & <C>', "#445566", None),
        ("STRANGE", None, None),
        ("ORG", None, None),
    ]
    assert [one.get("value") for one in root.iter("Relation")] == ["leads"]
    assert [(one.get("name"), one.get("value")) for one in root.iter("Text")] == [("text", "$text")]
    asked = {
        one.get("name"): (one.get("choice"), one.get("perRegion"), [of.get("value") for of in one])
        for one in root.iter("Choices")
    }
    assert asked == {
        "labels": ("multiple", None, ["politics"]),
        "mention": ("single", "true", ["named", "role"]),
        "document:desk": ("single", None, ["sea", "land"]),
        "roles": ("multiple", "true", ["owner"]),
        "sure": ("single", "true", ["true", "false"]),
    }
    assert [one.get("name") for one in root.iter("TextArea")] == ["why", "text-attribute"]
    assert [one.get("name") for one in root.iter("Number")] == ["share"]


def test_what_has_no_room_is_told() -> None:
    lost: list[Lost] = []
    spans = (Span("a", "X", ((2, 6), (7, 12)), {"roles": ()}), Span("b", "X", ((0, 1),)))
    relations = (Relation("r", "leads", "a", "b", {"sure": True}, "why"),)
    files(line(spans=spans, relations=relations), report_loss=lost.append)
    assert [(one.kind, one.annotation, one.is_bent) for one in lost] == [
        ("discontinuous", "a", True),
        ("attribute", "a", False),
        ("attribute", "r", False),
        ("note", "r", False),
    ]


def test_no_lines_are_an_empty_list() -> None:
    assert files()[0] == []


def test_a_folder_comes_back_with_labels_and_all(tmp_path: Path) -> None:
    suggested = tuple(one._replace(origin="suggested", attributes={}) for one in SPANS)
    lines = [
        line(),
        line(annotator="m1", spans=suggested, relations=(), labels=(), attributes=None),
        line(annotator=None, status="curated"),
    ]
    found, *read = back(tmp_path, *lines)
    assert isinstance(found, LabelsFound)
    names = [one.name for one in found.label_set.span_labels]
    assert names == ["PERSON", 'A "B" & <C>', "ORG"]
    attributes = {(one.name, one.applies_to): one.kind for one in found.label_set.attributes}
    assert attributes == {
        ("mention", "span"): "choice",
        ("why", "span"): "text",
        ("text", "span"): "text",
        ("desk", "document"): "choice",
        ("roles", "span"): "several",
        ("sure", "span"): "flag",
        ("share", "span"): "number",
    }
    curated_last = [read[0], read[2], read[1]]
    assert [content(one) for one in curated_last] == [content(one) for one in lines]
    assert [one.status for one in curated_last] == ["finished", "in_progress", "curated"]
    assert {one.origin for one in read[2].spans} == {"suggested"}
    assert [dict(one.attributes or {}) for one in read[:2]] == [{"desk": "sea"}] * 2
    assert {one.document.id for one in read} == {"talks"}
    assert not read[0].is_raw


of_kind: dict[str, st.SearchStrategy[AttributeValue]] = {
    "choice": words.filter(str.strip),
    "flag": st.booleans(),
    "number": st.integers(-1000, 1000) | st.floats(-5, 5),
    "several": st.lists(words.filter(str.strip), min_size=1, max_size=2, unique=True).map(tuple),
    "text": words,
    "labels": words.filter(str.strip),
    "document:x-attribute": st.booleans(),
}
attributes = st.fixed_dictionaries({}, optional=of_kind)
KINDS = LabelSet(
    attributes=(Attribute("1", "text", "text"), Attribute("2", "text", "text", "document"))
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(corpora(), st.data())
def test_what_goes_out_comes_back(
    tmp_path: Path, corpus: list[CorpusLine], data: st.DataObject
) -> None:
    lines = [
        replace(
            line,
            spans=tuple(
                one._replace(
                    attributes=data.draw(attributes), note=one.note or None, origin="manual"
                )
                for one in line.spans
            ),
            relations=tuple(one._replace(attributes={}, note=None) for one in line.relations),
            attributes=data.draw(attributes) if line.annotator else None,
        )
        for line in fitted(LabelStudio(), corpus)
        if line.annotator or line.status == "curated"
    ]
    found = [one for one in back(tmp_path, *lines, label_set=KINDS) if isinstance(one, CorpusLine)]
    assert sorted(map(content, found), key=repr) == sorted(map(content, lines), key=repr)
    assert sorted(repr(sorted((one.attributes or {}).items())) for one in found) == sorted(
        repr(sorted((one.attributes or {}).items())) for one in lines
    )


@pytest.mark.parametrize("name", ["a\x01b", "\ufffe", "\ud7ff", "ok"])
def test_any_name_can_stand_in_the_configuration(name: str) -> None:
    _, root = files(line(spans=(Span("a", name, ((2, 6),)),), relations=()))
    assert "labels" in {one.get("name") for one in root.iter("Choices")}


def test_a_problem_of_reading_is_none_of_ours(tmp_path: Path) -> None:
    assert not [one for one in back(tmp_path, line()) if isinstance(one, Problem)]

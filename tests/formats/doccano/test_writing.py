"""Examples of doccano written: a file for each annotator, in the shape of a project."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import orjson
from hypothesis import given

from annotator.formats.corpus import CorpusLine, LabelsFound
from annotator.formats.doccano.format import Doccano
from annotator.formats.format import ReadOptions, WriteOptions
from annotator.formats.losses import Lost
from annotator.formats.source import file_source
from annotator.model.document import Document, Meta
from annotator.model.labels import DocumentLabel, LabelSet, RelationLabel, SpanLabel
from annotator.model.relation import Relation
from annotator.model.span import Span
from tests.formats.json_files import content, fitted, plain_attributes, read
from tests.formats.out_folders import write_folder
from tests.formats.strategies import corpora

TEXT = "👩 Ilse Varga leads Norrow."
SPANS = (Span("b", "ORG", ((19, 25),)), Span("a", "PERSON", ((2, 12),)))
RELATIONS = (Relation("r", "leads", "a", "b"),)
LABELS = LabelSet(
    span_labels=(
        SpanLabel("1", "PERSON", "#112233", "1"),
        SpanLabel("2", "ORG", "#445566", "Ö"),
        SpanLabel("3", "OLD", "#445566", is_retired=True),
        SpanLabel("4", "PLACE", "#445566", "1"),
    ),
    relation_labels=(RelationLabel("5", "leads", "#778899", key="l"),),
    document_labels=(DocumentLabel("6", "politics"),),
)


def line(**parts: Any) -> CorpusLine:
    held = {"id": 4, "Comments": ["who?"], "desk": "sea"}
    document = Document("talks", TEXT, Meta(title="Talks", extra={"doccano": held}))
    made = CorpusLine(document, "maria", spans=SPANS, relations=RELATIONS, labels=("politics",))
    return replace(made, **parts)


def files(
    *lines: CorpusLine, settings: dict[str, str] | None = None, **more: Any
) -> dict[str, list[Any]]:
    options = WriteOptions(settings=settings or {}, **more)
    return {
        name: [orjson.loads(one) for one in raw.splitlines()]
        if name.endswith("l")
        else orjson.loads(raw)
        for name, raw in write_folder(Doccano(), lines, options).items()
    }


def test_spans_and_relations_are_numbered_and_count_utf_16() -> None:
    [first, second] = files(line(), line())["maria.jsonl"]
    assert first == {
        "text": TEXT,
        "entities": [
            {"id": 1, "label": "PERSON", "start_offset": 3, "end_offset": 13},
            {"id": 2, "label": "ORG", "start_offset": 20, "end_offset": 26},
        ],
        "relations": [{"id": 1, "from_id": 1, "to_id": 2, "type": "leads"}],
        "cats": ["politics"],
        "Comments": ["who?"],
        "desk": "sea",
        "title": "Talks",
        "annotator_document": "talks",
    }
    assert [one["id"] for one in second["entities"]] == [3, 4]


def test_the_shape_is_that_of_the_project() -> None:
    [spans] = files(line(), settings={"shape": "spans", "unit": "codepoint"})["maria.jsonl"]
    assert spans["label"] == [[2, 12, "PERSON"], [19, 25, "ORG"]]
    [intents] = files(line(labels=()), settings={"shape": "intents"})["maria.jsonl"]
    assert (intents["entities"][0], intents["cats"]) == ([3, 13, "PERSON"], [])
    [classes] = files(line(), settings={"shape": "classes"})["maria.jsonl"]
    assert classes["label"] == ["politics"]
    assert "entities" not in classes


def test_what_a_shape_has_no_room_for_is_told() -> None:
    for shape, kinds in (("spans", ["relation"]), ("classes", ["span", "span", "relation"])):
        lost: list[Lost] = []
        files(line(), settings={"shape": shape}, report_loss=lost.append)
        assert [one.kind for one in lost] == kinds
    lost = []
    pieces = line(spans=(Span("a", "X", ((2, 6), (7, 12))),), relations=())
    [made] = files(pieces, report_loss=lost.append)["maria.jsonl"]
    assert made["entities"][0]["end_offset"] == 13
    assert [(one.kind, one.is_bent) for one in lost] == [("discontinuous", True)]


def test_each_annotator_has_a_file_called_so_where_a_file_can_be() -> None:
    made = files(
        line(),
        line(annotator="Maria"),
        line(annotator="train"),
        line(annotator="con.rad"),
        line(annotator="m. berg@norrow.example"),
        line(annotator="عمر"),
        line(annotator=None, status="curated"),
        line(annotator=None, status="new", spans=(), relations=()),
    )
    named = {name: body[0].get("annotator_name") for name, body in made.items()}
    assert [named.pop(name) for name in ("maria.jsonl", "all.jsonl", "unknown.jsonl")] == [None] * 3
    assert named.pop("m. berg@norrow.example.jsonl") is None
    assert sorted(map(str, named.values())) == ["Maria", "con.rad", "train", "عمر"]
    assert len({name.lower() for name in made}) == 8


def test_label_types_are_written_one_kind_a_file() -> None:
    made = files(line(), label_set=LABELS)
    assert made["span_types.json"] == [
        {
            "text": "PERSON",
            "suffix_key": "1",
            "background_color": "#112233",
            "text_color": "#ffffff",
            "task_type": "Span",
        },
        {
            "text": "ORG",
            "background_color": "#445566",
            "text_color": "#ffffff",
            "task_type": "Span",
        },
        {
            "text": "PLACE",
            "background_color": "#445566",
            "text_color": "#ffffff",
            "task_type": "Span",
        },
    ]
    assert made["relation_types.json"][0]["text"] == "leads"
    assert made["category_types.json"] == [{"text": "politics", "task_type": "Category"}]


def test_a_folder_comes_back_with_labels_annotators_and_all(tmp_path: Path) -> None:
    lines = [
        line(),
        line(annotator="ilya", relations=()),
        line(annotator="عمر", spans=SPANS[:1], relations=()),
    ]
    for name, raw in write_folder(Doccano(), lines, WriteOptions(label_set=LABELS)).items():
        (tmp_path / name).write_bytes(raw)
    back = []
    for path in sorted(tmp_path.glob("*.jsonl")):
        for item in Doccano().read(file_source(path, tmp_path), ReadOptions()):
            if isinstance(item, CorpusLine):
                back.append(item)
            elif isinstance(item, LabelsFound) and item.label_set.span_labels:
                assert [one.key for one in item.label_set.span_labels] == ["1", "", ""]
    assert sorted(map(content, back), key=repr) == sorted(map(content, lines), key=repr)
    assert {one.document.id for one in back} == {"talks"}
    assert back[0].document.meta.extra["doccano"] == {"Comments": ["who?"], "desk": "sea"}


@given(corpora())
def test_what_goes_out_comes_back(corpus: list[CorpusLine]) -> None:
    lines = fitted(Doccano(), corpus)
    made = write_folder(Doccano(), lines)
    back: dict[str, list[CorpusLine]] = {}
    for name, raw in made.items():
        back[name], told = read(Doccano(), raw, unit="utf16")
        assert told == []
        assert [one.number for one in back[name]] == list(range(1, len(back[name]) + 1))
    found = [content(replace(one, annotator=None)) for of in back.values() for one in of]
    gone = [replace(plain_attributes(one), annotator=None) for one in lines]
    assert sorted(found, key=repr) == sorted(map(content, gone), key=repr)

"""Examples of doccano read: every shape of its projects, whose they are, what their offsets count."""

import zipfile
from pathlib import Path, PurePath
from typing import Any

import orjson
import pytest

from annotator.formats.corpus import CorpusLine, LabelsFound, Problem
from annotator.formats.doccano.format import Doccano
from annotator.formats.format import ReadOptions, Sureness
from annotator.formats.registry import format_of, without_companions
from annotator.formats.source import file_source
from annotator.formats.zipped import ZippedSources
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

TEXT = "Ilse Varga leads Norrow Lines."
ENTITIES = [
    {"id": 31, "label": "PERSON", "start_offset": 0, "end_offset": 10},
    {"id": 32, "label": "ORG", "start_offset": 17, "end_offset": 29},
]
SPANS = [("Ilse Varga", "PERSON"), ("Norrow Lines", "ORG")]


def only(body: dict[str, Any], **more: Any) -> CorpusLine:
    lines, told = read(Doccano(), body, **more)
    assert told == []
    [line] = lines
    return line


@pytest.mark.parametrize(
    "parts",
    [
        {"label": [[0, 10, "PERSON"], [17, 29, "ORG"]]},
        {"labels": [[0, 10, "PERSON"], [17, 29, "ORG"]]},
        {"entities": [[0, 10, "PERSON"], [17, 29, "ORG"]]},
        {"entities": ENTITIES},
        {"label": ENTITIES},
        {"annotations": ENTITIES},
    ],
)
def test_spans_come_in_from_every_shape(parts: dict[str, Any]) -> None:
    line = only({"text": TEXT, **parts})
    assert spans_of(line) == SPANS
    assert (line.status, line.annotator, line.is_raw) == ("in_progress", None, True)


def test_relations_name_spans_by_their_numbers() -> None:
    relations = [
        {"id": 5, "from_id": 31, "to_id": 32, "type": "leads"},
        {"from_id": 32, "to_id": 77, "type": "leads"},
        {"from_id": 32, "to_id": 31},
    ]
    lines, told = read(Doccano(), {"text": TEXT, "entities": ENTITIES, "relations": relations})
    assert relations_of(lines[0]) == [("Ilse Varga", "leads", "Norrow Lines")]
    assert told == [
        "in.jsonl:1: “relations[2].type”: missing.",
        "in.jsonl:1: “relations[1].tail”: no such span.",
    ]


def test_classes_are_labels_of_the_article() -> None:
    assert only({"text": TEXT, "label": ["politics", "sea", "politics"]}).labels == (
        "politics",
        "sea",
    )
    assert only({"text": TEXT, "label": "politics"}).labels == ("politics",)
    both = only({"text": TEXT, "entities": [[0, 10, "PERSON"]], "cats": ["politics"]})
    assert (both.labels, spans_of(both)) == (("politics",), SPANS[:1])


def test_spacys_examples_count_code_points_and_weigh_their_labels(tmp_path: Path) -> None:
    path = tmp_path / "train.jsonl"
    cats = {"politics": 1.0, "sea": 0.0, "war": True, "x": "y"}
    path.write_bytes(orjson.dumps({"text": "👩👩👩👩", "entities": [[2, 4, "X"]], "cats": cats}))
    found = list(Doccano().read(file_source(path), ReadOptions()))
    [line] = [one for one in found if isinstance(one, CorpusLine)]
    assert line.labels == ("politics", "war")
    assert line.spans[0].fragments == ((2, 4),)
    assert "doccano" not in line.document.meta.extra


def test_what_is_noted_beside_is_kept_with_the_article() -> None:
    line = only(
        {
            "id": 9,
            "text": TEXT,
            "label": [],
            "Comments": ["who?"],
            "title": "Talks",
            "authors": ["M. Berg"],
            "url": 7,
            "desk": {"name": "sea"},
        }
    )
    meta = line.document.meta
    assert (line.document.id, line.status) == ("in-9", "new")
    assert (meta.title, meta.authors, meta.url) == ("Talks", ("M. Berg",), None)
    assert meta.extra == {
        "doccano": {"id": 9, "Comments": ["who?"], "url": 7, "desk": {"name": "sea"}}
    }


def test_an_old_meta_is_spread_too() -> None:
    line = only({"text": TEXT, "annotations": [], "meta": {"title": "Talks", "desk": "sea"}})
    assert line.document.meta.title == "Talks"
    assert line.document.meta.extra == {"doccano": {"desk": "sea"}}


def test_labels_that_are_numbers_are_told_and_those_of_several_users_told_apart() -> None:
    annotations = [
        {"label": 12, "start_offset": 0, "end_offset": 10, "user": 1},
        {"label": 13, "start_offset": 17, "end_offset": 29, "user": 2},
    ]
    lines, told = read(Doccano(), {"text": TEXT, "annotations": annotations})
    assert [(one.annotator, spans_of(one)) for one in lines] == [
        ("user 1", [("Ilse Varga", "12")]),
        ("user 2", [("Norrow Lines", "13")]),
    ]
    assert told == [
        "in.jsonl: its labels are numbers (12, 13); put label_config.json beside it to name them."
    ]
    lines, _ = read(Doccano(), {"text": TEXT, "annotations": [{"label": 3, "user": 1}]})
    assert (lines[0].labels, lines[0].annotator) == (("3",), "user 1")


def test_keys_of_text_and_labels_can_be_named() -> None:
    body = {"body": TEXT, "marks": [[0, 10, "PERSON"]], "text": "no"}
    line = only(body, settings={"text": "body", "label": "marks"})
    assert (line.document.text, spans_of(line)) == (TEXT, SPANS[:1])
    assert line.document.meta.extra == {"doccano": {"text": "no"}}


# ---- units ------------------------------------------------------------------------------------


EMOJI = "👩 Ilse Varga 🏴 leads Norrow Lines."


@pytest.mark.parametrize(
    ("label", "unit"),
    [
        ([[3, 7, "A"], [17, 22, "B"], [23, 29, "C"]], "UTF-16 units"),
        ([[2, 6, "A"], [15, 20, "B"], [21, 27, "C"]], "code points"),
    ],
)
def test_the_unit_is_found_by_the_words(label: list[Any], unit: str) -> None:
    lines, told = read(Doccano(), {"text": EMOJI, "label": label})
    assert spans_of(lines[0]) == [("Ilse", "A"), ("leads", "B"), ("Norrow", "C")]
    assert told == [
        f"in.jsonl: its offsets were taken to count {unit}: "
        "3 of 3 spans that tell fit the words so."
    ]


def test_graphemes_are_read_where_a_person_says_so() -> None:
    body = {"text": "👩‍👧 e\u0301 Ilse", "label": [[4, 8, "A"]]}
    assert spans_of(only(body, unit="grapheme")) == [("Ilse", "A")]


def test_a_span_that_fits_nowhere_is_doubted_not_shifted() -> None:
    lines, told = read(
        Doccano(),
        {"text": EMOJI, "label": [[3, 7, "A"], [17, 22, "B"], [23, 29, "C"], [1, 7, "D"]]},
    )
    doubtful = [one for one in lines[0].spans if one.is_doubtful]
    assert [(one.fragments, one.label) for one in doubtful] == [(((1, 7),), "D")]
    assert any("doubtful" in one for one in told)


# ---- whose ------------------------------------------------------------------------------------


def example(**parts: Any) -> bytes:
    return orjson.dumps({"text": TEXT, "label": [], **parts}) + b"\n"


def annotators(path: Path) -> list[str | None]:
    found = Doccano().read(file_source(path, path.parent), ReadOptions())
    return [one.annotator for one in found if isinstance(one, CorpusLine)]


def test_files_of_a_zip_are_called_after_people(tmp_path: Path) -> None:
    path = tmp_path / "out.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for name in ("ilya", "maria", "all", "unknown"):
            archive.writestr(f"{name}.jsonl", example(id=4))
    with ZippedSources() as zipped:
        found = [
            (item, source.name)
            for source in zipped.find([path])
            if not isinstance(source, Problem)
            for item in Doccano().read(source, ReadOptions())
        ]
    lines = [item for item, _ in found if isinstance(item, CorpusLine)]
    assert [one.annotator for one in lines] == [None, "ilya", "maria", None]
    assert lines[1].document.id == lines[2].document.id == "doccano-4"
    told = [
        problem_words(one.file, one.line, one.error) for one, _ in found if isinstance(one, Problem)
    ]
    assert len(told) == 2
    assert "taken for those of ilya, as it is called" in told[0]


def test_files_of_a_folder_are_if_they_begin_with_the_same_example(tmp_path: Path) -> None:
    (tmp_path / "ilya.jsonl").write_bytes(example())
    assert annotators(tmp_path / "ilya.jsonl") == [None]
    (tmp_path / "maria.jsonl").write_bytes(example() + example(text="more"))
    (tmp_path / "other.jsonl").write_bytes(example(text="another text"))
    (tmp_path / "train.jsonl").write_bytes(example())
    (tmp_path / "broken.jsonl").write_bytes(b"{")
    assert annotators(tmp_path / "ilya.jsonl") == ["ilya"]
    assert annotators(tmp_path / "maria.jsonl") == ["maria", "maria"]
    assert annotators(tmp_path / "other.jsonl") == [None]
    assert annotators(tmp_path / "train.jsonl") == [None]


def test_a_person_may_say_what_the_name_means() -> None:
    assert only({"text": TEXT, "label": []}).annotator is None
    lines, _ = read(Doccano(), {"text": TEXT}, name="ilya.jsonl", settings={"whose": "file"})
    assert lines[0].annotator == "ilya"


def test_a_person_may_say_that_the_name_means_nothing(tmp_path: Path) -> None:
    for name in ("ilya", "maria"):
        (tmp_path / f"{name}.jsonl").write_bytes(example())
    source = file_source(tmp_path / "ilya.jsonl", tmp_path)
    [line] = Doccano().read(source, ReadOptions(settings={"whose": "ask"}))
    assert isinstance(line, CorpusLine)
    assert line.annotator is None


# ---- label types ------------------------------------------------------------------------------


TYPES = [
    {"id": 12, "text": "PERSON", "suffix_key": "p", "background_color": "#FF0000"},
    {"id": 13, "text": "ORG", "suffix_key": "xx", "background_color": "red", "task_type": "Span"},
    {"id": 14, "text": "politics", "suffix_key": None, "task_type": "Category"},
    {"id": 15, "text": "leads", "background_color": "#00ff00", "task_type": "Relation"},
]


def test_label_types_have_names_colours_and_keys(tmp_path: Path) -> None:
    path = tmp_path / "label_config.json"
    path.write_bytes(orjson.dumps([*TYPES, {"text": "ORG"}, 7]))
    assert format_of(file_source(path)).name == "doccano"
    *problems, found = Doccano().read(file_source(path), ReadOptions())
    assert isinstance(found, LabelsFound)
    labels = found.label_set
    assert [(one.name, one.colour, one.key) for one in labels.span_labels] == [
        ("PERSON", "#ff0000", "p"),
        ("ORG", "", ""),
    ]
    assert [one.name for one in labels.document_labels] == ["politics"]
    assert [(one.name, one.colour) for one in labels.relation_labels] == [("leads", "#00ff00")]
    told = [
        problem_words("in", one.line, one.error) for one in problems if isinstance(one, Problem)
    ]
    assert len(told) == 2
    assert "twice in this file" in told[0]


def test_label_types_beside_are_read_with_the_examples_and_name_numbers(tmp_path: Path) -> None:
    (tmp_path / "label_config.json").write_bytes(orjson.dumps(TYPES))
    (tmp_path / "relation_types.json").write_bytes(
        orjson.dumps([{"text": "sails", "suffix_key": "s"}])
    )
    (tmp_path / "labels.json").write_bytes(b'{"something": "else"}')
    path = tmp_path / "talks.jsonl"
    annotations = [{"label": 12, "start_offset": 0, "end_offset": 10, "user": 1}]
    path.write_bytes(orjson.dumps({"text": TEXT, "annotations": annotations}))
    sources = [file_source(one) for one in sorted(tmp_path.iterdir())]
    assert [one.path.name for one in without_companions(sources)] == ["labels.json", "talks.jsonl"]
    (tmp_path / "other.jsonl").write_bytes(b'{"text": "a", "_input_hash": 1}')
    path.rename(tmp_path / "kept")
    sources = [file_source(one) for one in sorted(tmp_path.glob("*.json*"))]
    assert len(without_companions(sources)) == 4, "what is no doccano has no label types of it"
    (tmp_path / "kept").rename(path)
    types, relations, line = Doccano().read(file_source(path), ReadOptions())
    assert isinstance(types, LabelsFound)
    assert isinstance(relations, LabelsFound)
    assert [one.name for one in relations.label_set.relation_labels] == ["sails"]
    assert isinstance(line, CorpusLine)
    assert spans_of(line) == [("Ilse Varga", "PERSON")]


# ---- bad files --------------------------------------------------------------------------------


def test_bad_parts_stay_out_alone() -> None:
    label = [[0, 10], [0, "10", "A"], [0, 10, ""], [5, 5, "A"], [9, 99, "A"], None, [0, 10, "A"]]
    lines, told = read(Doccano(), {"text": TEXT, "label": label})
    assert spans_of(lines[0]) == [("Ilse Varga", "A")]
    assert len(told) == 6
    lines, told = read(
        Doccano(),
        {"label": []},
        {"text": 3},
        {"text": TEXT, "label": 7},
        7,
        {"text": TEXT, "label": None},
    )
    assert [one.number for one in lines] == [5]
    assert told == [
        "in.jsonl:1: “text”: missing.",
        "in.jsonl:2: “text”: not a text.",
        "in.jsonl:3: “label”: not a list.",
        "in.jsonl:4: “record”: not an object.",
    ]


def test_unfit_characters_are_replaced_and_told() -> None:
    lines, told = read(Doccano(), b'{"text": "a\\u0000 Ilse", "label": [[3, 7, "X"]]}')
    assert spans_of(lines[0]) == [("Ilse", "X")]
    assert any("replaced by U+FFFD" in one for one in told)


@pytest.mark.parametrize("raw", DAMAGED, ids=lambda raw: repr(raw[:12]))
def test_nothing_in_a_file_raises(raw: bytes) -> None:
    items(Doccano(), raw)


@pytest.mark.parametrize(
    ("body", "sureness"),
    [
        ({"text": "a", "label": [[0, 1, "X"]]}, Sureness.SURE),
        ({"text": "a", "label": ["X"]}, Sureness.SURE),
        ({"text": "a", "entities": [{"start_offset": 1}]}, Sureness.SURE),
        ({"text": "a", "entities": [[0, 1, "X"]], "cats": []}, Sureness.SURE),
        ({"text": "a", "annotations": [{"label": 1, "user": 1}]}, Sureness.SURE),
        ({"column_data": "a", "column_label": [[0, 1, "X"]]}, Sureness.SURE),
        ([{"text": "PER", "suffix_key": "p"}], Sureness.SURE),
        ({"text": "a", "label": [{"start": 0, "end": 1, "labels": ["X"]}]}, Sureness.NO),
        ({"text": "a", "spans": [{"start": 0, "end": 1, "label": "X"}]}, Sureness.NO),
        ({"text": "a", "label": []}, Sureness.SURE),
        ({"text": "a", "entities": [], "relations": []}, Sureness.SURE),
        ({"text": "a"}, Sureness.NO),
        ({"label": [[0, 1, "X"]]}, Sureness.NO),
    ],
)
def test_it_is_known_by_its_keys(body: Any, sureness: Sureness) -> None:
    assert Doccano().recognises(PurePath("a.jsonl"), orjson.dumps(body)) is sureness


@pytest.mark.skipif(not REAL.is_dir(), reason=NO_REAL)
@pytest.mark.parametrize(
    ("name", "counts"),
    [
        ("export-examples/relation_extraction/example.jsonl", (1, 4, 3, 0)),
        ("export-examples/sequence_labeling/example.jsonl", (3, 4, 0, 0)),
        ("export-examples/text_classification/example.jsonl", (3, 0, 0, 3)),
        ("export-examples/text_classification/example.json", (3, 0, 0, 3)),
        ("import-examples/intent_detection/example.jsonl", (2, 3, 0, 2)),
        ("import-examples/relation_extraction/example.jsonl", (1, 4, 3, 0)),
        ("import-examples/sequence_labeling/example.jsonl", (3, 3, 0, 0)),
        ("import-examples/text_classification/example.jsonl", (3, 0, 0, 3)),
        ("label-configs/valid_labels.json", (0, 0, 0, 0)),
        ("label-configs/invalid_labels.json", (0, 0, 0, 0)),
    ],
)
def test_real_files_have_what_was_counted_in_them(
    name: str, counts: tuple[int, int, int, int]
) -> None:
    source = file_source(REAL / "doccano" / name)
    assert format_of(source).name == "doccano"
    found = list(Doccano().read(source, ReadOptions()))
    lines = [one for one in found if isinstance(one, CorpusLine)]
    spans = sum(len(one.spans) for one in lines)
    relations = sum(len(one.relations) for one in lines)
    assert (len(lines), spans, relations, sum(len(one.labels) for one in lines)) == counts
    assert not [one for one in found if isinstance(one, Problem)] or name.endswith(
        "invalid_labels.json"
    )

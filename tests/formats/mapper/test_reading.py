"""Records with keys of their own read: found or chosen keys, spans in any unit, tables."""

from io import BytesIO
from pathlib import Path, PurePath
from typing import Any

import orjson
import pytest

from annotator.formats.corpus import CorpusLine, Problem
from annotator.formats.format import ReadOptions, Sureness
from annotator.formats.mapper.format import Mapper
from annotator.formats.mapper.mapping import propose_mapping
from annotator.formats.mapper.reading import sample_records
from annotator.formats.registry import format_of
from annotator.formats.source import Source, file_source
from tests.formats.json_files import DAMAGED, items, read, spans_of

TEXT = "Ilse Varga 👩‍👧 leads Norrow Lines."
FULL = {
    "body": TEXT,
    "headline": "Talks",
    "date": "24 Jan 2017 10:00:00 +0100",
    "publisher": "Herald",
    "authors": [{"name": "A. Berg"}, "B. Palm"],
    "docid": 7,
    "desk": {"name": "sea"},
    "marks": [
        {"start": 0, "end": 10, "label": "PERSON", "text": "Ilse Varga"},
        {"start": 21, "end": 33, "label": ["ORG", "LINE"], "text": "Norrow Lines"},
    ],
    "coder": "ilya",
    "labels": ["politics", "politics"],
}


def test_a_record_comes_in_whole_with_what_was_found_told() -> None:
    lines, told = read(Mapper(), FULL, name="talks.jsonl")
    [line] = lines
    meta = line.document.meta
    assert spans_of(line) == [
        ("Ilse Varga", "PERSON"),
        ("Norrow Lines", "ORG"),
        ("Norrow Lines", "LINE"),
    ]
    assert (line.annotator, line.labels, line.status) == ("ilya", ("politics",), "in_progress")
    assert (line.document.id, line.is_raw) == ("7", True)
    assert (meta.title, meta.source, meta.authors) == ("Talks", "Herald", ("A. Berg", "B. Palm"))
    assert meta.published == "2017-01-24"
    assert meta.extra["published_as_written"] == FULL["date"]
    assert meta.extra["mapper"] == {"desk": {"name": "sea"}}
    assert told == [
        "talks.jsonl: its keys were read so: text from body, title from headline, date from date, "
        "source from publisher, authors from authors, id from docid, annotator from coder, "
        "labels from labels, spans from marks.",
        "talks.jsonl: its offsets were taken to count code points: "
        "2 of 2 spans that tell fit the words so.",
    ]


def test_an_id_that_was_named_is_the_documents() -> None:
    lines, _ = read(Mapper(), FULL, settings={"id": "docid"})
    assert (lines[0].document.id, lines[0].is_raw) == ("7", False)
    lines, _ = read(Mapper(), FULL, settings={"id": "-"}, name="talks.jsonl")
    assert (lines[0].document.id, lines[0].is_raw) == ("talks-1", True)


def test_everything_can_be_said_and_then_nothing_is_told() -> None:
    body = {"a": {"b": TEXT}, "c": [{"d": 0, "e": 3, "f": "X"}, {"d": "21", "e": "26", "f": "Y"}]}
    chosen = propose_mapping([]).settings | {
        "text": "a.b",
        "spans": "c",
        "start": "d",
        "end": "e",
        "label": "f",
        "end_is": "last",
    }
    lines, told = read(Mapper(), body, settings=chosen)
    assert spans_of(lines[0]) == [("Ilse", "X"), ("Norrow", "Y")]
    assert [one for one in told if "keys" in one] == []


def test_lengths_and_spans_without_labels() -> None:
    body = {"text": TEXT, "marks": [{"offset": 5, "length": 5}]}
    lines, _ = read(Mapper(), body)
    assert spans_of(lines[0]) == [("Varga", "span")]


def test_the_unit_is_found_and_told() -> None:
    marks = [[17, 22, "A"], [23, 29, "B"], [30, 35, "C"]]
    lines, told = read(Mapper(), {"text": TEXT, "marks": marks})
    assert spans_of(lines[0]) == [("leads", "A"), ("Norrow", "B"), ("Lines", "C")]
    assert any("UTF-16" in one for one in told)
    lines, _ = read(Mapper(), {"text": TEXT, "marks": marks}, unit="codepoint")
    assert spans_of(lines[0]) != [("leads", "A"), ("Norrow", "B"), ("Lines", "C")]


def test_records_may_lie_in_an_object() -> None:
    body = {"articles": [{"text": "One ferry."}, 7, {"text": "Two ferries."}]}
    lines, told = read(Mapper(), body, settings={"records": "articles"})
    assert [one.document.text for one in lines] == ["One ferry.", "Two ferries."]
    assert any("in.jsonl:2: “record”: not an object." in one for one in told)
    assert read(Mapper(), body, settings={"records": "gone"}) == (
        [],
        ["in.jsonl: it has no list under “gone”."],
    )


def test_an_ambiguous_date_stays_words() -> None:
    lines, told = read(Mapper(), {"text": TEXT, "date": "04.05.2025"})
    meta = lines[0].document.meta
    assert (meta.published, meta.extra["published_as_written"]) == (None, "04.05.2025")
    assert len(told) == 2


def test_a_table_comes_in_by_its_names(tmp_path: Path) -> None:
    path = tmp_path / "talks.csv"
    path.write_bytes(
        "\ufeffbody;coder;marks\r\n"
        '"Ilse leads\r\nthe ""line""";ilya;"[{""start"": 0, ""end"": 4, ""label"": ""PERSON""}]"\r\n'
        "\r\n"
        "Erik;;\r\n"
        "Zoe;maria;[broken\r\n"
        ";maria;\r\n".encode()
    )
    chosen = {"text": "body", "spans": "marks", "start": "start", "end": "end", "label": "label"}
    found = list(Mapper().read(file_source(path), ReadOptions(settings=chosen)))
    lines = [one for one in found if isinstance(one, CorpusLine)]
    assert [(one.document.text, one.annotator, len(one.spans), one.number) for one in lines] == [
        ('Ilse leads\r\nthe "line"', "ilya", 1, 2),
        ("Erik", None, 0, 5),
    ]
    problems = [one for one in found if isinstance(one, Problem) and one.is_skipped]
    assert [one.line for one in problems] == [6, 7]


def test_damaged_tables_are_told() -> None:
    for raw in (b"", b"\n", b"text\n\xff\xfe\n", b'text\n"never closed', b"a,b\n1,2,3\n", b"\0"):
        items(Mapper(), raw, name="a.csv")


def test_bad_parts_stay_out_alone() -> None:
    marks = [{"start": 0, "end": 4, "label": "X"}, {"start": 0}, {"start": "x", "end": 4}, 7]
    chosen = {"spans": "marks", "start": "start", "end": "end", "label": "label"}
    lines, told = read(
        Mapper(),
        {"text": TEXT, "marks": marks},
        {"text": TEXT, "marks": 7},
        {"text": " "},
        {"text": 7},
        {"other": 1},
        settings=chosen,
    )
    assert [len(one.spans) for one in lines] == [1]
    assert len([one for one in told if "keys" not in one]) == 7
    [told_one] = read(Mapper(), {"a": 1}, {"b": "x"})[1]
    assert told_one == "in.jsonl: none of its keys seems to hold a text; name it."


@pytest.mark.parametrize("raw", DAMAGED, ids=lambda raw: repr(raw[:12]))
def test_nothing_in_a_file_raises(raw: bytes) -> None:
    items(Mapper(), raw)
    items(Mapper(), raw, settings={"text": "text", "records": "text.a", "spans": "text"})
    items(Mapper(), raw, name="a.csv")


def test_deep_lists_are_no_trouble() -> None:
    deep: Any = [[]]
    for _ in range(200):
        deep = [deep]
    _, told = read(Mapper(), {"text": TEXT, "a": deep}, settings={"title": "a.b.c"})
    assert any("nested too deep" in one for one in told)


def test_records_are_sampled_for_a_proposal() -> None:
    raw = b"\n".join(orjson.dumps({"text": f"ferry {at}"}) for at in range(50)) + b"\nbroken"
    source = Source(Path("in.jsonl"), "in.jsonl", BytesIO(raw))
    assert len(sample_records(source)) == 20
    wrapped = orjson.dumps({"all": [{"text": "a"}, 7]})
    source = Source(Path("in.json"), "in.json", BytesIO(wrapped))
    assert sample_records(source, "all") == [{"text": "a"}]


@pytest.mark.parametrize(
    ("body", "sureness"),
    [
        ({"text": "a"}, Sureness.LIKELY),
        ([{"data": {"article-body": "a"}}], Sureness.LIKELY),
        ({"prompt": "a long text with many words in it"}, Sureness.NO),
        ({"spans": [{"text": "a"}]}, Sureness.NO),
        ({"text": 7}, Sureness.NO),
    ],
)
def test_it_is_likely_where_a_key_is_called_like_a_text(body: Any, sureness: Sureness) -> None:
    assert Mapper().recognises(PurePath("a.json"), orjson.dumps(body)) is sureness


def test_formats_that_know_their_keys_come_before_it(tmp_path: Path) -> None:
    for body, name in (
        ({"text": "a", "label": [[0, 1, "X"]]}, "doccano"),
        ({"text": "a", "_input_hash": 1}, "prodigy"),
        ({"data": {"text": "a"}, "annotations": []}, "label-studio"),
        ({"version": 1, "id": "a", "text": "b"}, "jsonl"),
        ({"body": "a ferry", "marks": [[0, 1, "X"]]}, "mapper"),
    ):
        path = tmp_path / "a.jsonl"
        path.write_bytes(orjson.dumps(body))
        assert format_of(file_source(path)).name == name


# ---- attributes and entities ----------------------------------------------------------------

MARKS = [
    {"start": 0, "end": 10, "label": "PERSON", "score": 0.5, "sure": True, "kb_id": "wd:Q71"},
    {"start": 21, "end": 33, "label": ["ORG", "LINE"], "roles": ["a", "b"], "kb_id": "GND:4"},
    {"start": 15, "end": 20, "label": "ACT", "score": {"mean": 1}, "kb_id": None},
]


def test_keys_of_spans_are_attributes_where_they_are_named() -> None:
    chosen = {"attributes": "score, sure,roles ,gone"}
    [line], told = read(Mapper(), {**FULL, "marks": MARKS}, settings=chosen)
    assert {one.label: dict(one.attributes) for one in line.spans} == {
        "PERSON": {"score": 0.5, "sure": True},
        "ORG": {"roles": ("a", "b")},
        "LINE": {"roles": ("a", "b")},
        "ACT": {},
    }
    assert sum("score" in one for one in told) == 1
    [line], _ = read(Mapper(), {**FULL, "marks": MARKS})
    assert [dict(one.attributes) for one in line.spans] == [{}, {}, {}, {}]


def test_an_outside_id_links_spans_to_their_entity() -> None:
    [line], _ = read(Mapper(), {**FULL, "marks": MARKS})
    called = {one.id: (one.identifier, one.name) for one in line.entities}
    assert {one.label: called.get(one.entity or "") for one in line.spans} == {
        "PERSON": ("Q71", "Ilse Varga"),
        "ORG": ("GND:4", "Norrow Lines"),
        "LINE": ("GND:4", "Norrow Lines"),
        "ACT": None,
    }
    assert line.has_raw_entities
    [line], _ = read(Mapper(), {**FULL, "marks": MARKS}, settings={"entity": "-"})
    assert line.entities == ()
    marks = [{**MARKS[0], "who": 7, "kb_id": 7}]
    [line], _ = read(Mapper(), {**FULL, "marks": marks}, settings={"entity": "who"})
    assert [one.identifier for one in line.entities] == ["7"]

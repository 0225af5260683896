"""Writing our line: the promise of INTERFACES, to the byte."""

from pathlib import PurePath

import orjson
import pytest

from annotator.formats.corpus import CorpusLine
from annotator.formats.format import Sureness
from annotator.formats.jsonl import Jsonl, encode_line
from annotator.formats.jsonl_verify import line_schema
from annotator.model.curated import Negative
from annotator.model.document import Document, Meta, Section
from annotator.model.relation import Relation
from annotator.model.span import Span
from annotator.text.offsets import Unit

TEXT = "Title 😀\n\nIlse Varga"
DOCUMENT = Document(
    "doc-key",
    TEXT,
    Meta("Title", None, "2017-01-24", None, ("Zoé",), "en", {"zone": 1, "desk": {"b": 1, "a": 2}}),
    (Section("paragraph", 9, 19), Section("title", 0, 7)),
)
LINE = CorpusLine(
    DOCUMENT,
    "maria",
    "finished",
    ("sport", "politics"),
    spans=(
        Span("b", "PERSON", ((9, 19),), {"mention": "named", "also": ("x",)}),
        Span("a", "PERSON", ((9, 19),), note="first"),
        Span("c", "ALL", ((0, 5), (9, 13)), origin="suggested"),
        Span("d", "PERSON", ((9, 13),), is_doubtful=True),
    ),
    relations=(
        Relation("r2", "leads", "b", "d"),
        Relation("r1", "leads", "b", "d"),
        Relation("r3", "heads", "c", "a", {"sure": True}, "why", "imported"),
    ),
)
GOLDEN = (
    '{"version":1,"id":"doc-key","text":"Title 😀\\n\\nIlse Varga","meta":{"title":"Title","source":null,'
    '"published":"2017-01-24","url":null,"authors":["Zoé"],"language":"en","desk":{"a":2,"b":1},"zone":1},'
    '"sections":[{"kind":"title","start":0,"end":7},{"kind":"paragraph","start":9,"end":19}],'
    '"annotator":"maria","status":"finished","labels":["politics","sport"],'
    '"spans":[{"id":"c","label":"ALL","start":0,"end":13,"fragments":[[0,5],[9,13]],"text":"Title Ilse",'
    '"attributes":{},"note":null,"origin":"suggested"},'
    '{"id":"a","label":"PERSON","start":9,"end":19,"text":"Ilse Varga","attributes":{},"note":"first"},'
    '{"id":"b","label":"PERSON","start":9,"end":19,"text":"Ilse Varga","attributes":{"also":["x"],"mention":"named"},"note":null},'
    '{"id":"d","label":"PERSON","start":9,"end":13,"text":"Ilse","attributes":{},"note":null,"doubtful":true}],'
    '"relations":[{"id":"r3","label":"heads","head":"c","tail":"a","attributes":{"sure":true},"note":"why","origin":"imported"},'
    '{"id":"r1","label":"leads","head":"b","tail":"d","attributes":{},"note":null},'
    '{"id":"r2","label":"leads","head":"b","tail":"d","attributes":{},"note":null}]}\n'
)


def test_a_line_is_written_to_the_byte_as_promised() -> None:
    assert encode_line(LINE).decode() == GOLDEN


def test_a_document_without_any_set_has_its_line_with_empty_lists() -> None:
    body = orjson.loads(encode_line(CorpusLine(Document("a", "b"))))
    assert (body["annotator"], body["status"]) == (None, "new")
    assert (body["labels"], body["spans"], body["relations"], body["sections"]) == ([], [], [], [])


@pytest.mark.parametrize(("unit", "start", "end"), [("utf16", 10, 20), ("utf8", 12, 22)])
def test_another_unit_is_named_after_the_version_and_used_everywhere(
    unit: Unit, start: int, end: int
) -> None:
    body = orjson.loads(encode_line(LINE, unit))
    assert list(body)[:2] == ["version", "offsets"]
    assert body["offsets"] == unit
    assert (body["spans"][1]["start"], body["spans"][1]["end"]) == (start, end)
    assert body["spans"][0]["fragments"] == [[0, 5], [start, start + 4]]
    assert (body["sections"][1]["start"], body["sections"][1]["end"]) == (start, end)


def test_attributes_of_the_document_are_written_where_there_are_some() -> None:
    line = CorpusLine(DOCUMENT, "m", attributes={"tone": "dry"})
    assert list(orjson.loads(encode_line(line)))[-1] == "attributes"
    assert "attributes" not in orjson.loads(encode_line(CorpusLine(DOCUMENT, "m")))


CURATED = CorpusLine(
    DOCUMENT,
    None,
    "curated",
    spans=(Span("b", "PERSON", ((9, 19),)), Span("x", "PERSON", ((9, 13),))),
    relations=(Relation("r", "leads", "b", "x"),),
    provenance={"b": "unanimous", "r": "added"},
    negatives=(
        Negative("PERSON", ((9, 13),)),
        Negative("ALL", ((0, 5), (9, 13))),
        Negative("ALL", ((0, 13),)),
        Negative("PLACE", ((0, 5),)),
    ),
)


def test_a_curated_line_says_where_things_come_from_and_what_is_nothing() -> None:
    body = orjson.loads(encode_line(CURATED))
    assert list(body)[-1] == "negatives"
    b, x = body["spans"]
    assert (list(b)[-1], b["provenance"]) == ("provenance", "unanimous")
    assert "provenance" not in x
    assert body["relations"][0]["provenance"] == "added"
    assert body["negatives"] == [
        {"label": "ALL", "start": 0, "end": 13, "fragments": [[0, 5], [9, 13]], "text": "Title Ilse"},
        {"label": "ALL", "start": 0, "end": 13, "text": "Title 😀\n\nIlse"},
        {"label": "PLACE", "start": 0, "end": 5, "text": "Title"},
        {"label": "PERSON", "start": 9, "end": 13, "text": "Ilse"},
    ]  # fmt: skip
    line_schema()(body)


def test_negatives_count_in_another_unit_too() -> None:
    body = orjson.loads(encode_line(CURATED, "utf16"))
    assert body["negatives"][0]["fragments"] == [[0, 5], [10, 14]]
    assert (body["negatives"][3]["start"], body["negatives"][3]["end"]) == (10, 14)
    line_schema()(body)


def test_no_line_break_stands_inside_a_line() -> None:
    document = Document("a", "one\r\ntwo\u2028three\u2029four\u0085")
    assert encode_line(CorpusLine(document)).count(b"\n") == 1


def test_a_line_fits_its_schema() -> None:
    line_schema()(orjson.loads(encode_line(LINE)))
    line_schema()(orjson.loads(encode_line(LINE, "utf16")))


@pytest.mark.parametrize(
    ("path", "head", "sureness"),
    [
        ("a.jsonl", b'{"version": 1, "id"', Sureness.SURE),
        ("a.txt", b'\xef\xbb\xbf {"version":1', Sureness.SURE),
        ("a.JSONL", b'{"text": "', Sureness.PERHAPS),
        ("a.txt", b"Title", Sureness.NO),
    ],
)
def test_a_file_of_ours_is_recognised(path: str, head: bytes, sureness: Sureness) -> None:
    assert Jsonl().recognises(PurePath(path), head) is sureness

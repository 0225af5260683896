"""Reading our line: what is right comes in, each fault is named with its line and field."""

import json
from io import BytesIO
from pathlib import Path
from typing import Any

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.formats.corpus import CorpusLine, Problem
from annotator.formats.format import ReadOptions
from annotator.formats.jsonl import Jsonl, encode_line
from annotator.formats.source import Source
from annotator.model.curated import Negative
from annotator.model.document import Document, Section
from annotator.model.errors import (
    CharactersReplaced,
    FileEmpty,
    FileUnreadable,
    KeysUnknown,
    LineWrong,
    OffsetUnitFound,
    SpanDoubtful,
)
from annotator.model.relation import Relation
from annotator.model.span import Span
from tests.formats.reading import TEXT, line, read, reasons, relation, span
from tests.formats.strategies import corpora, json_values


def test_a_whole_line_comes_in() -> None:
    body = line(
        meta={"title": "Talks", "published": "2017-01-24", "authors": ["Zoé"], "desk": "sea"},
        sections=[{"kind": "title", "start": 0, "end": 10}],
        labels=["politics"],
        attributes={"tone": "dry"},
        spans=[
            span(
                text="Ilse Varga",
                attributes={"mention": "named", "sure": True, "of": ["a", "b"]},
                note="n",
            ),
            span("s2", 0, 34, "X", fragments=[[0, 4], [30, 34]], origin="suggested"),
        ],
        relations=[relation(attributes={"weight": 0.5})],
    )
    [found], problems = read(body)
    assert problems == []
    assert found.document == Document(
        "talks", TEXT, found.document.meta, (Section("title", 0, 10),)
    )
    meta = found.document.meta
    assert (meta.title, meta.published, meta.authors, meta.extra) == (
        "Talks",
        "2017-01-24",
        ("Zoé",),
        {"desk": "sea"},
    )
    assert (found.annotator, found.status, found.labels, found.number) == (
        "Maria",
        "finished",
        ("politics",),
        1,
    )
    assert found.attributes == {"tone": "dry"}
    assert found.spans == (
        Span("s1", "PERSON", ((0, 10),), {"mention": "named", "sure": True, "of": ("a", "b")}, "n"),
        Span("s2", "X", ((0, 4), (30, 34)), origin="suggested"),
    )
    assert found.relations == (Relation("r1", "leads", "s1", "s2", {"weight": 0.5}),)


# ---- whole lines that stay out ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (b"{", "not JSON"),
        (b"[1]", "not an object"),
        (b'{"version": 1, "id": "a", "text": "\xff"}', "not UTF-8 at byte"),
        (b'{"a":' * 100_000, "nested too deep"),
        (b"[" * 100_000, "nested too deep"),
        (b'{"version": NaN}', "NaN is not a number"),
        (b'{"version": -Infinity}', "-Infinity is not a number"),
        (b'{"version": 1e999}', "number too large"),
        (b'{"version": ' + b"1" * 5000 + b"}", "number too large"),
        (b'{"version": 1, "id": "a", "id": "b"}', "key 'id' twice"),
    ],
    ids=lambda value: repr(value)[:24],
)
def test_row_23_what_is_not_strict_json_is_refused_and_the_rest_goes_on(
    raw: bytes, reason: str
) -> None:
    lines, [problem] = read(raw, line())
    assert isinstance(problem.error, LineWrong)
    assert problem.error.reason.startswith(reason)
    assert (problem.line, problem.is_whole, problem.is_skipped) == (1, True, True)
    assert [one.number for one in lines] == [2]


@pytest.mark.parametrize(
    ("change", "field", "reason"),
    [
        ({"version": 2}, "version", "not known"),
        ({"version": True}, "version", "not an integer"),
        ({"version": None}, "version", "missing"),
        ({"id": ""}, "id", "empty"),
        ({"id": 3}, "id", "not a text"),
        ({"id": "x" * 1001}, "id", "too long"),
        ({"text": None}, "text", "missing"),
        ({"text": ""}, "text", "empty"),
        ({"text": ["a"]}, "text", "not a text"),
        ({"offsets": "words"}, "offsets", "not a unit"),
        ({"status": "done"}, "status", "not a status"),
        ({"status": "curated"}, "status", "curated, and by an annotator"),
        ({"annotator": 3}, "annotator", "not a text"),
        ({"spans": {}}, "spans", "not a list"),
        ({"relations": "r"}, "relations", "not a list"),
        ({"meta": []}, "meta", "not an object"),
        ({"odd": 10**30}, "odd", "number too large"),
    ],
    ids=str,
)
def test_a_line_without_its_main_parts_is_refused(
    change: dict[str, Any], field: str, reason: str
) -> None:
    lines, problems = read(json.dumps(line() | change).encode())
    assert lines == []
    assert reasons(problems) == [(field, reason)]
    assert problems[0].is_whole


def test_a_line_without_a_version_is_refused() -> None:
    assert reasons(read(b'{"id": "a", "text": "b", "label": [[0, 1, "X"]]}')[1]) == [
        ("version", "missing")
    ]


# ---- parts that stay out ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("part", "field", "reason"),
    [
        (span(start=-1), "spans[0]", "outside the text"),
        (span(end=len(TEXT) + 1), "spans[0]", "outside the text"),
        (span(start=10), "spans[0]", "no characters"),
        (span(start=12), "spans[0]", "no characters"),
        (span(start=3.0), "spans[0].start", "not an integer"),
        (span(start="3"), "spans[0].start", "not an integer"),
        (span(start=True), "spans[0].start", "not an integer"),
        (span(end=None), "spans[0].end", "missing"),
        (span(label=" "), "spans[0].label", "empty"),
        (span(label=None), "spans[0].label", "missing"),
        (span(id=""), "spans[0].id", "empty"),
        (span(note=3), "spans[0].note", "not a text"),
        (span(origin="guess"), "spans[0].origin", "not an origin"),
        (span(fragments=[[0, 4]]), "spans[0].fragments", "do not begin at start and end at end"),
        (span(fragments=[]), "spans[0].fragments", "do not begin at start and end at end"),
        (span(fragments=[[0, 4, 10]]), "spans[0].fragments[0]", "not a start and an end"),
        (span(fragments=[[0, 6], [8, 4], [6, 10]]), "spans[0]", "no characters"),
        (span(attributes={"a": None}), "spans[0].attributes.a", "not a value of an attribute"),
        (span(doubtful="yes"), "spans[0].doubtful", "neither true nor false"),
        ("span", "spans[0]", "not an object"),
    ],
    ids=lambda value: str(value)[:60],
)
def test_rows_23_and_25_a_wrong_span_stays_out_and_the_others_come_in(
    part: Any, field: str, reason: str
) -> None:
    [found], problems = read(line(spans=[part, span("s9", 0, 4)]))
    assert reasons(problems) == [(field, reason)]
    assert not problems[0].is_whole
    assert "s9" in [one.id for one in found.spans]


def test_row_24_of_two_spans_with_one_id_the_second_stays_out() -> None:
    [found], problems = read(line(spans=[span(), span(start=5)]))
    assert [one.fragments for one in found.spans] == [((0, 10),)]
    assert reasons(problems) == [("spans[1].id", "twice in this line")]


@pytest.mark.parametrize(
    ("part", "field", "reason"),
    [
        (relation(tail="s3"), "relations[0].tail", "no such span"),
        (relation(head=None), "relations[0].head", "missing"),
        (relation(tail="s1"), "relations[0]", "head and tail are one span"),
        (relation(id="s1"), "relations[0].id", "twice in this line"),
        (relation(label=7), "relations[0].label", "not a text"),
    ],
    ids=str,
)
def test_row_25_a_wrong_relation_stays_out(part: Any, field: str, reason: str) -> None:
    body = line(spans=[span(), span("s2", 5, 10)], relations=[part, relation("r9")])
    [found], problems = read(body)
    assert reasons(problems) == [(field, reason)]
    assert [one.id for one in found.relations] == ["r9"]


# ---- the curated set --------------------------------------------------------------------------


def curated(**parts: Any) -> dict[str, Any]:
    return line(annotator=None, status="curated", **parts)


def negative(start: Any = 0, end: Any = 4, label: Any = "PERSON", **more: Any) -> dict[str, Any]:
    return {"label": label, "start": start, "end": end, **more}


def test_provenance_and_negatives_come_in() -> None:
    body = curated(
        spans=[span(provenance="unanimous"), span("s2", 17, 20)],
        relations=[relation(provenance="adjudicated")],
        negatives=[negative(text="Ilse"), negative(0, 10, "ROLE", fragments=[[0, 4], [5, 10]])],
    )
    [found], problems = read(body)
    assert problems == []
    assert found.provenance == {"s1": "unanimous", "r1": "adjudicated"}
    assert found.negatives == (
        Negative("PERSON", ((0, 4),)),
        Negative("ROLE", ((0, 4), (5, 10))),
    )


@pytest.mark.parametrize(
    ("part", "field", "reason"),
    [
        (negative(0, 99), "negatives[0]", "outside the text"),
        (negative(3, 3), "negatives[0]", "no characters"),
        (negative(label=""), "negatives[0].label", "empty"),
        (negative("0"), "negatives[0].start", "not an integer"),
        (negative(text="Elsa"), "negatives[0].text", "not what its offsets cover"),
        (negative(fragments=[[1, 4]]), "negatives[0].fragments", "do not begin at start and end at end"),
        (7, "negatives[0]", "not an object"),
    ],
)  # fmt: skip
def test_a_wrong_negative_stays_out_and_the_others_come_in(
    part: Any, field: str, reason: str
) -> None:
    [found], problems = read(curated(negatives=[part, negative(5, 10)]))
    assert reasons(problems) == [(field, reason)]
    assert found.negatives == (Negative("PERSON", ((5, 10),)),)


def test_a_negative_that_comes_twice_comes_in_once() -> None:
    [found], problems = read(curated(negatives=[negative(), negative()]))
    assert reasons(problems) == [("negatives[1]", "twice in this line")]
    assert len(found.negatives) == 1


def test_negatives_help_to_find_the_unit() -> None:
    text = "😀 Ilse"
    [found], [problem] = read(curated(text=text, negatives=[negative(3, 7, text="Ilse")]))
    assert isinstance(problem.error, OffsetUnitFound)
    assert found.negatives == (Negative("PERSON", ((2, 6),)),)


@pytest.mark.parametrize("wrong", ["guessed", 3, None, ["unanimous"]])
def test_a_wrong_provenance_stays_out_alone(wrong: Any) -> None:
    [found], problems = read(curated(spans=[span(provenance=wrong)]))
    assert reasons(problems) == [("spans[0].provenance", "not a provenance")]
    assert (len(found.spans), found.provenance) == (1, None)


def test_only_a_curated_set_has_them() -> None:
    [found], problems = read(line(spans=[span(provenance="added")]))
    assert reasons(problems) == [("provenance", "only of a curated set")]
    assert (len(found.spans), found.provenance) == (1, None)
    [found], problems = read(line(negatives=[negative()]))
    assert reasons(problems) == [("negatives", "only of a curated set")]
    assert found.negatives == ()


def test_keys_of_negatives_that_are_unknown_are_kept() -> None:
    [found], problems = read(curated(negatives=[negative(why="slip")]))
    assert [type(one.error) for one in problems] == [KeysUnknown]
    assert found.document.meta.extra == {"extra": {"negatives": {"0": {"why": "slip"}}}}


# ---- what hangs together ----------------------------------------------------------------------


def test_row_25_relations_of_a_span_that_stayed_out_stay_out_too() -> None:
    body = line(spans=[span(), span("s2", 90, 99)], relations=[relation()])
    assert reasons(read(body)[1])[1] == ("relations[0].tail", "no such span")


def test_row_25_identical_spans_and_circles_of_relations_come_in() -> None:
    body = line(spans=[span(), span("s2")], relations=[relation(), relation("r2", "s2", "s1")])
    [found], problems = read(body)
    assert problems == []
    assert (len(found.spans), len(found.relations)) == (2, 2)


@pytest.mark.parametrize(
    ("section", "reason"),
    [
        ({"kind": "lead", "start": 0, "end": 4}, "not a kind of section"),
        ({"kind": "title", "start": 4, "end": 4}, "no characters"),
        ({"kind": "title", "start": -1, "end": 4}, "outside the text"),
        ({"kind": "title", "start": 0, "end": 400}, "outside the text"),
        ({"kind": "title", "start": 0.0, "end": 4}, "not an integer"),
    ],
    ids=str,
)
def test_a_wrong_section_stays_out(section: dict[str, Any], reason: str) -> None:
    [found], problems = read(line(sections=[section]))
    assert found.document.sections == ()
    assert [one[1] for one in reasons(problems)] == [reason]


def test_wrong_meta_stays_out_field_by_field() -> None:
    [found], problems = read(
        line(meta={"title": 3, "published": "yesterday", "source": "Wire", "authors": [1, "Z"]})
    )
    assert reasons(problems) == [
        ("meta.title", "not a text"),
        ("meta.published", "not a date"),
        ("meta.authors[0]", "not a text"),
    ]
    assert (found.document.meta.source, found.document.meta.authors) == ("Wire", ("Z",))


# ---- unknown keys ----------------------------------------------------------------------------


def test_unknown_keys_are_kept_and_remarked() -> None:
    body = line(spans=[span(hue="red")], batch={"no": 7}, meta={"desk": "sea"})
    [found], [problem] = read(body)
    assert isinstance(problem.error, KeysUnknown)
    assert problem.error.keys == ("batch", "spans.hue")
    assert not problem.is_skipped
    assert found.document.meta.extra == {
        "desk": "sea",
        "extra": {"batch": {"no": 7}, "spans": {"s1": {"hue": "red"}}},
    }
    assert read(encode_line(found))[1] == [], "once kept they are known"


# ---- units -----------------------------------------------------------------------------------

FAMILY = TEXT.index("Norrow")


def at_norrow(shift: int, **more: Any) -> dict[str, Any]:
    return span("s1", FAMILY + shift, FAMILY + shift + 12, text="Norrow Lines", **more)


@pytest.mark.parametrize(("unit", "shift"), [("utf16", 2), ("utf8", 8), ("grapheme", -2)])
def test_row_26_offsets_in_another_unit_are_found_by_the_text(unit: str, shift: int) -> None:
    [found], [problem] = read(line(spans=[at_norrow(shift)]))
    assert isinstance(problem.error, OffsetUnitFound)
    assert (problem.error.unit, problem.is_skipped) == (unit, False)
    assert found.spans[0].covered_text(TEXT) == "Norrow Lines"
    assert not found.spans[0].is_doubtful


def test_a_unit_that_the_line_names_is_obeyed_for_spans_and_sections() -> None:
    section = {"kind": "paragraph", "start": FAMILY + 2, "end": FAMILY + 14}
    [found], problems = read(
        line(offsets="utf16", spans=[span("s1", FAMILY + 2, FAMILY + 14)], sections=[section])
    )
    assert problems == []
    assert found.spans[0].fragments == ((FAMILY, FAMILY + 12),)
    assert found.document.sections == (Section("paragraph", FAMILY, FAMILY + 12),)


def test_a_unit_that_the_user_names_is_obeyed_even_where_texts_differ() -> None:
    [found], [problem] = read(line(spans=[at_norrow(3)]), unit="utf16")
    assert isinstance(problem.error, SpanDoubtful)
    assert found.spans[0].fragments == ((FAMILY + 1, FAMILY + 13),)


def test_row_26_the_unit_that_explains_most_wins_and_the_rest_is_doubtful() -> None:
    wrong = span("s2", 0, 4, text="Ilze")
    [found], problems = read(line(spans=[at_norrow(2), wrong]))
    assert [type(one.error) for one in problems] == [OffsetUnitFound, SpanDoubtful]
    assert [one.is_doubtful for one in found.spans] == [False, True]


def test_row_26_where_no_unit_fits_the_span_comes_in_as_it_stands_and_doubtful() -> None:
    [found], [problem] = read(line(spans=[at_norrow(5)]))
    assert isinstance(problem.error, SpanDoubtful)
    assert (problem.error.span, problem.error.text, problem.error.covered) == (
        "s1",
        "Norrow Lines",
        "w Lines. She",
    )
    assert found.spans[0].fragments == ((FAMILY + 5, FAMILY + 17),)
    assert found.spans[0].is_doubtful


def test_row_26_a_position_within_a_character_is_refused() -> None:
    pair = TEXT.index("👩") + 1
    assert reasons(read(line(offsets="utf16", spans=[span(start=0, end=pair)]))[1]) == [
        ("spans[0]", "not at the border of a character")
    ]


# ---- characters and encodings ----------------------------------------------------------------


def test_row_28_nul_and_lone_surrogates_become_replacement_characters_one_for_one() -> None:
    raw = (
        rb'{"version":1,"id":"a","text":"x\u0000y\ud800z","annotator":"m","status":"new",'
        rb'"spans":[{"id":"s","label":"L\u0000","start":4,"end":5,"text":"z"}]}'
    )
    [found], [problem] = read(raw)
    assert found.document.text == "x\ufffdy\ufffdz"
    assert found.spans[0].label == "L\ufffd"
    assert found.spans[0].fragments == ((4, 5),)
    assert isinstance(problem.error, CharactersReplaced)
    assert (problem.error.count, problem.error.first) == (3, 1)


def test_bytes_are_counted_in_the_text_as_it_was() -> None:
    raw = (
        rb'{"version":1,"offsets":"utf8","id":"a","text":"\u0000yz","annotator":"m",'
        rb'"status":"new","spans":[{"id":"s","label":"L","start":2,"end":3,"text":"z"}]}'
    )
    assert read(raw)[0][0].spans[0].fragments == ((2, 3),)


def test_pairs_of_escaped_surrogates_are_characters() -> None:
    raw = rb'{"version":1,"id":"a","text":"\ud83d\ude00","annotator":null,"status":"new"}'
    [found], problems = read(raw)
    assert (found.document.text, problems) == ("😀", [])


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_row_27_byte_order_marks_and_utf16_are_read(encoding: str) -> None:
    raw = (json.dumps(line(), ensure_ascii=False) + "\n").encode(encoding)
    lines, problems = read(raw)
    assert (len(lines), problems) == (1, [])
    assert lines[0].document.text == TEXT


def test_an_empty_file_is_said_to_be_empty() -> None:
    lines, [problem] = read(b"\n \n")
    assert isinstance(problem.error, FileEmpty)
    assert lines == []


def test_a_broken_archive_is_said_to_be_unreadable(tmp_path: Path) -> None:
    for ending in (".gz", ".zst"):
        path = tmp_path / f"a.jsonl{ending}"
        path.write_bytes(b"this is no archive")
        [problem] = list(Jsonl().read(Source(path, str(path)), ReadOptions()))
        assert isinstance(problem, Problem)
        assert isinstance(problem.error, FileUnreadable)


# ---- never anything but problems -------------------------------------------------------------


def read_all(raw: bytes) -> list[Any]:
    return list(Jsonl().read(Source(Path("f"), "f", BytesIO(raw)), ReadOptions()))


@given(
    st.lists(json_values, max_size=3),
    st.sampled_from(list(line(sections=1, spans=1, relations=1, meta=1, labels=1, offsets=1))),
)
def test_any_value_in_any_place_gives_lines_or_problems(values: list[Any], key: str) -> None:
    for value in (*values, values, {"start": 1}, [{"id": "a"}], [[]]):
        items = read_all(json.dumps(line() | {key: value}).encode())
        assert all(isinstance(one, CorpusLine | Problem) for one in items)


@given(st.binary(max_size=200))
def test_row_27_any_bytes_give_problems(raw: bytes) -> None:
    assert all(isinstance(one, CorpusLine | Problem) for one in read_all(raw))


@given(corpora(), st.data())
def test_a_damaged_line_gives_lines_or_problems(
    corpus: list[CorpusLine], data: st.DataObject
) -> None:
    raw = bytearray(encode_line(corpus[0]))
    for _ in range(3):
        raw[data.draw(st.integers(0, len(raw) - 1))] = data.draw(st.integers(0, 255))
    assert all(isinstance(one, CorpusLine | Problem) for one in read_all(bytes(raw)))


@given(corpora(), st.sampled_from(["codepoint", "utf16", "utf8"]))
def test_row_29_what_is_written_is_read_back(corpus: list[CorpusLine], unit: Any) -> None:
    raw = b"".join(encode_line(one, unit) for one in corpus)
    items = read_all(raw)
    assert [encode_line(one, unit) for one in items] == [encode_line(one, unit) for one in corpus]
    assert orjson.loads(raw.splitlines()[0] if raw.count(b"\n") == 1 else raw.split(b"\n")[0])

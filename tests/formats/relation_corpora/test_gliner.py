"""GLiNER: short passages of tokens, relations between places of a list."""

from pathlib import PurePath
from typing import Any

import orjson
import pytest
from hypothesis import given

from annotator.formats.corpus import CorpusLine
from annotator.formats.format import ReadOptions, Sureness
from annotator.formats.registry import format_of
from annotator.formats.relation_corpora.gliner import Gliner
from annotator.formats.source import file_source
from tests.formats.json_files import (
    DAMAGED,
    NO_REAL,
    REAL,
    fitted,
    items,
    read,
    relations_of,
    spans_of,
)
from tests.formats.relation_corpora.tokens import REMARK, bodies, line, relation, span
from tests.formats.strategies import corpora

TOKENS = ["Ilse", "Varga", "leads", "Norrow", "."]


def test_spans_and_relations_come_in() -> None:
    body = {
        "tokenized_text": TOKENS,
        "ner": [[0, 1, "person"], [9, 9, "x"], [3, 3, "company"]],
        "relations": [[0, 2, "leads"], [0, 1, "x"], [0, 9, "x"], [0, 0, "x"], [0]],
        "ner_negatives": ["city"],
    }
    [found], told = read(Gliner(), [body])
    assert spans_of(found) == [("Ilse Varga", "person"), ("Norrow", "company")]
    assert relations_of(found) == [("Ilse Varga", "leads", "Norrow")]
    assert found.document.meta.extra["gliner"] == {"ner_negatives": ["city"]}
    assert told == [
        "in.jsonl:1: “ner[1]”: no such tokens.",
        "in.jsonl:1: “relations[1]”: no such span.",
        "in.jsonl:1: “relations[2]”: no such span.",
        "in.jsonl:1: “relations[4]”: not two spans and a label.",
        "in.jsonl:1: “relations[3]”: head and tail are one span.",
        REMARK,
    ]


def test_what_came_in_goes_out() -> None:
    body = {
        "tokenized_text": TOKENS,
        "ner": [[0, 1, "person"], [3, 3, "company"]],
        "relations": [[0, 1, "leads"]],
    }
    [found], _ = read(Gliner(), [body])
    assert bodies(Gliner(), found) == ([body], [])


def test_long_articles_are_cut_at_the_ends_of_sentences() -> None:
    tied = line(
        relation("Ilse Varga", "leads", "Norrow Lines"),
        relation("Ilse Varga", "met", "Erik Palm"),
    )
    made, lost = bodies(Gliner(), tied, settings={"longest": "7"})
    assert [len(one["tokenized_text"]) for one in made] == [6, 5]
    assert made[1]["ner"] == [[0, 0, "PERSON"], [2, 3, "PERSON"]]
    assert made[0]["relations"] == [[0, 1, "leads"]]
    assert lost == [("far_relation", "Ilse Varga met Erik Palm")]
    for longest in ("0", "384", "nonsense"):
        made, lost = bodies(Gliner(), tied, settings={"longest": longest})
        assert (len(made), lost) == (1, [])


def test_labels_can_be_put_in_words() -> None:
    named = line(spans=(span("Ilse Varga", "HEAD_OF-Line"), span("Norrow Lines", "_")))
    [made], _ = bodies(Gliner(), named, settings={"names": "in words"})
    assert made["ner"] == [[0, 1, "head of line"], [3, 4, "_"]]


def test_bad_records_stay_out_alone() -> None:
    bad: list[Any] = [
        7,
        {"tokenized_text": []},
        {"tokenized_text": "a"},
        {"tokenized_text": ["a"], "ner": 7},
    ]
    lines, told = read(Gliner(), [*bad, {"tokenized_text": ["a"], "ner": [7, [0, 0]]}])
    assert [one.status for one in lines] == ["new"]
    assert len(told) == 7


@pytest.mark.parametrize("raw", DAMAGED, ids=lambda raw: repr(raw[:12]))
def test_nothing_in_a_file_raises(raw: bytes) -> None:
    items(Gliner(), raw)


def test_it_is_known_by_its_keys() -> None:
    body = [{"tokenized_text": ["a"], "ner": []}]
    assert Gliner().recognises(PurePath("a.json"), orjson.dumps(body)) is Sureness.SURE
    assert Gliner().recognises(PurePath("a.json"), b'[{"text": "a"}]') is Sureness.NO


@given(corpora())
def test_every_span_that_goes_out_comes_back(corpus: list[CorpusLine]) -> None:
    made, _ = bodies(Gliner(), *fitted(Gliner(), corpus), settings={"longest": "5"})
    lines, _ = read(Gliner(), made) if made else ([], [])
    assert len(lines) == len(made)
    for body, found in zip(made, lines, strict=True):
        tokens = body["tokenized_text"]
        marks = {("".join(tokens[a : b + 1]), label) for a, b, label in body["ner"]}
        assert marks == {("".join(text.split(" ")), label) for text, label in spans_of(found)}


@pytest.mark.skipif(not REAL.is_dir(), reason=NO_REAL)
def test_real_files_have_what_was_counted_in_them_and_go_out_as_they_were() -> None:
    source = file_source(REAL / "gliner" / "sample_data.json")
    assert format_of(source).name == "gliner"
    lines = [one for one in Gliner().read(source, ReadOptions()) if isinstance(one, CorpusLine)]
    assert len(lines) == 64
    assert sum(len(one.spans) for one in lines) == 236
    assert len({one.label for line in lines for one in line.spans}) == 144
    made, lost = bodies(Gliner(), *lines)
    body = orjson.loads(source.path.read_bytes())
    assert lost == []
    assert [one["tokenized_text"] for one in made] == [one["tokenized_text"] for one in body]
    assert [sorted(one["ner"]) for one in made] == [sorted(one["ner"]) for one in body]

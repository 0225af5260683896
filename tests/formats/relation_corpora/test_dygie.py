"""DyGIE++ and SciERC: tokens of the document, events as brat has them, clusters as chains."""

import json
from pathlib import PurePath
from typing import Any

import orjson
import pytest
from hypothesis import given

from annotator.formats.brat.events import EVENT
from annotator.formats.corpus import CorpusLine
from annotator.formats.format import ReadOptions, Sureness
from annotator.formats.registry import format_of
from annotator.formats.relation_corpora.dygie import Dygie
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
    written,
)
from tests.formats.relation_corpora.tokens import (
    REMARK,
    bodies,
    line,
    relation,
    span,
)
from tests.formats.strategies import corpora

SENTENCES = [["Ilse", "Varga", "leads", "Norrow", "."], [], ["She", "met", "Erik", "Palm", "."]]


def document(**parts: Any) -> dict[str, Any]:
    return {"doc_key": "talks", "sentences": SENTENCES, **parts}


NER = [[[0, 1, "PERSON"], [3, 3, "ORG", 0.9]], [], [[5, 5, "PERSON"], [7, 8, "PERSON"]]]


def test_tokens_are_counted_from_the_start_of_the_document() -> None:
    lines, told = read(
        Dygie(), document(ner=NER, relations=[[[0, 1, 3, 3, "leads"]], [], []], dataset="x")
    )
    [found] = lines
    assert found.document.text == "Ilse Varga leads Norrow .\n\nShe met Erik Palm ."
    assert spans_of(found) == [
        ("Ilse Varga", "PERSON"),
        ("Norrow", "ORG"),
        ("She", "PERSON"),
        ("Erik Palm", "PERSON"),
    ]
    assert relations_of(found) == [("Ilse Varga", "leads", "Norrow")]
    assert (found.document.id, found.is_raw, found.status) == ("talks", True, "in_progress")
    assert found.document.meta.extra == {"rebuilt_from_tokens": "spaces", "dygie": {"dataset": "x"}}
    assert told == [REMARK]


def test_clusters_are_entities_and_their_bare_mentions_spans() -> None:
    lines, _ = read(Dygie(), document(ner=NER, clusters=[[[0, 1], [5, 5], [2, 2]], [[3, 3]]]))
    assert relations_of(lines[0]) == []
    [entity] = lines[0].entities
    words = {one.covered_text(lines[0].document.text) for one in lines[0].spans if one.entity}
    assert (entity.name, words) == ("Ilse Varga", {"Ilse Varga", "She", "leads"})
    assert ("leads", "mention") in spans_of(lines[0])
    named, _ = read(Dygie(), document(clusters=[[[0, 1], [5, 5]]]), settings={"ties": "is"})
    assert relations_of(named[0]) == [("Ilse Varga", "is", "She")]


def test_events_are_triggers_with_roles_as_in_brat() -> None:
    events = [[[[2, "Lead"], [0, 1, "Chair"], [3, 3, "Of"]], [[2, "Lead"]]], [], [[[6, 6, "Meet"]]]]
    lines, _ = read(Dygie(), document(ner=NER, events=events))
    found = lines[0]
    assert relations_of(found) == [("leads", "Chair", "Ilse Varga"), ("leads", "Of", "Norrow")]
    assert [dict(one.attributes) for one in found.relations] == [{EVENT: "E1"}] * 2
    triggers = {
        one.label: dict(one.attributes) for one in found.spans if one.label in ("Lead", "Meet")
    }
    assert triggers == {"Lead": {EVENT: "E2"}, "Meet": {EVENT: "E3"}}


def test_what_came_in_goes_out() -> None:
    body = document(
        ner=NER,
        relations=[[[0, 1, 3, 3, "leads"]], [], []],
        events=[[[[2, "Lead"], [0, 1, "Chair"]], [[2, "Lead"]]], [], [[[6, 7, "Meet"]]]],
        clusters=[[[0, 1], [5, 5], [7, 8]]],
        dataset="x",
        weight=2,
    )
    body["sentences"] = [SENTENCES[0], SENTENCES[2]]
    for key in ("ner", "relations", "events"):
        del body[key][1]
    body["ner"][0][1] = [3, 3, "ORG"]
    lines, _ = read(Dygie(), body)
    [made], lost = bodies(Dygie(), *lines)
    assert made == body
    assert lost == []


def test_an_article_is_cut_into_words_and_sentences() -> None:
    [made], lost = bodies(
        Dygie(),
        line(
            relation("Ilse Varga", "leads", "Norrow Lines", attributes={"sure": True}),
            relation("Ilse Varga", "met", "Erik Palm"),
            relation("She", "same as", "Ilse Varga"),
        ),
    )
    assert [len(one) for one in made["sentences"]] == [6, 5]
    assert made["ner"] == [
        [[0, 1, "PERSON"], [3, 4, "ORG"]],
        [[6, 6, "PERSON"], [8, 9, "PERSON"]],
    ]
    assert made["relations"] == [[[0, 1, 3, 4, "leads"]], []]
    assert made["clusters"] == [[[0, 1], [6, 6]]]
    assert (made["doc_key"], made["dataset"]) == ("talks", "annotator")
    assert "events" not in made
    assert lost == [
        ("far_relation", "Ilse Varga met Erik Palm"),
        ("attribute", "Ilse Varga leads Norrow Lines"),
    ]


def test_spans_that_end_inside_a_token_are_told() -> None:
    cut = line(spans=(span("Ilse Var", "PERSON"), span("Lines", "ORG")))
    [made], lost = bodies(Dygie(), cut)
    assert made["ner"][0] == [[0, 1, "PERSON"], [4, 4, "ORG"]]
    assert lost == [("misaligned", "Ilse Var")]
    [made], lost = bodies(Dygie(), cut, settings={"misaligned": "drop"})
    assert made["ner"][0] == [[4, 4, "ORG"]]


def test_bad_parts_stay_out_alone() -> None:
    ner: list[Any] = [
        [[0, 1], [0, 99, "X"], [1, 0, "X"], [0, 0, 3], 7, [0, True, "X"], [0, 1, "X"]],
        7,
    ]
    lines, told = read(
        Dygie(),
        document(
            ner=ner,
            relations=[[[0, 1, 3], [0, 1, 0, 1, "self"], [0, 1, 99, 99, "x"]]],
            events=[[[], [7], [[2, "E"], [1], [2, 2, "Me"]], [[99, "E"]]]],
            clusters=[7, [[0]], [[0, 1]]],
        ),
    )
    assert spans_of(lines[0])[0] == ("Ilse Varga", "X")
    assert len(told) == 18
    for bad in ({"sentences": []}, {"sentences": [[]]}, {"sentences": [[3]]}, {"sentences": 3}, {}):
        assert len(read(Dygie(), {"doc_key": "a", **bad})[1]) == 1
    assert len(read(Dygie(), document(ner=7, relations=[7]))[1]) == 3
    assert read(Dygie(), document(clusters=7))[1] == [
        "in.jsonl:1: “clusters”: not a list.",
        REMARK,
    ]


@pytest.mark.parametrize("raw", DAMAGED, ids=lambda raw: repr(raw[:12]))
def test_nothing_in_a_file_raises(raw: bytes) -> None:
    items(Dygie(), raw)


def test_it_is_known_by_its_keys() -> None:
    for body, sureness in (
        (document(ner=[]), Sureness.SURE),
        ({"sentences": [["a"]], "clusters": []}, Sureness.SURE),
        ({"sentences": [["a"]]}, Sureness.NO),
        ({"sentences": ["a"], "ner": []}, Sureness.NO),
    ):
        assert Dygie().recognises(PurePath("a.json"), orjson.dumps(body)) is sureness


@given(corpora())
def test_every_mark_that_goes_out_comes_back(corpus: list[CorpusLine]) -> None:
    lines = fitted(Dygie(), corpus)
    raw = written(Dygie(), *lines)
    assert raw == b"".join(written(Dygie(), one) for one in lines)
    sent = [one for one in map(orjson.loads, raw.splitlines()) if one["sentences"]]
    back, _ = read(Dygie(), raw) if raw else ([], [])
    assert [one.document.id for one in back] == [one["doc_key"] for one in sent]
    for body, found in zip(sent, back, strict=True):
        tokens = [token for sentence in body["sentences"] for token in sentence]
        assert "" not in tokens
        marks = {("".join(tokens[a : b + 1]), label) for of in body["ner"] for a, b, label in of}
        bare = {("".join(text.split()), label) for text, label in spans_of(found)}
        assert {("".join(text.split()), label) for text, label in marks} <= bare
        count = sum(len(of) for of in body["relations"])
        assert sum(one.label != "same as" for one in found.relations) <= count


@pytest.mark.skipif(not REAL.is_dir(), reason=NO_REAL)
@pytest.mark.parametrize(
    ("name", "ner", "relations", "events", "clusters"),
    [
        ("ace_event_article.json", 248, 0, 25, 0),
        ("ace_event_coref_article.json", 238, 34, 25, 37),
    ],
)
def test_real_files_come_in_whole_and_go_out_as_they_were(
    name: str, ner: int, relations: int, events: int, clusters: int
) -> None:
    source = file_source(REAL / "relation-json" / "dygie-scierc" / name)
    assert format_of(source).name == "dygie"
    [found] = [one for one in Dygie().read(source, ReadOptions()) if isinstance(one, CorpusLine)]
    body = json.loads(source.path.read_bytes())
    [made], lost = bodies(Dygie(), found)
    assert lost == []
    assert made["sentences"] == body["sentences"]
    assert sum(map(len, made["ner"])) == ner
    assert sum(map(len, made["relations"])) == relations
    assert sum(map(len, made["events"])) == events
    assert len(made.get("clusters", [])) == clusters
    assert listed(made["ner"]) == listed(body["ner"])
    assert listed(made["relations"]) == listed(body["relations"])
    assert listed(made.get("clusters", [])) == listed([one for one in body["clusters"] if one])


def listed(parts: list[list[Any]]) -> list[list[str]]:
    """Parts without the order that says nothing."""
    return sorted(sorted(json.dumps(one) for one in part) for part in parts)

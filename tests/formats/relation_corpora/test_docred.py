"""DocRED: entities are chains of mentions, relations tie entities across sentences."""

from dataclasses import replace
from pathlib import PurePath
from typing import Any

import orjson
import pytest

from annotator.formats.corpus import CorpusLine
from annotator.formats.format import Sureness, WriteOptions
from annotator.formats.losses import Lost
from annotator.formats.relation_corpora.docred import DocRed
from annotator.model.entity import Entity
from annotator.model.format_errors import DoesNotFit
from tests.formats.json_files import DAMAGED, items, read, relations_of, spans_of, written
from tests.formats.relation_corpora.tokens import REMARK, bodies, line, relation, span

SENTS = [["Ilse", "Varga", "leads", "Norrow", "."], ["She", "met", "Varga", "."]]


def mention(sentence: Any, start: Any, end: Any, type: Any = "PER") -> dict[str, Any]:
    return {"name": "any", "sent_id": sentence, "pos": [start, end], "type": type}


VERTICES = [
    [mention(0, 0, 2), mention(1, 0, 1), mention(1, 2, 3)],
    [mention(0, 3, 4, "ORG")],
]


def document(**parts: Any) -> dict[str, Any]:
    return {"title": "Talks", "sents": SENTS, "vertexSet": VERTICES, **parts}


def mentions_of(found: CorpusLine) -> dict[str, set[str]]:
    """Name of an entity -> the words of its mentions."""
    text = found.document.text
    return {
        one.name: {span.covered_text(text) for span in found.spans if span.entity == one.id}
        for one in found.entities
    }


def test_vertices_are_entities_and_relations_stand_in_their_evidence() -> None:
    labels = [
        {"h": 0, "t": 1, "r": "P488", "evidence": [0]},
        {"h": 1, "t": 0, "r": "P1", "evidence": [1]},
        {"h": 1, "t": 0, "r": "P2"},
    ]
    [found], told = read(DocRed(), [document(labels=labels)])
    assert spans_of(found) == [
        ("Ilse Varga", "PER"),
        ("She", "PER"),
        ("Varga", "PER"),
        ("Norrow", "ORG"),
    ]
    assert mentions_of(found) == {"Ilse Varga": {"Ilse Varga", "She", "Varga"}}
    assert found.has_raw_entities
    assert relations_of(found) == [
        ("Ilse Varga", "P488", "Norrow"),
        ("Norrow", "P1", "Ilse Varga"),
        ("Norrow", "P2", "Ilse Varga"),
    ]
    assert (found.document.id, found.document.meta.title, found.is_raw) == ("Talks", "Talks", True)
    assert told == [REMARK]


def test_mentions_are_tied_by_relations_where_a_label_is_named() -> None:
    [found], _ = read(DocRed(), [document()], settings={"ties": "is"})
    assert relations_of(found) == [("Ilse Varga", "is", "She"), ("She", "is", "Varga")]
    assert found.entities == ()


def test_a_relation_is_put_where_its_evidence_has_both() -> None:
    vertices = [VERTICES[0], [mention(0, 3, 4, "ORG"), mention(1, 3, 4, "ORG")]]
    labels = [{"h": 0, "t": 1, "r": "P", "evidence": [9, 1, 0]}]
    [found], _ = read(DocRed(), [document(vertexSet=vertices, labels=labels)])
    assert relations_of(found)[-1] == ("She", "P", ".")


def test_what_came_in_goes_out() -> None:
    body = document(labels=[{"h": 0, "t": 1, "r": "P488", "evidence": [0]}], index=3)
    [found], _ = read(DocRed(), [body])
    [made], lost = bodies(DocRed(), found)
    assert lost == []
    for vertex in made["vertexSet"]:
        for one in vertex:
            one["name"] = "any"
    assert made == body


def test_an_article_goes_out_with_entities_by_their_ties() -> None:
    [made], lost = bodies(
        DocRed(),
        line(
            relation("Ilse Varga", "leads", "Norrow Lines"),
            relation("Norrow Lines", "met", "Erik Palm"),
            relation("She", "same as", "Ilse Varga"),
            relation("She", "leads", "Norrow Lines"),
            relation("She", "knows", "Ilse Varga"),
        ),
    )
    assert made["title"] == "talks"
    assert made["vertexSet"] == [
        [
            {"name": "Ilse Varga", "sent_id": 0, "pos": [0, 2], "type": "PERSON"},
            {"name": "She", "sent_id": 1, "pos": [0, 1], "type": "PERSON"},
        ],
        [{"name": "Norrow Lines", "sent_id": 0, "pos": [3, 5], "type": "ORG"}],
        [{"name": "Erik Palm", "sent_id": 1, "pos": [2, 4], "type": "PERSON"}],
    ]
    assert made["labels"] == [
        {"h": 0, "t": 1, "r": "leads", "evidence": [0, 1]},
        {"h": 1, "t": 2, "r": "met", "evidence": [0, 1]},
    ]
    assert lost == [("relation", "She knows Ilse Varga"), ("relation", "She leads Norrow Lines")]
    assert bodies(DocRed(), line(title="Ferry talks"))[0][0]["title"] == "Ferry talks"


def test_spans_that_are_linked_to_one_entity_are_a_vertex() -> None:
    ilse, lines, erik = (
        Entity("e1", "Ilse Varga", None, "Q71"),
        Entity("e2", "Norrow Lines"),
        Entity("e3", "Palm"),
    )
    links = {"Ilse Varga": "e1", "She": "e1", "Norrow Lines": "e2", "Erik Palm": "e3"}
    article = line(
        relation("She", "leads", "Norrow Lines"),
        relation("Erik Palm", "same as", "She"),
        spans=tuple(span(words, entity=id) for words, id in links.items()),
    )
    article = replace(article, entities=(ilse, lines, erik))
    [made], lost = bodies(DocRed(), article)
    names = [[one["name"] for one in vertex] for vertex in made["vertexSet"]]
    assert names == [["Ilse Varga", "She", "Erik Palm"], ["Norrow Lines"]]
    assert made["labels"] == [{"h": 0, "t": 1, "r": "leads", "evidence": [0, 1]}]
    assert lost == [
        ("entity", words) for words in ("Ilse Varga", "She", "Norrow Lines", "Erik Palm")
    ]
    told: list[Lost] = []
    written(DocRed(), article, options=WriteOptions(report_loss=told.append))
    assert {one.annotation: one.is_bent for one in told} == {
        "Ilse Varga": True,
        "She": True,
        "Norrow Lines": False,
        "Erik Palm": False,
    }
    with pytest.raises(DoesNotFit):
        written(DocRed(), article, options=WriteOptions(misfit="strict"))
    raw = written(DocRed(), article, options=WriteOptions(misfit="drop"))
    assert len(orjson.loads(raw)[0]["vertexSet"]) == 3


def test_an_entity_that_got_a_name_since_it_was_read_loses_it() -> None:
    [found], _ = read(DocRed(), [document()])
    assert bodies(DocRed(), found)[1] == []
    [one] = found.entities
    renamed = replace(found, entities=(replace(one, name="Ilse Varga of Lomera"),))
    assert [kind for kind, _ in bodies(DocRed(), renamed)[1]] == ["entity"] * 3


def test_bad_parts_stay_out_alone() -> None:
    vertices = [
        [
            mention(9, 0, 1),
            mention(0, 1, 1),
            mention(0, 0, 99),
            mention(0, 0, 1, ""),
            mention("0", 0, 1),
        ],
        7,
        [7, {"sent_id": 0, "pos": [1], "type": "X"}, mention(0, 0, 2)],
    ]
    labels = [{"h": 0, "t": 2, "r": "P"}, {"h": 2, "t": 9, "r": "P"}, {"h": 2, "t": 2, "r": "P"}, 7]
    [found], told = read(DocRed(), [document(vertexSet=vertices, labels=labels)])
    assert spans_of(found) == [("Ilse Varga", "PER")]
    assert len(told) == 13
    assert len(read(DocRed(), [document(labels=7), document(vertexSet=7), {"sents": []}])[1]) == 4


@pytest.mark.parametrize("raw", DAMAGED, ids=lambda raw: repr(raw[:12]))
def test_nothing_in_a_file_raises(raw: bytes) -> None:
    items(DocRed(), raw)


def test_it_is_known_by_its_keys() -> None:
    assert DocRed().recognises(PurePath("a.json"), orjson.dumps([document()])) is Sureness.SURE
    assert DocRed().recognises(PurePath("a.json"), orjson.dumps([{"sents": SENTS}])) is Sureness.NO
    assert bodies(DocRed())[0] == []

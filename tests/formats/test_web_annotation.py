"""Web annotations: the shape of the recommendation, positions that cover what is quoted, and what a
reader of JSON-LD that is not ours makes of them."""

import json
import re
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from rdflib import Graph, Literal, Namespace, URIRef
from rdflib.namespace import RDF

from annotator.formats.corpus import CorpusLine
from annotator.formats.format import WriteOptions
from annotator.formats.losses import Lost
from annotator.formats.web_annotation import AROUND, CONTEXT, WebAnnotation
from annotator.model.document import Document, Meta
from annotator.model.entity import Entity
from annotator.model.format_errors import DoesNotFit
from annotator.model.relation import Relation
from annotator.model.span import Span
from tests.formats import strategies

TEXT = "👧 Ilse Varga leads\nNorrow Lines."
LINE = CorpusLine(
    Document("talks", TEXT, Meta(url="http://example.org/talks")),
    "Maria",
    labels=("politics", "ferries"),
    attributes={"seen": True},
    spans=(
        Span("s1", "PERSON", ((2, 12),), {"sure": "yes", "n": 2}, "a note"),
        Span("s2", "ORG", ((19, 31),)),
    ),
    relations=(Relation("r", "leads", "s1", "s2"),),
)
FOLDER = Path(__file__).resolve().parents[3] / "shared" / "data" / "formats" / "w3c-web-annotation"
NOT_HERE = "the real files of other tools are not beside this checkout"
URN = re.compile(r"urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")

OA = Namespace("http://www.w3.org/ns/oa#")
TERMS = {
    "@vocab": "http://www.w3.org/ns/oa#",
    "as": "http://www.w3.org/ns/activitystreams#",
    "id": "@id",
    "type": {"@id": "@type", "@type": "@vocab"},
    "first": {"@id": "as:first"},
    "items": {"@id": "as:items", "@container": "@list"},
    "total": {"@id": "as:totalItems"},
    "body": {"@id": "hasBody", "@type": "@id"},
    "target": {"@id": "hasTarget", "@type": "@id"},
    "source": {"@id": "hasSource", "@type": "@id"},
    "selector": {"@id": "hasSelector", "@type": "@id"},
    "motivation": {"@id": "motivatedBy", "@type": "@vocab"},
    "purpose": {"@id": "hasPurpose", "@type": "@vocab"},
    "value": {"@id": "http://www.w3.org/1999/02/22-rdf-syntax-ns#value"},
}
"""The terms of the recommendation's context that are used here, without asking its server."""


def written(*lines: CorpusLine, options: WriteOptions | None = None) -> dict[str, Any]:
    stream = BytesIO()
    WebAnnotation().write(lines, stream, options or WriteOptions())
    body: dict[str, Any] = json.loads(stream.getvalue())
    return body


def test_a_collection_with_its_annotations() -> None:
    collection = written(LINE)
    assert collection["@context"] == CONTEXT
    assert (collection["type"], collection["total"]) == ("AnnotationCollection", 4)
    page = collection["first"]
    assert (page["type"], page["startIndex"]) == ("AnnotationPage", 0)
    article, person, firm, relation = page["items"]
    assert all(URN.fullmatch(one["id"]) for one in page["items"])
    assert len({one["id"] for one in page["items"]}) == 4
    assert {one["creator"]["name"] for one in page["items"]} == {"Maria"}
    assert article["target"] == "http://example.org/talks"
    assert [(one["purpose"], one["value"]) for one in article["body"]] == [
        ("classifying", "ferries"),
        ("classifying", "politics"),
        ("describing", '{"seen":true}'),
    ]
    assert person["target"] == {
        "source": "http://example.org/talks",
        "selector": [
            {
                "type": "TextQuoteSelector",
                "exact": "Ilse Varga",
                "prefix": "👧 ",
                "suffix": " leads\nNorrow Lines.",
            },
            {"type": "TextPositionSelector", "start": 2, "end": 12},
        ],
    }
    assert [(one["type"], one["purpose"], one["value"]) for one in person["body"]] == [
        ("TextualBody", "tagging", "PERSON"),
        ("TextualBody", "describing", '{"n":2,"sure":"yes"}'),
        ("TextualBody", "commenting", "a note"),
    ]
    assert relation["motivation"] == "linking"
    assert relation["target"] == [{"id": person["id"]}, {"id": firm["id"]}]
    assert [one["value"] for one in relation["body"]] == ["leads"]


def test_what_a_span_is_a_mention_of() -> None:
    ilse = Entity("e1", "Ilse Varga", None, "Q71")
    firm = Entity("e2", "Norrow Lines", None, "LEI 7")
    board = Entity("e3", "the board")
    links = ("e1", "e2", "e3", None, "e3")
    spans = [Span(f"s{at}", "X", ((2, 12),), entity=entity) for at, entity in enumerate(links)]
    line = replace(LINE, labels=(), attributes=None, spans=tuple(spans), relations=())
    found = written(replace(line, entities=(ilse, firm, board)))["first"]["items"]
    bodies = [[body for body in one["body"] if body["purpose"] == "identifying"] for one in found]
    resources = [[one for one in body if "source" in one] for body in bodies]
    assert [len(one) for one in resources] == [1, 1, 1, 0, 1]
    assert {one["type"] for body in resources for one in body} == {"SpecificResource"}
    first, second, third, _, fifth = (body[0]["source"] if body else "" for body in resources)
    assert first == "http://www.wikidata.org/entity/Q71"
    assert URN.fullmatch(second) and URN.fullmatch(third)
    assert second != third == fifth
    assert [[one["value"] for one in body if "value" in one] for body in bodies] == [
        ["Ilse Varga"],
        ["Norrow Lines", "LEI 7"],
        ["the board"],
        [],
        ["the board"],
    ]


@pytest.mark.filterwarnings("ignore:.*is deprecated, use Dataset:DeprecationWarning")
def test_a_reader_of_json_ld_finds_what_a_span_is_a_mention_of() -> None:
    ilse = Entity("e1", "Ilse Varga", None, "wd:Q71")
    spans = (LINE.spans[0]._replace(entity="e1"),)
    body = written(replace(LINE, spans=spans, relations=(), entities=(ilse,)))
    graph = Graph().parse(data=json.dumps({**body, "@context": TERMS}), format="json-ld")
    wikidata = URIRef("http://www.wikidata.org/entity/Q71")
    [resource] = graph.subjects(OA.hasSource, wikidata)
    assert (resource, OA.hasPurpose, OA.identifying) in graph
    assert (resource, RDF.type, OA.SpecificResource) in graph
    [annotation] = graph.subjects(OA.hasBody, resource)
    assert (annotation, OA.motivatedBy, OA.tagging) in graph


def test_nothing_at_all_is_a_collection_too() -> None:
    assert written()["total"] == 0
    assert written(CorpusLine(Document("bare", "Nobody was here.")))["first"]["items"] == []


def test_articles_without_an_address_have_a_name_that_stays() -> None:
    for url in (None, "not an address", "javascript:alert(1)", 'http://a b"'):
        line = CorpusLine(Document("t", TEXT, Meta(url=url)), spans=LINE.spans)
        first, second = written(line)["first"]["items"]
        assert URN.fullmatch(first["target"]["source"])
        assert first["target"]["source"] == second["target"]["source"]
        assert "creator" not in first
        assert written(line) == written(line)


def test_two_annotators_labels_of_one_article_have_two_names() -> None:
    lines = [CorpusLine(Document("t", TEXT), name, labels=("x",)) for name in ("a", "b")]
    first, second = written(*lines)["first"]["items"]
    assert first["id"] != second["id"]


def test_a_span_in_pieces_is_bent_and_told() -> None:
    told: list[Lost] = []
    line = CorpusLine(Document("t", TEXT), spans=(Span("s", "X", ((2, 6), (13, 18))),))
    [one] = written(line, options=WriteOptions(report_loss=told.append))["first"]["items"]
    assert one["target"]["selector"][0]["exact"] == "Ilse Varga leads"
    assert [(lost.kind, lost.is_bent) for lost in told] == [("discontinuous", True)]
    with pytest.raises(DoesNotFit):
        written(line, options=WriteOptions(misfit="strict"))


@given(strategies.corpora())
@settings(max_examples=40, deadline=None)
def test_every_quote_is_at_its_position(lines: list[CorpusLine]) -> None:
    texts = [one.document.text for one in lines for _ in one.spans]
    items = written(*lines)["first"]["items"]
    spans = [one for one in items if one["motivation"] == "tagging"]
    assert len(spans) == len(texts)
    for text, one in zip(texts, spans, strict=True):
        quote, position = one["target"]["selector"]
        start, end = position["start"], position["end"]
        assert text[start:end] == quote["exact"] != ""
        prefix, suffix = quote.get("prefix", ""), quote.get("suffix", "")
        assert text[:start].endswith(prefix) and text[end:].startswith(suffix)
        assert len(prefix) == min(start, AROUND)
        assert len(suffix) == min(len(text) - end, AROUND)
    ids = {one["id"] for one in items}
    assert len(ids) == len(items)
    for one in items:
        if one["motivation"] == "linking":
            assert {end["id"] for end in one["target"]} <= ids


def test_lines_are_written_as_they_come() -> None:
    stream = BytesIO()

    def lines() -> Any:
        yield LINE
        assert stream.getvalue().count(b'"type":"Annotation",') == 4
        yield CorpusLine(Document("t", TEXT), spans=(Span("s", "X", ((2, 6),)),))

    WebAnnotation().write(lines(), stream, WriteOptions())
    assert json.loads(stream.getvalue())["total"] == 5


@pytest.mark.filterwarnings("ignore:.*is deprecated, use Dataset:DeprecationWarning")
def test_a_reader_of_json_ld_finds_the_annotations() -> None:
    collection = written(LINE) | {"@context": TERMS}
    graph = Graph().parse(data=json.dumps(collection), format="json-ld")
    annotations = set(graph.subjects(RDF.type, OA.Annotation))
    assert len(annotations) == 4
    quotes = {
        (str(graph.value(target, OA.hasSource)), str(graph.value(selector, OA.exact)))
        for target in graph.objects(None, OA.hasTarget)
        for selector in graph.objects(target, OA.hasSelector)
        if graph.value(selector, OA.exact)
    }
    assert quotes == {
        ("http://example.org/talks", "Ilse Varga"),
        ("http://example.org/talks", "Norrow Lines"),
    }
    [link] = graph.subjects(OA.motivatedBy, OA.linking)
    ends = set(graph.objects(link, OA.hasTarget))
    assert ends <= annotations and len(ends) == 2
    [body] = graph.objects(link, OA.hasBody)
    assert graph.value(body, RDF.value) == Literal("leads")
    assert (body, OA.hasPurpose, OA.tagging) in graph
    assert (None, OA.hasSource, URIRef("http://example.org/talks")) in graph


def test_it_has_the_shape_of_the_recommendations_own_examples() -> None:
    if not FOLDER.exists():
        pytest.skip(NOT_HERE)
    examples = [json.loads(path.read_text()) for path in sorted(FOLDER.rglob("*.json"))]
    assert len(examples) == 5
    always = set.intersection(*(set(one) for one in examples))
    assert always == {"@context", "id", "type", "body", "target"}
    assert {one["@context"] for one in examples} == {CONTEXT}
    for one in written(LINE)["first"]["items"]:
        assert always - {"@context"} <= set(one)
        assert one["type"] == "Annotation"

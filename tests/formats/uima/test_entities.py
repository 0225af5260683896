"""Entities in CAS files: identifiers of concepts, and chains of coreference."""

import xml.etree.ElementTree as ET
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from cassis import load_cas_from_json, load_cas_from_xmi, load_typesystem

from annotator.formats.corpus import CorpusLine
from annotator.formats.format import WriteOptions
from annotator.formats.losses import Lost
from annotator.model.document import Document
from annotator.model.entity import Entity
from annotator.model.format_errors import DoesNotFit
from annotator.model.span import Span
from tests.formats.uima.casses import DKPRO, NAMED_ENTITY, NS, Found, entity, json_of, written

TEXT = "👧 Ilse Varga left Oslo. She, Varga, likes it."
ILSE = Entity("e1", "Ilse Varga", "PERSON", "wd:Q71", "the harbour master")
OSLO = Entity("e2", "Oslo", None, "GND:4")
LINK = f"{DKPRO}.coref.type.CoreferenceLink"
CHAIN = f"{DKPRO}.coref.type.CoreferenceChain"
COREF = 'xmlns:coref="http:///de/tudarmstadt/ukp/dkpro/core/api/coref/type.ecore"'
POS = 'xmlns:pos="http:///de/tudarmstadt/ukp/dkpro/core/api/lexmorph/type/pos.ecore"'


def span(id: str, word: str, entity: str | None, label: str = "PERSON", after: int = 0) -> Span:
    start = TEXT.index(word, after)
    return Span(id, label, ((start, start + len(word)),), entity=entity)


LINE = CorpusLine(
    Document("talks", TEXT),
    "Maria",
    "finished",
    spans=(
        span("a", "Ilse Varga", None, "ROLE"),
        span("b", "Ilse Varga", "e1"),
        span("c", "Oslo", "e2", "PLACE"),
        span("d", "She", "e1"),
        span("f", "Varga", None, after=20),
    ),
    entities=(ILSE, OSLO),
)


def options(layer: str, **more: Any) -> WriteOptions:
    return WriteOptions(settings={"layer": layer}, **more)


def linked(line: CorpusLine) -> dict[tuple[str, str], tuple[str, str]]:
    """Label and covered text of a span -> name and identifier of its entity."""
    entities = {one.id: one for one in line.entities}
    return {
        (one.label, one.covered_text(line.document.text)): (
            entities[one.entity].name,
            entities[one.entity].identifier,
        )
        for one in line.spans
        if one.entity
    }


def read(files: dict[str, bytes], folder: Path, ending: str) -> Found:
    for name, raw in files.items():
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(raw)
    [path] = folder.rglob(f"*.{ending}")
    return Found(path, is_json=ending == "json")


@pytest.mark.parametrize("layer", ["basic", "named-entity"])
@pytest.mark.parametrize("ending", ["xmi", "json"])
def test_what_is_written_comes_back(tmp_path: Path, layer: str, ending: str) -> None:
    lost: list[Lost] = []
    files = written(LINE, is_json=ending == "json", options=options(layer, report_loss=lost.append))
    assert lost == []
    found = read(files, tmp_path, ending)
    assert found.reasons == []
    assert linked(found.line) == {
        ("PERSON", "Ilse Varga"): ("Ilse Varga", "Q71"),
        ("PERSON", "She"): ("Ilse Varga", "Q71"),
        ("PLACE", "Oslo"): ("Oslo", "GND:4"),
    }
    assert len(found.line.spans) == 5
    assert found.line.relations == ()
    assert found.line.has_raw_entities


def test_cassis_finds_concepts_and_a_chain_whose_links_know_the_next(tmp_path: Path) -> None:
    files = written(LINE, options=options("named-entity"))
    [types] = [raw for name, raw in files.items() if name.endswith("TypeSystem.xml")]
    [xmi] = [raw for name, raw in files.items() if name.endswith(".xmi")]
    cas = load_cas_from_xmi(xmi.decode(), typesystem=load_typesystem(types.decode()))
    named = {
        (one.value, one.get_covered_text()): one.identifier for one in cas.select(NAMED_ENTITY)
    }
    assert named == {
        ("ROLE", "Ilse Varga"): None,
        ("PERSON", "Ilse Varga"): "http://www.wikidata.org/entity/Q71",
        ("PLACE", "Oslo"): "GND:4",
        ("PERSON", "She"): "http://www.wikidata.org/entity/Q71",
        ("PERSON", "Varga"): None,
    }
    [chain] = cas.select(CHAIN)
    first = chain.first
    assert (first.get_covered_text(), first.referenceType) == ("Ilse Varga", "PERSON")
    assert (first.next.get_covered_text(), first.next.next) == ("She", None)
    assert len(list(cas.select(LINK))) == 2
    [json] = written(LINE, is_json=True, options=options("basic")).values()
    cas = load_cas_from_json(json.decode())
    assert [one.first.next.get_covered_text() for one in cas.select(CHAIN)] == ["She"]


def test_the_view_has_the_chain_and_its_links() -> None:
    files = written(LINE, options=options("basic"))
    [raw] = [raw for name, raw in files.items() if name.endswith(".xmi")]
    root = ET.fromstring(raw)
    space = "{http:///de/tudarmstadt/ukp/dkpro/core/api/coref/type.ecore}"
    [view] = root.findall("{http:///uima/cas.ecore}View")
    ids = [
        one.get("{http://www.omg.org/XMI}id")
        for one in root
        if one.tag in (f"{space}CoreferenceChain", f"{space}CoreferenceLink")
    ]
    assert len(ids) == 3
    assert set(ids) <= set((view.get("members") or "").split())


def test_what_is_called_nothing_elsewhere_is_told(tmp_path: Path) -> None:
    line = replace(LINE, entities=(replace(ILSE, identifier=""), replace(OSLO, identifier="")))
    lost: list[Lost] = []
    files = written(line, is_json=True, options=options("basic", report_loss=lost.append))
    assert lost == [
        Lost("entity", "talks", "b", True, "Ilse Varga"),
        Lost("entity", "talks", "d", True, "Ilse Varga"),
        Lost("entity", "talks", "c", False, "Oslo"),
    ]
    found = read(files, tmp_path, "json")
    assert linked(found.line) == {
        ("PERSON", "Ilse Varga"): ("Ilse Varga", ""),
        ("PERSON", "She"): ("Ilse Varga", ""),
    }
    with pytest.raises(DoesNotFit):
        written(line, options=options("basic", misfit="strict"))


# ---- files of others ----------------------------------------------------------------------------


def coref(id: int, word: str, more: str, text: str, after: int = 0) -> str:
    start = text.index(word, after)
    place = f'begin="{start}" end="{start + len(word)}"'
    return f'<coref:CoreferenceLink xmi:id="{id}" sofa="1" {place} {more}/>'


def found_in(*elements: str, text: str, members: str, layers: str = "") -> Found:
    raw = (
        f'<?xml version="1.0" encoding="UTF-8"?><xmi:XMI {NS} {COREF} {POS} xmi:version="2.0">'
        + "".join(elements)
        + f'<cas:Sofa xmi:id="1" sofaNum="1" sofaID="_InitialView" sofaString="{text}"/>'
        f'<cas:View sofa="1" members="{members}"/></xmi:XMI>'
    )
    return Found(raw.encode(), layers=layers)


PLAIN = "Ilse Varga left. She, the harbour master, was tired."


def chain_of_three(relation: str, layers: str = "") -> Found:
    return found_in(
        entity(10, 0, 10),
        '<pos:POS xmi:id="11" sofa="1" begin="17" end="20" PosValue="PRP"/>',
        coref(12, "Ilse Varga", f'next="13" referenceType="nam" {relation}', PLAIN),
        coref(13, "She", f'next="14" {relation}', PLAIN),
        coref(14, "the harbour master", 'referenceType="nom"', PLAIN),
        '<coref:CoreferenceChain xmi:id="15" sofa="1" first="12"/>',
        text=PLAIN,
        members="10 11 12 13 14 15",
        layers=layers,
    )


def test_links_are_named_entities_where_those_stand_and_else_spans_of_their_own() -> None:
    found = chain_of_three('referenceRelation="coref"')
    assert found.reasons == []
    assert found.spans == [
        ("CoreferenceLink", "She"),
        ("PERSON", "Ilse Varga"),
        ("PRP", "She"),
        ("nom", "the harbour master"),
    ]
    assert found.relations == []
    assert set(linked(found.line).values()) == {("the harbour master", "")}
    assert sorted(linked(found.line)) == [
        ("CoreferenceLink", "She"),
        ("PERSON", "Ilse Varga"),
        ("nom", "the harbour master"),
    ]


def test_a_relation_of_links_that_says_more_is_kept() -> None:
    found = chain_of_three('referenceRelation="anaphor"')
    assert found.relations == [
        ("Ilse Varga", "anaphor", "She"),
        ("She", "anaphor", "the harbour master"),
    ]
    assert len(linked(found.line)) == 3


def test_where_the_layer_is_not_wanted_its_chains_say_nothing() -> None:
    found = chain_of_three("", layers="NamedEntity")
    assert found.spans == [("PERSON", "Ilse Varga")]
    assert found.line.entities == ()


def test_a_chain_that_bites_its_tail_ends_and_one_link_is_no_chain() -> None:
    found = found_in(
        coref(12, "Ilse Varga", 'next="13"', PLAIN),
        coref(13, "She", 'next="12"', PLAIN),
        coref(14, "tired", "", PLAIN),
        '<coref:CoreferenceChain xmi:id="15" sofa="1" first="12"/>',
        '<coref:CoreferenceChain xmi:id="16" sofa="1" first="14"/>',
        text=PLAIN,
        members="12 13 14 15 16",
    )
    assert len(found.line.entities) == 1
    assert sorted(word for _, word in linked(found.line)) == ["Ilse Varga", "She"]
    assert ("CoreferenceLink", "tired") in found.spans


def test_concepts_of_a_json_cas_are_one_entity() -> None:
    places = ((10, 3, 13), (11, 20, 32))
    found = Found(
        json_of(
            *(
                {
                    "%ID": id,
                    "%TYPE": NAMED_ENTITY,
                    "@sofa": 1,
                    "begin": begin,
                    "end": end,
                    "value": "FIRM",
                    "identifier": "http://www.wikidata.org/entity/Q9",
                }
                for id, begin, end in places
            )
        ),
        is_json=True,
    )
    assert [(one.identifier, one.name) for one in found.line.entities] == [("Q9", "Norrow Lines")]
    assert len(linked(found.line)) == 2

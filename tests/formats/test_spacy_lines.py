"""Examples for spaCy, which `Doc.char_span` finds where they are."""

from dataclasses import replace
from io import BytesIO

import orjson
import spacy
from spacy.training import Example

from annotator.formats.format import WriteOptions
from annotator.formats.spacy_lines import SpacyLines
from annotator.model.entity import Entity
from tests.formats.test_docbin import make_line


def test_spacy_finds_the_spans_where_the_lines_say() -> None:
    stream = BytesIO()
    SpacyLines().write([make_line(), make_line(spans=(), relations=())], stream, WriteOptions())
    first, second = map(orjson.loads, stream.getvalue().splitlines())
    doc = spacy.blank("en")(first["text"])
    found = [doc.char_span(start, end, label) for start, end, label in first["entities"]]
    assert [(one.label_, one.text) for one in found] == [
        ("PERSON", "Ilse Varga"),
        ("ORGANISATION", "the re-elected board"),
        ("ROLE", "re-elected"),
        ("ORGANISATION", "Norrow  Lines"),
    ]
    assert first["cats"] == {"politics": 1.0}
    assert first["meta"] == {"id": "talks", "annotator": "Maria"}
    assert second["entities"] == second["links"] == []


def test_spacy_learns_what_spans_are_mentions_of() -> None:
    ilse, firm = Entity("e1", "Ilse Varga", None, "wd:Q71"), Entity("e2", "Norrow Lines")
    plain = make_line(relations=())
    links = {"p": "e1", "n": "e2"}
    spans = [one._replace(entity=links.get(one.id)) for one in plain.spans if one.id != "r"]
    stream = BytesIO()
    line = replace(plain, spans=tuple(spans), entities=(ilse, firm))
    SpacyLines().write([line], stream, WriteOptions())
    said = orjson.loads(stream.getvalue())
    example = Example.from_dict(
        spacy.blank("en").make_doc(said["text"]),
        {
            "entities": said["entities"],
            "links": {(start, end): ids for start, end, ids in said["links"]},
        },
    )
    assert [(one.text, one.label_, one.kb_id_) for one in example.reference.ents] == [
        ("Ilse Varga", "PERSON", "Q71"),
        ("the re-elected board", "ORGANISATION", ""),
        ("Norrow  Lines", "ORGANISATION", "e2"),
    ]

"""Examples for spaCy, which `Doc.char_span` finds where they are."""

from io import BytesIO

import orjson
import spacy

from annotator.formats.format import WriteOptions
from annotator.formats.spacy_lines import SpacyLines
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
    assert second["entities"] == []

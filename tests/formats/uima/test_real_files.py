"""Real CAS files of cassis and INCEpTION, held against their counts and a plain reading."""

import re
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from annotator.formats.registry import format_of
from annotator.formats.source import file_source
from tests.formats.uima.casses import Found
from tests.formats.uima.test_writing import covered, plain_xmi

FOLDER = Path(__file__).resolve().parents[4] / "shared" / "data" / "formats"
NOT_HERE = "the real files of other tools are not beside this checkout"
ROW = re.compile(r"\| (uima-cas/\S+) \|.*text_codepoints (\d+) \|")


def need() -> None:
    if not FOLDER.exists():
        pytest.skip(NOT_HERE)


def test_lengths_of_real_texts() -> None:
    need()
    rows = ROW.findall((FOLDER / "README.md").read_text())
    assert len(rows) >= 4
    for name, count in rows:
        path = FOLDER / name
        format = format_of(file_source(path))
        found = Found(path, is_json=format.name == "uima-json")
        assert format.name in ("uima-json", "uima-xmi")
        assert len(found.line.document.text) == int(count), name
        assert found.problems == [], name


def test_real_xmi_covers_what_a_plain_reading_says() -> None:
    need()
    paths = sorted((FOLDER / "webanno-tsv").rglob("*.xmi"))
    assert len(paths) >= 3
    for path in paths:
        text, _, members = plain_xmi(path.read_bytes())
        entities = [one for one in members if one.tag.endswith("}NamedEntity")]
        expected = sorted((one.get("value", "NamedEntity"), covered(text, one)) for one in entities)
        found = Found(path)
        assert found.line.document.text == text
        assert found.spans == expected
        assert expected
        assert found.problems == []


def test_a_slot_reads_the_same_from_json_and_from_xmi() -> None:
    need()
    folder = FOLDER / "uima-cas/cassis-json/fs_as_array/one-way/tsv3-testSimpleSlotFeature"
    for name in ("data.json", "data-ref.json", "debug.xmi"):
        found = Found(folder / name, is_json=name.endswith(".json"))
        assert found.spans == [
            ("SimpleLinkHost", "This"),
            ("SimpleSpan", "a"),
            ("SimpleSpan", "is"),
        ]
        assert sorted(found.relations) == [("This", "p1", "is"), ("This", "p2", "a")]
        assert found.line.document.id == "doc"
        assert found.problems == []
    types = ET.parse(folder / "debug-typesystem.xml")
    assert "webanno.custom.SimpleLinkHost" in "".join(types.getroot().itertext())


def test_a_view_without_a_text_is_told() -> None:
    need()
    path = FOLDER / "uima-cas/cassis-json/child_type_before_parent.json"
    found = Found(path, is_json=True)
    assert found.lines == []
    assert found.problems[-1].is_whole

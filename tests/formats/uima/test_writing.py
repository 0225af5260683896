"""CAS files written: held against plain readings of XML and JSON, then read again.

cassis writes them and reads them; that alone would show nothing, so the bytes are read here with
the standard library alone, by what UIMA's documentation says of them.
"""

import json
import xml.etree.ElementTree as ET
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from cassis import load_cas_from_json, load_cas_from_xmi, load_typesystem
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.formats.corpus import CorpusLine
from annotator.formats.file_names import file_name_of
from annotator.formats.format import WriteOptions
from annotator.formats.losses import Lost
from annotator.formats.uima.names import attribute_of, feature_of
from annotator.model.attribute import Attribute, Attributes
from annotator.model.document import Document, Meta
from annotator.model.format_errors import DoesNotFit
from annotator.model.labels import LabelSet
from annotator.model.relation import Relation
from annotator.model.span import Span
from tests.formats import strategies
from tests.formats.uima.casses import DKPRO, NAMED_ENTITY, Found, written

TEXT = "👧 Ilse Varga leads\r\nNorrow Lines."
ID = "{http://www.omg.org/XMI}id"
LINE = CorpusLine(
    Document("talks", TEXT, Meta(title="Talks", url="http://example.org/1", language="en")),
    "Maria",
    "finished",
    spans=(
        Span("s1", "PERSON", ((2, 12),), {"sure": True, "score": 0.5, "label": "x"}, "a note"),
        Span("s2", "news agency", ((20, 32),), {"roles": ("a", "b")}),
    ),
    relations=(Relation("r", "leads", "s1", "s2", {"how far": "near"}, "hm"),),
)
FEATURES = {"sure": "true", "score": "0.5", "attr_label": "x", "note": "a note"}


def plain_xmi(raw: bytes) -> tuple[str, dict[str, ET.Element], list[ET.Element]]:
    """Text, feature structures by id, and all of them in their order."""
    root = ET.fromstring(raw)
    [sofa] = root.findall("{http:///uima/cas.ecore}Sofa")
    [view] = root.findall("{http:///uima/cas.ecore}View")
    structures = {one.get(ID, ""): one for one in root}
    members = [structures[one] for one in view.get("members", "").split()]
    assert view.get("sofa") == sofa.get(ID)
    return sofa.get("sofaString", ""), structures, members


def named(members: list[ET.Element], package: str, name: str) -> list[ET.Element]:
    return [one for one in members if one.tag == f"{{http:///{package}.ecore}}{name}"]


def covered(text: str, one: Any) -> str:
    """What UTF-16 offsets cover, found by encoding."""
    wide = text.encode("utf-16-le")
    return wide[2 * int(one.get("begin")) : 2 * int(one.get("end"))].decode("utf-16-le")


def test_xmi_as_plain_xml() -> None:
    files = written(LINE)
    folder = file_name_of("Maria")
    assert set(files) == {f"{folder}/talks.xmi", f"{folder}/TypeSystem.xml"}
    [raw] = [raw for name, raw in files.items() if name.endswith(".xmi")]
    text, structures, members = plain_xmi(raw)
    assert text == TEXT
    first, second = named(members, "custom", "Span")
    assert [covered(text, one) for one in (first, second)] == ["Ilse Varga", "Norrow Lines"]
    assert (first.get("begin"), first.get("end")) == ("3", "13")
    assert [one.get("label") for one in (first, second)] == ["PERSON", "news agency"]
    assert {name: first.get(name) for name in FEATURES} == FEATURES
    assert [one.text for one in second.findall("roles")] == ["a", "b"]
    [relation] = named(members, "custom", "Relation")
    assert structures[relation.get("Governor", "")] is first
    assert structures[relation.get("Dependent", "")] is second
    assert (relation.get("begin"), relation.get("end")) == (second.get("begin"), second.get("end"))
    assert (relation.get("label"), relation.get("attr_how_x20_far")) == ("leads", "near")
    segmentation = "de/tudarmstadt/ukp/dkpro/core/api/segmentation/type"
    tokens = named(members, segmentation, "Token")
    sentences = named(members, segmentation, "Sentence")
    assert [covered(text, one) for one in tokens] == [
        "👧", "Ilse", "Varga", "leads", "Norrow", "Lines", "."
    ]  # fmt: skip
    assert [covered(text, one) for one in sentences] == ["👧 Ilse Varga leads", "Norrow Lines."]
    [document] = named(
        members, "de/tudarmstadt/ukp/dkpro/core/api/metadata/type", "DocumentMetaData"
    )
    assert (document.get("documentId"), document.get("language")) == ("talks", "en")
    assert (document.get("begin"), covered(text, document)) == ("0", TEXT)
    [owner] = named(members, "de/tudarmstadt/ukp/clarin/webanno/api/type", "CASMetadata")
    assert owner.get("username") == "Maria"
    assert (owner.get("begin"), owner.get("end"), owner.get("lastChangedOnDisk")) == (
        "0",
        "0",
        "-1",
    )


def test_the_type_system_declares_all_that_is_used() -> None:
    files = written(LINE)
    [types] = [raw for name, raw in files.items() if name.endswith("TypeSystem.xml")]
    space = "{http://uima.apache.org/resourceSpecifier}"
    declared = {
        one.findtext(f"{space}name"): {
            (each.findtext(f"{space}name"), each.findtext(f"{space}rangeTypeName"))
            for each in one.iter(f"{space}featureDescription")
        }
        for one in ET.fromstring(types).iter(f"{space}typeDescription")
    }
    assert declared["custom.Span"] >= {
        ("label", "uima.cas.String"),
        ("sure", "uima.cas.Boolean"),
        ("score", "uima.cas.Double"),
        ("roles", "uima.cas.StringArray"),
    }
    assert declared["custom.Relation"] >= {
        ("Governor", "custom.Span"),
        ("Dependent", "custom.Span"),
        ("label", "uima.cas.String"),
        ("attr_how_x20_far", "uima.cas.String"),
    }
    assert f"{DKPRO}.segmentation.type.Token" in declared
    # INCEpTION merges the types of a file with its own, which must not be others.
    owner = "de.tudarmstadt.ukp.clarin.webanno.api.type.CASMetadata"
    assert declared[owner] == {
        ("projectId", "uima.cas.Long"),
        ("projectName", "uima.cas.String"),
        ("sourceDocumentId", "uima.cas.Long"),
        ("sourceDocumentName", "uima.cas.String"),
        ("username", "uima.cas.String"),
        ("lastChangedOnDisk", "uima.cas.Long"),
    }
    supertypes = {
        one.findtext(f"{space}name"): one.findtext(f"{space}supertypeName")
        for one in ET.fromstring(types).iter(f"{space}typeDescription")
    }
    assert set(supertypes.values()) == {
        "uima.tcas.Annotation",
        "uima.tcas.DocumentAnnotation",
        "uima.cas.AnnotationBase",
    }


def test_json_as_plain_json() -> None:
    files = written(LINE, is_json=True, options=WriteOptions(settings={"layer": "named-entity"}))
    [raw] = files.values()
    body = json.loads(raw)
    structures = {one["%ID"]: one for one in body["%FEATURE_STRUCTURES"]}
    [sofa] = [one for one in structures.values() if one["%TYPE"] == "uima.cas.Sofa"]
    assert sofa["sofaString"] == TEXT
    first, second = (one for one in structures.values() if one["%TYPE"] == NAMED_ENTITY)
    assert [covered(TEXT, one) for one in (first, second)] == ["Ilse Varga", "Norrow Lines"]
    assert (first["value"], first["sure"], first["score"]) == ("PERSON", True, 0.5)
    assert structures[second["@roles"]]["%ELEMENTS"] == ["a", "b"]
    [relation] = [one for one in structures.values() if one["%TYPE"] == "custom.EntityRelation"]
    assert (relation["@Governor"], relation["@Dependent"]) == (first["%ID"], second["%ID"])
    members = body["%VIEWS"]["_InitialView"]["%MEMBERS"]
    assert {first["%ID"], second["%ID"], relation["%ID"]} <= set(members)
    assert body["%TYPES"]["custom.EntityRelation"]["Governor"]["%RANGE"] == NAMED_ENTITY


def test_cassis_reads_them_strictly() -> None:
    files = written(LINE)
    [types] = [raw for name, raw in files.items() if name.endswith("TypeSystem.xml")]
    [raw] = [raw for name, raw in files.items() if name.endswith(".xmi")]
    [json_raw] = written(LINE, is_json=True).values()
    for cas in (
        load_cas_from_xmi(raw.decode(), load_typesystem(types.decode())),
        load_cas_from_json(json_raw.decode()),
    ):
        assert cas.sofa_string == TEXT
        assert [one.get_covered_text() for one in cas.select("custom.Span")] == [
            "Ilse Varga",
            "Norrow Lines",
        ]


def test_one_type_system_has_the_features_of_all_articles(tmp_path: Path) -> None:
    other = CorpusLine(
        Document("vote", "Wend votes."), "Maria", spans=(Span("v", "X", ((0, 4),), {"far": 2}),)
    )
    files = written(LINE, other)
    assert sum(name.endswith("TypeSystem.xml") for name in files) == 1
    for name, raw in files.items():
        (tmp_path / name.rpartition("/")[2]).write_bytes(raw)
    for name, count in (("talks", 2), ("vote", 1)):
        found = Found(tmp_path / f"{name}.xmi")
        assert found.problems == []
        assert len(found.line.spans) == count
        assert (found.line.document.id, found.line.annotator) == (name, "Maria")


def test_declared_attributes_are_features_even_where_nobody_used_them() -> None:
    labels = LabelSet(
        attributes=(
            Attribute("a", "Score", "number", "span"),
            Attribute("b", "topic", "choice", "document", ("x",)),
        )
    )
    bare = CorpusLine(Document("talks", TEXT))
    files = written(bare, options=WriteOptions(label_set=labels))
    assert b"<name>Score</name>" in files["TypeSystem.xml"]
    assert b"topic" not in files["TypeSystem.xml"]


def test_what_does_not_fit_is_told() -> None:
    told: list[Lost] = []
    line = replace(
        LINE,
        document=Document("talks", "a\x01b\x0bc Ilse\ufffe"),
        spans=(Span("s1", "PERSON", ((0, 1), (6, 10)), {"none": (), "nothing": ""}),),
        relations=(),
    )
    options = WriteOptions(report_loss=told.append)
    [raw] = [raw for name, raw in written(line, options=options).items() if name.endswith(".xmi")]
    text, _, members = plain_xmi(raw)
    assert text == "a\ufffdb\ufffdc Ilse\ufffd"
    assert covered(text, named(members, "custom", "Span")[0]) == "a\ufffdb\ufffdc Ilse"
    assert [(one.kind, one.is_bent) for one in told] == [
        ("other", True),
        ("discontinuous", True),
        ("attribute", False),
        ("attribute", False),
    ]
    with pytest.raises(DoesNotFit):
        written(line, options=WriteOptions(misfit="strict"))
    [json_raw] = written(line, is_json=True).values()
    assert Found(json_raw, is_json=True).line.document.text == line.document.text


# ---- round trips ----------------------------------------------------------------------------


def comparable(found: CorpusLine) -> tuple[list[str], list[str]]:
    said = {
        one.id: (one.fragments, one.label, sorted(kept(one.attributes)), one.note or "")
        for one in found.spans
    }
    relations = [
        (one.label, said[one.head], said[one.tail], sorted(kept(one.attributes)), one.note or "")
        for one in found.relations
    ]
    return sorted(map(repr, said.values())), sorted(map(repr, relations))


def kept(attributes: Attributes) -> list[tuple[str, str]]:
    shown = attributes.items()
    return [
        (name, repr(float(value) + 0.0) if isinstance(value, float | int) else repr(value))
        for name, value in shown
        if value != ()
    ]


def by_kind(attributes: Attributes) -> Attributes:
    kinds = {bool: "flag", int: "number", float: "number"}
    return {
        f"{kinds.get(type(one), type(one).__name__)} {name}": one
        for name, one in attributes.items()
    }


def blank_to_none(note: str | None) -> str | None:
    return note if note and note.strip() else None


@st.composite
def lines(draw: st.DrawFn) -> CorpusLine:
    text = draw(strategies.texts.filter(lambda one: bool(one.strip())))
    drawn = draw(strategies.lines(Document("talks", text, Meta()), "Maria", ""))
    spans = tuple(
        one._replace(
            fragments=((one.start, one.end),),
            attributes=by_kind(one.attributes),
            note=blank_to_none(one.note),
        )
        for one in drawn.spans
    )
    relations = tuple(
        one._replace(attributes=by_kind(one.attributes), note=blank_to_none(one.note))
        for one in drawn.relations
    )
    return replace(drawn, spans=spans, relations=relations)


@given(lines(), st.sampled_from(["basic", "named-entity"]))
@settings(max_examples=30, deadline=None)
def test_what_is_written_as_json_comes_back(line: CorpusLine, layer: str) -> None:
    options = WriteOptions(settings={"layer": layer})
    [raw] = written(line, is_json=True, options=options).values()
    found = Found(raw, is_json=True)
    assert found.problems == []
    assert found.line.document.text == line.document.text
    assert comparable(found.line) == comparable(line)
    assert found.line.annotator == "Maria"


@given(lines())
@settings(max_examples=30, deadline=None)
def test_what_is_written_as_xmi_comes_back(
    tmp_path_factory: pytest.TempPathFactory, line: CorpusLine
) -> None:
    folder = tmp_path_factory.mktemp("cas")
    for name, raw in written(line).items():
        (folder / name.rpartition("/")[2]).write_bytes(raw)
    found = Found(folder / "talks.xmi")
    assert found.problems == []
    assert found.line.document.text == line.document.text
    assert without_controls(comparable(found.line)) == without_controls(comparable(line))


def without_controls(said: tuple[list[str], list[str]]) -> str:
    """Control characters of notes have no way into XML."""
    shown = repr(said)
    for code in (*range(9), 11, 12, *range(14, 32), 0xFFFE, 0xFFFF):
        for written_so in (f"\\\\x{code:02x}", f"\\\\u{code:04x}"):
            shown = shown.replace(written_so, "\ufffd")
    return shown


def test_writing_twice_gives_the_same_bytes() -> None:
    assert written(LINE) == written(LINE)
    assert written(LINE, is_json=True) == written(LINE, is_json=True)


@given(strategies.names)
def test_every_name_of_an_attribute_is_a_feature_and_comes_back(name: str) -> None:
    feature = feature_of(name)
    assert feature.isascii()
    assert feature.isidentifier()
    assert attribute_of(feature) == name

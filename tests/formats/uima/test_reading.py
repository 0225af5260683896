"""CAS files read: layers of INCEpTION, and everything that a file may have wrong."""

import json
from pathlib import Path

import orjson
import pytest

from annotator.formats.uima import formats
from annotator.model.errors import FileTooLarge, OffsetUnitFound
from tests.formats.uima.casses import (
    ILSE,
    NAMED_ENTITY,
    NORROW,
    NS,
    TEXT,
    Found,
    entity,
    json_of,
    xmi,
)

TYPES = """<?xml version="1.0" encoding="UTF-8"?>
<typeSystemDescription xmlns="http://uima.apache.org/resourceSpecifier"><types>
<typeDescription><name>odd.Mark</name><supertypeName>uima.tcas.Annotation</supertypeName><features>
 <featureDescription><name>count</name><rangeTypeName>uima.cas.Integer</rangeTypeName></featureDescription>
 <featureDescription><name>sure</name><rangeTypeName>uima.cas.Boolean</rangeTypeName></featureDescription>
 <featureDescription><name>words</name><rangeTypeName>uima.cas.StringArray</rangeTypeName></featureDescription>
 <featureDescription><name>links</name><rangeTypeName>uima.cas.FSArray</rangeTypeName><elementType>odd.Link</elementType></featureDescription>
</features></typeDescription>
<typeDescription><name>odd.Link</name><supertypeName>uima.cas.TOP</supertypeName><features>
 <featureDescription><name>role</name><rangeTypeName>uima.cas.String</rangeTypeName></featureDescription>
 <featureDescription><name>target</name><rangeTypeName>odd.Mark</rangeTypeName></featureDescription>
</features></typeDescription>
<typeDescription><name>odd.NameChain</name><supertypeName>uima.cas.AnnotationBase</supertypeName><features>
 <featureDescription><name>first</name><rangeTypeName>odd.NameLink</rangeTypeName></featureDescription>
</features></typeDescription>
<typeDescription><name>odd.NameLink</name><supertypeName>uima.tcas.Annotation</supertypeName><features>
 <featureDescription><name>next</name><rangeTypeName>odd.NameLink</rangeTypeName></featureDescription>
 <featureDescription><name>referenceType</name><rangeTypeName>uima.cas.String</rangeTypeName></featureDescription>
 <featureDescription><name>referenceRelation</name><rangeTypeName>uima.cas.String</rangeTypeName></featureDescription>
</features></typeDescription>
</types></typeSystemDescription>
"""


def with_types(folder: Path, raw: bytes, types: str = TYPES) -> Path:
    (folder / "TypeSystem.xml").write_text(types)
    path = folder / "talks.xmi"
    path.write_bytes(raw)
    return path


def test_named_entities_and_relations_without_a_type_system() -> None:
    found = Found(
        xmi(
            '<meta:DocumentMetaData xmi:id="9" sofa="1" begin="0" end="32" language="de" '
            'documentTitle="Talks" documentId="talks.txt"/>',
            '<api:CASMetadata xmi:id="8" sofa="1" begin="0" end="0" username="maria"/>',
            entity(10, *ILSE, 'value="PERSON" identifier="wd:Q1"'),
            entity(11, *NORROW, ""),
            '<seg:Token xmi:id="12" sofa="1" begin="0" end="2"/>',
            members="8 9 10 11 12",
        )
    )
    assert found.spans == [("NamedEntity", "Norrow Lines"), ("PERSON", "Ilse Varga")]
    person = next(one for one in found.line.spans if one.label == "PERSON")
    assert person.attributes == {}
    [ilse] = found.line.entities
    assert (ilse.id, ilse.identifier, ilse.name) == (person.entity, "Q1", "Ilse Varga")
    assert person.origin == "imported"
    assert found.line.document.id == "talks.txt"
    assert found.line.document.text == TEXT
    assert (found.line.document.meta.title, found.line.document.meta.language) == ("Talks", "de")
    assert (found.line.annotator, found.line.is_raw) == ("maria", True)
    assert found.problems == []


def test_basic_layers_and_the_curator() -> None:
    found = Found(
        xmi(
            '<api:CASMetadata xmi:id="8" sofa="1" begin="0" end="0" username="CURATION_USER"/>',
            f'<custom:Span xmi:id="10" sofa="1" begin="{ILSE[0]}" end="{ILSE[1]}" label="PERSON"/>',
            f'<custom:Span xmi:id="11" sofa="1" begin="{NORROW[0]}" end="{NORROW[1]}" label="ORG"/>',
            f'<custom:Relation xmi:id="12" sofa="1" begin="{NORROW[0]}" end="{NORROW[1]}" '
            'Governor="10" Dependent="11" label="leads"/>',
            members="8 10 11 12",
        )
    )
    assert found.relations == [("Ilse Varga", "leads", "Norrow Lines")]
    assert (found.line.annotator, found.line.status) == (None, "curated")


def test_a_token_becomes_a_span_where_a_relation_ends_at_it() -> None:
    tie = 'sofa="1" begin="0" end="2" DependencyType="SUBJ"'
    found = Found(
        xmi(
            f'<seg:Token xmi:id="10" sofa="1" begin="{ILSE[0]}" end="{ILSE[1]}"/>',
            f'<seg:Token xmi:id="11" sofa="1" begin="{NORROW[0]}" end="{NORROW[1]}"/>',
            '<seg:Token xmi:id="12" sofa="1" begin="0" end="2"/>',
            f'<dep:Dependency xmi:id="13" {tie} Governor="11" Dependent="10"/>',
            f'<dep:Dependency xmi:id="14" {tie} Governor="11" Dependent="11"/>',
            members="10 11 12 13 14",
        )
    )
    assert found.spans == [("Token", "Ilse Varga"), ("Token", "Norrow Lines")]
    assert found.relations == [("Norrow Lines", "SUBJ", "Ilse Varga")]
    [reason] = found.reasons
    assert "leads to where it begins (1, first 14)" in reason


def test_other_layers_with_attributes_links_and_chains(tmp_path: Path) -> None:
    raw = xmi(
        f'<odd:Mark xmi:id="10" sofa="1" begin="{ILSE[0]}" end="{ILSE[1]}" count="3" sure="true" '
        'links="20 21"><words>one</words><words>two</words></odd:Mark>',
        f'<odd:Mark xmi:id="11" sofa="1" begin="{NORROW[0]}" end="{NORROW[1]}"/>',
        '<odd:Link xmi:id="20" role="firm" target="11"/><odd:Link xmi:id="21" role="self"/>',
        f'<odd:NameLink xmi:id="12" sofa="1" begin="{ILSE[0]}" end="{ILSE[1]}" next="13" '
        'referenceType="nam" referenceRelation="same"/>',
        f'<odd:NameLink xmi:id="13" sofa="1" begin="{NORROW[0]}" end="{NORROW[1]}"/>',
        '<odd:NameChain xmi:id="14" sofa="1" first="12"/>',
        members="10 11 12 13 14",
    )
    found = Found(with_types(tmp_path, raw))
    assert found.reasons == []
    assert found.spans == [
        ("Mark", "Ilse Varga"),
        ("Mark", "Norrow Lines"),
        ("NameLink", "Norrow Lines"),
        ("nam", "Ilse Varga"),
    ]
    mark = next(one for one in found.line.spans if one.label == "Mark" and one.attributes)
    assert mark.attributes == {"count": 3, "sure": True, "words": ("one", "two")}
    assert sorted(label for _, label, _ in found.relations) == ["firm", "same"]
    assert Found(with_types(tmp_path, raw), layers="NameLink").spans == found.spans[2:]
    assert Found(with_types(tmp_path, raw), layers="odd.Mark, x").spans == found.spans[:2]


def test_arrays_of_numbers_hold_no_references() -> None:
    array = '<cas:FloatArray xmi:id="20" elements="1.5 Infinity NaN"/>'
    found = Found(xmi(entity(10, *ILSE), array))
    assert (found.spans, found.problems) == ([("PERSON", "Ilse Varga")], [])


def test_what_is_wrong_stays_out_and_the_rest_comes_in() -> None:
    found = Found(
        xmi(
            entity(10, *ILSE),
            entity(10, *NORROW),
            entity(11, 1, 5),
            entity(12, 20, 99),
            entity(13, "x", 5),
            entity(14, 9, 5),
            entity(15, 5, 5),
            '<ner:NamedEntity xmi:id="16" sofa="7" begin="0" end="2"/>',
            '<odd:Mark xmi:id="17" sofa="1" begin="0" end="2"/><odd:Mark xmi:id="18"/>',
            '<ner:NamedEntity sofa="1" begin="0" end="2"/>',
            entity(19, *NORROW, 'value="ORG" colour="red"'),
            '<custom:Relation xmi:id="21" sofa="1" begin="0" end="2" Governor="10" Dependent="17"/>',
            members="10 11 12 13 14 15 16 17 18 19 21 x 99",
        )
    )
    assert found.spans == [("ORG", "Norrow Lines"), ("PERSON", "Ilse Varga")]
    assert found.relations == []
    assert [one.split(";")[0] for one in found.reasons] == [
        f"an annotation of {NAMED_ENTITY} has no id of its own (2, first 10)",
        "the type odd.Mark is not in the type system (2, first 17)",
        f"an annotation of {NAMED_ENTITY} has no place (1, first 13)",
        f"an annotation of {NAMED_ENTITY} is on no text (1, first 16)",
        f"an annotation of {NAMED_ENTITY} lies at no characters (3, first 11)",
        f"{NAMED_ENTITY} has no feature colour (1, first 19)",
        "a feature Dependent leads nowhere (1, first 21)",
        f"a {NAMED_ENTITY} covers no characters (1, first 15)",
        "a custom.Relation has no two ends that came in (1, first 21)",
    ]
    assert all(one.is_skipped and not one.is_whole for one in found.problems)


def test_a_type_system_that_is_broken_is_told(tmp_path: Path) -> None:
    bomb = '<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'
    for types in ("<typeSystem", bomb, "<x/>"):
        found = Found(with_types(tmp_path, xmi(entity(10, *ILSE)), types))
        assert len(found.lines) == 1
        assert found.spans == [("PERSON", "Ilse Varga")] or types == "<x/>"


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"<xmi:XMI",
        b"<html/>",
        b'<!DOCTYPE x [<!ENTITY a "b">]>'
        + xmi().removeprefix(b'<?xml version="1.0" encoding="UTF-8"?>'),
        xmi().replace(b"Ilse", b"\x01"),
        f'<xmi:XMI {NS}><cas:Sofa xmi:id="1" sofaNum="1" sofaID="v"/></xmi:XMI>'.encode(),
        f'<xmi:XMI {NS}><cas:Sofa xmi:id="a" sofaNum="1" sofaID="v" sofaString="x"/></xmi:XMI>'.encode(),
        xmi().decode().encode("utf-16"),
    ],
)
def test_what_is_no_cas_is_told(raw: bytes) -> None:
    found = Found(raw)
    assert found.lines == []
    assert found.problems[-1].is_whole


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"{",
        b"[]",
        b'{"%TYPES": {}}',
        b'{"%FEATURE_STRUCTURES": 3}',
        b'{"%FEATURE_STRUCTURES": [], "%VIEWS": {}}',
        b'{"%FEATURE_STRUCTURES": [3, {}, {"%ID": "1"}], "%VIEWS": []}',
        b"[" * 100_000,
        b'{"%FEATURE_STRUCTURES": [{"%ID": ' + b"9" * 5000 + b"}]}",
    ],
)
def test_json_that_is_no_cas_is_told(raw: bytes) -> None:
    found = Found(raw, is_json=True)
    assert found.lines == []
    assert found.problems[-1].is_whole


def test_json_reads_as_xmi_does() -> None:
    types = {
        "odd.Mark": {
            "%NAME": "odd.Mark",
            "%SUPER_TYPE": "uima.tcas.Annotation",
            "count": {"%NAME": "count", "%RANGE": "uima.cas.Integer"},
            "score": {"%NAME": "score", "%RANGE": "uima.cas.Double"},
            "label": {"%NAME": "label", "%RANGE": "uima.cas.String"},
        },
        "odd.Tie": {
            "%NAME": "odd.Tie",
            "%SUPER_TYPE": "uima.tcas.Annotation",
            "Governor": {"%NAME": "Governor", "%RANGE": "odd.Mark"},
            "Dependent": {"%NAME": "Dependent", "%RANGE": "odd.Mark"},
        },
    }

    def mark(id: object, place: tuple[object, object], **more: object) -> dict[str, object]:
        at = {"begin": place[0], "end": place[1]}
        return {"%ID": id, "%TYPE": "odd.Mark", "@sofa": 1, **at, **more}

    tie = {"%ID": 12, "%TYPE": "odd.Tie", "@sofa": 1, "begin": 0, "end": 2}
    found = Found(
        json_of(
            mark(10, ILSE, label="PERSON", count=2, score=0.5),
            mark(11, NORROW, label="ORG", count="two", **{"#score": "NaN"}),
            tie | {"@Governor": 10, "@Dependent": 11},
            tie | {"%ID": 13, "@Governor": 10, "@Dependent": 99},
            mark(14, (1, 5)),
            mark(15, (0, True)),
            mark(16, ILSE) | {"%TYPE": "odd.Ghost"},
            types=types,
        ),
        is_json=True,
    )
    assert found.spans == [("ORG", "Norrow Lines"), ("PERSON", "Ilse Varga")]
    assert [dict(one.attributes) for one in found.line.spans if one.label == "PERSON"] == [
        {"count": 2, "score": 0.5}
    ]
    assert [dict(one.attributes) for one in found.line.spans if one.label == "ORG"] == [{}]
    assert found.relations == [("Ilse Varga", "Tie", "Norrow Lines")]
    assert [one.split(" (")[0] for one in found.reasons] == [
        "the type odd.Ghost is not in the type system",
        "an annotation of odd.Mark has no place",
        "an annotation of odd.Mark lies at no characters",
        "a feature count has a wrong value",
        "a feature Dependent leads nowhere",
        "a odd.Tie has no two ends that came in",
    ]


def test_types_that_are_broken_are_told_and_the_known_ones_taken() -> None:
    mark = {"%ID": 10, "%TYPE": NAMED_ENTITY, "@sofa": 1, "begin": 3, "end": 13, "value": "X"}
    for types in (
        {"odd.Mark": 3},
        {"odd.Mark": {"%SUPER_TYPE": "odd.Mark"}},
        {"odd.Mark": {"%SUPER_TYPE": "odd.Ghost"}},
        {"odd.Mark": {"%SUPER_TYPE": "uima.tcas.Annotation", "f": {"%RANGE": "odd.Ghost"}}},
        {"odd.Mark": 2**70},
        {"odd.Mark": {"\ud800": 1}},
    ):
        raw = json_of(mark).replace(b'"%TYPES":{}', b'"%TYPES":' + json.dumps(types).encode())
        found = Found(raw, is_json=True)
        assert found.spans == [("X", "Ilse Varga")]
        assert len(found.problems) == 1


def test_feature_structures_by_their_ids() -> None:
    body = orjson.loads(json_of())
    body["%FEATURE_STRUCTURES"] = {
        str(one.pop("%ID")): one for one in body["%FEATURE_STRUCTURES"]
    } | {"x": {"%TYPE": "uima.tcas.Annotation"}}
    found = Found(orjson.dumps(body), is_json=True)
    assert found.line.document.text == TEXT
    assert len(found.problems) == 1


def test_every_view_with_a_text_is_an_article() -> None:
    second = (
        '<cas:Sofa xmi:id="2" sofaNum="2" sofaID="target" sofaString="Ilse führt"/>'
        '<cas:Sofa xmi:id="3" sofaNum="3" sofaID="sound"/><cas:View sofa="2" members="11"/>'
    )
    mark = '<ner:NamedEntity xmi:id="11" sofa="2" begin="0" end="4" value="PERSON"/>'
    found = Found(xmi(entity(10, *ILSE), mark, more=second, members="10"))
    assert [one.document.id for one in found.lines] == ["talks", "talks-target"]
    texts = [one.spans[0].covered_text(one.document.text) for one in found.lines]
    assert texts == ["Ilse Varga", "Ilse"]


def test_offsets_are_utf16_unless_words_or_the_person_say_otherwise() -> None:
    text = "👧👧👧 Ilse and Jon and Mara and Olaf"
    names = ["Ilse", "Jon", "Mara", "Olaf"]
    points = [(text.index(one), text.index(one) + len(one)) for one in names]
    wide = [entity(at, s + 3, e + 3) for at, (s, e) in enumerate(points, 10)]
    narrow = [entity(at, s, e) for at, (s, e) in enumerate(points, 10)]
    found = Found(xmi(*wide, text=text))
    assert ([word for _, word in found.spans], found.problems) == (names, [])
    found = Found(xmi(*narrow, text=text))
    assert [word for _, word in found.spans] == names
    [remark] = found.problems
    assert isinstance(remark.error, OffsetUnitFound) and not remark.is_skipped
    found = Found(xmi(*narrow, text=text), unit="codepoint")
    assert ([word for _, word in found.spans], found.problems) == (names, [])
    assert [word for _, word in Found(xmi(*narrow, text=text), unit="utf16").spans] != names


def test_line_breaks_and_tabs_of_the_text_are_kept() -> None:
    found = Found(xmi(text="one&#13;&#10;two&#9;three&#10;"))
    assert found.line.document.text == "one\r\ntwo\tthree\n"


def test_files_that_are_too_large_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(formats, "CAS_LIMIT", 100)
    found = Found(xmi(entity(10, *ILSE)))
    assert isinstance(found.problems[0].error, FileTooLarge)
    assert found.lines == []

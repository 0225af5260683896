"""WebAnno TSV 3 read: spans, stacks, parts of tokens, slots, chains, relations, and what is broken."""

from pathlib import Path

import pytest

from annotator.formats.format import Sureness
from annotator.formats.webanno.cells import stack_of, unescape, unescape_text
from annotator.formats.webanno.webanno_tsv import WebAnnoTsv
from annotator.model.errors import OffsetUnitFound
from tests.formats.webanno.tables import RELATION, SPAN, Found, table


def test_spans_over_one_token_and_over_several() -> None:
    found = Found(
        table(
            SPAN,
            body=(
                "#Sentence.id=s1\n#Text=Ilse Varga leads.\n"
                "1-1\t0-4\tIlse\tPERSON[1]\t\n1-2\t5-10\tVarga\tPERSON[1]\t\n"
                "1-3\t11-16\tleads\tACT\t\n1-4\t16-17\t.\t*\t\n"
                "\n#Text=She smiles.\n2-1\t18-21\tShe\tPERSON\t\n2-2\t22-28\tsmiles\t_\t\n"
            ),
        )
    )
    assert found.text == "Ilse Varga leads.\nShe smiles."
    assert found.spans == [
        ("PERSON", "Ilse Varga"),
        ("ACT", "leads"),
        ("Span", "."),
        ("PERSON", "She"),
    ]
    assert {one.origin for one in found.line.spans} == {"imported"}
    assert (found.line.document.id, found.line.is_raw) == ("talks", True)
    assert found.skipped == []
    assert found.remarks == ["has no text between sentences; white space stands there"]


def test_a_span_may_go_on_in_the_next_sentence() -> None:
    found = Found(
        table(
            SPAN,
            body="#Text=a b\n1-1\t0-1\ta\t_\n1-2\t2-3\tb\tX[7]\n\n#Text=c\n2-1\t6-7\tc\tX[7]\n",
        )
    )
    assert found.text == "a b  \nc"
    assert found.spans == [("X", "b  \nc")]


def test_stacks_and_features() -> None:
    found = Found(
        table(
            "#T_SP=custom.Multi|f1|value",
            body="#Text=one two\n1-1\t0-3\tone\tA[1]|*[2]|B[3]\tX[1]|Y[2]|*[3]\n1-2\t4-7\ttwo\tA[1]\tX[1]\n",
        )
    )
    said = [(label, covered) for label, covered in found.spans]
    assert said == [("X", "one two"), ("Y", "one"), ("Multi", "one")]
    assert [dict(one.attributes) for one in found.line.spans] == [{"f1": "A"}, {}, {"f1": "B"}]


def test_parts_of_tokens_and_what_covers_nothing() -> None:
    found = Found(
        table(
            SPAN,
            body=(
                "#Text=Test it\n1-1\t0-4\tTest\t_\n1-1.1\t0-1\tT\tA\n1-1.2\t3-4\tt\tB[1]\n"
                "1-1.3\t4-4\t\tZ\n1-2\t5-7\tit\tB[1]\n"
            ),
        )
    )
    assert found.spans == [("A", "T"), ("B", "t it")]
    assert found.skipped == [(9, "a Span covers no characters")]


def test_relations_lead_from_the_named_token_to_the_row() -> None:
    found = Found(
        table(
            SPAN,
            "#T_RL=custom.Relation|label|sure|BT_custom.Span",
            body=(
                "#Text=a b c\n1-1\t0-1\ta\tA[1]|B[2]\t_\t_\t_\n"
                "1-2\t2-3\tb\tA[1]\tloves|*\tyes|*\t1-3|1-1[2_1]\n"
                "1-3\t4-5\tc\tC\tfar\t*\t1-1[1_0]\n"
            ),
        )
    )
    assert found.relations == [
        ("c", "loves", "a b"),
        ("a", "Relation", "a b"),
        ("a b", "far", "c"),
    ]
    assert [dict(one.attributes) for one in found.line.relations] == [{"sure": "yes"}, {}, {}]
    assert found.skipped == []


def test_slots_are_relations_called_by_their_roles() -> None:
    link = "ROLE_custom.Host:links_custom.HostLinksLink"
    body = (
        "#Text=This is a test\n1-1\t0-4\tThis\t_\tmood\twho;*;\\;x\t1-2;1-3[4];1-2\n"
        "1-2\t5-7\tis\tA\t_\t_\t_\n1-3\t8-9\ta\tB[4]\t_\t_\t_\n1-4\t10-14\ttest\tB[4]\t_\t_\t_\n"
    )
    for target in ("custom.Span", "uima.tcas.Annotation"):
        found = Found(table(SPAN, f"#T_SP=custom.Host|kind|{link}|{target}", body=body))
        assert found.spans == [("A", "is"), ("B", "a test"), ("Host", "This")]
        assert found.line.spans[2].attributes == {"kind": "mood"}
        assert found.relations == [
            ("This", "who", "is"),
            ("This", "links", "a test"),
            ("This", ";x", "is"),
        ]
        assert found.problems == []


def test_stacked_hosts_have_slots_of_their_own() -> None:
    link = "ROLE_custom.Host:links_custom.HostLinksLink"
    body = (
        "#Text=This is a\n1-1\t0-4\tThis\t_\t*;x[1]|y[2]\t1-2;1-3|1-3\n"
        "1-2\t5-7\tis\t*\t_\t_\n1-3\t8-9\ta\t*\t_\t_\n"
    )
    found = Found(table(SPAN, f"#T_SP=custom.Host|{link}|custom.Span", body=body))
    heads = [one.head for one in found.line.relations]
    assert [label for _, label, _ in found.relations] == ["links", "x", "y"]
    assert heads[0] == heads[1] != heads[2]


def test_a_slot_that_nothing_fills_leaves_its_host() -> None:
    link = "ROLE_custom.Host:links_custom.HostLinksLink"
    body = "#Text=This is\n1-1\t0-4\tThis\t_\t*\n1-2\t5-7\tis\t*\t1-1[9]\n"
    found = Found(table(f"#T_SP=custom.Host|{link}|custom.Host", body=body))
    assert found.spans == [("Host", "This"), ("Host", "is")]
    assert found.relations == []
    assert found.skipped == [(7, "a Host has no two ends that came in")]


def test_tokens_that_have_no_layer_become_spans_where_relations_end_at_them() -> None:
    relation = "#T_RL=custom.Tie|label|BT_de.tudarmstadt.Token"
    body = "#Text=a b c\n1-1\t0-1\ta\t_\t_\n1-2\t2-3\tb\tX|Y\t1-1|1-2\n1-3\t4-5\tc\tZ\t1-1\n"
    found = Found(table(relation, body=body))
    assert found.spans == [("Token", "a"), ("Token", "b"), ("Token", "c")]
    assert found.relations == [("a", "X", "b"), ("a", "Z", "c")]
    assert found.skipped == [(7, "a Tie leads to where it begins")]


def test_a_chain_goes_on_behind_a_link_that_covers_nothing() -> None:
    body = (
        "#Text=a b c\n1-1\t0-1\ta\t*->1-1\t*[1]\n1-2\t2-3\tb\t_\t_\n"
        "1-2.1\t2-2\t\t*->1-2\t*[1]\n1-3\t4-5\tc\t*->1-3\t*[1]\n"
    )
    found = Found(table("#T_CH=coref.NameLink|referenceRelation|referenceType", body=body))
    assert found.relations == [("a", "Name", "c")]
    assert found.skipped == [(8, "a NameLink covers no characters")]


def test_chains_lead_from_link_to_link() -> None:
    body = (
        "#Text=He shot himself his way\n1-1\t0-2\tHe\tpr[1]\tcoref->1-1\n1-2\t3-7\tshot\t_\t_\n"
        "1-3\t8-15\thimself\tpr[1]|*[2]\tcoref->1-2|*->2-1\n1-4\t16-19\this\tpr[1]\t*->1-3\n"
        "1-5\t20-23\tway\tpr[1]|*[2]\t*->1-3|*->2-2\n"
    )
    found = Found(table("#T_CH=coref.NameLink|referenceType|referenceRelation", body=body))
    assert sorted(found.spans) == [
        ("NameLink", "himself"),
        ("NameLink", "way"),
        ("pr", "He"),
        ("pr", "himself"),
        ("pr", "his way"),
    ]
    assert sorted(found.relations) == [
        ("He", "coref", "himself"),
        ("himself", "Name", "way"),
        ("himself", "coref", "his way"),
    ]
    assert found.skipped == []
    turned = "#Text=a b\n1-1\t0-1\ta\t*->1-1\t*[1]\t\n1-2\t2-3\tb\t*->1-2\t*[1]\t\n"
    found = Found(table("#T_CH=coref.NameLink|referenceRelation|referenceType", body=turned))
    assert found.relations == [("a", "Name", "b")]


# ---- escapes --------------------------------------------------------------------------------


def test_escapes_of_values_and_texts() -> None:
    written = "#\\*'\"\\t:\\;{}\\|\\[ \\]()\\\\§\\_\\n\\->"
    found = Found(table(SPAN, body=f"#Text=This\n1-1\t0-4\tThis\t{written}[1]|\\_\n"))
    assert [one.label for one in found.line.spans] == ["#*'\"\t:;{}|[ ]()\\§_\n->", "_"]
    assert unescape("\\\\n") == "\\n"
    assert [one.value for one in stack_of("a\\|b|\\[1\\]|*")] == [
        "a|b",
        "[1]",
        None,
    ]
    text = Found(table(body="#Text=one\\ttwo\\\\n\\r\n#Text=line two\n1-1\t0-3\tone\n")).text
    assert text == "one\ttwo\\n\r\nline two"
    assert unescape_text("\\u00e9\\n", (3, 1)) == "é\n"
    assert unescape_text("\\u00e9", (3, 3)) == "u00e9"


# ---- offsets --------------------------------------------------------------------------------


EMOJI = (
    "#Text=I like 😊 it\n1-1\t0-1\tI\t_\n1-2\t2-6\tlike\t_\n1-3\t7-9\t😊\tX\n1-4\t10-12\tit\tY\n"
)


def test_offsets_are_utf16() -> None:
    body = EMOJI + "\n#Text=So\n2-1\t13-15\tSo\tZ\n"
    found = Found(table(SPAN, body=body))
    assert found.spans == [("X", "😊"), ("Y", "it"), ("Z", "So")]
    assert found.text == "I like 😊 it\nSo"


def test_code_points_are_found_out_and_a_named_unit_is_obeyed() -> None:
    body = EMOJI.replace("7-9", "7-8").replace("10-12", "9-11") + "\n#Text=So\n2-1\t12-14\tSo\tZ\n"
    found = Found(table(SPAN, body=body))
    assert found.spans == [("X", "😊"), ("Y", "it"), ("Z", "So")]
    assert found.text == "I like 😊 it\nSo"
    assert isinstance(found.problems[0].error, OffsetUnitFound)
    assert Found(table(SPAN, body=body), unit="codepoint").spans == found.spans
    obeyed = Found(table(SPAN, body=body), unit="utf16")
    assert obeyed.spans != found.spans
    assert any("tokens that are not what stands there" in one for one in obeyed.remarks)


def test_white_space_before_the_first_sentence_and_slips_of_offsets() -> None:
    found = Found(table(SPAN, body="#Text=one\n1-1\t2-5\tone\tX\n"))
    assert (found.text, found.spans) == ("  one", [("X", "one")])
    body = "#Text=one\n1-1\t0-3\tone\tX\n\n#Text=two\n2-1\t1-4\ttwo\tY\n\n#Text=six\n3-1\t999999999-999999999\tsix\tZ\n"
    found = Found(table(SPAN, body=body))
    assert found.text == "one\ntwo\nsix"
    assert found.spans == [("X", "one"), ("Y", "two")]


# ---- broken files ---------------------------------------------------------------------------


def test_broken_rows_stay_out_and_the_rest_comes_in() -> None:
    body = (
        "1-0\t0-1\tx\t_\t_\t_\n#Text=one two\n1-1\t0-3\tone\tA\t_\t_\nrubbish\n"
        "1-2\t4-7\ttwo\tB\n1-3\t90-91\tfar\tC\t_\t_\n1-4\t4-7\ttwo\tD\tx\tnowhere\n"
        "1-5\t4-7\ttwo\t_\tx\t1-1\n1-6\t4-7\ttwo\tE\tx\t9-9\n1-7\tfour\ttwo\tF\t_\t_\n"
    )
    raw = table(SPAN, RELATION, body=body) + b"1-8\t0-3\t\xff\tG\t_\t_\n"
    found = Found(raw)
    assert found.spans == [("A", "one"), ("B", "two"), ("D", "two"), ("E", "two")]
    assert found.relations == []
    assert found.skipped == [
        (6, "stands before the first #Text="),
        (9, "is no row of a token"),
        (10, "has 1 columns of annotations, not 3"),
        (11, "1-3 lies in no sentence"),
        (12, "nowhere is no place"),
        (13, "a Relation has no two ends that came in"),
        (14, "a Relation has no two ends that came in"),
        (15, "is no row of a token"),
        (16, "not UTF-8 at byte 8"),
    ]


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (b"", "is no WebAnno TSV 3"),
        (b"#FORMAT=WebAnno TSV 1\n#Text=x\n", "is no WebAnno TSV 3"),
        (table(SPAN, body=""), "has no sentence with a text"),
        (table(SPAN, body="#Text= \n"), "has no sentence with a text"),
    ],
)
def test_files_that_hold_nothing(raw: bytes, reason: str) -> None:
    found = Found(raw)
    assert found.lines == []
    assert found.skipped == [(None, reason)]
    assert found.problems[0].is_whole


def test_version_two_is_told_as_such(tmp_path: Path) -> None:
    old = b" # webanno.custom.Span | value\n#id=1\n#text=one\n1-1\tone\tB-X\n"
    path = tmp_path / "old.tsv"
    path.write_bytes(old)
    assert WebAnnoTsv().recognises(path, old) is Sureness.SURE
    [(_, reason)] = Found(path).skipped
    assert reason.startswith("is WebAnno TSV 2; export it")
    assert WebAnnoTsv().recognises(path, b"Ilse\tB-PER\n") is Sureness.NO


def test_layers_can_be_chosen() -> None:
    raw = table(SPAN, "#T_SP=custom.Other|value", body="#Text=a\n1-1\t0-1\ta\tX\tY\n")
    assert Found(raw).spans == [("X", "a"), ("Y", "a")]
    assert Found(raw, layers="Other").spans == [("Y", "a")]
    assert Found(raw, layers="custom.Span, nothing").spans == [("X", "a")]


def test_carriage_returns_of_the_file_and_a_byte_order_mark_are_nothing() -> None:
    raw = table(SPAN, body="#Text=a b\n1-1\t0-1\ta\tX\n").replace(b"\n", b"\r\n")
    assert Found(b"\xef\xbb\xbf" + raw).spans == [("X", "a")]


# ---- entities -------------------------------------------------------------------------------

ENTITY = "#T_SP=de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity|identifier|value"
COREFERENCE = (
    "#T_CH=de.tudarmstadt.ukp.dkpro.core.api.coref.type.CoreferenceLink"
    "|referenceRelation|referenceType"
)


def linked(found: Found) -> dict[tuple[str, str], tuple[str, str]]:
    entities = {one.id: one for one in found.line.entities}
    return {
        (one.label, one.covered_text(found.text)): (
            entities[one.entity].name,
            entities[one.entity].identifier,
        )
        for one in found.line.spans
        if one.entity
    }


def test_identifiers_and_chains_of_coreference_say_what_is_meant() -> None:
    body = (
        "#Text=Ilse Varga left . She , tired , went to Lomera\n"
        "1-1\t0-4\tIlse\thttp://www.wikidata.org/entity/Q71[1]\tPERSON[1]\t*->1-1\tnam[1]\n"
        "1-2\t5-10\tVarga\thttp://www.wikidata.org/entity/Q71[1]\tPERSON[1]\t*->1-1\tnam[1]\n"
        "1-3\t11-15\tleft\t_\t_\t_\t_\n1-4\t16-17\t.\t_\t_\t_\t_\n"
        "1-5\t18-21\tShe\t_\t_\tcoref->1-2\tpro[1]\n1-6\t22-23\t,\t_\t_\t_\t_\n"
        "1-7\t24-29\ttired\t_\t_\tapposition->1-3\t*[1]\n1-8\t30-31\t,\t_\t_\t_\t_\n"
        "1-9\t32-36\twent\t_\t_\t*->1-4\t*[1]\n1-10\t37-39\tto\t_\t_\t_\t_\n"
        "1-11\t40-46\tLomera\t*\tPLACE\t*->2-1\tnam[2]\n"
    )
    found = Found(table(ENTITY, COREFERENCE, body=body))
    assert found.skipped == []
    assert linked(found) == {
        ("PERSON", "Ilse Varga"): ("Ilse Varga", "Q71"),
        ("pro", "She"): ("Ilse Varga", "Q71"),
        ("CoreferenceLink", "tired"): ("Ilse Varga", "Q71"),
        ("CoreferenceLink", "went"): ("Ilse Varga", "Q71"),
    }
    assert sorted(found.spans) == [
        ("CoreferenceLink", "tired"),
        ("CoreferenceLink", "went"),
        ("PERSON", "Ilse Varga"),
        ("PLACE", "Lomera"),
        ("pro", "She"),
    ]
    assert found.relations == [("tired", "apposition", "went")]
    assert all(not one.attributes for one in found.line.spans)
    assert found.line.has_raw_entities

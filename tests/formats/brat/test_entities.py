"""Entities in brat's files: N lines say what one is called elsewhere, Equiv joins its mentions."""

import io
from dataclasses import replace
from pathlib import Path

import pytest
from bioc import brat as bioc_brat
from hypothesis import given
from hypothesis import strategies as st

from annotator.formats.brat.brat import Brat
from annotator.formats.brat.references import identifier_of, reference_of
from annotator.formats.corpus import CorpusLine
from annotator.formats.format import WriteOptions
from annotator.formats.losses import Lost
from annotator.formats.outside_ids import plain_id
from annotator.model.document import Document
from annotator.model.entity import Entity
from annotator.model.format_errors import DoesNotFit
from annotator.model.labels import LabelSet, RelationLabel
from annotator.model.relation import Relation
from annotator.model.span import Span
from tests.formats.brat.folders import Found, make
from tests.formats.brat.test_reading import NORROW, PEOPLE
from tests.formats.brat.test_writing import put, written
from tests.formats.out_folders import write_folder

TEXT = "Ilse Varga left Oslo. She, Varga, likes Norrow."
ILSE = Entity("e1", "Ilse Varga", "PERSON", "Q71", "the harbour master")
OSLO = Entity("e2", "Oslo (city)", None, "GND:4 0")
NORROW_LINES = Entity("e3", "Norrow Lines")
EQUIV = RelationLabel("e", "Equiv", "#405060", is_symmetric=True, is_transitive=True)


def span(id: str, word: str, entity: Entity | None, after: int = 0) -> Span:
    start = TEXT.index(word, after)
    return Span(id, "X", ((start, start + len(word)),), entity=entity.id if entity else None)


SPANS = (
    span("a", "Ilse Varga", ILSE),
    span("b", "Oslo", OSLO),
    span("c", "She", ILSE),
    span("d", "Varga", None, 20),
    span("f", "Norrow", NORROW_LINES),
)
LINE = CorpusLine(
    Document("talks", TEXT), "Maria", spans=SPANS, entities=(ILSE, OSLO, NORROW_LINES)
)


def rows(files: dict[str, str], kinds: str) -> list[str]:
    return [one for one in files["talks.ann"].split("\n") if one[:1] and one[0] in kinds]


def linked(found: CorpusLine) -> dict[str, tuple[str, str]]:
    """Covered text of a span -> name and identifier of its entity."""
    entities = {one.id: one for one in found.entities}
    text = found.document.text
    return {
        one.covered_text(text): (entities[one.entity].name, entities[one.entity].identifier)
        for one in found.spans
        if one.entity
    }


def test_what_is_written_of_entities() -> None:
    files = written(LINE, folders="none")
    assert rows(files, "*N") == [
        "*\tEquiv T1 T3",
        "N1\tReference T1 Wikidata:Q71\tIlse Varga",
        "N2\tReference T2 GND:4_x20_0\tOslo (city)",
        "N3\tReference T3 Wikidata:Q71\tIlse Varga",
    ]
    conf = files["annotation.conf"].split("\n")
    assert "Equiv\tArg1:<ENTITY>, Arg2:<ENTITY>, <REL-TYPE>:symmetric-transitive" in conf


def test_what_is_written_comes_back_without_labels_of_its_own(tmp_path: Path) -> None:
    files = written(LINE, labels=LabelSet(), folders="none")
    put(tmp_path, files)
    found = Found(tmp_path / "talks.ann")
    assert found.problems == []
    assert linked(found.line) == {
        "Ilse Varga": ("Ilse Varga", "Q71"),
        "Oslo": ("Oslo (city)", "GND:4 0"),
        "She": ("Ilse Varga", "Q71"),
    }
    assert found.line.relations == ()
    assert found.label_set.relation_labels == ()
    again = written(found.line, labels=found.label_set, folders="none")
    assert again["talks.ann"] == files["talks.ann"]


def test_bioc_reads_the_class_of_mentions() -> None:
    files = written(LINE, folders="none")
    document = bioc_brat.load(io.StringIO(TEXT), io.StringIO(files["talks.ann"]))
    assert [(one.type, set(one.argids)) for one in document.equiv_relations] == [
        ("Equiv", {"T1", "T3"})
    ]


# ---- what brat cannot say -----------------------------------------------------------------------


def lost_of(line: CorpusLine, labels: LabelSet | None = None) -> tuple[list[str], list[Lost]]:
    lost: list[Lost] = []
    options = WriteOptions(
        label_set=labels or LabelSet(), report_loss=lost.append, settings={"folders": "none"}
    )
    files = write_folder(Brat(), [line], options)
    return files["talks.ann"].decode().split("\n"), lost


def test_a_single_mention_of_what_is_called_nothing_elsewhere_is_told() -> None:
    _, lost = lost_of(LINE)
    assert lost == [Lost("entity", "talks", "f", False, "Norrow Lines")]


def test_a_chain_of_what_is_called_nothing_elsewhere_keeps_its_mentions_alone() -> None:
    line = replace(LINE, entities=(replace(ILSE, identifier=""), OSLO, NORROW_LINES))
    ann, lost = lost_of(line)
    assert "*\tEquiv T1 T3" in ann
    assert [one for one in lost if one.name == "Ilse Varga"] == [
        Lost("entity", "talks", "a", True, "Ilse Varga"),
        Lost("entity", "talks", "c", True, "Ilse Varga"),
    ]
    with pytest.raises(DoesNotFit):
        write_folder(Brat(), [line], WriteOptions(misfit="strict"))
    [ann] = [
        raw.decode()
        for name, raw in write_folder(Brat(), [line], WriteOptions(misfit="drop")).items()
        if name.endswith(".ann")
    ]
    assert "Equiv" not in ann


def test_where_equiv_is_a_relation_of_the_project_it_stays_one(tmp_path: Path) -> None:
    labels = LabelSet(relation_labels=(EQUIV,))
    line = replace(LINE, relations=(Relation("r", "Equiv", "a", "d"),))
    ann, lost = lost_of(replace(line, entities=(replace(ILSE, identifier=""), OSLO)), labels)
    assert [one for one in ann if one.startswith("*")] == ["*\tEquiv T1 T4"]
    assert [(one.annotation, one.is_bent) for one in lost] == [("a", False), ("c", False)]
    put(tmp_path, written(line, labels=labels, folders="none"))
    found = Found(tmp_path / "talks.ann")
    assert found.relations == [("Ilse Varga", "Equiv", "Varga")]
    assert [one.name for one in found.label_set.relation_labels] == ["Equiv"]
    assert linked(found.line)["She"] == ("Ilse Varga", "Q71")


# ---- files of others ----------------------------------------------------------------------------


def test_members_of_equiv_are_mentions_of_one_entity(tmp_path: Path) -> None:
    ann = PEOPLE + NORROW + "*\tEquiv T3 T2\n*\tEquiv T1 T3\n*\tEquiv T1 T9\n"
    found = Found(make(tmp_path, ann))
    assert set(linked(found.line).values()) == {("Norrow Lines", "")}
    assert len(linked(found.line)) == 3
    assert found.line.has_raw_entities
    assert found.relations == []
    assert found.label_set.relation_labels == ()
    assert found.skipped == [
        (6, "T9 is not there"),
        (6, "Equiv has fewer than two members"),
    ]


def test_a_reference_without_a_text_leaves_the_name_to_the_mention(tmp_path: Path) -> None:
    found = Found(make(tmp_path, PEOPLE + "N1\tReference T1 Wikidata:Q5\nN2\tReference T2 x:1\t\n"))
    assert linked(found.line) == {"Ilse Varga": ("Ilse Varga", "Q5"), "Jon Bly": ("Jon Bly", "x:1")}


def test_what_a_reference_says_of_a_relation_stays_an_attribute(tmp_path: Path) -> None:
    ann = PEOPLE + "R1\tknows Arg1:T1 Arg2:T2\nN1\tReference R1 Wikidata:Q5\tacquaintance\n"
    found = Found(make(tmp_path, ann))
    assert found.line.entities == ()
    [relation] = found.line.relations
    assert relation.attributes == {"brat normalisation": "Wikidata:Q5 acquaintance"}


@given(
    st.text(
        st.characters(exclude_categories=("Cs",), exclude_characters="\x00"), max_size=20
    ).filter(str.strip)
)
def test_every_identifier_comes_back(said: str) -> None:
    identifier = plain_id(said)
    reference = reference_of(identifier)
    database, colon, _ = reference.partition(":")
    assert database and colon and len(reference.split()) == 1
    assert plain_id(identifier_of(reference)) == identifier

"""Folders written for brat: what stands in them, and that all of it comes back."""

import io
from dataclasses import replace
from pathlib import Path

import pytest
from bioc import brat as bioc_brat
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.formats.brat.brat import Brat
from annotator.formats.corpus import CorpusLine
from annotator.formats.format import WriteOptions
from annotator.formats.losses import Lost
from annotator.model.attribute import Attribute, Attributes
from annotator.model.document import Document, Meta
from annotator.model.format_errors import DoesNotFit
from annotator.model.labels import LabelSet, RelationLabel, SpanLabel
from annotator.model.relation import Relation
from annotator.model.span import Span
from tests.formats import strategies
from tests.formats.brat.folders import Found, make
from tests.formats.brat.test_reading import EVENT_SPANS, NORROW, PEOPLE
from tests.formats.out_folders import write_folder

TEXT = "Ilse Varga leads\nNorrow Lines in Oslo."
LABELS = LabelSet(
    span_labels=(
        SpanLabel("p", "PERSON", "#ffaa00"),
        SpanLabel("n", "news agency", "#072060"),
        SpanLabel("o", "ORG", "#c0ffee"),
    ),
    relation_labels=(
        RelationLabel("l", "leads", "#102030", frozenset("p"), frozenset("no")),
        RelationLabel("s", "same as", "#405060", is_symmetric=True, is_transitive=True),
    ),
    attributes=(
        Attribute("a", "Sure", "choice", "span", ("High", "very low"), frozenset("p")),
        Attribute("b", "Score", "number", "relation"),
        Attribute("c", "Role", "several", "span", ("head", "owner")),
        Attribute("d", "Topic", "choice", "document", ("x",)),
    ),
)


def spans() -> tuple[Span, ...]:
    return (
        Span("s1", "PERSON", ((0, 10),), {"Sure": "very low"}, "two\nlines"),
        Span("s2", "news agency", ((17, 23), (33, 37))),
        Span("s3", "ORG", ((11, 23),), {"Role": ("head", "owner"), "Old": True}),
    )


def line(*relations: Relation, **more: object) -> CorpusLine:
    made = CorpusLine(Document("talks", TEXT), spans=spans(), relations=relations)
    return replace(made, **more)  # type: ignore[arg-type]


def written(*lines: CorpusLine, labels: LabelSet = LABELS, **chosen: str) -> dict[str, str]:
    options = WriteOptions(label_set=labels, settings=chosen)
    return {name: raw.decode() for name, raw in write_folder(Brat(), lines, options).items()}


def test_the_files_of_an_article() -> None:
    relation = Relation("r", "leads", "s1", "s3", {"Score": 0.5}, "sure?")
    files = written(line(relation))
    assert files["talks.txt"] == TEXT
    assert files["talks.ann"].split("\n") == [
        "T1\tPERSON 0 10\tIlse Varga",
        "T2\tORG 11 23\tleads Norrow",
        "T3\tnews_x20_agency 17 23;33 37\tNorrow Oslo",
        "R1\tleads Arg1:T1 Arg2:T2",
        "A1\tSure T1 very_x20_low",
        "A2\tOld T2",
        "A3\tRole T2 head",
        "A4\tRole T2 owner",
        "A5\tScore R1 0.5",
        "#1\tAnnotatorNotes T1\ttwo",
        "#2\tAnnotatorNotes T1\tlines",
        "#3\tAnnotatorNotes R1\tsure?",
        "",
    ]
    assert set(files) == {"talks.txt", "talks.ann", "annotation.conf", "visual.conf"}


def test_the_files_that_tell_brat_of_the_labels() -> None:
    files = written(line(Relation("r", "leads", "s1", "s3", {"Score": 2})))
    assert files["annotation.conf"].split("\n") == [
        '# Lines that begin with "#: " say what brat has no words for.',
        "#: offsets codepoint",
        "#: kind number Score",
        "#: kind several Role",
        "",
        "[entities]",
        "PERSON",
        "news_x20_agency",
        "ORG",
        "",
        "[relations]",
        "<OVERLAP>\tArg1:<ENTITY>, Arg2:<ENTITY>, <OVL-TYPE>:<ANY>",
        "leads\tArg1:PERSON, Arg2:ORG|news_x20_agency",
        "same_x20_as\tArg1:<ENTITY>, Arg2:<ENTITY>, <REL-TYPE>:symmetric-transitive",
        "",
        "[events]",
        "",
        "[attributes]",
        "Sure\tArg:PERSON, Value:High|very_x20_low",
        "Score\tArg:<RELATION>",
        "Role\tArg:<ENTITY>, Value:head|owner",
        "Old\tArg:<ENTITY>",
        "",
    ]
    assert files["visual.conf"].split("\n") == [
        "[labels]",
        "news_x20_agency | news agency",
        "same_x20_as | same as",
        "",
        "[drawing]",
        "SPAN_DEFAULT\tfgColor:black, bgColor:#e0e0e0, borderColor:darken",
        "ARC_DEFAULT\tcolor:black, arrowHead:triangle-5",
        "PERSON\tbgColor:#ffaa00, fgColor:black",
        "news_x20_agency\tbgColor:#072060, fgColor:white",
        "ORG\tbgColor:#c0ffee, fgColor:black",
        "leads\tcolor:#102030",
        "same_x20_as\tcolor:#405060",
        "",
    ]


def test_each_annotator_has_a_folder_and_it_says_whose_it_is(tmp_path: Path) -> None:
    files = written(
        line(annotator="Maria"),
        line(annotator="عمر", spans=()),
        line(status="curated"),
        CorpusLine(Document("bare", "Nobody was here.")),
    )
    folders = {name.rpartition("/")[0] for name in files}
    assert len(folders) == 4 and "" in folders and "_curated" in folders
    put(tmp_path, files)
    read = {
        (one.annotator, one.status)
        for path in tmp_path.rglob("talks.ann")
        for one in Found(path, root=tmp_path).lines
    }
    assert read == {("Maria", "in_progress"), ("عمر", "new"), (None, "curated")}
    flat = written(line(annotator="Maria"), line(annotator="Zoé"), folders="none")
    assert sorted(flat)[:2] == ["annotation.conf", "talks.ann"]
    assert any(name.startswith("zo") and name.endswith("/talks.ann") for name in flat)


def put(folder: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_bytes(text.encode())


def test_an_article_that_nobody_has_marked_comes_back_without_a_word(tmp_path: Path) -> None:
    put(tmp_path, written(CorpusLine(Document("bare", "Nobody was here."))))
    found = Found(tmp_path / "bare.ann")
    assert (found.line.status, found.line.spans, found.problems) == ("new", (), [])


def test_a_span_and_a_relation_of_one_name_keep_their_colours(tmp_path: Path) -> None:
    labels = LabelSet(
        span_labels=(SpanLabel("a", "leads", "#111111"), SpanLabel("b", "Älter", "#222222")),
        relation_labels=(RelationLabel("c", "leads", "#333333", frozenset("b"), frozenset("ab")),),
    )
    put(tmp_path, written(CorpusLine(Document("bare", "Nobody was here.")), labels=labels))
    found = Found(tmp_path / "bare.ann").label_set
    spans = {one.name: (one.id, one.colour, one.description) for one in found.span_labels}
    assert list(spans) == ["leads", "Älter"]
    assert [one[1:] for one in spans.values()] == [("#111111", ""), ("#222222", "")]
    [relation] = found.relation_labels
    assert (relation.name, relation.colour) == ("leads", "#333333")
    assert relation.heads == {spans["Älter"][0]}
    assert relation.tails == {one[0] for one in spans.values()}


# ---- events and classes -----------------------------------------------------------------------


EVENTS = (
    EVENT_SPANS
    + "E1\tMeet:T3 Who:T1 Who2:T2\nE2\tMeet:T3 Who:T2\nE4\tTalk:T4 Who:T2 After:E2 Of:T3\n"
    + "E7\tGo:T4\nR1\tcauses Arg1:E4 Arg2:T1\nA1\tNegation E1\nA2\tSure T1 High\n"
    + "N1\tReference T1 Wikidata:Q1\tIlse  V\n#1\tAnnotatorNotes E2\tnot him\n"
)


def again(folder: Path, ann: str) -> tuple[str, Found]:
    """What is written of a file that was read, and the reading of that."""
    found = Found(make(folder, ann))
    files = written(found.line, labels=found.label_set)
    put(folder, files)
    return files["talks.ann"], Found(folder / "talks.ann")


def test_events_are_written_again_as_they_were(tmp_path: Path) -> None:
    ann, found = again(tmp_path, EVENTS)
    assert [one for one in ann.split("\n") if one.startswith("E")] == [
        "E1\tMeet:T2 Who:T1 Who2:T3",
        "E2\tMeet:T2 Who:T3",
        "E4\tTalk:T4 After:E2 Of:T2 Who:T3",
        "E7\tGo:T4",
    ]
    assert [one for one in ann.split("\n") if one[:1] in "ARN#"][:-1] == [
        "R1\tcauses Arg1:E4 Arg2:T1",
        "A1\tSure T1 High",
        "A2\tNegation E1",
        "N1\tReference T1 Wikidata:Q1\tIlse  V",
        "#1\tAnnotatorNotes E2\tnot him",
    ]
    assert found.skipped == []
    assert [what for _, what in found.remarks] == [
        "R1 was tied to the trigger of E4, which is that of other events too"
    ]
    assert again(tmp_path, ann)[0] == ann


def test_classes_are_written_again_and_other_arrows_of_that_kind_as_relations(
    tmp_path: Path,
) -> None:
    chain, _ = again(tmp_path, PEOPLE + NORROW + "*\tEquiv T3 T2 T1\n")
    assert chain.endswith("*\tEquiv T1 T2 T3\n")
    one, other = Relation("r1", "same as", "s1", "s3"), Relation("r2", "same as", "s1", "s2")
    back = Relation("r3", "same as", "s2", "s1")
    said = Relation("r4", "same as", "s1", "s3", note="why")
    for relations, expected in (
        ([one], ["*\tsame_x20_as T1 T2"]),
        ([one, other], ["R1\tsame_x20_as Arg1:T1 Arg2:T2", "R2\tsame_x20_as Arg1:T1 Arg2:T3"]),
        ([back], ["R1\tsame_x20_as Arg1:T3 Arg2:T1"]),
        ([said], ["R1\tsame_x20_as Arg1:T1 Arg2:T2"]),
    ):
        rows = written(line(*relations))["talks.ann"].split("\n")
        assert [row for row in rows if row[:1] in ("*", "R")] == expected


def test_roles_of_relations_are_kept(tmp_path: Path) -> None:
    ann, _ = again(
        tmp_path, PEOPLE + NORROW + "R1\tplace from:T1 to:T3\nR2\tleads Arg1:T1 Arg2:T3\n"
    )
    assert "R2\tplace from:T1 to:T2\n" in ann
    assert "R1\tleads Arg1:T1 Arg2:T2\n" in ann


def test_roles_that_end_in_digits_do_not_count_others() -> None:
    event = {"brat event": "E1"}
    relations = (
        Relation("r1", "Arg", "s1", "s2", event),
        Relation("r2", "Arg2", "s1", "s3", event),
        Relation("r3", "Arg", "s1", "s3", event),
    )
    [row] = [one for one in written(line(*relations))["talks.ann"].split("\n") if one[:1] == "E"]
    assert row == "E1\tPERSON:T1 Arg:T2 Arg_x32_:T2 Arg2:T3"


# ---- losses -------------------------------------------------------------------------------------


def test_what_brat_has_no_place_for_is_told() -> None:
    event: Attributes = {"brat event": "E1", "sure": True}
    told: list[Lost] = []
    made = line(
        Relation("r1", "Who", "s1", "s2", event, "hm"),
        spans=(spans()[0], spans()[1]._replace(attributes={"no": False, "none": ()})),
    )
    options = WriteOptions(label_set=LABELS, report_loss=told.append)
    ann = write_folder(Brat(), [made], options)["talks.ann"].decode()
    assert [(one.kind, one.annotation, one.is_bent) for one in told] == [
        ("attribute", "s2", False),
        ("attribute", "s2", False),
        ("attribute", "r1", True),
        ("note", "r1", True),
    ]
    assert "A2\tsure E1\n" in ann
    told.clear()
    dropped = write_folder(Brat(), [made], replace(options, misfit="drop"))["talks.ann"].decode()
    assert "sure E1" not in dropped
    assert [one.is_bent for one in told] == [False] * 4
    with pytest.raises(DoesNotFit):
        write_folder(Brat(), [made], replace(options, misfit="strict"))


# ---- round trips ----------------------------------------------------------------------------


def comparable(found: CorpusLine) -> tuple[list[object], list[object]]:
    said = {
        one.id: (one.fragments, one.label, sorted(kept(one.attributes)), one.note)
        for one in found.spans
    }
    relations = [
        (one.label, said[one.head], said[one.tail], sorted(kept(one.attributes)), one.note)
        for one in found.relations
    ]
    return sorted(map(repr, said.values())), sorted(map(repr, relations))


def kept(attributes: Attributes) -> list[tuple[str, str]]:
    """brat says what holds; a flag that does not hold and a list of nothing are not written."""
    shown = attributes.items()
    return [(name, repr(value)) for name, value in shown if value is not False and value != ()]


def by_kind(attributes: Attributes) -> Attributes:
    """One name has values of one kind, as in a project."""
    return {f"{type(value).__name__} {name}": value for name, value in attributes.items()}


@st.composite
def lines(draw: st.DrawFn) -> CorpusLine:
    text = draw(strategies.texts.filter(lambda one: one.strip() and not one.startswith("\ufeff")))
    drawn = draw(strategies.lines(Document("talks", text, Meta()), "Maria", ""))
    return replace(
        drawn,
        spans=tuple(one._replace(attributes=by_kind(one.attributes)) for one in drawn.spans),
        relations=tuple(
            one._replace(attributes=by_kind(one.attributes)) for one in drawn.relations
        ),
    )


@given(lines())
@settings(max_examples=80, deadline=None)
def test_what_is_written_comes_back_and_is_written_the_same_again(
    tmp_path_factory: pytest.TempPathFactory, line: CorpusLine
) -> None:
    folder = tmp_path_factory.mktemp("journey")
    files = written(line, labels=LabelSet(), folders="none")
    put(folder, files)
    found = Found(folder / "talks.ann")
    assert found.problems == [] or not line.spans
    assert found.line.document.text == line.document.text
    assert found.line.annotator == "Maria"
    assert comparable(found.line) == comparable(line)
    second = written(found.line, labels=found.label_set, folders="none")
    assert second["talks.ann"] == files["talks.ann"]


def test_bioc_reads_what_we_wrote(tmp_path: Path) -> None:
    ann, found = again(tmp_path, EVENTS + "*\tEquiv T1 T2\n")
    document = bioc_brat.load(io.StringIO(found.line.document.text), io.StringIO(ann))
    text = document.text
    for entity in document.entities:
        places = sorted((one.begin, one.end) for one in entity.locations)
        assert " ".join(text[start:end] for start, end in places) == entity.text
    assert len(document.entities) == 4
    assert {one.id: one.trigger_id for one in document.events} == {
        "E1": "T2",
        "E2": "T2",
        "E4": "T4",
        "E7": "T4",
    }
    [first] = [one for one in document.events if one.id == "E1"]
    assert dict(first.arguments) == {"Who": "T1", "Who2": "T3"}
    assert [dict(one.arguments) for one in document.relations] == [{"Arg1": "E4", "Arg2": "T1"}]
    assert [set(one.argids) for one in document.equiv_relations] == [{"T1", "T3"}]
    assert [(one.refid, one.text) for one in document.notes] == [("E2", "not him")]
    said = {(one.type, one.refid, *one.attributes) for one in document.attributes}
    assert said == {("Negation", "E1"), ("Sure", "T1", "High")}

"""brat's files read: every kind of line, and what becomes of those that are broken."""

import os
from pathlib import Path

import pytest

from annotator.formats.brat.brat import Brat
from annotator.formats.format import Sureness
from annotator.formats.registry import format_of, without_companions
from annotator.formats.source import file_source
from annotator.model.errors import OffsetUnitFound, SpanDoubtful
from tests.formats.brat.folders import TEXT, Found, at, make

PEOPLE = f"T1\tPERSON {at('Ilse Varga')}\tIlse Varga\nT2\tPERSON {at('Jon Bly')}\tJon Bly\n"
NORROW = f"T3\tORG {at('Norrow Lines')}\tNorrow Lines\n"


def test_an_article_with_its_spans_comes_in_raw_under_the_name_of_its_file(tmp_path: Path) -> None:
    found = Found(make(tmp_path, PEOPLE))
    assert found.spans == [("PERSON", "Ilse Varga"), ("PERSON", "Jon Bly")]
    assert found.line.document.id == "talks"
    assert found.line.document.text == TEXT
    assert found.line.is_raw
    assert found.line.annotator is None
    assert {one.origin for one in found.line.spans} == {"imported"}
    assert len({one.id for one in found.line.spans}) == 2
    assert found.problems == []


def test_pieces_of_a_span_may_stand_in_any_order_and_touch(tmp_path: Path) -> None:
    text = "north and south gates"
    ann = "T1\tGATE 16 21;0 5\tgates north\nT2\tGATE 0 5;5 9\tnorth  and\n"
    found = Found(make(tmp_path, ann, text))
    assert [one.fragments for one in found.line.spans] == [((0, 5), (16, 21)), ((0, 9),)]
    assert found.problems == []


def test_relations_go_from_the_first_argument_to_the_second(tmp_path: Path) -> None:
    ann = (
        PEOPLE
        + NORROW
        + "R1\tleads Arg1:T1 Arg2:T3\t\n"  # brat itself writes a TAB at the end
        + "R2\tknows Arg2:T1 Arg1:T2\n"
        + "R3\tplace source:T2 target:T3\n"
    )
    found = Found(make(tmp_path, ann))
    assert found.relations == [
        ("Ilse Varga", "leads", "Norrow Lines"),
        ("Jon Bly", "knows", "Ilse Varga"),
        ("Jon Bly", "place", "Norrow Lines"),
    ]
    assert found.line.document.meta.extra["brat"] == {"roles": {"place": ["source", "target"]}}
    assert found.problems == []


# ---- events ---------------------------------------------------------------------------------


EVENT_SPANS = PEOPLE + f"T3\tMeet {at('met')}\tmet\nT4\tGo {at('left')}\tleft\n"


def test_an_event_is_its_trigger_with_a_relation_to_each_argument(tmp_path: Path) -> None:
    ann = EVENT_SPANS + "E1\tMeet:T3 Who:T1 Who2:T2\nE2\tGo:T4 Who:T2 After:E1\nE3x\tGo:T4\n"
    found = Found(make(tmp_path, ann))
    assert found.relations == [
        ("met", "Who", "Ilse Varga"),
        ("met", "Who", "Jon Bly"),
        ("left", "Who", "Jon Bly"),
        ("left", "After", "met"),
    ]
    events = [one.attributes.get("brat event") for one in found.line.relations]
    assert events == ["E1", "E1", "E2", "E2"]
    # The event without arguments is told by its trigger alone.
    assert [one.attributes.get("brat event") for one in found.line.spans] == [None] * 3 + ["E3x"]
    assert {(one.name, one.applies_to, one.kind) for one in found.label_set.attributes} == {
        ("brat event", "span", "text"),
        ("brat event", "relation", "text"),
    }


def test_a_role_with_a_number_of_its_own_keeps_it(tmp_path: Path) -> None:
    ann = EVENT_SPANS + "E1\tMeet:T3 Org1:T1 Org2:T2\n"
    path = make(tmp_path, ann)
    assert [label for _, label, _ in Found(path).relations] == ["Org1", "Org2"]
    (tmp_path / "annotation.conf").write_text("[events]\nMeet\tOrg*:PERSON\n")
    assert [label for _, label, _ in Found(path).relations] == ["Org", "Org"]


def test_a_type_that_is_not_the_triggers_is_kept(tmp_path: Path) -> None:
    found = Found(make(tmp_path, EVENT_SPANS + "E1\tTalk:T3 Who:T1\n"))
    assert found.line.spans[2].label == "Meet"
    assert found.line.spans[2].attributes == {"brat event": "E1:Talk"}


def test_of_several_events_on_one_trigger_an_argument_says_which_it_means(tmp_path: Path) -> None:
    ann = (
        EVENT_SPANS
        + "E1\tMeet:T3 Who:T1\nE2\tMeet:T3 Who:T2\n"
        + "E3\tGo:T4 After:E2 Of:T3\n"
        + "A1\tNegation E2\nA2\tNegation E3\n#1\tAnnotatorNotes E2\tnot him\n"
    )
    found = Found(make(tmp_path, ann))
    said = [(one.label, dict(one.attributes), one.note) for one in found.line.relations]
    assert said == [
        ("Who", {"brat event": "E1"}, None),
        ("Who", {"brat event": "E2", "Negation": True}, "not him"),
        ("After", {"brat event": "E3 > E2"}, None),
        ("Of", {"brat event": "E3 > T"}, None),
    ]
    assert found.line.spans[3].attributes == {"Negation": True}


def test_what_is_said_of_an_event_goes_to_the_argument_that_is_first_in_the_text(
    tmp_path: Path,
) -> None:
    ann = EVENT_SPANS + "E1\tMeet:T3 Who:T2 Who2:T1\nE2\tMeet:T3\nA1\tNegation E1\n"
    found = Found(make(tmp_path, ann))
    said = [
        (tail, "Negation" in one.attributes)
        for one, (_, _, tail) in zip(found.line.relations, found.relations, strict=True)
    ]
    assert said == [("Jon Bly", False), ("Ilse Varga", True)]


def test_what_is_missing_of_an_event_stays_out_and_the_rest_comes_in(tmp_path: Path) -> None:
    ann = EVENT_SPANS + "E1\tMeet:T3 Who:T9 Where:T1 Why:E1\nE2\tGo:T8 Who:T1\nE3\tGo\n"
    found = Found(make(tmp_path, ann))
    assert found.relations == [("met", "Where", "Ilse Varga")]
    assert found.skipped == [
        (5, "T9 is not there"),
        (5, "E1 has itself as Why, which no relation can say"),
        (6, "the trigger T8 of E2 is not there"),
        (7, "Go is no argument"),
    ]


# ---- classes --------------------------------------------------------------------------------


def test_members_of_a_class_become_a_chain_in_the_order_of_the_text(tmp_path: Path) -> None:
    ann = PEOPLE + NORROW + "*\tAllies T2 T3 T1\n*\tAlias T1 T9\n*\tAlias T1\n"
    found = Found(make(tmp_path, ann))
    assert found.relations == [
        ("Ilse Varga", "Allies", "Norrow Lines"),
        ("Norrow Lines", "Allies", "Jon Bly"),
    ]
    label = found.label_set.relation_label_named("Allies")
    assert label is not None
    assert (label.is_symmetric, label.is_transitive) == (True, True)
    assert found.skipped == [
        (5, "T9 is not there"),
        (5, "Alias has fewer than two members"),
        (6, "needs a type and at least two members"),
    ]


def test_classes_that_share_a_member_are_one(tmp_path: Path) -> None:
    four = PEOPLE + NORROW + f"T4\tPLACE {at('Oslo')}\tOslo\n"
    found = Found(make(tmp_path, four + "*\tAllies T1 T3\n*\tAllies T2 T4\n*\tAllies T3 T2\n"))
    assert [(head, tail) for head, _, tail in found.relations] == [
        ("Ilse Varga", "Norrow Lines"),
        ("Norrow Lines", "Jon Bly"),
        ("Jon Bly", "Oslo"),
    ]


# ---- what is said of them -------------------------------------------------------------------


def test_attributes_notes_and_references_of_everything(tmp_path: Path) -> None:
    ann = (
        PEOPLE
        + NORROW
        + "R1\tleads Arg1:T1 Arg2:T3\n"
        + "A1\tSure T1 High\nM1\tNegation R1\nA3\tSaid T2 in two words\n"
        + "A4\tRole T1 head\nA5\tRole T1 owner\nA6\tRole T1 head\n"
        + "N1\tReference T1 Wikidata:Q64\tИльзе\nN2\tWeb T1 x:y\nN3\tReference T1 GND:7\tIlse\n"
        + "#1\tAnnotatorNotes T1\tfirst\n#2\tAnnotatorNotes T1\tsecond\ttab\n"
        + "#3\tComment R1\tsure?\n#4\tAnnotatorNotes A1\twhy so sure\n"
    )
    found = Found(make(tmp_path, ann))
    first, second, _ = found.line.spans
    assert first.attributes == {
        "Sure": "High",
        "Role": ("head", "owner", "head"),
        "brat normalisation": "Web x:y\nGND:7 Ilse",
    }
    assert first.note == "first\nsecond\ttab\nwhy so sure"
    assert second.attributes == {"Said": "in two words"}
    [relation] = found.line.relations
    assert relation.attributes == {"Negation": True}
    assert relation.note == "Comment: sure?"
    assert found.remarks == [(17, "the note on A1 became one on what it is said of")]
    assert found.skipped == []


def test_what_is_said_of_nothing_stays_out(tmp_path: Path) -> None:
    ann = PEOPLE + "A1\tSure T9\nN1\tReference T9 a:b\tx\n#1\tAnnotatorNotes T9\tx\nA2\tSure\n"
    found = Found(make(tmp_path, ann + "N2\tReference T1 ab\tx\n#\tx\n# a remark\n"))
    assert [line for line, _ in found.skipped] == [3, 4, 5, 6, 7, 8, 9]
    assert [one.attributes for one in found.line.spans] == [{}, {}]


# ---- broken files ---------------------------------------------------------------------------


def test_a_broken_line_does_not_stop_the_others(tmp_path: Path) -> None:
    ann = (
        b"T1\tPERSON ten 20\tx\n"
        b"T2\tPERSON 5 5\t\n"
        b"T3\tPERSON 0 9999\tx\n"
        b"R1\tleads Arg1:T1 Arg2:T4\n"
        b"T4x\tPERSON 0 10\tIlse Varga\n"
        b"T4x\tPERSON 0 4\tIlse\n"
        b"R2\tleads Arg1:T4x\n"
        b"R3\tleads Arg1:T4x Arg2:T4x\n"
        b"Q1\tPERSON 0 4\tIlse\n"
    ) + b"T5\tPERSON 0 4\t\xff\nT6\tPERSON 99999999999999999999 4\tx\n"
    found = Found(make(tmp_path, ann))
    assert found.spans == [("PERSON", "Ilse Varga")]
    assert found.skipped == [
        (1, "has no type with a start and an end"),
        (2, "T2 covers no characters"),
        (3, f"T3 0 to 9999 lies outside the text ({len(TEXT)} long)"),
        (4, "T1 is not there"),
        (6, "the id T4x stands in the file already"),
        (7, "a relation needs a type and two arguments"),
        (8, "both ends of R3 are one span"),
        (9, "of a kind that brat does not have (Q)"),
        (10, "not UTF-8 at byte 14"),
        (11, "has no type with a start and an end"),
    ]
    assert all(one.file.endswith("talks.ann") for one in found.problems)


def test_a_line_break_in_a_surface_text_is_healed_where_it_fits(tmp_path: Path) -> None:
    broken = "Lines.\nShe"
    ann = f"T1\tX {at(broken)}\t{broken}\nT2\tX {at('Oslo')}\tOslo\nstray\n"
    found = Found(make(tmp_path, ann))
    assert found.spans == [("X", broken), ("X", "Oslo")]
    assert found.remarks == [(2, "belongs to the surface text of the line before")]
    assert found.skipped == [(4, "is no annotation of brat")]


def test_a_surface_text_that_is_not_covered_is_a_doubt(tmp_path: Path) -> None:
    found = Found(make(tmp_path, "T1\tPERSON 0 4\tJonas\nT2\tPERSON 5 10\tVarga\n"))
    assert [one.is_doubtful for one in found.line.spans] == [True, False]
    [doubt] = found.problems
    assert isinstance(doubt.error, SpanDoubtful)
    assert (doubt.line, doubt.error.text, doubt.error.covered) == (1, "Jonas", "Ilse")


def test_files_that_lack_something(tmp_path: Path) -> None:
    alone = tmp_path / "alone.ann"
    alone.write_text("T1\tX 0 1\ta\n")
    found = Found(alone)
    assert found.lines == []
    assert found.skipped == [(None, "has no text beside it (alone.txt)")]
    assert found.problems[0].is_whole

    found = Found(make(tmp_path, "", name="empty"))
    assert found.line.status == "new"
    assert found.remarks == [(None, "has no annotations; its article came in with nothing marked")]

    found = Found(make(tmp_path, "q0\t12\t14\nq1\t20\t30\n", name="other"))
    assert found.line.spans == ()
    assert found.skipped == [(None, "is no file of brat's; only the text beside it came in")]

    found = Found(make(tmp_path, "T1\tX 0 1\ta\n", text=" \n", name="blank"))
    assert found.lines == []
    assert found.problems[0].is_whole


# ---- offsets --------------------------------------------------------------------------------


def test_carriage_returns_count(tmp_path: Path) -> None:
    text = "One.\r\nTwo Oslo.\r\n"
    start = text.index("Oslo")
    found = Found(make(tmp_path, f"T1\tX {start} {start + 4}\tOslo\r\n", text))
    assert found.spans == [("X", "Oslo")]
    assert found.line.document.text == text
    assert found.problems == []


def test_a_byte_order_mark_counts_where_the_surface_texts_say_so(tmp_path: Path) -> None:
    text = b"\xef\xbb\xbfOslo and Bergen"
    found = Found(make(tmp_path, "T1\tX 1 5\tOslo\nT2\tX 10 16\tBergen\n", text))
    assert found.spans == [("X", "Oslo"), ("X", "Bergen")]
    assert found.line.document.text == "Oslo and Bergen"
    found = Found(make(tmp_path, "T1\tX 0 4\tOslo\nT2\tX 9 15\tBergen\n", text))
    assert found.spans == [("X", "Oslo"), ("X", "Bergen")]


TWEET = "Yes 👩‍👧 Ayer in Oslo 👍 Bergen e\u0301te\u0301"


def shifted(word: str, *, is_surface_shifted: bool) -> str:
    """A line as brat's browser makes it: UTF-16 units, and a surface cut at the wrong place."""
    start = TWEET.index(word)
    units = len(TWEET[:start].encode("utf-16-le")) // 2
    surface = TWEET[units : units + len(word)] if is_surface_shifted else word
    return f"X {units} {units + len(word)}\t{surface}"


@pytest.mark.parametrize("is_surface_shifted", [True, False])
def test_offsets_of_browsers_are_found_out_by_words_not_by_surfaces(
    tmp_path: Path, is_surface_shifted: bool
) -> None:
    lines = [
        f"T{number}\t{shifted(word, is_surface_shifted=is_surface_shifted)}\n"
        for number, word in enumerate(["Yes", "Ayer", "Oslo", "e\u0301te\u0301"])
    ]
    found = Found(make(tmp_path, "".join(lines), TWEET))
    assert [text for _, text in found.spans] == ["Yes", "Ayer", "Oslo", "e\u0301te\u0301"]
    assert not any(one.is_doubtful for one in found.line.spans)
    [remark] = found.problems
    assert isinstance(remark.error, OffsetUnitFound)
    assert (remark.error.unit, remark.is_skipped) == ("utf16", False)


def test_the_unit_that_was_named_is_obeyed(tmp_path: Path) -> None:
    path = make(tmp_path, f"T1\t{shifted('Ayer', is_surface_shifted=True)}\n", TWEET)
    assert Found(path, "codepoint").spans != [("X", "Ayer")]
    assert Found(path, "utf16").spans == [("X", "Ayer")]
    start = len(TWEET[: TWEET.index("Oslo")].encode())
    path = make(tmp_path, f"T1\tX {start} {start + 4}\tOslo\nT2\tX 5 9\tx\n", TWEET)
    found = Found(path, "utf8")
    assert found.spans == [("X", "Oslo")]
    assert found.skipped == [(2, "T2 begins or ends at no character")]


def test_right_code_points_behind_an_emoji_stay(tmp_path: Path) -> None:
    ann = f"T1\tX {at('Ayer', TWEET)}\tAyer\nT2\tX {at('Bergen', TWEET)}\tBergen\n"
    found = Found(make(tmp_path, ann, TWEET))
    assert [text for _, text in found.spans] == ["Ayer", "Bergen"]
    assert found.problems == []


def test_a_part_of_a_word_is_no_sign_of_utf16_where_that_gives_white_space(tmp_path: Path) -> None:
    start = TWEET.index("Bergen")
    found = Found(make(tmp_path, f"T1\tX {start} {start + 1}\tB\n", TWEET))
    assert found.spans == [("X", "B")]
    [(line, what)] = found.remarks
    assert line == 1 and what.startswith("T1 begins or ends inside a word")


def test_a_span_amid_a_word_is_told_where_no_unit_fits_all(tmp_path: Path) -> None:
    start = TWEET.index("Bergen") + 3
    ann = f"T1\tX {at('Ayer', TWEET)}\tAyer\nT2\tX {start} {start + 3}\tgen\n"
    found = Found(make(tmp_path, ann, TWEET))
    assert [text for _, text in found.spans] == ["Ayer", "gen"]
    [(line, what)] = found.remarks
    assert line == 2
    assert what.startswith("T2 begins or ends inside a word behind an emoji")


# ---- which files ----------------------------------------------------------------------------


def test_the_files_of_a_folder_that_belong_together(tmp_path: Path) -> None:
    make(tmp_path, PEOPLE)
    (tmp_path / "other.txt").write_text("An article alone.")
    for name in ("annotation.conf", "visual.conf", "tools.conf", "kb_shortcuts.conf"):
        (tmp_path / name).write_text("[entities]\nPERSON\n")
    sources = [file_source(path) for path in sorted(tmp_path.iterdir())]
    kept = without_companions(sources)
    assert [one.path.name for one in kept] == ["other.txt", "talks.ann"]
    assert [format_of(one).name for one in kept] == ["text", "brat"]


def test_it_is_told_by_ending_and_first_line() -> None:
    for head, sureness in (
        (b"T1\tPERSON 0 4\tIlse\n", Sureness.SURE),
        (b"\xef\xbb\xbf#1\tAnnotatorNotes T1\tx", Sureness.SURE),
        (b"*\tEquiv T1 T2", Sureness.SURE),
        (b"", Sureness.LIKELY),
        (b"q0\t1\t2", Sureness.LIKELY),
    ):
        assert Brat().recognises(Path("a.ann"), head) is sureness
    assert Brat().recognises(Path("a.tsv"), b"T1\tPERSON 0 4\tIlse\n") is Sureness.NO


def test_the_configuration_may_lie_above_also_where_paths_are_relative(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    deep = Path("corpus", "maria", "one")
    deep.mkdir(parents=True)
    path = make(deep, PEOPLE)
    (Path("corpus") / "annotation.conf").write_text("[entities]\nPERSON\n[odd]\n")
    for root in (Path("corpus"), Path("corpus").resolve(), deep, None):
        found = Found(path, root=root)
        assert found.spans == [("PERSON", "Ilse Varga"), ("PERSON", "Jon Bly")]
        is_above = root is not None and root.name == "corpus"
        assert [one.name for one in found.label_set.span_labels] == ["PERSON"] * is_above
        assert found.problems == []  # the configuration itself tells what is wrong with it


def test_a_configuration_alone_brings_its_labels_and_is_no_article(tmp_path: Path) -> None:
    conf = tmp_path / "annotation.conf"
    conf.write_text("[entities]\nPERSON\n[odd]\n")
    (tmp_path / "visual.conf").write_text("[drawing]\nPERSON\tbgColor:#123456\n")
    (tmp_path / "tools.conf").write_text("[options]\nTokens tokenizer:mecab\n")
    for path in tmp_path.iterdir():
        assert format_of(file_source(path)).name == "brat"
        found = Found(path)
        assert found.lines == []
        is_it = path == conf
        labels = [(one.name, one.colour) for one in found.label_set.span_labels]
        assert labels == [("PERSON", "#123456")] * is_it
        assert [line for line, _ in found.skipped] == [3] * is_it


def test_nothing_outside_the_folder_that_was_named_is_read(tmp_path: Path) -> None:
    folder = tmp_path / "named"
    folder.mkdir()
    path = make(folder, PEOPLE)
    outside = tmp_path / "annotation.conf"
    outside.write_text("[entities]\nSECRET\n")
    assert Found(path, root=folder).labels is None
    labels = Found(path, root=tmp_path).label_set
    assert [one.name for one in labels.span_labels] == ["SECRET"]
    if os.name != "nt":
        (folder / "visual.conf").symlink_to(outside)
        assert Found(path, root=folder).labels is None

"""annotation.conf and visual.conf as label sets."""

from pathlib import Path

import pytest

from annotator.formats.brat.configuration import Declared, read_declared
from annotator.formats.corpus import Problem
from annotator.model.errors import LineWrong
from annotator.model.labels import RelationLabel
from tests.formats.brat.folders import Found, make

ANNOTATION = """\
# A made-up folder
[entities]
!Thing
\tAgent
\t\tPERSON
\t\tORG|Organisation
\tPLACE
----
Date

[relations]
<AGENT>=PERSON|ORG
leads\tArg1:PERSON, Arg2:ORG
lives\tArg1:Agent, Arg2:Thing
near\tArg1:PLACE, Arg2:PLACE, <REL-TYPE>:symmetric-transitive
knows\tArg1:<AGENT>, Arg2:<AGENT>, <REL-TYPE>:symmetric
any\tArg1:<ANY>, Arg2:<ENTITY>
<OVERLAP>\tArg1:<ENTITY>, Arg2:<ENTITY>, <OVL-TYPE>:<ANY>

[events]
Meet\tWho{2-4}:<ENTITY>, Where?:PLACE
Go\tWho+:PERSON, After*:<EVENT>

[attributes]
Negation\tArg:<EVENT>
Sure\tArg:PERSON|Meet, Value:High|Low
Old\tArg:<RELATION>
"""
VISUAL = """\
[labels]
PERSON | Person | Pers | P
leads | is head of
[drawing]
SPAN_DEFAULT fgColor:black, bgColor:lightgreen, borderColor:darken
PERSON\tbgColor:#fa0, fgColor:black
ORG\tbgColor:orange
leads\tcolor:#102030, arrowHead:triangle-5
Negation\tglyph:✗, color:nosuchcolour
"""


@pytest.fixture
def declared() -> Declared:
    return read_declared(ANNOTATION, VISUAL)


def ends(declared: Declared, name: str) -> tuple[set[str], set[str]]:
    names = {one.id: one.name for one in declared.label_set.span_labels}
    label = relation(declared, name)
    return {names[one] for one in label.heads}, {names[one] for one in label.tails}


def relation(declared: Declared, name: str) -> RelationLabel:
    label = declared.label_set.relation_label_named(name)
    assert label is not None
    return label


def test_types_of_spans_with_what_only_gathers_them_left_out(declared: Declared) -> None:
    names = [one.name for one in declared.label_set.span_labels]
    assert names == ["Agent", "PERSON", "ORG", "PLACE", "Date", "Meet", "Go"]
    assert len({one.id for one in declared.label_set.span_labels}) == 7
    assert declared.wrong == ()


def test_names_on_screen_and_colours(declared: Declared) -> None:
    looks = {one.name: (one.description, one.colour) for one in declared.label_set.span_labels}
    assert looks["PERSON"] == ("Person", "#ffaa00")
    assert looks["ORG"] == ("Organisation", "#ffa500")
    assert looks["PLACE"][0] == ""
    assert len({colour for _, colour in looks.values()}) == 7
    leads = relation(declared, "leads")
    assert (leads.description, leads.colour) == ("is head of", "#102030")


def test_who_may_be_the_ends_of_relations(declared: Declared) -> None:
    assert ends(declared, "leads") == ({"PERSON"}, {"ORG"})
    assert ends(declared, "lives") == (
        {"Agent", "PERSON", "ORG"},
        {"Agent", "PERSON", "ORG", "PLACE"},
    )
    assert ends(declared, "knows") == ({"PERSON", "ORG"}, {"PERSON", "ORG"})
    heads, tails = ends(declared, "any")
    assert heads == set()
    assert tails == {"Agent", "PERSON", "ORG", "PLACE", "Date"}


def test_what_kind_relations_are(declared: Declared) -> None:
    kinds = {
        one.name: (one.is_symmetric, one.is_transitive)
        for one in declared.label_set.relation_labels
    }
    assert kinds["near"] == (True, True)
    assert kinds["knows"] == (True, False)
    assert kinds["leads"] == (False, False)


def test_roles_of_events_are_relations_from_the_events_that_have_them(declared: Declared) -> None:
    assert declared.roles == {"Who", "Where", "After"}
    heads, tails = ends(declared, "Who")
    assert heads == {"Meet", "Go"}
    assert "PERSON" in tails and "Date" in tails and "Go" not in tails
    assert ends(declared, "Where") == ({"Meet"}, {"PLACE"})
    assert ends(declared, "After") == ({"Go"}, {"Meet", "Go"})


def test_attributes_with_their_values_and_what_has_them(declared: Declared) -> None:
    names = {one.id: one.name for one in declared.label_set.span_labels}
    said = {
        one.name: (one.kind, one.applies_to, one.values, {names[id] for id in one.labels})
        for one in declared.label_set.attributes
    }
    assert said == {
        "Negation": ("flag", "span", (), {"Meet", "Go"}),
        "Sure": ("choice", "span", ("High", "Low"), {"PERSON", "Meet"}),
        "Old": ("flag", "relation", (), set()),
    }


def test_the_old_name_of_the_section_and_names_with_escapes() -> None:
    declared = read_declared("[spans]\nnews_x20_agency\n_x3C_B_x3E_\n_x21_\n", "")
    assert [one.name for one in declared.label_set.span_labels] == ["news agency", "<B>", "!"]


def test_our_own_comments() -> None:
    text = (
        "#: annotator Зоя\n#: kind number Score\n#: kind nonsense Other\n#: who knows\n[entities]\n"
    )
    declared = read_declared(text, "")
    assert declared.annotator == "Зоя"
    assert dict(declared.kinds) == {"Score": "number"}
    assert read_declared("#: curated\n", "").is_curated


def test_lines_that_cannot_be_read_are_told_and_the_rest_is_taken() -> None:
    text = "\n".join(
        (
            "[entities]",
            "PERSON",
            "[nonsense]",
            "x y z",
            "[relations]",
            "<ENTITY>=PERSON",
            "<X>\tArg1:PERSON",
            "leads\tArg1:PERSON, who knows, Arg2:GHOST",
            "!",
        )
    )
    declared = read_declared(text, "[labels\n|||\n[drawing]\nx")
    assert declared.wrong == (
        ("annotation.conf", 3, "the section [nonsense] is not known"),
        ("annotation.conf", 6, "<ENTITY> has a meaning already"),
        ("annotation.conf", 7, "names no type"),
        ("annotation.conf", 8, "who knows is no argument"),
        ("annotation.conf", 9, "names no type"),
        ("annotation.conf", 8, "GHOST is declared nowhere"),
    )
    assert ends(declared, "leads") == ({"PERSON"}, set())


def test_macros_that_would_fill_the_memory_are_refused() -> None:
    bombs = [f"<m{chr(97 + at)}>={f'<m{chr(96 + at)}>' * 10}" for at in range(1, 26)]
    text = "\n".join(("[relations]", "<ma>=PERSON|", *bombs, "r\tArg1:<mz>", "s\tArg1:<ANY>"))
    declared = read_declared(text, "")
    assert [one.name for one in declared.label_set.relation_labels][-1] == "s"


def test_what_is_wrong_with_a_folder_is_told_once(tmp_path: Path) -> None:
    paths = [make(tmp_path, "T1\tX 0 4\tIlse\n", name=name) for name in ("a", "b")]
    (tmp_path / "annotation.conf").write_text("[entities]\nX\n[odd]\n")
    told = [problem for path in paths for problem in Found(path).problems]
    [problem] = told
    assert isinstance(problem, Problem)
    assert isinstance(problem.error, LineWrong)
    assert (Path(problem.file).name, problem.line) == ("annotation.conf", 3)
    assert [one.name for one in Found(paths[1]).label_set.span_labels] == ["X"]

"""What can be chosen for a span, as it is listed."""

from annotator.model.entity import Entity
from annotator.project.entities.suggesting import Suggestion
from annotator.ui.entities.link_rows import chosen_words, rows_of, why_words

ILSE = Entity("ilse", "Ilse Varga", identifier="Q1")
OTTO = Entity("otto", "Otto  <b>Varga</b>")
LIKE = [
    Suggestion(ILSE, "same", "Ilse Varga", "here"),
    Suggestion(OTTO, "part", "Otto  <b>Varga</b>", "project"),
]


def listed(*args, **more):
    return [(row.kind, row.text, row.why) for row in rows_of(*args, **more)]


def test_what_is_suggested_then_a_new_one():
    assert listed("Varga", "", None, LIKE, []) == [
        ("entity", "Ilse Varga", "in this article · Q1"),
        ("entity", "Otto <b>Varga</b>", "part of the name"),
        ("new", "New entity “Varga”", ""),
    ]


def test_what_it_is_linked_to_now_comes_first_and_can_be_taken_away():
    rows = listed("Ilse Varga", "", OTTO, LIKE, [], is_linked=True)
    assert rows[0] == ("entity", "Otto <b>Varga</b>", "linked now")
    assert rows[1][1] == "Ilse Varga"
    assert rows[-2] == ("new", "Another new entity “Ilse Varga”", "")
    assert rows[-1] == ("none", "No entity", "take the link away")
    several = listed("Ilse Varga", "", None, [], [], is_linked=True)
    assert [kind for kind, *_ in several] == ["new", "none"], "spans linked to different ones"


def test_what_is_typed_finds_and_names():
    rows = rows_of("Varga", " Norrow   Lines ", None, LIKE, [Entity("lines", "Norrow Lines")])
    assert [(row.kind, row.text) for row in rows] == [
        ("entity", "Norrow Lines"), ("new", "Another new entity “Norrow Lines”"),
    ]  # fmt: skip
    assert rows[-1].name == "Norrow Lines"
    assert listed("Varga", "otto", None, LIKE, [OTTO])[0][2] == "part of the name"


def test_words_that_cannot_be_a_name_are_offered_as_none():
    assert listed(" \n ", "", None, [], []) == []


def test_why():
    assert why_words(Suggestion(ILSE, "same", "Ilse Varga", "project")) == "same name"
    assert why_words(Suggestion(ILSE, "initials", "Ilse Varga", "project")) == "initials"
    linked = Suggestion(ILSE, "same", "the harbour\nmaster", "here")
    assert why_words(linked) == "also “the harbour master” · in this article"


def test_of_what_it_is_asked():
    assert chosen_words(["Varga"]) == "“Varga”"
    assert chosen_words(["Varga", "Varga"]) == "“Varga”"
    assert chosen_words(["Ilse Varga", "Varga"]) == "“Varga” and 1 more"

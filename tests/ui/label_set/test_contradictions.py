"""What of a label set contradicts itself is told at its field, before it is applied."""

from dataclasses import replace

import pytest

from annotator.model.labels import LabelSet, RelationLabel, SpanLabel
from annotator.ui.label_set.contradictions import contradictions
from annotator.ui.label_set.draft import Draft
from tests.builders import LABEL_SET


def found(draft):
    return [(one.part, one.field, one.words, one.is_hindrance) for one in contradictions(draft)]


def changed(id, **values):
    draft = Draft(LABEL_SET)
    draft.change(replace(draft.part(id), **values))
    return draft


@pytest.mark.parametrize(
    ("id", "values", "field", "words"),
    [
        ("p", {"name": "ROLE"}, "name", "There is a “ROLE” already; choose another name."),
        ("p", {"name": ""}, "name", "needs a name"),
        ("w", {"name": "leads"}, "name", "There is a “leads” already"),
        ("m", {"name": "certainty"}, "name", "There is a “certainty” already"),
        ("d1", {"name": "sport"}, "name", "There is a “sport” already"),
        ("p", {"key": "2"}, "key", "“ORGANISATION”; choose another"),
        (
            "p",
            {"key": "g"},
            "key",
            "G does something else in the article; choose another key, or press",
        ),
        ("p", {"key": " "}, "key", "one letter, digit or sign"),
        ("w", {"key": "H"}, "key", "“holds role”; choose another"),
        ("p", {"colour": "blue"}, "colour", "written like #2f6fde"),
        ("m", {"values": ()}, "values", "nothing to choose from: add its values"),
        ("m", {"values": ("a", "a")}, "values", "“a” is there twice"),
        ("m", {"values": ("a", " ")}, "values", "A value is one line of words"),
        ("m", {"values": ("a", "b\nc")}, "values", "A value is one line of words; “b"),
        ("m", {"values": ("\u202ea", "\u202ea")}, "values", "“‹U+202E›a” is there twice"),
        ("f", {"kind": "several"}, "values", "nothing to choose from"),
    ],
)
def test_what_hinders_is_told_once_where_it_was_done(id, values, field, words):
    [one] = contradictions(changed(id, **values))
    assert (one.part, one.field, one.is_hindrance) == (id, field, True)
    assert words in one.words


@pytest.mark.parametrize(
    ("id", "values", "field", "words"),
    [
        ("w", {"is_symmetric": True}, "symmetric", "both should allow the same labels"),
        ("w", {"is_transitive": True}, "transitive", "both head and tail"),
    ],
)
def test_what_is_odd_is_told_and_hinders_nothing(id, values, field, words):
    [one] = contradictions(changed(id, **values))
    assert (one.part, one.field, one.is_hindrance) == (id, field, False)
    assert words in one.words


def test_labels_that_are_offered_no_more_are_told_where_nothing_else_is_allowed():
    draft = changed("p", is_retired=True)
    assert [(part, field) for part, field, _, _ in found(draft)] == [
        ("w", "ends"),
        ("h", "ends"),
        ("l", "ends"),
        ("m", "labels"),
    ]


def test_what_goes_together_is_not_told():
    assert contradictions(Draft(LABEL_SET)) == []
    assert contradictions(changed("p", key="")) == []
    assert contradictions(changed("m", values=("می\u200cروم", "👩\u200d👧"))) == []
    assert contradictions(changed("w", heads=frozenset(), tails=frozenset())) == []
    # An attribute of relations may be called as one of spans is, and a relation as a span.
    assert contradictions(changed("f", name="mention")) == []
    assert contradictions(changed("w", name="PERSON")) == []


def test_a_retired_label_needs_no_key_of_its_own_until_it_is_restored():
    draft = changed("p", is_retired=True)
    draft.change(replace(draft.part("o"), key="1"))
    assert "key" not in [field for _, field, _, _ in found(draft)]
    draft.retire_or_restore("p")
    assert [part for part, field, _, _ in found(draft) if field == "key"] == ["o"]


def test_a_key_that_was_there_before_is_no_hindrance():
    draft = Draft(LabelSet(span_labels=(SpanLabel("p", "PERSON", "#c2571a", "r"),)))
    draft.change(replace(draft.label_set.span_labels[0], description="Somebody."))
    assert contradictions(draft) == []


def test_a_relation_may_have_a_key_of_the_article():
    draft = Draft(LabelSet(relation_labels=(RelationLabel("w", "w", "#c2571a", key="g"),)))
    draft.change(replace(draft.part("w"), key="r"))
    assert contradictions(draft) == []

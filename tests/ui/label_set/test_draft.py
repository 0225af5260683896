"""The draft of a label set: changes that are not applied yet."""

from dataclasses import replace

from annotator.model.labels import LabelSet, SpanLabel
from annotator.ui.label_set.draft import Draft
from tests.builders import LABEL_SET


def names(draft):
    return [one.name for one in draft.label_set.span_labels]


def test_a_label_that_is_added_has_a_name_a_colour_and_a_key_of_its_own():
    draft = Draft(LABEL_SET)
    draft.add()
    draft.add()
    first, second = draft.label_set.span_labels[-2:]
    assert [first.name, second.name] == ["New label", "New label 2"]
    assert [first.key, second.key] == ["5", "6"]
    colours = [one.colour for one in draft.label_set.span_labels]
    assert len(set(colours)) == len(colours) == 6
    assert draft.wrong() == "" and draft.is_changed


def test_a_label_moves_no_farther_than_the_ends():
    draft = Draft(LABEL_SET)
    draft.move("o", -1)
    assert names(draft) == ["ORGANISATION", "PERSON", "ROLE", "CLAIM"]
    draft.move("o", -1)
    assert names(draft)[0] == "ORGANISATION"
    draft.move("o", 1)
    assert not draft.is_changed
    draft.move("c", 1)
    assert not draft.is_changed


def test_a_label_of_the_project_is_retired_and_restored_a_new_one_goes():
    draft = Draft(LABEL_SET)
    draft.retire_or_restore("p")
    assert draft.label_set.span_label("p").is_retired
    draft.retire_or_restore("p")
    assert not draft.is_changed
    draft.retire_or_restore(draft.add())
    assert not draft.is_changed


def test_what_cannot_be_applied_is_told_in_a_sentence():
    draft = Draft(LABEL_SET)
    person = LABEL_SET.span_label("p")
    draft.change(replace(person, name="ROLE"))
    assert draft.wrong() == "There is a “ROLE” already; choose another name."
    draft.change(replace(person, name=""))
    assert "needs a name" in draft.wrong()
    draft.change(replace(person, key="2"))
    assert "“ORGANISATION”" in draft.wrong() and "choose another" in draft.wrong()
    draft.change(replace(person, key="g"))
    assert draft.wrong() == "G does something else in the article; choose another key."
    draft.change(person)
    assert draft.wrong() == ""


def test_a_key_that_was_there_before_is_no_hindrance():
    draft = Draft(LabelSet(span_labels=(SpanLabel("p", "PERSON", "#c2571a", "r"),)))
    draft.change(replace(draft.label_set.span_labels[0], description="Somebody."))
    assert draft.wrong() == ""

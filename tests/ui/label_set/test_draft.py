"""The draft of a label set: changes that are not applied yet."""

from dataclasses import replace

from annotator.model.attribute import Attribute
from annotator.model.labels import DocumentLabel, RelationLabel, SpanLabel
from annotator.project.label_changes.change import Revise
from annotator.ui.label_set.draft import KINDS, Draft
from tests.builders import LABEL_SET


def names(draft, kind="span_labels"):
    return [one.name for one in draft.parts(kind)]


def test_a_label_that_is_added_has_a_name_a_colour_and_a_key_of_its_own():
    draft = Draft(LABEL_SET)
    draft.add("span_labels")
    draft.add("span_labels")
    first, second = draft.label_set.span_labels[-2:]
    assert [first.name, second.name] == ["New label", "New label 2"]
    assert [first.key, second.key] == ["5", "6"]
    colours = [one.colour for one in draft.label_set.span_labels]
    assert len(set(colours)) == len(colours) == 6
    assert draft.is_changed


def test_each_kind_is_added_as_what_it_is():
    draft = Draft(LABEL_SET)
    made = [draft.part(draft.add(kind)) for kind in KINDS]
    kinds = (SpanLabel, RelationLabel, Attribute, DocumentLabel)
    assert tuple(type(one) for one in made) == kinds
    assert made[1].key == "t"  # N does something in the text
    assert made[2].kind == "choice" and made[2].values == ()
    assert [draft.kind_of(one.id) for one in made] == list(KINDS)


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
    draft.move_to("x", 0)
    assert names(draft, "attributes") == ["certainty", "mention", "checked"]


def test_what_the_project_has_is_retired_and_restored_what_is_new_goes():
    draft = Draft(LABEL_SET)
    for id in ("p", "w", "m", "d1"):
        draft.retire_or_restore(id)
        assert draft.part(id).is_retired
        draft.retire_or_restore(id)
        assert not draft.is_changed
    for kind in KINDS:
        draft.retire_or_restore(draft.add(kind))
    assert not draft.is_changed


def test_who_names_a_label_is_known():
    draft = Draft(LABEL_SET)
    assert draft.naming("p") == ["works for", "holds role", "leads", "mention"]
    assert draft.naming("c") == ["certainty"]


def test_values_by_other_names_and_another_kind_are_part_of_the_change():
    draft = Draft(LABEL_SET)
    mention, checked = draft.part("m"), draft.part("f")
    draft.change(replace(mention, values=("by name", "pronoun")), {"named": "by name"})
    draft.change(replace(checked, kind="choice", values=("yes", "no")), {})
    wanted = draft.change_wanted()
    names = (("m", "named", "by name"),)
    assert wanted == Revise(draft.label_set, names, frozenset("f"), frozenset("mf"))


def test_a_preview_is_about_what_says_something_else_of_what_wears_it():
    draft = Draft(LABEL_SET)
    draft.change(replace(draft.part("p"), colour="#123456", key="q", guideline="x"))
    draft.change(replace(draft.part("o"), name="FIRM"))
    draft.change(replace(draft.part("w"), heads=frozenset("o")))
    draft.retire_or_restore("d1")
    assert draft.change_wanted().changed == frozenset({"o", "w", "d1"})


def test_a_value_that_was_renamed_and_removed_is_no_name():
    draft = Draft(LABEL_SET)
    draft.change(replace(draft.part("m"), values=("pronoun",)), {"named": "by name"})
    assert draft.change_wanted().value_names == ()


def test_a_new_attribute_changes_nothing_that_is_there():
    draft = Draft(LABEL_SET)
    id = draft.add("attributes")
    draft.change(replace(draft.part(id), kind="text"), {"a": "b"})
    assert draft.change_wanted() == Revise(draft.label_set)


def test_a_new_label_has_the_key_of_its_name_until_somebody_chooses_one():
    draft = Draft(LABEL_SET)
    id = draft.add("relation_labels")
    named = replace(draft.part(id), name="meets")
    assert draft.key_for(named) == "m"
    draft.change(replace(named, key="m"))
    assert draft.key_for(replace(named, name="blames")) == "b"
    draft.keep_key(id)
    assert draft.key_for(replace(named, name="blames", key="m")) == "m"
    assert draft.key_for(replace(draft.part("w"), name="blames")) == "w"  # of the project

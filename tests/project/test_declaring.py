"""Labels that a file declares: made where they are missing, by name, and nothing else changed."""

from annotator.model.attribute import Attribute
from annotator.model.labels import DocumentLabel, LabelSet, RelationLabel, SpanLabel
from annotator.project.declaring import declare
from annotator.project.import_choice import LabelNamed
from tests.builders import LABEL_SET

FOUND = LabelSet(
    span_labels=(
        SpanLabel("1", "PERSON", "#000000", "9"),
        SpanLabel("2", "VESSEL", "#123456", "1", guideline="Ships with a name."),
        SpanLabel("3", "HARBOUR", "red", "h"),
    ),
    relation_labels=(
        RelationLabel("4", "moors at", "#222222", frozenset("2"), frozenset("3"), "w"),
        RelationLabel("5", "leads", "#222222", frozenset("2"), frozenset("2")),
        RelationLabel("6", "steers", "#333333", frozenset(("1", "gone")), frozenset("2")),
    ),
    attributes=(
        Attribute("7", "flag", "choice", "span", ("red", "blue"), frozenset("2")),
        Attribute("8", "mention", "text", "span"),
    ),
    document_labels=(DocumentLabel("9", "politics"), DocumentLabel("10", "weather", "topic")),
)


def test_what_is_missing_is_made_and_what_is_there_stays_as_it_is() -> None:
    made, new = declare(LABEL_SET, FOUND, {})
    assert new == ["VESSEL", "HARBOUR", "moors at", "steers", "weather", "flag"]
    assert made.span_labels[:4] == LABEL_SET.span_labels
    assert made.relation_labels[:4] == LABEL_SET.relation_labels
    assert made.attributes[:3] == LABEL_SET.attributes
    assert made.document_labels[:2] == LABEL_SET.document_labels
    assert made.attribute_named("mention", "span") == LABEL_SET.attribute_named("mention", "span")


def test_colours_and_keys_are_kept_where_they_can_be() -> None:
    made, _ = declare(LABEL_SET, FOUND, {})
    vessel, harbour = made.span_label_named("VESSEL"), made.span_label_named("HARBOUR")
    assert vessel and harbour
    assert (vessel.colour, vessel.guideline) == ("#123456", "Ships with a name.")
    assert vessel.key == "5", "1 is PERSON's"
    assert harbour.key == "h"
    assert harbour.colour.startswith("#")
    assert harbour.colour not in {one.colour for one in LABEL_SET.span_labels}
    moors = made.relation_label_named("moors at")
    assert moors
    assert moors.key not in ("", "w"), "w is that of works for"


def test_allowed_ends_and_labels_of_attributes_follow_to_the_labels_here() -> None:
    made, _ = declare(LABEL_SET, FOUND, {})
    vessel, harbour = made.span_label_named("VESSEL"), made.span_label_named("HARBOUR")
    moors, steers = made.relation_label_named("moors at"), made.relation_label_named("steers")
    flag = made.attribute_named("flag", "span")
    assert vessel and harbour and moors and steers and flag
    assert (moors.heads, moors.tails) == ({vessel.id}, {harbour.id})
    assert steers.heads == {"p"}, "PERSON was here; what the file does not have is passed over"
    assert (flag.labels, flag.values) == ({vessel.id}, ("red", "blue"))


def test_ids_of_the_file_are_not_taken_over() -> None:
    made, _ = declare(LABEL_SET, FOUND, {})
    theirs = {str(number) for number in range(1, 11)}
    here = (*made.span_labels, *made.relation_labels, *made.attributes, *made.document_labels)
    assert not theirs & {one.id for one in here}


def test_labels_are_called_as_was_chosen_or_left_out() -> None:
    made, new = declare(
        LABEL_SET,
        FOUND,
        {
            LabelNamed("span", "VESSEL"): "ORGANISATION",
            LabelNamed("span", "HARBOUR"): "",
            LabelNamed("relation", "moors at"): "belongs to",
            LabelNamed("relation", "steers"): "",
            LabelNamed("document", "weather"): "sport",
        },
    )
    assert new == ["belongs to", "flag"]
    belongs, flag = made.relation_label_named("belongs to"), made.attribute_named("flag", "span")
    assert belongs and flag
    assert (belongs.heads, flag.labels) == ({"o"}, {"o"})


def test_an_attribute_of_labels_that_are_not_wanted_is_not_made() -> None:
    _, new = declare(LABEL_SET, FOUND, {LabelNamed("span", "VESSEL"): ""})
    assert "flag" not in new


def test_declaring_twice_adds_nothing() -> None:
    made, _ = declare(LABEL_SET, FOUND, {})
    assert declare(made, FOUND, {}) == (made, [])

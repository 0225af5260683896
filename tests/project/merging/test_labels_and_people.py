"""Labels and people of two projects: who and what is the same, and what the others are called."""

from dataclasses import replace

from annotator.model.annotator import Annotator
from annotator.model.attribute import Attribute
from annotator.model.labels import DocumentLabel, LabelSet, RelationLabel, SpanLabel
from annotator.model.relation import Relation
from annotator.model.span import Span
from annotator.project.merging.labels import meet_labels
from annotator.project.merging.people import PeopleMet
from tests.builders import LABEL_SET, make_set


def test_the_same_label_set_adds_nothing() -> None:
    met = meet_labels(LABEL_SET, LABEL_SET)
    assert met.label_set == LABEL_SET
    assert (met.new, met.ids) == ([], {})


def test_labels_meet_by_name_where_not_by_id() -> None:
    theirs = LabelSet(
        span_labels=(
            SpanLabel("x1", "PERSON", "#000000", "1"),
            SpanLabel("x2", "SHIP", "#111111", "2"),
        ),
        relation_labels=(
            RelationLabel("x3", "owns", "#222222", frozenset({"x1"}), frozenset({"x2"})),
        ),
        attributes=(
            Attribute("x4", "mention", "choice", "span", ("named",), frozenset({"x1"})),
            Attribute("x5", "mention", "flag", "relation"),
        ),
        document_labels=(DocumentLabel("x6", "politics"), DocumentLabel("x7", "ships")),
    )
    met = meet_labels(LABEL_SET, theirs)
    assert met.new == ["SHIP", "owns", "mention", "ships"]
    assert met.ids == {"x1": "p", "x4": "m", "x6": "d1"}
    ship = met.label_set.span_label("x2")
    assert ship == replace(theirs.span_labels[1], key="")  # the key is another label's here
    owns = met.label_set.relation_label("x3")
    assert owns is not None
    assert (owns.heads, owns.tails) == ({"p"}, {"x2"})
    one = make_set(
        Span("s", "x1", ((0, 1),), {"x4": "named"}), Relation("r", "x3", "s", "s", {"x5": True})
    )
    mapped = met.annotation_set(replace(one, labels=frozenset({"x6"})), "other")
    assert mapped.spans["s"] == Span("s", "p", ((0, 1),), {"m": "named"})
    assert mapped.relations["r"].attributes == {"x5": True}
    assert (mapped.document, mapped.labels) == ("other", {"d1"})


def test_a_name_is_no_person() -> None:
    ours = [Annotator("1", "Maria"), Annotator("2", "Jon")]
    theirs = [Annotator("1", "Maria B."), Annotator("9", "maria"), Annotator("8", "Zoe")]
    met = PeopleMet(ours, theirs, {})
    for one in ("1", "9", "9", "8", None):
        met.need(one)
    assert met.new == [Annotator("9", "maria (2)"), Annotator("8", "Zoe")]
    assert (met.name("1"), met.name("9"), met.name(None)) == ("Maria", "maria (2)", None)


def test_the_other_copy_of_somebody_has_a_name_and_always_the_same_id() -> None:
    first = PeopleMet([Annotator("1", "Maria")], [], {})
    assert first.need_copy("1") == "Maria, other copy"
    again = PeopleMet([Annotator("1", "M.")], [], {})
    again.need_copy("1")
    assert first.new[0].id == again.new[0].id
    assert first.need_copy(None) == "curated, other copy"
    assert first.copies()[first.new[0].id] == "1"

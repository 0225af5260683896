"""Documents, sets, labels, attributes, ids and changes: what they can be asked."""

import hashlib

import pytest

from annotator.model.annotation_set import AnnotationSet, place_of_span
from annotator.model.attribute import Attribute, with_attribute
from annotator.model.changes import Changes, ChangesBuilder
from annotator.model.document import Document, Section, text_sha256
from annotator.model.errors import DocumentUnknown
from annotator.model.ids import new_id
from annotator.model.labels import RelationLabel, SpanLabel, taken_keys
from annotator.model.relation import Relation
from annotator.model.span import Span
from tests.builders import LABEL_SET, make_set

ONE, TWO = Span("one", "p", ((0, 3),)), Span("two", "o", ((4, 9),))
TIE = Relation("tie", "w", "one", "two")


def test_a_document_is_met_again_by_its_text_alone() -> None:
    text = "Fähre 渡輪 ⛴"
    assert Document("a", text).sha256 == Document("b", text).sha256 == text_sha256(text)
    assert text_sha256(text) == hashlib.sha256(text.encode()).hexdigest()


def test_sections_stand_by_start_then_the_longer_first() -> None:
    sections = [Section("quotation", 3, 5), Section("paragraph", 3, 9), Section("title", 0, 2)]
    assert [one.kind for one in sorted(sections, key=lambda one: one.place)] == [
        "title", "paragraph", "quotation",
    ]  # fmt: skip


def test_spans_stand_by_start_then_the_longer_first_then_label() -> None:
    assert place_of_span(ONE, "B") < place_of_span(TWO, "A")
    assert place_of_span(Span("x", "p", ((0, 5),))) < place_of_span(ONE)
    assert place_of_span(ONE, "A") < place_of_span(ONE, "B")


def test_a_set_is_untouched_until_something_is_said() -> None:
    assert AnnotationSet("s", "d", "me").is_untouched
    for touched in (
        AnnotationSet("s", "d", "me", "in_progress"),
        AnnotationSet("s", "d", "me", labels=frozenset({"d1"})),
        AnnotationSet("s", "d", "me", attributes={"x": True}),
        AnnotationSet("s", "d", "me", spans={"one": ONE}),
        AnnotationSet("s", "d", None, "curated"),
    ):
        assert not touched.is_untouched


def test_the_relations_of_a_span() -> None:
    annotation_set = make_set(ONE, TWO, TIE)
    assert annotation_set.relations_of("one") == annotation_set.relations_of("two") == (TIE,)
    assert annotation_set.relations_of("three") == ()


def test_labels_are_found_by_id_and_by_name() -> None:
    assert LABEL_SET.span_label("p") is LABEL_SET.span_label_named("PERSON")
    assert LABEL_SET.relation_label("w") is LABEL_SET.relation_label_named("works for")
    assert LABEL_SET.document_label("d1") is LABEL_SET.document_label_named("politics")
    assert LABEL_SET.attribute("m") is LABEL_SET.attribute_named("mention", "span")
    assert LABEL_SET.attribute_named("mention", "relation") is None
    assert LABEL_SET.span_label_named("person") is None


def test_relations_between_two_labels() -> None:
    assert [one.id for one in LABEL_SET.relations_between("p", "o")] == ["w", "l", "s"]
    assert [one.id for one in LABEL_SET.relations_between("o", "p")] == ["s"]


def test_an_empty_list_of_ends_allows_any() -> None:
    assert RelationLabel("a", "A", "#000").allows("x", "y")
    assert not RelationLabel("a", "A", "#000", frozenset("p")).allows("o", "p")


def test_a_retired_label_gives_its_key_back() -> None:
    labels = [SpanLabel("a", "A", "#000", "1", is_retired=True), SpanLabel("b", "B", "#000", "1")]
    assert taken_keys(labels) == {"1": "b"}


@pytest.mark.parametrize(
    ("kind", "good", "bad"),
    [
        ("choice", ["a"], ["z", 1, True, ("a",)]),
        ("several", [("a",), ("a", "b"), ()], ["a", ("z",)]),
        ("flag", [True, False], [1, "yes"]),
        ("text", ["anything", ""], [1, ("a",)]),
        ("number", [1, 2.5, -3], [True, "1", float("inf"), float("nan"), 10**400]),
    ],
)
def test_an_attribute_takes_values_of_its_kind(
    kind: str, good: list[object], bad: list[object]
) -> None:
    attribute = Attribute("x", "x", kind, values=("a", "b"))  # type: ignore[arg-type]
    assert all(attribute.accepts(value) for value in good)
    assert not any(attribute.accepts(value) for value in bad)


def test_an_attribute_without_labels_is_carried_by_all() -> None:
    assert Attribute("x", "x", "flag").applies_to_label("p")
    assert not Attribute("x", "x", "flag", labels=frozenset("o")).applies_to_label("p")


def test_with_attribute_leaves_the_old_as_it_was() -> None:
    old = {"a": "b"}
    assert with_attribute(old, "a", None) == {}
    assert with_attribute(old, "c", True) == {"a": "b", "c": True}
    assert old == {"a": "b"}


def test_ids_are_short_plain_and_not_repeated() -> None:
    made = {new_id() for _ in range(1000)}
    assert len(made) == 1000
    assert all(len(id) == 13 and id.isascii() and id == id.lower() and id.isalnum() for id in made)


def test_changes_that_name_only_their_place_are_empty() -> None:
    assert Changes("d", make_set()).is_empty
    assert not Changes("d", spans=((None, ONE),)).is_empty
    assert not Changes(documents_added=1).is_empty
    assert Changes(documents_retired=1).has_list_changes
    assert Changes(sets_added=-1).has_list_changes
    assert not Changes("d", spans=((None, ONE),)).has_list_changes


def test_of_several_changes_the_first_before_and_the_last_after_count() -> None:
    builder = ChangesBuilder()
    moved = ONE._replace(fragments=((0, 2),))
    for pair in ((ONE, moved), (moved, None)):
        builder.add(Changes(spans=(pair,)))
    builder.add(Changes(relations=((None, TIE),)))
    builder.add(Changes(relations=((TIE, None),)))
    built = builder.build(make_set(TWO))
    assert built.spans == ((ONE, None),)
    assert built.relations == ()


def test_an_error_says_what_it_carries() -> None:
    assert "talks" in str(DocumentUnknown("talks"))

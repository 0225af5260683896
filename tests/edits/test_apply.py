"""What each edit does, and what forbids it."""

from dataclasses import replace

import pytest

from annotator.edits import edit as edits
from annotator.edits.apply import Ground, apply
from annotator.edits.edit import SetEdit
from annotator.model import errors
from annotator.model.annotation_set import AnnotationSet
from annotator.model.relation import Relation
from annotator.model.span import Span
from tests.builders import LABEL_SET, TEXT, make_set, make_span

GROUND = Ground(LABEL_SET, len(TEXT))
PERSON = make_span(TEXT, "Ilse Varga", "p", "person")._replace(attributes={"m": "named"})
FIRM = make_span(TEXT, "Norrow Lines", "o", "firm")
ROLE = make_span(TEXT, "harbour master", "r", "role")
WORKS = Relation("works", "w", "person", "firm", {"f": True})
SET = make_set(PERSON, FIRM, ROLE, WORKS)


def after(edit: SetEdit, before: AnnotationSet = SET) -> AnnotationSet:
    return apply(edit, before, GROUND).annotation_set


def test_a_span_is_made_with_its_fragments_tidied() -> None:
    span = Span("new", "c", ((8, 12), (0, 3), (2, 5)))
    assert after(edits.AddSpan(span)).spans["new"].fragments == ((0, 5), (8, 12))


def test_the_set_before_stays_as_it_was() -> None:
    before = dict(SET.spans)
    after(edits.AddSpan(Span("new", "c", ((0, 3),))))
    assert SET.spans == before


@pytest.mark.parametrize("fragments", [(), ((3, 3),), ((-1, 2),), ((0, len(TEXT) + 1),)])
def test_a_span_lies_inside_the_text(fragments: tuple[tuple[int, int], ...]) -> None:
    with pytest.raises(errors.OffsetsOutside):
        after(edits.AddSpan(Span("new", "c", fragments)))
    with pytest.raises(errors.OffsetsOutside):
        after(edits.MoveSpan("person", fragments))


def test_two_spans_may_lie_on_the_same_words() -> None:
    twin = PERSON._replace(id="twin")
    assert after(edits.AddSpan(twin)).spans["twin"].fragments == PERSON.fragments


def test_an_id_is_used_once() -> None:
    for taken in ("person", "works"):
        with pytest.raises(errors.IdTaken):
            after(edits.AddSpan(Span(taken, "c", ((0, 3),))))


def test_a_label_must_be_there_and_in_use() -> None:
    with pytest.raises(errors.LabelUnknown):
        after(edits.AddSpan(Span("new", "nothing", ((0, 3),))))
    labels = tuple(replace(label, is_retired=True) for label in LABEL_SET.span_labels)
    retired = Ground(replace(LABEL_SET, span_labels=labels), len(TEXT))
    with pytest.raises(errors.LabelUnknown):
        apply(edits.RelabelSpan("person", "r"), SET, retired)


def test_a_span_with_relations_stays() -> None:
    with pytest.raises(errors.SpanHasRelations) as caught:
        after(edits.RemoveSpan("person"))
    assert caught.value.relations == ("works",)
    assert "role" not in after(edits.RemoveSpan("role")).spans


def test_a_new_label_keeps_only_attributes_that_it_carries() -> None:
    assert after(edits.RelabelSpan("person", "o")).spans["person"].attributes == {}
    assert after(edits.RelabelSpan("person", "p")) == SET


def test_a_relation_goes_where_the_label_set_allows() -> None:
    made = after(edits.AddRelation(Relation("h", "h", "person", "role")))
    assert made.relations["h"].tail == "role"
    with pytest.raises(errors.RelationForbidden) as caught:
        after(edits.AddRelation(Relation("h", "h", "firm", "role")))
    assert caught.value.head_label == "ORGANISATION"


def test_a_relation_has_two_ends_that_are_there() -> None:
    with pytest.raises(errors.RelationToItself):
        after(edits.AddRelation(Relation("n", "s", "person", "person")))
    with pytest.raises(errors.SpanUnknown):
        after(edits.AddRelation(Relation("n", "s", "person", "nobody")))


def test_a_relation_is_said_once() -> None:
    with pytest.raises(errors.RelationExists) as caught:
        after(edits.AddRelation(Relation("again", "w", "person", "firm")))
    assert caught.value.relation == "works"


def test_a_symmetric_relation_is_the_same_both_ways() -> None:
    same = after(edits.AddRelation(Relation("one", "s", "person", "role")))
    with pytest.raises(errors.RelationExists):
        after(edits.AddRelation(Relation("two", "s", "role", "person")), same)


def test_a_relation_is_turned_and_relabelled_by_the_same_rules() -> None:
    with pytest.raises(errors.RelationForbidden):
        after(edits.TurnRelation("works"))
    assert after(edits.RelabelRelation("works", "l")).relations["works"].label == "l"
    with pytest.raises(errors.LabelUnknown):
        after(edits.RelabelRelation("works", "nothing"))
    anything = after(edits.RelabelRelation("works", "s"))
    turned = after(edits.TurnRelation("works"), anything).relations["works"]
    assert (turned.head, turned.tail) == ("firm", "person")


def test_attributes_are_set_and_taken_away() -> None:
    set_ = after(edits.SetAttribute("person", "m", "pronoun"))
    assert set_.spans["person"].attributes == {"m": "pronoun"}
    assert not after(edits.SetAttribute("person", "m", None)).spans["person"].attributes
    assert not after(edits.SetAttribute("works", "f", None)).relations["works"].attributes


def test_attributes_fit_what_wears_them() -> None:
    with pytest.raises(errors.AttributeValueWrong) as caught:
        after(edits.SetAttribute("person", "m", "nominal"))
    assert caught.value.allowed == ("named", "pronoun")
    for annotation, attribute in (("firm", "m"), ("works", "m"), ("person", "no such")):
        with pytest.raises(errors.AttributeUnknown):
            after(edits.SetAttribute(annotation, attribute, "named"))
    with pytest.raises(errors.AttributeUnknown):
        after(edits.SetDocumentAttribute("m", "named"))


def test_a_note_of_blanks_is_no_note() -> None:
    noted = after(edits.SetNote("works", "who says?"))
    assert noted.relations["works"].note == "who says?"
    assert after(edits.SetNote("works", " \n"), noted).relations["works"].note is None


def test_the_document_as_a_whole() -> None:
    assert after(edits.SetStatus("finished")).status == "finished"
    assert after(edits.SetDocumentLabels(frozenset({"d1"}))).labels == {"d1"}
    with pytest.raises(errors.LabelUnknown):
        after(edits.SetDocumentLabels(frozenset({"d9"})))


def test_what_is_put_back_asks_no_rule_but_needs_its_ends() -> None:
    odd = Relation("odd", "h", "firm", "firm")
    assert after(edits.PutBack(odd)).relations["odd"] == odd
    with pytest.raises(errors.SpanUnknown):
        after(edits.PutBack(Relation("odd", "h", "gone", "firm")))
    with pytest.raises(errors.OffsetsOutside):
        after(edits.PutBack(Span("far", "p", ((0, len(TEXT) + 1),))))


def test_together_is_all_or_nothing() -> None:
    both = edits.Together((edits.RemoveRelation("works"), edits.RemoveSpan("person")), "delete")
    outcome = apply(both, SET, GROUND)
    assert outcome.changes.spans == ((PERSON, None),)
    assert outcome.changes.relations == ((WORKS, None),)
    broken = edits.Together((edits.RemoveRelation("works"), edits.RemoveSpan("nobody")))
    with pytest.raises(errors.SpanUnknown):
        after(broken)


def test_together_leaves_out_what_ends_as_it_began() -> None:
    there_and_back = edits.Together(
        (edits.SetNote("person", "hm"), edits.SetNote("person", None), edits.SetStatus("finished"))
    )
    changes = apply(there_and_back, SET, GROUND).changes
    assert changes.spans == ()
    assert changes.state is not None


@pytest.mark.parametrize(
    "edit",
    [
        edits.RemoveSpan("nobody"),
        edits.MoveSpan("nobody", ((0, 1),)),
        edits.SetNote("nobody", "x"),
        edits.RelabelSpan("nobody", "p"),
    ],
)
def test_a_span_that_is_not_there(edit: SetEdit) -> None:
    with pytest.raises(errors.SpanUnknown):
        after(edit)


@pytest.mark.parametrize(
    "edit", [edits.RemoveRelation("no"), edits.TurnRelation("no"), edits.RelabelRelation("no", "w")]
)
def test_a_relation_that_is_not_there(edit: SetEdit) -> None:
    with pytest.raises(errors.RelationUnknown):
        after(edit)

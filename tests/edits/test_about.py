"""Which annotations an edit is about, and the part about one of them."""

import pytest

from annotator.edits import edit as edits
from annotator.edits.about import annotations_of, part_about
from annotator.edits.edit import Edit
from annotator.model.entity import Entity
from annotator.model.relation import Relation
from tests.builders import TEXT, make_span

SPAN = make_span(TEXT, "Ilse Varga", "p", "s1")
RELATION = Relation("r1", "h", "s1", "s2")


@pytest.mark.parametrize(
    ("edit", "ids"),
    [
        (edits.AddSpan(SPAN), ["s1"]),
        (edits.RemoveSpan("s1"), ["s1"]),
        (edits.RelabelSpan("s1", "o"), ["s1"]),
        (edits.MoveSpan("s1", ((0, 1),)), ["s1"]),
        (edits.AddRelation(RELATION), ["r1"]),
        (edits.RemoveRelation("r1"), ["r1"]),
        (edits.RelabelRelation("r1", "w"), ["r1"]),
        (edits.TurnRelation("r1"), ["r1"]),
        (edits.SetAttribute("s1", "m", None), ["s1"]),
        (edits.SetNote("r1", None), ["r1"]),
        (edits.PutBack(SPAN), ["s1"]),
        (edits.LinkSpan("s1", "e"), ["s1"]),
        (edits.PutEntities((Entity("e", "E"),)), []),
        (edits.PutEntities((Entity("e", "E"),), linked=edits.LinkSpan("s1", "e")), ["s1"]),
        (edits.SetStatus("finished"), []),
        (edits.SetDocumentLabels(frozenset()), []),
        (edits.Together((edits.RemoveRelation("r1"), edits.RemoveSpan("s1"))), ["r1", "s1"]),
        (edits.AnswerVerdict("v", "contested"), []),
        (
            edits.ReviewTogether((edits.AnswerVerdict("v", "accepted", edits.RemoveSpan("s1")),)),
            ["s1"],
        ),
    ],
)
def test_what_an_edit_is_about(edit: Edit, ids: list[str]) -> None:
    assert list(annotations_of(edit)) == ids


def test_the_part_about_one_annotation_is_found_in_depth() -> None:
    note = edits.SetNote("s1", "x")
    inner = edits.Together((edits.RemoveRelation("r1"), note))
    assert part_about(edits.Together((edits.RemoveSpan("s9"), inner)), "s1") is note
    assert part_about(note, "s7") is note
    link = edits.LinkSpan("s1", "e", "Ilse")
    made = edits.PutEntities((Entity("e", "Ilse"),), linked=edits.Together((link,)))
    assert part_about(made, "s1") is link
    answer = edits.AnswerVerdict("v", "accepted", note)
    assert part_about(edits.ReviewTogether((edits.Unsay("r"), answer)), "s1") is answer

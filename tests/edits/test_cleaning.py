"""What people type may hold what no file can hold."""

import pytest
from hypothesis import given

from annotator.edits import edit as edits
from annotator.edits.cleaning import clean_edit
from annotator.model.attribute import Attribute
from annotator.model.document import Meta
from annotator.model.labels import DocumentLabel, LabelSet, RelationLabel, SpanLabel
from annotator.model.relation import Relation
from annotator.model.span import Span
from tests.builders import LABEL_SET
from tests.strategies import set_edits

BAD, GOOD = "a\0b\ud800", "a\ufffdb\ufffd"


@pytest.mark.parametrize(
    ("typed", "clean"),
    [
        (edits.SetNote("x", BAD), edits.SetNote("x", GOOD)),
        (edits.SetNote("x", None), edits.SetNote("x", None)),
        (
            edits.AddSpan(Span("s", "p", ((0, 1),), {"t": BAD, "f": True}, BAD)),
            edits.AddSpan(Span("s", "p", ((0, 1),), {"t": GOOD, "f": True}, GOOD)),
        ),
        (
            edits.AddRelation(Relation("r", "w", "a", "b", note=BAD)),
            edits.AddRelation(Relation("r", "w", "a", "b", note=GOOD)),
        ),
        (edits.SetAttribute("x", "t", BAD), edits.SetAttribute("x", "t", GOOD)),
        (edits.SetAttribute("x", "t", True), edits.SetAttribute("x", "t", True)),
        (edits.SetDocumentAttribute("t", BAD), edits.SetDocumentAttribute("t", GOOD)),
        (
            edits.Together((edits.SetNote("x", BAD), edits.RemoveSpan("y")), "act"),
            edits.Together((edits.SetNote("x", GOOD), edits.RemoveSpan("y")), "act"),
        ),
    ],
)
def test_typed_text_is_made_clean(typed: edits.SetEdit, clean: edits.SetEdit) -> None:
    assert clean_edit(typed) == clean


def test_meta_is_made_clean() -> None:
    typed = Meta(BAD, BAD, BAD, BAD, (BAD,), BAD, {"kept": 1})
    clean = clean_edit(edits.CorrectMeta("talks", typed))
    assert clean == edits.CorrectMeta(
        "talks", Meta(GOOD, GOOD, GOOD, GOOD, (GOOD,), GOOD, {"kept": 1})
    )
    assert clean_edit(edits.ReplaceLabelSet(LABEL_SET)) == edits.ReplaceLabelSet(LABEL_SET)


def test_a_label_set_is_made_clean() -> None:
    def label_set(said: str) -> LabelSet:
        return LabelSet(
            said,
            said,
            (SpanLabel("p", said, "#c2571a", "1", said, said, said),),
            (RelationLabel("w", said, "#c2571a", frozenset("p"), guideline=said),),
            (Attribute("m", said, "choice", values=(said,), description=said),),
            (DocumentLabel("d", said, said, said),),
        )

    typed = edits.ReplaceLabelSet(label_set(BAD))
    assert clean_edit(typed) == edits.ReplaceLabelSet(label_set(GOOD))


@given(set_edits)
def test_cleaning_twice_is_cleaning_once(edit: edits.SetEdit) -> None:
    assert clean_edit(clean_edit(edit)) == clean_edit(edit)

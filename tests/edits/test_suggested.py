"""A span that was accepted as it was offered is so no longer once it becomes another."""

from annotator.edits.apply import Ground, apply
from annotator.edits.edit import AddSpan, MoveSpan, RelabelSpan, SetNote
from annotator.model.annotation_set import AnnotationSet
from annotator.model.span import Span
from annotator.model.suggested import Suggested
from tests.builders import LABEL_SET

GROUND = Ground(LABEL_SET, 40)
OFFERED = Span("s", "p", ((0, 5),), origin="suggested", suggested=Suggested("m", "1", 0.9))
SET = apply(AddSpan(OFFERED), AnnotationSet("set", "talks", "me"), GROUND).annotation_set


def test_another_label_or_other_ends_change_it_and_undo_brings_it_back() -> None:
    for edit in (RelabelSpan("s", "o"), MoveSpan("s", ((0, 9),))):
        outcome = apply(edit, SET, GROUND)
        after = outcome.annotation_set.spans["s"]
        assert after.suggested == OFFERED.suggested._replace(answer="changed")
        assert after.origin == "suggested"
        assert apply(outcome.inverse, outcome.annotation_set, GROUND).annotation_set == SET


def test_what_is_said_of_it_does_not() -> None:
    for edit in (SetNote("s", "why"), RelabelSpan("s", "p"), MoveSpan("s", ((0, 5),))):
        assert apply(edit, SET, GROUND).annotation_set.spans["s"].suggested == OFFERED.suggested

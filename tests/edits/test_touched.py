"""What acts of a review touch: the verdicts that are answered, and the labels that answers take."""

from annotator.edits import edit as edits
from annotator.edits.touched import ANSWER, CORE, GONE, MADE, touched_by
from annotator.model.verdict import Remark
from tests.builders import TEXT, make_span

SPAN = make_span(TEXT, "Ilse Varga", "p", "a")._replace(attributes={"m": "named"})
REMARK = Remark("r", "talks", "v", "jon", "2026-01-24", "No.")


def test_several_answers_touch_all_that_they_take() -> None:
    accepted = edits.AnswerVerdict("v", "accepted", edits.RelabelSpan("a", "o"))
    contested = edits.AnswerVerdict("w", "contested")
    act = edits.ReviewTogether((accepted, contested, edits.Say(REMARK)))
    inverse = edits.ReviewTogether(
        (
            edits.Unsay("r"),
            edits.AnswerVerdict("w", None),
            edits.AnswerVerdict("v", None, edits.PutBack(SPAN)),
        )
    )
    assert list(touched_by(act, inverse)) == [
        ("v", ANSWER),
        ("a", CORE),
        ("a", ("attribute", "m")),
        ("w", ANSWER),
        ("r", MADE),
    ]
    assert ("r", GONE) in touched_by(inverse, act)

"""Which documents, entities, people and imports an edit names."""

import pytest

from annotator.edits import edit as edits
from annotator.edits.carrying import carried_act
from annotator.edits.edit import Edit
from annotator.edits.mentioned import mentioned_in
from annotator.model.assignment import Assignment
from annotator.model.document import Meta
from annotator.model.entity import Entity
from annotator.model.hidden import Hidden
from annotator.model.oddity import Dismissal
from annotator.model.span import Span
from annotator.model.verdict import Remark, Verdict

SPAN = Span("s", "p", ((0, 1),), entity="e")
ASSIGNED = Assignment("a", "ilse", "2026", "mara", is_blind=False)
VERDICT = Verdict("v", "a", "mara", "2026", "first")


@pytest.mark.parametrize(
    ("edit", "documents"),
    [
        (edits.CorrectMeta("a", Meta()), {"a"}),
        (edits.Look("a"), {"a"}),
        (edits.Settle((VERDICT, Verdict("w", "b", "mara", "2026", "first"))), {"a", "b"}),
        (edits.ReviewTogether((edits.Say(Remark("r", "a", "v", "jon", "2026", "?")),)), {"a"}),
        (edits.Assign((ASSIGNED,), (("b", "jon"),)), {"a", "b"}),
        (edits.Hide((Hidden("a", "2026", None, is_removed=True),), ("b",)), {"a", "b"}),
        (edits.Dismiss((Dismissal("a", "k", "n"),), (Dismissal("b", "k", "n"),)), {"a", "b"}),
        (edits.JoinAnnotators("x", "y", verdicts=(VERDICT,), withdrawn=(("b", "x"),)), {"a", "b"}),
        (edits.Together((edits.AddSpan(SPAN),), carried_act("a")), {"a"}),
        (edits.PutEntities((), linked=edits.Together((), carried_act("a"))), {"a"}),
        (edits.AnswerVerdict("v", "accepted", edits.Together((), carried_act("a"))), {"a"}),
        (edits.AddSpan(SPAN), set()),
        (edits.BringIn("i", ("a.txt",)), set()),
    ],
)
def test_documents(edit: Edit, documents: set[str]) -> None:
    assert mentioned_in(edit).documents == documents


def test_entities_people_and_imports() -> None:
    said = mentioned_in(
        edits.Together((edits.AddSpan(SPAN), edits.LinkSpan("s", "f", "F"))),
        edits.PutEntities((Entity("g", "G"),), ("h",), edits.PutBack(SPAN)),
        edits.RenameAnnotators((("x", "Maria"), ("y", "Maria, second time"))),
        edits.TakeIn("i"),
        edits.Retire("j"),
    )
    assert said.entities == {"e", "f", "g", "h"}
    assert said.people == {"x", "y"}
    assert said.imports == {"i", "j"}

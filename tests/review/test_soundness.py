"""A verdict is sound where it fits its article, the labels and the people."""

from dataclasses import replace

import pytest

from annotator.model.difference import Difference
from annotator.model.relation import Relation
from annotator.model.span import Span
from annotator.model.verdict import Verdict
from annotator.review.soundness import Ground, unsound

GROUND = Ground(40, {"p", "o", "w"}, {"ilse", "jon"})
FIRST, SECOND = Span("a", "p", ((0, 7),)), Span("b", "o", ((3, 7), (30, 40)))
DIFFERENCE = Difference("label_and_boundary", FIRST, SECOND)
SOUND = Verdict("v", "talks", "mara", "2026-01-24", "first", DIFFERENCE, "ilse", "jon")
TIE = Difference("relation", Relation("r", "w", "a", "b"), None, (FIRST, SECOND), fault="missing")


@pytest.mark.parametrize(
    ("verdict", "faults"),
    [
        (SOUND, []),
        (replace(SOUND, difference=TIE, answers=(("ilse", "accepted"),)), []),
        (replace(SOUND, choice="added", difference=None, outcome=(FIRST,)), []),
        (replace(SOUND, choice="perhaps"), ["verdict in unknown words"]),
        (replace(SOUND, difference=replace(DIFFERENCE, kind="odd")), ["verdict in unknown words"]),
        (replace(SOUND, difference=replace(TIE, fault="odd")), ["verdict in unknown words"]),
        (replace(SOUND, outcome=(Span("x", "p", ((39, 41),)),)), ["verdict outside text"]),
        (replace(SOUND, outcome=(Span("x", "p", ((-1, 4),)),)), ["verdict outside text"]),
        (replace(SOUND, outcome=(Span("x", "p", ((5, 5),)),)), ["verdict outside text"]),
        (replace(SOUND, outcome=(Span("x", "p", ((5, 9), (7, 12))),)), ["verdict outside text"]),
        (
            replace(SOUND, outcome=(Span("x", "gone", ((0, 1),)),)),
            ["verdict on an unknown label"],
        ),
        (
            replace(SOUND, difference=replace(TIE, first_ends=(FIRST, SECOND._replace(label="x")))),
            ["verdict on an unknown label"],
        ),
        (replace(SOUND, answers=(("nobody", "accepted"),)), ["verdict answered by nobody"]),
        (replace(SOUND, answers=(("ilse", "shrugged"),)), ["verdict answered by nobody"]),
    ],
)
def test_what_is_wrong_is_named(verdict: Verdict, faults: list[str]) -> None:
    assert list(unsound(verdict, GROUND)) == faults

"""Which cases are wanted, and which articles come first."""

from annotator.model.difference import Difference
from annotator.model.span import Span
from annotator.model.verdict import Verdict
from annotator.review.cases import Case
from annotator.review.queue import CaseFilter, Standing, in_queue_order, labels_of

PERSON = Span("a", "p", ((0, 4),))
PLACE = Span("b", "o", ((0, 4),))
LABEL = Difference("label", PERSON, PLACE)
MISSING = Difference("missing", PERSON)


def _verdict(difference: Difference | None = LABEL, **parts: object) -> Verdict:
    return Verdict(
        "v", "talks", "mara", "2026", **{"choice": "first", "difference": difference, **parts}
    )  # type: ignore[arg-type]


OPEN = Case(LABEL)
SETTLED = Case(LABEL, _verdict(reason="slip"))
STALE = Case(LABEL, _verdict(), is_stale=True)
FLAGGED = Case(MISSING, _verdict(MISSING, needs_guideline=True))
ALL = [OPEN, SETTLED, STALE, FLAGGED]


def _passing(**asked: object) -> list[Case]:
    wanted = CaseFilter(**asked)  # type: ignore[arg-type]
    return [one for one in ALL if wanted.lets_pass(one)]


def test_what_is_not_asked_passes() -> None:
    assert _passing() == ALL
    assert CaseFilter().is_everything


def test_by_each_question_and_by_several() -> None:
    assert _passing(kinds=frozenset({"missing"})) == [FLAGGED]
    assert _passing(labels=frozenset({"o"})) == [OPEN, SETTLED, STALE]
    assert _passing(states=frozenset({"open", "stale"})) == [OPEN, STALE]
    assert _passing(reasons=frozenset({"slip", "boundary"})) == [SETTLED]
    assert _passing(needs_guideline=True) == [FLAGGED]
    assert _passing(states=frozenset({"settled"}), labels=frozenset({"o"})) == [SETTLED]


def test_an_attribute_and_what_a_reviewer_made_are_labels_too() -> None:
    attribute = Difference("attribute", PERSON, PERSON, attribute="m")
    made = _verdict(choice="edited", outcome=(PERSON._replace(label="r"),))
    assert labels_of(Case(attribute)) == {"p", "m"}
    assert labels_of(Case(LABEL, made)) == {"p", "o", "r"}


def test_what_was_added() -> None:
    added = _verdict(None, choice="added", outcome=(PERSON,), reason="slip")
    for wanted, passes in (
        (CaseFilter(), True),
        (CaseFilter(kinds=frozenset({"missing"})), False),
        (CaseFilter(labels=frozenset({"p"}), reasons=frozenset({"slip"})), True),
        (CaseFilter(labels=frozenset({"o"})), False),
        (CaseFilter(states=frozenset({"open"})), False),
        (CaseFilter(needs_guideline=True), False),
    ):
        assert wanted.lets_added_pass(added) is passes


def test_worst_first_whatever_is_settled() -> None:
    good = Standing("good", 9, 1, 1)
    bad = Standing("bad", 1, 9, 0)
    worse = Standing("worse", 2, 18, 3)
    silent = Standing("silent", 0, 0, 0)
    standings = [good, bad, silent, worse]
    assert in_queue_order(standings, "reading") == standings
    assert in_queue_order(standings, "worst") == [worse, bad, good, silent]
    assert (good.agreement, silent.agreement) == (0.9, 1.0)

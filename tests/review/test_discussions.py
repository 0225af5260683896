"""Which remarks belong together, and for whom an answer is due."""

from annotator.model.difference import Difference
from annotator.model.verdict import Remark, Verdict
from annotator.review.discussions import (
    count_unanswered,
    is_open,
    subjects_of_annotation,
    subjects_of_difference,
    subjects_of_verdict,
    thread_of,
)
from tests.builders import TEXT, make_span

ILSE = make_span(TEXT, "Ilse Varga", "p", "a")
LABEL = Difference("label", ILSE, ILSE._replace(id="b", label="o"))
VERDICT = Verdict("v", "talks", "mara", "2026-01-24", "second", LABEL, "ilse", "jon")


def _say(who: str, about: str, *, is_closing: bool = False) -> Remark:
    return Remark(f"{who}-{about}", "talks", about, who, "2026-01-24", "words", is_closing)


def test_a_verdict_ties_together_what_is_said_of_both_sides() -> None:
    assert subjects_of_difference(LABEL) == ("a", "b")
    assert subjects_of_verdict(VERDICT) == ("v", "a", "b")
    assert subjects_of_annotation("b", [VERDICT]) == {"v", "a", "b"}
    assert subjects_of_annotation("c", [VERDICT]) == {"c"}


def test_what_is_said_of_the_whole_document() -> None:
    politics = Difference("document_label", document_label="d1", first_value=True)
    assert subjects_of_difference(politics) == ("d1",)


def test_a_thread_keeps_the_order() -> None:
    said = [_say("mara", "v"), _say("jon", "elsewhere"), _say("ilse", "a")]
    assert thread_of(said, subjects_of_verdict(VERDICT)) == (said[0], said[2])


def test_open_until_it_is_closed_and_again_after_a_further_word() -> None:
    said = [_say("mara", "v")]
    assert not is_open([])
    assert is_open(said)
    assert not is_open([*said, _say("ilse", "v", is_closing=True)])
    assert is_open([*said, _say("ilse", "v", is_closing=True), _say("mara", "v")])


def test_an_answer_is_due_to_what_others_said_last() -> None:
    said = [_say("mara", "v"), _say("ilse", "v"), _say("mara", "v"), _say("jon", "a")]
    assert count_unanswered(said, "ilse") == 2
    assert count_unanswered(said, "jon") == 0
    assert count_unanswered(said, "ana") == 4
    assert count_unanswered([*said, _say("mara", "v", is_closing=True)], "ilse") == 0

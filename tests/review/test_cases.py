"""Which verdict answers which difference, now and after the sets have moved on."""

from dataclasses import replace

import pytest

from annotator.model.difference import Difference
from annotator.model.relation import Relation
from annotator.model.span import Span
from annotator.model.verdict import Choice, Verdict
from annotator.review.cases import Case, find_cases
from annotator.review.compare import compare
from tests.builders import LABEL_SET, TEXT, make_set, make_span

ILSE = make_span(TEXT, "Ilse Varga", "p", "a")
THEIRS = ILSE._replace(id="b", label="o")


def _verdict(difference: Difference | None, choice: Choice = "first", **rest: object) -> Verdict:
    made = Verdict("v", "talks", "mara", "2026-01-24", choice, difference, "ilse", "jon")
    return replace(made, **rest)  # type: ignore[arg-type]


def _cases(
    first: list[Span | Relation], second: list[Span | Relation], *verdicts: Verdict
) -> list[Case]:
    differences = compare(make_set(*first), make_set(*second), LABEL_SET).differences
    return find_cases(differences, verdicts)


LABEL = Difference("label", ILSE, THEIRS)


def test_what_nobody_has_settled_is_open() -> None:
    (case,) = _cases([ILSE], [THEIRS])
    assert (case.verdict, case.is_stale, case.is_open) == (None, False, True)


@pytest.mark.parametrize("choice", ["first", "second", "both", "neither"])
def test_a_verdict_settles_what_it_was_about(choice: Choice) -> None:
    (case,) = _cases([ILSE], [THEIRS], _verdict(LABEL, choice))
    assert not case.is_open


def test_a_verdict_that_is_contested_is_open_again() -> None:
    contested = _verdict(LABEL, answers=(("ilse", "accepted"), ("jon", "contested")))
    (case,) = _cases([ILSE], [THEIRS], contested)
    assert (case.is_contested, case.is_stale, case.is_open) == (True, False, True)
    assert contested.objectors == ("jon",)
    (case,) = _cases([ILSE], [THEIRS], _verdict(LABEL, answers=(("ilse", "accepted"),)))
    assert not case.is_open


def test_whoever_goes_along_opens_nothing_anew() -> None:
    edited = _verdict(LABEL, "edited", outcome=(Span("e", "r", ((0, 7),)),))
    moved = THEIRS._replace(label="r", fragments=((0, 7),))
    assert len(_cases([ILSE], [moved])) == 2
    assert not any(one.is_open for one in _cases([ILSE], [moved], edited))
    assert not any(one.is_open for one in _cases([ILSE], [], _verdict(LABEL, "first")))


def test_a_set_that_moved_elsewhere_makes_the_verdict_stale() -> None:
    (case,) = _cases([ILSE], [THEIRS._replace(label="r")], _verdict(LABEL))
    assert (case.is_stale, case.is_open) == (True, True)
    assert case.verdict is not None


def test_a_third_who_says_the_same_is_answered_too() -> None:
    (case,) = _cases([ILSE], [THEIRS._replace(id="c")], _verdict(LABEL))
    assert not case.is_open


def test_a_verdict_on_other_words_settles_nothing_here() -> None:
    elsewhere = make_span(TEXT, "Monday", "p", "m")
    (case,) = _cases([ILSE], [THEIRS], _verdict(Difference("missing", elsewhere)))
    assert case.verdict is None


def test_the_newest_verdict_counts() -> None:
    old, new = _verdict(LABEL), _verdict(LABEL, "second", id="w", at="2026-02-01")
    (case,) = _cases([ILSE], [THEIRS], new, old)
    assert case.verdict == new


def test_an_attribute_is_another_question_than_the_label() -> None:
    named = ILSE._replace(attributes={"m": "named"})
    said = ILSE._replace(id="b", attributes={"m": "pronoun"})
    (case,) = _cases([named], [said], _verdict(Difference("label", named, said)))
    assert case.is_open
    (case,) = _cases([named], [said], _verdict(case.difference, "second"))
    assert not case.is_open
    (case,) = _cases([named._replace(attributes={})], [said], _verdict(case.difference, "second"))
    assert case.is_stale


def test_a_relation_is_settled_by_what_its_ends_cover() -> None:
    lines = make_span(TEXT, "Norrow Lines", "o", "n")
    works = Relation("w", "w", "a", "n")
    (case,) = _cases([ILSE, lines, works], [ILSE, lines])
    assert case.difference.fault == "missing"
    settled = _verdict(case.difference, "neither")
    (case,) = _cases([ILSE, lines, works], [ILSE, lines], settled)
    assert not case.is_open


def test_document_labels() -> None:
    first = replace(make_set(), labels=frozenset({"d1"}))
    differences = compare(first, make_set(), LABEL_SET).differences
    (case,) = find_cases(differences, [_verdict(differences[0], "second")])
    assert not case.is_open


def test_whoever_takes_over_what_was_added_opens_nothing() -> None:
    added = _verdict(None, "added", outcome=(ILSE,))
    (case,) = _cases([], [ILSE._replace(id="b")], added)
    assert not case.is_open

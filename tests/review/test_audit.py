"""The sample of what all agree on: always the same, as large as asked; its error with an interval."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.model.difference import Difference
from annotator.model.relation import Relation
from annotator.model.span import Span
from annotator.model.verdict import Choice, Verdict
from annotator.review.audit import (
    error_rate,
    is_drawn,
    is_place_drawn,
    keep_audited,
    sample_agreed,
    wilson,
)
from annotator.review.cases import Case, find_cases
from annotator.review.compare import compare
from annotator.review.votes import count_votes
from tests.builders import LABEL_SET, make_set

SPANS = [Span(f"s{at}", "p", ((at * 10, at * 10 + 5),)) for at in range(400)]


def _sample(share: float, document: str = "talks", names: str = "ab") -> list[Difference]:
    sets = [
        replace(
            make_set(
                *(one._replace(id=f"{one.id}-{name}") for one in SPANS),
                Relation(f"r-{name}", "s", f"s0-{name}", f"s1-{name}"),
                annotator=name,
                document=document,
            )
        )
        for name in names
    ]
    return list(sample_agreed(*sets, compare(*sets, LABEL_SET), share))


def _places(drawn: list[Difference]) -> set[tuple[int, int]]:
    return {one.place for one in drawn}


def test_as_much_as_asked_and_always_the_same() -> None:
    drawn = _sample(0.1)
    assert 20 <= len(drawn) <= 60
    assert {one.kind for one in drawn} == {"agree"}
    assert all(one.first and one.second and one.first.id != one.second.id for one in drawn)
    assert _places(drawn) == _places(_sample(0.1, names="ba")) == _places(_sample(0.1, names="xy"))
    assert _places(drawn) < _places(_sample(0.3))
    assert _places(drawn) != _places(_sample(0.1, "other"))
    assert _sample(0) == []
    everything = _sample(1)
    assert len(everything) == 401
    assert everything[-1].first_ends is not None and everything[-1].second_ends is not None


def test_three_are_asked_of_the_same() -> None:
    sets = [
        make_set(*(one._replace(id=f"{one.id}-{name}") for one in SPANS), annotator=name)
        for name in "abc"
    ]
    drawn = [one for one in count_votes(sets, LABEL_SET) if is_place_drawn("talks", 0.1, one)]
    asked = {one.difference.place for one in drawn}
    assert asked == {one.place for one in _sample(0.1) if isinstance(one.first, Span)}
    (alone, *_) = count_votes(sets[:1], LABEL_SET)
    assert not is_place_drawn("talks", 1, alone)


def test_a_relation_is_drawn_by_what_it_ties() -> None:
    ends = (SPANS[0], SPANS[1])
    renamed = Relation("other", "w", "x", "y")
    assert is_drawn("talks", 1, renamed, ends)
    shares = [at / 100 for at in range(101)]
    tie = Relation("tie", "w", "s0", "s1")
    assert [is_drawn("talks", one, tie, ends) for one in shares] == [
        is_drawn("talks", one, renamed, ends) for one in shares
    ]


def _judged(*choices: Choice | None) -> list[Case]:
    cases = []
    for at, choice in enumerate(choices):
        difference = Difference("agree", SPANS[at], SPANS[at]._replace(id="other"))
        verdict = Verdict(f"v{at}", "talks", "mara", "2026", choice, difference) if choice else None
        cases.append(Case(difference, verdict))
    return cases


def test_the_error_is_what_was_overturned_of_what_was_judged() -> None:
    assert error_rate(_judged(None, None)) is None
    rate = error_rate(_judged("first", "second", "both", "neither", "edited", None))
    assert rate is not None and rate.value == pytest.approx(0.4)
    stale = replace(_judged("neither")[0], is_stale=True)
    assert error_rate([stale]) is None


def test_published_intervals() -> None:
    """Newcombe 1998 (Statistics in Medicine 17:857-872), table I, method 3."""
    for wrong, count, low, high in (
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0000, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ):
        assert wilson(wrong / count, count) == pytest.approx((low, high), abs=5e-5)


@given(st.integers(1, 500).flatmap(lambda count: st.tuples(st.integers(0, count), st.just(count))))
def test_the_interval_holds_the_rate(trial: tuple[int, int]) -> None:
    wrong, count = trial
    low, high = wilson(wrong / count, count)
    assert 0 <= low <= wrong / count + 1e-12 and wrong / count - 1e-12 <= high <= 1


def test_what_agrees_because_it_was_decided_is_not_asked_again() -> None:
    one, other = SPANS[0], SPANS[0]._replace(id="other")
    before = Difference("label", one, other._replace(label="o"))
    verdict = Verdict("v", "talks", "mara", "2026", "first", before)
    asked = find_cases([Difference("agree", one, other)], [verdict])
    assert not asked[0].is_open
    assert keep_audited(asked) == []
    assert keep_audited(_judged("neither")) == _judged("neither")

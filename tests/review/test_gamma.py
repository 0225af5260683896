"""Gamma: the best alignment is that of another program, chance is about the same, and it keeps to
what any measure of agreement keeps to."""

from itertools import permutations
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.model.span import Span
from annotator.review.gamma import Extents, align, extents_of, gamma_values, measure_disorder, move
from annotator.review.units import units_of
from tests.review.worked_examples import make_examples, read
from tests.strategies import LENGTH, spans

pytest.importorskip("scipy", reason="scipy comes with the extra gamma")

FIGURES = read("gamma")
CASES = {one["name"]: one for one in FIGURES["disorders"]}
COLUMNS = {"p": 0, "o": 1, "r": 2, "c": 3}
few = st.lists(spans(), max_size=4, unique_by=lambda span: span.id)


def people_of(case: dict[str, Any], begin: float = 0) -> list[Extents]:
    labels = sorted({label for _, label, *_ in case["units"]})
    people = []
    for name in sorted({name for name, *_ in case["units"]}):
        theirs = [unit for unit in case["units"] if unit[0] == name]
        people.append(
            Extents(
                np.array([start - begin for _, _, start, _ in theirs], float),
                np.array([end - begin for *_, end in theirs], float),
                np.array([labels.index(label) for _, label, *_ in theirs]),
            )
        )
    return people


def extents(*annotators: list[Span]) -> list[Extents]:
    return [extents_of(units_of(one, COLUMNS)) for one in annotators]


@pytest.mark.parametrize("name", CASES)
def test_the_least_disorder_is_that_of_another_program(name: str) -> None:
    people = people_of(CASES[name])
    for position, expected in CASES[name]["by_position_weight"].items():
        assert align(people, float(position)) == pytest.approx(expected, rel=1e-6, abs=1e-7)


@pytest.mark.parametrize("position", [1, 3])
def test_gamma_comes_near_to_that_of_another_program(position: int) -> None:
    """Both draw chance: 300 draws here, 3,000 there."""
    people = people_of(CASES[FIGURES["gamma"]["of"]], begin=2)
    said = FIGURES["gamma"]["by_position_weight"][str(position)]
    random = np.random.default_rng(1)
    expected = np.mean([align(move(people, 58, random), position) for _ in range(300)])
    assert expected == pytest.approx(said["expected"], rel=0.03)
    assert 1 - align(people, position) / expected == pytest.approx(said["gamma"], abs=0.02)


def cheapest(annotators: list[Extents]) -> float:
    """Try all ways of laying units together, with the units of two annotators."""
    first, second = annotators
    best = float("inf")
    slots = [*range(len(second.labels)), *[None] * len(first.labels)]
    for chosen in set(permutations(slots, len(first.labels))):
        cost = float(len(second.labels) - sum(one is not None for one in chosen))
        for here, there in enumerate(chosen):
            if there is None:
                cost += 1
                continue
            ends = abs(first.starts[here] - second.starts[there])
            ends += abs(first.ends[here] - second.ends[there])
            lengths = first.ends[here] - first.starts[here]
            lengths += second.ends[there] - second.starts[there]
            cost += (ends / lengths) ** 2 + float(first.labels[here] != second.labels[there])
        best = min(best, cost)
    return best / ((len(first.labels) + len(second.labels)) / 2)


@settings(max_examples=40, deadline=None)
@given(few, few)
def test_no_other_alignment_has_less(first: list[Span], second: list[Span]) -> None:
    people = extents(first, second)
    if first or second:
        assert align(people) == pytest.approx(cheapest(people))
        # Two are aligned in a way of their own, which gives what that for many gives.
        assert align([*people, people[0]]) == pytest.approx(align([people[0], *people]))


@settings(max_examples=20, deadline=None)
@given(few, few, few, st.permutations([0, 1, 2]))
def test_the_order_of_annotators_does_not_matter(
    first: list[Span], second: list[Span], third: list[Span], order: list[int]
) -> None:
    people = extents(first, second, third)
    if first or second or third:
        assert align([people[at] for at in order]) == pytest.approx(align(people))
        assert align([people[0]] * 3 if first else people) >= 0


def test_who_says_the_same_agrees_and_nobody_says_nothing() -> None:
    span = Span("a", "p", ((0, 4), (10, 14)))
    same = units_of([span], COLUMNS)
    found = measure_disorder([same, same, same], LENGTH, 0)
    assert found.observed == 0 < found.expected
    assert gamma_values(np.array([found])).tolist() == [1]
    assert measure_disorder([units_of([], COLUMNS)] * 2, LENGTH, 0) == (0, 0)
    assert np.isnan(gamma_values(np.zeros((1, 2)))).all()


def test_gaps_are_left_aside() -> None:
    (found,) = extents([Span("a", "p", ((3, 4), (10, 14)))])
    assert (found.starts.tolist(), found.ends.tolist()) == ([3], [14])


def test_gamma_is_measured_where_it_is_asked_for() -> None:
    documents = read("other_programs")["documents"]
    without = make_examples(documents, "abc")
    assert without.gamma is without.pairs[0].gamma is None
    measured = make_examples(documents, "abc", has_gamma=True)
    for found in (measured.gamma, *(pair.gamma for pair in measured.pairs)):
        assert found is not None and found.value is not None and found.low is not None
        assert 0.5 < found.low < found.value < 0.9
    assert make_examples(documents, "abc", has_gamma=True) == measured
    two = make_examples(documents, "ab", has_gamma=True)
    assert two.gamma == two.pairs[0].gamma

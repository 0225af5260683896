"""The alphas of unitizing, also where spans overlap, stack and have gaps."""

import math
from collections import Counter
from itertools import permutations

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from annotator.model.span import Span
from annotator.review.unitizing import Continuum, Family, Lengths, family
from annotator.review.units import units_of
from tests.strategies import LENGTH, spans

many = st.lists(spans(), max_size=6, unique_by=lambda span: span.id)
COLUMNS = {"p": 0, "o": 1, "r": 2, "c": 3}


def lengths_of(first: list[Span], second: list[Span], length: int = LENGTH) -> Lengths:
    units = [units_of(one, COLUMNS) for one in (first, second)]
    return Continuum(units, length).lengths(0, 1)


def family_of(*annotators: list[Span], length: int = LENGTH) -> Family:
    units = [units_of(one, COLUMNS) for one in annotators]
    continuum = Continuum(units, length)
    rows = np.zeros((5, 1 + len(COLUMNS)))
    for one, other in permutations(range(len(units)), 2):
        found = continuum.lengths(one, other)
        rows[:, 0] += found.rows[:, 0] / 2 / (len(units) - 1)
        rows[:, found.labels + 1] += found.rows[:, 1:] / 2 / (len(units) - 1)
    return family(rows[np.newaxis])


def naive(first: list[Span], second: list[Span]) -> tuple[dict[object, float], dict[object, float]]:
    """Go from character to character: what agrees, and what there is to agree on, by label (None:
    gaps); each counted from both sides."""
    agreeing: dict[object, float] = Counter()
    margins: dict[object, float] = Counter()
    for at in range(LENGTH):
        here = Counter(span.label for span in first if span.covers(at))
        there = Counter(span.label for span in second if span.covers(at))
        lanes = max(here.total(), there.total(), 1)
        for side in (here, there):
            margins.update(side)
            margins[None] += lanes - side.total()
        for label, count in (here & there).items():
            agreeing[label] += 2 * count
        if not here and not there:
            agreeing[None] += 2
    return agreeing, margins


@given(many, many)
def test_lengths_are_those_that_one_counts_character_by_character(
    first: list[Span], second: list[Span]
) -> None:
    found = lengths_of(first, second)
    agreeing, margins = naive(first, second)
    names = [None, *("porc"[at] for at in found.labels)]
    for column, name in enumerate(names):
        assert found.rows[0, column] == agreeing.get(name, 0)
        assert found.rows[1, column] == margins.get(name, 0)
    assert found.rows[0].sum() <= found.rows[1].sum()
    assert (found.rows[3] <= found.rows[1] + 1e-9).all()
    assert (found.rows[4] <= found.rows[2] + 1e-9).all()


@given(many, many)
def test_turned_round_it_is_the_same(first: list[Span], second: list[Span]) -> None:
    here, there = lengths_of(first, second), lengths_of(second, first)
    assert np.allclose(here.rows, there.rows)


@given(many)
def test_whoever_says_the_same_agrees(first: list[Span]) -> None:
    same = [span._replace(id=f"b{span.id}") for span in first]
    found = family_of(first, same)
    for value in (found.u[0], found.u_bar[0], found.cu[0], *found.ku[0]):
        assert math.isnan(value) or value == pytest.approx(1)
    labels = {span.label for span in first}
    is_all = all(any(span.covers(at) for span in first) for at in range(LENGTH))
    assert math.isnan(found.u[0]) is (not first or (len(labels) == 1 and is_all))


@given(many, many)
def test_no_alpha_is_above_one(first: list[Span], second: list[Span]) -> None:
    found = family_of(first, second)
    for value in (found.u[0], found.u_bar[0], found.cu[0], *found.ku[0]):
        assert math.isnan(value) or value <= 1 + 1e-9
    for coverage in (found.cu_coverage[0], *found.ku_coverage[0]):
        assert math.isnan(coverage) or 0 <= coverage <= 1 + 1e-9


@given(many, many, st.permutations("porc"))
def test_what_labels_are_called_does_not_matter(
    first: list[Span], second: list[Span], names: list[str]
) -> None:
    new = dict(zip("porc", names, strict=True))
    renamed = [[span._replace(label=new[span.label]) for span in one] for one in (first, second)]
    here, there = family_of(first, second), family_of(*renamed)
    assert here.u[0] == pytest.approx(there.u[0], nan_ok=True)
    assert here.cu[0] == pytest.approx(there.cu[0], nan_ok=True)


@given(many, many, many, st.permutations([0, 1, 2]))
def test_the_order_of_annotators_does_not_matter(
    first: list[Span], second: list[Span], third: list[Span], order: list[int]
) -> None:
    people = [first, second, third]
    here, there = family_of(*people), family_of(*(people[at] for at in order))
    assert here.u[0] == pytest.approx(there.u[0], nan_ok=True)
    assert here.cu[0] == pytest.approx(there.cu[0], nan_ok=True)


@given(many, many)
def test_there_is_an_alpha_as_soon_as_there_are_a_span_and_a_gap(
    first: list[Span], second: list[Span]
) -> None:
    everybody = [*first, *second]
    assume(any(not any(span.covers(at) for span in everybody) for at in range(LENGTH)))
    assert math.isnan(family_of(first, second).u[0]) is (not everybody)


def test_parts_of_a_span_are_one_unit() -> None:
    whole = [Span("a", "p", ((0, 4), (10, 14)))]
    parts = [Span("a", "p", ((0, 4),)), Span("b", "p", ((10, 14),))]
    assert lengths_of(whole, whole).rows[2, 1] == 2 * 8**2
    assert lengths_of(parts, parts).rows[2, 1] == 2 * (4**2 + 4**2)


def test_stacked_labels_meet_their_like() -> None:
    stacked = [Span("a", "p", ((0, 4),)), Span("b", "o", ((0, 4),))]
    found = family_of(stacked, [Span("c", "o", ((0, 4),))])
    # One lane agrees; in the other a label stands over against a gap.
    assert lengths_of(stacked, [Span("c", "o", ((0, 4),))]).rows[1].tolist() == [
        2 * (LENGTH - 4) + 4, 4, 8,
    ]  # fmt: skip
    assert found.u[0] < 1
    assert math.isnan(found.cu[0])

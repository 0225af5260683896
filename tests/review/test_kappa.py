"""Kappa of words: which labels are on each word, and what two say alike."""

from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.model.span import Span
from annotator.review.kappa import Words
from annotator.review.units import units_of
from annotator.text.tokens import words
from tests.review.worked_examples import kappa_of
from tests.strategies import LENGTH, spans

many = st.lists(spans(), max_size=8, unique_by=lambda span: span.id)
COLUMNS = {"p": 0, "o": 1, "r": 2, "c": 3}
TEXT = "a bc, def g-h  ij. 中文 klm nop (qr) s't uvwx"[:LENGTH].ljust(LENGTH)


def label(spans: list[Span], text: str = TEXT) -> list[frozenset[int]]:
    values, which = Words(text).label(units_of(spans, COLUMNS))
    return [values[at] for at in which]


@given(many)
def test_a_word_wears_the_labels_of_the_spans_that_touch_it(spans: list[Span]) -> None:
    assert label(spans) == [
        frozenset(
            COLUMNS[span.label] for span in spans if any(span.covers(at) for at in range(*word))
        )
        for word in words(TEXT)
    ]


def test_a_span_of_white_space_touches_no_word() -> None:
    at = TEXT.index("  ")
    assert set(label([Span("a", "p", ((at, at + 2),))])) == {frozenset()}


def test_a_text_without_words() -> None:
    assert label([], "  \n ") == []


def test_more_labels_than_a_number_has_bits() -> None:
    columns = {f"l{at}": at for at in range(70)}
    spans = [Span(f"{at}", f"l{at}", ((0, at + 1),)) for at in range(70)]
    text = "中" * 70
    values, which = Words(text).label(units_of(spans, columns))
    assert [values[at] for at in which] == [frozenset(range(at, 70)) for at in range(70)]


pairs = st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), max_size=30)


@given(pairs)
def test_kappa_is_as_in_the_book(items: list[tuple[int, int]]) -> None:
    found = kappa_of([list(item) for item in items])
    first, second = Counter(one for one, _ in items), Counter(other for _, other in items)
    count = len(items)
    by_chance = sum(first[value] * second[value] for value in first)
    if not count or by_chance == count * count:
        assert found is None
        return
    expected = by_chance / count**2
    observed = sum(one == other for one, other in items) / count
    assert found == pytest.approx((observed - expected) / (1 - expected))
    assert np.isfinite(found) and found <= 1

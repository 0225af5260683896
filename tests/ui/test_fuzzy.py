"""Finding by a few letters."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.ui.fuzzy import fit


@pytest.mark.parametrize(
    ("query", "better", "worse"),
    [
        ("exp", "Export a corpus…", "Next part of the span"),
        ("nar", "Next article", "Find in the article"),
        ("dark", "Dark colours", "Done, and the next remark"),
        ("undo", "Undo", "Run down"),
    ],
)
def test_starts_of_words_and_runs_of_letters_win(query, better, worse):
    low = fit(query, worse)
    assert fit(query, better) > (low if low is not None else -1000)


@pytest.mark.parametrize(("query", "text"), [("xyz", "Undo"), ("undoo", "Undo"), ("ou", "Undo")])
def test_letters_that_are_not_there_in_order_do_not_fit(query, text):
    assert fit(query, text) is None


def test_a_word_start_is_not_taken_where_the_rest_would_be_lost():
    assert fit("001:", "00021:1") is not None


def test_no_query_fits_everything_alike():
    assert fit("", "Undo") == fit("  ", "Export") == 0


@given(st.text(min_size=1, max_size=30), st.data())
def test_any_letters_taken_in_order_fit(text, data):
    folded = text.casefold()
    chosen = data.draw(st.lists(st.integers(0, len(folded) - 1), max_size=6, unique=True))
    query = "".join(folded[place] for place in sorted(chosen))
    if query.casefold() == query:
        assert fit(query, text) is not None

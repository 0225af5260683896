"""Spans as the corpus counts them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.model.span import Span
from annotator.review.consistency.counting import (
    LONGEST,
    Counted,
    as_counted,
    counted_words,
    may_hold_more,
    with_article,
)
from tests.builders import make_span

TEXT = "Then the Ministry's boat\nsank. “L’Élysée” and the ministry of Norrow Inc. agreed."


def counted(covered: str, text: str = TEXT) -> Counted:
    found = as_counted(text, make_span(text, covered))
    assert found is not None
    return found


def test_words_and_neighbours() -> None:
    found = counted("boat\nsank")
    assert (found.words, found.before, found.after) == ("boat sank", "ministry's", ".")
    assert (counted("Then").before, counted("agreed.").after) == ("", "")


@pytest.mark.parametrize(
    ("covered", "core", "states"),
    [
        ("Ministry", "ministry", (1, 1, 0)),
        ("the Ministry", "ministry", (2, 1, 0)),
        ("the Ministry's", "ministry", (2, 2, 0)),
        ("Élysée", "élysée", (1, 0, 0)),
        ("L’Élysée", "élysée", (2, 0, 0)),
        ("ministry", "ministry", (1, 0, 0)),
        ("Norrow Inc", "norrow inc", (0, 0, 1)),
        ("Norrow Inc.", "norrow inc", (0, 0, 2)),
        ("Then", "then", (0, 0, 0)),
        ("the", "the", (0, 0, 0)),
    ],
)
def test_what_stands_at_the_ends(covered: str, core: str, states: tuple[int, int, int]) -> None:
    found = counted(covered)
    assert (found.core, (found.article, found.possessive, found.stop)) == (core, states)


@pytest.mark.parametrize(
    ("text", "covered", "article"),
    [
        ("breathe Varga", "Varga", 0),
        ("x-the Varga", "Varga", 0),
        ("The Varga", "Varga", 1),
        ("der Verein", "Verein", 1),
        ("the “Varga”", "“Varga”", 1),
    ],
)
def test_what_is_an_article(text: str, covered: str, article: int) -> None:
    assert counted(covered, text).article == article


def test_what_is_not_counted() -> None:
    assert as_counted(TEXT, Span("s", "p", ((0, 4), (9, 17)))) is None
    assert as_counted("x" * 999, Span("s", "p", ((0, LONGEST + 1),))) is None
    assert as_counted("a – b", Span("s", "p", ((1, 4),))) is None


def test_articles_come_and_go() -> None:
    start = TEXT.index("Ministry")
    assert with_article(TEXT, start, start + 8, is_in=True) == (start - 4, start + 8)
    assert with_article(TEXT, start - 4, start + 8, is_in=False) == (start, start + 8)
    assert with_article(TEXT, 0, 4, is_in=True) == with_article(TEXT, 0, 4, is_in=False) == (0, 4)


@given(
    st.sampled_from(["", "and ", "the ", "The\n", "l’"]),
    st.sampled_from(["Ministry", "U.S", "al-Bab"]),
    st.sampled_from(["", "'s", "’s", "."]),
    st.booleans(),
    st.booleans(),
)
def test_all_variants_share_a_core(
    left: str, core: str, right: str, has_left: bool, has_right: bool
) -> None:
    text = f"{left}{core}{right} x"
    is_article = left not in ("", "and ")
    start = 0 if has_left and is_article else len(left)
    end = len(left) + len(core) + (len(right) if has_right else 0)
    found = as_counted(text, Span("s", "p", ((start, end),)))
    assert found is not None and found.core == core.casefold()
    assert found.article == (0 if not is_article else 2 if has_left else 1)


@given(st.sampled_from(["", "the ", "l’", "l'", "DER "]), st.sampled_from(["", "'s", "’S", "."]))
def test_what_may_hold_more_than_its_core(left: str, right: str) -> None:
    text = f"{left}Ministry{right}"
    found = as_counted(text, Span("s", "p", ((0, len(text)),)))
    assert found is not None
    assert counted_words(text, Span("s", "p", ((0, len(text)),))) == found.words == text
    assert may_hold_more(text) == (found.core != found.words.casefold())

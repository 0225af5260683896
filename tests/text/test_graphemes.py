"""Graphemes near an offset are those that the whole text has."""

import pytest
import regex
from hypothesis import example, given

from annotator.text.graphemes import (
    grapheme_at,
    is_boundary,
    next_boundary,
    previous_boundary,
    snap_to_graphemes,
)
from tests.text.scripts import texts, texts_with_offset, texts_with_range


def graphemes(text: str) -> list[tuple[int, int]]:
    return [match.span() for match in regex.finditer(r"\X", text)]


@given(texts_with_offset())
@example(("x" + "\u0301" * 5000, 4000))
@example(("🇩🇪" * 1500 + "x", 2501))
@example(("\u0600" + "1" * 5, 1))
@example(("東" * 3000, 2000))
@example(("क्" * 3000 + "ष", 5000))
def test_the_grapheme_at_an_offset_is_that_of_the_whole_text(case: tuple[str, int]) -> None:
    text, offset = case
    found = [one for one in graphemes(text) if one[0] <= offset < one[1]]
    assert grapheme_at(text, offset) == (found[0] if found else (len(text), len(text)))


@given(texts)
def test_boundaries_are_where_graphemes_begin_and_end(text: str) -> None:
    boundaries = {0, len(text), *(start for start, _ in graphemes(text))}
    assert {offset for offset in range(len(text) + 1) if is_boundary(text, offset)} == boundaries


@given(texts)
def test_walking_forth_and_back_meets_every_boundary(text: str) -> None:
    wanted = sorted({0, len(text), *(start for start, _ in graphemes(text))})
    forth, back = [0], [len(text)]
    while forth[-1] < len(text):
        forth.append(next_boundary(text, forth[-1]))
    while back[-1] > 0:
        back.append(previous_boundary(text, back[-1]))
    assert forth == wanted
    assert back == wanted[::-1]


@given(texts_with_range())
def test_snapping_takes_whole_graphemes_and_no_more(case: tuple[str, int, int]) -> None:
    text, start, end = case
    found = snap_to_graphemes(text, start, end)
    touched = [one for one in graphemes(text) if one[0] < end and start < one[1]]
    if start == end:
        assert found[0] == found[1] <= start
        assert is_boundary(text, found[0])
    else:
        assert found == (touched[0][0], touched[-1][1])


@pytest.mark.parametrize(
    "family", ["👩\u200d👩\u200d👧\u200d👦", "🏴\u200d☠️", "👍🏽", "e\u0301", "ᄒ\u1161\u11ab"]
)
def test_what_looks_like_one_character_is_one(family: str) -> None:
    text = f"a{family}b"
    assert grapheme_at(text, 2) == (1, 1 + len(family))


def test_the_ends_of_a_text() -> None:
    assert grapheme_at("", 0) == (0, 0)
    assert next_boundary("a", 1) == 1
    assert previous_boundary("a", 0) == 0

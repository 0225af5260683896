"""Ends of spans: what is stray and what is not, and that the mending holds."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.model.span import Span
from annotator.review.consistency.ends import _is_clear, _odd_ends, is_tidy, odd_ends


def odd(text: str, covered: str) -> tuple[str, str] | None:
    """Return what is odd of the first occurrence, and its text when mended."""
    start = text.index(covered)
    span = Span("s", "p", ((start, start + len(covered)),))
    found = odd_ends(text, span)
    if found is None:
        return None
    assert (found.kind, found.place, found.annotations) == ("ends", span.fragments, ("s",))
    return found.odd, Span("s", "p", found.better_place).covered_text(
        text
    ) if found.better_place else ""


@pytest.mark.parametrize(
    ("text", "covered", "what", "better"),
    [
        ("Ilse Varga left.", "Ilse Varga ", "space", "Ilse Varga"),
        ("then Varga left", " Varga", "space", "Varga"),
        ("of Varga, who", "Varga,", "punctuation", "Varga"),
        ("of Varga, who", "Varga, ", "punctuation", "Varga"),
        ("said Varga. Then", "Varga.", "punctuation", "Varga"),
        ("said Varga.", "Varga.", "punctuation", "Varga"),
        ("the “Norrow Lines” firm", "Norrow Lines”", "punctuation", "Norrow Lines"),
        ("the “Norrow Lines” firm", "“Norrow Lines", "punctuation", "Norrow Lines"),
        ('the "Norrow" firm', 'Norrow"', "punctuation", "Norrow"),
        ("of Norrow (the firm)", "the firm)", "punctuation", "the firm"),
        ("der „Norrow“ Verein", "Norrow“", "punctuation", "Norrow"),
        ("Vargas left", "Varga", "half word", "Vargas"),
        ("the harbourmaster", "master", "half word", "harbourmaster"),
        ("الوزيرة ورئيسة", "ئيسة", "half word", "ورئيسة"),
        ("她说。他", "她说。", "punctuation", "她说"),
        ("a cafe\u0301 here", "cafe", "half word", "cafe\u0301"),
        ("flag \U0001f1e9\U0001f1ea1 x", "\U0001f1ea1", "half character", "\U0001f1e9\U0001f1ea1"),
        ("left; then", "; ", "only punctuation", ""),
    ],
)
def test_what_is_odd(text: str, covered: str, what: str, better: str) -> None:
    assert odd(text, covered) == (what, better)


@pytest.mark.parametrize(
    ("text", "covered"),
    [
        ("Ilse Varga left.", "Ilse Varga"),
        ("the U.S. agreed", "U.S."),
        ("Norrow Inc. agreed", "Norrow Inc."),
        ("Norrow Corp. Then", "Norrow Corp."),
        ("with Yahoo! and", "Yahoo!"),
        ("the “Norrow Lines” firm", "“Norrow Lines”"),
        ("of Norrow (the firm) then", "Norrow (the firm)"),
        ("at –5 degrees", "–5"),
        ("الوزيرة ورئيسة الجزر", "رئيسة الجزر"),
        ("היא ומרים", "מרים"),
        ("for $5 or 10%", "10%"),
        ("for $5 or 10%", "$5"),
        ("He said: “We all agreed to it in June.” Then", "We all agreed to it in June."),
        ("in .NET only", ".NET"),
        ("Varga's boat", "Varga"),
        ("al-Bab fell", "al-Bab"),
        ("她说话。", "她"),
        ("so \U0001f600 it", "\U0001f600"),
        ("the workers’ boat", "workers’"),
    ],
)
def test_what_is_not(text: str, covered: str) -> None:
    assert odd(text, covered) is None


def test_every_part_is_mended_and_parts_that_meet_are_joined() -> None:
    text = "Ilse  , the Varga"
    found = odd_ends(text, Span("s", "p", ((0, 5), (11, 17))))
    assert found is not None
    assert found.better_place == ((0, 4), (12, 17))
    joined = odd_ends("harbourmaster", Span("s", "p", ((0, 3), (7, 13))))
    assert joined is not None and joined.better_place == ((0, 13),)


ANYTHING = st.text(
    st.sampled_from("aZ9é\u0301 \n,;.“”\"'()–-漢。ด้\U0001f1e9\U0001f1ea\U0001f600\u200d"),
    min_size=1,
)


@settings(max_examples=400)
@given(ANYTHING, st.data())
def test_mended_once_is_mended_for_good(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    span = Span("s", "p", ((start, end),))
    found = odd_ends(text, span)
    if found is None or not found.better_place:
        return
    assert found.better_place != span.fragments
    ((first, last),) = found.better_place
    assert 0 <= first < last <= len(text)
    # Whatever had letters or digits has them still.
    kept = [at for at in range(start, end) if text[at].isalnum()]
    assert all(first <= at < last for at in kept)
    again = odd_ends(text, Span("s", "p", found.better_place))
    assert again is None or again.odd == "only punctuation"


def test_a_character_made_whole_that_ends_amid_a_word_brings_the_word() -> None:
    text = "99999999999.\u200d9"
    found = odd_ends(text, Span("s", "p", ((0, 12),)))
    assert found is not None and found.better_place == ((0, 14),)


def test_words_that_are_looked_for_are_tidy() -> None:
    assert all(map(is_tidy, ("Varga", "U.S.", "Norrow (the firm)", "漢字")))
    assert not any(map(is_tidy, ("Varga,", "Varga.", "“Varga", ",", " Varga")))


@given(
    st.text(st.sampled_from("aßé\u0301漢ก็ 👍\u200d,.;()“'’-5\n"), min_size=1, max_size=8),
    st.data(),
)
def test_what_is_told_quickly_is_told_alike(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    if _is_clear(text, start, end):
        assert _odd_ends(text, Span("s", "p", ((start, end),))) is None

"""Unlabelled repeats: where words stand that are labelled elsewhere."""

from hypothesis import given
from hypothesis import strategies as st

from annotator.review.consistency.repeats import (
    Phrases,
    Regular,
    anchor_of,
    occurrences,
    pieces_of,
)


def find(text: str, *words: str, covered: tuple[tuple[int, int], ...] = ()) -> list[str]:
    phrases = Phrases(Regular(one, "p", 9) for one in words)
    found = phrases.find(text, [covered])
    return [text[slice(*one.place)] for one in found if one.bare == (0,)]


def test_what_stands_bare() -> None:
    text = "Varga met Varga. Vargas did not."
    assert find(text, "Varga") == ["Varga", "Varga"]
    assert find(text, "Varga", covered=((0, 5),)) == ["Varga"]
    assert find(text, "Varga", covered=((0, 16),)) == []
    assert find(text, "varga", "Ilse", "Varg") == []


def test_longer_words_go_first() -> None:
    text = "the Foreign Ministry and the Ministry"
    assert find(text, "Ministry", "Foreign Ministry") == ["Foreign Ministry", "Ministry"]
    # What is labelled as a part of something longer is not bare.
    assert find(text, "Ministry", covered=((4, 20),)) == ["Ministry"]


def test_longer_words_that_are_no_repeat_here_hide_nothing() -> None:
    text = "Varga met Quill in Lomera"
    assert find(text, text, "Lomera", covered=((0, 5),)) == ["Lomera"]
    # Each set by itself.
    phrases = Phrases(Regular(one, "p", 9) for one in (text, "Lomera"))
    found = phrases.find(text, [((0, 5),), ()])
    assert [(text[slice(*one.place)], one.bare) for one in found] == [
        (text, (1,)),
        ("Lomera", (0,)),
    ]


def test_what_is_too_little_or_untidy_is_not_looked_for() -> None:
    assert find("A man, a b, and 5, a man.", "A", "5", "man,", "–") == []


def test_other_scripts() -> None:
    assert find("昨天港口很大。", "港口") == ["港口"]
    assert find("เรือข้ามฟากออก", "ข้ามฟาก") == ["ข้ามฟาก"]
    assert find("в Москве и Москва", "Москва") == ["Москва"]
    assert find("die STRASSE und Straße", "Straße") == ["Straße"]


def test_whose_sets_leave_it_bare() -> None:
    phrases = Phrases([Regular("Varga", "p", 9)])
    (found,) = phrases.find("Varga left", [((0, 5),), (), ((6, 10),)])
    assert found.bare == (1, 2)


def test_what_mostly_stands_bare_is_given_up() -> None:
    phrases = Phrases([Regular("may", "p", 1), Regular("Varga", "p", 1)])
    for _ in range(8):
        assert len(list(phrases.find("it may, Varga", [()]))) == 2
    assert list(phrases.find("it may", [()])) == []
    assert phrases.given_up == {"may"}


def test_occurrences_are_whole_words() -> None:
    assert list(occurrences("an antenna, an ant", "an")) == [(0, 2), (12, 14)]
    assert list(occurrences("", "an")) == []


TEXTS = st.text(st.sampled_from("aBß éé́漢字ฟ้า.,'’-1ıİＡ"), max_size=12)


@given(TEXTS, TEXTS, TEXTS)
def test_what_stands_in_a_text_has_its_anchor_there(left: str, words: str, right: str) -> None:
    """Else it would never be found."""
    text = f"{left}{words}{right}"
    anchor = anchor_of(words)
    if anchor and any(True for _ in occurrences(text, words)):
        assert anchor in pieces_of(text)

"""The unit of offsets is found by the words they fit, and texts that were shifted are not trusted."""

import random
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.formats.unit_guess import UnitEvidence, guess_unit
from annotator.formats.units import UNITS, Claim
from annotator.text.offsets import Unit, unit_positions

NAMES = ("Ilse Varga", "Norrow Lines", "Zoé Ødegård", "Wend", "O’Brien", "Ана Петрова")
SIGNS = ("😀", "👩‍👧", "🇳🇱", "e\u0301té", "→", "ü", "“so”")


def make_text(seed: int, pieces: int = 24) -> tuple[str, list[tuple[int, int]]]:
    """A text with signs of many widths in it, and where its names stand."""
    chance = random.Random(seed)
    text = "👩‍👧 é "
    places = []
    for _ in range(pieces):
        name = chance.choice(NAMES)
        places.append((len(text), len(text) + len(name)))
        text += f"{name} {chance.choice(('met', 'saw', 'asked'))} {chance.choice(SIGNS)} "
    return text, places


def counted(
    text: str, places: Sequence[tuple[int, int]], unit: Unit, said: Sequence[str | None] = ()
) -> list[Claim]:
    at = unit_positions(text, unit)
    texts = said or [None] * len(places)
    return [
        Claim(((at[start], at[end]),), words)
        for (start, end), words in zip(places, texts, strict=True)
    ]


@pytest.mark.parametrize("unit", UNITS)
@given(seed=st.integers(0, 10_000))
def test_row_26_the_unit_is_found_by_words_alone(unit: Unit, seed: int) -> None:
    text, places = make_text(seed)
    guess = guess_unit(text, counted(text, places, unit))
    assert (guess.unit, guess.sureness) == (unit, "sure")
    assert guess.spans == guess.telling == len(places)
    assert dict(guess.fitting)[unit] == 1.0


@pytest.mark.parametrize("unit", UNITS)
def test_the_example_shows_what_each_unit_would_cover(unit: Unit) -> None:
    text, places = make_text(3)
    said = [text[start:end] for start, end in places]
    example = guess_unit(text, counted(text, places, unit, said)).example
    assert example
    assert [one for one, _ in example.words] == list(UNITS)
    assert dict(example.words)[unit] == example.said
    assert len(set(dict(example.words).values())) > 1


@pytest.mark.parametrize("unit", ["codepoint", "utf8", "grapheme"])
def test_texts_cut_out_at_the_wrong_place_are_not_trusted(unit: Unit) -> None:
    """As brat does: the browser sends UTF-16, the server cuts the text out by code points."""
    text, places = make_text(5)
    table = unit_positions(text, "utf16")
    cut = [(table[start], table[end]) for start, end in places]
    claims = [Claim((one,), text[one[0] : one[1]]) for one in cut if one[1] <= len(text)]
    guess = guess_unit(text, claims, unit)
    assert guess.unit == "utf16"
    assert guess.shifted_texts > len(claims) / 2
    assert guess.sureness != "same"


def test_parts_of_words_are_believed_where_their_texts_fit() -> None:
    text, places = make_text(7)
    parts = [(start + 1, start + 3) for start, _ in places]
    said = [text[start:end] for start, end in parts]
    guess = guess_unit(text, counted(text, parts, "utf16", said), "codepoint")
    assert (guess.unit, guess.sureness in ("likely", "sure")) == ("utf16", True)


def test_where_no_unit_differs_it_is_said_so() -> None:
    text = "Ilse Varga met Norrow Lines."
    guess = guess_unit(text, [Claim(((0, 10),)), Claim(((15, 27),))], "utf16")
    assert (guess.unit, guess.sureness, guess.spans) == ("utf16", "same", 2)
    assert (guess.telling, guess.fitting, guess.example) == (0, (), None)


def test_spans_before_the_first_sign_tell_nothing() -> None:
    guess = guess_unit("Ilse Varga met 😀 Norrow.", [Claim(((0, 10),))])
    assert (guess.sureness, guess.telling) == ("same", 0)


def test_units_that_are_alike_in_a_text_are_no_rivals() -> None:
    """Accents differ in bytes alone: code points, UTF-16 and graphemes are one."""
    text = "é é é Ilse Varga met Zoé, and Wend saw it"
    places = [(6, 16), (21, 24), (30, 34)]
    guess = guess_unit(text, counted(text, places, "codepoint"), "utf16")
    assert (guess.unit, guess.sureness) == ("utf16", "sure")
    assert dict(guess.fitting)["codepoint"] == 1.0
    assert guess_unit(text, counted(text, places, "utf8")).unit == "utf8"


def test_one_span_is_no_proof() -> None:
    text = "😀 Ilse Varga spoke"
    assert guess_unit(text, counted(text, [(2, 12)], "utf16")).sureness == "likely"


def test_what_fits_nowhere_leaves_the_likely_unit() -> None:
    text = "😀 Ilse Varga spoke"
    guess = guess_unit(text, [Claim(((5, 5),)), Claim(((900, 990),)), Claim(((-4, 3),))], "utf8")
    assert (guess.unit, guess.sureness) == ("utf8", "same")
    guess = guess_unit(text, [Claim(((4, 6),))], "utf8")
    assert (guess.unit, guess.sureness) == ("utf8", "unsure")


def test_line_ends_of_two_characters_are_one_grapheme() -> None:
    text = "Ferry\r\n\r\nIlse Varga met Norrow Lines\r\nWend saw Zoe"
    places = [(9, 19), (24, 36), (38, 42)]
    assert guess_unit(text, counted(text, places, "grapheme")).unit == "grapheme"
    assert guess_unit(text, counted(text, places, "codepoint")).unit == "codepoint"


def test_scripts_without_spaces_do_no_harm() -> None:
    text = "😀東京都知事は会見した。😀大阪府も。"
    places = [(1, 4), (13, 16)]
    said = [text[start:end] for start, end in places]
    assert guess_unit(text, counted(text, places, "utf16", said)).unit == "utf16"


def test_pieces_of_one_span_are_looked_at_together() -> None:
    text = "😀 Ilse and Zoe Varga 😀 spoke of Wend"
    claim = Claim(((3, 7), (16, 21)), "Ilse Varga")
    guess = guess_unit(text, [claim])
    assert guess.unit == "utf16"
    assert guess.example and dict(guess.example.words)["utf16"] == "Ilse Varga"


def test_evidence_is_gathered_over_texts() -> None:
    evidence = UnitEvidence()
    for seed in range(4):
        text, places = make_text(seed, pieces=1)
        evidence.add(text, counted(text, places, "utf16"))
        evidence.add("Plain.", [Claim(((0, 5),))])
    guess = evidence.guess()
    assert (guess.unit, guess.sureness, guess.spans, guess.telling) == ("utf16", "sure", 8, 4)


def test_enough_is_enough() -> None:
    evidence = UnitEvidence()
    text, places = make_text(1, pieces=50)
    while not evidence.is_enough:
        evidence.add(text, counted(text, places, "utf8"))
    telling = evidence.telling
    evidence.add(text, counted(text, places, "utf16"))
    assert (evidence.telling, evidence.guess().unit) == (telling, "utf8")


@given(
    st.text("ab é😀\u0301\r\n", max_size=30),
    st.lists(st.tuples(st.integers(-5, 90), st.integers(-5, 90)), max_size=5),
)
def test_nothing_in_a_file_makes_it_fail(text: str, pairs: list[tuple[int, int]]) -> None:
    guess = guess_unit(text, [Claim((pair,), "a") for pair in pairs] + [Claim((), "")])
    assert guess.unit in UNITS

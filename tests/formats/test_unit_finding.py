"""The unit of a file found while it is read; nothing is shifted without a word."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from annotator.formats import unit_finding
from annotator.formats.corpus import Problem
from annotator.formats.format import ReadOptions
from annotator.formats.source import Source
from annotator.formats.unit_finding import UnitFinder
from annotator.formats.units import Claim
from annotator.messages.sentences import problem_words
from annotator.text.offsets import Unit, unit_positions

SOURCE = Source(Path("in.jsonl"), "in.jsonl")
TEXTS = ["👩 Ilse Varga leads Norrow", "Erik Palm 🏴 said so", "plain words"]
WORDS = ["Ilse", "Norrow", "said", "words", "Palm"]


def records(unit: Unit) -> Iterator[tuple[str, list[Claim]]]:
    for text in TEXTS:
        at = unit_positions(text, unit)
        places = [(text.find(word), text.find(word) + len(word)) for word in WORDS if word in text]
        yield text, [Claim(((at[start], at[end]),)) for start, end in places]


def found(
    unit: Unit, likely: Unit = "utf16", said: Unit | None = None
) -> tuple[list[str], list[str]]:
    """The words that spans cover, and what is told."""
    finder = UnitFinder(SOURCE, ReadOptions(said), likely, "the tool")
    covered: list[str] = []
    told: list[str] = []
    for one in finder.each(records(unit), lambda record: record):
        if isinstance(one, Problem):
            told.append(problem_words(one.file, one.line, one.error))
            continue
        text, claims = one
        covered += [
            text[start:end]
            for place in finder.place(text, claims)[1]
            if place.fragments
            for start, end in place.fragments
        ]
    return covered, told


@pytest.mark.parametrize("unit", ["codepoint", "utf16", "utf8"])
def test_row_26_the_unit_is_found_by_the_words_and_told(unit: Unit) -> None:
    covered, told = found(unit)
    assert covered == ["Ilse", "Norrow", "said", "words"] or sorted(covered) == sorted(
        ["Ilse", "Norrow", "said", "Palm", "words"]
    )
    assert len(told) == 1
    assert "its offsets were taken to count" in told[0]
    assert {"codepoint": "code points", "utf16": "UTF-16", "utf8": "UTF-8"}[unit] in told[0]


def test_a_unit_that_was_named_is_obeyed_without_a_word() -> None:
    covered, told = found("utf16", said="codepoint")
    assert "Ilse" not in covered
    assert told == []


def test_records_wait_and_stay_in_order(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unit_finding, "_RECORDS", 1)
    finder = UnitFinder(SOURCE, ReadOptions(), "codepoint", "the tool")
    plain: list[Any] = [("plain", [Claim(((0, 5),))])] * 3
    out = list(finder.each([*plain, *records("utf16")], lambda record: record))
    told = [one for one in out if isinstance(one, Problem)]
    assert [one for one in out if not isinstance(one, Problem)] == [*plain, *records("utf16")]
    assert len(told) == 1
    assert out.index(told[0]) == 2, "told before the records that waited with the one that shows it"
    assert finder.unit == "utf16"


def test_where_nothing_tells_the_likely_unit_stands() -> None:
    text = "👩👩👩"
    finder = UnitFinder(SOURCE, ReadOptions(), "utf16", "the tool")
    out = list(finder.each([(text, [Claim(((2, 4),))])], lambda record: record))
    assert finder.unit == "utf16"
    [told] = [
        problem_words(one.file, one.line, one.error) for one in out if isinstance(one, Problem)
    ]
    assert "UTF-16" in told


def test_row_26_what_lies_at_no_border_stands_as_code_points_and_is_doubted() -> None:
    finder = UnitFinder(SOURCE, ReadOptions(), "utf16", "the tool")
    _, [place] = finder.place("👩 Ilse", [Claim(((1, 4),))])
    assert (place.fragments, place.is_doubtful) == (((1, 4),), True)
    finder = UnitFinder(SOURCE, ReadOptions("utf16"), "utf16", "the tool")
    assert finder.place("👩 Ilse", [Claim(((1, 4),))])[1][0].fragments is None


def test_a_record_whose_texts_all_fit_another_unit_is_an_exception() -> None:
    finder = UnitFinder(SOURCE, ReadOptions(), "codepoint", "the tool")
    unit, [place] = finder.place("👩 Ilse", [Claim(((3, 7),), "Ilse")])
    assert (unit, place.fragments, place.is_doubtful) == ("utf16", ((2, 6),), False)
    unit, places = finder.place("👩 Ilse", [Claim(((3, 7),), "Ilse"), Claim(((2, 6),), "Else")])
    assert unit == "codepoint"
    assert all(place.is_doubtful for place in places)

"""Spans of other tools placed in the text: what fits nowhere is refused or marked, never moved."""

from pathlib import Path

from annotator.formats.found_spans import (
    FoundRelation,
    FoundSpan,
    finish_relations,
    place_found,
)
from annotator.formats.line_reading import LineReading
from annotator.formats.source import Source
from annotator.formats.units import Claim
from annotator.messages.sentences import problem_words
from annotator.text.offsets import Unit

TEXT = "👩 Ilse Varga leads 👩 Norrow"


def place(
    *claims: tuple[int, int, str | None], said: Unit = "codepoint", is_certain: bool = False
) -> tuple[list[tuple[str, bool]], list[str]]:
    """Covered text and doubt of each span, and what is told."""
    reading = LineReading(Source(Path("in.json"), "in.json"), 3)
    found = [
        FoundSpan(f"spans[{at}]", "X", Claim(((start, end),), text), at)
        for at, (start, end, text) in enumerate(claims)
    ]
    spans, ids = place_found(TEXT, found, said, reading, is_certain=is_certain)
    assert sorted(ids.values()) == sorted(one.id for one in spans)
    assert all(one.origin == "imported" for one in spans)
    told = [problem_words(one.file, one.line, one.error) for one in reading.problems]
    return [(one.covered_text(TEXT), one.is_doubtful) for one in spans], told


def test_spans_stand_where_they_say() -> None:
    assert place((2, 12, "Ilse Varga"), (21, 27, None)) == (
        [("Ilse Varga", False), ("Norrow", False)],
        [],
    )


def test_another_unit_is_found_by_the_covered_texts_and_told() -> None:
    spans, [told] = place((3, 13, "Ilse Varga"), (23, 29, "Norrow"))
    assert spans == [("Ilse Varga", False), ("Norrow", False)]
    assert "do not count code points but UTF-16 units" in told


def test_a_unit_that_was_named_is_obeyed_and_doubts_are_told() -> None:
    spans, [told] = place((3, 13, "Ilse Varga"), is_certain=True)
    assert spans == [("lse Varga ", True)]
    assert "marked as doubtful" in told


def test_what_lies_nowhere_is_refused() -> None:
    spans, told = place((5, 5, None), (7, 3, None), (-2, 3, None), (20, 99, None), (2, 6, None))
    assert spans == [("Ilse", False)]
    assert told == [
        "in.json:3: “spans[0]”: no characters.",
        "in.json:3: “spans[1]”: no characters.",
        "in.json:3: “spans[2]”: outside the text.",
        "in.json:3: “spans[3]”: outside the text.",
    ]
    spans, [told_one] = place((1, 13, None), said="utf16")
    assert spans == []
    assert "not at the border of a character" in told_one


def test_relations_need_two_spans_that_are_there() -> None:
    reading = LineReading(Source(Path("in.json"), "in.json"), 3)
    found = [
        FoundRelation("r[0]", "leads", "a", "b"),
        FoundRelation("r[1]", "leads", "x", "b"),
        FoundRelation("r[2]", "leads", "a", "x"),
        FoundRelation("r[3]", "leads", "a", "a"),
    ]
    [made] = finish_relations(found, {"a": "1", "b": "2"}, reading)
    assert (made.head, made.label, made.tail, made.origin) == ("1", "leads", "2", "imported")
    assert [problem_words(one.file, one.line, one.error) for one in reading.problems] == [
        "in.json:3: “r[1].head”: no such span.",
        "in.json:3: “r[2].tail”: no such span.",
        "in.json:3: “r[3]”: head and tail are one span.",
    ]

"""Offsets in other units, there and back."""

from typing import Any

import pytest
import regex
from hypothesis import given

from annotator.text.offsets import Unit, Utf16Table, astral_offsets, from_unit, unit_positions
from tests.text.scripts import texts, texts_with_offset

UNITS: list[Unit] = ["codepoint", "utf16", "utf8", "grapheme"]


def units_before(text: str, offset: int, unit: Unit) -> int:
    """Counted the long way."""
    before = text[:offset]
    if unit == "utf16":
        return len(before.encode("utf-16-le", "surrogatepass")) // 2
    if unit == "utf8":
        return len(before.encode("utf-8", "surrogatepass"))
    if unit == "grapheme":
        return sum(1 for match in regex.finditer(r"\X", text) if match.end() <= offset)
    return offset


@pytest.mark.parametrize("unit", UNITS)
@given(text=texts)
def test_positions_are_those_counted_the_long_way(unit: Unit, text: str) -> None:
    found = unit_positions(text, unit)
    assert list(found) == [units_before(text, offset, unit) for offset in range(len(text) + 1)]


@pytest.mark.parametrize("unit", UNITS)
@given(text=texts)
def test_positions_come_back_as_offsets(unit: Unit, text: str) -> None:
    positions = unit_positions(text, unit)
    back = from_unit(text, positions, unit)
    starts = {match.start() for match in regex.finditer(r"\X", text)} | {len(text)}
    for offset, found in enumerate(back):
        if unit != "grapheme" or offset in starts:
            assert found == offset
        else:
            assert found == max(start for start in starts if start <= offset)


def test_positions_within_a_character_or_outside_are_none() -> None:
    assert from_unit("a😀b", [0, 1, 2, 3, 4, 5, -1], "utf16") == [0, 1, None, 2, 3, None, None]
    assert from_unit("é", [0, 1, 2, 3], "utf8") == [0, None, 1, None]
    assert from_unit("e\u0301x", [0, 1, 2, 3], "grapheme") == [0, 2, 3, None]
    assert from_unit("", [0, 1], "utf8") == [0, None]


@given(texts_with_offset())
def test_the_table_agrees_with_the_long_way(case: tuple[str, int]) -> None:
    text, offset = case
    table = Utf16Table(text)
    units = units_before(text, offset, "utf16")
    assert table.to_units(offset) == units
    assert table.to_offset(units) == offset
    assert table.is_identity == (len(text) == units_before(text, len(text), "utf16"))


@given(texts)
def test_a_unit_within_a_pair_belongs_to_its_character(text: str) -> None:
    table = Utf16Table(text)
    for offset in astral_offsets(text):
        assert table.to_offset(table.to_units(offset) + 1) == offset


@given(texts)
def test_characters_beyond_the_first_plane_are_found(text: str) -> None:
    wanted: Any = [offset for offset, character in enumerate(text) if ord(character) > 0xFFFF]
    assert astral_offsets(text) == wanted

"""Names, values and texts that brat cannot hold go out escaped and come back as they were."""

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from annotator.formats.brat.names import (
    escape_name,
    escape_text,
    escape_value,
    on_one_line,
    unescape,
)

anything = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\x00"))
near_escapes = st.lists(
    st.sampled_from(["_", "x", "_x", "5F", "_x5F_", "x5F_", "é", " ", "-", "\n", "A", "\u2028"])
).map("".join)


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("PERSON", "PERSON"),
        ("Merge-org_2", "Merge-org_2"),
        ("news agency", "news_x20_agency"),
        ("имя", "_x438__x43C__x44F_"),
        ("-dash", "_x2D_dash"),
        ("_x20_", "_x5F_x20_"),
        ("👧", "_x1F467_"),
    ],
)
def test_names_are_ascii_and_say_what_they_were(name: str, written: str) -> None:
    assert escape_name(name) == written
    assert unescape(written) == name


@given(anything | near_escapes)
@example("_x4é")
@example("x_x_x41_")
def test_every_name_comes_back(name: str) -> None:
    written = escape_name(name)
    assert re.fullmatch(r"[A-Za-z0-9_-]*", written)
    assert unescape(written) == name


@given(anything | near_escapes)
@example(" edges ")
@example("\x1f")
def test_every_text_and_value_comes_back(text: str) -> None:
    for written in (escape_text(text), escape_value(text)):
        assert unescape(written) == text
        assert written == written.strip()
        assert written
        assert len(written.splitlines()) == 1
        assert "\t" not in written
    assert not set(escape_value(text)) & set(" |,<>")


def test_escapes_of_nothing_that_can_be_a_character_stay() -> None:
    assert unescape("_xD800_ _xFFFFFF_ a_x_b _x4_") == "_xD800_ _xFFFFFF_ a_x_b _x4_"


def test_covered_text_keeps_its_length_on_one_line() -> None:
    text = "Oslo\r\nand\u2028Bergen\x0b"
    assert on_one_line(text) == "Oslo  and Bergen "

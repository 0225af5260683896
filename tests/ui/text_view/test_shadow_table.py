"""The invisible text: which characters it has, in lines short enough for Qt, and where they are."""

from hypothesis import given
from hypothesis import strategies as st

from annotator.ui.text_view.blocks import Blocks
from annotator.ui.text_view.shadow_table import ShadowTable

LONGEST = 20
letters = st.sampled_from("ab  .。漢😀\n\r")
texts = st.text(letters, max_size=200)


def utf16(text):
    return text.encode("utf-16-le")


def table(text, longest=LONGEST):
    blocks = Blocks(text, (), longest)
    return ShadowTable(text, blocks), blocks


def test_a_space_before_a_cut_becomes_a_line_feed():
    text = "one two three " * 5
    found, blocks = table(text)
    told = found.lines(0, len(blocks))
    assert len(told) == len(text)
    assert told.replace("\n", " ") == text
    assert max(map(len, told.split("\n"))) <= LONGEST


def test_where_there_is_no_space_a_line_feed_is_put_between():
    text = "漢字" * 60
    found, blocks = table(text)
    told = found.lines(0, len(blocks))
    assert told.replace("\n", "") == text
    assert len(told) == len(text) + len(blocks) - 1
    assert told[found.to_units(70)] == text[70]


@given(texts)
def test_every_character_stands_where_the_table_says(text):
    found, blocks = table(text)
    told = utf16(found.lines(0, len(blocks)))
    for offset, character in enumerate(text):
        unit = found.to_units(offset)
        assert found.to_offset(unit) == offset
        if character not in " \r\n":
            assert told[2 * unit :].startswith(utf16(character))
    assert found.to_units(len(text)) == len(told) // 2


@given(texts, st.data())
def test_slices_put_one_behind_the_other_are_the_whole(text, data):
    found, blocks = table(text)
    cut = data.draw(st.integers(0, len(blocks)))
    whole = found.lines(0, len(blocks))
    assert found.lines(0, cut) + found.lines(cut, len(blocks)) == whole
    assert len(utf16(found.lines(0, cut))) // 2 == found.to_units(found.start_of(cut))

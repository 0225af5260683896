"""Cutting a text into display blocks."""

from hypothesis import given
from hypothesis import strategies as st

from annotator.model.document import Section
from annotator.text.graphemes import is_boundary
from annotator.ui.text_view.blocks import LONGEST, Blocks


def pieces(text, sections=()):
    blocks = Blocks(text, sections)
    return [text[blocks[n].start : blocks[n].end] for n in range(len(blocks))]


def test_every_kind_of_break_ends_a_paragraph():
    assert pieces("a\nb\r\nc\rd\u2028e\u2029f\x0bg\x85h") == list("abcdefgh")


def test_an_empty_text_is_one_empty_block():
    blocks = Blocks("")
    assert len(blocks) == 1
    assert blocks[0].is_blank
    assert blocks.number_at(0) == 0


def test_offsets_in_a_break_belong_to_the_block_before():
    blocks = Blocks("ab\r\ncd")
    assert [blocks.number_at(n) for n in range(7)] == [0, 0, 0, 0, 1, 1, 1]
    assert list(blocks.numbers_over(1, 5)) == [0, 1]
    assert list(blocks.numbers_over(0, 2)) == [0]


def test_a_long_paragraph_is_cut_after_a_sentence():
    text = "Some words in a row. " * 400
    blocks = Blocks(text)
    assert len(blocks) > 3
    assert all(blocks[n].paragraph_start == 0 for n in range(len(blocks)))
    assert [blocks[n].is_last_piece for n in range(len(blocks))] == [False] * (len(blocks) - 1) + [
        True
    ]
    assert all(piece.endswith(". ") for piece in pieces(text)[:-1])


def test_a_long_paragraph_without_spaces_is_cut_between_graphemes():
    text = "👨‍👩‍👧" * 1500
    blocks = Blocks(text)
    assert len(blocks) > 2
    assert all(is_boundary(text, blocks[n].start) for n in range(len(blocks)))


def test_a_section_that_fills_the_paragraph_is_its_kind():
    text = "Title\n\nCaption here [AB]\nBody."
    sections = [
        Section("title", 0, 5),
        Section("caption", 7, 19),
        Section("credit", 20, 24),
        Section("paragraph", 25, 30),
    ]
    blocks = Blocks(text, sections)
    assert [blocks[n].kind for n in range(len(blocks))] == ["title", None, None, None]
    assert [one.kind for one in blocks[2].sections] == ["caption", "credit"]
    assert blocks[3].sections == ()


@given(st.text(max_size=200).map(lambda text: text * 30))
def test_blocks_cover_everything_but_breaks(text):
    blocks = Blocks(text)
    end = 0
    for number in range(len(blocks)):
        block = blocks[number]
        assert block.end - block.start <= LONGEST
        assert not text[end : block.start].strip("\n\r\u2028\u2029\x85\x0b\x0c")
        assert blocks.number_at(block.start) == number
        end = block.end
    assert end == len(text) or not text[end:].strip("\n\r\u2028\u2029\x85\x0b\x0c")

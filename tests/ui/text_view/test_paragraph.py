"""A paragraph's lines: offsets and pixels agree in every script."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from annotator.text.graphemes import is_boundary
from annotator.ui.fonts import register_fonts
from annotator.ui.text_view.paragraph import Paragraph, Style, is_right_to_left
from annotator.ui.text_view.typography import Typography
from tests.ui.text_view.scripts import WORDS, graphemes, paragraphs, unspaced


@pytest.fixture(scope="module")
def typography(qapp):
    register_fonts()
    return Typography("Noto Serif", 13.5)


def shape(typography, text, width=400.0, start=0):
    style = Style(0, len(text), typography.text_font, "#000000")
    paragraph = Paragraph(text, start, width, [style], is_right_to_left(text))
    y = 0.0
    for line in range(len(paragraph)):
        paragraph.place_line(line, y)
        y += paragraph.line_height(line)
    return paragraph


both = st.one_of(paragraphs, unspaced)


@given(both, st.sampled_from([120.0, 400.0, 2000.0]))
@settings(max_examples=150)
def test_lines_cover_the_text_and_break_between_graphemes(typography, text, width):
    paragraph = shape(typography, text, width, start=1000)
    assert paragraph.starts[0] == 1000
    assert paragraph.ends[-1] == 1000 + len(text)
    for start, end in zip(paragraph.starts, paragraph.ends, strict=True):
        assert start < end or len(paragraph) == 1
    assert paragraph.starts[1:] == paragraph.ends[:-1]


@given(both)
@example("قالت قالت قالت قالت الوزارة 港务部 カタカナ لا قالت \t")
@example("قالت قالت قالت قالت قالت الوزارة 港务部 カタカナ \t")
@example("لا ወደብ \u200b 𐍈 \u202eabc ひらがな 𝒜𝒷 12 বন্দর naïve \u202eabc 𐍈 1️⃣ الوزارة")
@example("\t قالت قالت قالت قالت قالت สวัสดี ސަލާމް قالت")
@example("துறைமுகம்துறைமுகம்")
@example("ဆိပ်ကမ်း")
@example("𝒜𝒷 नमस्ते नमस्ते नमस्ते \t")
@example("𝒜𝒷 قالت قالت قالت ١٢٣ ܫܠܡܐ ܫܠܡܐ قالت")
@example("𝒜𝒷 قالت قالت قالت ნავსადგური ١٢٣ ܫܠܡܐ قالت")
@example("قالت " * 11 + "a" * 31 + " قالت")
@example("قالت قالت قالت قالت قالت قالت துறைமுகம் 𝒜𝒷 𝒜𝒷 😀 𝒜𝒷 قالت")
@example("قالت قالت قالت الوزارة 🇩🇪🇫🇷🇩🇪 ܫܠܡܐ λιμένας قالت قالت 港务部 துறைமுகம் 𝒜𝒷")
@settings(max_examples=150)
def test_the_point_in_the_middle_of_a_grapheme_is_on_that_grapheme(typography, text):
    paragraph = shape(typography, text)
    for start, end in graphemes(text):
        line = paragraph.line_at(start)
        ranges = paragraph.ranges(line, start, end)
        if len(ranges) != 1 or ranges[0][1] - ranges[0][0] < 3:
            continue  # marks that take no room, ligatures shared with a neighbour
        middle = sum(ranges[0]) / 2
        found = paragraph.character_at(line, middle)
        assert found is not None
        same = paragraph.ranges(line, *_grapheme_of(text, found))
        assert any(left - 1 <= middle <= right + 1 for left, right in same)


leftward_words = st.lists(
    st.sampled_from([*WORDS["arabic"], *WORDS["hebrew"], *WORDS["leftwards"], "(", ")", ".", "، "]),
    min_size=1,
    max_size=30,
).map(lambda words: " ".join(["قالت", *words]))


@given(leftward_words, st.sampled_from([120.0, 400.0]))
@example("قالت قالت ܫܠܡܐ ، ", 120.0)
@settings(max_examples=60)
def test_text_that_all_runs_to_the_left_stands_where_its_glyphs_do(typography, text, width):
    paragraph, by_glyphs = (shape(typography, text, width) for _ in range(2))
    by_glyphs._is_plain_rtl = False
    for line in range(len(paragraph)):
        start, end = paragraph.starts[line], paragraph.ends[line]
        for first in range(start, end, 3):
            for last in range(first + 1, end + 1, 2):
                quick = paragraph.ranges(line, first, last)
                slow = by_glyphs.ranges(line, first, last)
                assert quick == [
                    (pytest.approx(a, abs=0.1), pytest.approx(b, abs=0.1)) for a, b in slow
                ]


def test_most_arabic_is_known_to_run_to_the_left_all_through(typography):
    assert shape(typography, "قالت الوزارة، في الميناء.")._is_plain_rtl
    assert not shape(typography, "قالت 12 الوزارة")._is_plain_rtl
    assert not shape(typography, "قالت NATO الوزارة")._is_plain_rtl
    assert not shape(typography, "the ferry")._is_plain_rtl


def _grapheme_of(text, offset):
    return next((start, end) for start, end in graphemes(text) if start <= offset < end)


@given(both)
@settings(max_examples=150)
def test_the_offset_at_any_x_is_between_graphemes_and_on_its_line(typography, text):
    paragraph = shape(typography, text)
    for line in range(len(paragraph)):
        for x in range(-20, 440, 23):
            offset = paragraph.offset_at(line, float(x))
            assert is_boundary(text, offset)
            assert paragraph.starts[line] <= offset <= paragraph.ends[line]
            assert paragraph.line_at(offset) == line or offset == paragraph.ends[line]


@given(st.lists(st.sampled_from(["the", "ferry", "naïve", "港务部", "😀", "𝒜𝒷"]), min_size=1))
@settings(max_examples=100)
def test_in_one_direction_caret_and_pixels_go_there_and_back(typography, words):
    text = " ".join(words)
    paragraph = shape(typography, text, width=5000.0)
    for start, _end in graphemes(text):
        assert paragraph.offset_at(0, paragraph.x_at(start)) == start


@given(text=both)
@example(text="قالت\t\t")
@example(text="قالت " * 8 + "\t \t")
@settings(max_examples=100)
def test_all_of_a_line_is_as_wide_as_its_graphemes(typography, text):
    paragraph = shape(typography, text)
    for line in range(len(paragraph)):
        start, end = paragraph.starts[line], paragraph.ends[line]
        whole = paragraph.ranges(line, start, end)
        for one in graphemes(text):
            if start <= one[0] < end:
                for left, right in paragraph.ranges(line, *one):
                    inside = [w for w in whole if w[0] - 3.5 <= left and right <= w[1] + 3.5]
                    assert inside


@given(both)
@settings(max_examples=100)
def test_stepping_right_ends_and_passes_only_boundaries(typography, text):
    paragraph = shape(typography, text, width=100000.0)
    for step, begin in ((paragraph.right_of, 0), (paragraph.left_of, len(text))):
        offset, seen = begin, {begin}
        for _ in range(3 * len(text) + 3):
            after = step(offset)
            if after is None or after in seen:
                break
            assert is_boundary(text, after)
            offset = after
            seen.add(after)
        else:
            pytest.fail("the caret walks for ever")


def test_right_to_left_text_is_set_at_the_right_and_left_goes_on(typography):
    text = "قالت الوزارة"
    paragraph = shape(typography, text)
    assert is_right_to_left(text)
    left, right = paragraph.line_extent(0)
    assert right == pytest.approx(400, abs=2)
    assert left > 200
    assert paragraph.left_of(0) == 1
    assert paragraph.right_of(1) == 0
    assert paragraph.right_of(0) is None


def test_a_number_or_quote_before_the_first_letter_does_not_decide(typography):
    assert is_right_to_left("«2017» قالت")
    assert not is_right_to_left("«2017» said قالت")
    assert not is_right_to_left("123")


def test_a_range_over_a_direction_border_falls_into_several(typography):
    text = "abc שלום def"
    paragraph = shape(typography, text)
    assert len(paragraph.ranges(0, 2, 6)) == 2
    assert len(paragraph.ranges(0, 4, 8)) == 1


def test_the_space_a_line_was_broken_at_is_not_part_of_a_range(typography):
    text = "many words that need several lines to be set at this width"
    paragraph = shape(typography, text, width=150.0)
    assert len(paragraph) > 2
    for line in range(len(paragraph) - 1):
        (_, right) = paragraph.ranges(line, 0, len(text))[-1]
        assert right <= 150.0


def test_flags_and_families_are_one_step(typography):
    text = "a👨‍👩‍👧b"
    paragraph = shape(typography, text)
    assert paragraph.right_of(1) == 1 + len("👨‍👩‍👧")
    assert paragraph.left_of(1 + len("👨‍👩‍👧")) == 1


def in_runs(paragraph):
    """Let it look for runs of one direction on every line."""
    for line in range(len(paragraph)):
        paragraph._mixed[line] = True
    return paragraph


@given(both, st.sampled_from([90.0, 150.0, 400.0]))
@example("وقعت اتفاقا 12 (34) 56 the ferry 78 came", 150.0)
@example("the ferry وقعت اتفاقا وقعت 12 (34) 56, 78 the ferry 78 came back ' in port", 90.0)
@settings(max_examples=200)
def test_lines_of_one_direction_in_mixed_text_need_no_runs(typography, text, width):
    fast, slow = shape(typography, text, width), in_runs(shape(typography, text, width))
    for start, end in graphemes(text):
        line = fast.line_at(start)
        if slow.is_rtl or fast.is_mixed(line) or text[start] == "\t":
            continue
        found, wanted = fast.ranges(line, start, end), slow.ranges(line, start, end)
        assert len(found) == len(wanted)
        for one, other in zip(found, wanted, strict=True):
            assert one == pytest.approx(other, abs=1.5)


def test_words_from_right_to_left_mix_only_the_lines_they_reach_into(typography):
    text = "the ferry came back to port وقعت اتفاقا 12 34 56 78 the ferry came back to port again"
    paragraph = shape(typography, text, 150.0)
    shown = [text[start:end] for start, end in zip(paragraph.starts, paragraph.ends, strict=True)]
    mixed = {shown[line] for line in range(len(paragraph)) if paragraph.is_mixed(line)}
    assert {one for one in shown if any(each >= "\u0600" for each in one)} <= mixed
    assert shown[0] not in mixed
    assert shown[-1] not in mixed
    assert {one for one in shown if one[0].isdigit()} <= mixed

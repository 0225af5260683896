"""Text in a few lines: what fits, what is cut, from which side it is written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QFont, QFontMetrics

from annotator.ui.fonts import interface_font, register_fonts
from annotator.ui.panels.wrapped_text import WrappedText, is_right_to_left, wrap_lines

TITLE = "Council opens ferry talks after nine weeks of silence in the harbour"


@pytest.fixture
def font(qapp):
    """The font of the window, which comes with the program."""
    register_fonts()
    return interface_font()


def test_short_text_is_one_line(font):
    assert wrap_lines("Storm", font, 400, 2) == ["Storm"]


def test_a_title_breaks_between_words_and_is_elided(font):
    lines = wrap_lines(TITLE, font, 200, 2)
    assert len(lines) == 2
    assert TITLE.startswith(lines[0])
    assert TITLE[len(lines[0])] == " "
    assert lines[1].endswith("…")


def test_a_word_that_is_too_long_breaks_inside(font):
    lines = wrap_lines("f" * 300, font, 100, 3)
    assert len(lines) == 3
    assert all(QFontMetrics(font).horizontalAdvance(line) <= 100 for line in lines)


def test_nothing_is_cut_of_characters_beyond_the_first_plane(font):
    lines = wrap_lines("🚢🚢 " * 30, font, 150, 2)
    assert "\ufffd" not in "".join(lines)


@given(st.text(max_size=80), st.integers(20, 300), st.integers(1, 4))
def test_lines_are_few(text, width, most):
    assert len(wrap_lines(text, QFont(), width, most)) <= most


def test_a_narrower_widget_is_taller(qtbot, font):
    label = WrappedText(4)
    qtbot.addWidget(label)
    label.set_text(TITLE, font)
    assert label.heightForWidth(150) > label.heightForWidth(1000)
    assert label.heightForWidth(10) <= label.heightForWidth(1000) * 4


@pytest.mark.parametrize(
    ("text", "is_rtl"),
    [("abc", False), ("", False), ("12 محادثات", True), ("“שלום”", True), ("a שלום", False)],
)
def test_the_first_letter_decides_the_side(text, is_rtl):
    assert is_right_to_left(text) is is_rtl

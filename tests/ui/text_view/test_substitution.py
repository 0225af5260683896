"""What is shown in place of harmful characters: always one for one."""

from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QTextDocument

from annotator.text.offsets import Utf16Table
from annotator.ui.text_view.substitution import shadow_text, shown_text

nasty = st.text(
    st.one_of(
        st.characters(exclude_categories=["Cs"]),
        st.sampled_from(
            "\r\n\u2028\u2029\x85\x0b\x0c\x00\u202e\u2066\ufdd0\ufffc\xa0\ufeff😀\u0301"
        ),
    ),
    max_size=60,
)


def units(text):
    return len(text.encode("utf-16-le")) // 2


@given(nasty)
def test_row_28_as_many_characters_and_units(text):
    for changed in (shown_text(text), shadow_text(text)):
        assert len(changed) == len(text)
        assert units(changed) == units(text)


@given(nasty)
def test_row_28_qt_rewrites_nothing_in_the_shadow(text):
    document = QTextDocument()
    document.setPlainText(shadow_text(text))
    assert document.characterCount() - 1 == units(text)
    table = Utf16Table(text)
    for offset, character in enumerate(shadow_text(text)):
        there = document.characterAt(table.to_units(offset))
        if character == "\n":
            assert there == "\u2029"
        elif ord(character) < 0x10000 and not 0xD800 <= ord(character) < 0xE000:
            assert there == character


def test_row_28_invisible_commands_become_visible():
    shown = shown_text("a\x00b\u202ec\u2066d\x1b")
    assert shown == "a␀b▯c▯d␛"
    assert shown_text("tab\tstays, nbsp\xa0too") == "tab\tstays, nbsp\xa0too"


def test_joiners_stay_so_that_emoji_and_persian_hold_together():
    assert shown_text("👨‍👩‍👧 می‌خواهم") == "👨‍👩‍👧 می‌خواهم"

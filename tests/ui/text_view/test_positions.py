"""The invisible text, the offsets and the rectangles of the view agree over every script."""

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QTextCursor

from annotator.text.graphemes import is_boundary
from annotator.text.offsets import Utf16Table
from tests.builders import make_span
from tests.ui.text_view.desk import CTRL, SHIFT
from tests.ui.text_view.scripts import graphemes, texts

SHARED = settings(
    max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)


@given(texts, st.data())
@SHARED
def test_row_28_shadow_positions_are_the_articles_offsets(desk, text, data):
    desk.show_text(text)
    offset = data.draw(st.integers(0, len(text)))
    desk.selection.set_caret(offset)
    shadow = desk.view.focusProxy()
    assert shadow.textCursor().position() == Utf16Table(text).to_units(offset)
    anchor = data.draw(st.integers(0, len(text)))
    cursor = shadow.textCursor()
    cursor.setPosition(Utf16Table(text).to_units(anchor))
    cursor.setPosition(Utf16Table(text).to_units(offset), QTextCursor.MoveMode.KeepAnchor)
    shadow.setTextCursor(cursor)
    wanted = (min(anchor, offset), max(anchor, offset)) if anchor != offset else None
    assert desk.selection.text == wanted
    assert desk.selection.caret == offset


@given(text=texts)
@example(text="a" * 31 + " \t " + "a" * 31 + " \t")
@SHARED
def test_row_28_where_the_caret_is_painted_a_click_finds_it_again(desk, text):
    desk.show_text(text)
    blocks = desk.view.galley.blocks
    for start, _ in graphemes(text):
        rect = desk.view.caret_rect(start)
        if rect is None or start >= blocks[blocks.number_at(start)].end:
            continue
        point = QPointF(rect.left(), rect.center().y())
        found = desk.view.pick_at(point).offset
        assert is_boundary(text, found)
        # At a border of directions two offsets share a place; the painted caret is at that place.
        again = desk.view.caret_rect(found)
        is_mixed = any(0x590 <= ord(one) <= 0x8FF for one in text)
        # Blanks that hang over the end of a line, a tab among them, share the place of its end.
        hangs = "\t" in _blanks_around(text, start)
        assert found == start or is_mixed or hangs or abs(again.left() - rect.left()) < 1.5


def _blanks_around(text, offset):
    start = len(text[:offset].rstrip(" \t"))
    return text[start : len(text) - len(text[offset:].lstrip(" \t"))]


@given(texts, st.data())
@SHARED
def test_row_29_a_label_covers_what_was_selected_whatever_the_script(desk, text, data):
    whole = graphemes(text)
    first = data.draw(st.integers(0, len(whole) - 1))
    last = data.draw(st.integers(first, len(whole) - 1))
    desk.show_text(text)
    desk.view.marking.granularity = "character"
    desk.selection.select_text(whole[first][0], whole[last][1])
    desk.edits.clear()
    desk.view.label("p")
    (edit,) = desk.edits
    assert edit.span.fragments == ((whole[first][0], whole[last][1]),)
    desk.settle()
    desk.view.grab()


@given(texts)
@SHARED
def test_walking_with_keys_reaches_the_end_over_boundaries(desk, text):
    desk.show_text(text)
    desk.put_caret(0)
    seen = [0]
    for _ in range(20):
        desk.key(Qt.Key.Key_Down)
        assert is_boundary(text, desk.selection.caret)
        seen.append(desk.selection.caret)
    assert desk.selection.caret == len(text)
    desk.key(Qt.Key.Key_Home, CTRL)
    desk.key(Qt.Key.Key_End, CTRL | SHIFT)
    assert desk.selection.caret <= len(text)


def test_left_and_right_follow_the_eye_in_hebrew(desk):
    desk.show_text("שלום עולם")
    desk.put_caret(0)
    desk.key(Qt.Key.Key_Left)
    assert desk.selection.caret == 1
    desk.key(Qt.Key.Key_Left, CTRL)
    assert desk.selection.caret == 5
    desk.key(Qt.Key.Key_Right, CTRL)
    assert desk.selection.caret == 0
    desk.key(Qt.Key.Key_Left, CTRL | SHIFT)
    assert desk.selected_text == "שלום"


def test_left_at_the_start_of_a_paragraph_goes_to_the_end_of_the_one_before(desk):
    desk.show_text("one\r\ntwo\nשלום\nend")
    desk.put_caret(5)
    desk.key(Qt.Key.Key_Left)
    assert desk.selection.caret == 3
    desk.key(Qt.Key.Key_Right)
    assert desk.selection.caret == 5
    desk.put_caret(8)
    desk.key(Qt.Key.Key_Right)
    assert desk.selection.caret == 9
    hebrew_end = 13
    desk.put_caret(hebrew_end)
    desk.key(Qt.Key.Key_Left)  # onwards, for one who reads to the left
    assert desk.selection.caret == 14


def test_an_arabic_span_is_drawn_where_its_letters_are(desk):
    text = "قالت وزارة الميناء في مضيق هالم"
    desk.show_text(text, make_span(text, "وزارة الميناء", "o", "a"))
    (line,) = desk.view.galley.laid(0).lines
    (box,) = line.boxes
    middle = QPointF(desk.view.column_left() + (box.left + box.right) / 2, 0)
    top = desk.view.top_of(0) + line.text_top + line.text_height / 2
    picked = desk.view.pick_at(QPointF(middle.x(), top))
    assert picked.spans == ("a",)
    (name,) = line.names
    assert name.left + name.width <= box.right + 1

"""The key sheet is drawn from the table and the label set."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QLabel

from annotator.formats.label_sets import read_label_set
from annotator.resources import resource_path
from annotator.ui.actions import ACTIONS, actions_in
from annotator.ui.dialogs.key_sheet import KeySheet, columns_of, sections_of
from annotator.ui.fonts import interface_font, register_fonts
from annotator.ui.panels.key_hint import KeyHint
from tests.builders import LABEL_SET


@pytest.fixture
def sheet(qtbot):
    sheet = KeySheet(LABEL_SET)
    qtbot.addWidget(sheet)
    sheet.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    sheet.open()
    return sheet


def test_every_action_with_a_key_is_on_it(sheet):
    words = {label.text() for label in sheet.findChildren(QLabel)}
    for action in ACTIONS:
        if action.keys and action.id != "cancel":
            assert action.text in words


def test_the_labels_of_the_project_are_on_it_with_their_keys(sheet):
    heading, rows = sheet.sections[0]
    assert heading == "Labels"
    assert ("PERSON", ("1",)) in rows
    assert {cap.keys for cap in sheet.findChildren(KeyHint)} >= {"1", "Ctrl K", "Alt →"}


def test_without_a_project_there_are_no_labels():
    assert sections_of(ACTIONS, None)[0][0] == "Caret and selection"


def test_all_keys_of_the_news_labels_are_seen_at_once(qtbot):
    register_fonts()
    labels = read_label_set(resource_path("label_sets", "news.toml"))
    sheet = KeySheet(labels, actions=actions_in("annotate"), room=QSize(1440, 870))
    qtbot.addWidget(sheet)
    sheet.setFont(interface_font())
    with qtbot.waitExposed(sheet):
        sheet.show()
    for bar in (sheet.area.verticalScrollBar(), sheet.area.horizontalScrollBar()):
        assert bar.maximum() == 0


def test_a_narrow_screen_gets_fewer_columns_and_no_sideways_scrolling(qtbot):
    sheet = KeySheet(LABEL_SET, room=QSize(720, 450))
    qtbot.addWidget(sheet)
    with qtbot.waitExposed(sheet):
        sheet.show()
    assert sheet.size() == QSize(720, 450)
    assert sheet.area.horizontalScrollBar().maximum() == 0


ROWS = [("what", ("K",))]


def headings(columns):
    return [[(heading, len(rows)) for heading, rows in column] for column in columns]


def test_columns_are_of_about_one_height():
    sections = [(str(size), ROWS * size) for size in (9, 5, 13, 1, 7, 4, 5, 7, 8, 4)]
    columns = columns_of(sections, 4, 40)
    assert [one for column in columns for one in column] == sections
    assert [[heading for heading, _ in column] for column in columns] == [
        ["9", "5"],
        ["13", "1"],
        ["7", "4", "5"],
        ["7", "8", "4"],
    ]
    assert columns_of(sections[:1], 4, 40) == [sections[:1]]


def test_a_section_is_divided_only_where_the_screen_is_too_low():
    sections = [("a", ROWS * 4), ("b", ROWS * 20), ("c", ROWS * 3)]
    assert headings(columns_of(sections, 2, 28)) == [[("a", 4)], [("b", 20), ("c", 3)]]
    low = columns_of(sections, 2, 20)
    assert headings(low) == [[("a", 4), ("b", 10)], [("b", 10), ("c", 3)]]
    # Nothing that could be done helps: as they were.
    assert headings(columns_of([("b", ROWS * 20)], 1, 5)) == [[("b", 20)]]


@given(
    st.lists(st.integers(1, 30), min_size=1, max_size=9),
    st.integers(1, 5),
    st.integers(5, 60),
)
def test_no_row_is_lost_and_no_part_is_of_a_line_or_two(sizes, count, most):
    rows = {f"s{at}": [(f"{at}-{n}", ("K",)) for n in range(size)] for at, size in enumerate(sizes)}
    columns = columns_of(list(rows.items()), count, most)
    assert len(columns) <= count
    found = [(heading, row) for column in columns for heading, some in column for row in some]
    assert found == [(heading, row) for heading, some in rows.items() for row in some]
    for column in columns:
        for heading, some in column:
            assert len(some) == len(rows[heading]) or len(some) >= 4


def test_it_shows_plain_text_and_leaves_with_escape(sheet, qtbot):
    assert all(
        label.textFormat() == Qt.TextFormat.PlainText for label in sheet.findChildren(QLabel)
    )
    qtbot.keyClick(sheet, Qt.Key.Key_Escape)
    assert sheet.isHidden()

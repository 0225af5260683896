"""The key sheet is drawn from the table and the label set."""

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QLabel

from annotator.formats.label_sets import read_label_set
from annotator.resources import resource_path
from annotator.ui.actions import ACTIONS, actions_in
from annotator.ui.dialogs.key_sheet import KeySheet, _columns, sections_of
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


def test_columns_are_of_about_one_height():
    rows = [("what", ("K",))]
    sections = [(str(size), rows * size) for size in (9, 5, 13, 1, 7, 4, 5, 7, 8, 4)]
    columns = _columns(sections, 4)
    assert [one for column in columns for one in column] == sections
    assert [[heading for heading, _ in column] for column in columns] == [
        ["9", "5"],
        ["13", "1"],
        ["7", "4", "5"],
        ["7", "8", "4"],
    ]
    assert _columns(sections[:1], 4) == [sections[:1]]


def test_it_shows_plain_text_and_leaves_with_escape(sheet, qtbot):
    assert all(
        label.textFormat() == Qt.TextFormat.PlainText for label in sheet.findChildren(QLabel)
    )
    qtbot.keyClick(sheet, Qt.Key.Key_Escape)
    assert sheet.isHidden()

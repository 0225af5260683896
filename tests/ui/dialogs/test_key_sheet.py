"""The key sheet is drawn from the table and the label set."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from annotator.ui.actions import ACTIONS
from annotator.ui.dialogs.key_sheet import KeySheet, sections_of
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


def test_it_shows_plain_text_and_leaves_with_escape(sheet, qtbot):
    assert all(
        label.textFormat() == Qt.TextFormat.PlainText for label in sheet.findChildren(QLabel)
    )
    qtbot.keyClick(sheet, Qt.Key.Key_Escape)
    assert sheet.isHidden()

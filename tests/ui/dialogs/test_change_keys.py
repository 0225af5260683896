"""Changing keys by hand, with real key events; and all that names keys follows."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from annotator.settings.store import Settings
from annotator.ui.actions import ACTIONS
from annotator.ui.dialogs.change_keys import ChangeKeys
from annotator.ui.key_table import KeyTable
from tests.builders import LABEL_SET

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def table(tmp_path, qapp):
    return KeyTable(Settings(tmp_path / "settings.json"))


@pytest.fixture
def dialog(qtbot, table):
    dialog = ChangeKeys(table, label_set=LABEL_SET)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(dialog)
    with qtbot.waitExposed(dialog):
        dialog.open()
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    return dialog


def record(qtbot, dialog, action, key, modifiers=Qt.KeyboardModifier.NoModifier):
    dialog.choose_action(action)
    dialog.table.setFocus()
    QTest.keyClick(dialog.table, Qt.Key.Key_Return)
    qtbot.waitUntil(dialog.recorder.hasFocus)
    QTest.keyClick(dialog.recorder, key, modifiers)


def keys_shown(dialog):
    return dialog.table.item(dialog.table.currentRow(), 1).text()


def test_every_action_is_listed_with_its_keys(dialog):
    assert sorted(dialog.shown_actions()) == sorted(action.id for action in ACTIONS)
    dialog.choose_action("palette")
    assert keys_shown(dialog) == "Ctrl K"


def test_a_free_key_is_recorded(qtbot, dialog, table):
    record(qtbot, dialog, "next_span", Qt.Key.Key_J)
    assert table.keys_of("next_span") == ("J",)
    assert keys_shown(dialog).startswith("J ")
    assert dialog.reset_button.isEnabled()


def test_tab_can_be_recorded(qtbot, dialog, table):
    record(qtbot, dialog, "next_span", Qt.Key.Key_J)
    record(qtbot, dialog, "list_spans", Qt.Key.Key_Tab)
    assert table.keys_of("list_spans") == ("Tab",)


def test_a_taken_key_is_told_before_anything_changes(qtbot, dialog, table):
    record(qtbot, dialog, "next_span", Qt.Key.Key_K, CTRL)
    assert table.actions == ACTIONS
    assert "Commands" in dialog.message.text()
    assert dialog.take_button.isVisible()
    QTest.keyClick(dialog.take_button, Qt.Key.Key_Space)
    assert table.keys_of("next_span") == ("Ctrl+K",)
    assert table.keys_of("palette") == ()
    assert not dialog.take_button.isVisible()


def test_the_key_of_a_label_cannot_be_taken(qtbot, dialog, table):
    record(qtbot, dialog, "next_span", Qt.Key.Key_1)
    assert table.actions == ACTIONS
    assert "PERSON" in dialog.message.text()
    assert not dialog.take_button.isVisible()


def test_escape_gives_recording_up_and_then_leaves(qtbot, dialog, table):
    record(qtbot, dialog, "next_span", Qt.Key.Key_Escape)
    assert table.actions == ACTIONS
    assert dialog.isVisible()
    QTest.keyClick(dialog.table, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_another_action_forgets_what_was_asked(qtbot, dialog, table):
    record(qtbot, dialog, "next_span", Qt.Key.Key_K, CTRL)
    dialog.choose_action("find")
    assert not dialog.take_button.isVisible()
    assert dialog.message.text() == ""


def test_no_key_reset_one_and_reset_all(qtbot, dialog, table):
    dialog.choose_action("find")
    dialog.remove_button.click()
    assert table.keys_of("find") == ()
    assert keys_shown(dialog).startswith("–")
    dialog.reset_button.click()
    assert table.keys_of("find") == ("Ctrl+F",)
    record(qtbot, dialog, "next_span", Qt.Key.Key_J)
    assert dialog.reset_all_button.isEnabled()
    dialog.reset_all_button.click()
    assert table.actions == ACTIONS
    assert not dialog.reset_all_button.isEnabled()


def test_actions_are_found_by_words_and_by_keys(dialog):
    QTest.keyClicks(dialog.query, "palette")
    assert "palette" not in dialog.shown_actions() or dialog.action
    dialog.query.clear()
    QTest.keyClicks(dialog.query, "next span")
    assert dialog.action == "next_span"
    dialog.query.clear()
    QTest.keyClicks(dialog.query, "Ctrl K")
    assert "palette" in dialog.shown_actions()
    assert len(dialog.shown_actions()) < len(ACTIONS)

"""The settings window by hand: found, chosen, taken back, taken along, and followed at once."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from annotator.settings.table import SETTINGS, shown_settings
from annotator.ui.dialogs.change_keys import ChangeKeys
from annotator.ui.dialogs.help_page import HelpReader
from annotator.ui.motion import is_motion_reduced, reduce_motion
from annotator.ui.settings_window.dialog import SettingsWindow
from annotator.ui.theme import current_colours
from tests.ui.windows import CTRL


@pytest.fixture
def dialog(opened, hands, qtbot):
    yield open_over(opened, hands, qtbot)
    reduce_motion(QApplication.instance(), False)


def open_over(window, hands, qtbot):
    window.page.focus_text()
    hands.press(Qt.Key.Key_F1, CTRL)
    (dialog,) = window.findChildren(SettingsWindow)
    qtbot.waitUntil(dialog.isActiveWindow)
    return dialog


def find(dialog, words):
    dialog.query.setFocus()
    dialog.query.selectAll()
    QTest.keyClicks(dialog.query, words)


def choose(dialog, name, words):
    """Choose a value of a list by its words, from the keyboard."""
    box = dialog.rows[name].field.box
    box.setFocus()
    QTest.keyClick(box, Qt.Key.Key_Home)
    while box.currentText() != words:
        QTest.keyClick(box, Qt.Key.Key_Down)


def test_every_setting_that_people_choose_is_there(dialog):
    assert dialog.shown_names() == [one.name for one in SETTINGS if one.group is not None]


def test_a_setting_is_found_by_its_name_what_it_does_and_its_choices(dialog):
    find(dialog, "what was on screen")
    assert dialog.shown_names() == ["is_seen_kept"]
    find(dialog, "backup folder")
    assert dialog.shown_names() == ["backup_folder"]
    find(dialog, "under the pointer")
    assert dialog.shown_names() == ["names_shown"]
    find(dialog, "<b>no</b>")
    assert dialog.shown_names() == []
    assert dialog.nothing.isVisible()
    QTest.keyClick(dialog.query, Qt.Key.Key_Escape)
    assert len(dialog.shown_names()) == len(shown_settings())


def test_enter_in_the_search_goes_to_what_was_found(dialog):
    find(dialog, "line width")
    QTest.keyClick(dialog.query, Qt.Key.Key_Return)
    assert dialog.rows["column_characters"].field.box.hasFocus()
    assert dialog.isVisible()


def test_a_change_counts_at_once_and_is_kept(dialog, opened, settings):
    choose(dialog, "theme", "dark")
    assert settings.get("theme") == "dark"
    assert current_colours().is_dark
    choose(dialog, "names_shown", "never")
    assert opened.page.view.density.names == "never"
    box = dialog.rows["is_motion_reduced"].field.box
    box.setFocus()
    QTest.keyClick(box, Qt.Key.Key_Space)
    assert is_motion_reduced()
    seen = dialog.rows["is_seen_kept"].field.box
    QTest.mouseClick(seen, Qt.MouseButton.LeftButton)
    assert opened.page.seen.is_kept is False


def test_a_number_is_taken_when_it_is_whole_and_within_bounds(dialog, opened, settings, qtbot):
    box = dialog.rows["text_size"].field.box
    box.setFocus()
    box.selectAll()
    QTest.keyClicks(box, "20")
    assert settings.get("text_size") == 13.5
    QTest.keyClick(box, Qt.Key.Key_Tab)
    assert settings.get("text_size") == 20
    with qtbot.waitSignal(opened.page.view.zoomed) as normal:
        opened.page.view.zoom(0)
    assert normal.args == [20]
    box.setFocus()
    QTest.keyClick(box, Qt.Key.Key_Up)
    assert settings.get("text_size") == 20.5


def test_one_is_taken_back_and_then_all(dialog, settings):
    choose(dialog, "contrast", "high")
    choose(dialog, "arcs_shown", "none")
    row = dialog.rows["contrast"]
    assert row.reset_button.isVisible()
    QTest.mouseClick(row.reset_button, Qt.MouseButton.LeftButton)
    assert settings.get("contrast") == "system"
    assert not row.reset_button.isVisible()
    assert row.field.box.hasFocus()
    settings.choose("folder", "/tmp")
    QTest.mouseClick(dialog.reset_button, Qt.MouseButton.LeftButton)
    assert not any(settings.is_changed(one.name) for one in shown_settings())
    assert settings.get("folder") == "/tmp"
    assert "as delivered" in dialog.message.text()
    assert not dialog.reset_button.isEnabled()


def test_what_was_chosen_is_taken_along(dialog, opened, settings, tmp_path):
    choose(dialog, "theme", "dark")
    opened.key_table.choose("undo", ["Ctrl+U"])
    dialog.export_to(tmp_path / "mine")
    assert "Written to “mine.toml”" in dialog.message.text()
    QTest.mouseClick(dialog.reset_button, Qt.MouseButton.LeftButton)
    assert opened.key_table.keys_of("undo") == ("Ctrl+Z",)
    dialog.import_from(tmp_path / "mine.toml")
    assert settings.get("theme") == "dark"
    assert current_colours().is_dark
    assert opened.key_table.keys_of("undo") == ("Ctrl+U",)
    assert dialog.rows["theme"].field.box.currentText() == "dark"
    assert "chosen for 1 action" in dialog.rows["keys"].field.count.text()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"{", "is no file of settings"),
        (b"\xff\xfe", "is no file of settings"),
        (b"a = 1", "Nothing in"),
        (b'theme = "dark"\nx = 2', "passed over: x"),
    ],
)
def test_a_file_that_is_not_fit_is_said_in_a_sentence(dialog, tmp_path, content, said):
    file = tmp_path / "odd <b>.toml"
    file.write_bytes(content)
    dialog.import_from(file)
    assert said in dialog.message.text()
    assert "Traceback" not in dialog.message.text()


def test_files_that_are_not_there_are_said(dialog, tmp_path):
    dialog.import_from(tmp_path / "none.toml")
    assert "was not read" in dialog.message.text()
    dialog.export_to(tmp_path / "none" / "here.toml")
    assert "was not written" in dialog.message.text()


def test_keys_are_changed_from_here_and_conflicts_told(dialog, opened, qtbot):
    button = dialog.rows["keys"].field.button
    button.setFocus()
    QTest.keyClick(button, Qt.Key.Key_Return)
    (keys,) = dialog.findChildren(ChangeKeys)
    qtbot.waitUntil(keys.isActiveWindow)
    keys.choose_action("undo")
    keys.table.setFocus()
    QTest.keyClick(keys.table, Qt.Key.Key_Return)
    qtbot.waitUntil(keys.recorder.hasFocus)
    QTest.keyClick(keys.recorder, Qt.Key.Key_K, CTRL)
    assert "means “Commands” already" in keys.message.text()
    QTest.keyClick(keys.take_button, Qt.Key.Key_Space)
    QTest.keyClick(keys, Qt.Key.Key_Escape)
    assert opened.key_table.keys_of("undo") == ("Ctrl+K",)
    assert opened.key_table.keys_of("palette") == ()
    assert "chosen for 1 action" in dialog.rows["keys"].field.count.text()


def test_recent_projects_are_forgotten_where_nobody_wants_them(dialog, opened, settings):
    assert settings.recent_projects()
    QTest.mouseClick(dialog.rows["are_recent_kept"].field.box, Qt.MouseButton.LeftButton)
    assert settings.recent_projects() == []
    assert opened.start.rows() == []


def test_tab_goes_through_every_field(dialog):
    fields = [row.field.focusProxy() for row in dialog.rows.values()]
    fields = [one.focusProxy() or one for one in fields]
    walked, widget = [], dialog.query
    for _ in range(400):
        widget = widget.nextInFocusChain()
        if widget in fields and widget not in walked:
            walked.append(widget)
    assert walked == fields


def test_f1_shows_the_page_and_escape_leaves(dialog, qtbot):
    box = dialog.rows["theme"].field.box
    box.setFocus()
    QTest.keyClick(box, Qt.Key.Key_F1)
    (reader,) = dialog.findChildren(HelpReader)
    assert reader.page == "settings"
    reader.close()
    QTest.keyClick(box, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not dialog.isVisible())


def test_the_start_page_has_settings_too(window, hands, qtbot, settings):
    hands.press(Qt.Key.Key_F1, CTRL)
    (dialog,) = window.findChildren(SettingsWindow)
    field = dialog.rows["annotator"].field.edit
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, "Jonas")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert settings.get("annotator") == "Jonas"
    assert window.start.annotator() == "Jonas"
    assert dialog.isVisible()
    dialog.close()

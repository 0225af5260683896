"""Nothing blinks where it shall not."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from annotator.ui.actions import BY_ID
from annotator.ui.motion import is_motion_reduced, reduce_motion


@pytest.fixture
def still(qapp):
    reduce_motion(qapp, True)
    yield qapp
    reduce_motion(qapp, False)


def blinks(window):
    return window.page.view.caret._blink.isActive()


def test_carets_keep_still_and_menus_do_not_glide(still):
    assert QGuiApplication.styleHints().cursorFlashTime() == 0
    assert not still.isEffectEnabled(Qt.UIEffect.UI_AnimateMenu)
    assert is_motion_reduced()


def test_afterwards_carets_blink_as_the_system_has_it(qapp):
    before = QGuiApplication.styleHints().cursorFlashTime()
    reduce_motion(qapp, True)
    reduce_motion(qapp, False)
    assert QGuiApplication.styleHints().cursorFlashTime() == before
    assert not is_motion_reduced()


def test_the_articles_caret_stands_still_from_its_next_move_on(opened, hands, settings, qapp):
    hands.press(Qt.Key.Key_Right)
    assert blinks(opened)
    opened.run("toggle_motion")
    assert settings.get("is_motion_reduced")
    hands.press(Qt.Key.Key_Right)
    assert opened.page.view.has_caret()
    assert not blinks(opened)
    opened.run("toggle_motion")
    hands.press(Qt.Key.Key_Right)
    assert blinks(opened)
    assert not is_motion_reduced()


def test_the_bar_of_a_work_without_an_end_runs_only_where_it_may(still, qtbot):
    from annotator.ui.dialogs.progress import ProgressDialog

    done = []
    dialog = ProgressDialog("Importing", lambda **_: 1, on_done=done.append, on_failed=print)
    assert dialog._bar.maximum() == 1
    qtbot.waitUntil(lambda: done == [1])


def test_high_contrast_is_an_action(opened, settings):
    assert BY_ID["contrast_high"].in_menu
    opened.run("contrast_high")
    assert settings.get("contrast") == "high"
    assert opened.page.view.colours.least_contrast == 7
    opened.run("contrast_normal")
    assert opened.page.view.colours.least_contrast == 4.5
    opened.run("contrast_system")

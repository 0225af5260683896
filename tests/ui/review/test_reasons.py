"""Why one decided: one key, and a list that the project changes for itself."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from annotator.project.reviews import USUAL_REASONS
from annotator.ui.review.reasons_dialog import ReasonsDialog
from annotator.ui.text_view.choices import ChoiceList
from tests.ui.windows import CTRL

ALT = Qt.KeyboardModifier.AltModifier


def choice_list(page):
    found = page.view.viewport().findChildren(ChoiceList)
    return next((one for one in found if one.isVisible()), None)


@pytest.fixture
def dialog(qtbot):
    dialog = ReasonsDialog(("slip", "boundary", "edge case"), USUAL_REASONS)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    return dialog


def name(qtbot, words):
    """Type into the row that is being renamed."""
    QApplication.processEvents()
    editor = QApplication.focusWidget()
    qtbot.keyClicks(editor, words)
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    QApplication.processEvents()  # only then does the row say it


def test_one_key_gives_a_reason_and_another_takes_it_away(several, hands):
    hands.press(Qt.Key.Key_W)
    offered = choice_list(several)
    assert [one.name for one in offered.choices][:3] == list(USUAL_REASONS)[:3]
    hands.press(Qt.Key.Key_3)
    assert choice_list(several) is None
    assert several.deciding.said.reason == USUAL_REASONS[2]
    hands.press(Qt.Key.Key_W)
    assert choice_list(several).choices[2].detail == "✓"
    hands.press(Qt.Key.Key_0)
    assert several.deciding.said.reason is None
    hands.press(Qt.Key.Key_W)
    hands.press(Qt.Key.Key_Escape)
    assert choice_list(several) is None and several.is_in_text()


def test_the_list_is_changed_on_the_road(several, hands, qtbot):
    hands.press(Qt.Key.Key_W)
    hands.press(Qt.Key.Key_E)
    (dialog,) = [one for one in QApplication.topLevelWidgets() if isinstance(one, ReasonsDialog)]
    hands.press(Qt.Key.Key_Delete)
    hands.press(Qt.Key.Key_Down, ALT)
    qtbot.mouseClick(dialog.accept_button, Qt.MouseButton.LeftButton)
    review = several.session.project.review
    assert review.reasons == ("slip", "guideline gap", "boundary", "edge case")
    several.window().activateWindow()
    qtbot.waitUntil(several.window().isActiveWindow)
    several.focus_text()
    hands.press(Qt.Key.Key_Z, CTRL)
    assert review.reasons == USUAL_REASONS


def test_add_rename_remove_and_order(dialog, qtbot):
    qtbot.keyClick(dialog.list, Qt.Key.Key_Insert)
    name(qtbot, "too long")
    assert dialog.reasons() == ["slip", "too long", "boundary", "edge case"]
    qtbot.keyClick(dialog.list, Qt.Key.Key_Up, ALT)
    assert dialog.reasons()[0] == "too long" and not dialog.up.isEnabled()
    qtbot.mouseClick(dialog.down, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(dialog.rename, Qt.MouseButton.LeftButton)
    name(qtbot, "too wide")
    assert dialog.reasons() == ["slip", "too wide", "boundary", "edge case"]
    qtbot.keyClick(dialog.list, Qt.Key.Key_Delete)
    assert dialog.reasons() == ["slip", "boundary", "edge case"]
    qtbot.mouseClick(dialog.again, Qt.MouseButton.LeftButton)
    assert dialog.reasons() == list(USUAL_REASONS)


def test_leaving_changes_nothing_and_an_empty_list_can_be_filled(qtbot):
    dialog = ReasonsDialog((), USUAL_REASONS)
    qtbot.addWidget(dialog)
    heard = []
    dialog.reasons_chosen.connect(heard.append)
    dialog.show()
    assert not dialog.remove.isEnabled() and not dialog.rename.isEnabled()
    dialog.remove_reason()
    dialog.move_reason(1)
    dialog.rename_reason()
    dialog.add_reason()
    assert dialog.reasons() == ["new reason"]
    dialog.reject()
    assert heard == []

"""The window of the label set, with real keys and clicks."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox

from annotator.model.labels import LabelSet
from annotator.ui.label_set.dialog import LabelSetDialog
from tests.builders import LABEL_SET


@pytest.fixture
def dialog(qtbot):
    dialog = LabelSetDialog(LABEL_SET)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def retype(qtbot, field, words):
    field.setFocus()
    field.selectAll()
    qtbot.keyClick(field, Qt.Key.Key_Delete)
    qtbot.keyClicks(field, words)


def rows(dialog):
    items = [dialog.labels.topLevelItem(row) for row in range(dialog.labels.topLevelItemCount())]
    return [(item.text(0), item.text(1)) for item in items]


def test_a_label_is_chosen_and_its_page_shown(qtbot, dialog):
    assert dialog.name.text() == "PERSON" and not dialog.accept_button.isEnabled()
    qtbot.keyClick(dialog.labels, Qt.Key.Key_Down)
    assert (dialog.name.text(), dialog.key.text()) == ("ORGANISATION", "2")


def test_what_is_typed_is_in_the_list_and_is_asked_for(qtbot, dialog):
    retype(qtbot, dialog.name, "PEOPLE")
    retype(qtbot, dialog.guideline, "Names only.")
    assert rows(dialog)[0] == ("PEOPLE", "1")
    with qtbot.waitSignal(dialog.apply_requested) as asked:
        qtbot.mouseClick(dialog.accept_button, Qt.MouseButton.LeftButton)
    person = asked.args[0].span_label("p")
    assert (person.name, person.guideline) == ("PEOPLE", "Names only.")
    assert asked.args[0].span_labels[1:] == LABEL_SET.span_labels[1:]


@pytest.mark.parametrize(
    ("field", "words", "said"),
    [
        ("name", "ROLE", "There is a “ROLE” already"),
        ("key", "2", "belongs to"),
        ("key", "g", "G does something else"),
        ("colour", "blue", "written like #2f6fde"),
    ],
)
def test_what_is_wrong_is_told_and_not_applied(qtbot, dialog, field, words, said):
    retype(qtbot, getattr(dialog, field), words)
    assert said in dialog.message.text()
    retype(qtbot, dialog.description, "x")
    with qtbot.assertNotEmitted(dialog.apply_requested):
        qtbot.mouseClick(dialog.accept_button, Qt.MouseButton.LeftButton)


def test_order_and_retiring_by_key_and_button(qtbot, dialog):
    dialog.labels.setFocus()
    qtbot.keyClick(dialog.labels, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert [name for name, _ in rows(dialog)][:2] == ["ORGANISATION", "PERSON"]
    qtbot.mouseClick(dialog.retire_button, Qt.MouseButton.LeftButton)
    assert rows(dialog)[1][0] == "PERSON (retired)" and dialog.retire_button.text() == "Restore"


def test_closing_with_changes_asks_first(qtbot, dialog):
    retype(qtbot, dialog.name, "PEOPLE")
    qtbot.keyClick(dialog.name, Qt.Key.Key_Escape)
    box = dialog.findChild(QMessageBox)
    qtbot.keyClick(box, Qt.Key.Key_Escape)
    assert dialog.isVisible() and dialog.name.text() == "PEOPLE"
    qtbot.waitUntil(lambda: dialog.findChild(QMessageBox) is None)
    qtbot.keyClick(dialog.name, Qt.Key.Key_Escape)
    box = dialog.findChild(QMessageBox)
    drop = next(one for one in box.buttons() if one.text() == "Drop the changes")
    qtbot.mouseClick(drop, Qt.MouseButton.LeftButton)
    assert not dialog.isVisible()


def test_no_labels_yet(qtbot):
    dialog = LabelSetDialog(LabelSet())
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(dialog)
    dialog.show()
    assert not dialog.page.isEnabled() and dialog.message.text() == ""
    qtbot.mouseClick(dialog.add_button, Qt.MouseButton.LeftButton)
    assert rows(dialog) == [("New label", "1")] and dialog.focusWidget() is dialog.name

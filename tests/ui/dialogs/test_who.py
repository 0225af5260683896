"""Who annotates."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFont

from annotator.ui.dialogs.who import WhoDialog
from annotator.ui.panels.plain_text import PlainLabel


@pytest.fixture
def chosen():
    return []


def test_a_known_name_is_chosen_with_enter(qtbot, chosen):
    dialog = WhoDialog(["jon", "maria"], "maria", chosen.append)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(dialog)
    dialog.open()
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    assert chosen == ["maria"]
    assert dialog.isHidden()


def test_a_new_name_is_written_and_trimmed(qtbot, chosen):
    dialog = WhoDialog(["jon"], "", chosen.append)
    qtbot.addWidget(dialog)
    dialog.name.setCurrentText("  Ana <b> ")
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    dialog.accept_button.click()
    assert chosen == ["Ana <b>"]


@pytest.mark.parametrize("name", ["", "   "])
def test_no_name_cannot_be_agreed_to(qtbot, chosen, name):
    dialog = WhoDialog(["jon"], "jon", chosen.append)
    qtbot.addWidget(dialog)
    dialog.name.setCurrentText(name)
    assert not dialog.accept_button.isEnabled()
    dialog.accept()
    assert chosen == []


def test_with_large_letters_nothing_is_clipped(qtbot, qapp):
    before = qapp.font()
    large = QFont(before)
    large.setPointSizeF(before.pointSizeF() * 2)
    qapp.setFont(large)
    try:
        dialog = WhoDialog(["Maria"], "Maria", print)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
        qtbot.addWidget(dialog)
        dialog.show()
        for label in dialog.findChildren(PlainLabel):
            if label.isVisible():
                assert label.height() >= label.heightForWidth(label.width())
        assert dialog.name.height() >= dialog.name.sizeHint().height()
    finally:
        qapp.setFont(before)

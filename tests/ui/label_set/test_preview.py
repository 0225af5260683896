"""The preview of a guideline follows what is written, and stays where one reads."""

from PySide6.QtCore import Qt

from annotator.ui.label_set.dialog import LabelSetDialog
from tests.builders import LABEL_SET

LEFT = Qt.MouseButton.LeftButton


def test_it_follows_what_is_typed_and_stays_where_one_reads(qtbot):
    dialog = LabelSetDialog(LABEL_SET)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(dialog)
    dialog.show()
    if dialog.preview_box.isChecked():  # the screen is wide enough
        qtbot.mouseClick(dialog.preview_box, LEFT)
    assert not dialog.preview.isVisible()
    qtbot.mouseClick(dialog.preview_box, LEFT)
    page = dialog.preview.page
    assert page.isVisible() and page.toPlainText().startswith("PERSON")

    field = dialog.page.guideline
    field.setFocus()
    qtbot.keyClicks(field, "Mark the *whole* name.")
    qtbot.waitUntil(lambda: "Mark the whole name." in page.toPlainText())
    field.insertPlainText("\n\nmore\n" * 80)
    qtbot.waitUntil(lambda: page.verticalScrollBar().maximum() > 200)
    page.verticalScrollBar().setValue(200)
    qtbot.keyClicks(field, "The end.")
    qtbot.waitUntil(lambda: page.toPlainText().endswith("The end."))
    assert page.verticalScrollBar().value() == 200

    dialog.show_part("w")
    assert page.toPlainText().startswith("works for") and page.verticalScrollBar().value() == 0
    dialog.show_part("m")  # an attribute has no guideline
    assert not dialog.preview.isVisible() and not dialog.preview_box.isVisible()

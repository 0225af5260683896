"""What dialogs with fields have in common."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QPlainTextEdit

from annotator.ui.dialogs.form import FormDialog
from annotator.ui.panels.tick_box import TickBox


class TallField(QPlainTextEdit):
    """Wishes for more room than a screen has, and can do with less."""

    def sizeHint(self) -> QSize:
        return QSize(300, 3000)

    def minimumSizeHint(self) -> QSize:
        return QSize(100, 60)


def make_dialog(qtbot, field):
    dialog = FormDialog("Send", "Write")
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(dialog)
    dialog.fields.addWidget(field)
    dialog.show()
    return dialog


def test_on_a_low_screen_the_buttons_are_seen(qtbot):
    dialog = make_dialog(qtbot, TallField())
    dialog.say("Something is wrong.")
    low = dialog.screen().availableGeometry().height()
    assert dialog.accept_button.isVisible()
    assert dialog.height() < low
    assert dialog.accept_button.geometry().bottom() < dialog.height()


def test_enter_accepts_from_a_field_and_presses_a_button(qtbot):
    dialog = make_dialog(qtbot, TickBox("with everything"))
    (field,) = dialog.findChildren(TickBox)
    for widget, has_accepted in ((field, True), (dialog.cancel_button, False)):
        dialog.show()
        widget.setFocus()
        qtbot.keyClick(widget, Qt.Key.Key_Return)
        assert not dialog.isVisible()
        assert bool(dialog.result()) is has_accepted

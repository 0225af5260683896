"""The invisible text: what a screen reader finds and is told."""

import pytest
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication

from tests.builders import TEXT, make_span


@pytest.fixture
def interface(desk):
    return QAccessible.queryAccessibleInterface(desk.view.focusProxy())


def test_it_is_a_named_text_with_the_articles_words(desk, interface):
    assert interface.text(QAccessible.Text.Name) == "Article text"
    text = interface.textInterface()
    assert text.characterCount() == len(TEXT)
    assert text.text(0, 7) == "Council"


def test_the_caret_of_a_screen_reader_is_the_views(desk, interface):
    interface.textInterface().setCursorPosition(12)
    assert desk.selection.caret == 12
    desk.put_caret(30)
    assert interface.textInterface().cursorPosition() == 30


def test_a_selection_made_by_a_screen_reader_can_be_labelled(desk, interface):
    start = desk.find("Ilse")
    interface.textInterface().setSelection(0, start, start + 10)
    assert desk.selected_text == "Ilse Varga"
    desk.view.label("p")
    assert desk.covered() == [("p", "Ilse Varga")]


def test_selecting_spans_does_not_come_back_as_a_caret_move(desk):
    desk.show_text(TEXT, make_span(TEXT, "Ilse Varga", "p", "a"))
    seen = []
    desk.selection.changed.connect(lambda: seen.append(desk.selection.spans))
    desk.selection.select_spans(["a"])
    assert seen == [("a",)]
    desk.selection.set_caret(desk.find("Varga"), keep=True)
    assert desk.selection.spans == ("a",)


def test_announcing_is_silent_where_nobody_listens(desk):
    desk.view.announce("nothing happens")


def test_it_lies_where_the_caret_is_painted(desk):
    shadow = desk.view.focusProxy()
    desk.put_caret(desk.find("harbour"))
    rect = desk.view.caret_rect(desk.find("harbour"))
    at = shadow.mapTo(desk.view.viewport(), shadow.cursorRect().topLeft())
    assert abs(at.x() - rect.left()) <= 2
    assert abs(at.y() - rect.top()) <= 2


def test_it_takes_no_input_method_and_no_mouse(desk):
    from PySide6.QtCore import Qt

    shadow = desk.view.focusProxy()
    assert not shadow.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)
    assert shadow.testAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
    assert shadow.isReadOnly()


def test_the_caret_is_painted_only_with_the_focus(desk, qtbot):
    desk.view.caret.hide()
    desk.view.focusProxy().clearFocus()
    QApplication.processEvents()
    assert not desk.view.has_caret()
    before = desk.view.viewport().grab().toImage()
    desk.view.setFocus()
    desk.put_caret(desk.find("Ilse"))
    QApplication.processEvents()
    assert desk.view.viewport().grab().toImage() != before

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


# ---- a text that comes in slices ---------------------------------------------------------------

LONG = "\n".join(f"Paragraph {n}: the harbour office said 😀 nothing new." for n in range(1600))


def show_unsettled(desk, text, caret):
    from annotator.model.document import Document

    desk.document = Document("talks", text)
    desk.view.show_document(desk.document, desk.set, desk.label_set)
    desk.put_caret(caret)


def test_the_text_around_the_caret_is_there_first_and_all_of_it_later(desk, interface):
    caret = LONG.index("Paragraph 800")
    show_unsettled(desk, LONG, caret)
    shadow, text = desk.view.focusProxy(), interface.textInterface()
    there = text.characterCount()
    assert there < len(LONG) / 2
    at = text.cursorPosition()
    assert text.text(at, at + 13) == "Paragraph 800"
    desk.settle()
    assert shadow.is_whole
    assert text.characterCount() == len(LONG.encode("utf-16-le")) // 2
    at = text.cursorPosition()
    assert text.text(at, at + 13) == "Paragraph 800"
    assert desk.selection.caret == caret


def test_selecting_all_before_all_is_there_selects_all(desk, interface):
    show_unsettled(desk, LONG, 0)
    desk.view.select_all()
    assert desk.selection.text == (0, len(LONG))
    desk.settle()
    assert desk.selection.text == (0, len(LONG))
    cursor = desk.view.focusProxy().textCursor()
    assert (
        cursor.selectionEnd() - cursor.selectionStart()
        == interface.textInterface().characterCount()
    )


def test_no_slice_is_large(desk, monkeypatch):
    from annotator.ui.text_view.shadow_table import ShadowTable

    sizes, lines = [], ShadowTable.lines

    def counted(table, first, last):
        sizes.append(len(lines(table, first, last)))
        return lines(table, first, last)

    monkeypatch.setattr(ShadowTable, "lines", counted)
    show_unsettled(desk, LONG, len(LONG) // 2)
    desk.settle()
    assert sum(sizes) >= len(LONG)
    assert max(sizes) < 45_000


def test_once_the_text_is_whole_a_screen_reader_is_told_where_the_caret_is(desk, monkeypatch):
    """The text around the caret came first, and what lies before it moved the caret silently."""
    desk.show_text("A word and another.\n" * 6000)
    end = len(desk.view.text) - 10
    desk.selection.set_caret(end)
    told = []
    monkeypatch.setattr(QAccessible, "isActive", lambda: True)
    monkeypatch.setattr(
        QAccessible, "updateAccessibility", lambda event: told.append(event.cursorPosition())
    )
    shadow = desk.view.focusProxy()
    shadow.show_text(desk.view.text, desk.view.galley.blocks)
    shadow.place(end, end)
    told.clear()
    while shadow.fill_more():
        pass
    assert told == [end]


@pytest.mark.parametrize("listens", [False, True])
def test_the_first_picture_waits_for_the_text_only_where_somebody_listens(
    desk, monkeypatch, listens
):
    monkeypatch.setattr(QAccessible, "isActive", lambda: listens)
    shadow = desk.view.focusProxy()
    desk.view.show_document(desk.document, desk.set, desk.label_set)
    assert bool(shadow.toPlainText()) is listens
    assert shadow.caret() == 0
    desk.settle()
    assert shadow.is_whole
    assert shadow.toPlainText() == TEXT
    assert shadow.textCursor().position() == 0


def test_a_caret_that_is_put_somewhere_has_text_around_it_at_once(desk, interface):
    desk.view.show_document(desk.document, desk.set, desk.label_set)
    desk.selection.set_caret(desk.find("Ilse"))
    at = interface.textInterface().cursorPosition()
    assert interface.textInterface().text(at, at + 4) == "Ilse"

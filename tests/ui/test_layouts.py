"""Story: everything the hand does in the text, on keyboards of four countries, event by event."""

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from annotator.ui.dialogs.chooser import Chooser
from tests.builders import TEXT
from tests.ui.layouts import LAYOUTS, NONE, SHIFT

CTRL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier
_SCAN_CODES = {
    "Tab": 23,
    "Backtab": 23,
    "Return": 36,
    "Space": 65,
    "Left": 113,
    "Right": 114,
    "Delete": 119,
    "F4": 70,
    "Escape": 9,
}
_TEXTS = {"Tab": "\t", "Return": "\r", "Space": " ", "Delete": "\x7f", "Escape": "\x1b"}


class Keyboard:
    """Presses keys of one layout where the focus is."""

    def __init__(self, layout, window) -> None:
        self.layout, self.window = layout, window
        self.count = 0

    def press(self, meant, modifiers=NONE):
        """Press a letter or digit by what is meant, anything else by Qt's name."""
        self.count += 1
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            target = QApplication.focusWidget() or self.window.page.view.focusProxy()
            if len(meant) == 1:
                event = self.layout.event(kind, meant, modifiers)
            else:
                key = getattr(Qt.Key, f"Key_{meant}")
                text = _TEXTS.get(meant, "") if modifiers == NONE else ""
                event = QKeyEvent(kind, key, modifiers, _SCAN_CODES[meant], 0, 0, text)
            QApplication.sendEvent(target, event)
        QApplication.processEvents()

    def type(self, letters):
        for letter in letters:
            self.press(letter)


@pytest.fixture(params=LAYOUTS, ids=lambda layout: layout.name)
def keyboard(request, opened, monkeypatch):
    monkeypatch.setattr("sys.platform", "linux")
    return Keyboard(request.param, opened)


def test_the_whole_hand(keyboard, opened):  # noqa: PLR0915 (one story from first to last key)
    session, view, press = opened.session, opened.page.view, keyboard.press
    selection = session.selection

    def words(span=None):
        found = session.annotation_set.spans[span or selection.span]
        return (found.label, found.covered_text(TEXT))

    def go_to(word):
        selection.set_caret(TEXT.index(word))

    # A label costs one key; the end goes on by words, back and on by characters.
    go_to("Ilse")
    press("1")
    varga = selection.span
    press("Right", ALT)
    assert words() == ("p", "Ilse Varga")
    press("Left", CTRL | ALT)
    assert words() == ("p", "Ilse Varg")
    press("Right", CTRL | ALT)
    press("Right", CTRL | ALT | SHIFT)
    assert words() == ("p", "lse Varga")
    press("Left", ALT | SHIFT)
    assert words() == ("p", "Ilse Varga")

    # Text is selected by words and labelled; a selected span is relabelled.
    go_to("Norrow")
    press("Right", CTRL | SHIFT)
    press("Right", SHIFT)
    press("3")
    norrow = selection.span
    press("2")
    assert words() == ("o", "Norrow Lines")

    # From span to span, and a relation by hint letters and its own key.
    press("Backtab", SHIFT)
    assert selection.span == varga
    press("Tab")
    assert selection.span == norrow
    press("Backtab", SHIFT)
    press("R")
    keyboard.type(view.relating.hints()[norrow])
    press("S")
    (relation,) = session.annotation_set.relations.values()
    assert (relation.label, relation.head, relation.tail) == ("s", varga, norrow)

    # The list of what is here, the way over a relation and back, a relation turned.
    go_to("Ilse")
    press("L")
    press("2")
    assert selection.relation == relation.id
    press("R")
    assert session.annotation_set.relations[relation.id].head == norrow
    press("Return")
    assert selection.span == norrow
    press("Return", SHIFT)
    assert selection.caret == TEXT.index("Ilse")

    # A further part, and without it again.
    press("Tab")
    selection.select_spans([norrow])
    selection.select_text(TEXT.index("June"), TEXT.index("June") + 4)
    press("F")
    assert words(norrow) == ("o", "Norrow Lines June")
    selection.set_caret(TEXT.index("June") + 1, keep=True)
    press("F", SHIFT)
    assert words(norrow) == ("o", "Norrow Lines")

    # Deleted with its relation, undone, redone, undone.
    press("Delete")
    assert set(session.annotation_set.spans) == {varga}
    press("Z", CTRL)
    assert set(session.annotation_set.spans) == {varga, norrow}
    press("Z", CTRL | SHIFT)
    assert set(session.annotation_set.spans) == {varga}
    press("Z", CTRL)
    assert list(session.annotation_set.relations) == [relation.id]

    # What a selection snaps to; the note; a label by its name.
    press("F4")
    assert view.granularity == "character"
    press("F4")
    press("F4")
    selection.select_spans([varga])
    press("N")
    assert not opened.page.is_in_text()
    press("Escape")
    assert opened.page.is_in_text()
    press("Space")
    (chooser,) = [one for one in QApplication.topLevelWidgets() if isinstance(one, Chooser)]
    assert chooser.isVisible()
    press("Escape")


def test_select_the_sentence_and_the_span_here(keyboard, opened):
    selection, press = opened.session.selection, keyboard.press
    selection.set_caret(TEXT.index("agreed"))
    press("S", CTRL | SHIFT)
    start, end = selection.text
    assert "We agreed" in TEXT[start:end]
    press("4")
    claim = selection.span
    selection.set_caret(TEXT.index("agreed") + 1)
    press("1")
    selection.set_caret(TEXT.index("agreed") + 1)
    press("Return")
    assert selection.span != claim
    press("Return")
    assert selection.span == claim

"""What is pasted whole comes out as it went in; what is edited comes out as it is seen."""

import pytest
from PySide6.QtCore import QMimeData

from annotator.ui.dialogs.verbatim_field import VerbatimField

ODD = "One\u00a0line\r\nand\rmore\u2028of\u2029it \U0001f6a2\t\u200f.\n\n"


@pytest.fixture
def field(qtbot):
    """A field on screen."""
    field = VerbatimField()
    qtbot.addWidget(field)
    field.show()
    return field


def paste(field, text):
    """Paste a text where the cursor stands."""
    data = QMimeData()
    data.setText(text)
    field.insertFromMimeData(data)


def test_a_text_set_comes_out_whole(field):
    field.set_whole_text(ODD)
    assert field.whole_text() == ODD


def test_pasting_into_an_empty_field_is_verbatim(field):
    paste(field, ODD)
    assert field.whole_text() == ODD


def test_pasting_over_everything_is_verbatim(field):
    field.set_whole_text("something else\n")
    field.selectAll()
    paste(field, ODD)
    assert field.whole_text() == ODD


def test_pasting_behind_something_is_as_it_is_seen(field):
    field.set_whole_text("Before. ")
    cursor = field.textCursor()
    cursor.movePosition(cursor.MoveOperation.End)
    field.setTextCursor(cursor)
    paste(field, "two\r\nlines\u00a0here")
    assert field.whole_text() == "Before. two\nlines\u00a0here"


def test_typing_changes_what_comes_out(qtbot, field):
    field.set_whole_text("a\u00a0b")
    qtbot.keyClicks(field, "x")
    assert field.whole_text() == "xa\u00a0b"
    field.undo()
    assert field.whole_text() == "a\u00a0b"

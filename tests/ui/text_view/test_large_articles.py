"""Row 30, by the work that is done and not by the clock: of a very large text one turn of the event
loop shapes only a little."""

import pytest
from PySide6.QtWidgets import QApplication

from annotator.model.document import Document
from annotator.ui.text_view import paragraph
from tests.builders import LABEL_SET, make_set

MOST = 60_000
"""Characters that one turn may shape."""
TEXTS = {
    "a line of a million characters": "f" * 1_000_000,
    "a million blanks": " " * 1_000_000,
    "words in one line": "ferry " * 160_000,
    "short lines": "The ferry sails.\n" * 12_000,
}


@pytest.fixture
def shaped(monkeypatch):
    """How many characters were shaped since this was last asked."""
    counts = []
    really = paragraph.QTextLayout

    def counting(text, *more):
        counts.append(len(text))
        return really(text, *more)

    counting.GlyphRunRetrievalFlag = really.GlyphRunRetrievalFlag
    counting.FormatRange = really.FormatRange
    monkeypatch.setattr(paragraph, "QTextLayout", counting)

    def ask():
        total = sum(counts)
        counts.clear()
        return total

    return ask


@pytest.mark.parametrize("name", TEXTS)
def test_row_30_no_turn_of_the_loop_shapes_much(desk, shaped, tally, name):
    desk.show()
    shaped()
    desk.view.show_document(Document("large", TEXTS[name]), make_set(), LABEL_SET)
    turns = [shaped()]
    while not desk.view.is_settled:
        QApplication.processEvents()
        turns.append(shaped())
    tally(turns_counted=sum(one > 0 for one in turns))
    assert sum(turns) > 0
    assert max(turns) <= MOST

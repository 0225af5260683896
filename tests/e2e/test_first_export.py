"""From the first start to the first export, counted in acts: the number that the README names."""

import json
import re
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from annotator.ui import opening as opening_module
from annotator.ui.dialogs.export_dialog import ExportDialog
from tests.ui.windows import CTRL, SHIFT, Hands

README = Path(__file__).resolve().parents[2] / "README.md"
NUMBERS = {"four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8}


class CountedHands(Hands):
    """Each key pressed and each click is one act, and there is no other way to do anything."""

    acts = 0

    def press(self, key, modifiers=Qt.KeyboardModifier.NoModifier) -> None:
        self.acts += 1
        super().press(key, modifiers)

    def click(self, widget, point: QPoint) -> None:
        self.acts += 1
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton, pos=point)
        self.settle()


@pytest.fixture
def home(tmp_path, monkeypatch):
    """Where nobody has ever started the program; documents go there."""
    monkeypatch.setattr(
        opening_module, "sample_path", lambda: tmp_path / "data" / "sample.annotator"
    )
    monkeypatch.setattr("annotator.ui.dialogs.export_dialog.documents_folder", lambda: tmp_path)
    return tmp_path


def first_free_word(window) -> int:
    """The first character on screen that is in a word and in no span: where a newcomer clicks."""
    view, spans = window.page.view, window.session.annotation_set.spans.values()
    start, end = view.visible_range()
    text = window.session.document.text
    return next(
        at
        for at in range(start, end)
        if text[at : at + 2].isalpha() and not any(one.start <= at < one.end for one in spans)
    )


def test_from_the_first_start_to_the_first_export(window, qtbot, home):
    hands = CountedHands(qtbot, window)
    sample = window.start.ways["open_sample"]
    hands.click(sample, sample.rect().center())
    qtbot.waitUntil(lambda: window.session is not None and window.session.document is not None)
    hands.settle()
    before = set(window.session.annotation_set.spans)
    view = window.page.view
    caret = view.caret_rect(first_free_word(window))
    hands.click(view.viewport(), caret.center().toPoint() + QPoint(2, 0))
    hands.press(Qt.Key.Key_1)
    made = set(window.session.annotation_set.spans) - before
    assert len(made) == 1, "one span was labelled"
    hands.press(Qt.Key.Key_X, CTRL | SHIFT)
    (dialog,) = window.findChildren(ExportDialog)
    hands.settle()
    written = []
    dialog.corpus_written.connect(written.append)
    hands.press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(written))
    hands.settle()
    dialog.close()
    lines = [json.loads(line) for line in written[0].read_text("utf-8").splitlines()]
    assert written[0].parent == home
    ids = {span["id"] for line in lines for span in line["spans"]}
    assert made <= ids, "what was labelled is in the corpus"
    told = re.search(r"takes (\w+)\s+acts", README.read_text(encoding="utf-8"))
    assert told is not None
    assert hands.acts == NUMBERS[told.group(1)]
    assert QApplication.activeModalWidget() is None

"""Row 37 from the window: patterns that never end, in every place that takes one."""

import time

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from annotator.model.document import Document
from annotator.model.span import Span
from annotator.project.project import Project
from annotator.ui.concordance.dialog import ConcordanceDialog
from annotator.ui.label_changes.dialog import LabelChangeDialog
from tests.builders import LABEL_SET
from tests.project.building import bring
from tests.project.differing import say
from tests.ui.windows import CTRL, SHIFT

HEAVY = "too complex"
WRONG = "The pattern is wrong"
LONG = "10000 characters are too many"
PATTERNS = {
    "(a+)+$": HEAVY,
    "(x+x+)+y": HEAVY,
    "(a": WRONG,
    "(?V1)a": WRONG,
    "a" * 10_000: LONG,
}
TEXT = ("a" * 4_000 + "! " + "x" * 4_000 + ". ") * 5
LONGEST_GAP = 0.3
"""Seconds between two ticks of the window, on a machine that others use too."""


class Ticks:
    """Measures what a person at the window would feel."""

    def __init__(self, parent) -> None:
        self.last, self.longest, self.count = time.monotonic(), 0.0, 0
        self._timer = QTimer(parent, interval=10)
        self._timer.timeout.connect(self._tick)
        self._timer.start()

    def _tick(self) -> None:
        now = time.monotonic()
        self.longest, self.last = max(self.longest, now - self.last), now
        self.count += 1

    def stop(self) -> None:
        self._timer.stop()


@pytest.fixture
def laden(window, hands, tmp_path):
    """The window on an article that such patterns are heavy on, and a span over much of it."""
    with Project.create(tmp_path / "news.annotator", label_set=LABEL_SET) as project:
        bring(project, [Document("one", TEXT)])
        say(project, "maria", Span("long", "p", ((0, 8_003),)), document="one")
    window.show_project(Project.open(tmp_path / "news.annotator", annotator="maria"))
    hands.settle()
    window.page.focus_text()
    window._collecting.collect()  # of all that the tests have in memory: not what is measured
    return window


@pytest.fixture
def put(qtbot, hands, laden, tally):
    """Puts a pattern where the focus is, as somebody does who pastes it; returns what is said."""

    def put(pattern, said):
        QGuiApplication.clipboard().setText(pattern)
        ticks, begun = Ticks(laden), time.process_time()
        hands.press(Qt.Key.Key_A, CTRL)
        hands.press(Qt.Key.Key_V, CTRL)
        qtbot.waitUntil(lambda: bool(said()) and "Looking" not in said())
        assert time.process_time() - begun < 1.0  # work of this program, not of the machine
        hands.settle()
        ticks.stop()
        assert ticks.longest < LONGEST_GAP
        tally(patterns=1)
        return said()

    return put


def shown(kind):
    (dialog,) = [
        one for one in QApplication.topLevelWidgets() if isinstance(one, kind) and one.isVisible()
    ]
    return dialog


@pytest.mark.parametrize(("pattern", "answer"), PATTERNS.items(), ids=lambda one: one[:12])
def test_row_37_finding_in_the_article(laden, hands, put, pattern, answer):
    bar = laden.page.find_bar
    hands.press(Qt.Key.Key_F, CTRL)
    bar.pattern.click()
    bar.words.setFocus()
    assert answer.replace(",", "") in put(pattern, bar.said).replace(",", "")


@pytest.mark.parametrize(("pattern", "answer"), PATTERNS.items(), ids=lambda one: one[:12])
def test_row_37_finding_in_the_project(laden, hands, qtbot, put, pattern, answer):
    hands.press(Qt.Key.Key_F, CTRL | SHIFT)
    hands.settle()
    dialog = shown(ConcordanceDialog)
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    dialog.pattern.click()
    dialog.words.setFocus()
    hands.settle()

    def said():
        words = dialog.counts.text()
        return words if "pattern" in words or "characters" in words else ""

    assert answer in put(pattern, said).replace(",", "")
    dialog.reject()


@pytest.mark.parametrize(("pattern", "answer"), PATTERNS.items(), ids=lambda one: one[:12])
def test_row_37_the_rule_of_a_split(laden, hands, qtbot, put, pattern, answer):
    laden.run("change_label")
    hands.settle()
    dialog = shown(LabelChangeDialog)
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    dialog.labels.setCurrentIndex(dialog.labels.findData("p"))
    dialog.verbs.setCurrentIndex(dialog.verbs.findData("split"))
    dialog.fields.is_pattern.click()
    dialog.fields.words.setFocus()
    hands.settle()

    def said():
        words = dialog.foresight.text()
        return words if "pattern" in words or "characters" in words else ""

    assert answer in put(pattern, said).replace(",", "")
    assert not dialog.do_button.isEnabled()
    dialog.reject()
    hands.settle()


@pytest.mark.parametrize("pattern", PATTERNS, ids=lambda one: one[:12])
def test_row_37_where_words_are_asked_for_they_are_no_pattern(laden, hands, put, pattern):
    """The article list is searched for words; "(a" is one like any other."""
    articles = laden.page.articles
    hands.press(Qt.Key.Key_L, CTRL)

    def said():
        return "nothing" if articles.model.rowCount() == 0 else ""

    assert put(pattern, said) == "nothing"

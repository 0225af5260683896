"""Story: where do we speak of ferries? Words are typed, narrowed down by label, attribute,
colleague, status, source and date, sorted by what stands beside them, and gone to; a pattern that
is wrong or too heavy is said at once while the window lives."""

import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from annotator.model.attribute import Attribute
from annotator.model.document import Document, Meta
from annotator.model.span import Span
from annotator.project.project import Project
from annotator.ui.concordance.dialog import ConcordanceDialog
from annotator.ui.concordance.model import LEFT, RIGHT, TEXT
from annotator.ui.main_window import MainWindow
from tests.builders import LABEL_SET
from tests.project.building import bring
from tests.project.differing import say
from tests.ui.windows import CTRL, SHIFT, Hands

NUMBERED = replace(
    LABEL_SET, attributes=(*LABEL_SET.attributes, Attribute("n", "crew", "number", "span"))
)
TEXTS = {
    "d1": ("The old ferry left Norrow.", "Agency", "2025-12-30"),
    "d2": ("A new ferry, the Ilse, came. The Ferrymen cheered.", "Agency", "2026-01-24"),
    "d3": ("Norrow: no ferry today.", "Paper", "2026-02-02"),
    "d4": ("諾羅島的渡輪今天開航。", "通訊社", "2026-03-01"),
    "d5": ("قالت إيلسا: العبّارة وصلت.", "وكالة", "2026-04-01"),
    "d6": ("เรือข้ามฟากมาถึงแล้ว", "สำนักข่าว", "2026-05-01"),
    "heavy": ("a" * 5_000 + "!", "Paper", "2026-06-01"),
}


@pytest.fixture
def desk(window: MainWindow, qtbot: Any, tmp_path: Path) -> Hands:
    path = tmp_path / "news.annotator"
    with Project.create(path, label_set=NUMBERED) as project:
        documents = [
            Document(id, text, Meta(id, source=source, published=day))
            for id, (text, source, day) in TEXTS.items()
        ]
        bring(project, documents)
        ferry = Span("f1", "p", ((8, 13),), attributes={"m": "named", "n": 12})
        say(project, "ana", ferry, document="d1")
        say(project, "ben", Span("f2", "o", ((6, 11),)), document="d2")
    assert window.show_project(Project.open(path, annotator="ana"))
    hands = Hands(qtbot, window)
    hands.settle()
    window.page.focus_text()  # type: ignore[union-attr]
    return hands


def opened_dialog(hands: Hands) -> ConcordanceDialog:
    hands.press(Qt.Key.Key_F, CTRL | SHIFT)
    hands.settle()
    (dialog,) = [
        one
        for one in QApplication.topLevelWidgets()
        if isinstance(one, ConcordanceDialog) and one.isVisible()
    ]
    dialog.activateWindow()
    hands.qtbot.waitUntil(dialog.isActiveWindow)
    hands.settle()
    return dialog


def focus(widget: QWidget) -> None:
    widget.setFocus(Qt.FocusReason.TabFocusReason)


def write(hands: Hands, dialog: ConcordanceDialog, field: QWidget, words: str, said: str) -> None:
    """Write something else into a field, and wait for what is said of it."""
    focus(field)
    hands.press(Qt.Key.Key_A, CTRL)
    hands.press(Qt.Key.Key_Delete)
    hands.type(words)
    hands.qtbot.waitUntil(lambda: dialog.counts.text() == said)
    hands.settle()


def choose(hands: Hands, dialog: ConcordanceDialog, box: QWidget, row: int, said: str) -> None:
    """Go down or up to a row of a box by keys."""
    focus(box)
    hands.press(Qt.Key.Key_Home)
    for _ in range(row):
        hands.press(Qt.Key.Key_Down)
    hands.qtbot.waitUntil(lambda: dialog.counts.text() == said)
    hands.settle()


def cells(dialog: ConcordanceDialog, column: int) -> list[str]:
    model = dialog.model
    return [model.index(row, column).data() for row in range(model.rowCount())]


def test_words_are_found_narrowed_down_and_gone_to(desk: Hands) -> None:
    dialog = opened_dialog(desk)
    words = dialog.words
    write(desk, dialog, words, "ferr", "4 hits in 3 articles")
    assert cells(dialog, TEXT) == ["ferry", "ferry", "Ferrymen", "ferry"]
    write(desk, dialog, words, "ferry", "4 hits in 3 articles")
    focus(dialog.whole)
    desk.press(Qt.Key.Key_Space)
    desk.qtbot.waitUntil(lambda: dialog.counts.text() == "3 hits in 3 articles")
    desk.press(Qt.Key.Key_Space)
    focus(dialog.case)
    desk.press(Qt.Key.Key_Space)
    write(desk, dialog, words, "Ferr", "1 hit in 1 article")
    focus(dialog.case)
    desk.press(Qt.Key.Key_Space)
    write(desk, dialog, words, "ferry left", "1 hit in 1 article")


def test_hits_are_narrowed_down(desk: Hands) -> None:
    dialog = opened_dialog(desk)
    write(desk, dialog, dialog.words, "ferry", "4 hits in 3 articles")
    choose(desk, dialog, dialog.labels, 1, "1 hit in 1 article")
    choose(desk, dialog, dialog.labels, 0, "4 hits in 3 articles")
    choose(desk, dialog, dialog.attribute.box, 1, "1 hit in 1 article")  # mention = named
    choose(desk, dialog, dialog.attribute.box, 2, "Nothing found.")  # mention = pronoun
    row = dialog.attribute.box.count() - 1
    choose(desk, dialog, dialog.attribute.box, row, "4 hits in 3 articles")  # crew =
    write(desk, dialog, dialog.attribute.value, "12", "1 hit in 1 article")
    write(desk, dialog, dialog.attribute.value, "13", "Nothing found.")
    choose(desk, dialog, dialog.attribute.box, 0, "4 hits in 3 articles")
    choose(desk, dialog, dialog.people, 2, "2 hits in 1 article")  # ben
    choose(desk, dialog, dialog.people, 0, "4 hits in 3 articles")
    choose(desk, dialog, dialog.statuses, 3, "3 hits in 2 articles")  # finished
    choose(desk, dialog, dialog.statuses, 0, "4 hits in 3 articles")
    write(desk, dialog, dialog.source, "Paper", "1 hit in 1 article")
    write(desk, dialog, dialog.source, "", "4 hits in 3 articles")
    write(desk, dialog, dialog.since, "2026", "3 hits in 2 articles")
    write(desk, dialog, dialog.until, "2026-01", "2 hits in 1 article")
    wrong = "“yesterday” is no date: write 2026-01-24, or 2026-01, or 2026."
    write(desk, dialog, dialog.until, "yesterday", wrong)
    write(desk, dialog, dialog.until, "", "3 hits in 2 articles")
    write(desk, dialog, dialog.since, "", "4 hits in 3 articles")


def test_hits_are_sorted_by_either_side_and_gone_to(desk: Hands) -> None:
    dialog = opened_dialog(desk)
    words = dialog.words
    write(desk, dialog, words, "ferry", "4 hits in 3 articles")
    dialog.list.header().sectionClicked.emit(RIGHT)
    right = [one.strip() for one in cells(dialog, RIGHT)]
    assert right == sorted(right, key=lambda said: said.casefold().split())
    dialog.list.header().sectionClicked.emit(LEFT)
    assert [one.split()[-1] for one in cells(dialog, LEFT)] == ["new", "no", "old", "The"]

    focus(words)
    desk.press(Qt.Key.Key_Down)
    desk.press(Qt.Key.Key_Down)
    desk.press(Qt.Key.Key_Return)
    desk.settle()
    window: Any = desk.window
    assert window.session.document.id == "d3"
    start = TEXTS["d3"][0].index("ferry")
    assert window.session.selection.text == (start, start + 5)


@pytest.mark.parametrize(
    ("written", "document"),
    [
        ("渡", "d4"),
        ("的渡輪", "d4"),
        ("今天開航。", "d4"),
        ("إيل", "d5"),
        ("إيلسا: العبّارة", "d5"),
        ("ข้าม", "d6"),
        ("ฟ", "d6"),
        ("ferry, the Ilse", "d2"),
    ],
)
def test_phrases_of_all_scripts(desk: Hands, written: str, document: str) -> None:
    dialog = opened_dialog(desk)
    write(desk, dialog, dialog.words, written, "1 hit in 1 article")
    assert dialog.model.hits[0].document == document


@pytest.mark.parametrize(
    ("pattern", "said"),
    [
        ("(ferry", "missing )"),
        ("(a+)+$", "too"),
        ("(a|aa)+$", "too"),
        ("(a{1000}){1000}", "too"),
        ("(?:a?){60}a{60}z", "too"),
    ],
)
def test_a_pattern_that_is_wrong_or_too_heavy_is_said_at_once(
    desk: Hands, pattern: str, said: str
) -> None:
    dialog = opened_dialog(desk)
    focus(dialog.pattern)
    desk.press(Qt.Key.Key_Space)
    beats: list[float] = []
    pulse = QTimer(dialog, interval=10)
    pulse.timeout.connect(lambda: beats.append(time.perf_counter()))
    focus(dialog.words)
    desk.type(pattern[:-1])
    desk.settle()
    pulse.start()
    desk.type(pattern[-1])
    desk.qtbot.waitUntil(lambda: said in dialog.counts.text())
    pulse.stop()
    # The window has gone on all the while: it beat many times, whatever else the machine does.
    assert len(beats) >= 3
    desk.settle()
    write(desk, dialog, dialog.words, "f.rry", "4 hits in 3 articles")

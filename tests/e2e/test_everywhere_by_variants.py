"""Story: a phrase with a comma in it stands in some dozens of articles, sometimes within a longer
span or beside a shorter one. All of it is labelled, relabelled and deleted, each time previewed
with ticks, said in one line and taken back by one undo; so are phrases in Arabic and Thai."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from annotator.model.span import Span
from annotator.project.project import Project
from annotator.ui.concordance.model import TICK
from annotator.ui.elsewhere.dialog import ElsewhereDialog
from annotator.ui.main_window import MainWindow
from tests.builders import LABEL_SET, make_document
from tests.project.building import bring
from tests.project.differing import say
from tests.ui.windows import CTRL, SHIFT, Hands

ARTICLES = 36
PHRASES = ("Varga, Ilse", "إيلسا فارغا", "ข้ามฟาก")
TEXTS = (
    "Varga, Ilse: harbour master since May.\n",
    "إيلسا فارغا، مديرة المرفأ، تحدثت.\n",
    "ข้ามฟาก ออกวันจันทร์\n",
)
EACH = ARTICLES // len(TEXTS)


@pytest.fixture
def desk(window: MainWindow, qtbot: Any, tmp_path: Path) -> Hands:
    path = tmp_path / "news.annotator"
    with Project.create(path, label_set=LABEL_SET) as project:
        documents = [make_document(TEXTS[at % len(TEXTS)], f"d{at:02}") for at in range(ARTICLES)]
        bring(project, documents)
        say(project, "ben", Span("longer", "p", ((0, 26),)), document="d03")
        say(project, "ben", Span("shorter", "p", ((0, 5),)), document="d06")
        say(project, "ben", Span("across", "c", ((7, 20),)), document="d09")
    assert window.show_project(Project.open(path, annotator="ana"))
    hands = Hands(qtbot, window)
    hands.settle()
    window.page.focus_text()  # type: ignore[union-attr]
    return hands


def opened_dialog(hands: Hands, number: int) -> ElsewhereDialog:
    """Select the phrase in the first article that has it, and ask where else it stands."""
    window: Any = hands.window
    window.session.open_document(f"d{number:02}")
    hands.settle()
    window.page.focus_text()
    window.session.selection.select_text(0, len(PHRASES[number]))
    hands.press(Qt.Key.Key_E, CTRL | SHIFT)
    hands.settle()
    (dialog,) = [
        one
        for one in QApplication.topLevelWidgets()
        if isinstance(one, ElsewhereDialog) and one.isVisible()
    ]
    dialog.activateWindow()
    hands.qtbot.waitUntil(dialog.isActiveWindow)
    return dialog


def ticks(dialog: ElsewhereDialog) -> list[bool]:
    model, role = dialog.model, Qt.ItemDataRole.CheckStateRole
    rows = range(model.rowCount())
    return [model.index(row, TICK).data(role) == Qt.CheckState.Checked for row in rows]


def do(hands: Hands, dialog: ElsewhereDialog, said: str) -> None:
    """Do what is previewed, and see that it is said in one line."""
    hands.press(Qt.Key.Key_Return, CTRL)
    hands.settle()
    assert dialog.counts.text() == said


def mine(project: Project) -> dict[str, int]:
    """Return how many spans of each label I have."""
    project.flush()
    counts = {"PERSON": 0, "ORGANISATION": 0}
    for at in range(ARTICLES):
        own = project.annotation_set(f"d{at:02}")
        for span in own.spans.values():
            found = project.label_set.span_label(span.label)
            assert found is not None
            counts[found.name] += 1
    return counts


def test_a_phrase_with_a_comma_is_labelled_relabelled_and_deleted(desk: Hands) -> None:
    window: Any = desk.window
    project = window.session.project
    dialog = opened_dialog(desk, 0)
    assert dialog.phrase.text() == "Varga, Ilse"
    assert dialog.counts.text() == f"{EACH} places in {EACH} articles"
    for group in ("longer", "shorter", "overlapping"):
        bar = dialog.histogram.bar(group)
        assert bar is not None and bar.accessibleName().endswith(", 1")
    desk.press(Qt.Key.Key_1)
    assert ticks(dialog) == [at not in (1, 2, 3) for at in range(EACH)], "not the variants"

    done = f"{EACH - 3} labelled as PERSON in {EACH - 3} articles."
    do(desk, dialog, done)
    assert mine(project) == {"PERSON": EACH - 3, "ORGANISATION": 0}
    desk.press(Qt.Key.Key_Z, CTRL)
    desk.settle()
    assert mine(project) == {"PERSON": 0, "ORGANISATION": 0}
    do(desk, dialog, done)

    dialog.choose("relabel", "o")
    assert sum(ticks(dialog)) == EACH - 3
    dialog.go_to_row(0)
    desk.press(Qt.Key.Key_Space)  # this one stays a person
    assert dialog.foresight.text() == f"{EACH - 4} places in {EACH - 4} articles ticked"
    do(desk, dialog, f"{EACH - 4} relabelled as ORGANISATION in {EACH - 4} articles.")
    assert mine(project) == {"PERSON": 1, "ORGANISATION": EACH - 4}
    desk.press(Qt.Key.Key_Z, CTRL)
    desk.settle()
    assert mine(project) == {"PERSON": EACH - 3, "ORGANISATION": 0}

    desk.press(Qt.Key.Key_Delete)
    assert dialog.do_button.text() == f"Delete {EACH - 3}"
    do(desk, dialog, f"{EACH - 3} deleted in {EACH - 3} articles.")
    assert mine(project) == {"PERSON": 0, "ORGANISATION": 0}
    desk.press(Qt.Key.Key_Z, CTRL)
    desk.settle()
    assert mine(project) == {"PERSON": EACH - 3, "ORGANISATION": 0}
    assert project.check() == []


@pytest.mark.parametrize("number", [1, 2])
def test_phrases_in_arabic_and_thai(desk: Hands, number: int) -> None:
    window: Any = desk.window
    dialog = opened_dialog(desk, number)
    assert dialog.counts.text() == f"{EACH} places in {EACH} articles"
    desk.press(Qt.Key.Key_1)
    assert ticks(dialog) == [True] * EACH
    do(desk, dialog, f"{EACH} labelled as PERSON in {EACH} articles.")
    assert mine(window.session.project) == {"PERSON": EACH, "ORGANISATION": 0}
    desk.press(Qt.Key.Key_Z, CTRL)
    desk.settle()
    assert mine(window.session.project) == {"PERSON": 0, "ORGANISATION": 0}

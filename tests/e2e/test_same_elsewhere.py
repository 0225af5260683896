"""Story: one name in the two-hundredth article. It is labelled once; the window of the same
elsewhere shows where else it stands and what a colleague says; all of it is labelled in one act,
taken back, done again without the one that is no name, and the corpus that goes out has it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import orjson
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from annotator.model.span import Span
from annotator.project.project import Project
from annotator.project.rows import ExportChoice
from annotator.ui.concordance.model import LABELS, TEXT, TICK
from annotator.ui.elsewhere.dialog import ElsewhereDialog
from annotator.ui.main_window import MainWindow
from tests.builders import LABEL_SET, make_document
from tests.project.building import bring
from tests.project.differing import say
from tests.ui.windows import CTRL, SHIFT, Hands

ARTICLES = 200


def text_of(number: int) -> str:
    if number == 7:
        return "Norrow Lines left Norrow.\n"
    if number == 150:
        return "A norrow is a kind of gull. Norrow, 老諾羅島.\n"
    return f"Norrow votes again, for the {number}. time.\n"


@pytest.fixture
def desk(window: MainWindow, qtbot: Any, tmp_path: Path) -> Hands:
    path = tmp_path / "news.annotator"
    with Project.create(path, label_set=LABEL_SET) as project:
        bring(project, [make_document(text_of(at), f"d{at:03}") for at in range(ARTICLES)])
        say(project, "ben", Span("lines", "o", ((0, 12),)), document="d007")
        say(project, "ben", Span("ben", "r", ((0, 6),)), document="d008")
    assert window.show_project(Project.open(path, annotator="ana"))
    hands = Hands(qtbot, window)
    hands.settle()
    window.page.focus_text()  # type: ignore[union-attr]
    return hands


def opened_dialog(hands: Hands) -> ElsewhereDialog:
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


def cells(dialog: ElsewhereDialog, column: int) -> list[str]:
    model = dialog.model
    return [model.index(row, column).data() for row in range(model.rowCount())]


def exported(project: Project, path: Path) -> list[dict[str, Any]]:
    project.flush()
    with path.open("wb") as file:
        project.export(file, ExportChoice(annotators=("ana",)))
    return [orjson.loads(line) for line in path.read_bytes().splitlines()]


def test_one_name_in_two_hundred_articles(desk: Hands, tmp_path: Path) -> None:
    window: Any = desk.window
    project = window.session.project
    window.session.selection.set_caret(0)
    desk.press(Qt.Key.Key_1)
    desk.press(Qt.Key.Key_Escape)
    dialog = opened_dialog(desk)
    assert dialog.phrase.text() == "Norrow"
    assert dialog.counts.text() == "202 places in 200 articles"
    bars = {key: dialog.histogram.bar(key) for key in ("p", "r", "", "longer")}
    assert [bar.accessibleName() for bar in bars.values() if bar] == [
        "PERSON, 1", "ROLE, 1", "Unlabelled, 199", "Within a longer span, 1",
    ]  # fmt: skip

    # The colleague's other view, and the gull, are looked at; neither is ticked or goes unseen.
    row = cells(dialog, LABELS).index("ROLE (ben)")
    gull = cells(dialog, TEXT).index("norrow")
    tick = Qt.ItemDataRole.CheckStateRole
    assert dialog.model.index(gull, TICK).data(tick) == Qt.CheckState.Unchecked
    assert dialog.foresight.text() == "199 places in 199 articles ticked"
    dialog.go_to_row(row)
    desk.press(Qt.Key.Key_Space)
    assert dialog.foresight.text() == "198 places in 198 articles ticked"

    before = exported(project, tmp_path / "before.jsonl")
    desk.press(Qt.Key.Key_Return, CTRL)
    desk.settle()
    assert dialog.counts.text() == "198 labelled as PERSON in 198 articles."
    assert "198 labelled as PERSON in 198 articles." in window.status_bar.message()
    assert project.statistics().labels["PERSON"] == 199

    desk.press(Qt.Key.Key_Z, CTRL)
    desk.settle()
    assert exported(project, tmp_path / "undone.jsonl") == before
    assert dialog.do_button.text() == "Label 199"

    desk.press(Qt.Key.Key_Return, CTRL)
    desk.settle()
    desk.press(Qt.Key.Key_Escape)
    window.activateWindow()
    desk.qtbot.waitUntil(window.isActiveWindow)
    assert window.page.is_in_text()
    lines = exported(project, tmp_path / "after.jsonl")
    assert len(lines) == ARTICLES
    assert sum(len(one["spans"]) for one in lines) == 200
    assert {one["text"][s["start"] : s["end"]] for one in lines for s in one["spans"]} == {"Norrow"}
    assert project.check() == []

    # From the text, undo goes there first and takes all of it back at once.
    desk.press(Qt.Key.Key_Z, CTRL)
    desk.settle()
    assert project.statistics().labels["PERSON"] == 1

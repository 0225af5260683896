"""Story: two labels turn out to be one, and another to be two. Both are put right through the
window by keys alone, seen before, taken back, and the corpus is the same to the byte."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from annotator.model.span import Span
from annotator.project.project import Project
from annotator.project.rows import ExportChoice
from annotator.ui.label_changes.dialog import LabelChangeDialog
from annotator.ui.main_window import MainWindow
from tests.builders import LABEL_SET, make_document
from tests.project.building import bring
from tests.project.differing import say
from tests.ui.windows import CTRL, Hands

TEXT = "Rika Olan leads Norrow Lines.\n"


@pytest.fixture
def desk(window: MainWindow, qtbot: Any, tmp_path: Path) -> Hands:
    with Project.create(tmp_path / "news.annotator", label_set=LABEL_SET) as project:
        bring(project, [make_document(TEXT, f"d{at}") for at in range(4)])
        for at in range(4):
            name, role = Span("name", "p", ((0, 9),)), Span("lines", "o", ((16, 28),))
            say(project, "ben", name, role, document=f"d{at}")
        say(project, "ana", Span("mine", "r", ((0, 4),)), document="d1")
    assert window.show_project(Project.open(tmp_path / "news.annotator", annotator="ana"))
    hands = Hands(qtbot, window)
    hands.settle()
    window.page.focus_text()  # type: ignore[union-attr]
    return hands


def opened_dialog(hands: Hands) -> LabelChangeDialog:
    """Open the window from the palette, as somebody without a mouse does."""
    hands.press(Qt.Key.Key_K, CTRL)
    hands.type("change a label")
    hands.press(Qt.Key.Key_Return)
    QApplication.processEvents()
    (dialog,) = [
        one
        for one in QApplication.topLevelWidgets()
        if isinstance(one, LabelChangeDialog) and one.isVisible()
    ]
    dialog.activateWindow()
    hands.qtbot.waitUntil(dialog.isActiveWindow)
    return dialog


def wait_counted(hands: Hands, dialog: LabelChangeDialog) -> None:
    hands.qtbot.waitUntil(dialog.do_button.isEnabled)


def rows(listed: Any) -> list[list[str]]:
    items = [listed.topLevelItem(at) for at in range(listed.topLevelItemCount())]
    return [[one.text(column) for column in range(listed.columnCount())] for one in items]


def exported(project: Project, path: Path) -> bytes:
    project.flush()
    with path.open("wb") as file:
        project.export(file, ExportChoice(annotators=("ana", "ben")))
    return path.read_bytes()


def back_in_window(hands: Hands) -> None:
    hands.settle()
    hands.window.activateWindow()
    hands.qtbot.waitUntil(hands.window.isActiveWindow)


def test_two_labels_become_one(desk: Hands, tmp_path: Path) -> None:
    window: Any = desk.window
    project = window.session.project
    before = exported(project, tmp_path / "before.jsonl")
    dialog = opened_dialog(desk)
    desk.type("PERSON")
    desk.press(Qt.Key.Key_Tab)
    desk.type("M")  # Merge into another
    desk.press(Qt.Key.Key_Tab)
    desk.type("ROLE")
    assert dialog.choice().into == "r"
    wait_counted(desk, dialog)
    assert dialog.concerned.text() == "It concerns 4 spans."
    assert rows(dialog.people) == [["ben", "4", "4", "0"]]
    assert rows(dialog.examples)[0][:3] == ["", "Rika Olan", "leads Norrow Lines."]
    assert project.statistics().labels["ROLE"] == 1

    desk.press(Qt.Key.Key_Return, CTRL)
    back_in_window(desk)
    assert "Merged PERSON into ROLE: 4 spans." in window.status_bar.message()
    worn = project.statistics().labels
    assert (worn["ROLE"], worn.get("PERSON", 0)) == (5, 0)
    assert project.label_set.span_label("p").is_retired
    assert project.check() == []

    desk.press(Qt.Key.Key_Z, CTRL)
    desk.settle()
    assert exported(project, tmp_path / "undone.jsonl") == before


def test_one_label_becomes_two(desk: Hands, tmp_path: Path) -> None:
    window: Any = desk.window
    project = window.session.project
    before = exported(project, tmp_path / "before.jsonl")
    dialog = opened_dialog(desk)
    desk.type("ORGAN")
    desk.press(Qt.Key.Key_Tab)
    desk.type("S")  # Split by a rule
    desk.press(Qt.Key.Key_Tab)
    desk.type("CLAIM")
    assert not dialog.do_button.isEnabled()
    desk.press(Qt.Key.Key_Tab)
    while desk.focused() is not dialog.fields.words:
        desk.press(Qt.Key.Key_Tab)
    desk.type("lines")
    wait_counted(desk, dialog)
    assert dialog.concerned.text() == "It concerns 4 spans."
    desk.press(Qt.Key.Key_Return)
    back_in_window(desk)
    assert "Split CLAIM off ORGANISATION: 4 spans." in window.status_bar.message()
    assert project.statistics().labels["CLAIM"] == 4

    desk.press(Qt.Key.Key_Z, CTRL)
    desk.settle()
    assert exported(project, tmp_path / "undone.jsonl") == before


def test_where_nothing_fits_there_is_nothing_to_undo(desk: Hands) -> None:
    window: Any = desk.window
    latest = window.session.project.next_undo()
    dialog = opened_dialog(desk)
    desk.type("ORGAN")
    desk.press(Qt.Key.Key_Tab)
    desk.type("S")  # Split by a rule
    while desk.focused() is not dialog.fields.words:
        desk.press(Qt.Key.Key_Tab)
    desk.type("nowhere")
    wait_counted(desk, dialog)
    desk.press(Qt.Key.Key_Return)
    back_in_window(desk)
    assert "nothing fits" in window.status_bar.message()
    assert window.status_bar.undo.isHidden()
    assert window.session.project.next_undo() == latest


def test_leaving_changes_nothing(desk: Hands, tmp_path: Path) -> None:
    window: Any = desk.window
    before = exported(window.session.project, tmp_path / "before.jsonl")
    dialog = opened_dialog(desk)
    desk.press(Qt.Key.Key_Tab)
    desk.press(Qt.Key.Key_Tab)
    desk.type("VOICE")
    wait_counted(desk, dialog)
    desk.press(Qt.Key.Key_Escape)
    back_in_window(desk)
    assert exported(window.session.project, tmp_path / "after.jsonl") == before
    assert window.page.is_in_text()


def test_a_name_that_is_taken_is_refused_in_words(desk: Hands) -> None:
    dialog = opened_dialog(desk)
    desk.press(Qt.Key.Key_Tab)
    desk.press(Qt.Key.Key_Tab)
    desk.type("ROLE")
    desk.qtbot.waitUntil(lambda: "ROLE" in dialog.foresight.text())
    assert not dialog.do_button.isEnabled()
    desk.press(Qt.Key.Key_Return)
    assert dialog.isVisible()
    assert desk.window.session.project.label_set.span_label("p").name == "PERSON"  # type: ignore[union-attr]

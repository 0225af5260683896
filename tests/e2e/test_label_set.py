"""Story: a project begins without labels. They are made in their window, labelled with at once,
changed from the bar above the text when the work shows what they lack, and taken back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from annotator.model.labels import LabelSet
from annotator.project.project import Project
from annotator.ui.label_set.dialog import LabelSetDialog
from annotator.ui.label_set.draft import KINDS, Kind
from annotator.ui.main_window import MainWindow
from tests.builders import make_document
from tests.project.building import bring
from tests.ui.windows import CTRL, NONE, SHIFT, Hands

TEXT = "Rika Olan leads Norrow Lines.\n"
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def desk(window: MainWindow, qtbot: Any, tmp_path: Path) -> Hands:
    with Project.create(tmp_path / "news.annotator", label_set=LabelSet()) as project:
        bring(project, [make_document(TEXT, "d1")])
    assert window.show_project(Project.open(tmp_path / "news.annotator", annotator="ana"))
    hands = Hands(qtbot, window)
    hands.settle()
    window.page.focus_text()  # type: ignore[union-attr]
    return hands


def opened_dialog(hands: Hands) -> Any:
    hands.settle()
    (dialog,) = [
        one
        for one in QApplication.topLevelWidgets()
        if isinstance(one, LabelSetDialog) and one.isVisible()
    ]
    dialog.activateWindow()
    hands.qtbot.waitUntil(dialog.isActiveWindow)
    return dialog


def click(widget: QWidget, place: QPoint | None = None) -> None:
    QTest.mouseClick(widget, LEFT, NONE, place or widget.rect().center())


def turn_to(dialog: Any, kind: Kind) -> None:
    click(dialog.tabs, dialog.tabs.tabRect(KINDS.index(kind)).center())


def tick(table: Any, label: str, column: int) -> None:
    """Go to the box of a label by keys, and tick it with the space bar."""
    [row] = [row for row in range(table.rowCount()) if table.item(row, 0).text() == label]
    table.setFocus()
    for key, steps in (
        (Qt.Key.Key_Up, table.currentRow() - row),
        (Qt.Key.Key_Down, row - table.currentRow()),
        (Qt.Key.Key_Left, table.currentColumn() - column),
        (Qt.Key.Key_Right, column - table.currentColumn()),
    ):
        for _ in range(steps):
            QTest.keyClick(table, key)
    assert (table.currentRow(), table.currentColumn()) == (row, column)
    QTest.keyClick(table, Qt.Key.Key_Space)


def choose_in_menu(hands: Hands, ask: Callable[[], object], action: str) -> None:
    def choose() -> None:
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu), "no menu came"
        entry = next(one for one in menu.actions() if one.objectName() == action)
        QTest.mouseClick(menu, LEFT, NONE, menu.actionGeometry(entry).center())

    QTimer.singleShot(0, choose)
    ask()
    QApplication.processEvents()


def right_click(widget: QWidget) -> None:
    place = widget.rect().center()
    event = QContextMenuEvent(
        QContextMenuEvent.Reason.Mouse, place, widget.mapToGlobal(place), NONE
    )
    QApplication.sendEvent(widget, event)


def back_in_text(hands: Hands) -> None:
    hands.settle()
    hands.window.activateWindow()
    hands.qtbot.waitUntil(hands.window.isActiveWindow)
    hands.window.page.focus_text()  # type: ignore[union-attr]


def make(hands: Hands, dialog: Any, *names: str) -> None:
    for name in names:
        click(dialog.add_button)
        hands.type(name)


def build(hands: Hands) -> None:
    """Make two labels of spans, one of relations, an attribute and a label of articles."""
    page: Any = hands.window.page
    click(page.labels.make_button)
    dialog = opened_dialog(hands)
    make(hands, dialog, "PERSON", "FIRM")
    turn_to(dialog, "relation_labels")
    make(hands, dialog, "leads")
    tick(dialog.page.ends, "PERSON", 1)
    tick(dialog.page.ends, "FIRM", 2)
    turn_to(dialog, "attributes")
    make(hands, dialog, "mention")
    click(dialog.accept_button)  # nothing to choose from yet
    assert hands.focused() is dialog.page.values.entry
    for value in ("named", "pronoun"):
        hands.type(value)
        hands.press(Qt.Key.Key_Return)
    turn_to(dialog, "document_labels")
    make(hands, dialog, "shipping")
    hands.press(Qt.Key.Key_Return)
    assert not dialog.isVisible()
    back_in_text(hands)


def test_labels_are_made_and_labelled_with(desk: Hands) -> None:
    window: Any = desk.window
    session = window.session
    build(desk)
    label_set = session.project.label_set
    person, firm = label_set.span_labels
    (leads,) = label_set.relation_labels
    assert [(one.name, one.key) for one in (person, firm, leads)] == [
        ("PERSON", "1"),
        ("FIRM", "2"),
        ("leads", "d"),  # of its name: L does something in the text
    ]
    assert (leads.heads, leads.tails) == ({person.id}, {firm.id})
    assert label_set.attributes[0].values == ("named", "pronoun")
    assert not window.page.labels.make_button.isVisible()

    session.selection.set_caret(0)
    desk.press(Qt.Key.Key_Right, CTRL | SHIFT)
    desk.press(Qt.Key.Key_Right, CTRL | SHIFT)
    desk.press(Qt.Key.Key_1)
    spans = session.annotation_set.spans.values()
    assert [one.covered_text(TEXT).strip() for one in spans] == ["Rika Olan"]

    desk.press(Qt.Key.Key_Z, CTRL)
    desk.press(Qt.Key.Key_Z, CTRL)
    assert session.project.label_set == LabelSet()  # one act, the whole of it
    assert window.page.labels.make_button.isVisible()


def test_a_label_is_changed_from_the_bar_above_the_text(desk: Hands) -> None:
    window: Any = desk.window
    build(desk)
    session, bar = window.session, window.page.labels
    session.selection.set_caret(0)
    desk.press(Qt.Key.Key_1)
    desk.settle()

    choose_in_menu(desk, lambda: right_click(bar.row.chips[1]), "edit_label_set")
    dialog = opened_dialog(desk)
    assert dialog.page.name.text() == "FIRM"
    dialog.page.name.setFocus()
    desk.press(Qt.Key.Key_A, CTRL)
    desk.type("PERSON")
    click(dialog.accept_button)
    assert dialog.isVisible() and session.label_set.span_labels[1].name == "FIRM"
    desk.press(Qt.Key.Key_A, CTRL)
    desk.type("COMPANY")

    # It is wanted first, and is dragged there; PERSON goes back up by its key.
    view = dialog.labels.viewport()
    first, second = (
        dialog.labels.visualItemRect(dialog.labels.topLevelItem(row)).center() for row in (0, 1)
    )
    QTest.mousePress(view, LEFT, NONE, second)
    QTest.mouseMove(view, first + QPoint(2, 1))
    QTest.mouseRelease(view, LEFT, NONE, first)
    assert dialog.labels.topLevelItem(0).text(0) == "COMPANY"
    desk.press(Qt.Key.Key_Down)
    desk.press(Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert dialog.labels.topLevelItem(0).text(0) == "PERSON"
    desk.press(Qt.Key.Key_Down)
    desk.press(Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    desk.press(Qt.Key.Key_Down)
    dialog.page.name.setFocus()
    desk.press(Qt.Key.Key_A, CTRL)
    desk.type("HUMAN")
    assert dialog.effects.text() == "“PERSON” becomes “HUMAN” on 1 span."
    desk.press(Qt.Key.Key_Return)
    back_in_text(desk)
    assert [one.label.name for one in bar.row.chips] == ["COMPANY", "HUMAN"]
    (span,) = session.annotation_set.spans.values()
    assert session.label_set.span_label(span.label).name == "HUMAN"
    assert "The label set is changed." in window.status_bar.message()
    desk.press(Qt.Key.Key_Z, CTRL)
    assert [one.label.name for one in bar.row.chips] == ["PERSON", "FIRM"]
    assert session.project.check() == []


def test_the_menu_of_a_label_leads_to_its_guideline_and_to_merging(desk: Hands) -> None:
    window: Any = desk.window
    build(desk)
    chip = window.page.labels.row.chips[1]
    choose_in_menu(desk, lambda: right_click(chip), "guideline")
    assert window.page.guidelines.panel.label.name == "FIRM"
    back_in_text(desk)
    window.page.guidelines.panel.focus_page()
    desk.press(Qt.Key.Key_Escape)
    choose_in_menu(desk, lambda: right_click(chip), "change_label")
    desk.settle()
    changing: Any = QApplication.activeModalWidget()
    assert changing.objectName() == "label_change" and changing.labels.currentText().startswith(
        "FIRM"
    )
    changing.activateWindow()
    desk.qtbot.waitUntil(changing.isActiveWindow)
    desk.press(Qt.Key.Key_Escape)
    desk.settle()

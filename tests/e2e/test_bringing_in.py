"""A colleague's file of another tool comes in, by the keyboard alone: looked at, asked, told, undone."""

import json

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from annotator.ui.adding.dialog import AddArticlesDialog
from annotator.ui.dialogs.import_report import ImportReportDialog
from annotator.ui.panels.menu_button import MenuButton
from tests.ui.windows import CTRL, SHIFT, hands, opened, settings, window

__all__ = ["hands", "opened", "settings", "window"]

TEXT = "😀 Ilse Varga met 😀 Norrow Lines, and 😀 Wend saw Zoé today."


def units(start, end):
    """Where code points lie in the units that doccano's page counts."""
    return [len(TEXT[:at].encode("utf-16-le")) // 2 for at in (start, end)]


@pytest.fixture
def corpus(tmp_path):
    labels = [[*units(2, 12), "person"], [*units(19, 31), "Firm"], [*units(48, 51), "person"]]
    path = tmp_path / "theirs.jsonl"
    path.write_text(json.dumps({"id": 7, "text": TEXT, "label": labels}) + "\n")
    return path


def shown(kind):
    tops = QApplication.topLevelWidgets()
    return [one for one in tops if isinstance(one, kind) and one.isVisible()]


def walk_to(hands, is_there):
    """Press Tab until one is where one wants to be."""
    for _ in range(60):
        if is_there(hands.focused()):
            return hands.focused()
        hands.press(Qt.Key.Key_Tab)
    raise AssertionError("Tab does not lead there")


def choose(hands, words):
    """Open the menu of the button with the focus, walk to an entry and take it."""

    def walk():  # an open menu has a loop of events of its own
        menu = QApplication.activePopupWidget()
        for _ in menu.actions():
            QTest.keyClick(menu, Qt.Key.Key_Down)
            if menu.activeAction().text() == words:
                QTest.keyClick(menu, Qt.Key.Key_Return)
                return
        menu.close()

    QTimer.singleShot(100, walk)
    QTest.keyClick(hands.focused(), Qt.Key.Key_Space)
    hands.settle()


def test_a_file_of_another_tool_comes_in_by_the_keyboard(opened, hands, corpus):
    before = opened.session.project.document_counts()["all"]
    opened.opening.bring_in([corpus])
    hands.settle()
    [dialog] = shown(AddArticlesDialog)
    assert hands.focused() is dialog.who
    hands.press(Qt.Key.Key_A, CTRL)
    hands.type("Jonas")
    firm = walk_to(
        hands, lambda one: isinstance(one, MenuButton) and "Firm" in one.accessibleName()
    )
    assert firm.words == "made new"
    choose(hands, "→ ORGANISATION")
    assert firm.words == "→ ORGANISATION"
    walk_to(hands, lambda one: one is dialog.accept_button)
    hands.press(Qt.Key.Key_Return)
    hands.settle()
    assert len(shown(ImportReportDialog)) == 1
    hands.press(Qt.Key.Key_Escape)
    hands.settle()
    opened.activateWindow()  # as window systems do when a dialog closes
    hands.qtbot.waitUntil(opened.isActiveWindow)
    project = opened.session.project
    [found] = [one for one in project.documents() if one.text == TEXT]
    [made] = project.annotation_sets(found.id)
    names = {one.id: one.name for one in project.annotators()}
    assert names[made.annotator] == "Jonas"
    assert sorted((one.covered_text(TEXT), one.label) for one in made.spans.values()) == [
        ("Ilse Varga", "p"), ("Norrow Lines", "o"), ("Zoé", "p"),
    ]  # fmt: skip
    hands.press(Qt.Key.Key_Z, CTRL)
    hands.settle()
    assert project.document_counts()["all"] == before
    hands.press(Qt.Key.Key_Z, CTRL | SHIFT)
    hands.settle()
    assert project.document_counts()["all"] == before + 1


def test_help_stands_behind_f1_and_escape_leaves(opened, hands, corpus):
    opened.opening.bring_in([corpus])
    hands.settle()
    hands.press(Qt.Key.Key_Escape)
    hands.settle()
    assert shown(AddArticlesDialog) == []
    assert all(one.text != TEXT for one in opened.session.project.documents())

"""Story: what is this label for? G opens its guideline beside the text, a search finds where all
guidelines speak of titles, the work goes on in the article while the page stays, and the place in
it is kept."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from annotator.edits.edit import AddRelation
from annotator.model.relation import Relation
from annotator.project.project import Project
from annotator.ui.main_window import MainWindow
from tests.builders import LABEL_SET, make_document
from tests.project.building import bring
from tests.ui.windows import CTRL, SHIFT, Hands

PERSON, COMPANY, *OTHERS = LABEL_SET.span_labels
GUIDED = replace(
    LABEL_SET,
    span_labels=(
        replace(PERSON, guideline="# Names\n\n" + "Mark the *whole* name.\n\n" * 60),
        replace(COMPANY, guideline="Titles belong to **ROLE**."),
        *OTHERS,
    ),
)


@pytest.fixture
def desk(window: MainWindow, qtbot: Any, tmp_path: Path) -> Hands:
    path = tmp_path / "news.annotator"
    with Project.create(path, label_set=GUIDED) as project:
        bring(project, [make_document("Norrow votes again, says Ilse Varga.\n", "d1")])
    assert window.show_project(Project.open(path, annotator="ana"))
    hands = Hands(qtbot, window)
    hands.settle()
    window.page.focus_text()  # type: ignore[union-attr]
    return hands


def test_a_guideline_is_read_beside_the_work(desk: Hands) -> None:
    window: Any = desk.window
    page, session = window.page, window.session
    assert page.guidelines.panel is None  # nothing of it is made before it is asked for
    session.selection.set_caret(0)
    desk.press(Qt.Key.Key_1)
    desk.press(Qt.Key.Key_Tab)
    desk.press(Qt.Key.Key_G)
    panel = page.guidelines.panel
    assert panel.isVisible() and panel.label.name == "PERSON" and not page.inspector.isVisible()
    bar = panel.page.verticalScrollBar()
    desk.press(Qt.Key.Key_PageDown)
    kept = bar.value()
    assert kept > 0

    # What do the others say of titles?
    desk.press(Qt.Key.Key_Slash)
    desk.type("titles")
    assert [panel.list.item(row).text() for row in range(panel.list.count())] == [
        "ORGANISATION  2\nTitles belong to **ROLE**."
    ]
    assert panel.label.name == "ORGANISATION"
    desk.press(Qt.Key.Key_Escape)
    assert panel.search.text() == ""
    desk.press(Qt.Key.Key_Escape)
    assert page.is_in_text() and panel.isVisible()

    # The work goes on beside it; the same label again is read on where it was left.
    desk.press(Qt.Key.Key_G)
    assert panel.label.name == "PERSON" and bar.value() == kept
    desk.press(Qt.Key.Key_Escape)
    desk.press(Qt.Key.Key_2)
    assert [one.label for one in session.annotation_set.spans.values()] == ["o"]
    desk.press(Qt.Key.Key_G)
    assert panel.label.name == "ORGANISATION"
    desk.press(Qt.Key.Key_G)
    assert page.is_in_text() and page.inspector.isVisible()

    # From a label in the bar, where nothing wears it yet.
    desk.press(Qt.Key.Key_F6, SHIFT)
    assert QApplication.focusWidget() is page.labels.row.chips[0]
    desk.press(Qt.Key.Key_G)
    assert panel.isVisible() and panel.label.name == "PERSON"

    # The panel yields to the note, and comes back.
    desk.press(Qt.Key.Key_Escape)
    desk.press(Qt.Key.Key_N)
    assert page.inspector.isVisible() and not page.guidelines.is_open
    desk.press(Qt.Key.Key_Escape)
    desk.press(Qt.Key.Key_G)
    assert panel.isVisible() and panel.label.name == "ORGANISATION"


def test_a_small_window_has_room_for_it(desk: Hands) -> None:
    window: Any = desk.window
    window.resize(800, 600)
    window.session.selection.set_caret(0)
    desk.press(Qt.Key.Key_1)
    desk.press(Qt.Key.Key_G)
    panel = window.page.guidelines.panel
    assert panel.isVisible() and panel.width() >= 220 and window.page.view.width() >= 360
    desk.press(Qt.Key.Key_Escape)
    assert window.page.is_in_text()


def test_a_case_becomes_an_example_for_everybody(desk: Hands) -> None:
    """Ilse Varga is a case worth remembering: one key puts her into the guideline, which is open
    beside the text; the same again is told; the menu does it, too; undo takes it back."""
    window: Any = desk.window
    page, session = window.page, window.session
    place = session.document.text.index("Ilse")
    session.selection.set_caret(place)
    desk.press(Qt.Key.Key_2)
    desk.press(Qt.Key.Key_Tab)
    desk.press(Qt.Key.Key_G)
    panel = page.guidelines.panel
    assert panel.label.name == "ORGANISATION"
    desk.press(Qt.Key.Key_Escape)

    desk.press(Qt.Key.Key_G, SHIFT)
    assert window.status_bar.message() == "Now an example in the guideline of ORGANISATION."
    shown = panel.page.toPlainText().split("\n")
    assert shown[-2:] == ["Examples", "Norrow votes again, says Ilse Varga. — Norrow votes again, "
                          "says Ilse Varga."]  # fmt: skip
    guideline = session.label_set.span_labels[1].guideline
    assert guideline.startswith("Titles belong to **ROLE**.\n\n## Examples\n\n- ")
    assert "says **Ilse** Varga" in guideline

    desk.press(Qt.Key.Key_G, SHIFT)
    assert "is an example in the guideline of ORGANISATION already" in window.status_bar.message()
    assert session.label_set.span_labels[1].guideline == guideline

    desk.press(Qt.Key.Key_Z, CTRL)
    assert session.label_set == GUIDED and "Examples" not in panel.page.toPlainText()
    assert page.is_in_text()

    choose_in_menu(desk, place, "use_as_example")
    assert session.label_set.span_labels[1].guideline == guideline
    assert session.project.check() == []


def test_two_people_tied_become_an_example_of_the_relation(desk: Hands) -> None:
    window: Any = desk.window
    page, session = window.page, window.session
    session.selection.set_caret(session.document.text.index("Ilse"))
    desk.press(Qt.Key.Key_1)
    session.selection.set_caret(0)
    desk.press(Qt.Key.Key_2)
    person, firm = sorted(session.annotation_set.spans.values(), key=lambda one: -one.start)
    session.apply(AddRelation(Relation("r1", "w", person.id, firm.id)))
    session.selection.select_relation("r1")
    page.focus_text()
    desk.press(Qt.Key.Key_G, SHIFT)
    assert "Now an example in the guideline of works for." in window.status_bar.message()
    guideline = session.label_set.relation_label("w").guideline
    assert "- Ilse → Norrow: **Norrow** votes again, says **Ilse** Varga." in guideline


def choose_in_menu(hands: Hands, offset: int, action: str) -> None:
    """Click with the right button on the text at an offset, and choose from what comes."""
    view: Any = hands.window.page.view  # type: ignore[union-attr]
    point = view.caret_rect(offset).center().toPoint() + QPoint(4, 0)

    def choose() -> None:
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu), "no menu came"
        entry = next(one for one in menu.actions() if one.objectName() == action)
        place = menu.actionGeometry(entry).center()
        QTest.mouseClick(menu, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)

    QTimer.singleShot(0, choose)
    event = QContextMenuEvent(
        QContextMenuEvent.Reason.Mouse, point, view.viewport().mapToGlobal(point)
    )
    QApplication.sendEvent(view.viewport(), event)
    QApplication.processEvents()

"""Story: a list of articles is put in order. Several are chosen with Shift and Ctrl, seen what
stands on them, set aside, removed, brought back and assigned, by key and by mouse; one Undo takes
back each. The list is sorted and narrowed, and found so again. Two names of one
person become one; done says what was never shown."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QMenu, QPushButton

from annotator.edits.edit import AddSpan, SetStatus
from annotator.model.document import Document, Meta
from annotator.model.span import Span
from annotator.project.project import Project
from annotator.ui.dialogs.hide_articles import HideArticlesDialog
from annotator.ui.dialogs.narrow_list import NarrowListDialog
from annotator.ui.dialogs.people import PeopleDialog
from annotator.ui.main_window import MainWindow
from tests.builders import LABEL_SET
from tests.project.building import bring
from tests.ui.projects import make_many
from tests.ui.windows import CTRL, NONE, SHIFT, Hands

_LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def desk(window: MainWindow, qtbot: Any, tmp_path: Path) -> Hands:
    """Eight articles, of which jon has finished the second and ana has begun the third."""
    path = tmp_path / "news.annotator"
    with Project.create(path, label_set=LABEL_SET, annotator="jon") as project:
        bring(project, make_many(8))
        project.apply(AddSpan(Span("one", "p", ((0, 4),))), "a2")
        project.apply(SetStatus("finished"), "a2")
    with Project.open(path, annotator="ana") as project:
        project.apply(AddSpan(Span("two", "p", ((0, 4),))), "a3")
    assert window.show_project(Project.open(path, annotator="ana"))
    hands = Hands(qtbot, window)
    hands.settle()
    return hands


def titles(desk: Hands) -> list[str]:
    model = desk.window.page.articles.model  # type: ignore[union-attr]
    return [model.index(row).data() for row in range(model.rowCount())]


def wait_for_titles(desk: Hands, *numbers: int) -> None:
    wanted = [f"Article {number}" for number in numbers]
    desk.qtbot.waitUntil(lambda: titles(desk) == wanted)
    desk.settle()
    desk.window.activateWindow()  # as window systems do when a dialog closes


def click_row(desk: Hands, number: int, held: Qt.KeyboardModifier = NONE) -> None:
    """Click the row of an article."""
    view: Any = desk.window.page.articles.view  # type: ignore[union-attr]
    row = titles(desk).index(f"Article {number}")
    place = view.visualRect(view.model().index(row)).center()
    QTest.mouseClick(view.viewport(), _LEFT, held, place)
    QApplication.processEvents()


def choose_in_menu(desk: Hands, ask: Callable[[], object], action: str) -> None:
    """Open a menu and click an entry of it."""

    def click() -> None:
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu), "no menu came"
        entry = next(one for one in menu.actions() if one.objectName() == action)
        QTest.mouseClick(menu, _LEFT, NONE, menu.actionGeometry(entry).center())

    QTimer.singleShot(0, click)
    ask()
    QApplication.processEvents()


def right_click_row(desk: Hands, number: int) -> None:
    view: Any = desk.window.page.articles.view  # type: ignore[union-attr]
    row = titles(desk).index(f"Article {number}")
    place: QPoint = view.visualRect(view.model().index(row)).center()
    QTest.mousePress(view.viewport(), Qt.MouseButton.RightButton, NONE, place)
    event = QContextMenuEvent(
        QContextMenuEvent.Reason.Mouse, place, view.viewport().mapToGlobal(place), NONE
    )
    QApplication.sendEvent(view.viewport(), event)
    QTest.mouseRelease(view.viewport(), Qt.MouseButton.RightButton, NONE, place)


def dialog_of(desk: Hands, kind: type[QDialog]) -> Any:
    """The dialog that has come, once it knows what it shows."""
    found = [one for one in desk.window.findChildren(kind) if one.isVisible()]
    assert len(found) == 1, f"{len(found)} dialogs"
    desk.settle()
    return found[0]


def said(desk: Hands) -> str:
    return desk.window.status_bar.message()


def run_by_name(desk: Hands, words: str) -> None:
    """Find a command by its name in the palette and run it."""
    desk.press(Qt.Key.Key_K, CTRL)
    desk.type(words)
    desk.press(Qt.Key.Key_Return)
    QApplication.processEvents()


def test_several_are_set_aside_by_keys_and_come_back(desk: Hands) -> None:
    window: Any = desk.window
    articles = window.page.articles
    assert window.session.document.id == "a1" and articles.chosen_bar.isHidden()

    # From the text into the list, two rows further with Shift.
    while not articles.view.hasFocus():
        desk.press(Qt.Key.Key_F6, SHIFT)
    desk.press(Qt.Key.Key_Down, SHIFT)
    desk.press(Qt.Key.Key_Down, SHIFT)
    assert articles.chosen_bar.words.text() == "3 chosen"
    assert window.session.document.id == "a1"  # choosing opens nothing
    run_by_name(desk, "set articles aside")
    dialog = dialog_of(desk, HideArticlesDialog)
    assert dialog.articles.text() == "3 articles"
    assert dialog.rows() == [("ana", "1 article, 1 span"), ("jon", "1 article, finished, 1 span")]
    assert dialog.message.text() == "All that stands on them is kept."
    desk.press(Qt.Key.Key_Return)
    wait_for_titles(desk, 4, 5, 6, 7, 8)
    assert said(desk) == "Set 3 articles aside."
    assert window.session.document.id == "a4"  # what stood next is open now
    chip = articles.chips.chip("hidden")
    assert chip.isVisible() and chip.words == "Set aside 3"
    assert articles.chosen_bar.isHidden()

    # Where are they?
    QTest.mouseClick(chip, _LEFT)
    wait_for_titles(desk, 1, 2, 3)
    assert "set aside" in articles.model.index(0).data(Qt.ItemDataRole.AccessibleTextRole)
    articles.focus_list()
    desk.press(Qt.Key.Key_A, CTRL)
    run_by_name(desk, "bring articles back")
    desk.qtbot.waitUntil(lambda: said(desk) == "Brought 3 articles back into the list.")
    QTest.mouseClick(articles.chips.chip("all"), _LEFT)
    wait_for_titles(desk, *range(1, 9))
    desk.press(Qt.Key.Key_Z, CTRL)
    wait_for_titles(desk, 4, 5, 6, 7, 8)
    desk.press(Qt.Key.Key_Z, CTRL)
    wait_for_titles(desk, *range(1, 9))
    assert said(desk) == "Undid: set 3 articles aside."
    assert [one.status for one in window.session.project.annotation_sets("a2")] == ["finished"]


def test_by_mouse_some_are_removed(desk: Hands) -> None:
    window: Any = desk.window
    articles = window.page.articles
    click_row(desk, 5)
    assert window.session.document.id == "a5"
    click_row(desk, 2, CTRL)
    click_row(desk, 8, CTRL)
    assert window.session.document.id == "a5"
    assert articles.chosen_bar.words.text() == "3 chosen"
    choose_in_menu(desk, lambda: right_click_row(desk, 8), "remove_articles")
    dialog = dialog_of(desk, HideArticlesDialog)
    assert dialog.rows() == [("jon", "1 article, finished, 1 span")]
    QTest.mouseClick(dialog.accept_button, _LEFT)
    wait_for_titles(desk, 1, 3, 4, 6, 7)
    assert said(desk) == "Removed 3 articles from the list."
    assert window.session.document.id == "a6"
    QTest.mouseClick(window.status_bar.undo, _LEFT)
    wait_for_titles(desk, *range(1, 9))

    # One alone, where nothing stands on it: the row under the pointer, not the open one.
    choose_in_menu(desk, lambda: right_click_row(desk, 7), "set_aside")
    dialog = dialog_of(desk, HideArticlesDialog)
    assert dialog.articles.text() == "“Article 7”"
    assert dialog.message.text() == "Nothing stands on them."
    desk.press(Qt.Key.Key_Escape)
    desk.settle()
    assert titles(desk) == [f"Article {number}" for number in range(1, 9)]


def test_those_chosen_are_assigned(desk: Hands) -> None:
    from annotator.ui.dialogs.assign import AssignDialog

    window: Any = desk.window
    click_row(desk, 4)
    click_row(desk, 6, SHIFT)
    choose_in_menu(
        desk, lambda: QTest.mouseClick(window.page.articles.chosen_bar.acts_button, _LEFT), "assign"
    )
    dialog = dialog_of(desk, AssignDialog)
    assert dialog.articles.words == "The 3 articles chosen"
    QTest.mouseClick(dialog.people.boxes["jon"], _LEFT)
    desk.qtbot.waitUntil(lambda: dialog.message.text() == "3 articles: for jon.")
    QTest.mouseClick(dialog.accept_button, _LEFT)
    desk.qtbot.waitUntil(lambda: said(desk) == "Assigned 3 articles to 1 annotator.")
    jon = window.session.project.people.named("jon").id
    given = {one.document for one in window.session.project.assignments.of(jon)}
    assert given == {"a4", "a5", "a6"}
    window.activateWindow()
    desk.press(Qt.Key.Key_Z, CTRL)
    desk.settle()
    assert not window.session.project.assignments.of(jon)


def test_the_list_is_sorted_and_narrowed_and_found_so_again(
    desk: Hands, qtbot: Any, tmp_path: Path
) -> None:
    window: Any = desk.window
    articles = window.page.articles
    assert articles.progress.words() == "0 of 8 done · 1 in progress"
    QTest.mouseClick(articles.progress.doors["in_progress"], _LEFT)
    wait_for_titles(desk, 3)
    assert articles.chips.chip("in_progress").isChecked()
    QTest.mouseClick(articles.chips.chip("all"), _LEFT)
    wait_for_titles(desk, *range(1, 9))

    # By number of spans, most first, then the other way round.
    run_by_name(desk, "sort the article list")
    desk.type("spans")
    desk.press(Qt.Key.Key_Return)
    wait_for_titles(desk, 3, 1, 2, 4, 5, 6, 7, 8)
    assert (articles.controls.order.words, articles.controls.direction.text()) == (
        "By spans",
        "most first",
    )
    QTest.mouseClick(articles.controls.direction, _LEFT)
    wait_for_titles(desk, 1, 2, 4, 5, 6, 7, 8, 3)

    # Two of the three sources.
    desk.press(Qt.Key.Key_L, CTRL | SHIFT)
    dialog = dialog_of(desk, NarrowListDialog)
    dialog.activateWindow()
    desk.press(Qt.Key.Key_Space)
    desk.press(Qt.Key.Key_Down)
    desk.press(Qt.Key.Key_Space)
    desk.qtbot.waitUntil(lambda: dialog.message.text() == "5 articles fit.")
    desk.press(Qt.Key.Key_Return)
    wait_for_titles(desk, 1, 4, 6, 7, 3)
    pills = articles.controls.pills
    assert [one.words for one in pills] == ["source 0 ×", "source 1 ×", "All ×"]
    assert articles.controls.count.text() == "5 articles: "

    # The window is opened another time: the list is as it was left.
    path = window.session.project.path
    assert window.close_project()
    assert window.show_project(Project.open(path, annotator="ana"))
    desk.settle()
    wait_for_titles(desk, 1, 4, 6, 7, 3)
    assert window.session.document.id == "a1"
    articles = window.page.articles
    assert articles.controls.direction.text() == "fewest first"
    QTest.mouseClick(articles.controls.pills[0], _LEFT)
    wait_for_titles(desk, 1, 4, 7)
    run_by_name(desk, "list all articles again")
    wait_for_titles(desk, 1, 2, 4, 5, 6, 7, 8, 3)
    assert not articles.controls.pills


def test_two_names_of_one_person_become_one(desk: Hands) -> None:
    window: Any = desk.window
    session = window.session
    window.settings.choose("annotator", "ana")
    run_by_name(desk, "annotators")
    dialog = dialog_of(desk, PeopleDialog)
    dialog.activateWindow()
    desk.settle()
    assert dialog.list.currentItem().text() == "ana (you)   1 article, 1 span"
    dialog.name.setFocus()
    desk.press(Qt.Key.Key_A, CTRL)
    desk.type("Ana Lund")
    desk.press(Qt.Key.Key_Return)
    desk.qtbot.waitUntil(lambda: dialog.message.text() == "Called “ana” “Ana Lund”.")
    desk.settle()
    assert session.project.me.name == "Ana Lund"
    buttons = [one.accessibleName() for one in window.top.findChildren(QPushButton)]
    assert "Annotating as Ana Lund" in buttons
    assert window.settings.get("annotator") == "Ana Lund"

    # jon was nobody else than her.
    QTest.mouseClick(
        dialog.list.viewport(),
        _LEFT,
        NONE,
        dialog.list.visualItemRect(dialog.list.item(1)).center(),
    )
    assert dialog.name.text() == "jon"

    def click() -> None:
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu), "no menu came"
        entry = next(one for one in menu.actions() if one.text() == "Ana Lund")
        QTest.mouseClick(menu, _LEFT, NONE, menu.actionGeometry(entry).center())

    QTimer.singleShot(0, click)
    QTest.mouseClick(dialog.same, _LEFT)
    desk.qtbot.waitUntil(dialog.join_button.isEnabled)
    assert dialog.preview.text() == "“jon” becomes “Ana Lund”: 1 article, 1 span."
    QTest.mouseClick(dialog.join_button, _LEFT)
    desk.qtbot.waitUntil(lambda: dialog.list.count() == 1)
    desk.settle()
    QTest.mouseClick(dialog.accept_button, _LEFT)
    articles = window.page.articles
    desk.qtbot.waitUntil(lambda: articles.progress.words() == "1 of 8 done · 1 in progress")
    assert articles.model.document_row(1).status == "finished"
    window.activateWindow()
    desk.press(Qt.Key.Key_Z, CTRL)
    desk.qtbot.waitUntil(lambda: articles.progress.words() == "0 of 8 done · 1 in progress")
    desk.press(Qt.Key.Key_Z, CTRL)
    desk.qtbot.waitUntil(lambda: window.settings.get("annotator") == "ana")


def test_done_says_what_was_never_shown_and_leads_there(desk: Hands) -> None:
    window: Any = desk.window
    page, session = window.page, window.session
    paragraphs = [f"Paragraph {number} of the ferry talks. " * 12 for number in range(1, 9)]
    bring(session.project, [Document("long", "\n".join(paragraphs), Meta("Article 9"))], (), "two")
    wait_for_titles(desk, *range(1, 10))
    page.view.set_text_font("Noto Serif", 48)
    click_row(desk, 9)
    assert session.document.id == "long"
    desk.qtbot.waitUntil(lambda: bool(page.seen.ranges))
    desk.press(Qt.Key.Key_Return, CTRL)
    assert "were never shown: Shift F5 goes there, Ctrl Enter is done anyway." in said(desk)
    asked = 0
    while session.document.id == "long" and window.status_bar.door.isVisible():
        QTest.mouseClick(window.status_bar.door, _LEFT)
        desk.qtbot.wait(50)
        for _ in range(len(paragraphs)):  # on through what is left, a key each
            desk.press(Qt.Key.Key_F5, SHIFT)
        asked += 1
        desk.press(Qt.Key.Key_Return, CTRL)
        desk.settle()
    assert asked == 1
    assert session.project.annotation_set("long").status == "finished"
    assert page.articles.progress.words() == "1 of 9 done · 1 in progress"

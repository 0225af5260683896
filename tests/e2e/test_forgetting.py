"""Story: an article must go, and somebody asks to be forgotten. What would go is read, a reason and a
word are typed, the window goes on without it; Undo says that nothing comes back; a colleague's file
that has it still does not bring it back."""

import shutil
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from annotator.edits.edit import AddSpan, SetNote
from annotator.model.document import Document, Meta
from annotator.model.span import Span
from annotator.project.project import Project
from annotator.ui.dialogs.people import PeopleDialog
from annotator.ui.dialogs.take_in import TakeInDialog
from annotator.ui.main_window import MainWindow
from annotator.ui.purging.articles import PurgeArticlesDialog
from annotator.ui.purging.person import ForgetPersonDialog
from tests.builders import LABEL_SET
from tests.e2e.test_work_lists import (
    choose_in_menu,
    click_row,
    dialog_of,
    right_click_row,
    run_by_name,
    said,
    titles,
)
from tests.project.building import bring
from tests.project.purging.worlds import traces
from tests.ui.projects import make_many
from tests.ui.windows import CTRL, Hands

SECRET = "Quillfeather"
GONE = Document("a3", f"{SECRET} resigned over the ferry on Monday.", Meta("Article 3"))


@pytest.fixture
def desk(window: MainWindow, qtbot: Any, tmp_path: Path) -> Hands:
    """Four articles; jon has labelled the second and the third, ana the first."""
    path = tmp_path / "work" / "news.annotator"
    path.parent.mkdir()
    window.settings.choose("backup_folder", str(tmp_path / "backups"))
    articles = [GONE if one.id == "a3" else one for one in make_many(4)]
    with Project.create(path, label_set=LABEL_SET, annotator="jon") as project:
        bring(project, articles)
        project.apply(AddSpan(Span("one", "p", ((0, 4),))), "a2")
        project.apply(AddSpan(Span("two", "p", ((0, len(SECRET)),))), "a3")
        project.apply(SetNote("two", f"{SECRET} himself"), "a3")
        project.backups.make(root=tmp_path / "backups")
    with Project.open(path, annotator="ana") as project:
        project.apply(AddSpan(Span("three", "p", ((0, 4),))), "a1")
        project.apply(SetNote("three", "jon says so"), "a1")
    shutil.copyfile(path, tmp_path / "colleague.annotator")
    assert window.show_project(Project.open(path, annotator="ana"))
    hands = Hands(qtbot, window)
    hands.settle()
    return hands


def wait_for(desk: Hands, words: str) -> None:
    desk.qtbot.waitUntil(lambda: words in said(desk))
    desk.settle()
    desk.window.activateWindow()


def test_an_article_goes_from_the_list_by_the_mouse(desk: Hands, tmp_path: Path) -> None:
    window: Any = desk.window
    path, root = window.session.project.path, tmp_path / "backups"
    click_row(desk, 3)
    desk.settle()
    assert window.session.document.id == "a3"
    assert len(traces(path, root, SECRET)) >= 2, "the project, a backup, and perhaps the journal"
    choose_in_menu(desk, lambda: right_click_row(desk, 3), "purge_articles")
    dialog = dialog_of(desk, PurgeArticlesDialog)
    assert dialog.what.text() == "“Article 3”"
    rows = dict(dialog.told.rows())
    assert rows["jon"] == "1 article, 1 span"
    assert rows["History"] == "2 acts are emptied; that they were done and when stays"
    assert rows["Backups"].startswith("1 backup (")
    assert "no backup brings it back" in dialog.warning.text()

    # Neither a reason nor the word alone lets it go; Enter does nothing before both are there.
    assert dialog.reason.hasFocus()
    desk.type("taken down")
    desk.press(Qt.Key.Key_Return)
    assert dialog.isVisible() and not dialog.accept_button.isEnabled()
    desk.press(Qt.Key.Key_Tab)
    desk.type("purge")
    assert dialog.accept_button.isEnabled()
    desk.press(Qt.Key.Key_Return)

    wait_for(desk, "The article is erased; 1 backup rewritten.")
    assert titles(desk) == ["Article 1", "Article 2", "Article 4"]
    assert window.session.document.id != "a3"
    assert traces(path, root, SECRET) == []

    # Nothing of it comes back, and what was done before can still be taken back.
    desk.press(Qt.Key.Key_Z, CTRL)
    wait_for(desk, "cannot be taken back; what you did before that can")
    desk.press(Qt.Key.Key_Z, CTRL)
    desk.qtbot.waitUntil(
        lambda: window.session.project.annotation_set("a1").spans["three"].note is None
    )
    assert window.session.project.check() == []


def test_a_colleagues_file_brings_it_back_only_where_one_says_so(
    desk: Hands, tmp_path: Path
) -> None:
    window: Any = desk.window
    project = window.session.project
    project.purging.purge_articles(["a3"], "taken down", root=tmp_path / "backups")
    desk.qtbot.waitUntil(lambda: len(titles(desk)) == 3)
    dialog = TakeInDialog(window.session, tmp_path / "colleague.annotator", window)
    dialog.open()
    desk.qtbot.waitUntil(lambda: dialog.summary.text() == "Nothing in it is new here.")
    assert "1 stay out: erased here" in dialog.lines.itemAt(0).widget().text()
    assert "was erased here and stays out" in dialog.remarks.toPlainText()
    assert dialog.purged_box.isVisible() and not dialog.purged_box.isChecked()
    dialog.activateWindow()
    desk.qtbot.waitUntil(dialog.isActiveWindow)
    dialog.purged_box.setFocus()
    desk.press(Qt.Key.Key_Space)
    desk.qtbot.waitUntil(lambda: dialog.summary.text() == "This would come in:")
    desk.qtbot.waitUntil(dialog.accept_button.isEnabled)
    desk.press(Qt.Key.Key_Return)
    desk.qtbot.waitUntil(lambda: len(titles(desk)) == 4)
    desk.qtbot.waitUntil(lambda: dialog.accept_button.text() == "Close")
    dialog.reject()
    assert project.check() == []


def test_the_dialog_is_left_without_harm(desk: Hands) -> None:
    window: Any = desk.window
    click_row(desk, 3)
    run_by_name(desk, "purge articles")
    dialog_of(desk, PurgeArticlesDialog)
    desk.press(Qt.Key.Key_Escape)
    desk.settle()
    assert len(titles(desk)) == 4
    assert window.session.project.purging.tombstones() == []


def test_somebody_is_forgotten_from_the_annotators(desk: Hands, tmp_path: Path) -> None:
    window: Any = desk.window
    path, root = window.session.project.path, tmp_path / "backups"
    run_by_name(desk, "forget a person")
    people = dialog_of(desk, PeopleDialog)
    desk.qtbot.waitUntil(lambda: people.list.count() == 2)
    people.list.setFocus()
    desk.press(Qt.Key.Key_Down)
    assert people.list.currentItem().text().startswith("jon ")
    while not people.forget_button.hasFocus():
        desk.press(Qt.Key.Key_Tab)
    desk.press(Qt.Key.Key_Space)
    QApplication.processEvents()
    dialog = dialog_of(desk, ForgetPersonDialog)
    assert dialog.what.text() == "“jon”"
    assert dialog.pseudonym.text() == "Annotator 1"
    assert dialog.places.count() == 1
    assert dialog.places.item(0).text() == "note on “a1”: jon says so"
    desk.type("asked for")
    desk.press(Qt.Key.Key_Tab)
    desk.type("jon")
    desk.press(Qt.Key.Key_Return)
    wait_for(desk, "They are called “Annotator 1” now; 1 backup rewritten.")
    project = window.session.project
    assert [one.name for one in project.annotators()] == ["Annotator 1", "ana"]
    assert project.annotation_set("a1").spans["three"].note == "Annotator 1 says so"
    assert len(list(project.annotation_sets("a3"))) == 1
    assert project.check() == []
    assert traces(path, root, "jon") == []

"""F1: every page, panel and dialog of the program names the help page that is shown there."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QMessageBox

import annotator.ui
from annotator.edits.edit import AddSpan
from annotator.ui.dialogs.form import FormDialog
from annotator.ui.dialogs.help_page import PAGES, HelpedDialog, HelpReader
from tests.builders import TEXT, make_span
from tests.ui.hostile.walking import widgets_of_the_program

BASES = {HelpedDialog, FormDialog, HelpReader}


def dialogs_of_the_program():
    return sorted(
        {
            one
            for one in widgets_of_the_program()
            if issubclass(one, QDialog) and not issubclass(one, QMessageBox)  # a mere question
        }
        - BASES,
        key=lambda one: f"{one.__module__}.{one.__name__}",
    )


def test_every_dialog_names_its_page():
    found = dialogs_of_the_program()
    assert len(found) > 40
    own = {one: [vars(base) for base in one.__mro__ if base not in BASES] for one in found}
    names = {
        one: next((it["help_page"] for it in own[one] if "help_page" in it), "") for one in own
    }
    assert [one.__qualname__ for one, page in names.items() if page not in PAGES] == []
    assert [one.__qualname__ for one in found if not issubclass(one, HelpedDialog)] == []


def test_no_dialog_is_beside_those_that_help_themselves():
    """Whoever writes a dialog from Qt's own one has forgotten its page."""
    folder = Path(annotator.ui.__file__).parent
    found = [
        path.name
        for path in folder.rglob("*.py")
        if "(QDialog):" in path.read_text(encoding="utf-8")
    ]
    assert sorted(set(found)) == ["help_page.py"]


def test_every_page_of_the_window_names_one():
    pages = [
        one for one in widgets_of_the_program() if one.__module__.startswith("annotator.ui.pages.")
    ]
    assert len(pages) >= 4
    assert [one.__qualname__ for one in pages if getattr(one, "help_page", "") not in PAGES] == []


@pytest.fixture
def marked(opened, hands):
    opened.session.apply(AddSpan(make_span(TEXT, "Ilse Varga", "p", "varga")))
    opened.session.selection.select_spans(["varga"])
    hands.settle()
    return opened


@pytest.mark.parametrize(
    ("action", "page"),
    [
        ("settings", "settings"),
        ("change_keys", "keys"),
        ("key_sheet", "keys"),
        ("palette", "keys"),
        ("reading", "settings"),
        ("find_in_project", "searching"),
        ("same_elsewhere", "searching"),
        ("same_text", "marking"),
        ("lens", "consistency"),
        ("article_history", "history"),
        ("list_entities", "entities"),
        ("link_entity", "entities"),
        ("change_label", "label-changes"),
        ("edit_label_set", "labels"),
        ("export", "export"),
        ("report", "report"),
        ("agreement", "agreement"),
        ("backups", "files-and-safety"),
        ("people", "assigning"),
        ("new_project", "first-hour"),
        ("report_fault", "troubleshooting"),
        ("paste_article", "articles"),
    ],
)
def test_f1_shows_the_page_of_the_dialog(marked, hands, qtbot, action, page):
    marked.run(action)
    hands.settle()
    dialog = next(
        one
        for one in QApplication.topLevelWidgets()
        if isinstance(one, HelpedDialog) and one.isVisible()
    )
    QTest.keyClick(dialog.focusWidget() or dialog, Qt.Key.Key_F1)
    (reader,) = dialog.findChildren(HelpReader)
    assert reader.page == page
    reader.close()
    dialog.close()
    hands.settle()


@pytest.mark.parametrize(
    ("goes", "page"),
    [
        ("focus_text", "marking"),
        ("filter_articles", "articles"),
        ("guideline", "guidelines"),
        ("inbox", "inbox"),
        ("review", "review"),
        ("overview", "overview"),
    ],
)
def test_f1_shows_the_page_of_the_part_with_the_focus(marked, hands, goes, page):
    marked.page.focus_text()
    if goes != "focus_text":
        marked.run(goes)
    hands.settle()
    hands.press(Qt.Key.Key_F1)
    (reader,) = marked.findChildren(HelpReader)
    assert reader.page == page
    reader.close()

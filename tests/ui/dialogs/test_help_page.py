"""The help window: its pages, its ways between them, and what F1 opens where."""

import importlib.util
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QImage, QTextDocument, QTextTable
from PySide6.QtWidgets import QLineEdit

from annotator.resources import resource_path
from annotator.ui.dialogs.export_dialog import ExportDialog
from annotator.ui.dialogs.form import FormDialog
from annotator.ui.dialogs.help_page import (
    PAGES,
    HelpReader,
    HelpText,
    read_page,
    show_help,
    title_of,
)

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture
def reader(qtbot):
    reader = HelpReader()
    reader.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(reader)
    reader.open_page("first-hour")
    reader.show()
    return reader


def help_of(over) -> HelpReader:
    (reader,) = over.findChildren(HelpReader)
    return reader


# ---- the pages -------------------------------------------------------------------------------


def test_every_page_in_the_folder_is_listed():
    assert set(PAGES) == {path.stem for path in resource_path("help").glob("*.md")}


def test_the_page_of_keys_is_the_table_of_actions():
    """If this fails: .venv/bin/python packaging/key_page.py"""
    spec = importlib.util.spec_from_file_location("key_page", ROOT / "packaging" / "key_page.py")
    script = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(script)
    assert read_page("keys") == script.page()
    assert script.shown("Ctrl++") == "Ctrl +"
    assert script.shown("Ctrl+Alt+Shift+Left") == "Ctrl Alt Shift ←"


def test_the_page_of_settings_is_the_table_of_settings():
    """If this fails: .venv/bin/python packaging/settings_page.py"""
    script_path = ROOT / "packaging" / "settings_page.py"
    spec = importlib.util.spec_from_file_location("settings_page", script_path)
    script = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(script)
    assert read_page("settings") == script.page()


@pytest.mark.parametrize("page", PAGES)
def test_a_page_is_shown_without_its_markup(reader, page):
    reader.open_page(page)
    shown = reader.text.document().toPlainText()
    assert shown.startswith(title_of(page))
    assert "](" not in shown and "```" not in shown and "**" not in shown


def test_tables_stand_as_tables_without_lines(reader):
    reader.open_page("keys")
    frames = reader.text.document().rootFrame().childFrames()
    tables = [frame for frame in frames if isinstance(frame, QTextTable)]
    assert len(tables) > 5
    assert all(table.format().border() == 0 for table in tables)


def test_a_page_that_is_not_there_is_refused():
    with pytest.raises(KeyError):
        read_page("../README")


# ---- going about -----------------------------------------------------------------------------


def test_a_way_leads_to_its_page_and_back(reader):
    reader.text.anchorClicked.emit(QUrl("marking.md"))
    assert reader.page == "marking"
    assert reader.contents.currentItem().text() == title_of("marking")
    reader.go_back()
    assert reader.page == "first-hour"
    reader.go_back()
    assert reader.page == "first-hour"


@pytest.mark.parametrize(
    "way", ["https://example.org/keys.md", "file:///etc/keys.md", "../keys.md", "nowhere.md", ""]
)
def test_ways_out_of_the_help_are_not_followed(reader, way):
    reader.text.anchorClicked.emit(QUrl(way))
    assert reader.page == "first-hour"
    assert reader.text.document().toPlainText().startswith(title_of("first-hour"))


def test_the_list_turns_pages_and_keeps_the_focus(reader, qtbot):
    reader.contents.setFocus()
    qtbot.keyClick(reader.contents, Qt.Key.Key_Down)
    assert reader.page == PAGES[1]
    assert reader.focusWidget() is reader.contents


def test_escape_leaves(reader, qtbot):
    qtbot.keyClick(reader.text, Qt.Key.Key_Escape)
    assert reader.isHidden()


def test_a_change_of_colours_keeps_the_page(reader):
    from annotator.ui.theme import theme

    reader.open_page("export")
    theme().changed.emit()
    assert reader.text.document().toPlainText().startswith(title_of("export"))


# ---- what it may read ------------------------------------------------------------------------


def test_pictures_come_from_the_help_folder_and_fit(qtbot):
    text = HelpText()
    qtbot.addWidget(text)
    kind = QTextDocument.ResourceType.ImageResource.value
    there = text.loadResource(kind, QUrl("annotate.png"))
    assert 300 < there.width() < 700
    secret = resource_path("icons").parent.joinpath("help", "annotate.png").as_uri()
    for name in (secret, "../help/annotate.png", "/annotate.png", "https://example.org/a.png"):
        assert (
            text.loadResource(kind, QUrl(name)).size()
            == QImage(1, 1, QImage.Format.Format_RGB32).size()
        )


def test_nothing_else_is_read(qtbot, tmp_path):
    file = tmp_path / "style.css"
    file.write_text("secret", encoding="utf-8")
    text = HelpText()
    qtbot.addWidget(text)
    kind = QTextDocument.ResourceType.StyleSheetResource.value
    assert bytes(text.loadResource(kind, QUrl.fromLocalFile(str(file)))).strip() == b""
    assert bytes(text.document().resource(kind, QUrl.fromLocalFile(str(file)))).strip() == b""


def test_markup_inside_a_page_is_shown_as_text(qtbot):
    text = HelpText()
    qtbot.addWidget(text)
    text.show_markdown("# A\n\n<b>bold</b> <img src='x.png'>\n")
    assert "<b>bold</b>" in text.document().toPlainText()


# ---- F1 --------------------------------------------------------------------------------------


def test_f1_on_the_start_page_opens_the_first_hour(window, hands):
    hands.press(Qt.Key.Key_F1)
    assert help_of(window).page == "first-hour"


def test_f1_in_the_text_opens_marking_and_in_the_list_articles(opened, hands, qtbot):
    opened.page.focus_text()
    hands.press(Qt.Key.Key_F1)
    reader = help_of(opened)
    assert reader.page == "marking"
    qtbot.waitUntil(reader.isActiveWindow)
    opened.activateWindow()
    qtbot.waitUntil(opened.isActiveWindow)
    opened.page.articles.focus_search()
    hands.press(Qt.Key.Key_F1)
    assert help_of(opened) is reader
    assert reader.page == "articles"


def test_f1_in_a_dialog_opens_its_page_over_it(session, qtbot):
    dialog = ExportDialog(session)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(dialog)
    dialog.open()
    qtbot.keyClick(dialog.choice.split, Qt.Key.Key_F1)
    assert help_of(dialog).page == "export"
    dialog.preview.show_choice(None)


def test_a_dialog_without_a_page_of_its_own_shows_the_first_hour(qtbot):
    dialog = FormDialog("Name", "Go")
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(dialog)
    field = QLineEdit(dialog)
    dialog.add_field("Name", field)
    qtbot.keyClick(field, Qt.Key.Key_F1)
    qtbot.keyClick(field, "x")
    assert help_of(dialog).page == "first-hour"
    assert field.text() == "x"


def test_show_help_names_only_pages_that_are_there(qtbot):
    dialog = FormDialog("Name", "Go")
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(dialog)
    every = [FormDialog, *FormDialog.__subclasses__()]
    assert {one.help_page for one in every} <= set(PAGES)
    assert show_help("keys", dialog) is show_help("export", dialog)


def test_a_page_of_tables_is_laid_out_a_few_times_and_not_for_each_line(reader):
    counted = []
    reader.text.document().documentLayout().update.connect(lambda *_: counted.append(1))
    reader.open_page("keys")
    assert len(counted) < 20

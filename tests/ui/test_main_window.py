"""The window as a whole: opening, the main job with keys, saved and not saved, closing."""

import threading

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QMessageBox

from annotator.edits.edit import AddSpan, RemoveSpan
from annotator.model.errors import SavingFailed
from annotator.project.project import Project
from annotator.ui.actions import ACTIONS, actions_in
from annotator.ui.dialogs.chooser import Chooser
from annotator.ui.dialogs.import_report import ImportReportDialog
from annotator.ui.dialogs.key_sheet import KeySheet
from annotator.ui.new_project.dialog import NewProjectDialog
from annotator.ui.theme import theme
from tests.builders import TEXT, make_span
from tests.ui.ferry_project import make_project
from tests.ui.windows import CTRL, SHIFT

ILSE = make_span(TEXT, "Ilse Varga", id="ilse")


def dialogs(kind):
    return [
        one for one in QApplication.topLevelWidgets() if isinstance(one, kind) and one.isVisible()
    ]


def spans(window):
    text = window.session.document.text
    return {one.covered_text(text): one for one in window.session.annotation_set.spans.values()}


# ---- opening


def test_it_starts_with_the_start_page(window):
    assert window.start.isVisible()
    assert window.session is None
    assert not window.status_bar.isVisible()
    assert window.windowTitle() == "annotator"


def test_a_project_opens_on_its_first_article_ready_for_the_hand(opened, settings, tmp_path):
    assert opened.session.document.id == "talks"
    assert opened.page.is_in_text()
    assert opened.top.project_name() == "news"
    assert settings.recent_projects() == [tmp_path / "news.annotator"]
    assert opened.status_bar.saved_words() == "Saved"


def test_a_project_is_opened_by_its_path_under_my_name(window, tmp_path, hands):
    make_project(tmp_path / "a.annotator", annotator="jon").close()
    window.opening.open_path(tmp_path / "a.annotator")
    hands.settle()
    assert window.session.project.me.name == "maria"


def test_what_is_not_a_project_is_said_on_the_start_page(window, tmp_path):
    (tmp_path / "x.annotator").write_text("not a project")
    window.opening.open_path(tmp_path / "x.annotator")
    assert window.session is None
    assert "x.annotator" in window.start.words()


def test_a_broken_file_leaves_the_open_project_as_it_is(opened, tmp_path):
    (tmp_path / "x.annotator").write_text("not a project")
    opened.opening.open_path(tmp_path / "x.annotator")
    assert opened.session.project.name == "news"
    assert "x.annotator" in opened.status_bar.message()
    assert opened.status_bar.message_tone() == "bad"


def test_another_project_takes_the_place_of_the_first(opened, tmp_path, hands):
    first = opened.page
    second = make_project(tmp_path / "second.annotator")
    assert opened.show_project(second)
    hands.settle()
    assert opened.page is not first
    assert opened.session.project is second


def test_names_of_others_are_shown_as_they_are(window, tmp_path, hands):
    project = make_project(tmp_path / "<b>bold<b> & co.annotator", annotator="<i>R&D</i>")
    window.show_project(project)
    hands.settle()
    assert window.top.project_name() == "<b>bold<b> & co"
    for label in window.findChildren(QLabel):
        if "bold" in label.text() or "R&D" in label.text():
            assert label.textFormat() == Qt.TextFormat.PlainText


# ---- the main job with keys


def test_label_relate_undo_redo_by_keys_alone(opened, hands):
    selection = opened.session.selection
    selection.set_caret(TEXT.index("Ilse"))
    hands.press(Qt.Key.Key_Right, SHIFT)
    hands.press(Qt.Key.Key_Right, SHIFT)
    hands.type("1")
    assert "Ilse Varga" in spans(opened)
    assert selection.span == spans(opened)["Ilse Varga"].id
    selection.set_caret(TEXT.index("Norrow"))
    hands.press(Qt.Key.Key_Right, SHIFT)
    hands.press(Qt.Key.Key_Right, SHIFT)
    hands.type("2")
    assert spans(opened)["Norrow Lines"].label == "o"
    hands.press(Qt.Key.Key_Tab, SHIFT)
    assert selection.span == spans(opened)["Ilse Varga"].id
    hands.press(Qt.Key.Key_Z, CTRL)
    assert "Norrow Lines" not in spans(opened)
    hands.press(Qt.Key.Key_Y, CTRL)
    assert "Norrow Lines" in spans(opened)
    hands.press(Qt.Key.Key_Delete)
    assert "Norrow Lines" not in spans(opened)
    hands.wait_saved()


def test_a_relation_by_hint_letters(opened, hands):
    session = opened.session
    session.apply(AddSpan(ILSE))
    session.apply(AddSpan(make_span(TEXT, "harbour master", "r", id="master")))
    session.selection.select_spans(["ilse"])
    hands.type("r")
    hands.type(opened.page.view.relating.hints()["master"])
    hands.type("h")  # "holds role" and "same as" both fit: one more key says which
    assert [one.label for one in session.annotation_set.relations.values()] == ["h"]


def test_a_label_found_by_its_name(opened, hands):
    opened.session.selection.set_caret(TEXT.index("Norrow"))
    hands.press(Qt.Key.Key_Space)
    (chooser,) = dialogs(Chooser)
    hands.type("org")
    hands.press(Qt.Key.Key_Return)
    assert chooser.isHidden()
    assert spans(opened)["Norrow"].label == "o"
    assert opened.page.is_in_text()


def test_done_and_next(opened, hands):
    hands.press(Qt.Key.Key_Return, CTRL)
    hands.settle()
    assert opened.session.document.id == "ferry"
    assert opened.session.project.annotation_set("talks").status == "finished"
    hands.press(Qt.Key.Key_PageUp, CTRL)
    hands.settle()
    assert opened.session.document.id == "talks"
    opened.run("reopen_article")
    assert opened.session.annotation_set.status == "in_progress"


def test_undo_goes_to_the_article_where_it_was(opened, hands):
    opened.session.apply(AddSpan(ILSE))
    hands.press(Qt.Key.Key_PageDown, CTRL)
    assert opened.session.document.id == "ferry"
    hands.press(Qt.Key.Key_Z, CTRL)
    assert opened.session.document.id == "talks"


def test_undo_shows_what_it_changed(opened, hands):
    opened.page.view.set_text_font("Noto Serif", 80)  # far more than one windowful
    text = opened.page.view.text
    opened.session.apply(AddSpan(ILSE))
    opened.session.selection.set_caret(len(text))
    opened.page.view.reveal(len(text))
    hands.press(Qt.Key.Key_Z, CTRL)
    first, last = opened.page.view.visible_range()
    assert first <= ILSE.start < last


def test_letters_typed_into_a_field_stay_letters(opened, hands):
    hands.press(Qt.Key.Key_L, CTRL)
    assert isinstance(hands.focused(), QLineEdit)
    hands.type("r1?")
    assert hands.focused().text() == "r1?"
    assert spans(opened) == {}
    assert not dialogs(KeySheet)
    hands.press(Qt.Key.Key_Escape)
    hands.press(Qt.Key.Key_Escape)
    hands.settle()
    assert opened.page.is_in_text()


def test_find_in_the_article(opened, hands):
    hands.press(Qt.Key.Key_F, CTRL)
    hands.type("ferry")
    start = TEXT.index("ferry")
    assert opened.session.selection.text == (start, start + 5)
    hands.press(Qt.Key.Key_Escape)
    assert opened.page.is_in_text()
    assert opened.page.find_bar.isHidden()


def test_f6_walks_the_panels_and_escape_comes_back(opened, hands):
    hands.press(Qt.Key.Key_F6)
    assert not opened.page.is_in_text()
    assert "Esc" in opened.status_bar.hint()
    hands.press(Qt.Key.Key_F6, SHIFT)
    assert opened.page.is_in_text()
    seen = set()
    for _ in opened.page.panels():
        hands.press(Qt.Key.Key_F6)
        seen.add(hands.focused())
    assert opened.page.is_in_text()
    assert len(seen) == len(opened.page.panels())


def test_text_only_and_back(qtbot, opened, hands):
    hands.press(Qt.Key.Key_F11)
    assert not opened.page.articles.isVisible()
    assert not opened.top.isVisible()
    assert opened.page.view.isVisible()
    assert opened.page.is_in_text()
    assert opened.isFullScreen()
    hands.press(Qt.Key.Key_F11)
    assert not opened.isFullScreen()
    assert opened.page.articles.isVisible()
    qtbot.waitUntil(opened.page.inspector.isVisible)  # the window is wide again


def test_hidden_panels_are_remembered(opened, hands, settings):
    hands.press(Qt.Key.Key_F9)
    assert not opened.page.articles.isVisible()
    assert settings.get("is_list_shown") is False
    hands.press(Qt.Key.Key_L, CTRL)
    assert opened.page.articles.isVisible()


def test_zoom_is_remembered(opened, hands, settings):
    before = settings.get("text_size")
    hands.press(Qt.Key.Key_Plus, CTRL)
    larger = settings.get("text_size")
    assert larger > before
    hands.press(Qt.Key.Key_Minus, CTRL)
    hands.press(Qt.Key.Key_0, CTRL)
    assert settings.get("text_size") == before


# ---- palette, sheet, menus


def test_the_palette_runs_what_is_chosen(opened, hands):
    opened.session.apply(AddSpan(ILSE))
    hands.press(Qt.Key.Key_K, CTRL)
    hands.type("undo")
    hands.press(Qt.Key.Key_Return)
    assert spans(opened) == {}


def test_every_action_has_a_callable_and_the_palette_offers_it(opened, hands):
    assert set(opened.commands) == {action.id for action in ACTIONS}
    opened.run("palette")
    (chooser,) = dialogs(Chooser)
    shown = chooser.shown_texts()
    here = {action.id for action in actions_in("annotate")}
    for action in ACTIONS:
        assert (action.text in shown) == (action.in_palette and action.id in here)
    chooser.reject()


def test_the_palette_runs_every_action(opened, monkeypatch):
    ran = []
    monkeypatch.setattr(
        opened, "commands", {action.id: lambda id=action.id: ran.append(id) for action in ACTIONS}
    )
    from annotator.ui.menus import palette_entries

    opened.page.side.open_inbox()  # some can only be run there
    for entry in palette_entries(opened.run, opened.can_run):
        entry.run()
    there = actions_in("annotate", has_inbox=True)
    assert ran == [action.id for action in there if action.in_palette]


def test_without_a_project_only_what_makes_sense_can_be_run(window):
    possible = {action.id for action in ACTIONS if window.can_run(action.id)}
    assert possible == {action.id for action in ACTIONS if not action.needs}
    window.run("undo")
    assert not window.shortcuts["undo"].isEnabled()
    assert window.shortcuts["open_project"].isEnabled()


def test_the_key_sheet_opens_on_a_question_mark(opened, hands):
    hands.press(Qt.Key.Key_Question, SHIFT)
    (sheet,) = dialogs(KeySheet)
    sheet.reject()


def test_the_menu_is_drawn_from_the_table(opened):
    parts = {part.title(): part for part in (one.menu() for one in opened.menu.actions()) if part}
    shown = {one.objectName() for part in parts.values() for one in part.actions()}
    shown |= {one.objectName() for one in opened.menu.actions()}
    assert shown - {""} == {action.id for action in ACTIONS if action.in_menu}


@pytest.mark.parametrize("choice", ["dark", "light", "system"])
def test_a_theme_is_chosen_and_remembered(opened, settings, choice):
    opened.run(f"theme_{choice}")
    assert settings.get("theme") == theme().choice == choice
    assert not opened.grab().isNull()
    opened.run("theme_light")


# ---- saved and not saved


def test_a_refusal_is_said_in_the_status_bar(opened):
    opened.session.apply(RemoveSpan("nothing"))
    assert opened.status_bar.message_tone() == "bad"
    opened.session.apply(AddSpan(ILSE))
    assert opened.status_bar.message() == ""


def test_what_cannot_be_saved_is_said_until_it_is(opened, tmp_path, hands):
    error = SavingFailed(tmp_path / "news.annotator", "disk full", is_disk_full=True)
    opened.session.saving_failed.emit(error, 3)
    assert opened.status_bar.saved_words().startswith("Not saved (3 edits)")
    opened.session.saved.emit(0)
    assert opened.status_bar.saved_words() == "Saved"


def test_what_cannot_be_saved_is_said_even_where_the_text_stands_alone(opened, hands, tmp_path):
    hands.press(Qt.Key.Key_F11)
    error = SavingFailed(tmp_path / "news.annotator", "disk full", is_disk_full=True)
    opened.session.saving_failed.emit(error, 1)
    assert opened.status_bar.isVisible()
    assert opened.status_bar.retry.isVisible()


def test_counts_follow(opened, hands):
    opened.session.apply(AddSpan(ILSE))
    assert "1 span · 0 relations" in opened.status_bar.counts_words()
    hands.press(Qt.Key.Key_Return, CTRL)
    hands.settle()
    assert "1 of 3 articles done" in opened.status_bar.counts_words()


def test_done_and_next_counts_no_articles_while_one_waits(opened, hands, monkeypatch):
    project, counted_in = opened.session.project, []
    count = project.document_counts
    monkeypatch.setattr(
        project,
        "document_counts",
        lambda: counted_in.append(threading.current_thread()) or count(),
    )
    hands.press(Qt.Key.Key_Return, CTRL)
    hands.settle()
    assert "1 of 3 articles done" in opened.status_bar.counts_words()
    assert threading.main_thread() not in counted_in


# ---- closing


def test_closing_saves_first(opened, tmp_path, hands):
    opened.session.apply(AddSpan(ILSE))
    opened.close()
    assert opened.session is None
    with Project.open(tmp_path / "news.annotator", annotator="maria") as again:
        assert "ilse" in again.annotation_set("talks").spans


@pytest.mark.parametrize("button", ["Stay", "Leave and lose them"])
def test_closing_with_unsaved_edits_asks(opened, monkeypatch, tmp_path, button):
    project = opened.session.project
    really_close = project.close

    def fail():
        raise SavingFailed(tmp_path / "news.annotator", "disk full", is_disk_full=True)

    def choose(box):
        chosen = next(one for one in box.buttons() if one.text() == button)
        chosen.click()

    monkeypatch.setattr(project, "close", fail)
    monkeypatch.setattr(QMessageBox, "exec", choose)
    is_closed = opened.close_project()
    assert is_closed == (button != "Stay")
    assert (opened.session is None) == is_closed
    monkeypatch.setattr(project, "close", really_close)
    if is_closed:
        really_close()


def test_closing_the_project_leads_to_the_start_page(opened, hands):
    hands.press(Qt.Key.Key_W, CTRL)
    assert opened.start.isVisible()
    assert [row.path.name for row in opened.start.rows()] == ["news.annotator"]


# ---- dropping


def drop(window, paths):
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    event = QDropEvent(
        QPointF(400, 400),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    window.dropEvent(event)
    assert event.isAccepted()


def test_a_dropped_project_is_opened(window, tmp_path, hands, qtbot):
    make_project(tmp_path / "a.annotator").close()
    drop(window, [tmp_path / "a.annotator"])
    qtbot.waitUntil(lambda: window.session is not None)
    hands.settle()


def test_articles_dropped_without_a_project_come_into_a_new_one(window, tmp_path, qtbot, hands):
    (tmp_path / "a.txt").write_text("Ilse Varga spoke.", encoding="utf-8")
    window.settings.choose("folder", str(tmp_path))
    drop(window, [tmp_path / "a.txt"])
    qtbot.waitUntil(lambda: len(window.findChildren(NewProjectDialog)) == 1)
    (dialog,) = window.findChildren(NewProjectDialog)
    hands.type("harbour")
    dialog.make()
    qtbot.waitUntil(lambda: window.session.document is not None)
    assert window.session.document.text == "Ilse Varga spoke."
    hands.settle()
    window.findChild(ImportReportDialog).reject()


def test_dropped_articles_come_in(opened, tmp_path, monkeypatch, qtbot):
    taken = []
    monkeypatch.setattr(opened.opening, "bring_in", taken.append)
    drop(opened, [tmp_path / "a.txt", tmp_path / "folder"])
    qtbot.waitUntil(lambda: taken == [[tmp_path / "a.txt", tmp_path / "folder"]])


def test_ctrl_enter_in_a_note_finishes_the_note_not_the_article(opened, hands):
    hands.press("1")
    hands.press("n")
    hands.type("why")
    hands.press(Qt.Key.Key_Return, CTRL)
    (span,) = opened.session.annotation_set.spans.values()
    assert span.note == "why"
    assert opened.session.document.id == "talks"
    assert opened.session.annotation_set.status == "in_progress"
    assert opened.page.is_in_text()


def test_behind_the_last_article_one_is_told_so(opened, hands):
    told = []
    opened.session.said.connect(lambda words, can_undo: told.append(words))
    for _ in range(opened.session.project.document_counts()["all"]):
        assert told == []
        hands.press(Qt.Key.Key_Return, CTRL)
        hands.settle()
    assert told == ["Done. This is the last article of the list."]
    assert opened.session.annotation_set.status == "finished"

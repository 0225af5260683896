"""Find in the project, by real keys: typed, sorted, narrowed down, gone to and come back."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from annotator.edits.edit import AddSpan
from annotator.model.document import Document, Meta
from annotator.ui import reading_ahead
from annotator.ui.concordance.dialog import ConcordanceDialog
from annotator.ui.concordance.model import ARTICLE, LABELS, LEFT, RIGHT, TEXT
from annotator.ui.panels.plain_text import PlainLabel
from tests.builders import make_span
from tests.project.building import make_project
from tests.ui.windows import CTRL, SHIFT, Hands

TEXTS = {
    "alpha": "A new ferry sails. The <b>old</b> ferry stays.",
    "beta": "Zoe took a ferry.",
    "gamma": "Nothing of that kind. 渡輪再次開航。",
}


@pytest.fixture
def opened(window, qtbot, tmp_path):
    documents = [
        Document(id, text, Meta(f"<i>{id}</i>", source="Agency", published="2026-01-24"))
        for id, text in TEXTS.items()
    ]
    project = make_project(tmp_path, documents)
    project.apply(AddSpan(make_span(TEXTS["beta"], "ferry", "o")), "beta")
    assert window.show_project(project)
    Hands(qtbot, window).settle()
    window.page.focus_text()
    return window


@pytest.fixture
def dialog(opened, qtbot):
    hands = Hands(qtbot, opened)
    hands.press(Qt.Key.Key_F, CTRL | SHIFT)
    return shown(qtbot, hands)


def shown(qtbot, hands):
    (dialog,) = [
        one
        for one in QApplication.topLevelWidgets()
        if isinstance(one, ConcordanceDialog) and one.isVisible()
    ]
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    hands.settle()
    return dialog


def type_words(qtbot, opened, dialog, words):
    Hands(qtbot, opened).type(words)
    qtbot.waitUntil(lambda: dialog.counts.text() not in ("", "Nothing found.") or not words)
    Hands(qtbot, opened).settle()


def cells(dialog, column):
    model = dialog.model
    return [model.index(row, column).data() for row in range(model.rowCount())]


def test_hits_come_while_one_types(qtbot, opened, dialog):
    type_words(qtbot, opened, dialog, "ferr")
    qtbot.waitUntil(lambda: dialog.counts.text() == "3 hits in 2 articles")
    assert cells(dialog, TEXT) == ["ferry", "ferry", "ferry"]
    assert cells(dialog, LEFT)[1].endswith("<b>old</b>")
    assert cells(dialog, ARTICLE) == ["<i>alpha</i>", "<i>alpha</i>", "<i>beta</i>"]
    assert cells(dialog, LABELS) == ["", "", "ORGANISATION"]


def test_sorted_by_either_side_and_back(qtbot, opened, dialog):
    type_words(qtbot, opened, dialog, "ferry")
    header = dialog.list.header()
    header.sectionClicked.emit(LEFT)
    assert [one.split()[-1] for one in cells(dialog, LEFT)] == ["<b>old</b>", "a", "new"]
    header.sectionClicked.emit(RIGHT)
    assert cells(dialog, RIGHT)[0] in (".", "")
    header.sectionClicked.emit(RIGHT)
    assert cells(dialog, ARTICLE)[2] == "<i>beta</i>"


def test_narrowed_down_by_label_and_unlabelled(qtbot, opened, dialog):
    dialog.labels.setCurrentIndex(dialog.labels.findData("o"))
    qtbot.waitUntil(lambda: dialog.counts.text() == "1 hit in 1 article")
    dialog.labels.setCurrentIndex(0)
    type_words(qtbot, opened, dialog, "ferry")
    dialog.unlabelled.click()
    qtbot.waitUntil(lambda: dialog.counts.text() == "2 hits in 1 article")


def test_enter_goes_there_and_the_list_comes_back_at_the_same_row(qtbot, opened, dialog):
    hands = Hands(qtbot, opened)
    type_words(qtbot, opened, dialog, "ferry")
    hands.press(Qt.Key.Key_Down)
    hands.press(Qt.Key.Key_Down)
    hands.press(Qt.Key.Key_Down)
    hands.press(Qt.Key.Key_Return)
    hands.settle()
    assert opened.session.document.id == "beta"
    start = TEXTS["beta"].index("ferry")
    assert opened.session.selection.text == (start, start + 5)
    opened.activateWindow()
    qtbot.waitUntil(opened.isActiveWindow)
    assert opened.page.is_in_text
    opened.session.selection.set_caret(0)
    hands.press(Qt.Key.Key_F, CTRL | SHIFT)
    again = shown(qtbot, hands)
    assert again.words.text() == "ferry"
    assert again.row == 2
    assert again.counts.text() == "3 hits in 2 articles"
    again.reject()


def test_it_begins_with_the_selected_words(qtbot, opened):
    opened.session.open_document("gamma")
    hands = Hands(qtbot, opened)
    hands.settle()
    start = TEXTS["gamma"].index("渡輪")
    opened.session.selection.select_text(start, start + 2)
    hands.press(Qt.Key.Key_F, CTRL | SHIFT)
    dialog = shown(qtbot, hands)
    assert dialog.words.text() == "渡輪"
    qtbot.waitUntil(lambda: dialog.counts.text() == "1 hit in 1 article")
    dialog.reject()


def test_a_wrong_pattern_is_said_and_nothing_is_asked_of_nothing(qtbot, opened, dialog):
    assert dialog.counts.text() == ""
    assert not dialog.go_button.isEnabled()
    dialog.pattern.click()
    dialog.words.setFocus()
    Hands(qtbot, opened).type("(")
    qtbot.waitUntil(lambda: "missing )" in dialog.counts.text())
    assert isinstance(dialog.counts, PlainLabel)
    Hands(qtbot, opened).type("x)")
    qtbot.waitUntil(lambda: dialog.counts.text() == "Nothing found.")


def test_the_index_is_made_by_the_first_search(qtbot, opened, dialog):
    qtbot.waitUntil(lambda: opened.session.project.search.count_unindexed() == 0)


def test_what_is_ticked_is_labelled_and_ctrl_z_takes_it_back(qtbot, opened, dialog):
    type_words(qtbot, opened, dialog, "ferry")
    qtbot.waitUntil(lambda: dialog.label_button.text() == "Label 2")
    dialog.right.setCurrentIndex(dialog.right.findData("o"))
    said = []
    opened.session.said.connect(lambda words, *_: said.append(words))
    dialog.list.setFocus()
    hands = Hands(qtbot, opened)
    hands.press(Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: cells(dialog, LABELS) == ["ORGANISATION"] * 3)
    assert said == ["Labelled 2 spans in 1 article. Undo takes it back."]
    assert dialog.label_button.text() == "Label"
    assert len(opened.session.project.annotation_set("alpha").spans) == 2
    hands.press(Qt.Key.Key_Z, CTRL)
    qtbot.waitUntil(lambda: cells(dialog, LABELS) == ["", "", "ORGANISATION"])
    assert opened.session.project.annotation_set("alpha").spans == {}


def test_space_turns_a_tick_and_all_or_none(qtbot, opened, dialog):
    type_words(qtbot, opened, dialog, "ferry")
    hands = Hands(qtbot, opened)
    hands.press(Qt.Key.Key_Down)
    hands.press(Qt.Key.Key_Space)
    assert [one.document for one in dialog.model.ticked()] == ["alpha"]
    qtbot.mouseClick(dialog.all_button, Qt.MouseButton.LeftButton)
    assert dialog.label_button.text() == "Label 3"
    qtbot.mouseClick(dialog.all_button, Qt.MouseButton.LeftButton)
    assert not dialog.label_button.isEnabled()
    dialog.right.setCurrentIndex(dialog.right.findData(""))
    assert dialog.label_button.text() == "Unlabel"


def test_mine_are_taken_away_everywhere(qtbot, opened, dialog):
    type_words(qtbot, opened, dialog, "ferry")
    dialog.right.setCurrentIndex(dialog.right.findData(""))
    qtbot.mouseClick(dialog.all_button, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(dialog.label_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: cells(dialog, LABELS) == [""] * 3)
    assert opened.session.project.annotation_set("beta").spans == {}


def test_a_hit_in_a_large_article_is_selected_when_it_has_been_read(
    qtbot, opened, dialog, monkeypatch
):
    monkeypatch.setattr(reading_ahead, "_LARGE", 1)
    asked, opener = [], opened.session.opener

    def ask(document, act):
        asked.append(document)
        opener(document, act)

    opened.session.opener = ask
    type_words(qtbot, opened, dialog, "took")
    qtbot.waitUntil(lambda: dialog.counts.text() == "1 hit in 1 article")
    hands = Hands(qtbot, opened)
    hands.press(Qt.Key.Key_Down)
    hands.press(Qt.Key.Key_Return)
    assert asked == ["beta"]
    qtbot.waitUntil(lambda: opened.session.document.id == "beta")
    qtbot.waitUntil(lambda: opened.session.selection.text == (4, 8))

"""The same elsewhere, by real keys: seen, filtered, labelled, taken back, gone to and come back."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from annotator.edits.edit import AddSpan
from annotator.model.document import Document, Meta
from annotator.project.project import Project
from annotator.ui.concordance.model import ARTICLE, LABELS, LEFT, TEXT
from annotator.ui.elsewhere.dialog import ElsewhereDialog
from tests.builders import make_set, make_span
from tests.project.building import bring, make_project
from tests.ui.windows import CTRL, SHIFT, Hands

TEXTS = {
    "alpha": "Norrow votes. The council of Norrow sat.",
    "beta": "Norrow Lines left Norrow.",
    "gamma": "NORROW is no name here.",
}


@pytest.fixture
def opened(window, qtbot, tmp_path):
    documents = [Document(id, text, Meta(f"<i>{id}</i>")) for id, text in TEXTS.items()]
    project = make_project(tmp_path, documents)
    project.apply(AddSpan(make_span(TEXTS["alpha"], "Norrow", "o", "mine")), "alpha")
    theirs = make_set(
        make_span(TEXTS["beta"], "Norrow Lines", "o", "theirs"), document="beta", annotator="jon"
    )
    bring(project, sets=[theirs], import_id="jon")
    assert window.show_project(project)
    hands = Hands(qtbot, window)
    hands.settle()
    window.page.focus_text()
    return window


@pytest.fixture
def dialog(opened, qtbot):
    hands = Hands(qtbot, opened)
    hands.press(Qt.Key.Key_Tab)
    hands.press(Qt.Key.Key_E, CTRL | SHIFT)
    return shown(qtbot, hands)


def shown(qtbot, hands):
    hands.settle()
    (dialog,) = [
        one
        for one in QApplication.topLevelWidgets()
        if isinstance(one, ElsewhereDialog) and one.isVisible()
    ]
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    return dialog


def cells(dialog, column):
    model = dialog.model
    return [model.index(row, column).data() for row in range(model.rowCount())]


def test_every_place_with_its_labels(dialog):
    assert dialog.phrase.text() == "Norrow"
    assert dialog.counts.text() == "5 places in 3 articles"
    assert cells(dialog, TEXT) == ["Norrow"] * 4 + ["NORROW"]
    assert cells(dialog, LABELS) == [
        "ORGANISATION (you)", "", "in “Norrow Lines” ORGANISATION (jon)", "", "",
    ]  # fmt: skip
    assert cells(dialog, ARTICLE)[0] == "<i>alpha</i>"
    assert (dialog.verb, dialog.label) == ("label", "o"), "as the span that is selected"
    assert dialog.foresight.text() == "2 places in 2 articles ticked"
    assert dialog.list.hasFocus()


def test_labelled_in_one_act_and_taken_back_in_the_window(qtbot, opened, dialog):
    said = []
    opened.session.said.connect(lambda words, can_undo: said.append((words, can_undo)))
    hands = Hands(qtbot, opened)
    hands.press(Qt.Key.Key_Return, CTRL)
    hands.settle()
    assert said == [("2 labelled as ORGANISATION in 2 articles.", True)]
    assert dialog.counts.text() == said[0][0]
    assert dialog.undo_button.isVisible()
    assert dialog.histogram.bar("o").accessibleName() == "ORGANISATION, 3"
    assert len(opened.session.annotation_set.spans) == 2
    assert dialog.foresight.text() == "Nothing is ticked." and not dialog.do_button.isEnabled()
    qtbot.mouseClick(dialog.undo_button, Qt.MouseButton.LeftButton)
    hands.settle()
    assert dialog.counts.text() == "5 places in 3 articles"
    assert not dialog.undo_button.isVisible()
    assert dialog.do_button.text() == "Label 2"


def test_relabelled_by_the_key_of_a_label_and_deleted(qtbot, opened, dialog):
    hands = Hands(qtbot, opened)
    dialog.verbs.setCurrentIndex(1)
    assert not dialog.do_button.isEnabled(), "mine is an ORGANISATION already"
    hands.press(Qt.Key.Key_1)
    assert (dialog.label, dialog.do_button.text()) == ("p", "Relabel 1")
    hands.press(Qt.Key.Key_Return, CTRL)
    hands.settle()
    assert dialog.counts.text() == "1 relabelled as PERSON in 1 article."
    hands.press(Qt.Key.Key_Delete)
    assert dialog.do_button.text() == "Delete 1"
    hands.press(Qt.Key.Key_Return, CTRL)
    hands.settle()
    assert dialog.counts.text() == "1 deleted in 1 article."
    assert not opened.session.annotation_set.spans
    hands.press(Qt.Key.Key_Z, CTRL)
    hands.settle()
    hands.press(Qt.Key.Key_Z, CTRL)
    hands.settle()
    assert opened.session.annotation_set.spans["mine"].label == "o"


def test_a_bar_an_annotator_and_this_article_filter(qtbot, opened, dialog):
    qtbot.mouseClick(dialog.histogram.bar("longer"), Qt.MouseButton.LeftButton)
    assert cells(dialog, ARTICLE) == ["<i>beta</i>"]
    assert dialog.do_button.text() == "Label", "what is not seen is not labelled"
    qtbot.mouseClick(dialog.all_button, Qt.MouseButton.LeftButton)
    assert dialog.do_button.text() == "Label 1"
    qtbot.mouseClick(dialog.histogram.bar("longer"), Qt.MouseButton.LeftButton)
    dialog.people.setCurrentIndex(dialog.people.findText("labels of jon"))
    assert cells(dialog, LABELS)[0] == ""
    dialog.people.setCurrentIndex(0)
    qtbot.mouseClick(dialog.here_only, Qt.MouseButton.LeftButton)
    assert len(cells(dialog, TEXT)) == 2


def test_another_phrase_and_its_case(qtbot, opened, dialog):
    dialog.phrase.setFocus()
    dialog.phrase.selectAll()
    hands = Hands(qtbot, opened)
    hands.type("norrow")
    qtbot.waitUntil(lambda: dialog.do_button.text() == "Label")
    hands.settle()
    qtbot.mouseClick(dialog.match_case, Qt.MouseButton.LeftButton)
    dialog.phrase.setFocus()
    hands.type("x")
    qtbot.waitUntil(lambda: dialog.counts.text().startswith("Nothing found"))
    assert not dialog.go_button.isEnabled()
    dialog.phrase.selectAll()
    hands.press(Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: dialog.counts.text() == "")


def test_enter_goes_there_and_back_to_the_same_row(qtbot, opened, dialog):
    hands = Hands(qtbot, opened)
    hands.press(Qt.Key.Key_End)
    hands.press(Qt.Key.Key_Return)
    hands.settle()
    assert opened.session.document.id == "gamma"
    assert opened.session.selection.text == (0, 6)
    opened.activateWindow()
    qtbot.waitUntil(opened.isActiveWindow)
    hands.press(Qt.Key.Key_E, CTRL | SHIFT)
    again = shown(qtbot, hands)
    assert again.phrase.text() == "NORROW"
    assert cells(again, LEFT)[0] == "", "the article one is at comes first"
    again.reject()


def test_sorted_and_ticks_by_key(qtbot, opened, dialog):
    dialog.list.header().sectionClicked.emit(LABELS)
    assert cells(dialog, LABELS)[-1] == "ORGANISATION (you)"
    dialog.list.header().sectionClicked.emit(LABELS)
    hands = Hands(qtbot, opened)
    dialog.go_to_row(1)
    hands.press(Qt.Key.Key_Space)
    assert dialog.do_button.text() == "Label 1"
    hands.press(Qt.Key.Key_A, CTRL)
    assert dialog.do_button.text() == "Label 4"


def test_nothing_under_the_hand_is_said(qtbot, opened):
    opened.session.selection.set_caret(len(TEXTS["alpha"]))
    said = []
    opened.session.said.connect(lambda words, *_: said.append(words))
    opened.page.elsewhere.open()
    assert said == ["Select a span or some text to see where else it is."]


def test_who_only_looks_changes_nothing(qtbot, opened):
    opened.session.project.close()
    path = opened.session.project.path
    assert opened.show_project(Project.open(path, is_read_only=True))
    hands = Hands(qtbot, opened)
    hands.settle()
    opened.page.focus_text()
    opened.session.selection.set_caret(2)
    opened.page.elsewhere.open()
    dialog = shown(qtbot, hands)
    assert not dialog.do_button.isVisible() and not dialog.all_button.isVisible()
    hands.press(Qt.Key.Key_Return, CTRL)
    assert dialog.isVisible() and len(cells(dialog, TEXT)) == 5
    dialog.reject()

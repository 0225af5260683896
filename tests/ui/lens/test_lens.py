"""The consistency lens, by real keys: seen, filtered, mended, let be, taken back, gone to."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from annotator.edits.edit import AddRelation, AddSpan
from annotator.model.document import Document, Meta
from annotator.model.relation import Relation
from annotator.project.project import Project
from annotator.ui.dialogs.help_page import HelpReader
from annotator.ui.lens.dialog import LensDialog
from annotator.ui.lens.model import ARTICLE, LEFT, MEND, RIGHT, TEXT, WHAT, WHO
from tests.builders import make_set, make_span
from tests.project.building import bring, make_project
from tests.ui.windows import CTRL, SHIFT, Hands

TEXTS = {
    "alpha": "Norrow votes. Norrow assembled.",
    "beta": "Norrow left. Then Varga, paid.",
    "gamma": "Norrow again, and Varga, too.",
}


@pytest.fixture
def opened(window, qtbot, tmp_path):
    """Norrow is three times an organisation and once a person; of Varga a comma is taken along, and
    jon has taken a full stop along and has left Norrow bare."""
    documents = [Document(id, text, Meta(f"<i>{id}</i>")) for id, text in TEXTS.items()]
    project = make_project(tmp_path, documents)
    for id, words, label, nth in (
        ("alpha", "Norrow", "o", 1),
        ("alpha", "Norrow", "o", 2),
        ("beta", "Norrow", "o", 1),
        ("gamma", "Norrow", "p", 1),
        ("beta", "Varga,", "p", 1),
        ("gamma", "Varga,", "p", 1),
    ):
        span = make_span(TEXTS[id], words, label, f"{id}{words}{nth}", nth)
        project.apply(AddSpan(span), id)
    theirs = make_span(TEXTS["alpha"], "assembled.", "r", "theirs")
    bring(project, sets=[make_set(theirs, document="alpha", annotator="jon")], import_id="jon")
    assert window.show_project(project)
    Hands(qtbot, window).settle()
    window.page.focus_text()
    return window


@pytest.fixture
def dialog(opened, qtbot):
    return shown(qtbot, opened)


def shown(qtbot, window):
    hands = Hands(qtbot, window)
    hands.press(Qt.Key.Key_C, CTRL | SHIFT)
    hands.settle()
    (dialog,) = [
        one
        for one in QApplication.topLevelWidgets()
        if isinstance(one, LensDialog) and one.isVisible()
    ]
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    return dialog


def cells(dialog, column):
    model = dialog.model
    return [model.index(row, column).data() for row in range(model.rowCount())]


def labels_of(window, document):
    project = window.session.project
    return {one.label for one in project.annotation_set(document).spans.values()}


def covered(window, document):
    project = window.session.project
    spans = project.annotation_set(document).spans.values()
    return [one.covered_text(TEXTS[document]) for one in spans]


def test_what_is_odd_in_mine_the_likeliest_first(dialog):
    assert dialog.whose.currentText() == "my labels"
    assert dialog.counts.text() == "3 places that may be slips"
    assert cells(dialog, TEXT) == ["Norrow", "Varga,", "Varga,"]
    assert cells(dialog, WHAT)[:2] == ["PERSON once, ORGANISATION 3 of 4", "punctuation at an end"]
    assert cells(dialog, MEND) == ["relabel as ORGANISATION", "move its ends", "move its ends"]
    assert (cells(dialog, LEFT)[1], cells(dialog, RIGHT)[1]) == ("Norrow left. Then", "paid.")
    assert cells(dialog, ARTICLE)[0] == "<i>gamma</i>"
    assert set(cells(dialog, WHO)) == {"you"}
    assert dialog.list.isColumnHidden(WHO)
    assert dialog.histogram.bar("labels").accessibleName() == "Other label elsewhere, 1"
    assert dialog.histogram.bar("ends").accessibleName() == "Stray ends, 2"
    assert dialog.list.hasFocus()
    assert dialog.row == 0
    assert dialog.words.text() == (
        "PERSON once, ORGANISATION 3 of 4; the same annotator has it otherwise 3 times."
        " Relabel as ORGANISATION."
    )


def test_one_key_mends_the_one_and_undo_brings_it_back(qtbot, opened, dialog):
    said = []
    opened.session.said.connect(lambda words, can_undo: said.append((words, can_undo)))
    hands = Hands(qtbot, opened)
    hands.press(Qt.Key.Key_M)
    hands.settle()
    assert said == [("1 mended in 1 article.", True)]
    assert dialog.counts.text() == said[0][0]
    assert dialog.undo_button.isVisible()
    assert cells(dialog, TEXT) == ["Varga,", "Varga,"]
    assert dialog.histogram.bar("labels") is None
    assert labels_of(opened, "gamma") == {"o", "p"}
    hands.press(Qt.Key.Key_Z, CTRL)
    hands.settle()
    assert cells(dialog, TEXT) == ["Norrow", "Varga,", "Varga,"]
    assert (dialog.row, dialog.undo_button.isVisible()) == (0, False)
    assert labels_of(opened, "gamma") == {"p"}


def test_many_are_mended_in_one_act(qtbot, opened, dialog):
    hands = Hands(qtbot, opened)
    hands.press(Qt.Key.Key_A, CTRL)
    assert (dialog.mend_button.text(), dialog.dismiss_button.text()) == ("Mend 3", "Let 3 stay")
    hands.press(Qt.Key.Key_Return, CTRL)
    hands.settle()
    assert dialog.counts.text() == "3 mended in 2 articles."
    assert covered(opened, "gamma") == ["Norrow", "Varga"]
    assert dialog.nothing.isVisible()
    assert dialog.nothing.heading.text() == "Nothing looks like a slip."
    assert not dialog.mend_button.isEnabled() and not dialog.go_button.isEnabled()
    assert dialog.words.text() == ""
    dialog.undo_button.setFocus()
    qtbot.keyClick(dialog.undo_button, Qt.Key.Key_Space)
    hands.settle()
    assert covered(opened, "gamma") == ["Norrow", "Varga,"]
    assert cells(dialog, TEXT) == ["Norrow", "Varga,", "Varga,"]
    assert dialog.list.isVisible()


def test_one_key_lets_stay_and_it_is_not_told_again(qtbot, opened, dialog):
    hands = Hands(qtbot, opened)
    hands.press(Qt.Key.Key_Down)
    hands.press(Qt.Key.Key_Delete)
    hands.settle()
    assert dialog.counts.text() == "It may stay as it is."
    assert (cells(dialog, TEXT), dialog.row) == (["Norrow", "Varga,"], 1)
    hands.press(Qt.Key.Key_F5)
    hands.settle()
    assert cells(dialog, TEXT) == ["Norrow", "Varga,"]
    assert dialog.back_button.text() == "Tell again what may stay (1)"
    hands.press(Qt.Key.Key_Z, CTRL)
    hands.settle()
    assert cells(dialog, TEXT) == ["Norrow", "Varga,", "Varga,"]
    hands.press(Qt.Key.Key_A, CTRL)
    hands.press(Qt.Key.Key_K)
    hands.settle()
    assert dialog.counts.text() == "3 may stay as they are."
    qtbot.mouseClick(dialog.back_button, Qt.MouseButton.LeftButton)
    hands.settle()
    assert len(cells(dialog, TEXT)) == 3
    assert not dialog.back_button.isVisible()


def test_a_bar_filters_and_what_is_not_shown_is_not_selected(qtbot, opened, dialog):
    hands = Hands(qtbot, opened)
    qtbot.mouseClick(dialog.histogram.bar("labels"), Qt.MouseButton.LeftButton)
    assert cells(dialog, TEXT) == ["Norrow"]
    dialog.list.setFocus()
    hands.press(Qt.Key.Key_A, CTRL)
    assert dialog.mend_button.text() == "Mend"
    hands.press(Qt.Key.Key_M)
    hands.settle()
    assert dialog.nothing.heading.text() == "Nothing of this kind is left."
    qtbot.mouseClick(dialog.histogram.bar("labels"), Qt.MouseButton.LeftButton)
    assert cells(dialog, TEXT) == ["Varga,", "Varga,"]
    assert dialog.list.isVisible()


def test_others_labels_are_shown_and_not_mended(qtbot, opened, dialog):
    hands = Hands(qtbot, opened)
    dialog.whose.setCurrentIndex(1)
    hands.settle()
    assert sorted(cells(dialog, WHO)) == ["jon", "jon", "jon", "you", "you", "you"]
    assert not dialog.list.isColumnHidden(WHO)
    dialog.whose.setCurrentIndex(2)
    hands.settle()
    assert sorted(cells(dialog, TEXT)) == ["Norrow", "Norrow", "assembled."]
    dialog.go_to_row(cells(dialog, TEXT).index("assembled."))
    assert dialog.words.text() == "Punctuation at an end. Jon could move its ends."
    assert not dialog.mend_button.isEnabled()
    dialog.list.setFocus()
    hands.press(Qt.Key.Key_M)
    hands.settle()
    assert len(cells(dialog, TEXT)) == 3


def test_enter_goes_there_and_back_to_the_same_row(qtbot, opened, dialog):
    hands = Hands(qtbot, opened)
    hands.press(Qt.Key.Key_Down)
    hands.press(Qt.Key.Key_Return)
    hands.settle()
    opened.activateWindow()
    qtbot.waitUntil(opened.isActiveWindow)
    assert opened.session.document.id == "beta"
    assert opened.session.selection.span == "betaVarga,1"
    again = shown(qtbot, opened)
    assert (again.row, again.words.text()) == (1, "Punctuation at an end. Move its ends.")
    assert again.counts.text() == "3 places that may be slips"
    again.reject()


def test_what_was_done_in_the_text_is_seen_on_coming_back(qtbot, opened, dialog):
    hands = Hands(qtbot, opened)
    hands.press(Qt.Key.Key_Return)
    hands.settle()
    opened.activateWindow()
    qtbot.waitUntil(opened.isActiveWindow)
    hands.press(Qt.Key.Key_2)
    again = shown(qtbot, opened)
    assert cells(again, TEXT) == ["Varga,", "Varga,"]
    again.reject()


def test_what_relations_stand_on_is_left_and_said(qtbot, opened):
    project = opened.session.project
    again = make_span(TEXTS["beta"], "Norrow", "o", "again")
    project.apply(AddSpan(again), "beta")
    for id in ("again", "betaNorrow1"):
        project.apply(AddRelation(Relation(f"r{id}", "s", id, "betaVarga,1")), "beta")
    dialog = shown(qtbot, opened)
    qtbot.mouseClick(dialog.histogram.bar("duplicates"), Qt.MouseButton.LeftButton)
    assert cells(dialog, WHAT) == ["the same span twice"]
    dialog.list.setFocus()
    hands = Hands(qtbot, opened)
    hands.press(Qt.Key.Key_M)
    hands.settle()
    assert dialog.counts.text() == (
        "Nothing was mended. 1 is left: changed meanwhile, or relations stand on it."
    )
    assert not dialog.undo_button.isVisible()
    assert cells(dialog, WHAT) == ["the same span twice"]
    dialog.reject()


def test_a_project_without_slips_says_so(qtbot, window, tmp_path):
    assert window.show_project(make_project(tmp_path))
    Hands(qtbot, window).settle()
    dialog = shown(qtbot, window)
    assert dialog.nothing.heading.text() == "Nothing looks like a slip."
    assert "everybody" in dialog.nothing.help.text()
    dialog.whose.setCurrentIndex(dialog.whose.findText("everybody's labels"))
    Hands(qtbot, window).settle()
    assert dialog.nothing.help.text() == "All labels here agree with each other."
    assert not dialog.back_button.isVisible()
    dialog.reject()


def test_who_may_only_look_is_offered_nothing(qtbot, opened, tmp_path):
    path = opened.session.project.path
    assert opened.close_project() is True
    assert opened.show_project(Project.open(path, is_read_only=True))
    Hands(qtbot, opened).settle()
    opened.run("lens")
    Hands(qtbot, opened).settle()
    dialog = opened.page.lens.dialog
    assert dialog.whose.currentText() == "everybody's labels"
    assert len(cells(dialog, TEXT)) == 6
    assert not dialog.mend_button.isVisible() and not dialog.dismiss_button.isVisible()
    assert "mends" not in dialog.keys.text()
    dialog.reject()


def test_help_is_about_the_lens(qtbot, opened, dialog):
    hands = Hands(qtbot, opened)
    hands.press(Qt.Key.Key_F1)
    (reader,) = dialog.findChildren(HelpReader)
    assert "What is odd" in reader.text.toPlainText()


def test_a_narrow_window_cuts_no_column_off(qtbot, opened, dialog):
    dialog.resize(820, 520)
    QApplication.processEvents()
    header = dialog.list.header()
    assert header.length() <= dialog.list.viewport().width()
    assert all(header.sectionSize(column) >= 72 for column in (LEFT, TEXT, RIGHT, WHAT, MEND))
    dialog.resize(1240, 700)
    QApplication.processEvents()
    assert header.sectionSize(WHAT) == 270


def test_escape_in_the_list_leaves(qtbot, opened, dialog):
    assert dialog.list.hasFocus()
    Hands(qtbot, opened).press(Qt.Key.Key_Escape)
    assert not dialog.isVisible()

"""By phrase, by real keys: found all over, settled in one act, gone to."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from annotator.ui.review.phrase_dialog import PhraseDialog
from tests.ui.windows import CTRL, SHIFT


def opened_dialog():
    (dialog,) = [
        one
        for one in QApplication.topLevelWidgets()
        if isinstance(one, PhraseDialog) and one.isVisible()
    ]
    return dialog


def rows(dialog):
    tree = dialog.occurrences
    items = [tree.topLevelItem(number) for number in range(tree.topLevelItemCount())]
    return [(item.text(1), item.text(3), item.text(5), item.text(6)) for item in items]


@pytest.fixture
def dialog(several, hands, qtbot):
    """Opened on the difference one is at: Monday, in both articles, labelled once by ben."""
    hands.press(Qt.Key.Key_B)
    dialog = opened_dialog()
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    hands.settle()
    return dialog


def curated(several, document, text):
    annotation_set = several.session.project.review.curated(document).annotation_set
    content = several.session.project.document(document).text
    return [one.label for one in annotation_set.spans.values() if one.covered_text(content) == text]


def test_all_occurrences_labelled_or_not(dialog):
    assert dialog.phrase.text() == "Monday"
    assert rows(dialog) == [
        ("Council opens ferry talks", "Monday", "CLAIM ben · not ana", "open"),
        ("Ferry line opens", "Monday", "nobody has labelled this one", ""),
    ]
    assert dialog.counts.text() == "2 occurrences in 2 articles · 1 labelled, 1 not · 1 open"
    assert dialog.label == "c" and dialog.settle.text() == "Settle 2"


def test_many_in_one_act_and_one_undo(several, dialog, hands):
    hands.press(Qt.Key.Key_Return, CTRL)
    hands.settle()
    assert [one[3] for one in rows(dialog)] == ["✓ CLAIM", "✓ CLAIM"]
    assert curated(several, "talks", "Monday") == curated(several, "ferry", "Monday") == ["c"]
    assert dialog.settle.text() == "Settle", "nothing is left to do"
    hands.press(Qt.Key.Key_Z, CTRL)
    hands.settle()
    assert several.session.project.review.verdicts() == []
    assert [one[3] for one in rows(dialog)] == ["open", ""]


def test_what_is_ticked_and_as_what(several, dialog, hands):
    hands.press(Qt.Key.Key_2)
    assert dialog.label == "o"
    hands.press(Qt.Key.Key_X)
    assert dialog.label is None and dialog.settle.text() == "Settle 1", (
        "the other is nothing already"
    )
    hands.press(Qt.Key.Key_Space)
    assert dialog.occurrences.ticked() == []
    hands.press(Qt.Key.Key_A, CTRL)
    assert len(dialog.occurrences.ticked()) == 2
    hands.press(Qt.Key.Key_A, CTRL)
    assert dialog.occurrences.ticked() == [] and not dialog.settle.isEnabled()
    hands.press(Qt.Key.Key_Return, CTRL)
    assert several.session.project.review.verdicts() == []


def test_enter_goes_there_and_one_comes_back_to_the_same_row(several, dialog, hands, qtbot):
    hands.press(Qt.Key.Key_Down)
    hands.press(Qt.Key.Key_Return)
    hands.settle()
    assert several.session.document.id == "ferry"
    assert several.view.text[slice(*several.selection.text)] == "Monday"
    several.window().activateWindow()
    qtbot.waitUntil(several.window().isActiveWindow)
    assert several.is_in_text()
    hands.press(Qt.Key.Key_B)
    hands.settle()
    again = opened_dialog()
    assert again.phrase.text() == "Monday" and again.occurrences.current == 1
    again.reject()


def test_another_phrase_and_case(several, dialog, hands, qtbot):
    dialog.phrase.setFocus()
    dialog.phrase.selectAll()
    hands.type("ilse varga")
    hands.press(Qt.Key.Key_Return)
    hands.settle()
    assert [one[2] for one in rows(dialog)] == ["PERSON ana, ben", "PERSON ana · ORGANISATION ben"]
    qtbot.mouseClick(dialog.match_case, Qt.MouseButton.LeftButton)
    hands.settle()
    assert rows(dialog) == [] and "0 occurrences" in dialog.counts.text()


def test_phrases_that_are_not_labelled_alike(several, hands, qtbot):
    hands.press(Qt.Key.Key_B, SHIFT)
    hands.settle()
    dialog = opened_dialog()
    tree = dialog.phrases
    assert [tree.topLevelItem(number).text(0) for number in range(3)] == [
        "Erik Palm",
        "Ilse Varga",
        "Monday",
    ]
    assert tree.topLevelItem(2).text(1) == "CLAIM 1 · not labelled 3"
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    hands.press(Qt.Key.Key_Down)
    hands.press(Qt.Key.Key_Return)
    hands.settle()
    assert dialog.phrase.text() == "Ilse Varga" and len(rows(dialog)) == 2
    qtbot.mouseClick(dialog.back, Qt.MouseButton.LeftButton)
    hands.settle()
    assert dialog.phrase.text() == "" and tree.isVisible()
    hands.press(Qt.Key.Key_Escape)
    assert several.by_phrase.dialog is None


def test_what_is_given_blind_is_not_looked_through(several, hands, opened):
    project = several.session.project
    ids = {one.name: one.id for one in project.annotators()}
    project.sign_in("kim")
    people = [*ids.values(), project.me.id]
    project.assignments.assign(
        project.assignments.divide(["talks"], people, per_article=len(people)), is_blind=True
    )
    opened.session.sign_in("mara")
    hands.settle()
    hands.press(Qt.Key.Key_B, SHIFT)
    hands.settle()
    tree = opened_dialog().phrases
    assert all(
        "CLAIM" not in tree.topLevelItem(at).text(1) for at in range(tree.topLevelItemCount())
    )
    opened_dialog().reject()

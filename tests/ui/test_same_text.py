"""The same text elsewhere in the article: shown, ticked, labelled as one act."""

import pytest
from PySide6.QtCore import Qt

from annotator.edits.edit import AddSpan
from annotator.model.document import Document
from annotator.ui.dialogs.same_text_dialog import SameTextDialog
from annotator.ui.same_text import Occurrence, list_occurrences, usual_label
from tests.builders import make_span
from tests.ui.ferry_project import make_project
from tests.ui.windows import CTRL

KEY = Qt.Key
TEXT = "Norrow votes\n\nThe ferry to Norrow left. In NORROW, Norrowers say, Norrow's mayor slept.\n"


@pytest.fixture
def norrow(window, hands, tmp_path):
    window.show_project(make_project(tmp_path / "norrow.annotator", [Document("one", TEXT)]))
    hands.settle()
    return window


@pytest.fixture
def open_dialog(norrow, hands):
    def open_dialog(offset=0):
        norrow.session.selection.set_caret(offset)
        hands.press(KEY.Key_E, CTRL)
        hands.settle()
        (dialog,) = norrow.findChildren(SameTextDialog)
        return dialog

    return open_dialog


def spans(window):
    mine = window.session.annotation_set.spans.values()
    return sorted((one.start, one.covered_text(TEXT), one.label) for one in mine)


def test_places_know_their_labels():
    span = make_span(TEXT, "Norrow", "o", "a")
    known = list_occurrences(TEXT, "Norrow", [(0, 6), (43, 49)], [span])
    assert known == (Occurrence((0, 6), ("o",), True), Occurrence((43, 49), (), False))


def test_the_usual_label_is_the_commonest():
    def place(*labels):
        return Occurrence((0, 1), labels, True)

    assert usual_label([place("a"), place("b", "p"), place("b")]) == "b"
    assert usual_label([place()]) is None


def test_all_places_are_shown_and_those_written_alike_are_ticked(norrow, open_dialog):
    dialog = open_dialog()
    assert [TEXT[a:b] for a, b in norrow.page.view.hits] == ["Norrow", "Norrow", "NORROW", "Norrow"]
    assert dialog.counts() == "Found 4 times: 0 labelled, 4 not."
    assert [TEXT[a:b] for a, b in dialog.ticked()] == ["Norrow", "Norrow", "Norrow"]
    dialog.reject()
    assert norrow.page.view.hits == ()
    assert spans(norrow) == []


def test_what_is_ticked_is_labelled_as_one_act(norrow, open_dialog, hands):
    dialog = open_dialog()
    dialog.labels.setCurrentIndex(dialog.labels.findData("o"))
    assert dialog.accept_button.text() == "Label 3"
    hands.press(KEY.Key_Down)
    hands.press(KEY.Key_Space)  # not this one
    assert dialog.accept_button.text() == "Label 2"
    hands.press(KEY.Key_Return)
    last = TEXT.index("Norrow's")
    assert spans(norrow) == [(0, "Norrow", "o"), (last, "Norrow", "o")]
    assert "2 spans" in norrow.status_bar.message()
    norrow.activateWindow()  # a window manager does that
    assert norrow.page.is_in_text()
    hands.press(KEY.Key_Z, CTRL)
    assert spans(norrow) == []


def test_the_label_of_the_selected_span_is_offered_and_its_places_left_alone(norrow, hands):
    norrow.session.apply(AddSpan(make_span(TEXT, "Norrow", "o", "a")))
    norrow.session.selection.select_spans(["a"])
    hands.press(KEY.Key_E, CTRL)
    (dialog,) = norrow.findChildren(SameTextDialog)
    assert dialog.label() == "o"
    assert dialog.counts() == "Found 4 times: 1 labelled, 3 not."
    assert len(dialog.ticked()) == 2
    dialog.accept()
    assert len(spans(norrow)) == 3


def test_a_place_with_another_label_can_be_ticked_by_hand(norrow, hands, open_dialog):
    norrow.session.apply(AddSpan(make_span(TEXT, "Norrow", "o", "a")))
    dialog = open_dialog()
    assert dialog.label() == "o"  # what the text is labelled with elsewhere
    dialog.labels.setCurrentIndex(dialog.labels.findData("p"))
    assert (0, 6) not in dialog.ticked()
    dialog.list.setFocus()
    hands.press(KEY.Key_Home)
    hands.press(KEY.Key_Space)
    assert (0, 6) in dialog.ticked()
    dialog.reject()


def test_without_ticks_there_is_nothing_to_do(open_dialog):
    dialog = open_dialog()
    for number in range(4):
        dialog.list.topLevelItem(number).setCheckState(0, Qt.CheckState.Unchecked)
    assert not dialog.accept_button.isEnabled()
    dialog.reject()


def test_hits_of_the_find_bar_come_back(norrow, hands, open_dialog):
    hands.press(KEY.Key_F, CTRL)
    hands.type("ferry")
    before = norrow.page.view.hits
    dialog = open_dialog(0)
    assert norrow.page.view.hits != before
    dialog.reject()
    assert norrow.page.view.hits == before


def test_where_there_are_no_words_it_is_said(norrow, hands):
    norrow.session.selection.set_caret(TEXT.index("\n\n") + 1)
    hands.press(KEY.Key_E, CTRL)
    assert "Select" in norrow.status_bar.message()
    assert not norrow.findChildren(SameTextDialog)


def test_words_are_shown_as_they_are(qtbot):
    from annotator.ui.dialogs.same_text_dialog import SameTextDialog as Dialog
    from tests.builders import LABEL_SET

    text = "A <b>bold</b> move"
    dialog = Dialog(text, "<b>bold</b>", (Occurrence((2, 13), (), True),), LABEL_SET, "o", 3)
    qtbot.addWidget(dialog)
    assert dialog.list.topLevelItem(0).text(1) == "<b>bold</b>"
    assert dialog.counts() == "Found 3 times: 0 labelled, 1 not. The first 1 are listed."

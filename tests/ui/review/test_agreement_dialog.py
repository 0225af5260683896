"""The screen of agreement by real keys: it measures beside the window, and its numbers are doors."""

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication

from annotator.edits.edit import AddSpan, SetStatus
from annotator.messages.agreement_words import show_number
from annotator.ui.review.agreement_rows import PAIRS, VALUE
from tests.builders import TEXT, make_span
from tests.ui.review.crowd import make_crowd
from tests.ui.test_accessible_names import nameless, roleless
from tests.ui.windows import CTRL, SHIFT


@pytest.fixture
def crowd(window, tmp_path, hands):
    assert window.show_project(make_crowd(tmp_path / "crowd.annotator"))
    hands.settle()
    return window


def open_agreement(window, hands):
    hands.press(Qt.Key.Key_A, CTRL | SHIFT)
    hands.settle()
    dialog = window.review_page.agreement
    dialog.activateWindow()
    hands.qtbot.waitUntil(dialog.isActiveWindow)
    return dialog


@pytest.fixture
def dialog(crowd, hands):
    return open_agreement(crowd, hands)


def go_to(dialog, hands, name, column=VALUE):
    """Move with the arrows to a row by its name."""
    table = dialog.table
    for _ in range(table.numbers.rowCount()):
        if table.numbers.row_at(table.currentIndex()).cells[0] == name:
            break
        hands.press(Qt.Key.Key_Down)
    assert table.numbers.row_at(table.currentIndex()).cells[0] == name
    while table.currentIndex().column() < column:
        hands.press(Qt.Key.Key_Right)


def test_it_opens_from_anywhere_and_measures_those_who_have_finished(dialog, crowd):
    assert crowd.place == "review"
    assert [box.words for box in dialog.boxes.values() if box.isChecked()] == ["ada", "bo", "cy"]
    assert dialog.choice.words == "All together"
    assert dialog.matrix.isVisible()
    assert not dialog.is_measuring and dialog.bar.isHidden()
    assert dialog.counted.text().startswith("12 articles that two or more have finished.")
    whole = crowd.session.project.agreement().whole
    first = dialog.table.numbers.index(1, VALUE)
    assert first.data() == show_number(whole.span_f1.value)


def test_enter_on_a_number_goes_to_the_first_case_behind_it(dialog, crowd, hands):
    go_to(dialog, hands, "same words, same label")
    hands.press(Qt.Key.Key_Return)
    hands.settle()
    page = crowd.review_page
    assert dialog.isHidden() and crowd.place == "review" and page.is_in_text()
    assert page.reviewing.names == ("ada", "cy")
    assert page.session.document.id == "d0"
    assert page.reviewing.case.difference.kind == "boundary"


def test_a_label_leads_to_its_own_cases(dialog, crowd, hands):
    go_to(dialog, hands, "CLAIM")
    hands.press(Qt.Key.Key_Return)
    hands.settle()
    case = crowd.review_page.reviewing.case
    assert (case.difference.kind, case.difference.second.label) == ("extra", "c")


def test_what_is_alike_is_shown_in_the_text(dialog, crowd, hands):
    go_to(dialog, hands, "same words, same label", PAIRS)
    hands.press(Qt.Key.Key_Return)
    hands.settle()
    assert dialog.isHidden()
    assert crowd.status_bar.message() == "What both say alike is quiet in the text."


def test_a_click_on_the_matrix_is_a_door_too(dialog, crowd, hands):
    matrix = dialog.matrix
    place = matrix.visualRect(matrix.numbers.index(2, 1)).center()
    hands.qtbot.mouseClick(matrix.viewport(), Qt.MouseButton.LeftButton, pos=place)
    hands.settle()
    assert crowd.review_page.reviewing.names == ("bo", "cy")


def test_with_oneself_is_reviewed_like_two_people(dialog, crowd, hands):
    matrix = dialog.matrix
    matrix.setFocus()
    hands.press(Qt.Key.Key_Left)
    assert matrix.currentIndex().data(Qt.ItemDataRole.AccessibleTextRole) == (
        f"ada with themselves: {matrix.currentIndex().data()}"
    )
    hands.press(Qt.Key.Key_Return)
    hands.settle()
    assert crowd.review_page.reviewing.names == ("ada", "ada, second time")
    assert crowd.session.document.id == "d1"


def test_a_dash_says_why_and_stays(dialog, hands):
    go_to(dialog, hands, "alpha of “mention”")
    why = "nobody has given it a value on anything that two annotators have"
    at = dialog.table.currentIndex()
    assert at.data() == "–"
    assert why in at.data(Qt.ItemDataRole.AccessibleTextRole)
    assert why[1:] in at.data(Qt.ItemDataRole.ToolTipRole)
    hands.press(Qt.Key.Key_Return)
    assert dialog.isVisible()
    assert dialog.message.text() == f"There is no number, for {why}."


def test_where_nothing_differs_it_says_so_and_stays(dialog, hands):
    dialog.show_view(1)
    go_to(dialog, hands, "other words")
    hands.press(Qt.Key.Key_Return)
    assert dialog.isVisible() and dialog.message.text() == "Nothing differs here."


def test_it_comes_back_as_it_was_and_says_when_labels_have_changed(dialog, crowd, hands):
    go_to(dialog, hands, "CLAIM")
    measured, at = dialog.measured, dialog.table.currentIndex().row()
    hands.press(Qt.Key.Key_Return)
    hands.settle()
    crowd.session.project.apply(AddSpan(make_span(TEXT, "Monday", "c", "mine")), "d3")
    again = open_agreement(crowd, hands)
    assert again is dialog and dialog.measured is measured
    assert dialog.table.currentIndex().row() == at
    assert dialog.message.text() == "Labels have changed since this was measured."
    hands.qtbot.mouseClick(dialog.accept_button, Qt.MouseButton.LeftButton)
    hands.settle()
    assert dialog.measured is not measured and dialog.message.isHidden()


def test_what_changes_while_it_measures_is_told_too(dialog, crowd, hands):
    dialog.measure()
    crowd.session.project.apply(AddSpan(make_span(TEXT, "Monday", "c", "mine")), "d3")
    hands.settle()
    assert dialog.message.text() == "Labels have changed since this was measured."


def test_a_heading_is_passed_by_and_opens_nothing(dialog, hands):
    table, model = dialog.table, dialog.table.numbers
    hands.press(Qt.Key.Key_Up)
    assert not model.row_at(table.currentIndex()).is_heading
    place = table.visualRect(model.index(0, 0)).center()
    hands.qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert dialog.isVisible() and dialog.message.isHidden()


def test_with_large_letters_every_number_is_whole(dialog, hands):
    font = QApplication.font()
    large = QFont(font)
    large.setPointSizeF(font.pointSizeF() * 2)
    QApplication.setFont(large)
    try:
        hands.settle()
        table = dialog.table
        metrics = table.fontMetrics()
        for column in range(VALUE, table.numbers.columnCount()):
            for row in table.numbers.view.rows:
                needed = metrics.horizontalAdvance(row.cells[column])
                assert needed < table.columnWidth(column) or table.isColumnHidden(column)
        assert table.rowHeight(1) >= metrics.height()
    finally:
        QApplication.setFont(font)


def test_ticks_choose_who_is_compared(dialog, hands):
    boxes = {box.words: box for box in dialog.boxes.values()}
    boxes["ada"].setFocus()
    hands.press(Qt.Key.Key_Space)
    hands.settle()
    assert dialog.matrix.isHidden() and dialog.choice.isHidden()
    assert dialog.table.numbers.view.title == "bo and cy"
    boxes["bo"].setFocus()
    hands.press(Qt.Key.Key_Space)
    hands.settle()
    assert dialog.message.text() == "Tick two annotators or more."
    assert dialog.table.numbers.rowCount() == 0


def test_the_window_works_on_while_it_measures(dialog, crowd, hands):
    hands.press(Qt.Key.Key_Escape)
    assert dialog.isHidden()
    page = crowd.review_page
    page.focus_text()
    turns = []
    timer = QTimer(interval=0)
    timer.timeout.connect(lambda: turns.append(dialog.is_measuring))
    timer.start()
    dialog.measure()
    pressed = 0
    while dialog.is_measuring:
        hands.press(Qt.Key.Key_J if pressed % 2 else Qt.Key.Key_K)
        pressed += 1
    timer.stop()
    assert turns.count(True) > 1 and pressed > 1
    assert dialog.measured is not None


def test_it_can_be_stopped(dialog, hands):
    measured = dialog.measured
    dialog.measure()
    assert dialog.stop_button.isVisible() and not dialog.accept_button.isEnabled()
    hands.press(Qt.Key.Key_Escape)
    assert dialog.isVisible() and not dialog.is_measuring
    assert dialog.message.text() == "Stopped. Nothing new was measured."
    hands.settle()
    assert dialog.measured is measured


def test_closing_the_project_stops_it(dialog, crowd, hands):
    dialog.measure()
    assert crowd.close_project()
    hands.settle()
    assert crowd.review_page is None


def test_everything_has_a_name_and_a_role(dialog):
    assert nameless(dialog) == [] and roleless(dialog) == []


def test_what_is_given_blind_is_not_counted_before_all_have_finished(crowd, hands):
    project = crowd.session.project
    people = {one.name: one.id for one in project.annotators()}
    project.sign_in("mara")
    division = project.assignments.divide(["d0"], [people["mara"]])
    project.assignments.assign(division, is_blind=True)
    assert crowd.session.sign_in("mara")
    dialog = open_agreement(crowd, hands)
    assert "d0" not in {
        article.document for pair in dialog.measured.whole.pairs for article in pair.articles
    }
    assert dialog.counted.text().startswith(
        "11 articles that two or more have finished, without what is given blind on 1 article."
    )
    project.apply(SetStatus("finished"), "d0")
    hands.settle()
    QApplication.processEvents()
    assert dialog.counted.text().startswith("12 articles")

"""The find bar by itself: what it asks, what it shows."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QToolButton

from annotator.text.finding import Query
from annotator.ui.widgets.find_bar import FindBar


@pytest.fixture
def bar(qtbot):
    bar = FindBar()
    qtbot.addWidget(bar)
    bar.resize(600, 40)
    bar.open_bar("ferry")
    bar.activateWindow()
    qtbot.waitUntil(bar.words.hasFocus)
    return bar


@pytest.fixture
def asked(bar):
    asked = []
    bar.query_changed.connect(lambda: asked.append(bar.query()))
    return asked


@pytest.fixture
def steps(bar):
    steps = []
    bar.step_requested.connect(steps.append)
    return steps


def test_it_opens_ready_to_be_typed_over(bar, asked, qtbot):
    assert bar.words.selectedText() == "ferry"
    qtbot.keyClicks(bar.words, "bo")
    assert [query.words for query in asked] == ["b", "bo"]


def test_opening_without_words_keeps_those_of_last_time(bar):
    bar.close_bar()
    bar.open_bar()
    assert bar.query() == Query("ferry")


def test_ways_to_look_are_reached_and_turned_by_keys(bar, asked, qtbot):
    for toggle in (bar.case, bar.whole, bar.pattern):
        qtbot.keyClick(bar.focusWidget(), Qt.Key.Key_Tab)
        assert bar.focusWidget() is toggle
        qtbot.keyClick(toggle, Qt.Key.Key_Space)
    assert asked[-1] == Query("ferry", is_pattern=True, is_case_exact=True, is_whole_word=True)
    assert len(asked) == 3
    qtbot.keyClick(bar.pattern, Qt.Key.Key_Space)
    assert not asked[-1].is_pattern


def test_ways_to_look_stay_for_the_next_time(bar):
    bar.whole.click()
    bar.close_bar()
    bar.open_bar("boat")
    assert bar.query() == Query("boat", is_whole_word=True)


def test_enter_goes_on_and_back(bar, steps, qtbot):
    qtbot.keyClick(bar.words, Qt.Key.Key_Return)
    qtbot.keyClick(bar.words, Qt.Key.Key_Enter, Qt.KeyboardModifier.ShiftModifier)
    bar.next.click()
    bar.previous.click()
    assert steps == [1, -1, 1, -1]


@pytest.mark.parametrize("part", ["words", "case", "next"])
def test_escape_closes_from_every_part(bar, part, qtbot):
    with qtbot.waitSignal(bar.closed):
        qtbot.keyClick(getattr(bar, part), Qt.Key.Key_Escape)
    assert bar.isHidden()


def test_closing_what_is_closed_is_nothing(bar, qtbot):
    bar.close_bar()
    with qtbot.assertNotEmitted(bar.closed):
        bar.close_bar()


def test_a_fault_has_a_line_of_its_own_and_is_no_markup(bar):
    low = bar.sizeHint().height()
    bar.say("", "The pattern is <b>wrong</b>.")
    assert bar.said() == "The pattern is <b>wrong</b>."
    assert bar.sizeHint().height() > low
    bar.say("3 of 17")
    assert bar.said() == "3 of 17"
    assert bar.sizeHint().height() == low


def test_where_there_are_no_hits_none_can_be_gone_to(bar):
    bar.show_can_step(False)
    assert not bar.next.isEnabled() and not bar.previous.isEnabled()
    bar.show_can_step(True)
    assert bar.next.isEnabled() and bar.previous.isEnabled()


def test_every_button_has_a_name_and_takes_the_focus(bar):
    for button in bar.findChildren(QToolButton):
        assert len(button.accessibleName()) > 3
        assert button.focusPolicy() == Qt.FocusPolicy.StrongFocus
    assert bar.words.accessibleName() == "Find in the article"

"""The label bar: chips ask for labels, show what is selected, and give way where room is short."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QApplication

from annotator.edits import edit as edits
from annotator.ui.panels.label_bar import LabelBar, choose_shown, fit_widths, shorten


@pytest.fixture
def bar(qtbot, session):
    """A bar on screen, wide enough for all labels."""
    bar = LabelBar(session)
    qtbot.addWidget(bar)
    bar.resize(900, 40)
    bar.show()
    return bar


def chip(bar, name):
    """Return the chip of a label (by name)."""
    return next(one for one in bar.row.chips if one.label.name == name)


def test_every_usable_label_has_a_chip_with_its_key(bar):
    assert [one.label.name for one in bar.row.chips] == ["PERSON", "ORGANISATION", "ROLE", "CLAIM"]
    assert chip(bar, "ROLE").accessibleName() == "ROLE, key 3"
    assert not bar.row.overflow()
    assert not bar.row.more_button.isVisible()


def test_a_click_asks_for_the_label_and_takes_no_focus(qtbot, bar):
    with qtbot.waitSignal(bar.label_requested) as caught:
        qtbot.mouseClick(chip(bar, "ROLE"), Qt.MouseButton.LeftButton)
    assert caught.args == ["r"]
    assert not chip(bar, "ROLE").hasFocus()


def test_the_label_of_the_selected_span_is_marked(bar, session):
    session.selection.select_spans(["varga"])
    assert [one.label.id for one in bar.row.chips if one.is_marked] == ["p"]
    assert "selection" in chip(bar, "PERSON").accessibleName()
    session.apply(edits.RelabelSpan("master", "c"))
    session.selection.select_spans(["varga", "master"])
    assert [one.label.id for one in bar.row.chips if one.is_marked] == ["p", "c"]
    session.selection.clear()
    assert not any(one.is_marked for one in bar.row.chips)


def test_relabelling_the_selected_span_moves_the_mark(bar, session):
    session.selection.select_spans(["lines"])
    session.apply(edits.RelabelSpan("lines", "c"))
    assert [one.label.id for one in bar.row.chips if one.is_marked] == ["c"]


def test_relation_is_offered_where_something_is_selected(qtbot, bar, session):
    assert not bar.relation_button.isEnabled()
    session.selection.select_spans(["varga"])
    with qtbot.waitSignal(bar.relation_requested):
        bar.relation_button.click()


def test_what_finds_no_room_is_in_the_menu(qtbot, bar):
    bar.resize(220, 40)
    qtbot.waitUntil(bar.row.more_button.isVisible)
    hidden = [one.label.name for one in bar.row.overflow()]
    assert hidden
    assert hidden == ["PERSON", "ORGANISATION", "ROLE", "CLAIM"][-len(hidden) :]
    menu = bar.row.more_button.menu()
    menu.aboutToShow.emit()
    assert [action.text().split("\t")[0] for action in menu.actions()] == hidden
    with qtbot.waitSignal(bar.label_requested) as caught:
        menu.actions()[-1].trigger()
    assert caught.args == ["c"]


def test_a_changed_label_set_is_shown(bar, session):
    label_set = session.label_set
    labels = (replace(label_set.span_labels[0], name="HUMAN"), *label_set.span_labels[1:3])
    retired = replace(label_set.span_labels[3], is_retired=True)
    session.apply_to_project(
        edits.ReplaceLabelSet(replace(label_set, span_labels=(*labels, retired)))
    )
    assert [one.label.name for one in bar.row.chips] == ["HUMAN", "ORGANISATION", "ROLE"]


def test_arrows_go_from_chip_to_chip(qtbot, bar):
    bar.window().activateWindow()
    first = bar.row.chips[0]
    first.setFocus()
    qtbot.keyClick(first, Qt.Key.Key_Right)
    assert bar.window().focusWidget() is bar.row.chips[1]
    qtbot.keyClick(bar.row.chips[1], Qt.Key.Key_Left)
    assert bar.window().focusWidget() is first


@pytest.mark.parametrize(
    ("room", "count"), [(1000, 3), (310, 3), (309, 2), (234, 2), (233, 1), (129, 1), (128, 0)]
)
def test_fitting_leaves_room_for_the_menu(room, count):
    assert fit_widths([100, 100, 100], room, more=24) == count


def test_names_are_shortened_before_anything_goes_behind_the_dots(qtbot, bar):
    full = {one: one.width() for one in bar.row.chips}
    bar.resize(bar.sizeHint().width() - 80, 40)
    qtbot.waitUntil(lambda: bar.row.chips[1].width() < full[bar.row.chips[1]])
    assert not bar.row.overflow()
    assert chip(bar, "ROLE").width() == full[chip(bar, "ROLE")]
    assert chip(bar, "ORGANISATION").accessibleName() == "ORGANISATION, key 2"
    assert bar.row.chips[-1].geometry().right() < bar.row.width()


def test_the_button_says_relation_where_there_is_room_for_it(qtbot, bar):
    assert bar.relation_button.text() == "Relation"
    bar.resize(340, 40)
    assert bar.relation_button.text() == "→"
    assert bar.relation_button.accessibleName().startswith("Relation")
    bar.resize(900, 40)
    assert bar.relation_button.text() == "Relation"


def test_the_label_of_the_selection_comes_out_from_behind_the_dots(qtbot, bar, session):
    bar.resize(300, 40)
    qtbot.waitUntil(lambda: chip(bar, "CLAIM").isHidden())
    first = [one.label.id for one in bar.row.chips if one.isVisible()]
    session.apply(edits.RelabelSpan("lines", "c"))
    session.selection.select_spans(["lines"])
    assert chip(bar, "CLAIM").isVisible()
    assert chip(bar, "CLAIM").geometry().right() < bar.row.more_button.geometry().left()
    assert bar.row.more_button.geometry().right() < bar.row.width()
    session.selection.clear()
    assert [one.label.id for one in bar.row.chips if one.isVisible()] == first


def test_the_longest_names_are_shortened_first_and_none_below_its_least():
    assert shorten([100, 50], [80, 30], [10, 10], room=200) == [100, 50]
    assert shorten([100, 50], [80, 30], [10, 10], room=130) == [75, 50]
    assert shorten([100, 50], [80, 30], [10, 10], room=0) == [30, 30]


def test_marked_chips_take_the_place_of_the_last_that_fit():
    assert choose_shown([50] * 6, [], 200, more=20) == {0, 1, 2}
    assert choose_shown([50] * 6, [5], 200, more=20) == {0, 1, 5}
    assert choose_shown([50] * 6, [0, 1, 4, 5], 200, more=20) == {0, 1, 4}
    assert choose_shown([50] * 3, [2], 400, more=20) == {0, 1, 2}


def test_a_right_click_asks_what_can_be_done_with_a_label(qtbot, bar):
    role = chip(bar, "ROLE")
    event = QContextMenuEvent(
        QContextMenuEvent.Reason.Mouse, QPoint(5, 5), role.mapToGlobal(QPoint(5, 5))
    )
    with qtbot.waitSignal(bar.row.menu_requested) as caught:
        QApplication.sendEvent(role, event)
    assert caught.args == ["r", role.mapToGlobal(QPoint(5, 5))]


def test_a_double_click_beside_the_labels_asks_for_the_label_set(qtbot, bar):
    with qtbot.waitSignal(bar.label_set_requested):
        qtbot.mouseDClick(bar, Qt.MouseButton.LeftButton, pos=QPoint(4, 20))
    with qtbot.assertNotEmitted(bar.label_set_requested):
        qtbot.mouseDClick(chip(bar, "ROLE"), Qt.MouseButton.LeftButton)


def test_where_there_are_no_labels_they_can_be_made(qtbot, bar, session):
    assert not bar.make_button.isVisible()
    labels = tuple(replace(one, is_retired=True) for one in session.label_set.span_labels)
    session.apply_to_project(edits.ReplaceLabelSet(replace(session.label_set, span_labels=labels)))
    assert bar.make_button.isVisible()
    with qtbot.waitSignal(bar.label_set_requested):
        qtbot.mouseClick(bar.make_button, Qt.MouseButton.LeftButton)

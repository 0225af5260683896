"""The palette's list: type, walk, run."""

import pytest
from PySide6.QtCore import Qt

from annotator.ui.dialogs.chooser import Chooser, Entry, found_entries


@pytest.fixture
def done():
    return []


@pytest.fixture
def chooser(qtbot, done):
    names = ("Undo", "Redo", "Export a corpus", "<b>Label</b> & more", "Next article")
    entries = [Entry(name, lambda name=name: done.append(name), "Ctrl Z") for name in names]
    chooser = Chooser("Find a command", entries)
    qtbot.addWidget(chooser)
    chooser.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    chooser.open()
    return chooser


def test_all_are_listed_and_the_first_is_ready(chooser, qtbot, done):
    assert len(chooser.shown_texts()) == 5
    qtbot.keyClick(chooser.query, Qt.Key.Key_Return)
    assert done == ["Undo"]
    assert chooser.isHidden()


def test_typing_finds_and_enter_runs(chooser, qtbot, done):
    qtbot.keyClicks(chooser.query, "expc")
    assert chooser.shown_texts() == ["Export a corpus"]
    qtbot.keyClick(chooser.query, Qt.Key.Key_Enter)
    assert done == ["Export a corpus"]


def test_arrows_walk_round(chooser, qtbot, done):
    qtbot.keyClick(chooser.query, Qt.Key.Key_Up)
    assert chooser.list.currentIndex().row() == 4
    qtbot.keyClick(chooser.query, Qt.Key.Key_Down)
    qtbot.keyClick(chooser.query, Qt.Key.Key_Down)
    qtbot.keyClick(chooser.query, Qt.Key.Key_Return)
    assert done == ["Redo"]


def test_a_click_runs(chooser, qtbot, done):
    row = chooser.list.visualRect(chooser.list.model().index(2, 0))
    qtbot.mouseClick(chooser.list.viewport(), Qt.MouseButton.LeftButton, pos=row.center())
    assert done == ["Export a corpus"]


def test_nothing_found_is_said_and_enter_does_nothing(chooser, qtbot, done):
    qtbot.keyClicks(chooser.query, "zzz")
    qtbot.keyClick(chooser.query, Qt.Key.Key_Down)
    qtbot.keyClick(chooser.query, Qt.Key.Key_Return)
    assert (done, chooser.shown_texts()) == ([], [])
    assert chooser.isVisible()


def test_escape_leaves_without_doing_anything(chooser, qtbot, done):
    qtbot.keyClick(chooser.query, Qt.Key.Key_Escape)
    assert chooser.isHidden()
    assert done == []


def test_it_can_be_painted_with_hostile_names(chooser):
    assert not chooser.grab().isNull()
    role = Qt.ItemDataRole.AccessibleTextRole
    assert chooser.list.model().index(3, 0).data(role) == "<b>Label</b> & more, Ctrl Z"


def test_the_group_is_found_too():
    entries = [Entry("Quit", print, group="Project"), Entry("Undo", print, group="Edit")]
    assert [entry.text for entry in found_entries("project", entries)] == ["Quit"]

"""How far one is, below the list: the words, the bar, and each number a door."""

import pytest
from PySide6.QtCore import Qt

from annotator.ui.panels.list_progress import ListProgress


@pytest.fixture
def progress(qtbot):
    progress = ListProgress()
    qtbot.addWidget(progress)
    progress.resize(264, 60)
    progress.show()
    return progress


def test_it_says_how_far_one_is(progress):
    progress.show_counts({"all": 1200, "new": 820, "in_progress": 40, "finished": 340})
    assert progress.words() == "340 of 1,200 done · 40 in progress"
    assert progress.bar.shares == (340 / 1200, 40 / 1200)
    progress.show_counts({"all": 4, "finished": 4, "mine": 3, "mine_open": 1})
    assert progress.words() == "4 of 4 done · mine: 2 of 3"


def test_without_articles_nothing_is_said(progress):
    progress.show_counts({"all": 1, "finished": 0})
    assert progress.isVisible() and progress.words() == "0 of 1 done"
    progress.show_counts({"all": 0})
    assert not progress.isVisible()


def test_each_number_is_a_door(qtbot, progress):
    progress.show_counts({"all": 9, "in_progress": 2, "finished": 3, "mine": 4, "mine_open": 4})
    for which, door in progress.doors.items():
        with qtbot.waitSignal(progress.filter_requested) as wish:
            qtbot.mouseClick(door, Qt.MouseButton.LeftButton)
        assert wish.args == [which]
    assert all(one.width() >= one.sizeHint().width() for one in progress.doors.values())
    assert progress.doors["finished"].accessibleName() == "3 of 9 done: show the articles done"

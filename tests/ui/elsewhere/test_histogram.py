"""Bars that are filters: by mouse, by key, and as a screen reader has them."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from annotator.ui.elsewhere.histogram import Histogram
from annotator.ui.elsewhere.model import Group
from annotator.ui.theme import current_colours

GROUPS = [Group("p", "PERSON & <b>", "#c2571a", 1240), Group("", "Unlabelled", "", 3)]


@pytest.fixture
def histogram(qtbot):
    histogram = Histogram()
    qtbot.addWidget(histogram)
    histogram.resize(600, 60)
    histogram.show_groups(GROUPS)
    histogram.show()
    return histogram


def test_a_bar_is_pressed_by_mouse_space_and_enter(qtbot, histogram):
    person, unlabelled = histogram.bar("p"), histogram.bar("")
    with qtbot.waitSignal(histogram.chosen_changed):
        qtbot.mouseClick(person, Qt.MouseButton.LeftButton)
    assert histogram.chosen == {"p"}
    unlabelled.setFocus()
    QTest.keyClick(unlabelled, Qt.Key.Key_Space)
    QTest.keyClick(unlabelled, Qt.Key.Key_Return)
    QTest.keyClick(unlabelled, Qt.Key.Key_Enter)
    assert histogram.chosen == {"p", ""}


def test_it_is_read_aloud_with_its_number(histogram):
    assert histogram.bar("p").accessibleName() == "PERSON & <b>, 1,240"
    assert "&lt;b&gt;" in histogram.bar("p").toolTip()


def test_other_numbers_keep_what_is_pressed_and_go_in_order(qtbot, histogram):
    histogram.bar("").setChecked(True)
    kept = histogram.bar("")
    histogram.show_groups([Group("o", "ORGANISATION", "#2f6fde", 9), *GROUPS[::-1]])
    QApplication.processEvents()
    assert histogram.bar("") is kept and histogram.chosen == {""}
    order = sorted(("o", "", "p"), key=lambda key: histogram.bar(key).x())
    assert order == ["o", "", "p"]
    histogram.show_groups(GROUPS[:1])
    assert histogram.bar("o") is None and histogram.chosen == frozenset()


def test_the_longest_bar_is_that_of_the_most_frequent(histogram):
    picture = histogram.grab().toImage()
    empty = QColor(current_colours().line)

    def filled(key):
        bar = histogram.bar(key)
        xs = range(bar.x() + 11, bar.x() + bar.width() - 11)
        return sum(picture.pixelColor(x, bar.y() + bar.height() - 8) != empty for x in xs)

    assert filled("p") > 10 * filled("")

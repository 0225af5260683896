"""A list of very many rows of one height: keys, the mouse, scrolling, and rows that cannot be
chosen."""

import time

import pytest
from PySide6.QtCore import QAbstractListModel, QModelIndex, QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QStyledItemDelegate

from annotator.ui.widgets.even_list import EvenList

HEIGHT = 20
MANY = 100_000


class Rows(QAbstractListModel):
    """Every tenth row is a heading."""

    def __init__(self, count):
        super().__init__()
        self.count = count

    def rowCount(self, parent=QModelIndex()):  # noqa: B008
        return 0 if parent.isValid() else self.count

    def data(self, index, role=0):
        return f"row {index.row()}" if role == Qt.ItemDataRole.DisplayRole else None

    def flags(self, index):
        is_heading = index.row() % 10 == 0
        return Qt.ItemFlag.NoItemFlags if is_heading else super().flags(index)

    def add(self, count):
        self.beginInsertRows(QModelIndex(), self.count, self.count + count - 1)
        self.count += count
        self.endInsertRows()


class Even(QStyledItemDelegate):
    def sizeHint(self, option, index):
        return QSize(0, HEIGHT)


@pytest.fixture
def rows():
    return Rows(MANY)


@pytest.fixture
def view(qtbot, rows):
    view = EvenList()
    view.setItemDelegate(Even(view))
    view.setModel(rows)
    qtbot.addWidget(view)
    view.resize(300, 10 * HEIGHT)
    with qtbot.waitExposed(view):
        view.show()
    view.setFrameShape(EvenList.Shape.NoFrame)
    view.setFocus()
    qtbot.waitUntil(lambda: view.verticalScrollBar().maximum() == (MANY - 10) * HEIGHT)
    return view


def at(view):
    return view.currentIndex().row()


def press(view, *keys):
    for key in keys:
        QTest.keyClick(view, key)


def test_keys_pass_over_headings(view):
    press(view, Qt.Key.Key_Home)
    assert at(view) == 1
    press(view, Qt.Key.Key_Up)
    assert at(view) == 1
    press(view, *[Qt.Key.Key_Down] * 9)
    assert at(view) == 11
    press(view, Qt.Key.Key_Up)
    assert at(view) == 9
    press(view, Qt.Key.Key_PageDown)
    assert at(view) == 18
    press(view, Qt.Key.Key_PageUp)
    assert at(view) == 9
    press(view, Qt.Key.Key_End)
    assert at(view) == MANY - 1
    assert [one.row() for one in view.selectedIndexes()] == [MANY - 1]
    assert view.visualRect(view.currentIndex()).bottom() == view.viewport().height() - 1


def test_a_click_chooses_what_is_there(view, rows):
    press(view, Qt.Key.Key_End)
    place = view.visualRect(rows.index(MANY - 4))
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place.center())
    assert at(view) == MANY - 4
    assert view.indexAt(place.center()).row() == MANY - 4
    heading = view.visualRect(rows.index(MANY - 10)).center()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=heading)
    assert [one.row() for one in view.selectedIndexes()] == [MANY - 4]


def test_a_row_is_brought_into_view(view, rows):
    view.scrollTo(rows.index(50_000), QAbstractItemView.ScrollHint.PositionAtCenter)
    middle = view.visualRect(rows.index(50_000)).center().y()
    assert abs(middle - view.viewport().height() // 2) <= HEIGHT
    view.scrollTo(rows.index(49_000))
    assert view.visualRect(rows.index(49_000)).top() == 0


def test_rows_that_come_cost_nothing(qtbot, view, rows):
    began = time.perf_counter()
    for _ in range(50):
        rows.add(100)
        view.doItemsLayout()
    assert time.perf_counter() - began < 0.5, "QListView takes 15 s"
    assert view.verticalScrollBar().maximum() == (MANY + 5_000 - 10) * HEIGHT


def test_the_end_is_reached_as_soon_as_rows_have_come(view, rows):
    press(view, Qt.Key.Key_End)
    rows.add(100)
    press(view, Qt.Key.Key_End)
    assert at(view) == MANY + 99
    assert view.visualRect(view.currentIndex()).bottom() == view.viewport().height() - 1


def test_it_paints_what_is_in_view(view, rows):
    press(view, Qt.Key.Key_End)
    before = view.grab().toImage()
    press(view, Qt.Key.Key_Up)
    assert view.grab().toImage() != before
